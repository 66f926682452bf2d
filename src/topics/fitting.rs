//! Fitting what was chosen: weights from all rows, and from rows that the weights had not seen how sure they make.

use linfa::ParamGuard;

use super::dual_descent::ScaledRows;
use super::posterior::argmax;
use super::selection::{Parts, Scores, Trial};
use super::spread::drawn;
use super::term_scales::term_scales;
use super::thresholds::best_thresholds;
use super::{
    Acceptance, Calibration, ClassSums, Decision, DiscriminativeParams, Linear, NaiveBayesRecipe, Optimize,
    Prior, Recipe, Targets,
};
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;

/// Folds of the rows on which candidates are tried and the winner is calibrated.
const N_FOLDS: usize = 5;
/// The same where the rows are a part of many: more of them would only take longer.
const N_FOLDS_OF_PART: usize = 2;
/// Candidates are tried on all of so many rows …
const FEW_ROWS: usize = 6000;
/// … where their values that are not zero, times the topics, are no more than this.
const FEW_VALUES: usize = 40_000_000;
/// Of more, so many rows are drawn …
const PART_ROWS: usize = 4000;
/// … of about so many values.
const PART_VALUES: usize = 400_000;
/// So many rows fit a calibration well enough; folds beyond them need not be scored.
const CALIBRATION_ROWS: usize = 2000;

/// What a model makes of its articles' terms.
pub(super) struct Fitted {
    pub(super) linear: Linear,
    pub(super) calibration: Calibration,
    pub(super) decision: Decision,
    /// The calibrated probabilities of the rows that were held out.
    pub(super) probabilities: Scores,
}

impl Fitted {
    /// `linear`, with the calibration and decision that follow from `scores` of rows with `targets`, by weights like these
    /// that were learnt without the rows.
    pub(super) fn new(
        linear: Linear,
        scores: Scores,
        targets: &Targets,
        optimize: Optimize,
        prior: Prior,
    ) -> Self {
        let calibration = Calibration::fit(&scores, targets, optimize);
        let mut probabilities = scores;
        for of_row in &mut probabilities {
            calibration.apply(of_row);
        }
        let decision = decide(&probabilities, targets, prior);
        Self { linear, calibration, decision, probabilities }
    }
}

/// Rows that weights were learnt without: what the parts of a recipe make of them, and their targets.
pub(super) struct HeldOut {
    pub(super) parts: Parts,
    pub(super) targets: Targets,
}

/// Rows with their topics and near-copies.
#[derive(Clone, Copy)]
pub(super) struct LabelledRows<'a> {
    pub(super) rows: &'a SparseRows,
    pub(super) targets: &'a Targets,
    /// The first of each row's near-copies, which are never held out from weights that were learnt from one of them.
    pub(super) groups: &'a [usize],
}

