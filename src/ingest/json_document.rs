//! JSON that is not one object per line: an array of articles, an object that holds such an array (as exports and JSON APIs write it), or one
//! article spread over lines; several of these may follow each other.
//!
//! The document is cut into its articles before any of them is parsed, so that a damaged one costs itself alone, and those before the place
//! where a document was cut off stay.

use std::ops::Range;

use crate::article::Row;

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

/// The articles of a document, in its order; `name` is what those without an id go by.
pub(super) fn read(bytes: &[u8], name: &str, columns: &Columns) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut scanner = Scanner { bytes, position: 0 };
    while let Some(value) = scanner.next_value() {
        push(&value, name, columns, &mut rows);
    }
    rows
}

/// Where the list of articles stands in the first object of a document, with its brackets, of which the last may be missing.
pub(super) fn list_in(document: &[u8]) -> Option<Range<usize>> {
    let mut scanner = Scanner { bytes: document, position: 0 };
    let object = scanner.next_value()?.bytes;
    let start = scanner.position - object.len();
    list_range(object).map(|list| start + list.start..start + list.end)
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

/// The rows of one value: an array's elements, an object's list, or the object itself.
fn push(value: &Part<'_>, name: &str, columns: &Columns, rows: &mut Vec<Row>) {
    let list = match value.bytes.first() {
        Some(b'[') => Some(value.bytes),
        Some(b'{') => list_of(value.bytes),
        _ => None,
    };
    let Some(list) = list else { return rows.push(row(value, name, rows.len(), columns)) };
    let mut scanner = Scanner { bytes: list, position: 1 };
    while let Some(element) = scanner.next_value() {
        rows.push(row(&element, name, rows.len(), columns));
    }
}

fn row(part: &Part<'_>, name: &str, n_before: usize, columns: &Columns) -> Row {
    let number = n_before as u64 + 1;
    if part.is_cut_off {
        return damaged_row(None, name, number, "is cut off: the file ends within it");
    }
    object_row(part.bytes, name, number, columns)
}

/// The array of articles in an object: that of the likeliest key, if one of them holds an array of objects.
fn list_of(object: &[u8]) -> Option<&[u8]> {
    list_range(object).and_then(|list| object.get(list))
}

/// Where that array stands.
fn list_range(object: &[u8]) -> Option<Range<usize>> {
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
            found = Some((place, scanner.position - value.bytes.len()..scanner.position));
        }
    }
    found.map(|(_, list)| list)
}

/// A value within a document.
struct Part<'b> {
    bytes: &'b [u8],
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
        let rest = self.bytes.get(self.position..)?;
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        let start = self.position + rest.iter().position(|byte| !is_between(byte))?;
        let first = *self.bytes.get(start)?;
        if matches!(first, b']' | b'}') {
            return None;
        }
        let (end, is_cut_off) = self.end_of(start, first);
        self.position = end;
        Some(Part { bytes: self.bytes.get(start..end)?, is_cut_off })
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

    /// The title of each article, or what is wrong with the row.
    fn titles(document: &str) -> Vec<String> {
        let rows = read(document.as_bytes(), "a.json", &Columns::default());
        let title = |row: Row| match row {
            Row::Article(article) => article.title,
            Row::Damaged(row) => format!("{}: {}", row.id, row.error),
        };
        rows.into_iter().map(title).collect()
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
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(text in r#"([\[\]{},:"\\ a1]|"title": ?"x"|\PC){0,60}"#) {
            read(text.as_bytes(), "a", &Columns::default());
        }

        #[test]
        fn every_element_is_a_row(titles_in in prop::collection::vec(r#"[a-z"\\{}\[\],]{1,8}"#, 0..8), is_pretty: bool) {
            let objects: Vec<serde_json::Value> = titles_in.iter().map(|title| serde_json::json!({"title": title})).collect();
            let document = if is_pretty { serde_json::to_string_pretty(&objects) } else { serde_json::to_string(&objects) }.unwrap();
            prop_assert_eq!(titles(&document), titles_in);
        }
    }
}
