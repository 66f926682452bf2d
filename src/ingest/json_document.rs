//! JSON that is not one object per line: an array of articles, an object that holds such an array (as exports and JSON APIs write it), or one
//! article spread over lines; several of these may follow each other.
//!
//! The document is cut into its articles before any of them is parsed, so that a damaged one costs itself alone, and those before the place
//! where a document was cut off stay. One with a bracket or quote that is not closed ends where the next begins, if both begin lines that are
//! indented alike, as in documents for people and in those of a line for each article; a bracket too many ends no list that goes on behind
//! it. Rows are made as they are asked for: what is held is the bytes of the document, one row, and of a broken list where its lines begin.
//!
//! JSON Feeds find their items by the same [`Elements`].

mod elements;
mod scanner;

use std::ops::Range;

use crate::article::Row;
use crate::error::Result;

use super::Columns;
use super::jsonl::{Keys, object_row};
use super::lines::damaged_row;
pub(super) use elements::{Element, Elements, Ending, UNCLOSED};
use scanner::{Part, Scanner};

/// Keys under which exports and interfaces put their articles, the likeliest first.
const LIST_KEYS: [&[u8]; 11] = [
    b"articles",
    b"items",
    b"entries",
    b"results",
    b"documents",
    b"docs",
    b"stories",
    b"posts",
    b"rows",
    b"records",
    b"data",
];

/// What is said of an article within which the file ends.
const CUT_OFF: &str = "is cut off: the file ends within it";

/// The articles of a document, in its order, as they are asked for.
pub(super) struct DocumentRows {
    document: Vec<u8>,
    /// What articles without an id go by.
    name: String,
    keys: Keys,
    /// The number of the row under way, from 1.
    row: u64,
    /// Where the document is read on, behind the list under way.
    position: usize,
    /// What is left of the list under way.
    elements: Elements,
}

impl DocumentRows {
    pub(super) fn new(document: Vec<u8>, name: &str, columns: &Columns) -> Self {
        Self {
            document,
            name: name.to_owned(),
            keys: Keys::new(columns),
            row: 0,
            position: 0,
            elements: Elements::default(),
        }
    }

    /// The next article: an element of the list under way, or of the next, or a value that holds no list.
    fn next_row(&mut self) -> Option<Row> {
        loop {
            let element = self.next_element();
            if element.is_some() {
                return element;
            }
            let mut scanner = Scanner { bytes: &self.document, position: self.position };
            let value = scanner.next_value_anywhere()?;
            self.position = scanner.position;
            let list = match value.bytes.first() {
                Some(b'[') => Some(0..value.bytes.len()),
                Some(b'{') => list_of(value.bytes),
                _ => None,
            };
            let Some(list) = list else {
                self.row += 1;
                return Some(row(&value, &self.name, self.row, &self.keys));
            };
            let list = whole_list(&self.document, value.start + list.start..value.start + list.end);
            self.position = self.position.max(list.end);
            self.elements = Elements::of(&list);
        }
    }

    /// The next element of the list under way.
    fn next_element(&mut self) -> Option<Row> {
        let Element { range, ending } = self.elements.next(&self.document)?;
        self.row += 1;
        let reason = match ending {
            Ending::Closed => {
                let element = self.document.get(range).unwrap_or_default();
                return Some(object_row(element, &self.name, self.row, &self.keys));
            }
            Ending::Unclosed => UNCLOSED,
            Ending::CutOff => CUT_OFF,
        };
        Some(damaged_row(None, &self.name, self.row, reason))
    }
}

impl Iterator for DocumentRows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().map(Ok)
    }
}

/// Where the list of articles stands that the first object of a document holds, with its brackets, of which the last may be missing.
pub(super) fn list_in(document: &[u8]) -> Option<Range<usize>> {
    let mut scanner = Scanner { bytes: document, position: 0 };
    let object = scanner.next_value()?.bytes;
    let start = scanner.position - object.len();
    list_of(object).map(|list| whole_list(document, start + list.start..start + list.end))
}

/// Whether the object that a document begins with, which may go on behind these bytes, holds a list of articles and is none itself.
pub(super) fn holds_list(document: &[u8]) -> bool {
    let first = Scanner { bytes: document, position: 0 }.next_value();
    let is_article = || ["text", "body", "content"].iter().any(|key| value_of(document, key).is_some());
    first.is_some_and(|object| list_of(object.bytes).is_some()) && !is_article()
}

/// The value of a key of the first object of a document.
pub(super) fn value_of<'b>(document: &'b [u8], wanted: &str) -> Option<&'b [u8]> {
    let object = Scanner { bytes: document, position: 0 }.next_value()?;
    let mut scanner = Scanner { bytes: object.bytes, position: 1 };
    while let Some(key) = scanner.next_value() {
        // What is no key stands behind a bracket too many.
        if !key.bytes.starts_with(b"\"") {
            continue;
        }
        let Some(value) = scanner.next_value() else { break };
        if key.bytes.strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\"")) == Some(wanted.as_bytes()) {
            return Some(value.bytes);
        }
    }
    None
}

fn row(part: &Part<'_>, name: &str, number: u64, keys: &Keys) -> Row {
    if part.is_cut_off {
        return damaged_row(None, name, number, CUT_OFF);
    }
    object_row(part.bytes, name, number, keys)
}

/// Where the array of articles in an object is: that of the likeliest key, if one of them holds an array of objects.
fn list_of(object: &[u8]) -> Option<Range<usize>> {
    let mut found: Option<(usize, Range<usize>)> = None;
    let mut scanner = Scanner { bytes: object, position: 1 };
    while let Some(key) = scanner.next_value() {
        // What is no key stands behind a bracket too many.
        if !key.bytes.starts_with(b"\"") {
            continue;
        }
        let Some(value) = scanner.next_value() else { break };
        let name = key.bytes.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\""));
        let place = name.and_then(|name| LIST_KEYS.iter().position(|key| key.eq_ignore_ascii_case(name)));
        let holds_objects =
            value.bytes.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"));
        if let Some(place) = place.filter(|_| holds_objects)
            && found.as_ref().is_none_or(|(best, _)| place < *best)
        {
            found = Some((place, value.start..scanner.position));
        }
    }
    found.map(|(_, list)| list)
}

/// The list with what a bracket too many cut off from it: where behind its end, a comma and an object follow, they go on with it, unless the
/// object is a document that holds a list itself.
fn whole_list(document: &[u8], list: Range<usize>) -> Range<usize> {
    let mut scanner = Scanner { bytes: document, position: list.end };
    let mut end = list.end;
    loop {
        let behind = scanner.position;
        let Some(start) = scanner.next_start_anywhere() else { break };
        let has_comma = document.get(behind..start).is_some_and(|between| between.contains(&b','));
        if !has_comma || document.get(start) != Some(&b'{') {
            break;
        }
        match scanner.next_value() {
            Some(object) if list_of(object.bytes).is_none() => end = scanner.position,
            _ => break,
        }
    }
    let is_whole = end == list.end;
    let rest = document.get(end..).unwrap_or_default();
    let n_blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    // Its own bracket may stand behind the rest.
    if !is_whole && rest.get(n_blank) == Some(&b']') {
        end += n_blank + 1;
    }
    list.start..end
}

#[cfg(test)]
mod tests;
