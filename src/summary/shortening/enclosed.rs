//! What stands between two marks inside the statement: brackets, dashes, appositions, relative clauses.

use super::attribution::{goes_on, midway};
use super::candidates::Finds;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle, is_past};
use super::reason::CutReason;
use super::segments::{Edge, Segment, before_region, opens_statement};
use super::tokens::Kind;

/// An enclosed stretch spans at most so many segments.
const MAX_SEGMENTS: usize = 4;
/// A name or description between commas has at most so many words.
const MAX_DESCRIPTION: usize = 18;
/// A name with its description takes up at most so many segments more than one.
const MAX_JOINED: usize = 2;
/// A description behind the last comma is more often part of the statement than one in the middle.
const LAST_SURCHARGE: u32 = 60;

/// Notes what is enclosed from token `head` on.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    brackets(finds, head);
    dashes(finds, head);
    regions(finds, head);
    between_commas(finds, segments);
}

fn brackets(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    let mut open = None;
    let mut depth = 0_u32;
    for index in head..sentence.end {
        match sentence.kind(index) {
            Some(Kind::Open) => {
                open = open.or(Some(index));
                depth += 1;
            }
            Some(Kind::Close) if depth > 0 => {
                depth -= 1;
                if depth == 0
                    && let Some(start) = open.take()
                {
                    finds.push(start, index + 1, CutReason::Parenthesis, 0);
                }
            }
            _ => {}
        }
    }
}

/// Two dashes with no other between them, or one with nothing but words behind it.
fn dashes(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    let all: Vec<usize> = (head..sentence.end)
        .filter(|&index| sentence.is(index, Kind::Dash) && !sentence.is_enclosed(index))
        .collect();
    match all.as_slice() {
        [first, second] => finds.push(*first, *second + 1, CutReason::Parenthesis, 0),
        [dash] if sentence.has_finite(head, *dash) => {
            finds.push(*dash, sentence.end, CutReason::Parenthesis, LAST_SURCHARGE);
        }
        _ => {}
    }
}

/// "Texas" of "Austin, Texas,".
fn regions(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    for comma in head..sentence.end {
        if sentence.is(comma, Kind::Comma) && before_region(sentence, comma) {
            finds.push(comma + 1, comma + 2, CutReason::Apposition, 0);
        }
    }
}

/// The stretches of one to [`MAX_SEGMENTS`] segments with a comma on both sides, or one in front and the end behind.
fn between_commas(finds: &mut Finds<'_, '_>, segments: &[Segment]) {
    let sentence = finds.sentence;
    let statement = statement_start(sentence, segments);
    behind_opening(finds, segments, statement);
    for (first, segment) in segments.iter().enumerate().skip(statement + 1) {
        if segment.left != Edge::Comma {
            continue;
        }
        if hangs_open(sentence, segments, first) {
            continue;
        }
        let mut closes_midway = false;
        for (last, closing) in segments.iter().enumerate().skip(first).take(MAX_SEGMENTS) {
            // "…, who led it, was not named, police said": the statement has gone on in between.
            let has_verb = sentence.has_finite(segment.start + 1, segment.end)
                || sentence.is_in(segment.start, lexicon::RELATIVES);
            let is_past_clause =
                last > first && has_verb && (resumes(sentence, *closing) || may_resume(sentence, *closing));
            if last > first && closing.left != Edge::Comma || is_past_clause {
                break;
            }
            let is_last = closing.right == Edge::Outer;
            let is_midway = closing.right == Edge::Comma
                && segments.get(last + 1).is_some_and(|next| {
                    resumes(sentence, *next)
                        || takes_object(sentence, *next)
                        || last == first && describes_name(sentence, *segment, *next)
                });
            let reason = reason(sentence, segments, first, last);
            if let Some(reason) = reason.filter(|_| is_midway || is_last && !closes_midway) {
                finds.push(segment.start, closing.end, reason, if is_last { LAST_SURCHARGE } else { 0 });
                closes_midway |= is_midway;
            }
        }
        if segment.right == Edge::Comma {
            let next = segments.get(first + 1);
            midway(finds, *segment, next.is_some_and(|next| goes_on(sentence, *next)));
        }
    }
}

/// "…, which is far from certain," between the phrase that opens the sentence and the statement: one of the two commas stays.
fn behind_opening(finds: &mut Finds<'_, '_>, segments: &[Segment], statement: usize) {
    let sentence = finds.sentence;
    let (Some(clause), Some(next)) = (segments.get(statement), segments.get(statement + 1)) else { return };
    let is_between = statement > 0 && clause.left == Edge::Comma && clause.right == Edge::Comma;
    if is_between
        && sentence.is_in(clause.start, lexicon::RELATIVES)
        && opens_statement(sentence, next.start, next.end)
    {
        finds.push(clause.start, clause.end + 1, CutReason::RelativeClause, 0);
    }
}

