//! JSON that is not one object per line: an array of articles, an object that holds such an array (as exports and JSON APIs write it), or one
//! article spread over lines; several of these may follow each other.
//!
//! The document is cut into its articles before any of them is parsed, so that a damaged one costs itself alone, and those before the place
//! where a document was cut off stay. One with a bracket or quote that is not closed ends where the next begins, if both begin lines that are
//! indented alike, as in documents for people and in those of a line for each article. Rows are made as they are asked for: what is held is the bytes of the document, and one row.

use std::ops::Range;

use serde::de::IgnoredAny;

use crate::article::Row;
use crate::error::Result;

use super::Columns;
use super::jsonl::object_row;
use super::lines::damaged_row;

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

/// The articles of a document, in its order, as they are asked for.
pub(super) struct DocumentRows {
    document: Vec<u8>,
    /// What articles without an id go by.
    name: String,
    columns: Columns,
    /// The number of the row under way, from 1.
    row: u64,
    /// Where the document is read on, behind the list under way.
    position: usize,
    /// What is left of the list under way.
    list: Range<usize>,
    /// Whether an article was found that is not closed: from there on, they are told by their lines too.
    is_broken: bool,
}

impl DocumentRows {
    pub(super) fn new(document: Vec<u8>, name: &str, columns: &Columns) -> Self {
        Self {
            document,
            name: name.to_owned(),
            columns: columns.clone(),
            row: 0,
            position: 0,
            list: 0..0,
            is_broken: false,
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
                return Some(row(&value, &self.name, self.row, &self.columns));
            };
            // Its first element stands behind its bracket.
            self.list = value.start + list.start + 1..value.start + list.end;
            self.is_broken = false;
        }
    }

    /// The next element of the list under way.
    fn next_element(&mut self) -> Option<Row> {
        let list = self.document.get(..self.list.end).unwrap_or_default();
        let mut scanner = Scanner { bytes: list, position: self.list.start };
        let mut next_line = None;
        if self.is_broken {
            let start = scanner.next_start_anywhere()?;
            next_line = line_like_that_of(list, start);
            scanner.bytes = list.get(..next_line.unwrap_or(list.len())).unwrap_or_default();
        }
        let element = scanner.next_value()?;
        if !self.is_broken && is_unclosed(list, &element) {
            self.is_broken = true;
            return self.next_element();
        }
        self.list.start = scanner.position;
        self.row += 1;
        if element.is_cut_off && next_line.is_some() {
            let reason = "has a bracket or a quote that is not closed";
            return Some(damaged_row(None, &self.name, self.row, reason));
        }
        Some(row(&element, &self.name, self.row, &self.columns))
    }
}

impl Iterator for DocumentRows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().map(Ok)
    }
}

/// Where the list of articles stands in the first object of a document, with its brackets, of which the last may be missing.
pub(super) fn list_in(document: &[u8]) -> Option<Range<usize>> {
    let mut scanner = Scanner { bytes: document, position: 0 };
    let object = scanner.next_value()?.bytes;
    let start = scanner.position - object.len();
    list_of(object).map(|list| start + list.start..start + list.end)
}

/// The places of the elements of a list, whose brackets may be missing, each with whether the document ends within it.
pub(super) fn elements(list: &[u8]) -> impl Iterator<Item = (Range<usize>, bool)> {
    let position = usize::from(list.first() == Some(&b'['));
    let mut scanner = Scanner { bytes: list, position };
    std::iter::from_fn(move || {
        let element = scanner.next_value()?;
        let start = scanner.position - element.bytes.len();
        Some((start..scanner.position, element.is_cut_off))
    })
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
        let value = scanner.next_value()?;
        if key.bytes.strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\"")) == Some(wanted.as_bytes()) {
            return Some(value.bytes);
        }
    }
    None
}

/// Whether an element of a list swallowed the one behind it.
fn is_unclosed(list: &[u8], element: &Part<'_>) -> bool {
    let up_to_its_end = list.get(..element.start + element.bytes.len()).unwrap_or_default();
    line_like_that_of(up_to_its_end, element.start).is_some()
        && (element.is_cut_off || serde_json::from_slice::<IgnoredAny>(element.bytes).is_err())
}

