//! What a topic's documents add up to, term by term, in fixed-point integers.
//!
//! Integers make the sums independent of the order in which documents come: shards merge, and a document that
//! is taken away leaves no trace.

mod by_topic;
mod sparse;

use ndarray::{Array1, Array2, Zip};

use super::Targets;
use crate::error::{Error, ErrorKind, Result};
use crate::features::SparseRows;

pub use sparse::SparseSums;

/// One unit of weight in fixed point. Weights of TF-IDF lie in `[0, 1]`, so four billion documents fit.
const ONE: f64 = 4_294_967_296.0; // 2^32

/// The summed weights of each term in each topic, and the documents of each topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassSums {
    /// Fixed-point sums, shape (terms, topics).
    sums: Array2<u64>,
    /// The sums of all terms, per topic.
    totals: Vec<u128>,
    n_rows: Array1<u64>,
}

impl ClassSums {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(n_topics: usize, n_terms: usize) -> Self {
        Self {
            sums: Array2::zeros((n_terms, n_topics)),
            totals: vec![0; n_topics],
            n_rows: Array1::zeros(n_topics),
        }
    }

    /// The sums over all of `rows`, whose topics are `targets`.
    ///
    /// # Errors
    /// As for [`add_rows`](Self::add_rows).
    pub fn of(rows: &SparseRows, targets: &[usize], n_topics: usize) -> Result<Self> {
        let every_row: Vec<usize> = (0..rows.n_rows()).collect();
        Self::of_selected(rows, &every_row, n_topics, |row| {
            targets.get(row).map_or(&[usize::MAX], std::slice::from_ref)
        })
    }

    /// The sums over all of `rows`; a row adds to each of its topics.
    ///
    /// # Errors
    /// As for [`add_rows`](Self::add_rows).
    pub(super) fn of_targets(rows: &SparseRows, targets: &Targets) -> Result<Self> {
        let every_row: Vec<usize> = (0..targets.n_rows()).collect();
        Self::of_selected(rows, &every_row, targets.n_topics(), |row| targets.of(row))
    }

    /// Adds the rows `selected` of `rows`, whose topics are `targets`.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] for a weight that is negative, not finite or too large, a row or topic out of range, or
    /// sums beyond what fixed point can hold; then the sums are not to be used any more.
    pub fn add_rows(&mut self, rows: &SparseRows, targets: &[usize], selected: &[usize]) -> Result<()> {
        self.count_rows(rows, targets, selected, u64::checked_add, u128::checked_add)
    }

    /// Takes away rows that had been added.
    ///
    /// # Errors
    /// As for [`add_rows`](Self::add_rows); [`ErrorKind::Data`] too where a row had not been added.
    pub fn remove_rows(&mut self, rows: &SparseRows, targets: &[usize], selected: &[usize]) -> Result<()> {
        self.count_rows(rows, targets, selected, u64::checked_sub, u128::checked_sub)
    }

    fn count_rows(
        &mut self,
        rows: &SparseRows,
        targets: &[usize],
        selected: &[usize],
        op: fn(u64, u64) -> Option<u64>,
        wide_op: fn(u128, u128) -> Option<u128>,
    ) -> Result<()> {
        for &index in selected {
            let topic = targets.get(index).copied().unwrap_or(usize::MAX);
            self.count_row(rows, index, topic, op, wide_op)?;
        }
        Ok(())
    }

    fn count_row(
        &mut self,
        rows: &SparseRows,
        index: usize,
        topic: usize,
        op: fn(u64, u64) -> Option<u64>,
        wide_op: fn(u128, u128) -> Option<u128>,
    ) -> Result<()> {
        let misfit = || refused(index, "does not fit the sums");
        let (Some(n_rows), Some(total)) = (self.n_rows.get_mut(topic), self.totals.get_mut(topic)) else {
            return Err(refused(index, &format!("has no topic {topic}")));
        };
        *n_rows = op(*n_rows, 1).ok_or_else(misfit)?;
        for (term, value) in rows.row(index).iter() {
            let fixed = fixed_weight(index, value)?;
            let sum = self.sums.get_mut((term, topic)).ok_or_else(misfit)?;
            *sum = op(*sum, fixed).ok_or_else(misfit)?;
            *total = wide_op(*total, u128::from(fixed)).ok_or_else(misfit)?;
        }
        Ok(())
    }

