//! From text to terms: the one path that training, classifying, summarising and explaining share.
//!
//! A term is a folded word, stemmed where the language has a stemmer, unless it is a stop word; or several such
//! words in a row (an n-gram), joined by one space. What a word becomes is decided once per distinct word and
//! kept in a [`Memo`].

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::{Language, Stemmer, StopWords, fold_word, words};
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
    /// The longest n-gram, in words; 1 for single words only.
    pub max_n: usize,
}

impl Default for AnalyzerSettings {
    fn default() -> Self {
        Self { language: Language::English, stem: true, stop_words: true, max_n: 2 }
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
        memo.make_room();
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
        memo.make_room();
        let mut recent: Vec<(WordId, Span)> = Vec::with_capacity(self.settings.max_n + 1);
        let mut ngram = String::new();
        for span in words(text) {
            let Some(word) = self.word(memo, span.of(text)) else { continue };
            sink(memo.term(word), span);
            if recent.len() == self.settings.max_n {
                recent.remove(0);
            }
            recent.push((word, span));
            for n in 2..=recent.len() {
                ngram.clear();
                let parts = recent.iter().skip(recent.len() - n);
                let mut start = span.start;
                for (part, (word, word_span)) in parts.enumerate() {
                    if part == 0 {
                        start = word_span.start;
                    } else {
                        ngram.push(' ');
                    }
                    ngram.push_str(memo.term(*word));
                }
                sink(&ngram, Span::new(start, span.end));
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

/// A term's place in a [`Memo`].
type WordId = u32;

/// What the words that one worker has seen so far become: a cache, which never changes a result.
#[derive(Debug, Default)]
pub struct Memo {
    words: HashMap<Box<str>, Option<WordId>>,
    terms: String,
    ends: Vec<usize>,
}

impl Memo {
    /// So many distinct words are remembered between texts; beyond that the memo starts afresh.
    const MAX_WORDS: usize = 1 << 18;

    fn make_room(&mut self) {
        if self.words.len() > Self::MAX_WORDS {
            *self = Self::default();
        }
    }

    fn add(&mut self, term: &str) -> WordId {
        self.terms.push_str(term);
        self.ends.push(self.terms.len());
        WordId::try_from(self.ends.len() - 1).unwrap_or(WordId::MAX)
    }

    fn term(&self, word: WordId) -> &str {
        let index = word as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).map_or("", |&end| Span::new(start, end).of(&self.terms))
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
