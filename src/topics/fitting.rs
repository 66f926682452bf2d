//! Fitting what was chosen: weights from all rows, and from rows that the weights had not seen how sure they make.

use linfa::ParamGuard;

use super::dual_descent::ScaledRows;
use super::model::trained_shares;
use super::posterior::argmax;
use super::prior::adjust;
use super::selection::{PartScores, Parts, Scores, Settled, Trial, choose_parts, measure};
use super::spread::{drawn, least_drawn};
use super::term_scales::term_scales;
use super::thresholds::best_thresholds;
use super::{
    Acceptance, Calibration, CandidateScore, ClassSums, Decision, DiscriminativeParams, Linear,
    NaiveBayesRecipe, Optimize, Prior, Recipe, Targets, TrainingSettings,
};
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;

/// Folds of the rows on which candidates are tried and the winner is calibrated.
const N_FOLDS: usize = 5;
/// The same where the rows are a part of many: more of them would only take longer.
const N_FOLDS_OF_PART: usize = 2;
/// Folds of many rows, of which some are held out at full size.
const N_FOLDS_OF_MANY: usize = 4;
/// Candidates are tried on all of so many rows …
const FEW_ROWS: usize = 6000;
/// … where their values that are not zero, times the topics, are no more than this.
const FEW_VALUES: usize = 40_000_000;
/// Of more, so many rows are drawn …
const PART_ROWS: usize = 3000;
/// … of about so many values.
const PART_VALUES: usize = 400_000;
/// Leave-one-out on so many of them tells naive Bayes from naive Bayes.
const ONE_OUT_ROWS: usize = 2000;
/// So many rows of each topic, on average, tell blends apart and fit a calibration well enough …
const HELD_OUT_PER_TOPIC: usize = 200;
/// … and no fewer than these in all; folds beyond them need not be scored.
const LEAST_HELD_OUT: usize = 2000;
/// So many are enough for any number of topics.
const MOST_HELD_OUT: usize = 4000;

/// What a model makes of its articles' terms.
pub(super) struct Fitted {
    pub(super) linear: Linear,
    /// The class sums that the weights follow from, where they follow from nothing else.
    pub(super) sums: Option<ClassSums>,
    pub(super) calibration: Calibration,
    pub(super) decision: Decision,
    /// The calibrated probabilities of the rows that were held out, by the prior.
    pub(super) probabilities: Scores,
}

impl Fitted {
    /// The weights, with the calibration and decision that follow from `scores` of rows with `targets`, by weights like these that were
    /// learnt without the rows and their near-copies, those with the same number in `groups`.
    pub(super) fn new(
        (linear, sums): (Linear, Option<ClassSums>),
        scores: Scores,
        (targets, groups): (&Targets, &[usize]),
        optimize: Optimize,
        prior: Prior,
    ) -> Result<Self> {
        let calibration = Calibration::fit(&scores, targets, groups, optimize);
        let mut probabilities = scores;
        for of_row in &mut probabilities {
            calibration.apply(of_row);
        }
        if prior != Prior::Train {
            let trained = trained_shares(&targets.n_rows_by_topic(), targets.n_rows() as u64);
            let shares = prior.shares(targets.topics(), &trained)?;
            for of_row in &mut probabilities {
                adjust(of_row, &trained, &shares);
            }
        }
        let decision = decide(&probabilities, targets, prior);
        Ok(Self { linear, sums, calibration, decision, probabilities })
    }
}

/// Rows with their topics and near-copies.
#[derive(Clone, Copy)]
pub(super) struct LabelledRows<'a> {
    pub(super) rows: &'a SparseRows,
    pub(super) targets: &'a Targets,
    /// The first of each row's near-copies, which are never held out from weights that were learnt from one of them.
    pub(super) groups: &'a [usize],
}

impl<'a> LabelledRows<'a> {
    /// The number of rows on which candidates are tried; all where there are not too many.
    fn n_tried(&self) -> usize {
        let n_rows = self.rows.n_rows();
        let n_values = self.rows.n_values().max(1);
        if n_rows <= FEW_ROWS && n_values.saturating_mul(self.targets.n_topics()) <= FEW_VALUES {
            return n_rows;
        }
        let n = PART_ROWS.min(n_rows * PART_VALUES / n_values + 1);
        n.max(least_drawn(self.targets.n_topics())).min(n_rows)
    }

    /// Whether candidates are tried on all rows.
    fn are_few(&self) -> bool {
        self.n_tried() == self.rows.n_rows()
    }

