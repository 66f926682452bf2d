//! JSON Lines: one object per line, each line an article or a damaged row in its place.

use std::io::BufRead;
use std::str;

use serde_json::{Map, Value};

use crate::article::Row;

use super::Columns;
use super::columns::{Field, Values};
use super::lines::{LineRows, damaged_row, fallback_id};

/// The rows of a JSONL input, read as they are asked for.
pub(super) fn rows<R: BufRead>(reader: R, name: &str, columns: &Columns) -> LineRows<R> {
    let columns = columns.clone();
    LineRows::new(reader, name, move |line, name, row| object_row(line, name, row, &columns))
}

/// The row of one JSON object, the `row`th of the input called `name`, counted from 1.
pub(super) fn object_row(json: &[u8], name: &str, row: u64, columns: &Columns) -> Row {
    let damaged = |id: Option<&str>, reason: &str| damaged_row(id, name, row, reason);
    let value = match parse(json) {
        Ok(value) => value,
        Err(reason) => return damaged(None, &reason),
    };
    let Value::Object(object) = value else {
        return damaged(None, &format!("holds {}, not a JSON object", kind_of(&value)));
    };
    match values(&object, columns) {
        Ok(values) => Row::Article(values.into_article(|| fallback_id(name, row))),
        Err(reason) => damaged(first_scalar(&object, columns, Field::Id).as_deref(), &reason),
    }
}

/// The JSON value of a line, or what is wrong with it.
fn parse(line: &[u8]) -> Result<Value, String> {
    let text = str::from_utf8(line)
        .map_err(|error| format!("is not UTF-8 text (its byte {})", error.valid_up_to() + 1))?;
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        format!("is not JSON: {reason} (column {})", error.column())
    })
}

/// The values of an article's fields, or why the object is no article.
fn values(object: &Map<String, Value>, columns: &Columns) -> Result<Values, String> {
    for field in [Field::Title, Field::Text] {
        if let Some(given) = columns.given(field).filter(|given| !object.contains_key(*given)) {
            return Err(format!("has no key `{given}`; its keys are {}", list_keys(object)));
        }
    }
    let title = first(object, columns, Field::Title);
    let text = first(object, columns, Field::Text);
    if title.is_none() && text.is_none() {
        return Err(format!("has neither a text nor a title; its keys are {}", list_keys(object)));
    }
    let scalar = |field| first_scalar(object, columns, field);
    let labels = [Field::Label, Field::Labels]
        .into_iter()
        .filter_map(|field| first(object, columns, field))
        .find(|value| !is_blank(value))
        .map(strings);
    Ok(Values {
        id: scalar(Field::Id),
        title: prose(title, "title")?,
        text: prose(text, "text")?,
        url: scalar(Field::Url),
        source: scalar(Field::Source),
        published: scalar(Field::Published),
        lang: scalar(Field::Lang),
        labels: labels.unwrap_or_default(),
        references: first(object, columns, Field::References).map(strings).unwrap_or_default(),
        has_label_list: first(object, columns, Field::Labels).is_some_and(Value::is_array),
    })
}

/// The value of the first of the field's keys that holds something, else of the first that is there.
fn first<'a>(object: &'a Map<String, Value>, columns: &Columns, field: Field) -> Option<&'a Value> {
    let present = || columns.names(field).filter_map(|name| object.get(name));
    present().find(|value| !is_blank(value)).or_else(|| present().next())
}

fn first_scalar(object: &Map<String, Value>, columns: &Columns, field: Field) -> Option<String> {
    first(object, columns, field).and_then(scalar)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A string, a number or a truth value as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The strings of an array, or the one string.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        value => scalar(value).into_iter().collect(),
    }
}

/// A text; the strings of an array are its paragraphs.
fn prose(value: Option<&Value>, what: &str) -> Result<String, String> {
    match value {
        None => Ok(String::new()),
        Some(Value::Object(_)) => Err(format!("has an object for its {what}, not a string")),
        Some(value) => Ok(strings(value).join("\n\n")),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The first few keys, in alphabetical order.
fn list_keys(object: &Map<String, Value>) -> String {
    const MAX_KEYS: usize = 8;
    if object.is_empty() {
        return "none".to_owned();
    }
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let ellipsis = if keys.len() > MAX_KEYS { ", …" } else { "" };
    keys.truncate(MAX_KEYS);
    format!("{}{ellipsis}", keys.join(", "))
}

#[cfg(test)]
mod tests;
