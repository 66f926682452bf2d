//! JSON Lines: one object per line, each line an article or a damaged row in its place.

mod cells;

use std::io::BufRead;
use std::str;

use serde_json::{Map, Value};

use crate::article::Row;

use super::Columns;
use super::columns::{Field, Values};
use super::lines::{LineRows, damaged_row, fallback_id};
pub(super) use cells::Keys;
use cells::{Cell, Cells};

/// The rows of a JSONL input, read as they are asked for.
pub(super) fn rows<R: BufRead>(reader: R, name: &str, columns: &Columns) -> LineRows<R> {
    let keys = Keys::new(columns);
    LineRows::new(reader, name, move |line, name, row| object_row(line, name, row, &keys))
}

/// Articles that are JSON objects in memory, read as the lines of a JSONL input are.
#[derive(Debug, Clone)]
pub struct JsonArticles {
    keys: Keys,
    name: String,
}

impl JsonArticles {
    /// Objects of which `columns` says what the user calls what; those without an id go by `name` and their number.
    #[must_use]
    pub fn new(columns: &Columns, name: impl Into<String>) -> Self {
        Self { keys: Keys::new(columns), name: name.into() }
    }

    /// The row of the object `json`, the `number`th, counted from 1.
    #[must_use]
    pub fn row(&self, json: &[u8], number: u64) -> Row {
        object_row(json, &self.name, number, &self.keys)
    }
}

/// The row of one JSON object, the `row`th of the input called `name`, counted from 1.
pub(super) fn object_row(json: &[u8], name: &str, row: u64, keys: &Keys) -> Row {
    let cells = str::from_utf8(json).ok().and_then(|json| Cells::of_line(json, keys));
    if let Some(Ok(values)) = cells.map(|cells| values(&cells)) {
        return Row::Article(values.into_article(|| fallback_id(name, row)));
    }
    // Something is wrong with it; what, is told by all that it holds.
    let damaged = |id: Option<&str>, reason: &str| damaged_row(id, name, row, reason);
    let value = match parse(json) {
        Ok(value) => value,
        Err(reason) => return damaged(None, &reason),
    };
    let Value::Object(object) = value else {
        return damaged(None, &format!("holds {}, not a JSON object", kind_of(&value)));
    };
    let cells = Cells::of_object(&object, keys);
    match values(&cells) {
        Ok(values) => Row::Article(values.into_article(|| fallback_id(name, row))),
        Err(problem) => {
            let id = cells.first(Field::Id).and_then(scalar);
            damaged(id.as_deref(), &problem.reason(&object, keys))
        }
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

/// Why an object is no article.
enum Problem {
    /// The user named a key that is not there.
    MissingKey(Field),
    /// There is nothing to read.
    Nothing,
    /// A text is an object.
    Object(&'static str),
}

impl Problem {
    fn reason(&self, object: &Map<String, Value>, keys: &Keys) -> String {
        match self {
            Self::MissingKey(field) => {
                let given = keys.columns.given(*field).unwrap_or_default();
                format!("has no key `{given}`; its keys are {}", list_keys(object))
            }
            Self::Nothing => format!("has neither a text nor a title; its keys are {}", list_keys(object)),
            Self::Object(what) => format!("has an object for its {what}, not a string"),
        }
    }
}

/// The values of an article's fields, or why the object is no article.
fn values(cells: &Cells<'_, '_>) -> Result<Values, Problem> {
    if let Some(field) = [Field::Title, Field::Text].into_iter().find(|&field| !cells.has_given(field)) {
        return Err(Problem::MissingKey(field));
    }
    let title = cells.first(Field::Title);
    let text = cells.first(Field::Text);
    if title.is_none() && text.is_none() {
        return Err(Problem::Nothing);
    }
    let scalar = |field| cells.first(field).and_then(scalar);
    let list = |field| cells.first(field).map(strings);
    let labels = [Field::Label, Field::Labels]
        .into_iter()
        .filter_map(|field| cells.first(field))
        .find(|cell| !cell.is_blank())
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
        references: list(Field::References).unwrap_or_default(),
        has_label_list: matches!(cells.first(Field::Labels), Some(Cell::Other(Value::Array(_)))),
    })
}

/// A string, a number or a truth value as text.
fn scalar(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.clone().into_owned()),
        Cell::Other(value) => scalar_value(value),
    }
}

fn scalar_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The strings of an array, or the one string.
fn strings(cell: &Cell<'_>) -> Vec<String> {
    match cell {
        Cell::Other(Value::Array(items)) => items.iter().filter_map(scalar_value).collect(),
        cell => scalar(cell).into_iter().collect(),
    }
}

/// A text; the strings of an array are its paragraphs.
fn prose(cell: Option<&Cell<'_>>, what: &'static str) -> Result<String, Problem> {
    match cell {
        None => Ok(String::new()),
        Some(Cell::Text(text)) => Ok(text.clone().into_owned()),
        Some(Cell::Other(Value::Object(_))) => Err(Problem::Object(what)),
        Some(cell) => Ok(strings(cell).join("\n\n")),
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