impl LabelledRows<'_> {
    /// The part of the rows on which candidates are tried; all where there are not too many.
    pub(super) fn part(&self) -> Trial {
        let n_rows = self.rows.n_rows();
        let n_values = self.rows.n_values().max(1);
        let is_small = n_rows <= FEW_ROWS && n_values.saturating_mul(self.targets.n_topics()) <= FEW_VALUES;
        let n = if is_small { n_rows } else { PART_ROWS.min(n_rows * PART_VALUES / n_values + 1) };
        let members = drawn(n_rows, n);
        let n_folds = if n < n_rows { N_FOLDS_OF_PART } else { N_FOLDS };
        Trial::new(self.rows, self.targets, self.groups, &members, n_folds, n_folds)
    }

    /// The number of folds that hold enough rows to fit a calibration.
    fn n_folds_to_calibrate(&self) -> usize {
        (CALIBRATION_ROWS * N_FOLDS).div_ceil(self.rows.n_rows().max(1)).clamp(1, N_FOLDS)
    }

    /// What `recipe` makes of the rows.
    ///
    /// # Errors
    /// As [`train`](super::train).
    pub(super) fn fit(&self, recipe: &Recipe, optimize: Optimize, prior: Prior) -> Result<Fitted> {
        let parts = Parts::of(recipe);
        let (held_out, linears) =
            parallel::join(|| self.held_out(&parts, self.n_folds_to_calibrate()), || self.fit_parts(&parts));
        let HeldOut { parts, targets } = held_out?;
        Ok(Fitted::new(linears?.combine(recipe), parts.scores(recipe), &targets, optimize, prior))
    }

    /// The parts that were chosen by `trial`, held out and learnt from all rows; every row is held out where `scores_all`.
    ///
    /// # Errors
    /// As [`train`](super::train).
    pub(super) fn held_out_and_fitted(
        &self,
        parts: Parts,
        trial: &Trial,
        scores_all: bool,
    ) -> Result<(HeldOut, Linears)> {
        if trial.n_rows() == self.rows.n_rows() {
            let linears = self.fit_parts(&parts)?;
            return Ok((HeldOut { parts, targets: trial.scored_targets() }, linears));
        }
        let n_folds = if scores_all { N_FOLDS } else { self.n_folds_to_calibrate() };
        let (held_out, linears) =
            parallel::join(|| self.held_out(&parts, n_folds), || self.fit_parts(&parts));
        Ok((held_out?, linears?))
    }

    /// The parts with their scores of the rows in `n_folds` of the [`N_FOLDS`], each learnt from the other folds.
    fn held_out(&self, parts: &Parts, n_folds: usize) -> Result<HeldOut> {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let trial = Trial::new(self.rows, self.targets, self.groups, &every, N_FOLDS, n_folds);
        let naive_bayes = match &parts.naive_bayes {
            Some((recipe, _)) => {
                let params = recipe.params(self.targets.n_topics()).check()?;
                trial.naive_bayes(&[params])?.pop().map(|scores| (*recipe, scores))
            }
            None => None,
        };
        let discriminative = parts
            .discriminative
            .as_ref()
            .and_then(|(params, _)| trial.discriminative(&[*params]).pop().map(|scores| (*params, scores)));
        let parts = Parts { naive_bayes, discriminative, candidates: parts.candidates.clone() };
        Ok(HeldOut { parts, targets: trial.scored_targets() })
    }

    /// The weights of the parts learnt from all rows.
    fn fit_parts(&self, parts: &Parts) -> Result<Linears> {
        let naive_bayes = match &parts.naive_bayes {
            Some((recipe, _)) => {
                Some(fit_naive_bayes(*recipe, ClassSums::of_targets(self.rows, self.targets)?)?)
            }
            None => None,
        };
        let discriminative =
            parts.discriminative.as_ref().map(|(params, _)| self.fit_discriminative(*params));
        Ok(Linears { naive_bayes, discriminative })
    }

    fn fit_discriminative(&self, params: DiscriminativeParams) -> Linear {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let scales = term_scales(self.rows, &every, self.targets);
        let scaled_rows = ScaledRows::new(self.rows, &every, &scales);
        params.fit(&scaled_rows, &every, self.targets, &scales).to_linear()
    }
}

/// The weights of a naive Bayes whose class sums are `sums`.
///
/// # Errors
/// [`ErrorKind::Parameter`](crate::error::ErrorKind::Parameter) for a smoothing out of its range.
pub(super) fn fit_naive_bayes(recipe: NaiveBayesRecipe, sums: ClassSums) -> Result<Linear> {
    Ok(recipe.params(sums.n_topics()).check()?.fit_sums(sums)?.to_linear())
}

/// The fitted parts of a recipe.
pub(super) struct Linears {
    naive_bayes: Option<Linear>,
    discriminative: Option<Linear>,
}

impl Linears {
    /// The weights that `recipe` makes of its parts.
    pub(super) fn combine(self, recipe: &Recipe) -> Linear {
        let naive_bayes = self.naive_bayes.unwrap_or_default();
        let discriminative = self.discriminative.unwrap_or_default();
        match recipe {
            Recipe::NaiveBayes(_) => naive_bayes,
            Recipe::Discriminative(_) => discriminative,
            Recipe::Blend { factor, .. } => discriminative.plus(&naive_bayes, *factor),
        }
    }
}

/// From which probabilities on topics are given, and how often they are right, by rows that the model had not seen.
fn decide(probabilities: &Scores, targets: &Targets, prior: Prior) -> Decision {
    let outcomes = probabilities.iter().enumerate().map(|(row, probabilities)| {
        let best = argmax(probabilities);
        (probabilities.get(best).copied().unwrap_or(0.0), targets.of(row).contains(&best))
    });
    Decision {
        acceptance: Acceptance::new(outcomes.collect()),
        thresholds: if targets.is_multi_label() {
            best_thresholds(probabilities, targets)
        } else {
            Vec::new()
        },
        prior,
    }
}
