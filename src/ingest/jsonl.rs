//! JSON Lines: one object per line, each line an article or a damaged row in its place.

use std::io::BufRead;
use std::str;

use serde_json::{Map, Value};

use crate::article::{DamagedRow, Row};
use crate::error::Result;

use super::Columns;
use super::columns::{Field, Values, non_empty};
use super::inputs::io_error;
use super::lines::{Line, read_line};

/// No article is longer than this; a line that is has lost its line ends.
const MAX_LINE_BYTES: usize = 64 << 20;

/// The rows of a JSONL input, read as they are asked for.
pub(super) struct JsonlRows<R> {
    reader: R,
    /// The name that rows without an id go by.
    name: String,
    columns: Columns,
    max_line_bytes: usize,
    line: Vec<u8>,
    /// The number of the row under way, from 1; blank lines are not counted.
    row: u64,
    is_done: bool,
}

impl<R: BufRead> JsonlRows<R> {
    pub(super) fn new(reader: R, name: &str, columns: &Columns) -> Self {
        Self {
            reader,
            name: name.to_owned(),
            columns: columns.clone(),
            max_line_bytes: MAX_LINE_BYTES,
            line: Vec::new(),
            row: 0,
            is_done: false,
        }
    }

    /// The row in `self.line`; `None` for a blank line.
    fn row_of_line(&mut self) -> Option<Row> {
        // Without the mark that some writers put at the start of each file, or of each part of it.
        let line = self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line).trim_ascii();
        if line.is_empty() {
            return None;
        }
        self.row += 1;
        let value = match parse(line) {
            Ok(value) => value,
            Err(reason) => return Some(self.damaged(None, &reason)),
        };
        let Value::Object(object) = value else {
            return Some(self.damaged(None, &format!("holds {}, not a JSON object", kind_of(&value))));
        };
        Some(match values(&object, &self.columns) {
            Ok(values) => Row::Article(values.into_article(|| self.fallback_id())),
            Err(reason) => self.damaged(first_scalar(&object, &self.columns, Field::Id).as_deref(), &reason),
        })
    }

    fn damaged(&self, id: Option<&str>, reason: &str) -> Row {
        Row::Damaged(DamagedRow {
            id: id.and_then(non_empty).unwrap_or_else(|| self.fallback_id()),
            error: format!("row {} {reason}", self.row),
        })
    }

    fn fallback_id(&self) -> String {
        format!("{}#{}", self.name, self.row)
    }
}

impl<R: BufRead> Iterator for JsonlRows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            match read_line(&mut self.reader, &mut self.line, self.max_line_bytes) {
                Ok(Line::Whole) => {
                    if let Some(row) = self.row_of_line() {
                        return Some(Ok(row));
                    }
                }
                Ok(Line::TooLong) => {
                    self.row += 1;
                    let reason = format!("is longer than {} MiB", self.max_line_bytes >> 20);
                    return Some(Ok(self.damaged(None, &reason)));
                }
                Ok(Line::End) => self.is_done = true,
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(io_error(error)));
                }
            }
        }
        None
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
mod tests {
    use super::*;
    use crate::article::Article;

    fn rows(input: &[u8]) -> Vec<Row> {
        JsonlRows::new(input, "a.jsonl", &Columns::default()).map(Result::unwrap).collect()
    }

    fn only_article(input: &str) -> Article {
        match rows(input.as_bytes()).as_slice() {
            [Row::Article(article)] => article.clone(),
            other => panic!("not one article: {other:?}"),
        }
    }

    fn damage(row: &Row) -> (&str, &str) {
        match row {
            Row::Damaged(row) => (&row.id, &row.error),
            Row::Article(article) => panic!("not damaged: {article:?}"),
        }
    }

