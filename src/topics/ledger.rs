//! Which rows a model has learnt, by their fingerprints: what was never learnt cannot be forgotten.
//!
//! A ledger depends on what was learnt at first and what is known now, never on the way from one to the other.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::Xxh3;

use super::Example;
use crate::features::{Array, Row, SparseRows};
use crate::parallel;

/// The rows of a model's first training, and how today's differ from them. Fingerprints are sorted; a row that was learnt
/// several times stands there as often.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowLedger {
    first: Array<u64>,
    added: Array<u64>,
    forgotten: Array<u64>,
}

impl RowLedger {
    /// The ledger of a first training on rows with these fingerprints.
    #[must_use]
    pub fn new(mut fingerprints: Vec<u64>) -> Self {
        fingerprints.sort_unstable();
        Self { first: fingerprints.into(), ..Self::default() }
    }

    /// A ledger from the arrays of a model file.
    #[must_use]
    pub const fn from_arrays(first: Array<u64>, added: Array<u64>, forgotten: Array<u64>) -> Self {
        Self { first, added, forgotten }
    }

    /// The arrays that a model file keeps: the rows of the first training, those of today that were not among them, and
    /// those of them that are gone.
    #[must_use]
    pub const fn arrays(&self) -> (&Array<u64>, &Array<u64>, &Array<u64>) {
        (&self.first, &self.added, &self.forgotten)
    }

    /// The number of rows of the first training.
    #[must_use]
    pub fn n_first(&self) -> u64 {
        self.first.as_slice().len() as u64
    }

    /// The number of today's rows that are not of the first training.
    #[must_use]
    pub fn n_added(&self) -> u64 {
        self.added.as_slice().len() as u64
    }

    /// The number of rows of the first training that are gone.
    #[must_use]
    pub fn n_forgotten(&self) -> u64 {
        self.forgotten.as_slice().len() as u64
    }

    /// A hash of the difference between the first training and today (XXH3, 128 bits, hexadecimal); `None` where
    /// there is none.
    #[must_use]
    pub fn difference_digest(&self) -> Option<String> {
        if self.n_added() + self.n_forgotten() == 0 {
            return None;
        }
        let mut hasher = Xxh3::new();
        for rows in [&self.added, &self.forgotten] {
            hasher.update(&(rows.as_slice().len() as u64).to_le_bytes());
            hasher.update(&rows.to_le_bytes());
        }
        Some(format!("{:032x}", hasher.digest128()))
    }

    /// The ledger after rows came and then others went; where one of `forgotten` is not there, its place in `forgotten`.
    pub(super) fn change(&self, added: &[u64], forgotten: &[u64]) -> Result<Self, usize> {
        let mut balance = self.balance();
        for &row in added {
            *balance.entry(row).or_default() += 1;
        }
        for (place, &row) in forgotten.iter().enumerate() {
            let entry = balance.entry(row).or_default();
            if count(self.first.as_slice(), row) + *entry <= 0 {
                return Err(place);
            }
            *entry -= 1;
        }
        let repeated = |sign: i64| -> Vec<u64> {
            let times = |(&row, &n): (&u64, &i64)| {
                std::iter::repeat_n(row, usize::try_from(n * sign).unwrap_or_default())
            };
            balance.iter().flat_map(times).collect()
        };
        Ok(Self { first: self.first.clone(), added: repeated(1).into(), forgotten: repeated(-1).into() })
    }

    /// How often each of today's rows was learnt.
    pub(super) fn counts(&self) -> BTreeMap<u64, i64> {
        let mut counts = self.balance();
        for &row in self.first.as_slice() {
            *counts.entry(row).or_default() += 1;
        }
        counts.retain(|_, n| *n > 0);
        counts
    }

