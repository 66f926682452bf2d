//! From text to terms: the one path that training, classifying, summarising and explaining share.
//!
//! A term is a folded word, stemmed where the language has a stemmer, unless it is a stop word; or several such
//! words in a row (an n-gram), joined by one space. What a word becomes is decided once per distinct word and
//! kept in a [`Memo`].

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::{CharacterRange, Language, Stemmer, StopWords, fold_word, words};
use crate::article::Span;

/// How text becomes terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalyzerSettings {
    /// The language of stemmer and stop words.
    pub language: Language,
    /// Whether words are reduced to their stems.
    pub stem: bool,
    /// Whether the stop words of the language are left out.
    pub stop_words: bool,
    /// The longest n-gram, in words; 1 for single words only, at most [`MAX_N`](Self::MAX_N).
    pub max_n: usize,
    /// The lengths of the character n-grams that words are also broken into; none for words only.
    #[serde(default)]
    pub characters: Option<CharacterRange>,
}

impl AnalyzerSettings {
    /// No n-gram is longer than this, in words.
    pub const MAX_N: usize = 5;
}

impl Default for AnalyzerSettings {
    fn default() -> Self {
        Self { language: Language::English, stem: true, stop_words: true, max_n: 2, characters: None }
    }
}

/// Makes terms from text.
#[derive(Debug)]
pub struct Analyzer {
    settings: AnalyzerSettings,
    stemmer: Option<Stemmer>,
    stop_words: StopWords,
}

impl Analyzer {
    /// An analyzer with these settings.
    #[must_use]
    pub fn new(settings: AnalyzerSettings) -> Self {
        let stemmer = settings.stem.then(|| Stemmer::new(settings.language));
        let stop_words = if settings.stop_words {
            StopWords::new(settings.language, stemmer.as_ref())
        } else {
            StopWords::default()
        };
        Self { settings, stemmer, stop_words }
    }

    /// The settings it was made with.
    #[must_use]
    pub const fn settings(&self) -> &AnalyzerSettings {
        &self.settings
    }

    /// The stop words it leaves out; none where the settings have none.
    #[must_use]
    pub const fn stop_words(&self) -> &StopWords {
        &self.stop_words
    }

    /// Calls `sink` with every single-word term of `text`, in order, with the span of the word.
    pub fn for_each_word(&self, memo: &mut Memo, text: &str, mut sink: impl FnMut(&str, Span)) {
        for span in words(text) {
            if let Some(word) = self.word(memo, span.of(text)) {
                sink(memo.term(word), span);
            }
        }
    }

    /// Calls `sink` with every term of `text`: each word, then the n-grams that end with it, shortest first.
    ///
    /// The span of an n-gram reaches from its first word to its last. N-grams never leave `text`.
    pub fn for_each_term(&self, memo: &mut Memo, text: &str, mut sink: impl FnMut(&str, Span)) {
        let mut joined = String::new();
        self.for_each_ngram(memo, text, |memo, ngram, span| {
            joined.clear();
            memo.join(ngram, &mut joined);
            sink(&joined, span);
        });
    }

    /// [`for_each_term`](Self::for_each_term) for callers that need no text: a term is the ids of its words in `memo`.
    pub fn for_each_ngram(&self, memo: &mut Memo, text: &str, mut sink: impl FnMut(&Memo, &[WordId], Span)) {
        let mut recent: Vec<WordId> = Vec::with_capacity(self.settings.max_n + 1);
        let mut starts: Vec<usize> = Vec::with_capacity(self.settings.max_n + 1);
        for span in words(text) {
            let Some(word) = self.word(memo, span.of(text)) else { continue };
            if recent.len() == self.settings.max_n {
                recent.remove(0);
                starts.remove(0);
            }
            recent.push(word);
            starts.push(span.start);
            for (first, &start) in starts.iter().enumerate().rev() {
                sink(memo, recent.get(first..).unwrap_or_default(), Span::new(start, span.end));
            }
        }
    }

