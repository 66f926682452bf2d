//! What a JSON object holds under the names that matter; everything else is passed over without being kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::{Map, Value};

use crate::ingest::Columns;
use crate::ingest::columns::Field;

/// The keys that matter, each once, and which of them each field goes by.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Keys {
    pub(super) columns: Columns,
    names: Vec<String>,
    /// By field, the places of its names, the likeliest first.
    of_fields: Vec<Vec<usize>>,
}

impl Keys {
    pub(in crate::ingest) fn new(columns: &Columns) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut place = |name: &str| {
            names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            })
        };
        let of_fields = Field::ALL.map(|field| columns.names(field).map(&mut place).collect()).to_vec();
        Self { columns: columns.clone(), names, of_fields }
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.names.iter().position(|name| name == key)
    }
}

/// A value: a text, which may be borrowed from the line, or anything else.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Other(Value),
}

impl Cell<'_> {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Other(Value::Null) => true,
            Self::Other(Value::Array(items)) => items.is_empty(),
            Self::Other(_) => false,
        }
    }
}

/// The values under the keys that matter.
#[derive(Debug)]
pub(super) struct Cells<'k, 'a> {
    keys: &'k Keys,
    /// By the place of the name.
    cells: Vec<Option<Cell<'a>>>,
}

impl<'k, 'a> Cells<'k, 'a> {
    fn new(keys: &'k Keys) -> Self {
        Self { keys, cells: keys.names.iter().map(|_| None).collect() }
    }

    /// Those of a line that is one object, and nothing else; `None` where it is not.
    pub(super) fn of_line(line: &'a str, keys: &'k Keys) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(line);
        let cells = ObjectVisitor { keys }.deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(cells)
    }

    /// Those of an object that was read whole.
    pub(super) fn of_object(object: &'a Map<String, Value>, keys: &'k Keys) -> Self {
        let mut found = Self::new(keys);
        for (name, cell) in keys.names.iter().zip(&mut found.cells) {
            *cell = object.get(name).map(|value| match value {
                Value::String(text) => Cell::Text(Cow::Borrowed(text)),
                value => Cell::Other(value.clone()),
            });
        }
        found
    }

    /// The value of the first of the field's keys that holds something, else of the first that is there.
    pub(super) fn first(&self, field: Field) -> Option<&Cell<'a>> {
        let places = self.keys.of_fields.get(field as usize).map_or(&[][..], Vec::as_slice);
        let present = || places.iter().filter_map(|&place| self.cells.get(place)?.as_ref());
        present().find(|cell| !cell.is_blank()).or_else(|| present().next())
    }

    /// Whether there is a value under the name that the user gave the field, or the user gave none.
    pub(super) fn has_given(&self, field: Field) -> bool {
        self.keys.columns.given(field).is_none() || self.first(field).is_some()
    }
}

/// Reads an object.
struct ObjectVisitor<'k> {
    keys: &'k Keys,
}

impl<'de, 'k> DeserializeSeed<'de> for ObjectVisitor<'k> {
    type Value = Cells<'k, 'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, 'k> Visitor<'de> for ObjectVisitor<'k> {
    type Value = Cells<'k, 'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Cells::new(self.keys);
        while let Some(place) = map.next_key_seed(KeyVisitor { keys: self.keys })? {
            let cell = place.and_then(|place| found.cells.get_mut(place));
            match cell {
                // Of a key that comes again the last counts.
                Some(cell) => *cell = Some(map.next_value()?),
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }
}

/// Reads a key as its place among those that matter.
struct KeyVisitor<'k> {
    keys: &'k Keys,
}

impl<'de> DeserializeSeed<'de> for KeyVisitor<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyVisitor<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.keys.place(key))
    }
}

impl<'de> Deserialize<'de> for Cell<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

/// Reads a value.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cell::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cell::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cell::Other(Value::Null))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Cell::Other(truth.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(items)).map(Cell::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(entries)).map(Cell::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The reference is the object as `serde_json` reads it whole.
        #[test]
        fn what_is_read_is_what_the_object_holds(
            keys in proptest::collection::vec("(id|title|headline|text|body|summary|refs|label|topics|x)", 0..8),
            values in proptest::collection::vec(r#"("a"|"é\\nb"|""|" "|null|true|-3|7|1\.5|\["a","b"\]|\[\]|\{"a":\[1\]\})"#, 8),
        ) {
            let entries: Vec<String> =
                keys.iter().zip(&values).map(|(key, value)| format!("\"{key}\": {value}")).collect();
            let line = format!("{{{}}}", entries.join(", "));
            let names = Keys::new(&Columns::default());
            let found = Cells::of_line(&line, &names).unwrap();
            let whole: Map<String, Value> = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(found.cells, Cells::of_object(&whole, &names).cells);
        }
    }

    #[test]
    fn what_is_no_object_is_none() {
        let names = Keys::new(&Columns::default());
        for line in ["", "[]", "{\"id\": 1} x", "{\"id\": 1", "{\"text\": \"\\ud800\"}", "{\"id\": 1e999}"] {
            assert!(Cells::of_line(line, &names).is_none(), "{line}");
        }
    }
}