    #[test]
    fn every_field_is_read() {
        let article = only_article(
            r#"{"id": 7, "headline": "Rain\nreturns", "body": "It rained.\r\n", "link": "https://example.org/7",
            "publisher": "The Gauge", "date": "2024-05-06", "lang": "en", "topic": "Weather"}"#
                .replace('\n', " ")
                .as_str(),
        );
        assert_eq!(article.id, "7");
        assert_eq!(article.title, "Rain returns");
        assert_eq!(article.text, "It rained.");
        assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
        assert_eq!(article.source.as_deref(), Some("The Gauge"));
        assert_eq!(article.published.unwrap().to_string(), "2024-05-06T00:00:00Z");
        assert_eq!(article.lang.as_deref(), Some("en"));
        assert_eq!(article.labels, ["Weather"]);
        assert_eq!(article.page, None);
    }

    #[test]
    fn the_first_key_that_holds_something_wins() {
        assert_eq!(only_article(r#"{"summary": "short", "text": "long"}"#).text, "long");
        assert_eq!(only_article(r#"{"summary": "short", "text": " "}"#).text, "short");
        assert_eq!(only_article(r#"{"title": null, "text": "x"}"#).title, "");
        assert_eq!(only_article(r#"{"text": ["One.", "Two."]}"#).text, "One.\n\nTwo.");
        assert!(only_article(r#"{"text": ""}"#).is_empty());
    }

    #[test]
    fn labels_are_one_or_several() {
        assert_eq!(only_article(r#"{"text": "x", "labels": ["a", "b", ""]}"#).labels, ["a", "b"]);
        assert_eq!(only_article(r#"{"text": "x", "label": 3}"#).labels, ["3"]);
        assert_eq!(only_article(r#"{"text": "x", "label": true}"#).labels, ["true"]);
        assert_eq!(only_article(r#"{"text": "x", "category": ["a", "b"]}"#).labels, ["a", "b"]);
        assert!(only_article(r#"{"text": "x", "label": null}"#).labels.is_empty());
        assert_eq!(only_article(r#"{"text": "x", "label": null, "topics": ["a"]}"#).labels, ["a"]);
    }

    #[test]
    fn a_damaged_row_keeps_its_place() {
        let rows = rows(
            b"\xef\xbb\xbf{\"text\": \"one\"}\n\nnot json\n{\"text\": \"\xff\"}\n[1]\n{\"id\": \"x\", \"n\": 1}\n{\"text\": \"six\"}",
        );
        assert_eq!(rows.len(), 6);
        assert!(matches!(&rows[0], Row::Article(article) if article.id == "a.jsonl#1"));
        assert_eq!(damage(&rows[1]), ("a.jsonl#2", "row 2 is not JSON: expected ident (column 2)"));
        assert_eq!(damage(&rows[2]), ("a.jsonl#3", "row 3 is not UTF-8 text (its byte 11)"));
        assert_eq!(damage(&rows[3]), ("a.jsonl#4", "row 4 holds an array, not a JSON object"));
        assert_eq!(damage(&rows[4]), ("x", "row 5 has neither a text nor a title; its keys are id, n"));
        assert!(matches!(&rows[5], Row::Article(article) if article.id == "a.jsonl#6"));
    }

    #[test]
    fn a_text_that_is_an_object_is_damage() {
        let rows = rows(br#"{"id": 1, "text": {"en": "x"}}"#);
        assert_eq!(damage(&rows[0]), ("1", "row 1 has an object for its text, not a string"));
    }

    #[test]
    fn a_line_too_long_is_damage() {
        let input = b"{\"text\": \"one\"}\n{\"text\": \"much too long\"}\n{\"text\": \"two\"}\n";
        let mut reader = JsonlRows::new(input.as_slice(), "a", &Columns::default());
        reader.max_line_bytes = 16;
        let rows: Vec<Row> = reader.map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(damage(&rows[1]).0, "a#2");
    }

    #[test]
    fn deep_nesting_is_damage() {
        let deep = format!("{{\"text\": {}", "[".repeat(100_000));
        assert!(damage(&rows(deep.as_bytes())[0]).1.contains("recursion limit"));
    }
}