/// Where the next object begins that begins a line which is indented like that of the object at `start`.
fn line_like_that_of(list: &[u8], start: usize) -> Option<usize> {
    let rest = list.get(start..).filter(|rest| rest.starts_with(b"{"))?;
    let before = list.get(..start)?;
    let n_indent = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let (line_end, indent) = before.split_at(start - n_indent);
    if !line_end.ends_with(b"\n") {
        return None;
    }
    let is_like = |line: &[u8]| line.strip_prefix(indent).is_some_and(|line| line.starts_with(b"{"));
    let line_starts = (1..rest.len()).filter(|&place| rest.get(place - 1) == Some(&b'\n'));
    let place = line_starts.into_iter().find(|&place| rest.get(place..).is_some_and(is_like))?;
    Some(start + place + n_indent)
}

fn row(part: &Part<'_>, name: &str, number: u64, columns: &Columns) -> Row {
    if part.is_cut_off {
        return damaged_row(None, name, number, "is cut off: the file ends within it");
    }
    object_row(part.bytes, name, number, columns)
}

/// Where the array of articles in an object is: that of the likeliest key, if one of them holds an array of objects.
fn list_of(object: &[u8]) -> Option<Range<usize>> {
    let mut found: Option<(usize, Range<usize>)> = None;
    let mut scanner = Scanner { bytes: object, position: 1 };
    while let Some(key) = scanner.next_value() {
        let value = scanner.next_value()?;
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

/// A value within a document.
struct Part<'b> {
    bytes: &'b [u8],
    /// Where it begins.
    start: usize,
    /// Whether the document ends before the value does.
    is_cut_off: bool,
}

/// Cuts a stretch of JSON at the ends of its values, whatever stands in them.
struct Scanner<'b> {
    bytes: &'b [u8],
    position: usize,
}

