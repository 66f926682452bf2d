//! What stands behind the statement: who said so, subordinate clauses, participial phrases, second clauses.

use super::candidates::Finds;
use super::enclosed::{hangs_open, is_attribution, resumes, statement_start};
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle, is_past};
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment, is_statement, opens_statement};
use super::tokens::Kind;

/// A bare quotation does not say who speaks: leave that out only if nothing else helps.
const QUOTE_SURCHARGE: u32 = 900;
/// What a *before* or *as* says is often half the news.
const LINKED_SURCHARGE: u32 = 100;
/// Without a comma the clause is closer to the statement.
const BARE_SURCHARGE: u32 = 80;
/// "but" takes something back.
const CONTRAST_SURCHARGE: u32 = 150;

/// Notes what may go from the end.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    attribution(finds, segments, head);
    behind_commas(finds, segments, head);
    without_comma(finds, segments, head);
    trailing_phrases(finds, segments, head);
}

/// ", the company said on Tuesday", ", said Jane Doe, its chairwoman", ", according to X".
fn attribution(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    for segment in segments.iter().skip(1) {
        let start = segment.start;
        let surcharge = match segment.left {
            Edge::Comma => 0,
            Edge::Quote if sentence.is(head, Kind::OpenQuote) => QUOTE_SURCHARGE,
            Edge::Quote => 0,
            _ => continue,
        };
        let is_according = sentence.word(start) == "according" && sentence.word(start + 1) == "to";
        let is_inverted = has(lexicon::INVERTED_VERBS, sentence.word(start))
            && !sentence.has_finite(start + 1, segment.end);
        let reaches_end = segment.right == Edge::Outer;
        let is_said = (start + 1..segment.end).any(|verb| is_attribution(sentence, start, verb, segment.end));
        // "Jane Doe, the chairwoman, said": the verb stands in the last segment.
        let is_split = segments.last().is_some_and(|last| {
            let verb = last.start;
            verb > start
                && last.left == Edge::Comma
                && !sentence.has_finite(start, segment.end)
                && is_attribution(sentence, verb, verb, last.end)
        }) && sentence.n_words(start, segment.end) <= MAX_SOURCE
            && !matches!(sentence.word(start), "and" | "or");
        let may_go = is_said && reaches_end
            || (is_inverted || is_according) && follows_only_description(sentence, segments, *segment)
            || is_split;
        let is_stated = segment.left == Edge::Quote || is_statement(sentence, segments, head, start - 1);
        if may_go && is_stated {
            finds.push(start, sentence.end, CutReason::Attribution, surcharge);
        }
    }
    // "… according to X" without a comma.
    if let Some(start) = (head + MIN_STATEMENT..sentence.end)
        .find(|&index| sentence.word(index) == "according" && sentence.word(index + 1) == "to")
    {
        let is_manner = matches!(sentence.word(start + 2), "plan" | "schedule")
            || matches!(sentence.before(start), "go" | "goes" | "going" | "went");
        let is_bare = !is_manner
            && sentence.is(start - 1, Kind::Word)
            && !(start..sentence.end).any(|index| sentence.is(index, Kind::Comma));
        if is_bare && is_statement(sentence, segments, head, start) {
            finds.push(start, sentence.end, CutReason::Attribution, 0);
        }
    }
}

/// The name of a source has at most so many words.
const MAX_SOURCE: usize = 8;

/// Whether no segment behind this one brings a new clause.
fn follows_only_description(sentence: &Sentence<'_>, segments: &[Segment], segment: Segment) -> bool {
    segments.iter().filter(|other| other.start > segment.start).all(|other| {
        other.left == Edge::Comma
            && (sentence.is_in(other.start, lexicon::RELATIVES)
                || sentence.is_in(other.start, lexicon::DETERMINERS)
                    && !sentence.has_finite(other.start, other.end)
                || !sentence.has_finite(other.start, other.end) && sentence.word(other.start) != "and")
    })
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
fn is_verb_behind(sentence: &Sentence<'_>, segments: &[Segment], index: usize) -> bool {
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
            || matches!(
                before,
                "the"
                    | "a"
                    | "named"
                    | "and"
                    | "or"
                    | "soon"
                    | "shortly"
                    | "look"
                    | "looking"
                    | "sought"
                    | "said"
                    | "say"
                    | "says"
                    | "know"
                    | "that"
                    | "just"
                    | "only"
                    | "even"
                    | "years"
                    | "days"
                    | "weeks"
                    | "months"
                    | "hours"
            );
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
                || matches!(next, "a" | "an")
                    && matches!(
                        sentence.word(index + 2),
                        "effort" | "bid" | "attempt" | "move" | "case" | "deal"
                    ));
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
        let is_pair = sentence.has_any(head, index, &["both", "either"]) || has(lexicon::DETERMINERS, next);
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
                && !sentence.has_any(index, verb, &["and", "or"])
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
