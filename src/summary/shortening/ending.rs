//! What stands behind the statement and a comma, semicolon or colon: subordinate clauses, participial phrases, second clauses.

use super::candidates::Finds;
use super::enclosed::{hangs_open, resumes, statement_start};
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle};
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment, is_statement, opens_statement};
use super::tokens::Kind;

/// What a *before* or *as* says is often half the news.
const LINKED_SURCHARGE: u32 = 100;
/// "but" takes something back.
const CONTRAST_SURCHARGE: u32 = 150;

/// Notes what may go from the end.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    behind_commas(finds, segments, head);
}

/// From a comma or semicolon to the end.
fn behind_commas(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    let is_question = sentence.tokens.last().is_some_and(|token| token.span.of(sentence.source) == "?");
    for (index, segment) in segments.iter().enumerate().skip(1) {
        let Segment { start, left, .. } = *segment;
        if !is_statement(sentence, segments, head, start - 1) || hangs_open(sentence, segments, index) {
            continue;
        }
        let word = sentence.word(start);
        let second = sentence.word(start + 1);
        // "not because it rained, but because …", "not only …, but …"
        let is_denied = word == "but"
            && sentence.has_any(head, start, lexicon::NEGATIONS)
            && (has(lexicon::SUBORDINATORS, second)
                || has(lexicon::PREPOSITIONS, second)
                || matches!(second, "rather" | "also" | "instead" | "a" | "an")
                || sentence.has_any(head, start, &["only"]));
        if is_denied
            || is_verb_behind(sentence, segments, start)
            || has(lexicon::CONDITIONS, word)
            || has(lexicon::CONDITIONS, second)
        {
            continue;
        }
        let found = match left {
            Edge::Semicolon => Some((CutReason::CoordinatedClause, 0)),
            Edge::Comma
                if matches!(word, "and" | "but" | "while" | "so" | "yet" | "nor" | "or")
                    && sentence.has_finite(start + 1, sentence.end)
                    && !is_listed(sentence, segments, index) =>
            {
                Some((
                    if word == "while" { CutReason::SubordinateClause } else { CutReason::CoordinatedClause },
                    if matches!(word, "but" | "yet" | "or") { CONTRAST_SURCHARGE } else { 0 },
                ))
            }
            Edge::Comma if has(lexicon::SUBORDINATORS, word) => Some((
                CutReason::SubordinateClause,
                if matches!(word, "before" | "as" | "when") { LINKED_SURCHARGE } else { 0 },
            )),
            Edge::Comma
                if matches!(
                    word,
                    "even"
                        | "just"
                        | "only"
                        | "partly"
                        | "mainly"
                        | "largely"
                        | "shortly"
                        | "days"
                        | "months"
                        | "weeks"
                        | "hours"
                        | "years"
                ) && has(lexicon::SUBORDINATORS, second) =>
            {
                Some((CutReason::SubordinateClause, 0))
            }
            Edge::Comma if is_participle(word) || word.ends_with("ly") && is_participle(second) => {
                Some((CutReason::ParticipialPhrase, 0))
            }
            Edge::Comma
                if matches!(
                    word,
                    "amid"
                        | "including"
                        | "such"
                        | "up"
                        | "down"
                        | "compared"
                        | "in"
                        | "for"
                        | "from"
                        | "at"
                        | "by"
                        | "to"
                        | "on"
                        | "part"
                        | "not"
                ) && !sentence.has_finite(start, segment.end)
                    && word != "not" =>
            {
                Some((CutReason::ParticipialPhrase, LINKED_SURCHARGE))
            }
            Edge::Comma if word == "as" && second == "well" && sentence.word(start + 2) == "as" => {
                Some((CutReason::CoordinatedClause, 0))
            }
            Edge::Wall
                if sentence.is(start - 1, Kind::Colon)
                    && !is_question
                    && may_lose_explanation(sentence, head, start - 1) =>
            {
                Some((CutReason::CoordinatedClause, 0))
            }
            _ => None,
        };
        if let Some((reason, surcharge)) = found {
            finds.push(start, sentence.end, reason, surcharge);
        }
    }
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
        && !sentence.has_any(
            colon.saturating_sub(6),
            colon,
            &[
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
            ],
        )
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
