//! Confidence that means what it says: how scores become probabilities.
//!
//! Three ways are fitted on scores of documents that the model had not seen, and the one is taken that says best of other such
//! documents whether they are right: one temperature, a logistic curve per topic, or a rising curve for the likeliest topic. Where an article
//! may have several topics, every topic has its own logistic curve.

mod isotonic;
mod platt;
mod temperature;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use isotonic::RisingCurve;
pub use platt::LogisticCurve;

use super::posterior::{argmax, normalize};
use super::selection::measure;
use super::{Optimize, Targets};
use crate::parallel;

/// Fewer documents than this do not tell curves apart; they get a temperature.
const MIN_DOCUMENTS: usize = 200;
/// What a way may take from the measure that was asked for, in percent.
const MAX_COST: f64 = 0.05;
/// A probability is taken for no less than this when losses are compared.
const SMALLEST: f64 = 1e-6;

/// So much more than the second likeliest topic the likeliest has at least, as a share of it.
const HAIR: f64 = 1e-9;

/// Fits a calibration to the scores and targets of some of the documents.
type Way = fn(&[Vec<f64>], &Targets, &[usize]) -> Calibration;

/// How scores become probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Calibration {
    /// Scores are divided by a temperature above 0 before they become probabilities: below 1 sharpens, above 1 flattens.
    Temperature {
        /// The temperature.
        temperature: f64,
    },
    /// Every topic's score, less the mean of the document's, goes through a logistic curve; the results are scaled to add up to 1.
    Platt {
        /// The curves, in the order of the topics.
        curves: Vec<LogisticCurve>,
    },
    /// After a temperature, the probability of the likeliest topic goes through a rising curve; the others share the rest.
    Isotonic {
        /// The temperature.
        temperature: f64,
        /// The curve.
        curve: RisingCurve,
    },
    /// Every topic's score goes through a logistic curve of its own; the results need not add up to 1.
    Independent {
        /// The curves, in the order of the topics.
        curves: Vec<LogisticCurve>,
    },
}

impl Default for Calibration {
    fn default() -> Self {
        Self::Temperature { temperature: 1.0 }
    }
}

impl Calibration {
    /// The best way of the three for documents of one topic, or independent curves for documents of several.
    ///
    /// `scores` are those of each document with each topic, by a model that had not seen the document. `groups` holds the number of
    /// each document's group of near-copies: what is fitted on one of them is not tried on another.
    #[must_use]
    pub fn fit(scores: &[Vec<f64>], targets: &Targets, groups: &[usize], optimize: Optimize) -> Self {
        if targets.is_multi_label() {
            return Self::Independent { curves: curves(scores, targets) };
        }
        let every: Vec<usize> = (0..scores.len()).collect();
        if scores.len() < MIN_DOCUMENTS {
            return Self::temperature(scores, targets, &every);
        }
        let in_first = first_half(groups, scores.len());
        let is_in_first = |row: usize| in_first.get(row) == Some(&true);
        let (first, second): (Vec<usize>, Vec<usize>) = every.iter().partition(|&&row| is_in_first(row));
        let ways: [Way; 3] = [Self::temperature, Self::platt, Self::isotonic];
        let plain = measure(scores, targets).objective(optimize);
        let gain = |way: &Way| {
            let (of_first, of_second) = (way(scores, targets, &first), way(scores, targets, &second));
            let mut probabilities = scores.to_vec();
            for (row, scores) in probabilities.iter_mut().enumerate() {
                if is_in_first(row) { of_second.apply(scores) } else { of_first.apply(scores) }
            }
            // A way that changes which topic is the likeliest must not make the choice worse.
            if measure(&probabilities, targets).objective(optimize) < plain - MAX_COST {
                return f64::NEG_INFINITY;
            }
            -of_first.loss(scores, targets, &second) - of_second.loss(scores, targets, &first)
        };
        let gains = parallel::map(&ways, gain);
        // Of equal ones the first, which is the simplest.
        ways.get(argmax(&gains)).map_or_else(Self::default, |way| way(scores, targets, &every))
    }

    fn temperature(scores: &[Vec<f64>], targets: &Targets, rows: &[usize]) -> Self {
        let (scores, targets) = select(scores, targets, rows);
        Self::Temperature { temperature: temperature::fit(&scores, &targets.firsts()) }
    }

    fn platt(scores: &[Vec<f64>], targets: &Targets, rows: &[usize]) -> Self {
        let (mut scores, targets) = select(scores, targets, rows);
        for scores in &mut scores {
            centre(scores);
        }
        Self::Platt { curves: curves(&scores, &targets) }
    }

    fn isotonic(scores: &[Vec<f64>], targets: &Targets, rows: &[usize]) -> Self {
        let (scores, targets) = select(scores, targets, rows);
        let temperature = temperature::fit(&scores, &targets.firsts());
        let cooled = Self::Temperature { temperature };
        let outcomes = scores.iter().enumerate().map(|(row, scores)| {
            let mut probabilities = scores.clone();
            cooled.apply(&mut probabilities);
            let best = argmax(&probabilities);
            (probabilities.get(best).copied().unwrap_or(0.0), targets.of(row).contains(&best))
        });
        Self::Isotonic { temperature, curve: RisingCurve::fit(outcomes.collect()) }
    }

