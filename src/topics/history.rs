//! What a model has learnt since its first training, on balance.
//!
//! A history tells what is learnt, not when: it is the same for every order of learning and forgetting, and learning what was
//! forgotten leaves no trace in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::RowLedger;

/// How a model differs from what its first training made it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct History {
    /// The number of articles of the first training.
    pub n_first: u64,
    /// The number of today's articles that are not of the first training.
    pub n_added: u64,
    /// The number of articles of the first training that were taken out.
    pub n_forgotten: u64,
    /// How many articles each topic has more than at first (fewer, where negative); topics without a difference are left out.
    pub topics: BTreeMap<String, i64>,
    /// A hash of the articles added and taken out, in whatever order (XXH3, 128 bits, hexadecimal); `None` where there are none.
    pub digest: Option<String>,
    /// The names of the files that have to be read again to learn more; empty where none have to.
    pub files: Vec<String>,
}

impl History {
    /// The history of a first training on `n_first` articles.
    #[must_use]
    pub fn new(n_first: u64) -> Self {
        Self { n_first, ..Self::default() }
    }

    /// The history once the rows are those of `ledger`, `changes` having come to the topics since this one.
    pub(super) fn changed(
        &self,
        ledger: &RowLedger,
        changes: impl IntoIterator<Item = (String, i64)>,
    ) -> Self {
        let mut topics = self.topics.clone();
        for (topic, change) in changes {
            let balance = topics.entry(topic).or_default();
            *balance = balance.saturating_add(change);
        }
        topics.retain(|_, balance| *balance != 0);
        Self {
            n_first: ledger.n_first(),
            n_added: ledger.n_added(),
            n_forgotten: ledger.n_forgotten(),
            topics,
            digest: ledger.difference_digest(),
            files: self.files.clone(),
        }
    }
}
