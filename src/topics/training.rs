//! From labelled articles to a topic model.

use std::str::FromStr;

use linfa::ParamGuard;

use super::discriminative::term_scales;
use super::dual_descent::ScaledRows;
use super::examples::targets_of;
use super::learning::first_learnt;
use super::ledger::digest;
use super::posterior::argmax;
use super::selection::{Scores, Trial, add, choose_recipe, choose_terms};
use super::spread::drawn;
use super::thresholds::best_thresholds;
use super::{
    Acceptance, Algorithm, Calibration, ClassSums, Decision, DiscriminativeParams, Example, History, Linear,
    NaiveBayesParams, NaiveBayesRecipe, OpenTerms, Optimize, Prior, Provenance, Recipe, Targets, TopicModel,
};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Document, SparseRows, VectorizerParams};
use crate::parallel;
use crate::stories::near_copies;

/// Folds of the rows on which candidates are tried and the winner is calibrated.
const N_FOLDS: usize = 5;
/// Candidates are tried on so many rows at most …
const MAX_TRIAL_ROWS: usize = 4000;
/// … and on about so many values that are not zero.
const MAX_TRIAL_VALUES: usize = 600_000;
/// So many rows fit a calibration well enough; folds beyond them need not be scored.
const CALIBRATION_ROWS: usize = 1800;

/// Which algorithm to train.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum AlgorithmChoice {
    /// Whichever does best out of fold, terms included.
    #[default]
    Auto,
    /// This naive Bayes.
    NaiveBayes(Algorithm),
    /// The discriminative model.
    Discriminative,
}

impl FromStr for AlgorithmChoice {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "auto" => Ok(Self::Auto),
            "multinomial" => Ok(Self::NaiveBayes(Algorithm::Multinomial)),
            "complement" => Ok(Self::NaiveBayes(Algorithm::Complement)),
            "discriminative" => Ok(Self::Discriminative),
            _ => Err(Error::new(
                ErrorKind::Parameter,
                format!("no algorithm `{name}`; there are auto, multinomial, complement and discriminative"),
            )),
        }
    }
}

/// What to train, and how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainingSettings {
    /// The algorithm, or the choice among all.
    pub algorithm: AlgorithmChoice,
    /// Additive smoothing above 0; `None` tries several.
    pub alpha: Option<f64>,
    /// The cost of errors of the discriminative model; `None` tries several.
    pub cost: Option<f64>,
    /// How far small topics are made to weigh as much as large ones, `[0, 1]`; `None` tries both ends.
    pub balance: Option<f64>,
    /// How articles become rows; where the algorithm is chosen, this is where the choice of terms starts.
    pub vectorizer: VectorizerParams,
    /// What of the terms is open to choice; nothing is where the algorithm is given.
    pub open: OpenTerms,
    /// What the best candidate is best in.
    pub optimize: Optimize,
    /// How frequent topics are taken to be.
    pub prior: Prior,
}

