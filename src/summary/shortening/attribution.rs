//! Who said so: in front of the statement, in the middle of it, or behind it.

use super::candidates::Finds;
use super::lexicon::{self, has};
use super::opening::{has_phrase, opening_end};
use super::parsed::Sentence;
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment, is_statement};
use super::tokens::Kind;

/// The subject of an attribution in front has at most so many words.
const MAX_LEADING_SOURCE: usize = 12;
/// An attribution between commas has at most so many tokens.
const MAX_MIDWAY: usize = 9;
/// The name of a source at the end has at most so many words.
const MAX_TRAILING_SOURCE: usize = 8;
/// A statement whose source is no office or body is more its own.
const PERSONAL_SURCHARGE: u32 = 600;
/// "The tax would rise" reads oddly without the one who says so.
const REPORTED_TENSE_SURCHARGE: u32 = 150;
/// A bare quotation does not say who speaks: leave that out only if nothing else helps.
const QUOTE_SURCHARGE: u32 = 900;

/// Notes the attributions in front of and behind the statement that begins at token `head`; [`midway`] is for those inside.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    according_to(finds, segments);
    source(finds, head);
    behind(finds, segments, head);
}

/// "According to X, Y".
fn according_to(finds: &mut Finds<'_, '_>, segments: &[Segment]) {
    let sentence = finds.sentence;
    let Some(first) = segments.first() else { return };
    if sentence.word(first.start) == "according"
        && sentence.word(first.start + 1) == "to"
        && let Some(end) = opening_end(sentence, segments)
    {
        finds.push(first.start, end, CutReason::Attribution, 0);
    }
}

/// "Police said on Tuesday that Y", "Officials say Y", where Y can stand alone.
fn source(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    let limit = sentence.end.min(head + MAX_LEADING_SOURCE + 1);
    let is_own = matches!(sentence.word(head), "i" | "we")
        && matches!(sentence.word(head + 1), "think" | "believe" | "guess" | "suppose");
    let is_vouching =
        |index: &usize| sentence.is_in(*index, lexicon::VOUCHING_VERBS) && !sentence.is_name(*index);
    let found = if is_own { Some(head + 1) } else { (head + 1..limit).find(is_vouching) };
    let Some(verb) = found else { return };
    let opens_phrase = sentence.is_in(head, lexicon::OPENERS)
        || sentence.is_in(head, lexicon::RELATIVES)
        || has(lexicon::CONDITIONS, sentence.word(head));
    let is_plain = (head..verb).all(|index| {
        sentence.is(index, Kind::Word) && !sentence.is_finite(index) && !sentence.is_enclosed(index)
    });
    let is_quiet = !sentence.has_any(head, verb + 1, lexicon::NEGATIONS)
        && !sentence.is_in(verb - 1, lexicon::BE)
        && !matches!(sentence.before(verb), "who" | "that" | "which" | "and" | "to");
    if opens_phrase || !is_plain || !is_quiet {
        return;
    }
    // Behind the verb: when and where it was said, then the statement, with or without "that".
    let that = (verb + 1..sentence.end.min(verb + 9)).find(|&index| sentence.word(index) == "that");
    let adjunct_only =
        |to: usize| (verb + 1..to).all(|index| sentence.is(index, Kind::Word) && !sentence.is_finite(index));
    let start = match that {
        Some(that) if adjunct_only(that) && opens_adjunct(sentence, verb + 1, that) => that + 1,
        _ if is_own || matches!(sentence.word(verb), "said" | "say" | "says") => {
            behind_days(sentence, verb + 1)
        }
        _ => return,
    };
    // A pronoun hangs in the air, unless the sentence opens with one anyway.
    let hangs = (sentence.is_in(start, lexicon::PRONOUNS)
        || matches!(sentence.word(start), "i" | "we" | "you" | "there"))
        && !is_own;
    let opens = sentence.is(start, Kind::Word)
        && !hangs
        && !sentence.is_in(start, lexicon::PREPOSITIONS)
        && !matches!(sentence.word(start), "if" | "and" | "so")
        && !sentence.is_in(start, lexicon::CONDITIONS)
        && !sentence.is_finite(start);
    let next_mark =
        (start..sentence.end).find(|&index| !sentence.is(index, Kind::Word)).unwrap_or(sentence.end);
    let Some(next_verb) = (start + 1..next_mark).find(|&index| sentence.is_finite(index)) else { return };
    if !opens {
        return;
    }
    let is_official = sentence.has_any(head, verb, lexicon::OFFICIAL_SOURCES);
    let is_reported = matches!(sentence.word(next_verb), "would" | "had" | "could" | "might");
    let surcharge = if is_official || is_own { 0 } else { PERSONAL_SURCHARGE }
        + if is_reported { REPORTED_TENSE_SURCHARGE } else { 0 };
    finds.push(head, start, CutReason::Attribution, surcharge);
}

