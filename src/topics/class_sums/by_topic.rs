//! The sums of many rows at once, topic by topic.
//!
//! The sums of one topic fit into a processor's cache where those of all topics do not, and topics are summed side by side.

use ndarray::{Array1, Array2};

use super::{ClassSums, fixed_weight, refused};
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;

/// Topics whose sums are kept twice for a moment: topic by topic, and term by term.
const TOPICS_AT_ONCE: usize = 8;
/// So many terms are laid out by one worker.
const TERMS_AT_ONCE: usize = 1 << 10;

impl ClassSums {
    /// The sums over the rows `selected` of `rows`; a row adds to each of its topics, which `topics_of` tells. Where several
    /// rows cannot be added, the error names one whose topic does not exist, else the first row of the first topic.
    ///
    /// # Errors
    /// As for [`add_rows`](Self::add_rows).
    pub(in crate::topics) fn of_selected<'a>(
        rows: &SparseRows,
        selected: &[usize],
        n_topics: usize,
        topics_of: impl Fn(usize) -> &'a [usize],
    ) -> Result<Self> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); n_topics];
        for &row in selected {
            for &topic in topics_of(row) {
                let of_topic = members.get_mut(topic);
                of_topic.ok_or_else(|| refused(row, &format!("has no topic {topic}")))?.push(row);
            }
        }
        let mut sums = Array2::zeros((rows.n_columns(), n_topics));
        let mut totals = Vec::with_capacity(n_topics);
        for members in members.chunks(TOPICS_AT_ONCE) {
            let of_topics = parallel::map(members, |members| of_topic(rows, members));
            let of_topics: Vec<(Vec<u64>, u128)> = of_topics.into_iter().collect::<Result<_>>()?;
            let first_topic = totals.len();
            let by_term = sums.as_slice_mut().unwrap_or_default();
            parallel::fill_chunks(by_term, TERMS_AT_ONCE * n_topics, |chunk, by_term| {
                for (topic, (of_topic, _)) in (first_topic..).zip(&of_topics) {
                    let of_terms = of_topic.iter().skip(chunk * TERMS_AT_ONCE);
                    let places = by_term.iter_mut().skip(topic).step_by(n_topics);
                    places.zip(of_terms).for_each(|(place, &sum)| *place = sum);
                }
            });
            totals.extend(of_topics.into_iter().map(|(_, total)| total));
        }
        let n_rows: Array1<u64> = members.iter().map(|members| members.len() as u64).collect();
        Ok(Self { sums, totals, n_rows })
    }
}

/// The sums of each term over the rows `members`, and of all terms.
fn of_topic(rows: &SparseRows, members: &[usize]) -> Result<(Vec<u64>, u128)> {
    let (mut sums, mut total) = (vec![0_u64; rows.n_columns()], 0_u128);
    for &index in members {
        for (term, value) in rows.row(index).iter() {
            let fixed = fixed_weight(index, value)?;
            let sum = sums.get_mut(term).and_then(|sum| {
                *sum = sum.checked_add(fixed)?;
                Some(())
            });
            sum.ok_or_else(|| refused(index, "does not fit the sums"))?;
            total += u128::from(fixed);
        }
    }
    Ok((sums, total))
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// More topics than are summed at once, more terms than are laid out at once, rows of no topic and of two.
        #[test]
        fn the_same_as_row_after_row(
            cells in proptest::collection::vec((0_usize..12, 0_usize..1500, 0.0_f64..3.0), 0..60),
            topics in proptest::collection::vec(proptest::collection::btree_set(0_usize..19, 0..3), 12),
        ) {
            let mut dense = Array2::zeros((12, 1500));
            for (row, term, value) in cells {
                dense[(row, term)] = value;
            }
            let rows = SparseRows::from_dense(&dense);
            let topics: Vec<Vec<usize>> = topics.into_iter().map(|of_row| of_row.into_iter().collect()).collect();
            let selected = [0, 1, 2, 4, 5, 7, 8, 9, 11];
            let found = ClassSums::of_selected(&rows, &selected, 19, |row| &topics[row]).unwrap();
            let mut expected = ClassSums::new(19, 1500);
            for row in selected {
                for &topic in &topics[row] {
                    expected.add_rows(&rows, &[topic; 12], &[row]).unwrap();
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