    /// How much more often each row is there today than in the first training.
    fn balance(&self) -> BTreeMap<u64, i64> {
        let mut balance = BTreeMap::new();
        for (rows, change) in [(&self.added, 1), (&self.forgotten, -1)] {
            for &row in rows.as_slice() {
                *balance.entry(row).or_default() += change;
            }
        }
        balance
    }
}

/// How often `row` stands in `sorted`.
fn count(sorted: &[u64], row: u64) -> i64 {
    let below = sorted.partition_point(|other| *other < row);
    let up_to = sorted.partition_point(|other| *other <= row);
    i64::try_from(up_to - below).unwrap_or(i64::MAX)
}

/// The fingerprints of `examples`, whose TF-IDF rows are `rows`: XXH3 of labels, title and text, and of what is counted
/// of them, so that a row that is known again weighs what it weighed.
pub(super) fn fingerprints(examples: &[Example<'_>], rows: &SparseRows) -> Vec<u64> {
    let pairs: Vec<(&Example<'_>, Row<'_>)> = examples.iter().zip(rows.iter()).collect();
    parallel::map(&pairs, |(example, row)| {
        let mut hasher = Xxh3::new();
        update(&mut hasher, example);
        for (column, value) in row.columns.iter().zip(row.values) {
            hasher.update(&column.to_le_bytes());
            hasher.update(&value.to_bits().to_le_bytes());
        }
        hasher.digest()
    })
}

/// A hash of what is learnt from, in order (XXH3, 128 bits, hexadecimal).
pub(super) fn digest(examples: &[Example<'_>]) -> String {
    let mut hasher = Xxh3::new();
    for example in examples {
        update(&mut hasher, example);
    }
    format!("{:032x}", hasher.digest128())
}

fn update(hasher: &mut Xxh3, example: &Example<'_>) {
    let mut labels: Vec<&str> = example.labels().iter().map(String::as_str).collect();
    labels.sort_unstable();
    labels.dedup();
    hasher.update(&(labels.len() as u64).to_le_bytes());
    for part in labels.into_iter().chain([example.article.title.as_str(), &example.article.text]) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_way_does_not_matter() {
        let first = RowLedger::new(vec![5, 3, 3]);
        let there = first.change(&[7, 3], &[5, 3]).unwrap();
        assert_eq!((there.n_added(), there.n_forgotten()), (1, 1), "one 3 came, one went");
        assert_eq!(there, first.change(&[], &[5]).unwrap().change(&[7], &[]).unwrap());
        assert_eq!(there.counts().into_iter().collect::<Vec<_>>(), [(3, 2), (7, 1)]);
        assert_eq!(there.change(&[5], &[7]).unwrap(), first);
        assert!(there.difference_digest().is_some() && first.difference_digest().is_none());
    }

    #[test]
    fn what_is_not_there_cannot_go() {
        let ledger = RowLedger::new(vec![1, 2, 2]);
        assert_eq!(ledger.change(&[], &[2, 2, 2, 9]), Err(2));
        assert_eq!(ledger.change(&[9], &[9, 9]), Err(1));
        assert!(ledger.change(&[2], &[2, 2, 2]).is_ok());
    }

    proptest! {
        /// Against a plain count of what came and went.
        #[test]
        fn a_ledger_counts(first in proptest::collection::vec(0_u64..6, 0..12),
                           added in proptest::collection::vec(0_u64..6, 0..12),
                           cut in 0_usize..12) {
            let mut counts = BTreeMap::new();
            for row in first.iter().chain(&added) {
                *counts.entry(*row).or_insert(0_i64) += 1;
            }
            let (one, two) = added.split_at(cut.min(added.len()));
            let ledger = RowLedger::new(first.clone()).change(two, &[]).unwrap().change(one, &[]).unwrap();
            prop_assert_eq!(ledger.counts(), counts);
            prop_assert_eq!(&ledger, &RowLedger::new(first.clone()).change(&added, &[]).unwrap());
            prop_assert_eq!(ledger.change(&[], &added).unwrap(), RowLedger::new(first));
        }
    }
}
