//! A linear model of topics: the weight of every term for every topic, and what each topic starts from.
//!
//! Whatever an algorithm has learnt ends in this form, so that one path classifies and explains.

use crate::features::Row;
use crate::parallel;

/// Weights are filled in stretches of so many terms.
const TERMS_PER_CHUNK: usize = 4096;

/// Weights by term, then topic, and intercepts by topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linear {
    weights: Vec<f32>,
    intercepts: Vec<f64>,
}

impl Linear {
    /// A model of `n_terms` terms; `fill` gets the number of a term and its weights, one per topic, all zero.
    pub fn new(n_terms: usize, intercepts: Vec<f64>, fill: impl Fn(usize, &mut [f32]) + Sync + Send) -> Self {
        let n_topics = intercepts.len().max(1);
        let mut weights = vec![0.0; n_terms * n_topics];
        parallel::fill_chunks(&mut weights, TERMS_PER_CHUNK * n_topics, |chunk, weights| {
            for (place, weights) in weights.chunks_mut(n_topics).enumerate() {
                fill(chunk * TERMS_PER_CHUNK + place, weights);
            }
        });
        Self { weights, intercepts }
    }

    /// The weights by term, then topic.
    #[must_use]
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// What each topic starts from.
    #[must_use]
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// The weights and the intercepts.
    #[must_use]
    pub fn into_parts(self) -> (Vec<f32>, Vec<f64>) {
        (self.weights, self.intercepts)
    }

    /// The weights of a term, one per topic.
    #[must_use]
    pub fn of_term(&self, term: usize) -> &[f32] {
        let n_topics = self.intercepts.len();
        self.weights.get(term * n_topics..(term + 1) * n_topics).unwrap_or_default()
    }

    /// The score of one row with each topic.
    #[must_use]
    pub fn scores(&self, row: Row<'_>) -> Vec<f64> {
        let mut scores = self.intercepts.clone();
        for (term, value) in row.iter() {
            for (score, weight) in scores.iter_mut().zip(self.of_term(term)) {
                *score += value * f64::from(*weight);
            }
        }
        scores
    }

    /// `self + factor × other`, which must have the same shape.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are kept in single precision, to seven digits"
    )]
    pub fn plus(&self, other: &Self, factor: f64) -> Self {
        let intercepts = self.intercepts.iter().zip(&other.intercepts).map(|(a, b)| a + factor * b).collect();
        let n_terms = self.weights.len() / self.intercepts.len().max(1);
        Self::new(n_terms, intercepts, |term, weights| {
            let pairs = self.of_term(term).iter().zip(other.of_term(term));
            for (weight, (a, b)) in weights.iter_mut().zip(pairs) {
                *weight = (f64::from(*a) + factor * f64::from(*b)) as f32;
            }
        })
    }
}
