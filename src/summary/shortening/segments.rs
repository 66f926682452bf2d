//! The stretches of a sentence between its commas, where those stand between clauses or phrases and not inside a
//! date, a place, a quotation or brackets.

use super::lexicon::{self, has};
use super::tokens::{Kind, Sentence};

/// What stands at an end of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The start or end of the sentence.
    Outer,
    Comma,
    Semicolon,
    /// A colon or dash, which no rule reaches across.
    Wall,
    /// A comma that closes a quotation together with its mark.
    Quote,
}

/// A stretch of tokens between two edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) left: Edge,
    pub(super) right: Edge,
}

/// The segments from token `head` to the marks that close the sentence.
pub(super) fn segments(sentence: &Sentence<'_>, head: usize) -> Vec<Segment> {
    let mut found = Vec::new();
    let (mut start, mut left) = (head, Edge::Outer);
    let opens_with_phrase = sentence.is_in(head, lexicon::OPENERS);
    for index in head..sentence.end {
        let Some(edge) = edge_at(sentence, index) else { continue };
        if edge == Edge::Comma && (is_in_date(sentence, index) || before_region(sentence, index) || behind_region(sentence, index) && !(opens_with_phrase && found.is_empty())) {
            continue;
        }
        if index > start {
            found.push(Segment { start, end: index, left, right: edge });
        }
        (start, left) = (index + 1, edge);
    }
    if sentence.end > start {
        found.push(Segment { start, end: sentence.end, left, right: Edge::Outer });
    }
    found
}

fn edge_at(sentence: &Sentence<'_>, index: usize) -> Option<Edge> {
    let kind = sentence.kind(index)?;
    let is_quote_end = kind == Kind::CloseQuote && index > 0 && sentence.is(index - 1, Kind::Comma);
    if is_quote_end {
        return Some(Edge::Quote);
    }
    if sentence.is_enclosed(index) {
        return None;
    }
    match kind {
        Kind::Comma if sentence.is(index + 1, Kind::CloseQuote) => None,
        Kind::Comma => Some(Edge::Comma),
        Kind::Semicolon => Some(Edge::Semicolon),
        Kind::Colon | Kind::Dash | Kind::Stop => Some(Edge::Wall),
        _ => None,
    }
}

/// Whether a comma stands between a day and its year or a weekday and its month.
fn is_in_date(sentence: &Sentence<'_>, comma: usize) -> bool {
    let (before, after) = (sentence.before(comma), sentence.word(comma + 1));
    let is_day = sentence.is_number(comma.saturating_sub(1)) && before.len() <= 2 || has(lexicon::MONTHS, before);
    let is_year = after.len() == 4 && sentence.is_number(comma + 1);
    is_day && is_year || has(lexicon::WEEKDAYS, before) && has(lexicon::MONTHS, after)
}

/// Whether a comma is followed by a region and another comma, or the end of the sentence.
pub(super) fn before_region(sentence: &Sentence<'_>, comma: usize) -> bool {
    let follows_place = comma > 0 && (!sentence.is_cased || sentence.is_name(comma - 1) || comma == 1);
    let closes = sentence.is(comma + 2, Kind::Comma) || comma + 2 == sentence.end;
    let is_list = matches!(sentence.word(comma + 3), "and" | "or");
    follows_place && closes && !is_list && sentence.is_in(comma + 1, lexicon::REGIONS) && !is_after_list(sentence, comma)
}

/// Whether the word before the comma is itself an item between commas.
fn is_after_list(sentence: &Sentence<'_>, comma: usize) -> bool {
    comma >= 2 && sentence.is(comma - 2, Kind::Comma)
}

fn behind_region(sentence: &Sentence<'_>, comma: usize) -> bool {
    comma >= 2 && sentence.is(comma - 2, Kind::Comma) && before_region(sentence, comma - 2)
}
