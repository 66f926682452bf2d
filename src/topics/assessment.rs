//! How good a model is on labelled articles, or how good settings are by cross-validation.

use super::evaluation::Outcome;
use super::examples::targets_of;
use super::{Evaluation, Example, MultiOutcome, TopicModel, TrainingSettings, stratified_folds, train};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Document, Scratch};
use crate::parallel;

/// What a model says of an example.
#[derive(Debug, Clone, Default)]
struct Prediction {
    /// The probability of each topic that the assessment knows.
    probabilities: Vec<f64>,
    /// The topics that are given, by the assessment's numbers.
    given: Vec<usize>,
}

/// Measures `model` on labelled articles.
#[must_use]
pub fn evaluate(model: &TopicModel, examples: &[Example<'_>]) -> Evaluation {
    let topics = topics_of(examples, model.topics());
    let predictions = predict(model, examples, &topics);
    measure(&topics, examples, &predictions, model.is_multi_label())
}

/// All topics that examples have or a model gives, by name.
fn topics_of(examples: &[Example<'_>], known: &[String]) -> Vec<String> {
    let mut topics: Vec<String> = examples.iter().flat_map(Example::labels).chain(known).cloned().collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// What `model` says of each example, by the numbers of `topics`.
fn predict(model: &TopicModel, examples: &[Example<'_>], topics: &[String]) -> Vec<Prediction> {
    let places: Vec<usize> =
        model.topics().iter().map(|topic| topics.binary_search(topic).unwrap_or(0)).collect();
    parallel::map_with(examples, Scratch::default, |scratch, example| {
        let result = model.classify(scratch, &Document::new(example.article, example.masked));
        let mut probabilities = vec![0.0; topics.len()];
        for (&place, &probability) in places.iter().zip(&result.probabilities) {
            if let Some(slot) = probabilities.get_mut(place) {
                *slot = probability;
            }
        }
        let given = if model.is_multi_label() { result.given } else { vec![result.best()] };
        let given = given.iter().filter_map(|&topic| places.get(topic).copied()).collect();
        Prediction { probabilities, given }
    })
}

fn measure(
    topics: &[String],
    examples: &[Example<'_>],
    predictions: &[Prediction],
    several: bool,
) -> Evaluation {
    let number = |label: &String| topics.binary_search(label).ok();
    let pairs = examples.iter().zip(predictions);
    if several {
        let outcomes: Vec<MultiOutcome> = pairs
            .map(|(example, prediction)| MultiOutcome {
                truth: example.labels().iter().filter_map(number).collect(),
                predicted: prediction.given.clone(),
                confidences: prediction.probabilities.clone(),
            })
            .collect();
        return Evaluation::of_sets(topics, &outcomes);
    }
    let outcomes: Vec<Outcome<'_>> = pairs
        .map(|(example, prediction)| {
            let given = prediction.given.first().copied();
            Outcome {
                truth: example.label,
                predicted: given.and_then(|given| topics.get(given)).map_or("", String::as_str),
                confidence: given
                    .and_then(|given| prediction.probabilities.get(given))
                    .copied()
                    .unwrap_or(0.0),
            }
        })
        .collect();
    Evaluation::new(&outcomes)
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
    let targets = targets_of(examples)?;
    let topics = targets.topics();
    let folds = stratified_folds(&targets.firsts_or_zero(), topics.len(), n_folds);
    let mut predictions = vec![Prediction::default(); examples.len()];
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
        for (&index, prediction) in held_out.iter().zip(predict(&model, &pick(&held_out), topics)) {
            if let Some(slot) = predictions.get_mut(index) {
                *slot = prediction;
            }
        }
    }
    Ok(measure(topics, examples, &predictions, targets.is_multi_label()))
}
