//! From labelled articles to a topic model.

use std::str::FromStr;

use linfa::ParamGuard;

use super::examples::{documents_of, targets_of};
use super::fitting::{Fitted, LabelledRows};
use super::learning::first_learnt;
use super::ledger::digest;
use super::row_sums::{FittedSums, LabelledCounts, RowSums, count};
use super::sample::SampleSize;
use super::selection::{Scores, choose_terms};
use super::{Algorithm, Example, History, OpenTerms, Optimize, Prior, Provenance, Targets, TopicModel};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Row, VectorizerParams};
use crate::stories::near_copies;

/// The most weights of a model, terms times topics: 2 GB of them, and twice as much for the sums of naive Bayes.
const MAX_WEIGHTS: usize = 1 << 29;

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
    /// Whether an article may have several topics, or none, though none of those that are learnt from has several.
    pub several_topics: bool,
}

/// Trains a topic model.
///
/// # Errors
/// [`ErrorKind::Data`] where there are fewer than two topics or no usable term, [`ErrorKind::Parameter`] for
/// settings out of their range, or naive Bayes for articles of several topics.
pub fn train(examples: &[Example<'_>], settings: &TrainingSettings) -> Result<TopicModel> {
    Ok(learn(examples, settings, false)?.model)
}

/// What training gives.
pub(super) struct Learning {
    pub(super) model: TopicModel,
    /// The first of each example's copies and near-copies.
    pub(super) copies: Vec<usize>,
    /// Whether each example has a term.
    pub(super) has_terms: Vec<bool>,
    /// The probability of each topic for every example that was scored, by weights learnt without it and its near-copies; empty for one
    /// without a word that the model knows.
    pub(super) probabilities: Scores,
}

/// Trains a topic model; every example is scored where `scores_all`, and else as many as its calibration takes.
///
/// # Errors
/// As [`train`].
pub(super) fn learn(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    scores_all: bool,
) -> Result<Learning> {
    let targets = targets_of(examples, settings.several_topics)?;
    check_for_labels(settings, &targets)?;
    if matches!(settings.algorithm, AlgorithmChoice::NaiveBayes(_)) {
        return learn_from_sums(examples, &targets, settings, scores_all);
    }
    let documents = documents_of(examples);
    let (params, terms_tried) = if settings.algorithm == AlgorithmChoice::Auto {
        choose_terms(&documents, &targets, &settings.vectorizer, settings.open, settings.optimize)?
    } else {
        (settings.vectorizer.clone(), Vec::new())
    };
    let params_checked = params.check_ref()?;
    let counted = params_checked.count(&documents);
    let sets = counted.term_sets();
    let copies = near_copies(&sets, &counted.term_hashes());
    let has_terms = sets.iter().map(|set| !set.is_empty()).collect();
    drop(sets);
    let (vectorizer, rows) = params_checked.fit(&counted)?;
    drop(counted);
    check_size(rows.n_columns(), targets.n_topics())?;
    let data = LabelledRows { rows: &rows, targets: &targets, groups: &copies };
    let (recipe, candidates, fitted) = data.choose_and_fit(settings, scores_all)?;
    let Fitted { linear, sums, calibration, decision, mut probabilities } = fitted;
    if scores_all {
        let n_words = vectorizer.words().len();
        let knows_a_word =
            |row: &Row<'_>| row.columns.first().is_some_and(|&column| (column as usize) < n_words);
        let without = rows.iter().zip(&mut probabilities).filter(|(row, _)| !knows_a_word(row));
        without.for_each(|(_, probabilities)| probabilities.clear());
    }
    let provenance = Provenance {
        recipe,
        optimize: settings.optimize,
        terms: params.describe(),
        n_documents: targets.n_rows_by_topic(),
        training_digest: digest(examples),
        candidates,
        terms_tried,
        history: History::new(examples.len() as u64),
    };
    let learnt = first_learnt(examples, &rows, sums.as_ref());
    let topics = targets.topics().to_vec();
    let model = TopicModel::from_parts(vectorizer, topics, linear.into(), calibration, decision, provenance)?;
    Ok(Learning { model: model.with_learnt(learnt), copies, has_terms, probabilities })
}

/// [`learn`] of naive Bayes, of which a model is the same for any order of the examples.
fn learn_from_sums(
    examples: &[Example<'_>],
    targets: &Targets,
    settings: &TrainingSettings,
    scores_all: bool,
) -> Result<Learning> {
    let params = settings.vectorizer.check_ref()?;
    let counted = count(params, examples);
    let (vectorizer, rows) = params.fit(&counted)?;
    check_size(rows.n_columns(), targets.n_topics())?;
    let topics: Vec<Option<usize>> =
        (0..targets.n_rows()).map(|row| targets.of(row).first().copied()).collect();
    let n_topics = targets.n_topics();
    let size = if scores_all { SampleSize::ALL } else { SampleSize::ENOUGH };
    let data = LabelledCounts { examples, counted: &counted, rows: &rows, topics: &topics, n_topics };
    let (sums, places) = RowSums::of(&data, size)?;
    let n_words = vectorizer.words().len();
    let FittedSums { model, groups, probabilities: of_sample } =
        sums.fit(vectorizer, targets.topics().to_vec(), settings)?;
    let mut learning = Learning {
        model,
        copies: (0..examples.len()).collect(),
        has_terms: (0..examples.len()).map(|row| counted.term_set(row).next().is_some()).collect(),
        probabilities: vec![Vec::new(); examples.len()],
    };
    // The sample has an order of its own: groups are told by their first row in that of the examples.
    let mut firsts = vec![usize::MAX; places.len()];
    for (&place, &group) in places.iter().zip(&groups) {
        if let Some(first) = firsts.get_mut(group) {
            *first = place.min(*first);
        }
    }
    for ((&place, &group), of_row) in places.iter().zip(&groups).zip(of_sample) {
        let knows_a_word = rows.row(place).columns.first().is_some_and(|&column| (column as usize) < n_words);
        if let (Some(copy), Some(&first)) = (learning.copies.get_mut(place), firsts.get(group)) {
            *copy = first;
        }
        if let Some(slot) = learning.probabilities.get_mut(place).filter(|_| knows_a_word) {
            *slot = of_row;
        }
    }
    Ok(learning)
}

/// Refuses more weights than fit into memory.
pub(super) fn check_size(n_terms: usize, n_topics: usize) -> Result<()> {
    if n_terms.checked_mul(n_topics).is_some_and(|n_weights| n_weights <= MAX_WEIGHTS) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Data,
        format!(
            "{n_terms} terms and {n_topics} topics make more than {MAX_WEIGHTS} weights; keep fewer terms with \
             --max-features or --min-df, or see whether the label column is the right one"
        ),
    ))
}

/// Refuses settings that do not go with several topics per article: naive Bayes learns one, and only one has a prior.
fn check_for_labels(settings: &TrainingSettings, targets: &Targets) -> Result<()> {
    if !targets.is_multi_label() {
        return Ok(());
    }
    let message = if let AlgorithmChoice::NaiveBayes(algorithm) = settings.algorithm {
        format!(
            "some articles have several topics, and {} naive Bayes learns one per article; use --algorithm auto or discriminative",
            algorithm.as_str()
        )
    } else if settings.prior != Prior::Train {
        "some articles have several topics, which have no common prior; leave --prior out".to_owned()
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Parameter, message))
}
