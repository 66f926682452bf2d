//! Choosing algorithm and smoothing by how candidates do on documents that they have not seen.
//!
//! The rows are made once; for each fold, its documents are taken out of the sums of all, which is exact, and
//! every candidate is fitted on what remains, for the terms that the fold holds, and scores the fold.

use serde::{Deserialize, Serialize};

use super::evaluation::accuracy_and_macro_f1;
use super::naive_bayes::LogLinear;
use super::{Algorithm, ClassSums, NaiveBayesValidParams, stratified_folds};
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;

/// The number of folds.
pub(super) const N_FOLDS: usize = 5;

/// So many documents tell candidates apart, and fit a temperature, well enough; folds beyond them need not be scored.
const ENOUGH_DOCUMENTS: usize = 4000;

/// The number of folds on which candidates are compared and the winner is calibrated.
pub(super) const fn n_folds_to_score(n_documents: usize) -> usize {
    let n_folds = ENOUGH_DOCUMENTS * N_FOLDS / if n_documents == 0 { 1 } else { n_documents } + 1;
    if n_folds < N_FOLDS { n_folds } else { N_FOLDS }
}

/// A setting that was tried, and how it did out of fold, in percent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateScore {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// Its additive smoothing.
    pub alpha: f64,
    /// Accuracy out of fold.
    pub accuracy: f64,
    /// Macro-F1 out of fold, by which the best is chosen.
    pub macro_f1: f64,
}

/// What a candidate makes of each document, in input order; `None` for a document that was not scored.
pub(super) type OutOfFold<T> = Vec<Option<T>>;

/// `summarize` of the scores of every document by each candidate that has not seen it, in the order of `candidates`.
///
/// `sums` are those of all rows. Of the [`N_FOLDS`] folds the first `n_folds` are scored. Only what `summarize` returns is kept.
pub(super) fn out_of_fold<T: Clone + Send + Sync>(
    rows: &SparseRows,
    targets: &[usize],
    sums: &ClassSums,
    candidates: &[NaiveBayesValidParams],
    n_folds: usize,
    summarize: impl Fn(Vec<f64>) -> T + Send + Sync,
) -> Result<Vec<OutOfFold<T>>> {
    let folds = stratified_folds(targets, sums.n_topics(), N_FOLDS);
    let members = |fold: usize| (0..targets.len()).filter(|&index| folds.get(index) == Some(&fold)).collect();
    let members: Vec<Vec<usize>> = (0..n_folds).map(members).collect();
    let by_fold = parallel::map(&members, |members| {
        if members.is_empty() || members.len() == targets.len() {
            return Ok(Vec::new());
        }
        score_fold(rows, targets, sums, candidates, members, &summarize)
    });
    let mut scores = vec![vec![None; targets.len()]; candidates.len()];
    for (members, by_candidate) in members.iter().zip(by_fold) {
        for (scores, of_fold) in scores.iter_mut().zip(by_candidate?) {
            for (&index, of_row) in members.iter().zip(of_fold) {
                if let Some(slot) = scores.get_mut(index) {
                    *slot = Some(of_row);
                }
            }
        }
    }
    Ok(scores)
}

/// What each candidate, fitted on all rows but `members`, makes of `members`.
fn score_fold<T: Send>(
    rows: &SparseRows,
    targets: &[usize],
    sums: &ClassSums,
    candidates: &[NaiveBayesValidParams],
    members: &[usize],
    summarize: impl Fn(Vec<f64>) -> T + Send + Sync,
) -> Result<Vec<Vec<T>>> {
    let (terms, fold_rows) = compact(rows, members);
    let fold_targets: Vec<usize> = members.iter().filter_map(|&index| targets.get(index).copied()).collect();
    let places: Vec<usize> = (0..members.len()).collect();
    let mut remaining = sums.select(&terms);
    remaining.remove_rows(&fold_rows, &fold_targets, &places)?;
    let mut model = LogLinear::new(terms.len(), remaining.n_topics());
    let score = |candidate: &NaiveBayesValidParams| {
        candidate.refit(&remaining, &mut model);
        parallel::map(&places, |&place| summarize(model.scores(fold_rows.row(place))))
    };
    Ok(candidates.iter().map(score).collect())
}

/// The terms that the rows `members` hold, and these rows with the places of the terms for columns.
fn compact(rows: &SparseRows, members: &[usize]) -> (Vec<usize>, SparseRows) {
    let mut places: Vec<Option<u32>> = vec![None; rows.n_columns()];
    for &index in members {
        for (term, _) in rows.row(index).iter() {
            if let Some(place) = places.get_mut(term) {
                *place = Some(0);
            }
        }
    }
    let terms: Vec<usize> =
        places.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(term, _)| term).collect();
    for (number, place) in (0_u32..).zip(places.iter_mut().filter(|place| place.is_some())) {
        *place = Some(number);
    }
    let mut compact = SparseRows::new(terms.len());
    for &index in members {
        let row = rows.row(index);
        compact.push(row.iter().filter_map(|(term, value)| Some((places.get(term).copied()??, value))));
    }
    (terms, compact)
}

/// Accuracy and macro-F1 of out-of-fold predictions, in percent.
pub(super) fn measure(predicted: &OutOfFold<usize>, targets: &[usize], n_topics: usize) -> (f64, f64) {
    let pairs =
        predicted.iter().zip(targets).filter_map(|(predicted, &target)| Some((target, (*predicted)?)));
    accuracy_and_macro_f1(pairs, n_topics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_data_need_fewer_folds() {
        let n_folds: Vec<usize> =
            [0, 600, 4000, 9000, 20_000, 120_000].into_iter().map(n_folds_to_score).collect();
        assert_eq!(n_folds, [5, 5, 5, 3, 2, 1]);
    }
}
