//! What can be told of a sentence from its words and marks alone.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::cue_words::{Cue, cue_words};
use crate::article::Span;
use crate::text::{Language, fold_word, key_hash, lower_key};

/// The number of cues.
const N_CUES: usize = Cue::Interrogative as usize + 1;

/// Several cues, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Cues(u16);

impl Cues {
    const fn of(cue: Cue) -> Self {
        Self(1 << cue as u16)
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, cue: Cue) -> bool {
        self.0 & Self::of(cue).0 != 0
    }
}

/// The cues of each word of a language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<&'static str, Cues>,
    /// Words that have a key, by its hash: a power of two of slots, at most half of them in use; `None` is free.
    slots: Vec<Option<(u128, Cues)>>,
}

/// Read once, from the tables.
static LEXICONS: LazyLock<HashMap<Language, Lexicon>> =
    LazyLock::new(|| Language::ALL.iter().map(|&language| (language, Lexicon::new(language))).collect());

impl Lexicon {
    fn new(language: Language) -> Self {
        let mut words: HashMap<&'static str, Cues> = HashMap::new();
        for (cue, of_cue) in cue_words(language) {
            for word in *of_cue {
                let cues = words.entry(word).or_default();
                *cues = cues.with(Cues::of(*cue));
            }
        }
        let mut slots = vec![None; (2 * words.len()).next_power_of_two()];
        for (word, cues) in &words {
            let Some(key) = lower_key(word) else { continue };
            let mut place = place_of(key, slots.len());
            while slots.get(place).is_some_and(Option::is_some) {
                place = (place + 1) & (slots.len() - 1);
            }
            if let Some(slot) = slots.get_mut(place) {
                *slot = Some((key, *cues));
            }
        }
        Self { words, slots }
    }

    /// The lexicon of a language; empty for most.
    pub(super) fn of(language: Language) -> &'static Self {
        static EMPTY: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        LEXICONS.get(&language).unwrap_or(&EMPTY)
    }

    #[inline]
    fn cues(&self, word: &str) -> Cues {
        let Some(key) = lower_key(word) else { return self.cues_of_folded(word) };
        let mut place = place_of(key, self.slots.len());
        while let Some(Some((known, cues))) = self.slots.get(place) {
            if *known == key {
                return *cues;
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
        Cues::default()
    }

    #[cold]
    fn cues_of_folded(&self, word: &str) -> Cues {
        let mut folded = String::with_capacity(word.len());
        fold_word(word, &mut folded);
        self.words.get(folded.as_str()).copied().unwrap_or_default()
    }
}

/// Where the search for a key begins among so many slots, a power of two.
#[expect(clippy::cast_possible_truncation, reason = "only the last bits matter")]
const fn place_of(key: u128, n_slots: usize) -> usize {
    key_hash(key) as usize & n_slots.wrapping_sub(1)
}

/// What the words of a sentence are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wording {
    /// Words, stop words included.
    pub(super) n_words: usize,
    /// Words behind the first that begin with a capital.
    pub(super) n_names: usize,
    /// Words with a digit.
    pub(super) n_numbers: usize,
    /// Words that are a sign of each cue.
    n_cues: [u32; N_CUES],
    /// The cues of the first word.
    opening: Cues,
    /// Whether the second word begins with a capital or a digit.
    pub(super) goes_on_with_name: bool,
    /// Whether the first word is a name: a capital, and no cue.
    pub(super) opens_with_name: bool,
}

impl Wording {
    /// The number of words that are a sign of `cue`.
    pub(super) fn n(&self, cue: Cue) -> u32 {
        self.n_cues.get(cue as usize).copied().unwrap_or(0)
    }

    /// Whether the first word is a sign of `cue`.
    pub(super) const fn opens_with(&self, cue: Cue) -> bool {
        self.opening.has(cue)
    }

    /// Counts a word of `sentence`; words come in order.
    #[inline]
    pub(super) fn count(&mut self, lexicon: &Lexicon, sentence: &str, word: Span) {
        let text = word.of(sentence);
        let Some(&first) = text.as_bytes().first() else { return };
        let is_first = self.n_words == 0;
        self.n_words += 1;
        self.n_numbers += usize::from(text.bytes().any(|byte| byte.is_ascii_digit()));
        let is_capital = if first.is_ascii() {
            first.is_ascii_uppercase()
        } else {
            text.chars().next().is_some_and(char::is_uppercase)
        };
        if self.n_words == 2 {
            self.goes_on_with_name = is_capital || text.starts_with(|c: char| c.is_numeric());
        }
        let cues = lexicon.cues(text);
        let mut rest = cues.0;
        while rest != 0 {
            if let Some(n) = self.n_cues.get_mut(rest.trailing_zeros() as usize) {
                *n += 1;
            }
            rest &= rest - 1;
        }
        if is_first {
            self.opening = cues;
            self.opens_with_name = is_capital && cues == Cues::default();
        } else {
            self.n_names += usize::from(is_capital && text != "I");
        }
    }
}

/// Whether the sentence asks.
pub(super) fn is_question(sentence: &str) -> bool {
    sentence.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['?', '？', '؟'])
}

/// Whether the sentence ends before what it announces.
pub(super) fn is_announcement(sentence: &str) -> bool {
    sentence.trim_end_matches(['.', ' ']).ends_with([':', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference is the table itself, word by word.
    #[test]
    fn every_word_of_the_tables_has_its_cues() {
        for language in [Language::English, Language::German, Language::French, Language::Spanish] {
            for (cue, words) in cue_words(language) {
                for word in *words {
                    assert!(Lexicon::of(language).cues(word).has(*cue), "{word}");
                    // Capitals of "ß" are two letters.
                    let upper = word.to_uppercase();
                    assert!(
                        upper.to_lowercase() != *word || Lexicon::of(language).cues(&upper).has(*cue),
                        "{word}"
                    );
                }
            }
            assert_eq!(Lexicon::of(language).cues("Ossel"), Cues::default());
        }
        assert_eq!(Lexicon::of(Language::Finnish).cues("we"), Cues::default());
        assert!(Lexicon::of(Language::English).cues("we’re").has(Cue::FirstPlural));
    }
}
