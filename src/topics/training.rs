//! From labelled articles to a topic model.

use std::str::FromStr;

use linfa::ParamGuard;

use super::evaluation::Outcome;
use super::ledger::{digest, fingerprints};
use super::posterior::argmax;
use super::selection::{CandidateScore, measure, n_folds_to_score, out_of_fold};
use super::{
    Algorithm, Calibration, ClassSums, Evaluation, History, Learnt, NaiveBayesParams, NaiveBayesValidParams,
    Provenance, RowLedger, SparseSums, TopicModel, stratified_folds,
};
use crate::article::{Article, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, Document, Scratch, SparseRows, VectorizerParams};
use crate::parallel;

/// The smoothing that is tried where none is asked for.
const ALPHAS: [f64; 5] = [0.01, 0.03, 0.1, 0.3, 1.0];

/// Beyond so many topics, most of them with a single article, the labels are surely something else.
const MAX_SPARSE_TOPICS: usize = 50;

/// Which algorithm to train.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AlgorithmChoice {
    /// Whichever does best out of fold.
    #[default]
    Auto,
    /// This one.
    Only(Algorithm),
}

impl FromStr for AlgorithmChoice {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "auto" => Ok(Self::Auto),
            "multinomial" => Ok(Self::Only(Algorithm::Multinomial)),
            "complement" => Ok(Self::Only(Algorithm::Complement)),
            _ => Err(Error::new(
                ErrorKind::Parameter,
                format!("no algorithm `{name}`; there are auto, multinomial and complement"),
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
    /// How articles become rows.
    pub vectorizer: VectorizerParams,
}

/// A labelled article with the stretches of its text that are boilerplate.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The article.
    pub article: &'a Article,
    /// Stretches of its text that are not to be learnt.
    pub masked: &'a [Span],
    /// Its topic.
    pub label: &'a str,
}

/// What became of the training data, for the report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainingReport {
    /// Articles learnt from.
    pub n_examples: usize,
    /// Articles without a label, which were passed over.
    pub n_unlabelled: usize,
    /// Articles without a word, which were passed over.
    pub n_empty: usize,
    /// Articles with several labels, of which the first counted.
    pub n_several_labels: usize,
}

/// The articles that can be learnt from, in order, and what became of the others.
///
/// `masks` holds the boilerplate of each article, in the same order.
#[must_use]
pub fn examples<'a>(articles: &'a [Article], masks: &'a [Vec<Span>]) -> (Vec<Example<'a>>, TrainingReport) {
    let mut found = Vec::with_capacity(articles.len());
    let mut report = TrainingReport::default();
    let masks = masks.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    for (article, masked) in articles.iter().zip(masks) {
        let Some(label) = article.labels.first() else {
            report.n_unlabelled += 1;
            continue;
        };
        if article.is_empty() {
            report.n_empty += 1;
            continue;
        }
        report.n_several_labels += usize::from(article.labels.len() > 1);
        found.push(Example { article, masked, label });
    }
    report.n_examples = found.len();
    (found, report)
}

