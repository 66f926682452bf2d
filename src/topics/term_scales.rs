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

/// The scales of terms, such that rows have a mean squared length of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TermScales {
    /// One scale per term.
    Shared(Vec<f64>),
    /// The squared scales by term, then topic.
    ByTopic {
        /// The squares.
        squares: Vec<f32>,
        /// The number of topics.
        n_topics: usize,
    },
}

impl TermScales {
    /// The scales of the terms of `rows`, learnt from the rows `members`.
    pub(super) fn new(rows: &SparseRows, members: &[usize], targets: &Targets, by_topic: bool) -> Self {
        let ratios = Ratios::new(rows, members, targets);
        if by_topic { ratios.by_topic(rows, members, targets) } else { ratios.shared(rows, members, targets) }
    }

    /// The number of terms.
    pub(super) fn n_terms(&self) -> usize {
        match self {
            Self::Shared(scales) => scales.len(),
            Self::ByTopic { squares, n_topics } => squares.len() / n_topics.max(&1),
        }
    }

    /// What a term's value is multiplied by before it is learnt, whatever the topic.
    pub(super) fn of_value(&self, term: usize) -> f64 {
        match self {
            Self::Shared(scales) => scales.get(term).copied().unwrap_or(0.0),
            Self::ByTopic { .. } => 1.0,
        }
    }

    /// The squared scales of a term by topic; empty where topics share one.
    pub(super) fn squares(&self, term: usize) -> &[f32] {
        match self {
            Self::Shared(_) => &[],
            Self::ByTopic { squares, n_topics } => {
                squares.get(term * n_topics..(term + 1) * n_topics).unwrap_or_default()
            }
        }
    }

    /// Whether topics share the scales.
    pub(super) const fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_))
    }
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

    /// Calls `sink` with each topic and its ratio for `term`; `sums` is scratch, one zero per topic, and is left so.
    fn for_each(&self, term: usize, targets: &Targets, sums: &mut [f64], mut sink: impl FnMut(usize, f64)) {
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
        for (topic, (sum, offset)) in sums.iter_mut().zip(&self.offsets).enumerate() {
            let ratio = if *sum > 0.0 {
                libm::log((*sum + ALPHA) / (f64::max(all - *sum, 0.0) + ALPHA))
            } else {
                absent
            };
            sink(topic, ratio + offset);
            *sum = 0.0;
        }
    }

    /// The largest absolute ratio of each term.
    fn shared(&self, rows: &SparseRows, members: &[usize], targets: &Targets) -> TermScales {
        let mut scales = vec![0.0; self.n_terms];
        parallel::fill_chunks(&mut scales, TERMS_PER_CHUNK, |chunk, scales| {
            let mut sums = vec![0.0; self.offsets.len()];
            for (place, scale) in scales.iter_mut().enumerate() {
                self.for_each(chunk * TERMS_PER_CHUNK + place, targets, &mut sums, |_, ratio| {
                    *scale = f64::max(*scale, ratio.abs());
                });
            }
        });
        let squares = members.iter().map(|&row| {
            let scaled =
                rows.row(row).iter().map(|(column, value)| value * scales.get(column).unwrap_or(&0.0));
            scaled.map(|value| value * value).sum::<f64>()
        });
        let mean = squares.sum::<f64>() / members.len().max(1) as f64;
        if mean > 0.0 {
            let length = mean.sqrt();
            scales.iter_mut().for_each(|scale| *scale /= length);
        }
        TermScales::Shared(scales)
    }

    /// The squared ratio of each term and topic.
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what the model is learnt in")]
    fn by_topic(&self, rows: &SparseRows, members: &[usize], targets: &Targets) -> TermScales {
        let n_topics = self.offsets.len().max(1);
        let mut squares = vec![0.0_f32; self.n_terms * n_topics];
        parallel::fill_chunks(&mut squares, TERMS_PER_CHUNK * n_topics, |chunk, squares| {
            let mut sums = vec![0.0; n_topics];
            for (place, squares) in squares.chunks_mut(n_topics).enumerate() {
                self.for_each(chunk * TERMS_PER_CHUNK + place, targets, &mut sums, |topic, ratio| {
                    if let Some(square) = squares.get_mut(topic) {
                        *square = (ratio * ratio) as f32;
                    }
                });
            }
        });
        let of_term = |term: usize| squares.get(term * n_topics..(term + 1) * n_topics).unwrap_or_default();
        let means: Vec<f64> = parallel::map_chunks(&term_numbers(self.n_terms), TERMS_PER_CHUNK, |terms| {
            let mean = |&term: &usize| of_term(term).iter().map(|&square| f64::from(square)).sum::<f64>();
            terms.iter().map(|term| mean(term) / n_topics as f64).collect::<Vec<f64>>()
        })
        .concat();
        let lengths = members.iter().map(|&row| {
            let squared =
                rows.row(row).iter().map(|(column, value)| value * value * means.get(column).unwrap_or(&0.0));
            squared.sum::<f64>()
        });
        let mean = lengths.sum::<f64>() / members.len().max(1) as f64;
        if mean > 0.0 {
            parallel::fill_chunks(&mut squares, TERMS_PER_CHUNK * n_topics, |_, squares| {
                squares.iter_mut().for_each(|square| *square = (f64::from(*square) / mean) as f32);
            });
        }
        TermScales::ByTopic { squares, n_topics }
    }
}

fn term_numbers(n_terms: usize) -> Vec<usize> {
    (0..n_terms).collect()
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