/// Whether the segment before the one before breaks off: "in what would be, if it passes, a first".
pub(super) fn hangs_open(sentence: &Sentence<'_>, segments: &[Segment], index: usize) -> bool {
    let Some(broken) = index.checked_sub(2).and_then(|index| segments.get(index)) else { return false };
    let last = broken.end.saturating_sub(1);
    sentence.is_in(last, lexicon::AUXILIARIES)
        || [lexicon::BE, lexicon::PREPOSITIONS, lexicon::DETERMINERS]
            .iter()
            .any(|table| sentence.is_in(last, table))
}

/// The index of the segment that the statement begins with: the first that is no opening phrase.
pub(super) fn statement_start(sentence: &Sentence<'_>, segments: &[Segment]) -> usize {
    let opens_phrase = |segment: &Segment| {
        let word = sentence.word(segment.start);
        has(lexicon::OPENERS, word)
            || has(lexicon::CONDITIONS, word)
            || is_participle(word)
            || word == "according"
            || sentence.is_in(segment.start, lexicon::WEEKDAYS)
            || matches!(word, "earlier" | "last" | "later" | "meanwhile" | "however")
    };
    match segments.first() {
        Some(first) if opens_phrase(first) => 1,
        _ => 0,
    }
}

/// Whether the statement goes on with this segment: it opens with a verb, or an adverb and a verb.
pub(super) fn resumes(sentence: &Sentence<'_>, segment: Segment) -> bool {
    // "…, on Tuesday proposed …"
    let day = segment.start + usize::from(sentence.word(segment.start) == "on");
    let is_dated = sentence.is_in(day, lexicon::WEEKDAYS) && day + 1 < segment.end;
    let segment = if is_dated { Segment { start: day + 1, ..segment } } else { segment };

    let is_verb = |index: usize| {
        index < segment.end
            && (has(lexicon::AUXILIARIES, sentence.word(index))
                || sentence.is_finite(index) && !sentence.is_name(index))
    };
    let is_adverb = sentence.word(segment.start).ends_with("ly")
        || matches!(
            sentence.word(segment.start),
            "also" | "now" | "then" | "still" | "never" | "once" | "later"
        );
    let is_participle_phrase = is_past(sentence.word(segment.start))
        && matches!(
            sentence.word(segment.start + 1),
            "by" | "in" | "on" | "at" | "to" | "as" | "with" | "for"
        );
    is_verb(segment.start) && !is_participle_phrase || is_adverb && is_verb(segment.start + 1)
}

/// Whether a segment opens with what could be a verb of the third person that no table knows: "recovers by the spring".
fn may_resume(sentence: &Sentence<'_>, segment: Segment) -> bool {
    takes_object(sentence, segment)
        || is_verbal(sentence, segment.start) && sentence.is_in(segment.start + 1, lexicon::PREPOSITIONS)
}

/// Whether it does, with an object behind it: "suspends it", "owes its clients".
fn takes_object(sentence: &Sentence<'_>, segment: Segment) -> bool {
    let next = sentence.word(segment.start + 1);
    is_verbal(sentence, segment.start) && (matches!(next, "it" | "them") || has(lexicon::DETERMINERS, next))
}

/// "…, the video app," behind a name and before the phrase that the statement goes on with.
fn describes_name(sentence: &Sentence<'_>, segment: Segment, next: Segment) -> bool {
    segment.start >= 2
        && sentence.is_name(segment.start - 2)
        && matches!(sentence.word(segment.start), "a" | "an" | "the")
        && !sentence.has_finite(segment.start, segment.end)
        && sentence.is_in(next.start, lexicon::PREPOSITIONS)
        && next.right == Edge::Outer
}

/// Whether a word ends as verbs of the third person and plurals do.
fn is_verbal(sentence: &Sentence<'_>, index: usize) -> bool {
    let word = sentence.word(index);
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "'s", "us", "is"].iter().any(|ending| word.ends_with(ending))
        && !sentence.is_name(index)
        && ![lexicon::DETERMINERS, lexicon::FUNCTION_WORDS, lexicon::RELATIVES]
            .iter()
            .any(|table| has(table, word))
}

