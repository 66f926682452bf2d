//! Words that the noun, name, number or verb beside them can spare: initials, titles of courtesy, the legal form of a
//! company, *new* before a noun, *said it* where a body speaks of itself.

use super::candidates::Finds;
use super::lexicon::{self, has};
use super::opening::{has_phrase, phrase};
use super::parsed::{Sentence, is_participle, is_past};
use super::reason::CutReason;
use super::spare_words as spare;
use super::tokens::Kind;

/// The longest phrase of the tables, in words.
const MAX_PHRASE: usize = 4;
/// Where or how something was said belongs to a verb of saying at most so many words before.
const MAX_FROM_VERB: usize = 8;

/// Between *said* and its statement stand at most so many words.
const MAX_FROM_SAID: usize = 5;
/// That a body said so of itself is a part of what is told.
const OWN_WORDS_SURCHARGE: u32 = 60;

/// Notes the spare words from token `head` on.
pub(super) fn find(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    for index in head..sentence.end {
        if sentence.is_enclosed(index) || !sentence.is(index, Kind::Word) {
            continue;
        }
        let found = beside_name(sentence, index)
            .or_else(|| before_noun(sentence, index))
            .or_else(|| adverb(sentence, index))
            .or_else(|| set_phrase(sentence, index))
            .or_else(|| own_words(sentence, index));
        if let Some((end, surcharge)) = found.filter(|(end, _)| *end <= sentence.end) {
            finds.push(index, end, CutReason::Modifier, surcharge);
        }
    }
}

/// Where a find ends, and what it costs on top.
type Found = Option<(usize, u32)>;

/// Whether a word can be part of a name; without capitals, any word that ties nothing.
fn may_be_name(sentence: &Sentence<'_>, index: usize) -> bool {
    if !sentence.is(index, Kind::Word) {
        return false;
    }
    if sentence.is_cased {
        return sentence.tokens.get(index).is_some_and(|token| token.is_capital);
    }
    sentence.word(index).len() > 2 && !is_tying(sentence, index) && !sentence.is_number(index)
}

/// Whether a word ties others together or is a verb.
fn is_tying(sentence: &Sentence<'_>, index: usize) -> bool {
    [lexicon::FUNCTION_WORDS, lexicon::PREPOSITIONS, lexicon::AUXILIARIES, lexicon::DETERMINERS]
        .iter()
        .any(|table| sentence.is_in(index, table))
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.as_str() == "."
}

/// "W." of "George W. Bush", "Mr." of "Mr. Doe", "Corp." of "Arvik Corp.".
fn beside_name(sentence: &Sentence<'_>, index: usize) -> Found {
    let word = sentence.word(index);
    if is_initial(word) {
        let end = (index..sentence.end).find(|&at| !is_initial(sentence.word(at)))?;
        let before = index.checked_sub(1)?;
        let is_inner = may_be_name(sentence, before)
            && !is_initial(sentence.word(before))
            && may_be_name(sentence, end)
            && !has(spare::COURTESIES, sentence.word(before))
            && phrase(sentence, index, end) != "u. s.";
        return is_inner.then_some((end, 0));
    }
    // "George W." of "President George W. Bush"
    if is_initial(sentence.word(index + 1)) && may_be_name(sentence, index) {
        let is_titled = index > 0 && sentence.is_in(index - 1, spare::HEADS_OF_STATE);
        return (is_titled && may_be_name(sentence, index + 2)).then_some((index + 2, 0));
    }
    if has(spare::COURTESIES, word) {
        return may_be_name(sentence, index + 1).then_some((index + 1, 0));
    }
    let before = index.checked_sub(1)?;
    let is_form = has(spare::COMPANY_FORMS, word)
        && may_be_name(sentence, before)
        && !matches!(sentence.word(before), "news" | "and" | "&")
        && !sentence.is(index + 1, Kind::Dash);
    is_form.then_some((index + 1, 0))
}

/// "new" of "a new bridge", "a number of" of "a number of bridges".
fn before_noun(sentence: &Sentence<'_>, index: usize) -> Found {
    let word = sentence.word(index);
    let before = sentence.before(index);
    if let Some(end) = (2..=3)
        .map(|n_words| index + n_words)
        .find(|&end| has_phrase(sentence, index, end, spare::QUANTITIES))
    {
        let is_noun = sentence.is(end, Kind::Word) && !is_tying(sentence, end);
        return (is_noun && !has(lexicon::NEGATIONS, before)).then_some((end, 0));
    }
    if !has(spare::ADJECTIVES, word) || sentence.is_name(index) {
        return None;
    }
    let next = index + 1;
    let is_open = has(lexicon::DETERMINERS, before)
        && !matches!(before, "all" | "one" | "that" | "two" | "both")
        || before == "'s"
        || before.ends_with("'s")
        || has(lexicon::PREPOSITIONS, before) && before != "than" && before != "as";
    let is_noun = sentence.is(next, Kind::Word)
        && !is_tying(sentence, next)
        && !sentence.is_finite(next)
        && !sentence.is_number(next)
        && !has(spare::NUMBER_WORDS, sentence.word(next))
        && !has(spare::BARE_NOUNS, sentence.word(next))
        && !sentence.word(next).starts_with('\'');
    let is_named = word == "new" && sentence.is_in(next, spare::NAMED_NEW);
    let fits_article = !matches!(before, "a" | "an") || vowel(word) == vowel(sentence.word(next));
    let is_little = word == "little" && before == "a";
    (is_open && is_noun && !is_named && fits_article && !is_little).then_some((next, 0))
}

