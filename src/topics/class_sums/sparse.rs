//! Class sums as a model file keeps them: only what is not zero, term by term. Most terms stand in few topics.

use ndarray::{Array1, Array2};

use super::ClassSums;
use crate::error::{Error, ErrorKind, Result};
use crate::features::Array;

/// [`ClassSums`] without their zeros, the topics of a term in rising order.
///
/// Nothing but the lengths is looked at before the sums are asked for, so that a model that only classifies leaves
/// them in its file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SparseSums {
    /// Where the entries of each term end.
    ends: Array<u64>,
    /// The topic of each entry.
    topics: Array<u32>,
    /// The fixed-point sum of each entry, in units of 2^-32.
    values: Array<u64>,
}

impl SparseSums {
    /// The entries of `sums` that are not zero.
    #[must_use]
    pub fn of(sums: &ClassSums) -> Self {
        let mut ends = Vec::with_capacity(sums.n_terms());
        let (mut topics, mut values) = (Vec::new(), Vec::new());
        for term in 0..sums.n_terms() {
            for (topic, &sum) in (0_u32..).zip(sums.of_term(term)).filter(|(_, sum)| **sum != 0) {
                topics.push(topic);
                values.push(sum);
            }
            ends.push(topics.len() as u64);
        }
        Self { ends: ends.into(), topics: topics.into(), values: values.into() }
    }

    /// The arrays of a model file; `None` where they do not fit each other.
    #[must_use]
    pub fn from_arrays(ends: Array<u64>, topics: Array<u32>, values: Array<u64>) -> Option<Self> {
        let n_entries = ends.as_slice().last().copied().unwrap_or(0);
        let fits =
            topics.as_slice().len() == values.as_slice().len() && topics.as_slice().len() as u64 == n_entries;
        fits.then_some(Self { ends, topics, values })
    }

    /// The arrays that a model file keeps: the ends of the terms' entries, the entries' topics, the entries' sums.
    #[must_use]
    pub const fn arrays(&self) -> (&Array<u64>, &Array<u32>, &Array<u64>) {
        (&self.ends, &self.topics, &self.values)
    }

    /// The number of terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.ends.as_slice().len()
    }

    /// The sums in full, with the documents `n_rows` of each topic; topic `t` becomes topic `places[t]`.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the entries do not fit the terms or topics, as only a model file can have it.
    pub fn expand(&self, n_rows: Vec<u64>, places: &[usize]) -> Result<ClassSums> {
        let misfit = || Error::new(ErrorKind::Model, "the model's class sums make no sense; train it again");
        let n_terms = self.n_terms();
        let mut sums = Array2::zeros((n_terms, n_rows.len()));
        let mut entries = self.topics.as_slice().iter().zip(self.values.as_slice());
        let mut start = 0;
        for (term, &end) in self.ends.as_slice().iter().enumerate() {
            let n_entries =
                end.checked_sub(start).and_then(|n| usize::try_from(n).ok()).ok_or_else(misfit)?;
            for (&topic, &value) in entries.by_ref().take(n_entries) {
                let place = places.get(topic as usize).copied().ok_or_else(misfit)?;
                *sums.get_mut((term, place)).ok_or_else(misfit)? = value;
            }
            start = end;
        }
        let mut expanded =
            ClassSums { sums, totals: Vec::new(), n_rows: Array1::from(n_rows), vocabulary_len: n_terms };
        expanded.totals = expanded.exact_totals();
        Ok(expanded)
    }
}

impl ClassSums {
    /// The sums of `topics` only, in that order; `None` where a topic that is left out still weighs something.
    pub(in crate::topics) fn with_topics(&self, topics: &[usize]) -> Option<Self> {
        let pick = |topic: &usize| Some((*self.totals.get(*topic)?, *self.n_rows.get(*topic)?));
        let (totals, n_rows): (Vec<u128>, Vec<u64>) =
            topics.iter().map(pick).collect::<Option<Vec<_>>>()?.into_iter().unzip();
        let all: u128 = self.totals.iter().sum();
        (all == totals.iter().sum()).then(|| Self {
            sums: self.sums.select(ndarray::Axis(1), topics).as_standard_layout().into_owned(),
            totals,
            n_rows: Array1::from(n_rows),
            vocabulary_len: self.vocabulary_len,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::SparseRows;
    use ndarray::array;

    fn sums() -> ClassSums {
        let rows = SparseRows::from_dense(&array![[1.0, 0.0, 0.5], [2.0, 0.0, 0.0], [0.0, 0.0, 4.0]]);
        ClassSums::of(&rows, &[0, 0, 2], 3).unwrap()
    }

    #[test]
    fn zeros_go_and_come_back() {
        let sparse = SparseSums::of(&sums());
        // By hand: term 0 in topic 0, term 1 nowhere, term 2 in topics 0 and 2; 2^32 is 1.
        let (ends, topics, values) = sparse.arrays();
        assert_eq!((ends.as_slice(), topics.as_slice()), (&[1, 1, 3][..], &[0, 0, 2][..]));
        assert_eq!(values.as_slice(), [3 << 32, 1 << 31, 4 << 32]);
        assert_eq!(sparse.expand(vec![2, 0, 1], &[0, 1, 2]).unwrap(), sums());
    }

    #[test]
    fn topics_move_and_leave() {
        let moved = SparseSums::of(&sums()).expand(vec![0, 2, 0, 1], &[1, 2, 3]).unwrap();
        assert_eq!((moved.weight(0, 1), moved.weight(2, 3), moved.weight(2, 0)), (3.0, 4.0, 0.0));
        let two = sums().with_topics(&[0, 2]).unwrap();
        assert_eq!((two.n_topics(), two.weight(2, 1)), (2, 4.0));
        assert_eq!(two.totals(), [3.5, 4.0]);
        assert!(sums().with_topics(&[0, 1]).is_none(), "topic 2 still weighs something");
        assert!(sums().with_topics(&[0, 2, 9]).is_none());
    }

    #[test]
    fn entries_that_do_not_fit_are_refused() {
        let sparse = |ends: Vec<u64>, topics: Vec<u32>, values: Vec<u64>| {
            SparseSums::from_arrays(ends.into(), topics.into(), values.into())
        };
        assert!(sparse(vec![1], vec![0, 1], vec![1, 1]).is_none());
        assert!(sparse(vec![2], vec![0, 1], vec![1]).is_none());
        assert!(sparse(vec![2, 1], vec![0], vec![1]).unwrap().expand(vec![1], &[0]).is_err(), "falling ends");
        assert!(sparse(vec![1], vec![5], vec![1]).unwrap().expand(vec![1], &[0]).is_err(), "no such topic");
        assert!(sparse(vec![1], vec![0], vec![1]).unwrap().expand(vec![1], &[7]).is_err(), "no such place");
    }
}