    /// Adds the sums of other documents.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where the shapes differ or a sum grows beyond what fixed point can hold.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        self.combine(other, u64::checked_add, "the sums grow too large")
    }

    /// Takes away the sums of documents that had been added.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where the shapes differ or the documents had not been added.
    pub fn subtract(&mut self, other: &Self) -> Result<()> {
        self.combine(other, u64::checked_sub, "the rows to take away were never added")
    }

    fn combine(&mut self, other: &Self, op: fn(u64, u64) -> Option<u64>, failure: &str) -> Result<()> {
        if self.sums.dim() != other.sums.dim() {
            return Err(Error::new(ErrorKind::Data, "class sums of different topics or vocabularies"));
        }
        let mut combined = self.clone();
        let mut is_exact = true;
        let mut apply = |mine: &mut u64, theirs: &u64| match op(*mine, *theirs) {
            Some(sum) => *mine = sum,
            None => is_exact = false,
        };
        Zip::from(&mut combined.sums).and(&other.sums).for_each(&mut apply);
        Zip::from(&mut combined.n_rows).and(&other.n_rows).for_each(&mut apply);
        if !is_exact {
            return Err(Error::new(ErrorKind::Data, failure));
        }
        combined.totals = combined.exact_totals();
        *self = combined;
        Ok(())
    }

    /// The number of topics.
    #[must_use]
    pub fn n_topics(&self) -> usize {
        self.sums.ncols()
    }

    /// The number of terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.sums.nrows()
    }

    /// The number of documents of each topic.
    #[must_use]
    pub const fn n_rows(&self) -> &Array1<u64> {
        &self.n_rows
    }

    /// The summed weight of `term` in `topic`.
    #[must_use]
    pub fn weight(&self, term: usize, topic: usize) -> f64 {
        self.sums.get((term, topic)).map_or(0.0, |&sum| to_float(sum))
    }

    /// The fixed-point sums of `term`, one per topic; see [`to_float`].
    pub(super) fn of_term(&self, term: usize) -> &[u64] {
        let n_topics = self.n_topics();
        let sums = self.sums.as_slice().unwrap_or_default();
        sums.get(term * n_topics..(term + 1) * n_topics).unwrap_or_default()
    }

    /// The summed weight of all terms in each topic, added up exactly before it is rounded.
    #[must_use]
    pub fn totals(&self) -> Vec<f64> {
        self.totals.iter().copied().map(Self::wide_to_float).collect()
    }

    /// The summed weight of all terms in all topics but each.
    #[must_use]
    pub fn complement_totals(&self) -> Vec<f64> {
        let all: u128 = self.totals.iter().sum();
        self.totals.iter().map(|total| Self::wide_to_float(all - total)).collect()
    }

    /// The number that a fixed-point total stands for.
    pub(super) fn wide_to_float(total: u128) -> f64 {
        total as f64 / ONE
    }

    /// The totals of [`totals`](Self::totals) in fixed point.
    pub(super) fn fixed_totals(&self) -> &[u128] {
        &self.totals
    }

    fn exact_totals(&self) -> Vec<u128> {
        let mut totals = vec![0; self.n_topics()];
        for row in self.sums.rows() {
            for (total, &sum) in totals.iter_mut().zip(row) {
                *total += u128::from(sum);
            }
        }
        totals
    }
}

/// The number that a fixed-point sum stands for.
pub(super) fn to_float(sum: u64) -> f64 {
    sum as f64 / ONE
}

/// The nearest fixed-point number; of two as near the larger.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
pub(super) fn to_fixed(value: f64) -> Option<u64> {
    (0.0..2_147_483_648.0).contains(&value).then(|| {
        let units = value * ONE;
        // Rounded by hand: a processor without an instruction for it would call a function for each weight.
        let whole = units as u64;
        whole + u64::from(units - whole as f64 >= 0.5)
    })
}

/// The weight of a term in the row `index` in fixed point.
fn fixed_weight(index: usize, value: f64) -> Result<u64> {
    to_fixed(value).ok_or_else(|| {
        refused(index, &format!("has the weight {value}; naive Bayes takes weights of 0 or more, below 2^31"))
    })
}

/// The row `index` cannot be added.
fn refused(index: usize, what: &str) -> Error {
    Error::new(ErrorKind::Data, format!("row {index} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use proptest::prelude::*;

    #[test]
    fn sums_are_per_topic() {
        let rows = SparseRows::from_dense(&array![[1.0, 0.5], [2.0, 0.0], [0.0, 4.0]]);
        let sums = ClassSums::of(&rows, &[0, 0, 1], 2).unwrap();
        assert_eq!(sums.totals(), [3.5, 4.0]);
        assert_eq!(sums.complement_totals(), [4.0, 3.5]);
        assert_eq!((sums.weight(0, 0), sums.weight(1, 1), sums.weight(7, 0)), (3.0, 4.0, 0.0));
    }

    #[test]
    fn weights_that_make_no_sense_are_refused() {
        for value in [-1.0, f64::NAN, f64::INFINITY, 1e30] {
            let rows = SparseRows::from_dense(&array![[value]]);
            assert!(ClassSums::of(&rows, &[0], 1).unwrap_err().to_string().contains("row 0"));
        }
        let rows = SparseRows::from_dense(&array![[1.0]]);
        assert!(ClassSums::of(&rows, &[3], 2).is_err());
        assert!(ClassSums::new(2, 1).remove_rows(&rows, &[0], &[0]).is_err());
        assert!(ClassSums::new(2, 0).add_rows(&rows, &[0], &[0]).is_err());
    }

    proptest! {
        /// What is learnt in any order, in one go or in parts, is the same, and forgetting restores what was.
        #[test]
        fn order_and_parts_do_not_matter(
            values in proptest::collection::vec((0.0_f64..1.0, 0_usize..3), 2..40),
            cut in 0_usize..40,
        ) {
            let dense = Array2::from_shape_fn((values.len(), 2), |(row, column)| values[row].0 / (1.0 + column as f64));
            let rows = SparseRows::from_dense(&dense);
            let targets: Vec<usize> = values.iter().map(|(_, topic)| *topic).collect();
            let order: Vec<usize> = (0..values.len()).rev().collect();
            let (first, second) = order.split_at(cut.min(order.len()));
            let whole = ClassSums::of(&rows, &targets, 3).unwrap();
            let mut part = ClassSums::new(3, 2);
            part.add_rows(&rows, &targets, first).unwrap();
            let mut rest = ClassSums::new(3, 2);
            rest.add_rows(&rows, &targets, second).unwrap();
            let mut merged = part.clone();
            merged.merge(&rest).unwrap();
            prop_assert_eq!(&merged, &whole);
            merged.remove_rows(&rows, &targets, second).unwrap();
            prop_assert_eq!(&merged, &part);
            merged.add_rows(&rows, &targets, second).unwrap();
            merged.subtract(&rest).unwrap();
            prop_assert_eq!(&merged, &part);
        }
    }
}
