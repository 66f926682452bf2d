//! The elements of a list of articles, cut out one after the other, for the documents and the feeds whose articles are in such a list.
//!
//! An element with a bracket or quote that is not closed takes in those behind it. It ends where the next begins, if both begin lines that are
//! indented alike; once one such is found, all elements behind it are told by their lines too. Where those lines begin is looked up once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::scanner::{Part, Scanner};

/// What is said of an element that the next line like its own ends.
pub(in crate::ingest) const UNCLOSED: &str = "has a bracket or a quote that is not closed";

/// How an element ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Ending {
    Closed,
    /// Where the next begins: a bracket or quote in it is not closed.
    Unclosed,
    /// With the document.
    CutOff,
}

/// An element of a list.
pub(in crate::ingest) struct Element {
    pub(in crate::ingest) range: Range<usize>,
    pub(in crate::ingest) ending: Ending,
}

/// What is left of a list within a document.
#[derive(Clone, Default)]
pub(in crate::ingest) struct Elements {
    list: Range<usize>,
    /// By what elements are told too, once one is not closed.
    lines: Option<Arc<Lines>>,
}

impl Elements {
    /// Those of a list with its brackets, of which the last may be missing.
    pub(in crate::ingest) fn of(list: &Range<usize>) -> Self {
        Self { list: list.start + 1..list.end, lines: None }
    }

    /// The same from the element on that begins at `start`, with what is known of the lines.
    pub(in crate::ingest) fn from(&self, start: usize) -> Self {
        Self { list: start..self.list.end, lines: self.lines.clone() }
    }

    /// The next element; brackets that close what was not opened are passed over.
    pub(in crate::ingest) fn next(&mut self, document: &[u8]) -> Option<Element> {
        let list = document.get(..self.list.end)?;
        let mut scanner = Scanner { bytes: list, position: self.list.start };
        let Some(start) = next_element_start(&mut scanner) else {
            self.list.start = self.list.end;
            return None;
        };
        let next_line = self.lines.as_ref().and_then(|lines| lines.next_like(start));
        scanner.bytes = list.get(..next_line.unwrap_or(list.len()))?;
        let element = scanner.next_value()?;
        if self.lines.is_none()
            && let Some(indent) = indent_of_unclosed(list, &element)
        {
            self.lines = Some(Arc::new(Lines::new(list, start, indent)));
            return self.next(document);
        }
        self.list.start = scanner.position;
        let ending = match (element.is_cut_off, next_line) {
            (false, _) => Ending::Closed,
            (true, Some(_)) => Ending::Unclosed,
            (true, None) => Ending::CutOff,
        };
        Some(Element { range: start..scanner.position, ending })
    }
}

/// Goes to where the next element begins, past brackets that close what was not opened, and past keys with their values behind such a bracket:
/// they are those of the object around the list, which an element that is not closed took in.
fn next_element_start(scanner: &mut Scanner<'_>) -> Option<usize> {
    let behind = scanner.position;
    let mut start = scanner.next_start_anywhere()?;
    let between = scanner.bytes.get(behind..start)?;
    if !between.iter().any(|byte| matches!(byte, b']' | b'}')) {
        return Some(start);
    }
    while scanner.bytes.get(start) == Some(&b'"') {
        let mut ahead = Scanner { bytes: scanner.bytes, position: start };
        ahead.next_value()?;
        let is_key = scanner.bytes.get(ahead.position..)?.trim_ascii_start().starts_with(b":");
        if !is_key || ahead.next_value().is_none_or(|value| value.is_cut_off) {
            break;
        }
        scanner.position = ahead.position;
        start = scanner.next_start_anywhere()?;
    }
    Some(start)
}

/// Where objects begin lines, each with where the next does that is indented like it.
struct Lines(HashMap<usize, usize>);

impl Lines {
    /// Those of a list from the object on that begins at `start`, behind that indent.
    fn new(list: &[u8], start: usize, indent: &[u8]) -> Self {
        let mut next = HashMap::new();
        let mut last_by_indent: HashMap<&[u8], usize> = HashMap::new();
        for (indent, object) in objects_that_begin_lines(list, start - indent.len()) {
            if let Some(before) = last_by_indent.insert(indent, object) {
                next.insert(before, object);
            }
        }
        Self(next)
    }

    fn next_like(&self, start: usize) -> Option<usize> {
        self.0.get(&start).copied()
    }
}

/// The objects that begin lines, from the line on that begins at `position`: what they are indented by, and where they begin.
fn objects_that_begin_lines(list: &[u8], mut position: usize) -> impl Iterator<Item = (&[u8], usize)> {
    let lines = list.get(position..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    lines.filter_map(move |line| {
        let line_start = position;
        position += line.len();
        let n_indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let (indent, rest) = line.split_at(n_indent);
        rest.starts_with(b"{").then_some((indent, line_start + n_indent))
    })
}

/// What an element is indented by that swallowed the one behind it: both begin lines, indented alike, and it is no JSON.
fn indent_of_unclosed<'b>(list: &'b [u8], element: &Part<'_>) -> Option<&'b [u8]> {
    let before = list.get(..element.start)?;
    let n_indent = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let (line_end, indent) = before.split_at(before.len() - n_indent);
    if !line_end.ends_with(b"\n") || !element.bytes.starts_with(b"{") {
        return None;
    }
    let up_to_its_end = list.get(..element.start + element.bytes.len())?;
    let mut behind = objects_that_begin_lines(up_to_its_end, line_end.len()).skip(1);
    let is_unclosed = behind.any(|(other, _)| other == indent)
        && (element.is_cut_off || serde_json::from_slice::<IgnoredAny>(element.bytes).is_err());
    is_unclosed.then_some(indent)
}
