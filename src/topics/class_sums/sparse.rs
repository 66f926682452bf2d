//! Class sums as a model file keeps them: term by term, without zeros, in as few bytes as they need.
//!
//! For each term: the number of topics in which it weighs anything; for each of those, how far its number is from that of
//! the one before (the first: its number) and the sum in units of 2^-32. All are unsigned LEB128: seven bits to a byte, the low
//! ones first, the eighth set where more follow.

use std::collections::BTreeMap;

use ndarray::{Array1, Array2};

use super::ClassSums;
use crate::error::{Error, ErrorKind, Result};
use crate::features::Array;
use crate::parallel;

/// So many terms are written side by side with others.
const TERMS_AT_ONCE: usize = 1 << 14;

/// [`ClassSums`] without their zeros.
///
/// They are not looked at before they are asked for, so that a model that only classifies leaves them in its file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SparseSums {
    bytes: Array<u8>,
}

impl SparseSums {
    /// The entries of `sums` that are not zero.
    #[must_use]
    pub fn of(sums: &ClassSums) -> Self {
        let every_term: Vec<usize> = (0..sums.n_terms()).collect();
        let stretches = parallel::map_chunks(&every_term, TERMS_AT_ONCE, |terms| {
            let mut bytes = Vec::new();
            for &term in terms {
                let entries = || (0_u64..).zip(sums.of_term(term)).filter(|(_, sum)| **sum != 0);
                write_number(&mut bytes, entries().count() as u64);
                let mut last = 0;
                for (topic, &sum) in entries() {
                    write_number(&mut bytes, topic - last);
                    write_number(&mut bytes, sum);
                    last = topic;
                }
            }
            bytes
        });
        Self { bytes: stretches.concat().into() }
    }

    /// Sums from the bytes of a model file.
    #[must_use]
    pub const fn from_bytes(bytes: Array<u8>) -> Self {
        Self { bytes }
    }

    /// The bytes that a model file keeps.
    #[must_use]
    pub const fn bytes(&self) -> &Array<u8> {
        &self.bytes
    }

    /// The sums of both, of the same `n_terms` terms and the same topics.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the bytes do not fit the terms, as only a file can have it; [`ErrorKind::Data`] where a sum grows beyond
    /// what fixed point can hold.
    pub fn merged(&self, other: &Self, n_terms: usize) -> Result<Self> {
        let misfit = || Error::new(ErrorKind::Model, "class sums of a part make no sense; make it again");
        let (mut mine, mut theirs) = (self.bytes.as_slice(), other.bytes.as_slice());
        let (mut bytes, mut of_term) = (Vec::with_capacity(mine.len().max(theirs.len())), BTreeMap::new());
        for _ in 0..n_terms {
            for rest in [&mut mine, &mut theirs] {
                let mut topic = 0_u64;
                for _ in 0..read_number(rest).ok_or_else(misfit)? {
                    topic = read_number(rest).and_then(|step| topic.checked_add(step)).ok_or_else(misfit)?;
                    let more = read_number(rest).ok_or_else(misfit)?;
                    let sum = of_term.entry(topic).or_insert(0_u64);
                    *sum = sum.checked_add(more).ok_or_else(|| {
                        Error::new(
                            ErrorKind::Data,
                            "the sums of the parts grow too large; leave articles out",
                        )
                    })?;
                }
            }
            write_number(&mut bytes, of_term.len() as u64);
            let mut last = 0;
            while let Some((topic, sum)) = of_term.pop_first() {
                write_number(&mut bytes, topic - last);
                write_number(&mut bytes, sum);
                last = topic;
            }
        }
        if !(mine.is_empty() && theirs.is_empty()) {
            return Err(misfit());
        }
        Ok(Self { bytes: bytes.into() })
    }