/// Trains a topic model.
///
/// # Errors
/// [`ErrorKind::Data`] where there are fewer than two topics or no usable term, [`ErrorKind::Parameter`] for
/// settings out of their range.
pub fn train(examples: &[Example<'_>], settings: &TrainingSettings) -> Result<TopicModel> {
    let (topics, targets) = topics_of(examples)?;
    let documents: Vec<Document<'_>> =
        examples.iter().map(|example| Document::new(example.article, example.masked)).collect();
    let (vectorizer, rows) = settings.vectorizer.check_ref()?.fit_transform(&documents)?;
    let sums = ClassSums::of(&rows, &targets, topics.len())?;
    let candidates = candidates(settings, topics.len())?;
    let n_folds = n_folds_to_score(targets.len());
    let predictions = out_of_fold(&rows, &targets, &sums, &candidates, n_folds, |scores| argmax(&scores))?;
    let mut ranked: Vec<(usize, CandidateScore)> = candidates
        .iter()
        .zip(&predictions)
        .map(|(candidate, predicted)| candidate_score(candidate, measure(predicted, &targets, &topics)))
        .enumerate()
        .collect();
    // Stable: of equal candidates the earlier one wins.
    ranked.sort_by(|a, b| b.1.macro_f1.total_cmp(&a.1.macro_f1));
    let winner = ranked.first().and_then(|(index, _)| candidates.get(*index));
    let params = winner.ok_or_else(|| Error::new(ErrorKind::Parameter, "no algorithm to try"))?;
    let calibration = calibrate(&rows, &targets, &sums, params, n_folds)?;
    let model = params.fit_sums(sums)?;
    let provenance = Provenance {
        algorithm: params.algorithm(),
        alpha: params.alpha(),
        n_documents: model.class_sums().n_rows().to_vec(),
        training_digest: digest(examples),
        candidates: ranked.into_iter().map(|(_, score)| score).collect(),
        history: History::new(examples.len() as u64),
    };
    let learnt = Learnt {
        sums: Some(SparseSums::of(model.class_sums())),
        rows: RowLedger::new(fingerprints(examples, &rows)),
        known_lines: Array::default(),
    };
    let model = TopicModel::from_parts(
        vectorizer,
        topics,
        single_precision(model.weights().iter()),
        model.intercepts().to_vec(),
        calibration,
        provenance,
    )?;
    Ok(model.with_learnt(learnt))
}

/// The calibration of `params` on the documents of `n_folds` folds, which it has not seen.
fn calibrate(
    rows: &SparseRows,
    targets: &[usize],
    sums: &ClassSums,
    params: &NaiveBayesValidParams,
    n_folds: usize,
) -> Result<Calibration> {
    let scores = out_of_fold(rows, targets, sums, std::slice::from_ref(params), n_folds, |scores| scores)?;
    let pairs = scores.into_iter().flatten().zip(targets);
    let (scores, targets): (Vec<Vec<f64>>, Vec<usize>) =
        pairs.filter_map(|(scores, &target)| Some((scores?, target))).unzip();
    Ok(Calibration::fit(&scores, &targets))
}

/// Measures `model` on labelled articles.
#[must_use]
pub fn evaluate(model: &TopicModel, examples: &[Example<'_>]) -> Evaluation {
    let predictions = predict(model, examples);
    Evaluation::new(&outcomes(examples, &predictions))
}

/// The topic and confidence that `model` gives each example.
fn predict(model: &TopicModel, examples: &[Example<'_>]) -> Vec<(String, f64)> {
    parallel::map_with(examples, Scratch::default, |scratch, example| {
        let result = model.classify(scratch, &Document::new(example.article, example.masked));
        (model.topics().get(result.best()).cloned().unwrap_or_default(), result.confidence())
    })
}

fn outcomes<'a>(examples: &[Example<'a>], predictions: &'a [(String, f64)]) -> Vec<Outcome<'a>> {
    let pairs = examples.iter().zip(predictions);
    pairs
        .map(|(example, (predicted, confidence))| Outcome {
            truth: example.label,
            predicted,
            confidence: *confidence,
        })
        .collect()
}

/// Trains on all folds but one and classifies that one, for each of `n_folds`: measures without a model.
///
/// Everything is learnt anew for each fold: vocabulary, IDF, algorithm, smoothing and calibration.
///
/// # Errors
/// As [`train`]; [`ErrorKind::Parameter`] for fewer than two folds.
pub fn cross_validate(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    n_folds: usize,
) -> Result<Evaluation> {
    if n_folds < 2 {
        return Err(Error::new(
            ErrorKind::Parameter,
            format!("cross-validation takes 2 or more folds, not {n_folds}"),
        ));
    }
    let (topics, targets) = topics_of(examples)?;
    let folds = stratified_folds(&targets, topics.len(), n_folds);
    let mut predictions = vec![(String::new(), 0.0); examples.len()];
    for fold in 0..n_folds {
        let (held_out, rest): (Vec<usize>, Vec<usize>) =
            (0..examples.len()).partition(|&index| folds.get(index) == Some(&fold));
        if held_out.is_empty() {
            continue;
        }
        let pick = |indices: &[usize]| -> Vec<Example<'_>> {
            indices.iter().filter_map(|&index| examples.get(index).copied()).collect()
        };
        let place = format!("fold {} of {n_folds}", fold + 1);
        let model = train(&pick(&rest), settings).map_err(|error| error.at(place))?;
        for (&index, prediction) in held_out.iter().zip(predict(&model, &pick(&held_out))) {
            if let Some(slot) = predictions.get_mut(index) {
                *slot = prediction;
            }
        }
    }
    Ok(Evaluation::new(&outcomes(examples, &predictions)))
}

/// The topics by name, and the number of each example's topic.
pub(super) fn topics_of(examples: &[Example<'_>]) -> Result<(Vec<String>, Vec<usize>)> {
    let mut topics: Vec<String> = examples.iter().map(|example| example.label.to_owned()).collect();
    topics.sort_unstable();
    topics.dedup();
    if examples.is_empty() {
        return Err(Error::new(
            ErrorKind::Data,
            "no article has a label; they are read from `label`, `topic` or `category`, or see --label-column",
        ));
    }
    if topics.len() > MAX_SPARSE_TOPICS && topics.len() * 2 > examples.len() {
        return Err(Error::new(
            ErrorKind::Data,
            format!(
                "{} topics in {} articles leave most topics with one; is the label column right? see --label-column",
                topics.len(),
                examples.len()
            ),
        ));
    }
    if topics.len() < 2 {
        return Err(Error::new(
            ErrorKind::Data,
            format!(
                "all {} labelled articles have one topic; learning takes at least two (is the label column right? see --label-column)",
                examples.len()
            ),
        ));
    }
    let targets = examples
        .iter()
        .map(|example| topics.binary_search_by(|topic| topic.as_str().cmp(example.label)).unwrap_or(0))
        .collect();
    Ok((topics, targets))
}

fn candidates(settings: &TrainingSettings, n_topics: usize) -> Result<Vec<NaiveBayesValidParams>> {
    let algorithms = match &settings.algorithm {
        AlgorithmChoice::Auto => vec![Algorithm::Complement, Algorithm::Multinomial],
        AlgorithmChoice::Only(algorithm) => vec![*algorithm],
    };
    let alphas = settings.alpha.map_or_else(|| ALPHAS.to_vec(), |alpha| vec![alpha]);
    let mut candidates = Vec::with_capacity(algorithms.len() * alphas.len());
    for algorithm in algorithms {
        for &alpha in &alphas {
            candidates.push(NaiveBayesParams::new(algorithm, n_topics).alpha(alpha).check()?);
        }
    }
    Ok(candidates)
}

fn candidate_score(params: &NaiveBayesValidParams, (accuracy, macro_f1): (f64, f64)) -> CandidateScore {
    CandidateScore { algorithm: params.algorithm(), alpha: params.alpha(), accuracy, macro_f1 }
}

#[expect(clippy::cast_possible_truncation, reason = "weights are kept in single precision, to seven digits")]
pub(super) fn single_precision<'w>(weights: impl Iterator<Item = &'w f64>) -> Array<f32> {
    weights.map(|&weight| weight as f32).collect::<Vec<f32>>().into()
}