    /// The term that `raw` becomes; `None` for a stop word.
    fn word(&self, memo: &mut Memo, raw: &str) -> Option<WordId> {
        if let Some(&known) = memo.words.get(raw) {
            return known;
        }
        let mut folded = String::with_capacity(raw.len());
        fold_word(raw, &mut folded);
        let term = match &self.stemmer {
            Some(stemmer) => stemmer.stem(&folded).into_owned(),
            None => folded,
        };
        let word = (!term.is_empty() && !self.stop_words.contains(&term)).then(|| memo.add(&term));
        memo.words.insert(raw.into(), word);
        word
    }
}

/// A single-word term's place in a [`Memo`].
pub type WordId = u32;

/// What the words that one worker has seen so far become: a cache, which never changes a result.
#[derive(Debug, Default)]
pub struct Memo {
    /// What each word of a text becomes; nothing where it is a stop word.
    words: HashMap<Box<str>, Option<WordId>>,
    ids: HashMap<Box<str>, WordId>,
    /// The terms one behind another, and where each ends.
    terms: String,
    ends: Vec<usize>,
}

impl Memo {
    /// So many distinct words are remembered; see [`make_room`](Self::make_room).
    const MAX_WORDS: usize = 1 << 18;

    /// Starts afresh where the memo has grown large, and says so: ids are void then. For whoever keeps one over many texts.
    pub fn make_room(&mut self) -> bool {
        let is_full = self.words.len() > Self::MAX_WORDS;
        if is_full {
            *self = Self::default();
        }
        is_full
    }

    /// The term of a word.
    #[must_use]
    pub fn term(&self, word: WordId) -> &str {
        let index = word as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).map_or("", |&end| Span::new(start, end).of(&self.terms))
    }

    /// The terms in the order of their ids.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        (0..).take(self.ends.len()).map(|word| self.term(word))
    }

    /// Appends the words of an n-gram to `joined`, one space between two.
    pub fn join(&self, ngram: &[WordId], joined: &mut String) {
        for (place, &word) in ngram.iter().enumerate() {
            if place > 0 {
                joined.push(' ');
            }
            joined.push_str(self.term(word));
        }
    }

    fn add(&mut self, term: &str) -> WordId {
        if let Some(&known) = self.ids.get(term) {
            return known;
        }
        let id = WordId::try_from(self.ends.len()).unwrap_or(WordId::MAX);
        self.terms.push_str(term);
        self.ends.push(self.terms.len());
        self.ids.insert(term.into(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(settings: AnalyzerSettings, text: &str) -> Vec<(String, String)> {
        let analyzer = Analyzer::new(settings);
        let mut found = Vec::new();
        analyzer.for_each_term(&mut Memo::default(), text, |term, span| {
            found.push((term.to_owned(), span.of(text).to_owned()));
        });
        found
    }

    fn pairs<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn ngrams_step_over_stop_words_and_keep_their_spans() {
        assert_eq!(
            terms(AnalyzerSettings::default(), "The Banks of England"),
            pairs(&[("bank", "Banks"), ("england", "England"), ("bank england", "Banks of England")])
        );
    }

    #[test]
    fn longer_ngrams_come_in_order_of_length() {
        let settings =
            AnalyzerSettings { max_n: 3, stop_words: false, stem: false, ..AnalyzerSettings::default() };
        let found: Vec<String> = terms(settings, "A b C d").into_iter().map(|(term, _)| term).collect();
        assert_eq!(found, ["a", "b", "a b", "c", "b c", "a b c", "d", "c d", "b c d"]);
    }

    #[test]
    fn a_warm_memo_changes_nothing() {
        let analyzer = Analyzer::new(AnalyzerSettings::default());
        let mut memo = Memo::default();
        let mut runs = Vec::new();
        for _ in 0..2 {
            let mut found = Vec::new();
            analyzer.for_each_term(&mut memo, "Rules for new chips, new rules", |term, span| {
                found.push((term.to_owned(), span));
            });
            runs.push(found);
        }
        assert_eq!(runs[0], runs[1]);
    }
}