impl<'b> Scanner<'b> {
    /// The next value on this level; `None` at the bracket that closes it, or at the end.
    fn next_value(&mut self) -> Option<Part<'b>> {
        let start = self.next_start()?;
        let first = *self.bytes.get(start)?;
        if matches!(first, b']' | b'}') {
            return None;
        }
        let (end, is_cut_off) = self.end_of(start, first);
        self.position = end;
        Some(Part { bytes: self.bytes.get(start..end)?, start, is_cut_off })
    }

    /// The next value on this level or outside of it.
    fn next_value_anywhere(&mut self) -> Option<Part<'b>> {
        self.next_start_anywhere()?;
        self.next_value()
    }

    /// Where the next value or closing bracket begins.
    fn next_start(&self) -> Option<usize> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        let rest = self.bytes.get(self.position..)?;
        Some(self.position + rest.iter().position(|byte| !is_between(byte))?)
    }

    /// Goes to where the next value begins, past brackets that close what was not opened.
    fn next_start_anywhere(&mut self) -> Option<usize> {
        loop {
            self.position = self.next_start()?;
            if !matches!(self.bytes.get(self.position)?, b']' | b'}') {
                return Some(self.position);
            }
            self.position += 1;
        }
    }

    /// One past the value that begins at `start` with the byte `first`, and whether the document ends within it.
    fn end_of(&self, start: usize, first: u8) -> (usize, bool) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
        for (index, byte) in rest.iter().enumerate() {
            if is_string {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => is_string = false,
                    _ => continue,
                }
                if is_string || depth > 0 {
                    continue;
                }
                return (start + index + 1, false);
            }
            match byte {
                b'"' => is_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 1 => depth -= 1,
                b'}' | b']' if depth == 1 => return (start + index + 1, false),
                b'}' | b']' | b',' | b':' if depth == 0 => return (start + index, false),
                byte if depth == 0 && byte.is_ascii_whitespace() => return (start + index, false),
                _ => {}
            }
        }
        (start + rest.len(), matches!(first, b'{' | b'[' | b'"'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(document: &str) -> Vec<Row> {
        let rows = DocumentRows::new(document.as_bytes().to_vec(), "a.json", &Columns::default());
        rows.map(Result::unwrap).collect()
    }

    /// The title of each article, or what is wrong with the row.
    fn titles(document: &str) -> Vec<String> {
        let title = |row: Row| match row {
            Row::Article(article) => article.title,
            Row::Damaged(row) => format!("{}: {}", row.id, row.error),
        };
        rows(document).into_iter().map(title).collect()
    }

    /// The rows of a document whose values are cut out all at once, each list by itself.
    fn rows_at_once(document: &str) -> Vec<Row> {
        let all = |bytes, position| {
            let mut scanner = Scanner { bytes, position };
            std::iter::from_fn(move || scanner.next_value())
        };
        let mut parts = Vec::new();
        let mut scanner = Scanner { bytes: document.as_bytes(), position: 0 };
        while let Some(value) = scanner.next_value_anywhere() {
            let list = match value.bytes.first() {
                Some(b'[') => Some(0..value.bytes.len()),
                Some(b'{') => list_of(value.bytes),
                _ => None,
            };
            match list {
                Some(list) => parts.extend(all(&value.bytes[list], 1)),
                None => parts.push(value),
            }
        }
        (1..).zip(parts).map(|(number, part)| row(&part, "a.json", number, &Columns::default())).collect()
    }

    #[test]
    fn arrays_and_the_lists_of_exports_are_articles() {
        for document in [
            r#"[{"title": "a"}, {"title": "b", "tags": ["x", "]"]}]"#,
            "{\"status\": \"ok\", \"total\": 2,\n \"articles\": [{\"title\": \"a\"}, {\"title\": \"b\"}]}",
            r#"{"data": [{"id": 1}], "Items": [{"title": "a"}, {"title": "b"}]}"#,
            "{\n \"title\": \"a\"\n}\n{\n \"title\": \"b\", \"items\": [1]\n}",
        ] {
            assert_eq!(titles(document), ["a", "b"], "{document}");
        }
        assert_eq!(titles("[]"), [""; 0]);
        assert_eq!(titles(r#"{"title": "one {\"of\"} [these]", "text": "x"}"#), ["one {\"of\"} [these]"]);
    }

    #[test]
    fn what_is_damaged_costs_itself_alone() {
        let found = titles(r#"[{"title": "a"}, {"title": }, 7, {"title": "b"}, {"title": "c"#);
        assert_eq!(found.len(), 5);
        assert_eq!((found[0].as_str(), found[3].as_str()), ("a", "b"));
        assert!(found[1].starts_with("a.json#2: row 2 is not JSON"), "{}", found[1]);
        assert_eq!(found[2], "a.json#3: row 3 holds a number, not a JSON object");
        assert_eq!(found[4], "a.json#5: row 5 is cut off: the file ends within it");
        // A bracket too many.
        let document = r#"[{"title": "a"}}, {"title": "b"}]] {"items": [{"title": "c"}]}]}{"title": "d"}"#;
        assert_eq!(titles(document), ["a", "b", "c", "d"]);
    }

    #[test]
    fn what_is_not_closed_ends_where_the_next_line_like_it_begins() {
        for broken in [
            "{\"title\": \"x\"",
            "{\"title\": \"x}",
            "{\"title\": [\"x\"}",
            "{\"title\": {\n    \"x\": 1\n  }",
        ] {
            let document = format!(
                "[\n  {{\"title\": \"a\"}},\n  {broken},\n  {{\n    \"title\": \"b\"}},\n  {broken},\n  {{\"title\": \"c\"}}\n]\n"
            );
            for document in [document.replace("\n  ", "\n"), format!("{{\"items\": {document}}}"), document] {
                let found = titles(&document);
                let wrong = |n| format!("a.json#{n}: row {n} has a bracket or a quote that is not closed");
                assert_eq!(found, ["a", &wrong(2), "b", &wrong(4), "c"], "{document}");
            }
        }
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_document_at_once(
            text in r#"([\[\]{},:"\\ a1]|"title": ?"x"|\{"title":"y"\}|"(items|data)":|\PC){0,60}"#,
        ) {
            prop_assert_eq!(format!("{:?}", rows(&text)), format!("{:?}", rows_at_once(&text)));
        }

        #[test]
        fn every_element_is_a_row(titles_in in prop::collection::vec(r#"[a-z"\\{}\[\],]{1,8}"#, 0..8), is_pretty: bool) {
            let objects: Vec<serde_json::Value> = titles_in.iter().map(|title| serde_json::json!({"title": title})).collect();
            let document = if is_pretty { serde_json::to_string_pretty(&objects) } else { serde_json::to_string(&objects) }.unwrap();
            prop_assert_eq!(titles(&document), titles_in);
        }
    }
}