/// Whether what stands between the verb and its "that" is nothing, or an adverbial.
fn opens_adjunct(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    start == end
        || behind_days(sentence, start) > start
        || matches!(sentence.word(start), "here" | "in" | "at" | "late" | "early" | "on" | "last" | "this")
}

/// Behind "on Tuesday", "Tuesday" or "here Tuesday".
fn behind_days(sentence: &Sentence<'_>, start: usize) -> usize {
    let mut end = start;
    while matches!(sentence.word(end), "here" | "late" | "early")
        || sentence.word(end) == "on" && sentence.is_in(end + 1, lexicon::WEEKDAYS)
    {
        end += 1;
    }
    if sentence.is_in(end, lexicon::WEEKDAYS) { end + 1 } else { start }
}

/// Whether a segment behind an attribution belongs to the statement rather than to the source: it opens with a verb or a conjunction, or holds a verb.
pub(super) fn goes_on(sentence: &Sentence<'_>, segment: Segment) -> bool {
    let first = sentence.word(segment.start);
    let is_description =
        has(lexicon::RELATIVES, first) || sentence.is_in(segment.start, lexicon::REPORTING_VERBS);
    !is_description && sentence.has_finite(segment.start, segment.end)
}

/// ", officials said," and ", however,".
pub(super) fn midway(finds: &mut Finds<'_, '_>, segment: Segment, statement_goes_on: bool) {
    let sentence = finds.sentence;
    let Segment { start, end, .. } = segment;
    if has_phrase(sentence, start, end, lexicon::MIDWAY_CONNECTIVES) {
        finds.push(start, end, CutReason::Connective, 20);
        return;
    }
    let is_according = sentence.word(start) == "according" && sentence.word(start + 1) == "to";
    let is_said =
        end - start <= MAX_MIDWAY && (start + 1..end).any(|verb| is_attribution(sentence, start, verb, end));
    let is_clear =
        start >= 2 && !sentence.is(start - 2, Kind::CloseQuote) && !sentence.is(end + 1, Kind::OpenQuote);
    if (is_according || is_said) && is_clear && statement_goes_on {
        finds.push(start, end, CutReason::Attribution, 0);
    }
}

/// Whether a stretch is a subject, a verb of saying at `verb`, and at most when and where behind it.
pub(super) fn is_attribution(sentence: &Sentence<'_>, start: usize, verb: usize, end: usize) -> bool {
    let opens = sentence.word(start);
    let is_subject = (start..verb)
        .all(|index| !sentence.is_finite(index) && !sentence.is_in(index, lexicon::NEGATIONS))
        && !has(lexicon::RELATIVES, opens)
        && !matches!(opens, "and" | "but" | "or" | "if" | "that" | "which")
        && (!has(lexicon::SUBORDINATORS, opens) || opens == "as");
    let is_quiet = !(verb + 1..end).any(|index| {
        sentence.is_finite(index)
            || matches!(sentence.word(index), "that" | "it" | "they" | "there" | "was" | "is")
    });
    let behind = sentence.word(verb + 1);
    let is_adjunct = verb + 1 == end
        || matches!(
            behind,
            "in" | "on"
                | "at"
                | "to"
                | "during"
                | "after"
                | "late"
                | "early"
                | "earlier"
                | "last"
                | "this"
                | "here"
                | "by"
                | "today"
                | "yesterday"
                | "via"
                | "through"
        )
        || sentence.is_in(verb + 1, lexicon::WEEKDAYS)
        || sentence.word(verb) == "told" && end - verb <= 6;
    let is_own = verb == start + 1
        && matches!(opens, "i" | "we")
        && matches!(sentence.word(verb), "think" | "believe" | "guess" | "suppose");
    (is_own || sentence.is_in(verb, lexicon::REPORTING_VERBS) && !sentence.is_name(verb))
        && is_subject
        && is_quiet
        && is_adjunct
}

/// ", the company said on Tuesday", ", said Jane Doe, its chairwoman", ", according to X".
fn behind(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    for segment in segments.iter().skip(1) {
        let start = segment.start;
        let surcharge = match segment.left {
            Edge::Quote if sentence.is(head, Kind::OpenQuote) => QUOTE_SURCHARGE,
            Edge::Comma | Edge::Quote => 0,
            _ => continue,
        };
        let is_according = sentence.word(start) == "according" && sentence.word(start + 1) == "to";
        // ", said he hoped": the statement's own verb.
        let is_inverted = has(lexicon::INVERTED_VERBS, sentence.word(start))
            && !sentence.is_in(start + 1, lexicon::PRONOUNS)
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
        }) && sentence.n_words(start, segment.end) <= MAX_TRAILING_SOURCE
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
