//! The first round: which terms the articles of a shard hold, and how many articles hold each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::settings::{ShardSettings, topic_of};
use super::{Shard, SharedTerms};
use crate::error::{Error, ErrorKind, Result};
use crate::features::TermTable;
use crate::topics::examples::check_topics;
use crate::topics::row_hash::{digest_of, row_hashes};
use crate::topics::row_sums::{count, digest_in_words};
use crate::topics::training::check_size;
use crate::topics::{Example, TrainingSettings};

/// The terms of some articles with their document frequencies, and the articles of each topic.
///
/// Counts of several shards [`merge`](Self::merged) in any order and grouping.
#[derive(Debug, Clone, PartialEq)]
pub struct ShardCounts {
    pub(super) head: CountsHead,
    pub(super) words: TermTable,
    pub(super) characters: TermTable,
}

/// All of counts that is no array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CountsHead {
    pub(super) settings: ShardSettings,
    /// The number of articles of each topic.
    pub(super) topics: BTreeMap<String, u64>,
    /// A hash of the articles in whatever order, in words.
    pub(super) digest: String,
    pub(super) coverage: Coverage,
}

impl ShardCounts {
    /// Counts `examples`, the articles of a shard with one topic each; there may be none.
    ///
    /// The masks of the examples are taken as they are, and have to be the same in the second round. The languages of
    /// `settings` have to be those of all articles.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] for settings out of their range or of another algorithm than naive Bayes; [`ErrorKind::Data`] for an
    /// article of several topics or none.
    pub fn of(examples: &[Example<'_>], settings: &TrainingSettings) -> Result<Self> {
        let settings = ShardSettings::of(settings)?;
        let mut topics: BTreeMap<String, u64> = BTreeMap::new();
        for example in examples {
            *topics.entry(topic_of(example)?.to_owned()).or_default() += 1;
        }
        let params = settings.vectorizer()?;
        let (words, characters) = params.tables(&count(params, examples));
        let digest = digest_in_words(digest_of(&row_hashes(examples)));
        let head = CountsHead { settings, topics, digest, coverage: Coverage::default() };
        Ok(Self { head, words, characters })
    }

    /// The same counts as those of `shard`: parts that know their number cannot be merged twice, or too few of them.
    #[must_use]
    pub fn of_shard(mut self, shard: Shard) -> Self {
        self.head.coverage = Coverage::of(shard, digest_number(&self.head.digest));
        self
    }

    /// The counts of both.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where they were counted with different settings, have a shard in common, or come to more than can be counted.
    pub fn merged(&self, other: &Self) -> Result<Self> {
        if self.head.settings != other.head.settings {
            let message =
                "the parts were counted with different settings; count all shards with the same flags";
            return Err(Error::new(ErrorKind::Data, message));
        }
        let coverage = self.head.coverage.merged(&other.head.coverage)?;
        let mut topics = self.head.topics.clone();
        for (topic, n) in &other.head.topics {
            let sum = topics.entry(topic.clone()).or_default();
            *sum = sum.saturating_add(*n);
        }
        let digest = digest_number(&self.head.digest).wrapping_add(digest_number(&other.head.digest));
        let settings = self.head.settings.clone();
        Ok(Self {
            head: CountsHead { settings, topics, digest: digest_in_words(digest), coverage },
            words: self.words.merged(&other.words)?,
            characters: self.characters.merged(&other.characters)?,
        })
    }

    /// The vocabulary, IDF and topics that follow: what every shard needs for the second round.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where numbered shards are missing, there are fewer than two topics, no term meets the limits of the settings, or
    /// there are more terms and topics than fit into a model.
    pub fn freeze(&self) -> Result<SharedTerms> {
        self.head.coverage.check_whole()?;
        let n_articles = usize::try_from(self.n_articles()).unwrap_or(usize::MAX);
        check_topics(self.head.topics.len(), n_articles)?;
        let params = self.head.settings.vectorizer()?;
        let kept = params.keep((&self.words, &self.characters), n_articles)?;
        check_size(kept.words.len() + kept.characters.len(), self.head.topics.len())?;
        Ok(SharedTerms::new(self.head.clone(), kept))
    }

    /// The number of articles that were counted.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        self.head.topics.values().fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// The number of distinct terms, kept or not.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.words.len() + self.characters.len()
    }

    /// How many shards these counts hold, and of how many; both 0 where nobody numbered them.
    #[must_use]
    pub fn n_shards(&self) -> (u64, u64) {
        self.head.coverage.n_held()
    }
}

/// A digest from its words; 0 where it is none.
pub(super) fn digest_number(words: &str) -> u128 {
    u128::from_str_radix(words, 16).unwrap_or(0)
}