    /// The sums of all `n_terms` terms, with the documents `n_rows` of each topic; topic `t` becomes topic `places[t]`.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the bytes do not fit the terms or topics, as only a model file can have it.
    pub fn expand(&self, n_terms: usize, n_rows: Vec<u64>, places: &[usize]) -> Result<ClassSums> {
        let misfit = || Error::new(ErrorKind::Model, "the model's class sums make no sense; train it again");
        let mut sums = Array2::zeros((n_terms, n_rows.len()));
        let mut rest = self.bytes.as_slice();
        for term in 0..n_terms {
            let mut topic = 0;
            for _ in 0..read_number(&mut rest).ok_or_else(misfit)? {
                let step = read_number(&mut rest).ok_or_else(misfit)?;
                topic =
                    usize::try_from(step).ok().and_then(|step| step.checked_add(topic)).ok_or_else(misfit)?;
                let place = places.get(topic).copied().ok_or_else(misfit)?;
                *sums.get_mut((term, place)).ok_or_else(misfit)? =
                    read_number(&mut rest).ok_or_else(misfit)?;
            }
        }
        if !rest.is_empty() {
            return Err(misfit());
        }
        let mut expanded = ClassSums { sums, totals: Vec::new(), n_rows: Array1::from(n_rows) };
        expanded.totals = expanded.exact_totals();
        Ok(expanded)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low byte is what is meant")]
fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the front; `None` where the bytes end or the number takes more than 64 bits.
fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        number |= bits.checked_mul(1 << shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
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
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::SparseRows;
    use ndarray::array;
    use proptest::prelude::*;

    fn sums() -> ClassSums {
        let rows = SparseRows::from_dense(&array![[1.0, 0.0, 0.5], [2.0, 0.0, 0.0], [0.0, 0.0, 4.0]]);
        ClassSums::of(&rows, &[0, 0, 2], 3).unwrap()
    }

    #[test]
    fn zeros_go_and_come_back() {
        let sparse = SparseSums::of(&sums());
        // By hand: term 0 weighs 3 in topic 0, term 1 nothing, term 2 0.5 in topic 0 and 4 in topic 2; 2^32 is 1.
        // 3·2^32 = 3·16·2^28 is four empty groups of seven bits and 48; 2^31 is 8·2^28; 4·2^32 is 64·2^28.
        let three = [0x80, 0x80, 0x80, 0x80, 48];
        let half = [0x80, 0x80, 0x80, 0x80, 8];
        let four = [0x80, 0x80, 0x80, 0x80, 64];
        let expected = [&[1, 0][..], &three, &[0], &[2, 0], &half, &[2], &four].concat();
        assert_eq!(sparse.bytes().as_slice(), expected);
        assert_eq!(sparse.expand(3, vec![2, 0, 1], &[0, 1, 2]).unwrap(), sums());
    }

    #[test]
    fn topics_move_and_leave() {
        let moved = SparseSums::of(&sums()).expand(3, vec![0, 2, 0, 1], &[1, 2, 3]).unwrap();
        assert_eq!((moved.weight(0, 1), moved.weight(2, 3), moved.weight(2, 0)), (3.0, 4.0, 0.0));
        let two = sums().with_topics(&[0, 2]).unwrap();
        assert_eq!((two.n_topics(), two.weight(2, 1)), (2, 4.0));
        assert_eq!(two.totals(), [3.5, 4.0]);
        assert!(sums().with_topics(&[0, 1]).is_none(), "topic 2 still weighs something");
        assert!(sums().with_topics(&[0, 2, 9]).is_none());
    }

    #[test]
    fn bytes_that_do_not_fit_are_refused() {
        let expand =
            |bytes: &[u8]| SparseSums::from_bytes(bytes.to_vec().into()).expand(1, vec![1, 1], &[0, 1]);
        assert!(expand(&[2, 0, 7, 1, 7]).is_ok());
        assert!(expand(&[]).is_err(), "no term");
        assert!(expand(&[2, 0, 7]).is_err(), "an entry short");
        assert!(expand(&[0, 0]).is_err(), "a term too many");
        assert!(expand(&[1, 2, 7]).is_err(), "no topic 2");
        assert!(expand(&[[2, 1].as_slice(), &[0xff; 9], &[1, 1, 7]].concat()).is_err(), "topic 1 + 2^64 - 1");
        assert!(expand(&[[1, 0].as_slice(), &[0xff; 9], &[2]].concat()).is_err(), "a sum of 65 bits");
        assert!(SparseSums::from_bytes(vec![1, 0, 7].into()).expand(1, vec![1], &[7]).is_err(), "no place 7");
    }

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec(any::<u64>(), 0..9), shift in 0_u32..64) {
            let numbers: Vec<u64> = numbers.into_iter().map(|number| number >> shift).collect();
            let mut bytes = Vec::new();
            for &number in &numbers {
                write_number(&mut bytes, number);
            }
            let mut rest = bytes.as_slice();
            for &number in &numbers {
                prop_assert_eq!(read_number(&mut rest), Some(number));
            }
            prop_assert_eq!(read_number(&mut rest), None);
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = SparseSums::from_bytes(bytes.into()).expand(4, vec![0; 3], &[0, 1, 2]);
        }
    }
}