    /// The summed negative log-probability of whether the likeliest topic is right: what confidence is to mean.
    fn loss(&self, scores: &[Vec<f64>], targets: &Targets, rows: &[usize]) -> f64 {
        let of_row = |&row: &usize| {
            let mut probabilities = scores.get(row).cloned().unwrap_or_default();
            self.apply(&mut probabilities);
            let best = argmax(&probabilities);
            let confidence = probabilities.get(best).copied().unwrap_or(0.0);
            let of_outcome = if targets.of(row).contains(&best) { confidence } else { 1.0 - confidence };
            -libm::log(of_outcome.max(SMALLEST))
        };
        rows.iter().map(of_row).sum()
    }

    /// Turns scores into calibrated probabilities, in place.
    pub fn apply(&self, scores: &mut [f64]) {
        match self {
            Self::Temperature { temperature } => {
                for score in scores.iter_mut() {
                    *score /= temperature;
                }
                normalize(scores);
            }
            Self::Platt { curves } => {
                centre(scores);
                for (score, curve) in scores.iter_mut().zip(curves) {
                    *score = curve.at(*score);
                }
                let total: f64 = scores.iter().sum();
                let n_topics = scores.len().max(1) as f64;
                let is_good = total > 0.0 && total.is_finite();
                for p in scores.iter_mut() {
                    *p = if is_good { *p / total } else { 1.0 / n_topics };
                }
            }
            Self::Isotonic { temperature, curve } => {
                Self::Temperature { temperature: *temperature }.apply(scores);
                raise_best(scores, curve);
            }
            Self::Independent { curves } => {
                for (score, curve) in scores.iter_mut().zip(curves) {
                    *score = curve.at(*score);
                }
            }
        }
    }

    /// Whether it makes sense for `n_topics` topics; a model file could hold anything.
    pub(super) fn is_valid(&self, n_topics: usize) -> bool {
        match self {
            Self::Temperature { temperature } => *temperature > 0.0,
            Self::Platt { curves } | Self::Independent { curves } => curves.len() == n_topics,
            Self::Isotonic { temperature, curve } => {
                *temperature > 0.0
                    && curve.confidences.len() == curve.accuracies.len()
                    && curve.confidences.is_sorted()
                    && curve.accuracies.is_sorted()
            }
        }
    }

    /// The name of the way.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Temperature { .. } => "temperature",
            Self::Platt { .. } => "Platt",
            Self::Isotonic { .. } => "isotonic",
            Self::Independent { .. } => "Platt, topic by topic",
        }
    }
}

/// Gives the likeliest topic what the curve says, but never less than keeps it the likeliest; the others share the rest as before.
fn raise_best(probabilities: &mut [f64], curve: &RisingCurve) {
    let best = argmax(probabilities);
    let Some(&before) = probabilities.get(best) else { return };
    let others = probabilities.iter().enumerate().filter(|(topic, _)| *topic != best).map(|(_, p)| *p);
    // Added up, as 1 - before loses what is small.
    let (rest, second) =
        others.fold((0.0, 0.0), |(rest, second): (f64, f64), p| (rest + p, f64::max(second, p)));
    if rest <= 0.0 {
        return;
    }
    // A hair more than what makes it equal to the second, as rounding could turn them round.
    let after = curve.at(before).max(second / (rest + second) * (1.0 + HAIR)).min(1.0);
    for (topic, probability) in probabilities.iter_mut().enumerate() {
        *probability = if topic == best { after } else { *probability * (1.0 - after) / rest };
    }
}

/// Which documents are in the first of two halves: every other group of near-copies.
fn first_half(groups: &[usize], n_documents: usize) -> Vec<bool> {
    let mut half_of_group: BTreeMap<usize, bool> = BTreeMap::new();
    let mut is_next_in_first = false;
    let mut next = || {
        is_next_in_first = !is_next_in_first;
        is_next_in_first
    };
    let half = |document: usize| match groups.get(document) {
        Some(&group) => *half_of_group.entry(group).or_insert_with(&mut next),
        None => next(),
    };
    (0..n_documents).map(half).collect()
}

/// Takes from the scores of a document what they have in common: log-likelihoods fall with its length, whatever the topic.
fn centre(scores: &mut [f64]) {
    let (sum, n) = scores
        .iter()
        .filter(|score| score.is_finite())
        .fold((0.0, 0_u32), |(sum, n), score| (sum + score, n + 1));
    let mean = sum / f64::from(n.max(1));
    for score in scores {
        *score -= mean;
    }
}

fn curves(scores: &[Vec<f64>], targets: &Targets) -> Vec<LogisticCurve> {
    (0..targets.n_topics())
        .map(|topic| {
            let of_topic: Vec<f64> =
                scores.iter().map(|scores| scores.get(topic).copied().unwrap_or(0.0)).collect();
            let is_inside: Vec<bool> =
                (0..scores.len()).map(|row| targets.of(row).contains(&topic)).collect();
            LogisticCurve::fit(&of_topic, &is_inside)
        })
        .collect()
}

fn select(scores: &[Vec<f64>], targets: &Targets, rows: &[usize]) -> (Vec<Vec<f64>>, Targets) {
    (rows.iter().filter_map(|&row| scores.get(row).cloned()).collect(), targets.select(rows))
}

#[cfg(test)]
mod tests;
