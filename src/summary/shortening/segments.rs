//! The stretches of a sentence between its commas, where those stand between clauses or phrases and not inside a
//! date, a place, a quotation or brackets.

use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle};
use super::tokens::Kind;

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
        if edge == Edge::Comma
            && (is_in_date(sentence, index)
                || before_region(sentence, index)
                || behind_region(sentence, index) && !(opens_with_phrase && found.is_empty()))
        {
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
    let is_day =
        sentence.is_number(comma.saturating_sub(1)) && before.len() <= 2 || has(lexicon::MONTHS, before);
    let is_year = after.len() == 4 && sentence.is_number(comma + 1);
    is_day && is_year || has(lexicon::WEEKDAYS, before) && has(lexicon::MONTHS, after)
}

/// Whether a comma is followed by a region and another comma, or the end of the sentence.
pub(super) fn before_region(sentence: &Sentence<'_>, comma: usize) -> bool {
    let follows_place = comma > 0 && (!sentence.is_cased || sentence.is_name(comma - 1) || comma == 1);
    let closes = sentence.is(comma + 2, Kind::Comma) || comma + 2 == sentence.end;
    let is_list = matches!(sentence.word(comma + 3), "and" | "or");
    follows_place
        && closes
        && !is_list
        && sentence.is_in(comma + 1, lexicon::REGIONS)
        && !is_after_list(sentence, comma)
}

/// Whether the word before the comma is itself an item between commas.
fn is_after_list(sentence: &Sentence<'_>, comma: usize) -> bool {
    comma >= 2 && sentence.is(comma - 2, Kind::Comma)
}

fn behind_region(sentence: &Sentence<'_>, comma: usize) -> bool {
    comma >= 2 && sentence.is(comma - 2, Kind::Comma) && before_region(sentence, comma - 2)
}

/// Whether a statement stands between `head` and `end`: words enough, and a verb outside the phrases that open it.
///
/// Only what stands behind the last colon or inner full stop counts.
pub(super) fn is_statement(sentence: &Sentence<'_>, segments: &[Segment], head: usize, end: usize) -> bool {
    let is_wall = |index: &usize| {
        matches!(sentence.kind(*index), Some(Kind::Colon | Kind::Stop)) && !sentence.is_enclosed(*index)
    };
    let start = (head..end).rev().find(is_wall).map_or(head, |wall| wall + 1);
    let first = sentence.word(start);
    let opens_phrase = has(lexicon::OPENERS, first)
        || has(lexicon::SUBORDINATORS, first)
        || has(lexicon::CONDITIONS, first)
        || is_participle(first)
        || matches!(first, "according" | "what" | "that" | "whatever");
    let from = if opens_phrase {
        let found = segments.iter().find(|segment| {
            segment.start > start
                && segment.start < end
                && opens_statement(sentence, segment.start, segment.end.min(end))
        });
        match found {
            Some(segment) => segment.start,
            None => return false,
        }
    } else {
        start
    };
    sentence.n_words(from, end) >= MIN_STATEMENT && sentence.has_finite(from + 1, end)
}

/// So many words of a statement stand before what may go.
pub(super) const MIN_STATEMENT: usize = 4;

/// Whether a stretch can be the subject and verb of a sentence.
pub(super) fn opens_statement(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    if sentence.is(start, Kind::OpenQuote) {
        return true;
    }
    let first = sentence.word(start);
    let is_tied = has(lexicon::RELATIVES, first)
        || matches!(first, "and" | "or" | "but" | "that" | "nor" | "where" | "when" | "let")
        || has(lexicon::PREPOSITIONS, first)
        || has(lexicon::SUBORDINATORS, first)
        || is_participle(first)
        || sentence.is_finite(start);
    !is_tied && start + 1 < end && has_own_verb(sentence, start + 1, end)
}

/// Whether a stretch holds a finite verb that is not one of *who* or *which*: "a boy who fell" has none.
fn has_own_verb(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    let mut n_relatives = 0_usize;
    for index in start..end {
        if sentence.is_in(index, lexicon::RELATIVES) {
            n_relatives += 1;
        } else if sentence.is_finite(index) && !sentence.is_enclosed(index) && !sentence.is_finite(index - 1)
        {
            if n_relatives == 0 {
                return true;
            }
            n_relatives -= 1;
        }
    }
    false
}
