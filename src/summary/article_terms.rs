//! The words of one article, numbered, with what a model knows of each.

use std::ops::Range;

use hashbrown::HashMap;

use super::wording::{Lexicon, Wording};
use crate::features::{KnownWord, Scratch, Vectorizer};
use crate::text::LanguageAnalyzer;

/// What a model knows of words: how rare they are, and what they say of topics.
pub trait Background: Sync {
    /// The vocabulary and its IDF.
    fn vectorizer(&self) -> &Vectorizer;
    /// The weights of a column of the vectorizer, topic by topic; empty where nothing is known of topics.
    fn topic_weights(&self, column: usize) -> &[f32];
}

/// The words of a stretch of text: where they stand among those of the article.
#[derive(Debug, Default, Clone)]
pub(super) struct Reading {
    /// Terms in their order, in [`ArticleTerms::sequence`].
    pub(super) sequence: Range<usize>,
    /// Each term once, by rising number, in [`ArticleTerms::entries`].
    pub(super) entries: Range<usize>,
    pub(super) wording: Wording,
}

/// A term in a stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) number: u32,
    /// How often it stands there.
    pub(super) count: f64,
    /// Count times IDF.
    pub(super) weight: f64,
}

/// A term of the article, and its weights in what sentences are measured against.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Term {
    word: KnownWord,
    pub(super) idf: f64,
    pub(super) count: f64,
    pub(super) centroid: f64,
    pub(super) unit: f64,
    pub(super) evidence: f64,
    pub(super) title: f64,
    pub(super) lead: f64,
    pub(super) is_frequent: bool,
    /// The last stretch that it was met in, counted from 1, and the place of its entry.
    met_in: usize,
    entry: usize,
}

/// The single-word terms of one article, numbered as they are met.
pub(super) struct ArticleTerms<'a, 's> {
    analyzer: &'a LanguageAnalyzer,
    lexicon: &'static Lexicon,
    background: &'a dyn Background,
    scratch: &'s mut Scratch,
    /// By the hash of the term.
    numbers: HashMap<u64, u32>,
    pub(super) terms: Vec<Term>,
    pub(super) sequence: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    n_readings: usize,
}

/// About one word in so many bytes of text is a term, and one in so many is met for the first time.
const BYTES_OF_TERM: usize = 9;
const BYTES_OF_NEW_TERM: usize = 12;

impl<'a, 's> ArticleTerms<'a, 's> {
    /// No terms yet; about `n_bytes` of text are to be read.
    pub(super) fn new(
        analyzer: &'a LanguageAnalyzer,
        background: &'a dyn Background,
        scratch: &'s mut Scratch,
        n_bytes: usize,
    ) -> Self {
        /// Longer texts say the same words again.
        const MOST: usize = 1 << 16;
        let (n_terms, n_new) = (n_bytes / BYTES_OF_TERM, n_bytes.min(MOST) / BYTES_OF_NEW_TERM);
        Self {
            analyzer,
            lexicon: Lexicon::of(analyzer.language()),
            background,
            scratch,
            numbers: HashMap::with_capacity(n_new),
            terms: Vec::with_capacity(n_new),
            sequence: Vec::with_capacity(n_terms),
            entries: Vec::with_capacity(n_terms),
            n_readings: 0,
        }
    }

    /// The terms of a stretch of text, and its wording.
    pub(super) fn read(&mut self, text: &str) -> Reading {
        let Self { analyzer, lexicon, background, scratch, numbers, terms, sequence, entries, n_readings } =
            self;
        *n_readings += 1;
        let (first_in_sequence, first_entry, n_known) = (sequence.len(), entries.len(), terms.len());
        let mut wording = Wording::default();
        scratch.for_each_word(analyzer, background.vectorizer(), text, |span, word| {
            wording.count(lexicon, text, span);
            if !word.is_term() {
                return;
            }
            let number = *numbers.entry(word.hash).or_insert_with(|| {
                terms.push(Term { word, ..Term::default() });
                u32::try_from(terms.len() - 1).unwrap_or(u32::MAX)
            });
            sequence.push(number);
            let Some(term) = terms.get_mut(number as usize) else { return };
            if term.met_in == *n_readings {
                if let Some(entry) = entries.get_mut(term.entry) {
                    entry.count += 1.0;
                }
            } else {
                (term.met_in, term.entry) = (*n_readings, entries.len());
                entries.push(Entry { number, count: 1.0, weight: 0.0 });
            }
        });
        let block = background.vectorizer().words();
        for term in terms.get_mut(n_known..).unwrap_or_default() {
            let known = term
                .word
                .column()
                .and_then(|column| block.tfidf().idf().as_slice().get(column as usize).copied());
            term.idf = known.unwrap_or_else(|| block.tfidf().idf_of_unknown());
        }
        let found = entries.get_mut(first_entry..).unwrap_or_default();
        found.sort_unstable_by_key(|entry| entry.number);
        for entry in found {
            entry.weight = entry.count * terms.get(entry.number as usize).map_or(0.0, |term| term.idf);
        }
        Reading { sequence: first_in_sequence..sequence.len(), entries: first_entry..entries.len(), wording }
    }

    /// Forgets where the last stretch that was read stands.
    pub(super) fn forget(&mut self, reading: &Reading) {
        self.sequence.truncate(reading.sequence.start);
        self.entries.truncate(reading.entries.start);
    }

    /// The term of a number.
    #[inline]
    pub(super) fn term(&self, number: u32) -> Term {
        self.terms.get(number as usize).copied().unwrap_or_default()
    }

    /// The entries of a stretch.
    pub(super) fn entries_of(&self, reading: &Reading) -> &[Entry] {
        self.entries.get(reading.entries.clone()).unwrap_or_default()
    }

    /// Terms and those behind them.
    pub(super) fn neighbours(&self, reading: &Reading) -> impl Iterator<Item = (u32, u32)> {
        let sequence = self.sequence.get(reading.sequence.clone()).unwrap_or_default();
        sequence.iter().copied().zip(sequence.iter().skip(1).copied())
    }

    /// Sets of each term how much it speaks for the topic that the article's terms speak for most, against the topic that is second.
    pub(super) fn set_evidence(&mut self) {
        let Self { background, terms, .. } = self;
        let weights = |term: &Term| {
            term.word.column().map_or(&[][..], |column| background.topic_weights(column as usize))
        };
        let mut scores: Vec<f64> = Vec::new();
        for term in terms.iter() {
            let weights = weights(term);
            if scores.len() < weights.len() {
                scores.resize(weights.len(), 0.0);
            }
            let value = term.count * term.idf;
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value * f64::from(*weight);
            }
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        let score = |topic: &usize| scores.get(*topic).copied().unwrap_or(0.0);
        order.sort_by(|a, b| score(b).total_cmp(&score(a)));
        if let [best, second, ..] = order.as_slice() {
            for term in terms.iter_mut() {
                let weights = weights(term);
                if let (Some(best), Some(second)) = (weights.get(*best), weights.get(*second)) {
                    term.evidence = f64::from(best - second) * term.idf;
                }
            }
        }
    }
}
