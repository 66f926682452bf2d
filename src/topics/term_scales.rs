//! How strongly naive Bayes holds each term to speak for or against topics: what the discriminative model scales terms by.
//!
//! The log-count ratio of a term and a topic is `ln((N + α) / (T + αn)) - ln((N' + α) / (T' + αn))`, with the term's
//! summed weight `N` and the total `T` over the rows of the topic, `N'` and `T'` those of all other rows; `n` is the number
//! of terms.

use super::Targets;
use crate::features::SparseRows;
use crate::parallel;

/// Smoothing of the log-count ratios, in units of TF-IDF weight.
const ALPHA: f64 = 0.1;
/// Terms are taken in stretches of so many.
const TERMS_PER_CHUNK: usize = 4096;

/// The scale of every term of `rows`, its largest absolute log-count ratio over the topics, learnt from the rows `members` such that
/// these have a mean squared length of one.
pub(super) fn term_scales(rows: &SparseRows, members: &[usize], targets: &Targets) -> Vec<f64> {
    let mut scales = Ratios::new(rows, members, targets).largest(targets);
    let squares = members.iter().map(|&row| {
        let values = rows.row(row).iter().map(|(column, value)| value * scales.get(column).unwrap_or(&0.0));
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

/// What the ratios follow from.
struct Ratios {
    by_term: ByTerm,
    /// `ln(T' + αn) - ln(T + αn)` of each topic.
    offsets: Vec<f64>,
    n_terms: usize,
}

impl Ratios {
    fn new(rows: &SparseRows, members: &[usize], targets: &Targets) -> Self {
        let mut totals = vec![0.0; targets.n_topics()];
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
        let smoothing = ALPHA * rows.n_columns() as f64;
        let offset =
            |of_topic: &f64| libm::log(total - of_topic + smoothing) - libm::log(of_topic + smoothing);
        Self {
            by_term: ByTerm::new(rows, members),
            offsets: totals.iter().map(offset).collect(),
            n_terms: rows.n_columns(),
        }
    }

    /// Calls `sink` with the ratio of `term` and each topic; `sums` is scratch, one zero per topic, and is left so.
    fn for_each(&self, term: usize, targets: &Targets, sums: &mut [f64], mut sink: impl FnMut(f64)) {
        let mut all = 0.0;
        for (row, value) in self.by_term.of(term) {
            all += value;
            for &topic in targets.of(row) {
                if let Some(sum) = sums.get_mut(topic) {
                    *sum += value;
                }
            }
        }
        // Most terms never occur in most topics, which then share one logarithm.
        let absent = libm::log(ALPHA / (all + ALPHA));
        for (sum, offset) in sums.iter_mut().zip(&self.offsets) {
            let ratio = if *sum > 0.0 {
                libm::log((*sum + ALPHA) / (f64::max(all - *sum, 0.0) + ALPHA))
            } else {
                absent
            };
            sink(ratio + offset);
            *sum = 0.0;
        }
    }

    /// The largest absolute ratio of each term.
    fn largest(&self, targets: &Targets) -> Vec<f64> {
        let mut scales = vec![0.0; self.n_terms];
        parallel::fill_chunks(&mut scales, TERMS_PER_CHUNK, |chunk, scales| {
            let mut sums = vec![0.0; self.offsets.len()];
            for (place, scale) in scales.iter_mut().enumerate() {
                self.for_each(chunk * TERMS_PER_CHUNK + place, targets, &mut sums, |ratio| {
                    *scale = f64::max(*scale, ratio.abs());
                });
            }
        });
        scales
    }
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
                if let (Some(slot), Some(of_slot)) =
                    (turned.rows.get_mut(*next), turned.values.get_mut(*next))
                {
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
