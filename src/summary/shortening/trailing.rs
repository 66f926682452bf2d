//! What trails behind the statement without a comma: clauses, a second verb, phrases of place.

use super::attribution::is_attribution;
use super::candidates::Finds;
use super::ending::is_verb_behind;
use super::ending_words;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle, is_past};
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment, is_statement};
use super::tokens::Kind;

/// Without a comma the clause is closer to the statement.
const BARE_SURCHARGE: u32 = 80;
/// What a *when* or *as* says is often half the news.
const LINKED_SURCHARGE: u32 = 100;

/// Notes what may go from the end without a comma before it.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    without_comma(finds, segments, head);
    trailing_phrases(finds, segments, head);
}

/// "… after the talks failed", "… and laid off 300".
fn without_comma(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    let negated = |end: usize| sentence.has_any(head, end, lexicon::NEGATIONS);
    for index in head + MIN_STATEMENT..sentence.end {
        let word = sentence.word(index);
        if sentence.is_enclosed(index)
            || !sentence.is(index - 1, Kind::Word)
            || !is_statement(sentence, segments, head, index)
        {
            continue;
        }
        if is_verb_behind(sentence, segments, index) {
            continue;
        }
        let before = sentence.before(index);
        let next = sentence.word(index + 1);
        let follows = sentence.is(index + 1, Kind::Word) || sentence.is(index + 1, Kind::OpenQuote);
        let is_bound = has(lexicon::CONDITIONS, before)
            || has(lexicon::BE, before)
            || has(ending_words::HOLDS_CLAUSE, before);
        if has(lexicon::BARE_SUBORDINATORS, word)
            && follows
            && !is_bound
            && !negated(index)
            && !has(lexicon::CONDITIONS, next)
            && next != "all"
        {
            let surcharge =
                BARE_SURCHARGE + if matches!(word, "when" | "while") { LINKED_SURCHARGE } else { 0 };
            finds.push(index, sentence.end, CutReason::SubordinateClause, surcharge);
        }
        if word == "as"
            && next == "well"
            && sentence.word(index + 2) == "as"
            && !sentence.is_finite(index - 1)
        {
            finds.push(index, sentence.end, CutReason::CoordinatedClause, BARE_SURCHARGE);
        }
        let is_purpose = word == "in"
            && (matches!(next, "order" | "response" | "protest")
                || matches!(next, "a" | "an") && sentence.is_in(index + 2, ending_words::PURPOSES));
        if is_purpose && !negated(index) {
            finds.push(index, sentence.end, CutReason::SubordinateClause, BARE_SURCHARGE);
        }
        if word == "as"
            && (next == "part"
                || matches!(next, "it" | "he" | "she" | "they" | "the")
                    && sentence.has_finite(index + 2, (index + 7).min(sentence.end))
                    && !matches!(before, "such" | "same" | "as" | "so"))
            && !has(lexicon::BE, before)
        {
            finds.push(index, sentence.end, CutReason::SubordinateClause, BARE_SURCHARGE + LINKED_SURCHARGE);
        }
        let joins_verbs = matches!(word, "and" | "but")
            && sentence.is_finite(index + 1)
            && !sentence.is_finite(index - 1)
            && !is_past(before)
            && (!is_past(next) || has_complement(sentence, index + 1));
        let is_pair = sentence.has_any(head, index, ending_words::CHOICES) || has(lexicon::DETERMINERS, next);
        if joins_verbs
            && !is_pair
            && !is_in_relative(sentence, head, index)
            && !sentence.is(index + 1, Kind::Comma)
        {
            finds.push(index, sentence.end, CutReason::CoordinatedClause, BARE_SURCHARGE);
        }
    }
}

/// Whether the verbs joined at a place belong to a relative clause whose noun has its own verb behind them: "those who came and saw were glad".
fn is_in_relative(sentence: &Sentence<'_>, head: usize, index: usize) -> bool {
    let opens = |at: usize| {
        (sentence.is_in(at, lexicon::RELATIVES) || sentence.word(at) == "that")
            && sentence.is(at.saturating_sub(1), Kind::Word)
    };
    (head..index).any(opens)
        && (index + 2..sentence.end).any(|verb| sentence.is_in(verb, lexicon::AUXILIARIES))
}

