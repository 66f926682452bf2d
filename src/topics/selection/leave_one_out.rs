//! Exact leave-one-out for naive Bayes: a row's own counts, and those of its near-copies, are taken from the sums.
//!
//! What a row adds to the sums is known to the last bit, so the model without it follows without learning anew.

use crate::features::SparseRows;
use crate::parallel;
use crate::topics::class_sums::{to_fixed, to_float};
use crate::topics::{Algorithm, ClassSums, NaiveBayesValidParams, Targets};

use super::Scores;

/// The scores of each of `selected` with each topic by each candidate, learnt from all other rows but the row's group; `sums` are
/// those of all rows.
pub(in crate::topics) fn leave_one_out(
    rows: &SparseRows,
    targets: &Targets,
    groups: &[usize],
    sums: &ClassSums,
    selected: &[usize],
    candidates: &[NaiveBayesValidParams],
) -> Vec<Scores> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (row, &group) in groups.iter().enumerate() {
        if let Some(members) = members.get_mut(group) {
            members.push(row);
        }
    }
    let by_row = parallel::map_with(selected, Vec::new, |room, &row| {
        let own = [row];
        let group = groups.get(row).and_then(|&group| members.get(group)).map_or(&own[..], Vec::as_slice);
        let left = Left::new(rows, targets, sums, row, group, room);
        candidates.iter().map(|candidate| left.scores(candidate)).collect::<Vec<Vec<f64>>>()
    });
    let mut by_candidate = vec![Vec::with_capacity(selected.len()); candidates.len()];
    for of_row in by_row {
        for (scores, of_candidate) in by_candidate.iter_mut().zip(of_row) {
            scores.push(of_candidate);
        }
    }
    by_candidate
}

/// The sums that are left for one row when others are taken out.
struct Left<'a> {
    /// The row's terms, in its order.
    terms: Vec<Term>,
    /// What is left of the first term in each topic that it weighs anything in with all rows, the topics rising, then of the next term.
    sums: &'a [(usize, u64)],
    totals: Vec<f64>,
    complement_totals: Vec<f64>,
    n_rows: Vec<u64>,
    n_terms: usize,
}

/// A term of a row and what is left of it.
struct Term {
    /// Its value, as it is where the terms that nothing is left of are no terms.
    value: f64,
    /// Its sum in all topics.
    all: u64,
    /// Where its sums in single topics end.
    end: usize,
}

impl<'a> Left<'a> {
    /// What is left of `sums` for `row` without the rows `taken_out`, written to `left`, whatever it held.
    fn new(
        rows: &SparseRows,
        targets: &Targets,
        sums: &ClassSums,
        row: usize,
        taken_out: &[usize],
        left: &'a mut Vec<(usize, u64)>,
    ) -> Self {
        let own = rows.row(row);
        let mut ends = Vec::with_capacity(own.columns.len());
        let mut n_left = 0;
        for &column in own.columns {
            left.resize(left.len().max(n_left + sums.n_topics()), (0, 0));
            for (topic, &sum) in sums.of_term(column as usize).iter().enumerate() {
                // Written whether or not it counts: which topics a term is absent from cannot be foretold.
                if let Some(place) = left.get_mut(n_left) {
                    *place = (topic, sum);
                }
                n_left += usize::from(sum > 0);
            }
            ends.push(n_left);
        }
        let range = |place: usize| match (place.checked_sub(1), ends.get(place)) {
            (None, Some(&end)) => 0..end,
            (Some(before), Some(&end)) => ends.get(before).copied().unwrap_or(end)..end,
            _ => 0..0,
        };
        let mut totals = sums.fixed_totals().to_vec();
        let mut n_rows = sums.n_rows().to_vec();
        for &member in taken_out {
            let of_member = rows.row(member);
            let fixed = || of_member.values.iter().map(|&value| to_fixed(value).unwrap_or(0));
            let whole: u128 = fixed().map(u128::from).sum();
            for &topic in targets.of(member) {
                if let Some(total) = totals.get_mut(topic) {
                    *total = total.saturating_sub(whole);
                }
                if let Some(n) = n_rows.get_mut(topic) {
                    *n = n.saturating_sub(1);
                }
                let mut place = 0;
                for (&column, value) in of_member.columns.iter().zip(fixed()) {
                    // Both rows' columns rise.
                    while own.columns.get(place).is_some_and(|&own| own < column) {
                        place += 1;
                    }
                    if own.columns.get(place) == Some(&column) {
                        let of_term = left.get_mut(range(place)).unwrap_or_default();
                        let place = of_term.binary_search_by_key(&topic, |(topic, _)| *topic).ok();
                        if let Some((_, sum)) = place.and_then(|place| of_term.get_mut(place)) {
                            *sum = sum.saturating_sub(value);
                        }
                    }
                }
            }
        }
        let of_term = |place: usize| left.get(range(place)).unwrap_or_default().iter().map(|(_, sum)| *sum);
        let values = rows.values_where_known(row, |place| of_term(place).any(|sum| sum > 0));
        let term = |(place, (value, &end)): (usize, (f64, &usize))| Term {
            value,
            all: of_term(place).fold(0, u64::saturating_add),
            end,
        };
        let all: u128 = totals.iter().sum();
        let float = ClassSums::wide_to_float;
        Self {
            terms: values.into_iter().zip(&ends).enumerate().map(term).collect(),
            complement_totals: totals.iter().map(|&total| float(all - total)).collect(),
            totals: totals.into_iter().map(float).collect(),
            n_rows,
            n_terms: sums.n_terms(),
            sums: left,
        }
    }

