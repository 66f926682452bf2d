//! Naive Bayes log-count ratios refined by a regularised linear model.
//!
//! A term's value in a row is multiplied by its scale, the largest of its absolute log-count ratios over the topics: how
//! strongly naive Bayes holds the term to speak for or against any topic. On the scaled rows each topic is learnt
//! against the rest with squared hinge loss. Wang and Manning ("Baselines and bigrams: simple, good sentiment and
//! topic classification", ACL 2012) scale by the ratio of the very topic that is learnt; one scale for all topics
//! lets a row be read once for all of them. Multiplied back, the weights are those of the terms' TF-IDF
//! values, so that the model is used and explained as naive Bayes is.

use serde::{Deserialize, Serialize};

use super::dual_descent::{Block, Costs, ScaledRows, one_vs_rest};
use super::linear::Linear;
use super::Targets;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Row, SparseRows};
use crate::parallel;

/// Smoothing of the log-count ratios, in units of TF-IDF weight.
const RATIO_ALPHA: f64 = 0.1;
/// The most passes over the rows; more change the weights, but hardly any topic.
const MAX_PASSES: usize = 6;
/// Terms are taken in stretches of so many.
const TERMS_PER_CHUNK: usize = 4096;
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

    /// Learns the rows `members`, scaled by `scales` in `scaled`.
    pub(super) fn fit<'a>(
        &self,
        scaled: &'a ScaledRows,
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
        Margins { blocks: one_vs_rest(scaled, members, targets, &costs), scaled, scales }
    }
}

/// A fitted discriminative model, as it was learnt: weights of scaled values, block by block.
pub(super) struct Margins<'a> {
    blocks: Vec<Block>,
    scaled: &'a ScaledRows,
    scales: &'a [f64],
}

impl Margins<'_> {
    /// The margin of one row with each topic.
    pub(super) fn scores(&self, row: Row<'_>) -> Vec<f64> {
        let of_row: Vec<(usize, f64)> = row
            .iter()
            .filter_map(|(column, value)| {
                Some((self.scaled.place(column)?, value * self.scales.get(column).copied()?))
            })
            .collect();
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
            let Some(place) = self.scaled.place(term) else { return };
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

/// The scale of every term: its largest absolute log-count ratio over the topics, such that the rows `members` have a mean
/// squared length of one.
///
/// The ratio of a topic is `ln((N + α) / (T + αn)) - ln((N' + α) / (T' + αn))`, with the term's summed weight `N` and the
/// total `T` over the rows of the topic, `N'` and `T'` those of all other rows; `n` is the number of terms.
pub(super) fn term_scales(rows: &SparseRows, members: &[usize], targets: &Targets) -> Vec<f64> {
    let by_term = ByTerm::new(rows, members);
    let n_topics = targets.n_topics();
    let mut totals = vec![0.0; n_topics];
    let mut total = 0.0;
    for &row in members {
        let mass: f64 = rows.row(row).values.iter().sum();
        total += mass;
        for &topic in targets.of(row) {
            if let Some(total) = totals.get_mut(topic) {
                *total += mass;
            }
        }
    }
    let smoothing = RATIO_ALPHA * rows.n_columns() as f64;
    let offsets: Vec<f64> = totals
        .iter()
        .map(|of_topic| libm::log(total - of_topic + smoothing) - libm::log(of_topic + smoothing))
        .collect();
    let mut scales = vec![0.0; rows.n_columns()];
    parallel::fill_chunks(&mut scales, TERMS_PER_CHUNK, |chunk, scales| {
        let mut sums = vec![0.0; n_topics];
        for (place, scale) in scales.iter_mut().enumerate() {
            let mut all = 0.0;
            for (row, value) in by_term.of(chunk * TERMS_PER_CHUNK + place) {
                all += value;
                for &topic in targets.of(row) {
                    if let Some(sum) = sums.get_mut(topic) {
                        *sum += value;
                    }
                }
            }
            // Most terms never occur in most topics, which then share one logarithm.
            let absent = libm::log(RATIO_ALPHA / (all + RATIO_ALPHA));
            for (sum, offset) in sums.iter_mut().zip(&offsets) {
                let ratio = if *sum > 0.0 {
                    libm::log((*sum + RATIO_ALPHA) / (f64::max(all - *sum, 0.0) + RATIO_ALPHA))
                } else {
                    absent
                };
                *scale = f64::max(*scale, (ratio + offset).abs());
                *sum = 0.0;
            }
        }
    });
    let squares = members.iter().map(|&row| {
        let scaled = rows.row(row).iter().map(|(column, value)| value * scales.get(column).unwrap_or(&0.0));
        scaled.map(|value| value * value).sum::<f64>()
    });
    let mean = squares.sum::<f64>() / members.len().max(1) as f64;
    if mean > 0.0 {
        let length = mean.sqrt();
        scales.iter_mut().for_each(|scale| *scale /= length);
    }
    scales
}

/// Rows turned round: the rows that hold each term, in order.
struct ByTerm {
    starts: Vec<usize>,
    rows: Vec<u32>,
    values: Vec<f64>,
}

impl ByTerm {
    fn new(rows: &SparseRows, members: &[usize]) -> Self {
        let mut starts = vec![0; rows.n_columns() + 1];
        let columns = || members.iter().flat_map(|&row| rows.row(row).columns);
        for &column in columns() {
            if let Some(n) = starts.get_mut(column as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut turned = Self { starts, rows: vec![0; sum], values: vec![0.0; sum] };
        for &row in members {
            for (column, value) in rows.row(row).iter() {
                let Some(next) = next.get_mut(column) else { continue };
                if let (Some(slot), Some(of_slot)) = (turned.rows.get_mut(*next), turned.values.get_mut(*next)) {
                    *slot = u32::try_from(row).unwrap_or(u32::MAX);
                    *of_slot = value;
                }
                *next += 1;
            }
        }
        turned
    }

    /// The rows that hold a term, with its values.
    fn of(&self, term: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = match (self.starts.get(term), self.starts.get(term + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        let rows = self.rows.get(range.clone()).unwrap_or_default();
        rows.iter().map(|&row| row as usize).zip(self.values.get(range).unwrap_or_default().iter().copied())
    }
}
