//! What stands behind the statement and a comma, semicolon or colon: subordinate clauses, participial phrases, second clauses.

use super::candidates::Finds;
use super::enclosed::{hangs_open, resumes, statement_start};
use super::ending_words;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle};
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment, is_statement, opens_statement};
use super::table::Table;
use super::tokens::Kind;

/// What a *before* or *as* says is often half the news.
const LINKED_SURCHARGE: u32 = 100;
/// "but" takes something back.
const CONTRAST_SURCHARGE: u32 = 150;

/// "not only …, but …"
const ONLY: &Table = &Table::new(&["only"]);
/// Words that announce what stands behind a colon.
const ANNOUNCING: &Table = &Table::new(&[
    "following",
    "these",
    "this",
    "two",
    "three",
    "told",
    "said",
    "wrote",
    "added",
    "statement",
    "clear",
]);

/// Notes what may go from the end: from a comma, semicolon or colon on.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    for (index, segment) in segments.iter().enumerate().skip(1) {
        let start = segment.start;
        // "adding that one in ten, most of them old, got it back": the verb behind belongs to what is added.
        let is_report = is_participle(sentence.word(start)) && sentence.word(start + 1) == "that";
        let is_denial = matches!(sentence.word(start), "although" | "but" | "though" | "while" | "yet")
            && (sentence.has_any(start, sentence.end, lexicon::NEGATIONS)
                || sentence.has_any(start, sentence.end, ending_words::DENIALS));
        let is_bound = is_denial
            || !is_statement(sentence, segments, head, start - 1)
            || hangs_open(sentence, segments, index)
            || is_denied(sentence, head, start)
            || !is_report && is_verb_behind(sentence, segments, start)
            || sentence.is_in(start, lexicon::CONDITIONS)
            || sentence.is_in(start + 1, lexicon::CONDITIONS);
        if is_bound {
            continue;
        }
        let found = match segment.left {
            Edge::Semicolon => Some((CutReason::CoordinatedClause, 0)),
            Edge::Comma => behind_comma(sentence, segments, index, segment),
            Edge::Wall if explains(sentence, head, start) => Some((CutReason::CoordinatedClause, 0)),
            _ => None,
        };
        if let Some((reason, surcharge)) = found {
            finds.push(start, sentence.end, reason, surcharge);
        }
    }
}

/// Whether a clause that opens at `start` takes back what is denied before it: "not because it rained, but because …", "not only …, but …".
fn is_denied(sentence: &Sentence<'_>, head: usize, start: usize) -> bool {
    let second = sentence.word(start + 1);
    let verb = (start + 1..sentence.end).find(|&index| sentence.is_finite(index)).unwrap_or(sentence.end);
    // "but the mate who did it" is set against a noun, "but the mate did it" says something of its own.
    let is_noun = verb == sentence.end || sentence.has_any(start, verb, lexicon::RELATIVES);
    sentence.word(start) == "but"
        && sentence.has_any(head, start, lexicon::NEGATIONS)
        && (is_noun
            || has(lexicon::SUBORDINATORS, second)
            || has(lexicon::PREPOSITIONS, second)
            || matches!(second, "rather" | "also" | "instead" | "a" | "an")
            || sentence.has_any(head, start, ONLY))
}

/// What a segment behind a comma is, and what it costs on top, if it may go.
fn behind_comma(
    sentence: &Sentence<'_>,
    segments: &[Segment],
    index: usize,
    segment: &Segment,
) -> Option<(CutReason, u32)> {
    let start = segment.start;
    let (word, second) = (sentence.word(start), sentence.word(start + 1));
    let is_clause = has(ending_words::COORDINATORS, word)
        && sentence.has_finite(start + 1, sentence.end)
        && !is_listed(sentence, segments, index);
    if is_clause {
        let reason =
            if word == "while" { CutReason::SubordinateClause } else { CutReason::CoordinatedClause };
        return Some((reason, if matches!(word, "but" | "yet" | "or") { CONTRAST_SURCHARGE } else { 0 }));
    }
    if has(lexicon::SUBORDINATORS, word) {
        let is_linked = matches!(word, "before" | "as" | "when");
        return Some((CutReason::SubordinateClause, if is_linked { LINKED_SURCHARGE } else { 0 }));
    }
    if has(ending_words::BEFORE_SUBORDINATORS, word) && has(lexicon::SUBORDINATORS, second) {
        return Some((CutReason::SubordinateClause, 0));
    }
    // "stopped smoking, drinking and dancing"
    let is_gerund = is_participle(sentence.before(start - 1))
        || segments.get(index + 1).is_some_and(|next| {
            matches!(sentence.word(next.start), "and" | "or") && is_participle(sentence.word(next.start + 1))
        });
    if (is_participle(word) || word.ends_with("ly") && is_participle(second)) && !is_gerund {
        return Some((CutReason::ParticipialPhrase, 0));
    }
    if has(ending_words::PHRASE_OPENERS, word) && !sentence.has_finite(start, segment.end) {
        return Some((CutReason::ParticipialPhrase, LINKED_SURCHARGE));
    }
    let is_addition = word == "as" && second == "well" && sentence.word(start + 2) == "as";
    is_addition.then_some((CutReason::CoordinatedClause, 0))
}

/// Whether a colon stands before `start`, and what it announces may go: never of a question.
fn explains(sentence: &Sentence<'_>, head: usize, start: usize) -> bool {
    let is_question = sentence.tokens.last().is_some_and(|token| token.span.of(sentence.source) == "?");
    sentence.is(start - 1, Kind::Colon) && !is_question && may_lose_explanation(sentence, head, start - 1)
}

/// Whether what stands before a colon says enough without what it announces.
fn may_lose_explanation(sentence: &Sentence<'_>, head: usize, colon: usize) -> bool {
    let last = sentence.before(colon);
    sentence.n_words(head, colon) >= 2 * MIN_STATEMENT
        && !has(lexicon::REPORTING_VERBS, last)
        && !sentence.is_finite(colon - 1)
        && ![lexicon::BE, lexicon::PREPOSITIONS, lexicon::PRONOUNS, lexicon::FUNCTION_WORDS]
            .iter()
            .any(|table| has(table, last))
        && !sentence.has_any(colon.saturating_sub(6), colon, ANNOUNCING)
}

/// Whether a segment behind a place goes on with a verb: then its subject stands before, and nothing in between ends a statement.
pub(super) fn is_verb_behind(sentence: &Sentence<'_>, segments: &[Segment], index: usize) -> bool {
    segments
        .iter()
        .any(|segment| segment.start > index && segment.left == Edge::Comma && resumes(sentence, *segment))
}

/// Whether an *and* behind a comma closes a list of verbs or names.
fn is_listed(sentence: &Sentence<'_>, segments: &[Segment], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|index| segments.get(index)) else { return false };
    let is_behind_opening = index - 1 <= statement_start(sentence, segments);
    before.left == Edge::Comma && !is_behind_opening && opens_statement(sentence, before.start, before.end)
        || before.left == Edge::Comma && sentence.is_finite(before.start)
        || before.left == Edge::Comma
            && !sentence.has_finite(before.start, before.end)
            && !sentence.is_in(before.start, lexicon::RELATIVES)
            && sentence.n_words(before.start, before.end) <= 3
}
