//! What a model has learnt since its first training, on balance.
//!
//! A history tells what is learnt, not when: it is the same for every order of learning and forgetting, and learning what was
//! forgotten leaves no trace in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LogisticCurve, RowLedger};

/// How a model differs from what its first training made it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    /// Where every topic has a calibrating curve and the topics are not those of the first training: the curves of that, by
    /// topic. Empty elsewhere.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub first_curves: BTreeMap<String, LogisticCurve>,
}

impl History {
    /// The history of a first training on `n_first` articles.
    #[must_use]
    pub fn new(n_first: u64) -> Self {
        Self { n_first, ..Self::default() }
    }

    /// The number of articles that are learnt today.
    #[must_use]
    pub const fn n_learnt(&self) -> u64 {
        (self.n_first + self.n_added).saturating_sub(self.n_forgotten)
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
            first_curves: self.first_curves.clone(),
        }
    }
}
