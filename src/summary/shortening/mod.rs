//! A sentence made shorter by deletion only: what news writes around a statement goes, the statement stays.
//!
//! Rules find what could go ([`opening`], [`attribution`], [`enclosed`], [`ending`], [`trailing`], [`time`], [`fillers`]), each find has a cost by its kind and its
//! words, and the cheapest set that makes the sentence fit is chosen ([`choice`]). Nothing is cut inside a quotation, no condition
//! and no negation goes by itself, and what is left keeps a verb. The rules know English; of other languages they know datelines,
//! brackets and, in three, who said so ([`tails`]).
//!
//! The approach is that of Dorr, Zajic and Schwartz, "Hedge Trimmer: A Parse-and-Trim Approach to Headline
//! Generation" (2003), with marks and word lists in the place of a parser.

mod attribution;
mod candidates;
mod choice;
mod enclosed;
mod ending;
mod ending_words;
mod fillers;
mod lexicon;
mod opening;
mod parsed;
mod reason;
mod render;
mod segments;
mod soundness;
mod spare;
mod spare_words;
mod table;
mod tails;
mod time;
mod tokens;
mod trailing;

pub use reason::CutReason;

use candidates::{Candidate, Finds};
use choice::choices;
use opening::may_open_empty;
use parsed::Sentence;
use render::render;
use serde::Serialize;
use soundness::is_sound;

use crate::article::Span;

/// A stretch that was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cut {
    /// The bytes of the sentence that went.
    pub span: Span,
    /// What they were.
    pub reason: CutReason,
}

/// A sentence without the stretches that were cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortened {
    /// What is left, with white space folded to single spaces; the first letter is raised where the start was cut.
    pub text: String,
    /// What went, in order; the spans do not overlap.
    pub cuts: Vec<Cut>,
    /// What was lost, in hundredths of a point: one point is about two ordinary words. 0 where only empty parts went.
    pub loss: u32,
}

/// A longer sentence is left alone: no line comes of it, and it is seldom one.
const MAX_BYTES: usize = 4096;

/// The best shortening of at most `max_chars` characters; `None` where the rules find none.
///
/// What is empty anyway (see [`tidy`]) always goes, and of a sentence that fits then, nothing else does.
#[must_use]
pub fn shorten(sentence: &str, max_chars: usize) -> Option<Shortened> {
    if sentence.len() > MAX_BYTES {
        return Some(tidy(sentence)).filter(|tidied| fits(&tidied.text, max_chars));
    }
    if !may_open_empty(sentence) {
        let text = render::rebuild(sentence, &[]);
        if fits(&text, max_chars) {
            return Some(Shortened { text, cuts: Vec::new(), loss: 0 });
        }
        return options(&Sentence::new(sentence), max_chars).next();
    }
    let parsed = Sentence::new(sentence);
    let tidied = tidied(&parsed);
    if fits(&tidied.text, max_chars) { Some(tidied) } else { options(&parsed, max_chars).next() }
}

/// Every shortening worth a look, the least loss first, each shorter than the one before; the first is the tidied sentence.
///
/// For a caller who weighs a loss against something else. [`shorten`] is the first that fits.
#[must_use]
pub fn shortenings(sentence: &str) -> Vec<Shortened> {
    if sentence.len() > MAX_BYTES {
        return vec![tidy(sentence)];
    }
    options(&Sentence::new(sentence), usize::MAX).collect()
}

/// The sentence without its empty parts only: dateline, byline, and the connective that opens it.
#[must_use]
pub fn tidy(sentence: &str) -> Shortened {
    // What opens a sentence stands within its first bytes, whatever its length.
    let head = head_of(sentence);
    let shortened = tidied(&Sentence::new(head));
    if head.len() < sentence.len() {
        return Shortened { text: render::rebuild(sentence, &shortened.cuts), ..shortened };
    }
    shortened
}

