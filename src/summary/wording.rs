//! What can be told of a sentence from its words and marks alone.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::cue_words::{Cue, cue_words};
use crate::article::Span;
use crate::text::{Language, fold_word};

/// The number of cues.
const N_CUES: usize = Cue::Interrogative as usize + 1;

/// The cues of each word of a language.
type Lexicon = HashMap<&'static str, Vec<Cue>>;

/// Read once, from the tables.
static LEXICONS: LazyLock<HashMap<Language, Lexicon>> = LazyLock::new(|| {
    let lexicon = |language: Language| {
        let mut lexicon = Lexicon::new();
        for (cue, words) in cue_words(language) {
            for word in *words {
                lexicon.entry(word).or_default().push(*cue);
            }
        }
        lexicon
    };
    Language::ALL.iter().map(|&language| (language, lexicon(language))).collect()
});

/// What the words and marks of a sentence are.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording {
    /// Words, stop words included.
    pub(super) n_words: usize,
    /// Words behind the first that begin with a capital.
    pub(super) n_names: usize,
    /// Words with a digit.
    pub(super) n_numbers: usize,
    /// Words that are a sign of each cue.
    n_cues: [usize; N_CUES],
    /// The cues of the first word.
    opening: Vec<Cue>,
    /// Whether the second word begins with a capital or a digit.
    pub(super) goes_on_with_name: bool,
    /// Whether the first word is a name: a capital, and no cue.
    pub(super) opens_with_name: bool,
    folded: String,
}

impl Wording {
    /// The number of words that are a sign of `cue`.
    pub(super) fn n(&self, cue: Cue) -> usize {
        self.n_cues.get(cue as usize).copied().unwrap_or(0)
    }

    /// Whether the first word is a sign of `cue`.
    pub(super) fn opens_with(&self, cue: Cue) -> bool {
        self.opening.contains(&cue)
    }

    /// Counts a word of `sentence`; words come in order.
    pub(super) fn count(&mut self, language: Language, sentence: &str, word: Span) {
        let text = word.of(sentence);
        let is_first = self.n_words == 0;
        self.n_words += 1;
        self.n_numbers += usize::from(text.bytes().any(|byte| byte.is_ascii_digit()));
        let is_capital = text.chars().next().is_some_and(char::is_uppercase);
        if self.n_words == 2 {
            self.goes_on_with_name = is_capital || text.starts_with(|c: char| c.is_numeric());
        }
        self.folded.clear();
        fold_word(text, &mut self.folded);
        let cues = LEXICONS.get(&language).and_then(|lexicon| lexicon.get(self.folded.as_str()));
        for &cue in cues.into_iter().flatten() {
            if let Some(n) = self.n_cues.get_mut(cue as usize) {
                *n += 1;
            }
        }
        if is_first {
            self.opening = cues.cloned().unwrap_or_default();
            self.opens_with_name = is_capital && cues.is_none();
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

/// Whether as many quotations and brackets open in the sentence as close.
pub(super) fn is_balanced(sentence: &str) -> bool {
    let n = |marks: &[char]| sentence.matches(marks).count();
    // German closes with the mark that opens in English.
    let curled = if n(&['„']) > 0 { n(&['„']) == n(&['“', '”']) } else { n(&['“']) == n(&['”']) };
    curled
        && n(&['"']).is_multiple_of(2)
        && n(&['«']) == n(&['»'])
        && n(&['(']) == n(&[')'])
        && n(&['[']) == n(&[']'])
}

/// Marks of quotation, straight and curled.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '«', '»', '「', '」'];

/// The share of the sentence's bytes between quotation marks, `[0, 1]`; a mark left open reaches to the end.
pub(super) fn quoted_share(sentence: &str) -> f64 {
    let (mut opened, mut quoted) = (None, 0);
    for (index, _) in sentence.match_indices(QUOTES) {
        match opened.take() {
            None => opened = Some(index),
            Some(start) => quoted += index - start,
        }
    }
    quoted += opened.map_or(0, |start| sentence.len() - start);
    quoted as f64 / sentence.len().max(1) as f64
}
