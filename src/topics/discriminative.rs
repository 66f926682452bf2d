//! Naive Bayes log-count ratios refined by a regularised linear model.
//!
//! A term's value in a row is multiplied by its scale, the largest of its absolute log-count ratios over the topics: how
//! strongly naive Bayes holds the term to speak for or against any topic. On the scaled rows each topic is learnt
//! against the rest with squared hinge loss. Wang and Manning ("Baselines and bigrams: simple, good sentiment and
//! topic classification", ACL 2012) scale by the ratio of the very topic that is learnt; one scale for all topics
//! lets a row be read once for all of them. Multiplied back, the weights are those of the terms' TF-IDF
//! values, so that the model is used and explained as naive Bayes is.

use serde::{Deserialize, Serialize};

use super::dual_descent::{Costs, ScaledRows, one_vs_rest};
use super::linear::Linear;
use super::{ClassSums, Targets};
use crate::error::{Error, ErrorKind, Result};
use crate::features::SparseRows;

/// Smoothing of the log-count ratios, in units of TF-IDF weight.
const RATIO_ALPHA: f64 = 0.1;
/// The most passes over the rows; more change the weights, but hardly any topic.
const MAX_PASSES: usize = 12;
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

    /// Learns the rows `members`, scaled by `scales`.
    pub(super) fn fit(
        &self,
        rows: &ScaledRows,
        members: &[usize],
        targets: &Targets,
        scales: &[f64],
    ) -> Linear {
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
        let blocks = one_vs_rest(rows, members, targets, &costs);
        let mut intercepts = Vec::with_capacity(targets.n_topics());
        for block in &blocks {
            intercepts.extend(block.intercepts.iter().take(block.n_topics).map(|&value| f64::from(value)));
        }
        Linear::new(scales.len(), intercepts, |term, weights| {
            let scale = scales.get(term).copied().unwrap_or(0.0);
            for block in &blocks {
                let learnt = block.weights.get(term * block.n_lanes..).unwrap_or_default();
                let mine = weights.get_mut(block.first_topic..block.first_topic + block.n_topics);
                for (weight, learnt) in mine.unwrap_or_default().iter_mut().zip(learnt) {
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

/// The scale of every term, such that the rows `members` have a mean squared length of one.
///
/// `sums` and `everything` are theirs: see [`ClassSums::largest_log_ratios`].
pub(super) fn term_scales(
    rows: &SparseRows,
    members: &[usize],
    sums: &ClassSums,
    everything: Option<&ClassSums>,
) -> Vec<f64> {
    let mut scales = sums.largest_log_ratios(RATIO_ALPHA, everything);
    let squares = members.iter().map(|&index| {
        let values = rows.row(index).iter().map(|(column, value)| value * scales.get(column).unwrap_or(&0.0));
        values.map(|value| value * value).sum::<f64>()
    });
    let mean = squares.sum::<f64>() / members.len().max(1) as f64;
    if mean > 0.0 {
        let length = mean.sqrt();
        for scale in &mut scales {
            *scale /= length;
        }
    }
    scales
}
