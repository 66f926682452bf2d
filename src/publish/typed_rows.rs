//! Output rows as values with types, for formats that keep them.
//!
//! The columns are the keys of the JSON lines; only a span is two columns, as tables have it.

use super::rows::{LineRow, RuledRow, SeveralTopicsRow, TopicRow};
use crate::article::Doubt;
use crate::topics::TopicProbability;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number with a fraction.
    Number,
    /// A whole number.
    Count,
    /// Yes or no.
    Truth,
    /// Topics with their probabilities, best first.
    Topics,
}

/// The value of a row in a column of the [`Kind`] of the same name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'r> {
    /// Text, or null.
    Text(Option<&'r str>),
    /// A number with a fraction, or null.
    Number(Option<f64>),
    /// A whole number, or null.
    Count(Option<usize>),
    /// Yes or no.
    Truth(bool),
    /// Topics with their probabilities, best first.
    Topics(&'r [TopicProbability]),
}

/// A row that has a form in columns of different types.
pub trait TypedRow {
    /// The columns, with what they hold.
    fn typed_columns() -> Vec<(&'static str, Kind)>;
    /// The values, in the order of the columns.
    fn values(&self) -> Vec<Value<'_>>;
}

impl TypedRow for TopicRow {
    fn typed_columns() -> Vec<(&'static str, Kind)> {
        vec![
            ("id", Kind::Text),
            ("title", Kind::Text),
            ("topic", Kind::Text),
            ("confidence", Kind::Number),
            ("topics", Kind::Topics),
            ("status", Kind::Text),
            ("error", Kind::Text),
            ("why", Kind::Text),
        ]
    }

    fn values(&self) -> Vec<Value<'_>> {
        vec![
            Value::Text(Some(&self.id)),
            Value::Text(Some(&self.title)),
            Value::Text(self.topic.as_deref()),
            Value::Number(self.confidence),
            Value::Topics(&self.topics),
            Value::Text(Some(self.status.as_str())),
            Value::Text(self.error.as_deref()),
            Value::Text(self.doubt.map(Doubt::as_str)),
        ]
    }
}

/// A list holds any number of topics anyway.
impl TypedRow for SeveralTopicsRow {
    fn typed_columns() -> Vec<(&'static str, Kind)> {
        TopicRow::typed_columns()
    }

    fn values(&self) -> Vec<Value<'_>> {
        self.0.values()
    }
}

impl<const SEVERAL: bool> TypedRow for RuledRow<SEVERAL> {
    fn typed_columns() -> Vec<(&'static str, Kind)> {
        let mut columns = TopicRow::typed_columns();
        columns.push(("rule", Kind::Text));
        columns
    }

    fn values(&self) -> Vec<Value<'_>> {
        let mut values = self.0.values();
        values.push(Value::Text(self.0.rule.as_deref()));
        values
    }
}

impl TypedRow for LineRow {
    fn typed_columns() -> Vec<(&'static str, Kind)> {
        vec![
            ("id", Kind::Text),
            ("title", Kind::Text),
            ("summary", Kind::Text),
            ("span_start", Kind::Count),
            ("span_end", Kind::Count),
            ("trimmed", Kind::Truth),
            ("status", Kind::Text),
            ("error", Kind::Text),
            ("text", Kind::Text),
        ]
    }

    fn values(&self) -> Vec<Value<'_>> {
        vec![
            Value::Text(Some(&self.id)),
            Value::Text(Some(&self.title)),
            Value::Text(Some(&self.summary)),
            Value::Count(self.span.map(|span| span.start)),
            Value::Count(self.span.map(|span| span.end)),
            Value::Truth(self.trimmed),
            Value::Text(Some(self.status.as_str())),
            Value::Text(self.error.as_deref()),
            Value::Text(self.text.as_deref()),
        ]
    }
}