    /// The joint log-likelihoods of the row by what is left.
    fn scores(&self, candidate: &NaiveBayesValidParams) -> Vec<f64> {
        let alpha = candidate.alpha();
        let smoothing = alpha * self.n_terms as f64;
        let (totals, sign) = match candidate.algorithm() {
            Algorithm::Multinomial => (&self.totals, 1.0),
            Algorithm::Complement => (&self.complement_totals, -1.0),
        };
        // What a topic gets from terms that it does not have is the same for all.
        let mut absent = 0.0;
        let mut present = vec![0.0; totals.len()];
        let mut start = 0;
        for &Term { value, all, end } in &self.terms {
            let log = |sum: u64| match candidate.algorithm() {
                Algorithm::Multinomial => libm::log(to_float(sum) + alpha),
                Algorithm::Complement => libm::log(to_float(all.saturating_sub(sum)) + alpha),
            };
            let log_absent = log(0);
            absent += value * log_absent;
            for &(topic, sum) in self.sums.get(start..end).unwrap_or_default() {
                if let Some(score) = present.get_mut(topic) {
                    *score += value * (log(sum) - log_absent);
                }
            }
            start = end;
        }
        let mass: f64 = self.terms.iter().map(|term| term.value).sum();
        let mut scores: Vec<f64> = totals
            .iter()
            .zip(present)
            .map(|(total, present)| sign * (absent + present - mass * libm::log(total + smoothing)))
            .collect();
        if candidate.algorithm() == Algorithm::Multinomial {
            let n_documents: u64 = self.n_rows.iter().sum();
            for (score, &n) in scores.iter_mut().zip(&self.n_rows) {
                *score += libm::log(n as f64) - libm::log(n_documents as f64);
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use linfa::ParamGuard;
    use ndarray::{Array2, Axis};
    use proptest::prelude::*;

    use super::*;
    use crate::topics::NaiveBayesParams;

    proptest! {
        /// The reference is a model that was learnt from all rows but the group, anew.
        #[test]
        fn taking_out_is_not_having_learnt(
            cells in proptest::collection::vec(0_u8..4, 32),
            topics in proptest::collection::vec(0_usize..3, 8),
            pair in any::<bool>(),
            alpha in 0.05_f64..2.0,
        ) {
            let dense = Array2::from_shape_vec((8, 4), cells.into_iter().map(|cell| f64::from(cell) / 7.0).collect()).unwrap();
            let rows = SparseRows::from_dense(&dense);
            let labels: Vec<Vec<String>> = topics.iter().map(|topic| vec![topic.to_string()]).collect();
            let targets = Targets::new(labels.iter().map(Vec::as_slice));
            // Rows 0 and 5 may be copies of each other.
            let groups: Vec<usize> = (0..8).map(|row| if pair && row == 5 { 0 } else { row }).collect();
            let sums = ClassSums::of_targets(&rows, &targets).unwrap();
            let n_topics = targets.n_topics();
            let candidates = [Algorithm::Multinomial, Algorithm::Complement]
                .map(|algorithm| NaiveBayesParams::new(algorithm, n_topics).alpha(alpha).check().unwrap());
            // On one thread a row gets the room that the row before it has used.
            let every: Vec<usize> = (0..8).collect();
            let find = || leave_one_out(&rows, &targets, &groups, &sums, &every, &candidates);
            let found = parallel::with_threads(Some(1), find).unwrap();
            for (candidate, scores) in candidates.iter().zip(&found) {
                for (&row, scores) in every.iter().zip(scores) {
                    let rest: Vec<usize> = (0..8).filter(|other| groups[*other] != groups[row]).collect();
                    let mut sums = ClassSums::new(n_topics, 4);
                    sums.add_rows(&rows, &targets.firsts(), &rest).unwrap();
                    // A vectorizer learnt from the rest would not know the row's other terms.
                    let is_known = |column: usize| rest.iter().any(|&other| dense[(other, column)] > 0.0);
                    let mut known = dense.row(row).to_owned();
                    known.indexed_iter_mut().filter(|(column, _)| !is_known(*column)).for_each(|(_, value)| *value = 0.0);
                    let (whole, part) = (dense.row(row).dot(&dense.row(row)), known.dot(&known));
                    if part > 0.0 {
                        known *= (whole / part).sqrt();
                    }
                    let known = SparseRows::from_dense(&known.insert_axis(Axis(0)));
                    let expected = candidate.fit_sums(sums).unwrap().scores(known.row(0));
                    for (found, expected) in scores.iter().zip(&expected) {
                        let is_same = found.to_bits() == expected.to_bits() || (found - expected).abs() < 1e-9;
                        prop_assert!(is_same, "{found}, not {expected}");
                    }
                }
            }
        }
    }
}
