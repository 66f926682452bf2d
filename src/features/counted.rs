//! Documents whose terms are counted, by their texts or by buckets.

use super::counting::{CountedCharacters, CountedCorpus, HashedCorpus, TermCounts, count, count_hashed};
use super::terms::{Limits, TermBlock};
use super::{Document, SparseRows, TermTable, Weighting};
use crate::text::{Analyzer, AnalyzerSettings, CharacterRange};

/// Documents whose terms are counted: what a vocabulary is learnt from.
#[derive(Debug)]
pub struct CountedDocuments(Counted);

/// By what terms are told apart.
#[derive(Debug)]
enum Counted {
    Terms(CountedCorpus),
    Buckets(HashedCorpus),
}

impl CountedDocuments {
    /// Counts the terms of `documents`, made as `settings` say.
    #[must_use]
    pub fn new(documents: &[Document<'_>], settings: &AnalyzerSettings) -> Self {
        Self(Counted::Terms(count(documents, &Analyzer::new(settings.clone()))))
    }

    /// Counts the terms of `documents` in `n_buckets`, a power of two, by their hashes; there are no character n-grams.
    pub(super) fn hashed(documents: &[Document<'_>], settings: &AnalyzerSettings, n_buckets: usize) -> Self {
        Self(Counted::Buckets(count_hashed(documents, settings, n_buckets)))
    }

    /// The block of the words and n-grams of words that meet `limits`, and the documents' own rows in it.
    pub(super) fn fit_words(&self, limits: Limits, weighting: Weighting) -> (TermBlock, SparseRows) {
        match &self.0 {
            Counted::Terms(corpus) => TermBlock::fit_transform(&corpus.counts, corpus, limits, weighting),
            Counted::Buckets(corpus) => TermBlock::fit_transform(&corpus.counts, corpus, limits, weighting),
        }
    }

    /// The documents' rows in the block of words and their n-grams, which was learnt from other documents too.
    pub(super) fn transform_words(&self, block: &TermBlock) -> SparseRows {
        match &self.0 {
            Counted::Terms(corpus) => block.transform_counted(&corpus.counts, corpus),
            Counted::Buckets(corpus) => block.transform_counted(&corpus.counts, corpus),
        }
    }

    /// The terms of each document, as rising numbers: all that the text has, of which a vocabulary may keep a part.
    #[must_use]
    pub fn term_sets(&self) -> Vec<Vec<u32>> {
        self.counts().term_sets()
    }

    /// The character n-grams of words; none where words have no texts.
    pub(super) fn characters(&self, range: CharacterRange) -> Option<CountedCharacters> {
        match &self.0 {
            Counted::Terms(corpus) => Some(corpus.characters(range)),
            Counted::Buckets(_) => None,
        }
    }

    pub(super) fn counts(&self) -> &TermCounts {
        match &self.0 {
            Counted::Terms(corpus) => &corpus.counts,
            Counted::Buckets(corpus) => &corpus.counts,
        }
    }

    /// The terms of one of the documents, as rising numbers; none where there is no such document.
    pub fn term_set(&self, document: usize) -> impl Iterator<Item = u32> {
        self.counts().term_set(document)
    }

    /// The terms with the number of documents that hold each, and how often they occur where that is asked for: words and their n-grams, and
    /// character n-grams of the lengths `range`.
    pub(super) fn tables(
        &self,
        with_occurrences: bool,
        range: Option<CharacterRange>,
    ) -> (TermTable, TermTable) {
        let words = match &self.0 {
            Counted::Terms(corpus) => TermTable::of(&corpus.counts, corpus, with_occurrences),
            Counted::Buckets(corpus) => TermTable::of(&corpus.counts, corpus, with_occurrences),
        };
        let characters = range.and_then(|range| self.characters(range));
        let characters = characters.map(|counted| TermTable::of(&counted.counts, &counted, false));
        (words, characters.unwrap_or_default())
    }

    /// The hash of each term by its number; see [`term_hash`](crate::text::term_hash).
    #[must_use]
    pub fn term_hashes(&self) -> Vec<u64> {
        match &self.0 {
            Counted::Terms(corpus) => corpus.term_hashes(),
            Counted::Buckets(corpus) => corpus.term_hashes(),
        }
    }
}