    /// The rows on which candidates are tried.
    fn part(&self) -> Trial<'a> {
        let members = drawn(self.rows.n_rows(), self.n_tried());
        let n_folds = if self.are_few() { N_FOLDS } else { N_FOLDS_OF_PART };
        let trial = Trial::new(self.rows, self.targets, self.groups, &members, n_folds, n_folds);
        if self.are_few() { trial } else { trial.with_fewer_one_out(ONE_OUT_ROWS) }
    }

    /// The number of folds that hold enough rows to settle on a blend and to fit a calibration.
    fn n_folds_to_hold_out(&self) -> usize {
        let n_held_out = HELD_OUT_PER_TOPIC.saturating_mul(self.targets.n_topics());
        let n_held_out = n_held_out.clamp(LEAST_HELD_OUT, MOST_HELD_OUT);
        n_held_out
            .saturating_mul(N_FOLDS_OF_MANY)
            .div_ceil(self.rows.n_rows().max(1))
            .clamp(1, N_FOLDS_OF_MANY)
    }

    /// The best recipe that `settings` allow, all that were tried, and what the best makes of the rows; every row is held out where
    /// `scores_all`.
    ///
    /// # Errors
    /// As [`train`](super::train).
    pub(super) fn choose_and_fit(
        &self,
        settings: &TrainingSettings,
        scores_all: bool,
    ) -> Result<(Recipe, Vec<CandidateScore>, Fitted)> {
        let trial = self.part();
        let (parts, scores) = choose_parts(&trial, settings)?;
        let (trial, scores, learnt) = if self.are_few() {
            let scores = parts.compare_by_folds(&trial, scores)?;
            (trial, scores, None)
        } else {
            let n_scored = if scores_all { N_FOLDS_OF_MANY } else { self.n_folds_to_hold_out() };
            let (trial, scores, learnt) = self.score_and_learn(&parts, N_FOLDS_OF_MANY, n_scored)?;
            (trial, scores, Some(learnt))
        };
        let Settled { recipe, scores, candidates } =
            parts.settle(&scores, &trial.scored_targets(), settings.optimize)?;
        let learnt = learnt.map_or_else(|| self.learn_parts(&Parts::of(&recipe)), Ok)?;
        let linear = learnt.combine(&recipe)?;
        let (targets, groups) = (trial.scored_targets(), trial.scored_groups());
        let fitted =
            Fitted::new(linear, scores, (&targets, &groups), settings.optimize, settings.prior.clone())?;
        Ok((recipe, candidates, fitted))
    }

    /// What `recipe` makes of the rows, and how it did out of fold.
    ///
    /// # Errors
    /// As [`train`](super::train).
    pub(super) fn fit(
        &self,
        recipe: &Recipe,
        optimize: Optimize,
        prior: Prior,
    ) -> Result<(Fitted, CandidateScore)> {
        // As the first training did it.
        let (n_folds, n_scored) =
            if self.are_few() { (N_FOLDS, N_FOLDS) } else { (N_FOLDS_OF_MANY, self.n_folds_to_hold_out()) };
        let (trial, scores, learnt) = self.score_and_learn(&Parts::of(recipe), n_folds, n_scored)?;
        let scores = scores.of(recipe);
        let measured = measure(&scores, &trial.scored_targets());
        let (targets, groups) = (trial.scored_targets(), trial.scored_groups());
        let fitted = Fitted::new(learnt.combine(recipe)?, scores, (&targets, &groups), optimize, prior)?;
        Ok((fitted, CandidateScore { recipe: *recipe, measured }))
    }

    /// The parts learnt from all rows, and their scores of the rows in `n_scored` of `n_folds` folds, each learnt without its fold.
    fn score_and_learn(
        &self,
        parts: &Parts,
        n_folds: usize,
        n_scored: usize,
    ) -> Result<(Trial<'a>, PartScores, LearntParts)> {
        let try_out = || -> Result<(Trial<'a>, PartScores)> {
            let every: Vec<usize> = (0..self.rows.n_rows()).collect();
            let trial = Trial::new(self.rows, self.targets, self.groups, &every, n_folds, n_scored);
            let scores = parts.score(&trial)?;
            Ok((trial, scores))
        };
        let (held_out, learnt) = parallel::join(try_out, || self.learn_parts(parts));
        let (trial, scores) = held_out?;
        Ok((trial, scores, learnt?))
    }

    /// The parts learnt from all rows.
    fn learn_parts(&self, parts: &Parts) -> Result<LearntParts> {
        let sums = match parts.naive_bayes {
            Some(_) => Some(ClassSums::of_targets(self.rows, self.targets)?),
            None => None,
        };
        let discriminative = parts.discriminative.map(|params| self.fit_discriminative(params));
        Ok(LearntParts { sums, discriminative })
    }

    fn fit_discriminative(&self, params: DiscriminativeParams) -> Linear {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let scales = term_scales(self.rows, &every, self.targets);
        let scaled_rows = ScaledRows::new(self.rows, &every, &scales);
        params.fit(&scaled_rows, &every, self.targets, &scales).to_linear()
    }
}

/// The weights of a naive Bayes whose class sums are `sums`, and these.
///
/// # Errors
/// [`ErrorKind::Parameter`](crate::error::ErrorKind::Parameter) for a smoothing out of its range.
pub(super) fn fit_naive_bayes(recipe: NaiveBayesRecipe, sums: ClassSums) -> Result<(Linear, ClassSums)> {
    let model = recipe.params(sums.n_topics()).check()?.fit_sums(sums)?;
    Ok((model.to_linear(), model.into_sums()))
}

/// What the parts of a recipe have learnt from all rows.
struct LearntParts {
    /// The class sums, from which naive Bayes follows whatever its smoothing.
    sums: Option<ClassSums>,
    discriminative: Option<Linear>,
}

impl LearntParts {
    /// The weights that `recipe` makes of its parts, and the class sums where they follow from these alone.
    fn combine(self, recipe: &Recipe) -> Result<(Linear, Option<ClassSums>)> {
        let discriminative = self.discriminative.unwrap_or_default();
        let (Some(of_naive_bayes), Some(sums)) = (recipe.naive_bayes(), self.sums) else {
            return Ok((discriminative, None));
        };
        let (naive_bayes, sums) = fit_naive_bayes(of_naive_bayes, sums)?;
        Ok(match recipe {
            Recipe::Blend { factor, .. } => (discriminative.plus(&naive_bayes, *factor), None),
            _ => (naive_bayes, Some(sums)),
        })
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
