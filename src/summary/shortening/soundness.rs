//! Whether what is left of a sentence can stand as one: a verb of its own, and nothing torn from what it needs.

use super::candidates::Candidate;
use super::lexicon::{self, has};
use super::parsed::Sentence;
use super::reason::CutReason;
use super::table::Table;
use super::tokens::Kind;

/// Fewer words say nothing.
const MIN_WORDS: usize = 4;

/// Nouns that say nothing behind *a* without what follows: "a day", "at a time".
const BARE_NOUNS: &Table = &Table::new(&["day", "moment", "month", "time", "week", "year"]);
/// Verbs that ask for more.
const OPEN_VERBS: &Table =
    &Table::new(&["brings", "came", "come", "comes", "leaves", "makes", "means", "says", "takes"]);
/// Words with the one that has to come behind them.
const PAIRS: [(&str, &Table); 4] = [
    ("between", &Table::new(&["and", "or"])),
    ("both", &Table::new(&["and"])),
    ("either", &Table::new(&["or"])),
    ("neither", &Table::new(&["nor"])),
];

/// What is left of a sentence.
struct Rest<'s, 'a> {
    sentence: &'s Sentence<'a>,
    is_gone: &'s [bool],
}

/// Whether what is left can stand as a sentence: enough words, and a verb where the sentence had one.
pub(super) fn is_sound(
    sentence: &Sentence<'_>,
    all: &[Candidate],
    chosen: &[&Candidate],
    is_gone: &[bool],
) -> bool {
    if chosen.iter().all(|candidate| candidate.cost == 0) {
        return true;
    }
    let rest = Rest { sentence, is_gone };
    let n_words = rest.words().count();
    if rest.ends_loosely() || rest.is_torn() {
        return false;
    }
    // A verb inside what could go too is not the statement's.
    let is_aside = |index: usize| {
        all.iter().any(|candidate| {
            candidate.reason == CutReason::RelativeClause
                && (candidate.start..candidate.end).contains(&index)
                && rest.keeps(candidate.start)
        })
    };
    let has_verb = rest.words().any(|index| rest.is_main_verb(index) && !is_aside(index));
    let whole = Rest { sentence, is_gone: &[] };
    n_words >= MIN_WORDS
        && (has_verb
            || !whole.words().any(|index| whole.is_main_verb(index))
                && n_words * 2 >= sentence.n_words(0, sentence.end))
}

impl Rest<'_, '_> {
    fn keeps(&self, index: usize) -> bool {
        !self.is_gone.get(index).copied().unwrap_or(false)
    }

    /// The words that are left, from left to right.
    fn words(&self) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.sentence.end).filter(|&index| self.keeps(index) && self.sentence.is(index, Kind::Word))
    }

    /// Whether a verb has a subject other than *who* or *which*.
    fn is_main_verb(&self, index: usize) -> bool {
        let sentence = self.sentence;
        let opens_relative = |at: usize| {
            sentence.is_in(at, lexicon::RELATIVES)
                || sentence.word(at) == "that" && sentence.is(at.saturating_sub(1), Kind::Word)
        };
        let before = (0..index).rev().filter(|&at| self.keeps(at));
        let own = before.take_while(|&at| !sentence.is_finite(at) && !sentence.is(at, Kind::Comma));
        index > 0 && sentence.is_finite(index) && !own.into_iter().any(opens_relative)
    }

    /// Whether what was behind the last word is missed: it ends with a word that ties, or says nothing by itself.
    fn ends_loosely(&self) -> bool {
        let sentence = self.sentence;
        let mut from_end = self.words().rev();
        let Some(last) = from_end.next().filter(|last| last + 1 < sentence.end) else { return false };
        let (before, third) = (from_end.next(), from_end.next());
        let word = |index: Option<usize>| index.map_or("", |index| sentence.word(index));
        sentence.is_in(last, lexicon::LOOSE_ENDS)
            || has(OPEN_VERBS, word(Some(last)))
            || matches!(word(before), "a" | "an") && has(BARE_NOUNS, word(Some(last)))
            || word(before) == "as" && word(third) != "as" && word(Some(last)).ends_with("ly")
    }

    /// Whether a word is left without what it needs: a condition without its verb, *between* without its *and*.
    fn is_torn(&self) -> bool {
        let sentence = self.sentence;
        self.words().any(|index| {
            let word = sentence.word(index);
            if matches!(word, "if" | "unless" | "whether") {
                return sentence.has_finite(index + 1, sentence.end)
                    && !self.words().any(|verb| verb > index && sentence.is_finite(verb));
            }
            let needed = PAIRS.iter().find(|(first, _)| *first == word).map(|(_, needed)| *needed);
            needed.is_some_and(|needed| {
                sentence.has_any(index + 1, sentence.end, needed)
                    && !self.words().any(|at| at > index && sentence.is_in(at, needed))
            })
        })
    }
}
