//! How far a measure could be off by the luck of which documents were measured: percentile bootstrap intervals.
//!
//! Documents are drawn with replacement, as many as there are, [`N_RESAMPLES`] times; the interval lies between the 2.5th
//! and the 97.5th percentile of the measure (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13).
//!
//! Accuracy and F1 depend only on how many documents of each [`Pattern`] were drawn, and those numbers are
//! multinomial. So they are drawn at once: a drawn document is a random number of 64 bits, and the documents are
//! dealt bit by bit into the two halves of the range, until a half lies within one pattern. How many of `n` fall into the
//! lower half is the number of ones in `n` random bits. That is the distribution of drawing one by one, in
//! integers only, and takes a few bits per document.

use std::ops::Range;

use serde::Serialize;

use super::counts::{Counts, Pattern};
use crate::parallel;
use crate::random::SplitMix64;

/// How often the documents are drawn anew.
const N_RESAMPLES: usize = 1000;

/// The shares of the resamples that lie below and above the interval.
const TAIL: f64 = 0.025;

/// Where the random numbers start; any number would do.
const SEED: u64 = 0x51C6_11E5;

/// Between which values a measure lies in 95 % of the resamples, in percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Written as `[low, high]`.
impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.low, interval.high]
    }
}

/// The 95 % intervals of the measures.
///
/// They speak of the luck of which documents were measured, not of which were learnt from, and take documents for independent.
/// Where every document is right they have no width: resampling cannot show what the documents do not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Intervals {
    /// That of the accuracy.
    pub accuracy: Interval,
    /// That of macro-F1; in each resample the mean is over the topics that occur in it.
    pub macro_f1: Interval,
    /// That of micro-F1.
    pub micro_f1: Interval,
    /// That of precision at 1; only where documents have several topics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_at_1: Option<Interval>,
}

/// The intervals of the measures over the documents of `patterns`, for topic numbers below `n_topics`.
///
/// The same for any number of threads; all 0 without documents.
pub(super) fn intervals(patterns: &[Pattern], n_topics: usize, several_labels: bool) -> Intervals {
    let urn = Urn::new(patterns.iter().map(|pattern| pattern.n));
    let mut seeds = SplitMix64::new(SEED);
    let seeds: Vec<u64> = (0..N_RESAMPLES).map(|_| seeds.next()).collect();
    let scratch = || (Counts::new(n_topics), vec![0; patterns.len()]);
    let measures = parallel::map_with(&seeds, scratch, |(counts, drawn), &seed| {
        urn.draw(&mut SplitMix64::new(seed), drawn);
        counts.clear();
        for (pattern, &n) in patterns.iter().zip(drawn.iter()).filter(|(_, n)| **n > 0) {
            counts.add(pattern, n);
        }
        [counts.accuracy(), counts.macro_f1(), counts.micro_f1(), counts.precision_at_1()]
    });
    let column = |column: usize| -> Vec<f64> {
        measures.iter().filter_map(|measures| measures.get(column).copied()).collect()
    };
    Intervals {
        accuracy: percentiles(column(0)),
        macro_f1: percentiles(column(1)),
        micro_f1: percentiles(column(2)),
        precision_at_1: several_labels.then(|| percentiles(column(3))),
    }
}

/// The interval between the two tails of `values`, with linear interpolation between neighbours (R's type 7).
fn percentiles(mut values: Vec<f64>) -> Interval {
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * values.len().saturating_sub(1) as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a short list"
        )]
        let below = place.floor() as usize;
        let low = values.get(below).copied().unwrap_or(0.0);
        let high = values.get(below + 1).copied().unwrap_or(low);
        low + (high - low) * (place - place.floor())
    };
    Interval { low: at(TAIL), high: at(1.0 - TAIL) }
}

/// Documents of several kinds, to be drawn from with replacement.
struct Urn {
    /// The first of the 64-bit numbers that stand for each kind; kinds have shares of the range as they have of the documents
    /// (to 2⁻⁶⁴).
    starts: Vec<u64>,
    n: u64,
}

impl Urn {
    /// An urn of so many documents of each kind; every number above 0.
    fn new(sizes: impl Iterator<Item = u64>) -> Self {
        let sizes: Vec<u64> = sizes.collect();
        let n: u64 = sizes.iter().sum();
        let start = |before: &mut u64, size: &u64| {
            let scaled = (u128::from(*before) << 64).div_ceil(u128::from(n.max(1)));
            *before += size;
            Some(u64::try_from(scaled).unwrap_or(u64::MAX))
        };
        Self { starts: sizes.iter().scan(0, start).collect(), n }
    }

