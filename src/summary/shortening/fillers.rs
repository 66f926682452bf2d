//! Words that only strengthen, or that the grammar can spare: "really", "simply", the *that* of "said that".

use super::candidates::Finds;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_past};
use super::reason::CutReason;
use super::tokens::Kind;

/// How something was done is part of what is told.
const MANNER_SURCHARGE: u32 = 60;

/// Notes the fillers from token `head` on.
pub(super) fn find(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    for index in head..sentence.end {
        let before = sentence.before(index);
        let is_free = sentence.is(index + 1, Kind::Word)
            && sentence.is(index.saturating_sub(1), Kind::Word)
            && !has(lexicon::NEGATIONS, before);
        if is_empty_word(sentence, index) {
            finds.push(index, index + 1, CutReason::Filler, 0);
        }
        if sentence.word(index) == "in"
            && sentence.word(index + 1) == "order"
            && sentence.word(index + 2) == "to"
        {
            finds.push(index, index + 2, CutReason::Filler, 0);
        }
        // "the very place", "so very", "as quite as", "really" as an answer to "not".
        let is_bound = matches!(before, "the" | "so" | "how" | "as" | "this" | "that" | "too")
            || matches!(
                sentence.word(index + 1),
                "a" | "an" | "few" | "much" | "little" | "different" | "enough" | "and" | "or" | "to" | "not"
            );
        // "an extremely low" would leave "an low".
        let is_bound = is_bound
            || matches!(before, "a" | "an")
                && opens_with_vowel(sentence.word(index)) != opens_with_vowel(sentence.word(index + 1));
        if sentence.is_in(index, lexicon::FILLERS) && is_free && !is_bound && !sentence.is_name(index) {
            finds.push(index, index + 1, CutReason::Filler, 0);
        }
        let word = sentence.word(index);
        let is_manner = word.len() > 4
            && word.ends_with("ly")
            && !sentence.is_in(index, lexicon::BEARING_WORDS)
            && !sentence.is_in(index, lexicon::FILLERS);
        let is_before_verb = sentence.is_finite(index + 1)
            || sentence.is_in(index - usize::from(index > 0), lexicon::AUXILIARIES)
                && is_past(sentence.word(index + 1));
        let is_tied = is_bound
            || !is_before_verb
            || matches!(before, "and" | "or" | "but" | "more" | "less" | "most" | "very" | "so" | "a" | "an");
        if is_manner
            && index > head
            && is_free
            && !is_tied
            && !sentence.is_name(index)
            && !sentence.is_enclosed(index)
        {
            finds.push(index, index + 1, CutReason::Filler, MANNER_SURCHARGE);
        }
    }
}

fn opens_with_vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// The *that* of "said that the port" and "said on Tuesday that the port".
fn is_empty_word(sentence: &Sentence<'_>, index: usize) -> bool {
    if sentence.word(index) != "that" {
        return false;
    }
    let is_day =
        |at: usize| sentence.is_in(at, lexicon::WEEKDAYS) || matches!(sentence.word(at), "on" | "here");
    let Some(verb) = (index.saturating_sub(4)..index).rev().find(|&at| !is_day(at)) else { return false };
    let asks_for_clause = matches!(
        sentence.word(verb),
        "announced"
            | "believe"
            | "believed"
            | "believes"
            | "claimed"
            | "claims"
            | "confirmed"
            | "fear"
            | "fears"
            | "guess"
            | "hope"
            | "hopes"
            | "hoping"
            | "insisted"
            | "insists"
            | "know"
            | "said"
            | "say"
            | "saying"
            | "says"
            | "suggest"
            | "suggests"
            | "suspect"
            | "think"
            | "thinks"
            | "warned"
            | "warns"
    );
    let is_subject = sentence.is_in(index + 1, lexicon::DETERMINERS)
        || sentence.is_name(index + 1)
        || matches!(
            sentence.word(index + 1),
            "he" | "i" | "it" | "she" | "there" | "they" | "this" | "we" | "what" | "you"
        )
        || sentence.is(index + 1, Kind::Word)
            && !sentence.is_in(index + 1, lexicon::FUNCTION_WORDS)
            && !sentence.is_in(index + 1, lexicon::PREPOSITIONS)
            && !sentence.is_in(index + 1, lexicon::CONDITIONS);
    asks_for_clause
        && is_subject
        && sentence.has_finite(index + 1, (index + 8).min(sentence.end))
        && !sentence.is_finite(index + 1)
        && !sentence.word(index + 1).starts_with('\'')
}
