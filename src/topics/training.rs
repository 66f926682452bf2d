//! From labelled articles to a topic model.

use std::str::FromStr;

use linfa::ParamGuard;

use super::dual_descent::ScaledRows;
use super::examples::targets_of;
use super::learning::first_learnt;
use super::ledger::digest;
use super::posterior::argmax;
use super::selection::{Parts, Scores, Settled, Trial, choose_parts, choose_terms};
use super::spread::drawn;
use super::term_scales::term_scales;
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
    let parts = choose_parts(&trial, settings)?;
    let n_scored_folds = if scores_all { N_FOLDS } else { data.n_folds_to_calibrate() };
    let (held_out, linears) = parallel::join(
        || {
            if is_whole { Ok((None, trial.scored_targets())) } else { data.held_out(&parts, n_scored_folds) }
        },
        || data.fit_parts(&parts),
    );
    let ((held_out, scored_targets), linears) = (held_out?, linears?);
    let Settled { recipe, scores, candidates } =
        held_out.unwrap_or(parts).settle(&scored_targets, settings.optimize)?;
    let linear = linears.combine(&recipe);
    let calibration = Calibration::fit(&scores, &scored_targets, settings.optimize);
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
        candidates,
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
    let parts = Parts::of(recipe);
    let (held_out, linears) =
        parallel::join(|| data.held_out(&parts, data.n_folds_to_calibrate()), || data.fit_parts(&parts));
    let ((held_out, scored_targets), linears) = (held_out?, linears?);
    let mut scores = held_out.unwrap_or(parts).scores(recipe);
    let calibration = Calibration::fit(&scores, &scored_targets, Optimize::default());
    for of_row in &mut scores {
        calibration.apply(of_row);
    }
    let decision = decide(&scores, &scored_targets, prior);
    Ok((linears.combine(recipe), calibration, decision))
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

    /// The parts with their scores of some of the rows, learnt from the others, and the targets of those rows.
    fn held_out(&self, parts: &Parts, n_scored_folds: usize) -> Result<(Option<Parts>, Targets)> {
        let every: Vec<usize> = (0..self.rows.n_rows()).collect();
        let trial = Trial::new(self.rows, self.targets, self.groups, &every, N_FOLDS, n_scored_folds);
        let targets = trial.scored_targets();
        let naive_bayes = match &parts.naive_bayes {
            Some((recipe, _)) => {
                let params = NaiveBayesParams::new(recipe.algorithm, targets.n_topics())
                    .alpha(recipe.alpha)
                    .check()?;
                trial.naive_bayes(&[params])?.pop().map(|scores| (*recipe, scores))
            }
            None => None,
        };
        let discriminative = match &parts.discriminative {
            Some((params, _)) => trial.discriminative(&[*params]).pop().map(|scores| (*params, scores)),
            None => None,
        };
        let candidates = parts.candidates.clone();
        Ok((Some(Parts { naive_bayes, discriminative, candidates }), targets))
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

pub(super) fn fit_naive_bayes(recipe: NaiveBayesRecipe, sums: ClassSums) -> Result<Linear> {
    let params = NaiveBayesParams::new(recipe.algorithm, sums.n_topics()).alpha(recipe.alpha).check()?;
    Ok(params.fit_sums(sums)?.to_linear())
}

/// The fitted parts of a recipe.
#[derive(Default)]
struct Linears {
    naive_bayes: Option<Linear>,
    discriminative: Option<Linear>,
}

impl Linears {
    /// The weights that `recipe` makes of its parts.
    fn combine(self, recipe: &Recipe) -> Linear {
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