    /// Draws as many documents as there are, and writes how many of each kind they are into `drawn`.
    fn draw(&self, generator: &mut SplitMix64, drawn: &mut [u64]) {
        drawn.fill(0);
        self.deal(generator, self.n, 0..self.starts.len(), (0, u64::BITS), drawn);
    }

    /// Deals `n` documents whose numbers lie in the range of `bits` bits from `low`, which only `kinds` take part in.
    fn deal(
        &self,
        generator: &mut SplitMix64,
        n: u64,
        kinds: Range<usize>,
        (low, bits): (u64, u32),
        drawn: &mut [u64],
    ) {
        if n == 0 || kinds.is_empty() {
            return;
        }
        let Some(half) = bits.checked_sub(1).filter(|_| kinds.len() > 1) else {
            if let Some(of_kind) = drawn.get_mut(kinds.start) {
                *of_kind += n;
            }
            return;
        };
        let middle = low + (1 << half);
        let starts = self.starts.get(kinds.clone()).unwrap_or_default();
        let first_above = kinds.start + starts.partition_point(|&start| start < middle);
        let opens_above = self.starts.get(first_above) == Some(&middle);
        let upper = if opens_above { first_above } else { first_above.saturating_sub(1) };
        let n_below = count_heads(generator, n);
        self.deal(generator, n_below, kinds.start..first_above, (low, half), drawn);
        self.deal(generator, n - n_below, upper..kinds.end, (middle, half), drawn);
    }
}

/// How many of `n` fair coins show heads.
fn count_heads(generator: &mut SplitMix64, n: u64) -> u64 {
    let words: u64 = (0..n / 64).map(|_| u64::from(generator.next().count_ones())).sum();
    match n % 64 {
        0 => words,
        rest => words + u64::from((generator.next() >> (64 - rest)).count_ones()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Mean and variance of a multinomial number are `n p` and `n p (1 - p)`; five standard errors are allowed.
    #[test]
    fn drawn_numbers_are_multinomial() {
        let sizes = [700_u64, 200, 99, 1];
        let urn = Urn::new(sizes.iter().copied());
        let mut generator = SplitMix64::new(7);
        let n_draws = 4000.0;
        let (mut sums, mut squares) = ([0.0; 4], [0.0; 4]);
        let mut drawn = [0; 4];
        for _ in 0..4000 {
            urn.draw(&mut generator, &mut drawn);
            for kind in 0..4 {
                sums[kind] += drawn[kind] as f64;
                squares[kind] += (drawn[kind] as f64).powi(2);
            }
        }
        for kind in 0..4 {
            let share = sizes[kind] as f64 / 1000.0;
            let variance = 1000.0 * share * (1.0 - share);
            let mean = sums[kind] / n_draws;
            assert!((mean - 1000.0 * share).abs() < 5.0 * (variance / n_draws).sqrt(), "{kind}: {mean}");
            let found = squares[kind] / n_draws - mean * mean;
            assert!((found / variance - 1.0).abs() < 0.15, "{kind}: variance {found}, not {variance}");
        }
    }

    /// A proportion of 0.9 over 10,000 documents: 1.96 √(0.9 · 0.1 / 10,000) = 0.588 percentage points to each side.
    #[test]
    fn the_interval_of_a_proportion_is_the_textbook_s() {
        let patterns = [Pattern::of_pair(0, 0, 9000), Pattern::of_pair(0, 1, 1000)];
        let interval = intervals(&patterns, 2, false).accuracy;
        assert!((interval.low - 89.412).abs() < 0.1, "{interval:?}");
        assert!((interval.high - 90.588).abs() < 0.1, "{interval:?}");
    }

    /// The default of `numpy.percentile`: of 0 to 1000, the 2.5th is 25 and the 97.5th 975; of 1 and 2, 1.025 and 1.975.
    #[test]
    fn percentiles_are_interpolated() {
        let interval = percentiles((0..=1000).rev().map(f64::from).collect());
        assert!((interval.low - 25.0).abs() < 1e-9 && (interval.high - 975.0).abs() < 1e-9);
        let interval = percentiles(vec![2.0, 1.0]);
        assert!((interval.low - 1.025).abs() < 1e-9 && (interval.high - 1.975).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn as_many_are_drawn_as_there_are(
            sizes in proptest::collection::vec(1_u64..5000, 1..40),
            seed in any::<u64>(),
        ) {
            let urn = Urn::new(sizes.iter().copied());
            let mut drawn = vec![9; sizes.len()];
            urn.draw(&mut SplitMix64::new(seed), &mut drawn);
            prop_assert_eq!(drawn.iter().sum::<u64>(), sizes.iter().sum::<u64>());
        }
    }
}