/// Whether what stands behind a word in *-ed* can be its object or adjunct; behind an adjective stands a noun.
fn has_complement(sentence: &Sentence<'_>, index: usize) -> bool {
    let next = index + 1;
    [lexicon::DETERMINERS, lexicon::PREPOSITIONS, lexicon::FUNCTION_WORDS]
        .iter()
        .any(|table| sentence.is_in(next, table))
        || sentence.is_number(next)
        || sentence.is_name(next)
        || sentence.word(next).ends_with("ly")
        || !sentence.is(next, Kind::Word)
}

/// "… in the north of the country": the last resort, from the end of any segment with a verb.
fn trailing_phrases(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    for segment in segments {
        for index in segment.start.max(head) + MIN_STATEMENT..segment.end {
            let word = sentence.word(index);
            let is_adjunct = has(lexicon::ADJUNCT_PREPOSITIONS, word);
            let is_habitual = word == "for"
                && matches!(
                    (sentence.word(index + 1), sentence.word(index + 2)),
                    ("the", "first") | ("years" | "months" | "decades", _)
                );
            if !is_adjunct && !is_habitual || sentence.is_enclosed(index) || !is_behind_noun(sentence, index)
            {
                continue;
            }
            let verb = (index..segment.end).find(|&verb| sentence.is_finite(verb)).unwrap_or(segment.end);
            let is_clause = verb < segment.end
                && !(index..verb).any(|relative| {
                    sentence.is_in(relative, lexicon::RELATIVES) || sentence.word(relative) == "that"
                });
            let is_plain = !is_clause
                && !sentence.has_any(index, verb, ending_words::ALTERNATIVES)
                && sentence.has_finite(segment.start + 1, index);
            let is_measure = sentence.is_number(index + 1) || sentence.is_number(index + 2) && word == "at";
            if is_plain
                && !is_measure
                && may_end_here(sentence, segments, *segment)
                && !is_verb_behind(sentence, segments, index)
                && is_statement(sentence, segments, head, index)
            {
                finds.push(index, segment.end, CutReason::TrailingPhrase, 0);
            }
        }
    }
}

/// Whether what follows a segment does not lean on its last noun.
fn may_end_here(sentence: &Sentence<'_>, segments: &[Segment], segment: Segment) -> bool {
    let Some(next) = segments.iter().find(|next| next.start > segment.start) else { return true };
    let is_clause = matches!(
        sentence.word(next.start),
        "and" | "but" | "while" | "after" | "as" | "according" | "because" | "although"
    ) && !sentence.is_in(next.start + 1, lexicon::PREPOSITIONS);
    let is_source =
        (next.start + 1..next.end).any(|verb| is_attribution(sentence, next.start, verb, next.end));
    next.left == Edge::Semicolon || next.left == Edge::Comma && (is_clause || is_source)
}

/// Whether the word before a place is neither a verb, which would ask for the phrase, nor a word that ties.
fn is_behind_noun(sentence: &Sentence<'_>, index: usize) -> bool {
    let before = sentence.before(index);
    let ties = [
        lexicon::NEEDS_ADJUNCT,
        lexicon::BE,
        lexicon::FUNCTION_WORDS,
        lexicon::NEGATIONS,
        lexicon::CONDITIONS,
        lexicon::DETERMINERS,
    ];
    // "to deal with", "will vote on"
    let is_infinitive =
        index >= 2 && (sentence.word(index - 2) == "to" || sentence.is_in(index - 2, lexicon::AUXILIARIES));
    sentence.is(index - 1, Kind::Word)
        && !is_infinitive
        && !ties.iter().any(|table| has(table, before))
        && !is_past(before)
        && !is_participle(before)
        && !sentence.is_finite(index - 1)
        && !before.ends_with("ly")
        && !before.ends_with("th")
}