/// What [`tidy`] makes of a sentence that is not too long to look at.
fn tidied(parsed: &Sentence<'_>) -> Shortened {
    let mut finds = Finds::new(parsed);
    opening::find_empty(&mut finds);
    let candidates = finds.into_candidates();
    let chosen: Vec<&Candidate> = candidates.iter().collect();
    let (shortened, _) = render(parsed, &candidates, &chosen);
    if shortened.text.is_empty() {
        return Shortened { text: render::rebuild(parsed.source, &[]), cuts: Vec::new(), loss: 0 };
    }
    shortened
}

/// Whether [`tidy`] may find something to cut, as far as a glance tells; where this says no, it does not.
pub(super) fn may_tidy(sentence: &str) -> bool {
    may_open_empty(sentence)
}

fn fits(text: &str, max_chars: usize) -> bool {
    text.len() <= max_chars || text.chars().nth(max_chars).is_none()
}

/// What the rules make of a sentence that has at most `max_chars` characters then, the cheapest loss first, each shorter than the one
/// before.
fn options<'s>(parsed: &'s Sentence<'s>, max_chars: usize) -> impl Iterator<Item = Shortened> + 's {
    let candidates = candidates(parsed);
    let choices = choices(parsed, &candidates);
    // A choice only knows about how much it removes: which marks and spaces stay is told by what is written. But more than all marks with
    // a space each does not go along, and what is too long even so need not be written.
    let at_least = parsed.n_chars().saturating_sub(parsed.n_chars_of_marks());
    let mut shortest = usize::MAX;
    choices.into_iter().filter(move |choice| at_least.saturating_sub(choice.removed) <= max_chars).filter_map(
        move |choice| {
            let chosen = choice.members(&candidates);
            let (mut shortened, is_gone) = render(parsed, &candidates, &chosen);
            shortened.loss = choice.cost;
            let n_chars = shortened.text.chars().count();
            let is_torn = !has_quote_pairs(&shortened.text) && has_quote_pairs(parsed.source);
            (n_chars <= max_chars
                && n_chars < shortest
                && !is_torn
                && is_sound(parsed, &candidates, &chosen, &is_gone))
            .then(|| {
                shortest = n_chars;
                shortened
            })
        },
    )
}

/// Whether straight quotation marks come in pairs.
fn has_quote_pairs(text: &str) -> bool {
    text.matches('"').count().is_multiple_of(2)
}

/// Every stretch that some rule would let go.
fn candidates(sentence: &Sentence<'_>) -> Vec<Candidate> {
    let mut finds = Finds::new(sentence);
    let head = opening::find_empty(&mut finds);
    let segments = segments::segments(sentence, head);
    opening::find(&mut finds, &segments);
    attribution::find(&mut finds, &segments, head);
    tails::find(&mut finds, &segments, head);
    enclosed::find(&mut finds, &segments, head);
    ending::find(&mut finds, &segments, head);
    trailing::find(&mut finds, &segments, head);
    fillers::find(&mut finds, head);
    time::find(&mut finds, head);
    spare::find(&mut finds, head);
    finds.into_candidates()
}

/// Whether a word says nothing without the one behind it, as articles, prepositions and conjunctions do.
pub(super) fn ties(word: &str) -> bool {
    let word = word.to_lowercase();
    [
        lexicon::LOOSE_ENDS,
        lexicon::FUNCTION_WORDS,
        lexicon::PREPOSITIONS,
        lexicon::CONDITIONS,
        lexicon::DETERMINERS,
        lexicon::NEGATIONS,
    ]
    .iter()
    .any(|table| lexicon::has(table, &word))
}

/// The first [`MAX_BYTES`] of a sentence, or a few less where a character would be torn.
fn head_of(sentence: &str) -> &str {
    let longest = sentence.len().min(MAX_BYTES);
    (0..=longest).rev().find_map(|end| sentence.get(..end)).unwrap_or("")
}

#[cfg(test)]
mod claim_tests;
#[cfg(test)]
mod tests;
