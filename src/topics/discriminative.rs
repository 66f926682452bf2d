//! Naive Bayes log-count ratios refined by a regularised linear model.
//!
//! A term's value in a row is multiplied by its scale, the largest of its absolute log-count ratios over the topics: how
//! strongly naive Bayes holds the term to speak for or against any topic. On the scaled rows each topic is learnt
//! against the rest with squared hinge loss. NBSVM (Wang and Manning, "Baselines and bigrams: simple, good sentiment and
//! topic classification", ACL 2012) scales by the ratio of the very topic that is learnt; one scale for all topics lets a
//! row be read once for all of them, and blended with naive Bayes it tells topics as well. Multiplied back, the weights are those of the terms' TF-IDF
//! values, so that the model is used and explained as naive Bayes is.

use serde::{Deserialize, Serialize};

use super::Targets;
use super::dual_descent::{Block, Costs, ScaledRows, one_vs_rest};
use super::linear::Linear;
use crate::error::{Error, ErrorKind, Result};
use crate::features::SparseRows;

/// The most passes over the rows; more change the weights, but hardly any topic.
const MAX_PASSES: usize = 10;
/// The largest cost that makes sense.
const MAX_COST: f64 = 1e6;

/// Settings of the discriminative model.
///
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | `cost` | 1 | how hard errors press against the size of the weights, for rows of length one | `(0, 1000000]` |
/// | `balance` | 0 | 0: every row costs the same; 1: the rows of a topic cost as much as those of a topic of mean size | `[0, 1]` |
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DiscriminativeParams {
    /// What errors cost, for rows of length one.
    pub cost: f64,
    /// How far small topics are made to weigh as much as large ones.
    pub balance: f64,
}

impl Default for DiscriminativeParams {
    fn default() -> Self {
        Self { cost: 1.0, balance: 0.0 }
    }
}

impl DiscriminativeParams {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] for a value out of its range.
    pub fn check(&self) -> Result<()> {
        let is_good = self.cost > 0.0 && self.cost <= MAX_COST && (0.0..=1.0).contains(&self.balance);
        let message = || {
            format!(
                "the cost is a number above 0 and up to {MAX_COST} (here {}), the balance one from 0 to 1 (here {})",
                self.cost, self.balance
            )
        };
        if is_good { Ok(()) } else { Err(Error::new(ErrorKind::Parameter, message())) }
    }

    /// Learns the rows `members`, which `scaled_rows` holds.
    pub(super) fn fit<'a>(
        &self,
        scaled_rows: &'a ScaledRows,
        members: &[usize],
        targets: &Targets,
        scales: &'a [f64],
    ) -> Margins<'a> {
        let mut n_inside = vec![0.0; targets.n_topics()];
        for topic in members.iter().flat_map(|&row| targets.of(row)) {
            if let Some(n) = n_inside.get_mut(*topic) {
                *n += 1.0;
            }
        }
        let mean = n_inside.iter().sum::<f64>() / n_inside.len().max(1) as f64;
        let weight = |n: &f64| libm::pow(mean / n.max(1.0), self.balance);
        let costs = Costs {
            negative: self.cost,
            positive: n_inside.iter().map(|n| self.cost * weight(n)).collect(),
            max_passes: MAX_PASSES,
        };
        Margins { blocks: one_vs_rest(scaled_rows, members, targets, &costs), scaled_rows, scales }
    }
}

/// A fitted discriminative model, as it was learnt: weights of scaled values, block by block.
pub(super) struct Margins<'a> {
    blocks: Vec<Block>,
    scaled_rows: &'a ScaledRows,
    scales: &'a [f64],
}

impl Margins<'_> {
    /// The margin of a row with each topic, as if columns that no learnt row holds were no terms.
    pub(super) fn scores(&self, rows: &SparseRows, index: usize) -> Vec<f64> {
        let columns = rows.row(index).columns;
        let places: Vec<Option<usize>> =
            columns.iter().map(|&column| self.scaled_rows.place(column as usize)).collect();
        let values = rows.values_where_known(index, |place| places.get(place).is_some_and(Option::is_some));
        let scaled = columns
            .iter()
            .zip(values)
            .map(|(&column, value)| value * self.scales.get(column as usize).copied().unwrap_or(0.0));
        let of_row: Vec<(usize, f64)> =
            places.into_iter().zip(scaled).filter_map(|(place, value)| Some((place?, value))).collect();
        let mut scores = Vec::new();
        for block in &self.blocks {
            let mut of_block: Vec<f64> = block.intercepts.iter().map(|&value| f64::from(value)).collect();
            for &(place, value) in &of_row {
                for (score, weight) in of_block.iter_mut().zip(block.at(place)) {
                    *score += value * f64::from(*weight);
                }
            }
            scores.extend(of_block.into_iter().take(block.n_topics));
        }
        scores
    }

    /// The same model with the weights of the values as they are, all terms included.
    pub(super) fn to_linear(&self) -> Linear {
        let mut intercepts = Vec::new();
        for block in &self.blocks {
            intercepts.extend(block.intercepts.iter().take(block.n_topics).map(|&value| f64::from(value)));
        }
        Linear::new(self.scales.len(), intercepts, |term, weights| {
            let Some(place) = self.scaled_rows.place(term) else { return };
            let scale = self.scales.get(term).copied().unwrap_or(0.0);
            for block in &self.blocks {
                let mine = weights.get_mut(block.first_topic..block.first_topic + block.n_topics);
                for (weight, learnt) in mine.unwrap_or_default().iter_mut().zip(block.at(place)) {
                    *weight = unscaled(*learnt, scale);
                }
            }
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "weights are kept in single precision, to seven digits")]
fn unscaled(weight: f32, scale: f64) -> f32 {
    (f64::from(weight) * scale) as f32
}
