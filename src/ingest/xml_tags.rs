//! The tags of an XML document by their place in its bytes.
//!
//! This is no parser: it is for looking at markup, and for small repairs, before a parser sees it. It follows
//! quotes, comments and CDATA sections, goes on through whatever is malformed, and holds nothing in memory.

use std::ops::Range;

/// A tag, its brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) kind: TagKind,
    pub(super) range: Range<usize>,
    /// The bytes of its name, which may have a prefix.
    pub(super) name: &'a [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    End,
    Empty,
}

impl Tag<'_> {
    /// Where its name stands.
    pub(super) fn name_range(&self) -> Range<usize> {
        let start = self.range.start + if self.kind == TagKind::End { 2 } else { 1 };
        start..start + self.name.len()
    }
}

/// The tags of `xml` in their order.
pub(super) fn tags(xml: &[u8]) -> impl Iterator<Item = Tag<'_>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        loop {
            let start = find(xml, position, b"<")?;
            let inner = xml.get(start + 1..)?;
            let skip_past: &[u8] = match inner {
                [b'!', b'-', b'-', ..] => b"-->",
                [b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => b"]]>",
                [b'?', ..] => b"?>",
                [b'!', ..] => b">",
                [b'/', ..] => {
                    let end = find(xml, start, b">")? + 1;
                    position = end;
                    return Some(Tag { kind: TagKind::End, range: start..end, name: name(xml, start + 2) });
                }
                [first, ..] if first.is_ascii_alphabetic() || *first == b'_' || !first.is_ascii() => {
                    let end = find_tag_end(xml, start)? + 1;
                    position = end;
                    let is_empty = xml.get(end - 2) == Some(&b'/');
                    let kind = if is_empty { TagKind::Empty } else { TagKind::Start };
                    return Some(Tag { kind, range: start..end, name: name(xml, start + 1) });
                }
                _ => {
                    position = start + 1;
                    continue;
                }
            };
            position = find(xml, start, skip_past)? + skip_past.len();
        }
    })
}

/// Where the value of an attribute of a start tag stands, without its quotes.
pub(super) fn attribute(xml: &[u8], tag: &Tag<'_>, wanted: &[u8]) -> Option<Range<usize>> {
    // Nothing beyond the tag may be looked at, or a feed of many tags would be read once for each.
    let xml = xml.get(..tag.range.end)?;
    let mut position = tag.name_range().end;
    loop {
        let start = position + skip_white(xml, position)?;
        let equals = find(xml, start, b"=")?;
        let quote = equals + 1 + skip_white(xml, equals + 1)?;
        let mark = xml.get(quote..=quote).filter(|mark| matches!(mark, [b'"' | b'\'']))?;
        let end = find(xml, quote + 1, mark)?;
        if xml.get(start..equals)?.trim_ascii() == wanted {
            return Some(quote + 1..end);
        }
        position = end + 1;
    }
}

/// The number of bytes of white space at `start`.
fn skip_white(xml: &[u8], start: usize) -> Option<usize> {
    xml.get(start..)?.iter().position(|byte| !byte.is_ascii_whitespace())
}

fn name(xml: &[u8], start: usize) -> &[u8] {
    let rest = xml.get(start..).unwrap_or_default();
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    rest.split(is_end).next().unwrap_or_default()
}

/// The bracket that closes the tag at `start`; brackets within quotes do not.
fn find_tag_end(xml: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    xml.get(start..)?
        .iter()
        .position(|&byte| {
            match (quote, byte) {
                (None, b'>') => return true,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            false
        })
        .map(|offset| start + offset)
}

fn find(xml: &[u8], start: usize, wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut position = start;
    loop {
        position += xml.get(position..)?.iter().position(|byte| *byte == first)?;
        if xml.get(position..)?.starts_with(wanted) {
            return Some(position);
        }
        position += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(xml: &str) -> Vec<String> {
        tags(xml.as_bytes())
            .map(|tag| format!("{:?} {}", tag.kind, String::from_utf8_lossy(tag.name)))
            .collect()
    }

    #[test]
    fn tags_are_found_where_there_are_tags() {
        let xml = "<?xml version='1.0'?><!DOCTYPE a><a b='>' c=\"</x>\"><!-- <no> --><d:e/><![CDATA[<no>]]> < 3 </a >";
        assert_eq!(names(xml), ["Start a", "Empty d:e", "End a"]);
        assert_eq!(names("<a><b"), ["Start a"]);
        assert_eq!(names("<a><!-- "), ["Start a"]);
    }

    #[test]
    fn attributes_are_found_by_name() {
        let xml = b"<a xtype='1' type = \"2\" y='type=3'>";
        let tag = tags(xml).next().unwrap();
        let value = |name: &str| attribute(xml, &tag, name.as_bytes()).map(|range| xml[range].to_vec());
        assert_eq!(value("type").unwrap(), b"2");
        assert_eq!(value("y").unwrap(), b"type=3");
        assert_eq!(value("z"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(xml in "[<>a/='\" !\\[\\]?-]{0,60}") {
            for tag in tags(xml.as_bytes()) {
                prop_assert!(xml.as_bytes()[tag.range.clone()].starts_with(b"<"));
                attribute(xml.as_bytes(), &tag, b"a");
            }
        }
    }
}