fn vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// "here" of "arrived here for talks", "just" of "has just begun", "recently" of "has recently begun".
fn adverb(sentence: &Sentence<'_>, index: usize) -> Found {
    let before_index = index.checked_sub(1)?;
    let (before, next) = (sentence.before(index), sentence.word(index + 1));
    if !sentence.is(before_index, Kind::Word) || has(lexicon::NEGATIONS, before) {
        return None;
    }
    let is_verb_next = sentence.is_finite(index + 1)
        || sentence.is_in(before_index, lexicon::AUXILIARIES)
            && (is_past(next) || is_participle(next) || next == "been");
    let is_free = match sentence.word(index) {
        "here" => {
            !has(lexicon::BE, before)
                && !has(lexicon::PREPOSITIONS, before)
                && !matches!(before, "right" | "and" | "or" | "come" | "comes" | "came")
                && (!sentence.is(index + 1, Kind::Word)
                    || sentence.is_in(index + 1, lexicon::FUNCTION_WORDS)
                        && !matches!(next, "and" | "or" | "'s"))
        }
        "just" => is_verb_next || matches!(next, "the" | "in" | "to") && sentence.is_finite(before_index),
        "still" | "currently" | "recently" | "presently" | "then" => is_verb_next,
        "pretty" => has(lexicon::BE, before) && !is_tying(sentence, index + 1),
        "right" => {
            matches!(next, "after" | "at" | "before" | "in" | "on" | "outside" | "through") && {
                !has(lexicon::DETERMINERS, before) && !has(lexicon::BE, before) && !before.ends_with("'s")
            }
        }
        _ => false,
    };
    is_free.then_some((index + 1, 0))
}

/// "of course", "in a statement".
fn set_phrase(sentence: &Sentence<'_>, index: usize) -> Found {
    let before = index.checked_sub(1)?;
    if !sentence.is(before, Kind::Word) || has(lexicon::BE, sentence.word(before)) {
        return None;
    }
    let (end, is_idle) = (2..=MAX_PHRASE).rev().map(|n_words| index + n_words).find_map(|end| {
        let is_idle = has_phrase(sentence, index, end, spare::IDLE_PHRASES);
        (is_idle || has_phrase(sentence, index, end, spare::OCCASIONS)).then_some((end, is_idle))
    })?;
    let next = sentence.word(end);
    if is_idle {
        let is_tied = matches!((sentence.word(index), next), ("as" | "so", "as") | ("after", _))
            || has(lexicon::NEGATIONS, sentence.word(before))
            || is_tying(sentence, before);
        return (!is_tied && sentence.word(index) != "you").then_some((end, 0));
    }
    let was_said = sentence.has_any(index.saturating_sub(MAX_FROM_VERB), index, lexicon::REPORTING_VERBS);
    (was_said && !is_past(next) && !is_participle(next) && !matches!(next, "of" | "about" | "on"))
        .then_some((end, 0))
}

/// "said it" of "the mill said it will close", where the subject speaks of itself.
fn own_words(sentence: &Sentence<'_>, index: usize) -> Found {
    let before = index.checked_sub(1)?;
    let is_said = matches!(sentence.word(index), "announced" | "announces" | "said" | "says");
    let is_subject = sentence.is(before, Kind::Word)
        && !is_tying(sentence, before)
        && (0..index).all(|at| sentence.is(at, Kind::Word) && !sentence.is_finite(at));
    if !is_said || !is_subject {
        return None;
    }
    let limit = sentence.end.min(index + MAX_FROM_SAID);
    let is_pronoun = |at: &usize| matches!(sentence.word(*at), "he" | "it" | "she");
    let pronoun = (index + 1..limit).find(is_pronoun)?;
    let is_plain = (index + 1..pronoun).all(|at| {
        sentence.is_in(at, lexicon::WEEKDAYS)
            || matches!(sentence.word(at), "here" | "late" | "on" | "that" | "today")
    });
    // "Doe said he", "the company said it"; in "police said he" and "the captain said it" the two are not the same.
    let is_body = [spare::BODIES, spare::COMPANY_FORMS, lexicon::REGIONS]
        .iter()
        .any(|table| sentence.is_in(before, table));
    let is_person = may_be_name(sentence, before)
        && before > 0
        && !sentence.word(before).ends_with('s')
        && ![spare::BODIES, spare::GROUPS, lexicon::REGIONS, lexicon::OFFICIAL_SOURCES]
            .iter()
            .any(|table| sentence.is_in(before, table));
    let is_same = if sentence.word(pronoun) == "it" { is_body } else { is_person };
    let is_own_verb = sentence.is_finite(pronoun + 1) && sentence.word(pronoun + 1) != "'s";
    (is_plain && is_same && is_own_verb).then_some((pronoun + 1, OWN_WORDS_SURCHARGE))
}