/// Trains a topic model.
///
/// # Errors
/// [`ErrorKind::Data`] where there are fewer than two topics or no usable term, [`ErrorKind::Parameter`] for
/// settings out of their range, or naive Bayes for articles of several topics.
pub fn train(examples: &[Example<'_>], settings: &TrainingSettings) -> Result<TopicModel> {
    Ok(learn(examples, settings, false)?.0)
}

/// Trains a topic model, and gives for every example the probability of each topic by weights that were learnt without it
/// and its near-copies; empty for an example without a term.
///
/// # Errors
/// As [`train`].
pub fn train_and_score(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
) -> Result<(TopicModel, Vec<Vec<f64>>)> {
    learn(examples, settings, true)
}

/// The model, and the out-of-fold probabilities of the rows that were scored; of all where `scores_all`.
fn learn(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    scores_all: bool,
) -> Result<(TopicModel, Vec<Vec<f64>>)> {
    let targets = targets_of(examples)?;
    let settings = &for_labels(settings, &targets)?;
    let documents: Vec<Document<'_>> =
        examples.iter().map(|example| Document::new(example.article, example.masked)).collect();
    let (params, terms_tried) = if settings.algorithm == AlgorithmChoice::Auto {
        choose_terms(&documents, &targets, &settings.vectorizer, settings.open, settings.optimize)?
    } else {
        (settings.vectorizer.clone(), Vec::new())
    };
    let (vectorizer, rows) = params.check_ref()?.fit_transform(&documents)?;
    let groups = near_copies(&rows);
    let data = LabelledRows { rows: &rows, targets: &targets, groups: &groups };
    let trial = data.part();
    let is_whole = trial.n_rows() == rows.n_rows();
    let chosen = choose_recipe(&trial, settings)?;
    let recipe = chosen.recipe()?;
    let (held_out, linear) = parallel::join(
        || match (is_whole, scores_all) {
            (true, _) => Ok((chosen.scores, trial.scored_targets())),
            (false, true) => data.held_out(&recipe, N_FOLDS),
            (false, false) => data.held_out(&recipe, data.n_folds_to_calibrate()),
        },
        || data.fit(&recipe),
    );
    let ((scores, scored_targets), linear) = (held_out?, linear?);
    let calibration = Calibration::fit(&scores, &scored_targets);
    let mut probabilities = scores;
    for scores in &mut probabilities {
        calibration.apply(scores);
    }
    let decision = decide(&probabilities, &scored_targets, settings.prior.clone());
    if scores_all {
        let without_terms = rows.iter().zip(&mut probabilities).filter(|(row, _)| row.columns.is_empty());
        without_terms.for_each(|(_, probabilities)| probabilities.clear());
    }
    let provenance = Provenance {
        recipe,
        terms: params.describe(),
        n_documents: targets.n_rows_by_topic(),
        training_digest: digest(examples),
        candidates: chosen.candidates,
        terms_tried,
        history: History::new(examples.len() as u64),
    };
    let learnt = first_learnt(examples, &rows, &targets, &recipe)?;
    let topics = targets.topics().to_vec();
    let model = TopicModel::from_parts(vectorizer, topics, linear.into(), calibration, decision, provenance)?;
    Ok((model.with_learnt(learnt), probabilities))
}

/// What `recipe` makes of `rows`: the weights, how scores become probabilities, and when topics are given. Near-copies are
/// never scored by weights that were learnt from one of them.
///
/// # Errors
/// As [`train`].
pub(super) fn fit_recipe(
    rows: &SparseRows,
    targets: &Targets,
    recipe: &Recipe,
    prior: Prior,
) -> Result<(Linear, Calibration, Decision)> {
    let groups = near_copies(rows);
    let data = LabelledRows { rows, targets, groups: &groups };
    let (held_out, linear) =
        parallel::join(|| data.held_out(recipe, data.n_folds_to_calibrate()), || data.fit(recipe));
    let ((mut scores, scored_targets), linear) = (held_out?, linear?);
    let calibration = Calibration::fit(&scores, &scored_targets);
    for of_row in &mut scores {
        calibration.apply(of_row);
    }
    let decision = decide(&scores, &scored_targets, prior);
    Ok((linear, calibration, decision))
}

/// The settings for what is to be learnt: naive Bayes learns one topic per article.
fn for_labels(settings: &TrainingSettings, targets: &Targets) -> Result<TrainingSettings> {
    let algorithm = match settings.algorithm {
        AlgorithmChoice::NaiveBayes(algorithm) if targets.is_multi_label() => {
            let message = format!(
                "some articles have several topics, and {} naive Bayes learns one per article; use --algorithm auto or discriminative",
                algorithm.as_str()
            );
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        algorithm => algorithm,
    };
    if targets.is_multi_label() && settings.prior != Prior::Train {
        let message = "some articles have several topics, which have no common prior; leave --prior out";
        return Err(Error::new(ErrorKind::Parameter, message));
    }
    Ok(TrainingSettings { algorithm, ..settings.clone() })
}

/// Rows with their topics and near-copies.
#[derive(Clone, Copy)]
struct LabelledRows<'a> {
    rows: &'a SparseRows,
    targets: &'a Targets,
    groups: &'a [usize],
}

impl LabelledRows<'_> {
    /// The part of the rows on which candidates are tried; all where there are not too many.
    fn part(&self) -> Trial {
        let n_rows = self.rows.n_rows();
        let n_values = self.rows.n_values().max(1);
        let n = MAX_TRIAL_ROWS.min(n_rows * MAX_TRIAL_VALUES / n_values + 1);
        let members = drawn(n_rows, n);
        Trial::new(self.rows, self.targets, self.groups, &members, N_FOLDS, N_FOLDS)
    }

    /// The number of folds that hold enough rows to fit a calibration.
    fn n_folds_to_calibrate(&self) -> usize {
        (CALIBRATION_ROWS * N_FOLDS).div_ceil(self.rows.n_rows().max(1)).clamp(1, N_FOLDS)
    }

    /// The scores of some of the rows by the recipe learnt from the others, and the targets of those rows.
    fn held_out(&self, recipe: &Recipe, n_scored_folds: usize) -> Result<(Scores, Targets)> {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let trial = Trial::new(self.rows, self.targets, self.groups, &every, N_FOLDS, n_scored_folds);
        Ok((scores_of(&trial, recipe)?, trial.scored_targets()))
    }

    /// The weights of the recipe learnt from all rows.
    fn fit(&self, recipe: &Recipe) -> Result<Linear> {
        let sums = ClassSums::of_targets(self.rows, self.targets)?;
        match recipe {
            Recipe::NaiveBayes(recipe) => fit_naive_bayes(*recipe, sums),
            Recipe::Discriminative(params) => self.fit_discriminative(*params, &sums),
            Recipe::Blend { discriminative, naive_bayes, factor } => {
                let linear = self.fit_discriminative(*discriminative, &sums)?;
                Ok(linear.plus(&fit_naive_bayes(*naive_bayes, sums)?, *factor))
            }
        }
    }

    fn fit_discriminative(&self, params: DiscriminativeParams, sums: &ClassSums) -> Result<Linear> {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let everything = ClassSums::of_everything(self.rows, self.targets)?;
        let scales = term_scales(self.rows, &every, sums, everything.as_ref());
        let scaled_rows = ScaledRows::new(self.rows, &every, &scales);
        Ok(params.fit(&scaled_rows, &every, self.targets, &scales))
    }
}