/// What the segments `first..=last` are, if they are something that can go.
fn reason(sentence: &Sentence<'_>, segments: &[Segment], first: usize, last: usize) -> Option<CutReason> {
    let (segment, closing) = (segments.get(first)?, segments.get(last)?);
    let word = sentence.word(segment.start);
    let second = sentence.word(segment.start + 1);
    let is_relative = has(lexicon::RELATIVES, word)
        || has(lexicon::RELATIVES, second)
            && matches!(
                word,
                "of" | "in"
                    | "to"
                    | "for"
                    | "during"
                    | "after"
                    | "some"
                    | "most"
                    | "all"
                    | "both"
                    | "many"
                    | "with"
            )
        || sentence.word(segment.start + 2) == "whom"
        || sentence.word(segment.start + 2) == "which";
    if is_relative {
        return Some(CutReason::RelativeClause);
    }
    if matches!(word, "where" | "when") && first > 0 {
        return Some(CutReason::RelativeClause);
    }
    // "the council, after years of talks, voted": closed on both sides by the statement itself.
    let is_midway = closing.right == Edge::Comma;
    if is_midway
        && first == last
        && (has(lexicon::SUBORDINATORS, word)
            || has(lexicon::ADJUNCT_PREPOSITIONS, word)
            || matches!(word, "on" | "for" | "under"))
        && word != "where"
    {
        return Some(CutReason::OpeningClause);
    }
    // ", Jane Doe, the mayor, told reporters" names the source of what stands before.
    let names_source = is_midway
        && segments.get(last + 1).is_some_and(|next| sentence.is_in(next.start, lexicon::REPORTING_VERBS))
        && segments.get(..first).is_some_and(|before| {
            before.iter().any(|before| sentence.has_finite(before.start + 1, before.end))
        });
    if names_source || sentence.is(segment.start, Kind::OpenQuote) {
        return None;
    }
    // "based in Ossel" opens with no finite verb.
    let opens_with_participle = is_past(word) && has(lexicon::PREPOSITIONS, second);
    if sentence.has_finite(segment.start + usize::from(opens_with_participle), segment.end)
        || is_in_list(sentence, segments, first, last)
    {
        return None;
    }
    let is_inner_plain = (first..=last).all(|index| {
        segments.get(index).is_some_and(|inner| {
            let word = sentence.word(inner.start);
            let is_tied = matches!(word, "and" | "but")
                || !is_midway && (has(lexicon::PREPOSITIONS, word) || word == "or");
            index == first
                || !is_tied && (!sentence.has_finite(inner.start, inner.end) || has(lexicon::RELATIVES, word))
        })
    });
    if !is_inner_plain {
        return None;
    }
    description(sentence, *segment, *closing, last - first)
}

/// Whether `n_joined + 1` segments without a verb of their own, from `segment` to `closing`, describe what stands before.
fn description(
    sentence: &Sentence<'_>,
    segment: Segment,
    closing: Segment,
    n_joined: usize,
) -> Option<CutReason> {
    let word = sentence.word(segment.start);
    let is_midway = closing.right == Edge::Comma;
    let n_words = sentence.n_words(segment.start, closing.end);
    let is_age = n_words == 1 && sentence.is_number(segment.start);
    let is_verbal = is_past(word) || is_participle(word) && !matches!(word, "including" | "excluding");
    let is_described =
        has(lexicon::DESCRIPTION_OPENERS, word) || is_midway && matches!(word, "of" | "from" | "like");
    if is_verbal {
        return Some(CutReason::ParticipialPhrase);
    }
    // A name behind a description, or a title behind a name: only where the statement goes on behind it.
    let is_name = is_midway
        && n_words <= MAX_DESCRIPTION
        && n_joined <= MAX_JOINED
        && !has(lexicon::PREPOSITIONS, word)
        && !matches!(word, "and" | "or" | "but" | "not" | "if" | "nor");
    (is_age || is_described || is_name).then_some(CutReason::Apposition)
}

/// Whether the segments are items of a list: *and* or *or* opens the next one, or joins the last two items.
fn is_in_list(sentence: &Sentence<'_>, segments: &[Segment], first: usize, last: usize) -> bool {
    let joins = |index: usize| matches!(sentence.word(index), "and" | "or");
    let opens_with_and = |segment: &Segment| joins(segment.start);
    if segments.get(first).is_some_and(opens_with_and) {
        return true;
    }
    let Some(closing) = segments.get(last) else { return true };
    let is_joined = |segment: &Segment| {
        (segment.start + 1..segment.end)
            .any(|index| joins(index) && sentence.word(index + 1) == sentence.word(segment.start))
    };
    if segments.get(first..last).is_some_and(|inner| inner.iter().any(is_joined)) {
        return true;
    }
    if segments
        .get(last + 1)
        .is_some_and(|next| opens_with_and(next) && !sentence.has_finite(next.start, next.start + 2))
    {
        return true;
    }
    // "a pear and a plum": the joined item opens as the first does, or is all that is left.
    let join = (closing.start + 1..closing.end).find(|&index| joins(index));
    join.is_some_and(|join| {
        let is_short = closing.end - join <= 4;
        let is_parallel = sentence.word(join + 1) == sentence.word(closing.start)
            || sentence.is_in(join + 1, lexicon::DETERMINERS);
        closing.right == Edge::Outer && (is_short || is_parallel)
    })
}
