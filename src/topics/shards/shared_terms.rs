//! Between the rounds: the vocabulary and IDF of all articles, and their topics.

use super::counts::CountsHead;
use crate::error::Result;
use crate::features::{KeptTerms, Vectorizer};

/// What the counts of all shards come to: the terms that are kept with their document frequencies, the topics and the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedTerms {
    pub(super) head: CountsHead,
    pub(super) kept: KeptTerms,
}

impl SharedTerms {
    pub(super) const fn new(head: CountsHead, kept: KeptTerms) -> Self {
        Self { head, kept }
    }

    /// The topics by name, in order.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.head.topics.keys().map(String::as_str)
    }

    /// The number of articles that were counted.
    #[must_use]
    pub const fn n_articles(&self) -> u64 {
        self.kept.n_documents
    }

    /// The number of terms that are kept.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.kept.words.len() + self.kept.characters.len()
    }

    /// How many shards the articles were counted in; 0 where nobody numbered them.
    #[must_use]
    pub fn n_shards(&self) -> u64 {
        self.head.coverage.n_held().1
    }

    /// The vectorizer of the terms.
    pub(super) fn vectorizer(&self) -> Result<Vectorizer> {
        Ok(self.head.settings.vectorizer()?.vectorizer_of(&self.kept))
    }
}
