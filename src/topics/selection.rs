//! Choosing algorithm and smoothing by how candidates do on documents that they have not seen.
//!
//! The rows are made once; for each fold, its documents are taken out of the sums of all, which is exact, and
//! every candidate is fitted on what remains and scores the fold.

use serde::{Deserialize, Serialize};

use super::evaluation::{Evaluation, Outcome};
use super::naive_bayes::LogLinear;
use super::posterior::argmax;
use super::{Algorithm, ClassSums, NaiveBayesValidParams, stratified_folds};
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;

/// The number of folds.
pub(super) const N_FOLDS: usize = 5;

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

/// What a candidate makes of documents it has not seen: joint log-likelihoods, one row per document, in input order.
pub(super) type OutOfFoldScores = Vec<Vec<f64>>;

/// The out-of-fold scores of each candidate, in the order of `candidates`.
///
/// `sums` are those of all rows; they are changed on the way and are the same again afterwards.
pub(super) fn out_of_fold(
    rows: &SparseRows,
    targets: &[usize],
    sums: &mut ClassSums,
    candidates: &[NaiveBayesValidParams],
) -> Result<Vec<OutOfFoldScores>> {
    let folds = stratified_folds(targets, sums.n_topics(), N_FOLDS);
    let mut scores = vec![vec![Vec::new(); targets.len()]; candidates.len()];
    let mut model = LogLinear::new(sums.n_terms(), sums.n_topics());
    for fold in 0..N_FOLDS {
        let members: Vec<usize> =
            (0..targets.len()).filter(|&index| folds.get(index) == Some(&fold)).collect();
        if members.is_empty() || members.len() == targets.len() {
            continue;
        }
        sums.remove_rows(rows, targets, &members)?;
        for (candidate, scores) in candidates.iter().zip(&mut scores) {
            candidate.refit(sums, &mut model)?;
            let fold_scores = parallel::map(&members, |&index| model.scores(rows.row(index)));
            for (&index, fold_scores) in members.iter().zip(fold_scores) {
                if let Some(slot) = scores.get_mut(index) {
                    *slot = fold_scores;
                }
            }
        }
        sums.add_rows(rows, targets, &members)?;
    }
    Ok(scores)
}

/// Accuracy and macro-F1 of out-of-fold scores, in percent; documents without scores are left out.
pub(super) fn measure(scores: &OutOfFoldScores, targets: &[usize], topics: &[String]) -> (f64, f64) {
    let name = |topic: usize| topics.get(topic).map_or("", String::as_str);
    let outcomes: Vec<Outcome<'_>> = scores
        .iter()
        .zip(targets)
        .filter(|(scores, _)| !scores.is_empty())
        .map(|(scores, &target)| Outcome {
            truth: name(target),
            predicted: name(argmax(scores)),
            confidence: 0.0,
        })
        .collect();
    let evaluation = Evaluation::new(&outcomes);
    (evaluation.accuracy, evaluation.macro_f1)
}