pub(super) fn fit_naive_bayes(recipe: NaiveBayesRecipe, sums: ClassSums) -> Result<Linear> {
    let params = NaiveBayesParams::new(recipe.algorithm, sums.n_topics()).alpha(recipe.alpha).check()?;
    Ok(params.fit_sums(sums)?.to_linear())
}

/// What `recipe` makes of the rows of `trial` that it has not learnt from.
fn scores_of(trial: &Trial, recipe: &Recipe) -> Result<Scores> {
    let naive_bayes = |recipe: &NaiveBayesRecipe| -> Result<Scores> {
        let n_topics = trial.scored_targets().n_topics();
        let params = NaiveBayesParams::new(recipe.algorithm, n_topics).alpha(recipe.alpha).check()?;
        Ok(trial.naive_bayes(&[params])?.pop().unwrap_or_default())
    };
    let discriminative = |params: &DiscriminativeParams| -> Result<Scores> {
        Ok(trial.discriminative(&[*params])?.pop().unwrap_or_default())
    };
    match recipe {
        Recipe::NaiveBayes(recipe) => naive_bayes(recipe),
        Recipe::Discriminative(params) => discriminative(params),
        Recipe::Blend { discriminative: params, naive_bayes: recipe, factor } => {
            Ok(add(&discriminative(params)?, &naive_bayes(recipe)?, *factor))
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
