//! Cards as TF-IDF vectors: sparse, of length one, and compared by their cosine.

use hashbrown::HashMap;
use libm::{log, sqrt};

use super::card::StoryCard;
use crate::parallel;

/// Terms are counted in stretches of so many cards.
const N_COUNTED_AT_ONCE: usize = 4096;

/// Terms by number, rising, and their weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SparseVector {
    pub(super) terms: Vec<u32>,
    pub(super) weights: Vec<f32>,
}

impl SparseVector {
    /// Terms and weights.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.terms.iter().copied().zip(self.weights.iter().copied())
    }

    /// The vector of terms and weights, the terms rising, brought to length one.
    pub(super) fn of_length_one(pairs: &[(u32, f32)]) -> Self {
        let squares: f64 = pairs.iter().map(|(_, weight)| f64::from(*weight) * f64::from(*weight)).sum();
        let scale = if squares > 0.0 { 1.0 / sqrt(squares) } else { 0.0 };
        let weights = pairs.iter().map(|(_, weight)| single(f64::from(*weight) * scale)).collect();
        Self { terms: pairs.iter().map(|(term, _)| *term).collect(), weights }
    }

    /// The terms of most weight, of equal ones the first by number, at most `n` of them, rising.
    pub(super) fn heaviest(&self, n: usize) -> Vec<u32> {
        heaviest(self.pairs(), n).iter().map(|(term, _)| *term).collect()
    }
}

/// Products of one vector with many others, whose weights are looked up by term.
#[derive(Debug)]
pub(super) struct Dots {
    weights: Vec<f32>,
}

impl Dots {
    /// For vectors of terms below `n_terms`.
    pub(super) fn new(n_terms: usize) -> Self {
        Self { weights: vec![0.0; n_terms] }
    }

    /// The product of `vector` with each of `others` over their common terms, in their order; the cosine of vectors of length one.
    pub(super) fn of<'o>(
        &mut self,
        vector: &SparseVector,
        others: impl Iterator<Item = (usize, &'o SparseVector)>,
    ) -> std::vec::IntoIter<(usize, f64)> {
        self.fill(vector, |weight| weight);
        let dots: Vec<(usize, f64)> = others.map(|(number, other)| (number, self.dot(other))).collect();
        self.fill(vector, |_| 0.0);
        dots.into_iter()
    }

    /// The product of the vector that is filled in with another. Four sums go side by side, as each addition would wait for the one before.
    fn dot(&self, other: &SparseVector) -> f64 {
        let product = |term: u32, weight: f32| {
            f64::from(weight) * f64::from(self.weights.get(term as usize).copied().unwrap_or(0.0))
        };
        let ((terms, last_terms), (weights, last_weights)) =
            (other.terms.as_chunks::<4>(), other.weights.as_chunks::<4>());
        let mut sums = (0.0, 0.0, 0.0, 0.0);
        for (&[a, b, c, d], &[of_a, of_b, of_c, of_d]) in terms.iter().zip(weights) {
            sums.0 += product(a, of_a);
            sums.1 += product(b, of_b);
            sums.2 += product(c, of_c);
            sums.3 += product(d, of_d);
        }
        let rest: f64 =
            last_terms.iter().zip(last_weights).map(|(term, weight)| product(*term, *weight)).sum();
        (sums.0 + sums.1) + (sums.2 + sums.3) + rest
    }

    fn fill(&mut self, vector: &SparseVector, value: impl Fn(f32) -> f32) {
        for (term, weight) in vector.pairs() {
            if let Some(slot) = self.weights.get_mut(term as usize) {
                *slot = value(weight);
            }
        }
    }
}

/// Sums by number, of which few are other than 0 at a time.
#[derive(Debug)]
pub(super) struct Sums {
    values: Vec<f32>,
    /// The first `n_touched` are the numbers that have been added to, in the order in which they came.
    touched: Vec<u32>,
    n_touched: usize,
}

impl Sums {
    /// For numbers below `n`.
    pub(super) fn new(n: usize) -> Self {
        Self { values: vec![0.0; n], touched: vec![0; n], n_touched: 0 }
    }

    /// Adds to the sum of a number.
    pub(super) fn add(&mut self, number: u32, value: f32) {
        let Some(sum) = self.values.get_mut(number as usize) else { return };
        // Written always, counted where it is new: whether it is can hardly be foretold, and a branch would stall.
        if let Some(slot) = self.touched.get_mut(self.n_touched) {
            *slot = number;
        }
        self.n_touched += usize::from(*sum == 0.0);
        *sum += value;
    }

    /// What has been added up since the last time, in the order in which the numbers came.
    pub(super) fn take(&mut self) -> impl Iterator<Item = (u32, f32)> {
        let n_touched = std::mem::take(&mut self.n_touched).min(self.touched.len());
        let values = &mut self.values;
        let of_number =
            move |number: &u32| (*number, values.get_mut(*number as usize).map_or(0.0, std::mem::take));
        self.touched.get(..n_touched).unwrap_or_default().iter().map(of_number)
    }
}

/// The pairs of most weight, of equal ones the first by number, at most `n` of them, by number.
pub(super) fn heaviest(pairs: impl Iterator<Item = (u32, f32)>, n: usize) -> Vec<(u32, f32)> {
    // Weight and number in one integer each, which is compared in one step: the heaviest is the least.
    let mut keys: Vec<u64> =
        pairs.map(|(number, weight)| u64::from(!rank(weight)) << 32 | u64::from(number)).collect();
    if keys.len() > n {
        keys.select_nth_unstable(n);
        keys.truncate(n);
    }
    for key in &mut keys {
        *key = key.rotate_left(32);
    }
    keys.sort_unstable();
    keys.into_iter().map(|key| ((key >> 32) as u32, of_rank(!low_half(key)))).collect()
}

/// The lower half of a key.
pub(super) const fn low_half(key: u64) -> u32 {
    (key & 0xFFFF_FFFF) as u32
}

/// The place of a weight among all, as [`f32::total_cmp`] orders them.
pub(super) const fn rank(weight: f32) -> u32 {
    let bits = weight.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

const fn of_rank(rank: u32) -> f32 {
    f32::from_bits(if rank >> 31 == 1 { rank & !(1 << 31) } else { !rank })
}

/// A weight in single precision, which is enough for a cosine.
#[expect(clippy::cast_possible_truncation, reason = "it is rounded on purpose")]
pub(super) const fn single(weight: f64) -> f32 {
    weight as f32
}

/// The vectors of cards, and the number of different terms.
///
/// A term weighs `(1 + ln tf) (1 + ln((1 + n) / (1 + df)))` of `n` cards, of which `df` hold it.
pub(super) fn vectors(cards: &[&StoryCard]) -> (Vec<SparseVector>, usize) {
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    for counts in parallel::map_chunks(cards, N_COUNTED_AT_ONCE, document_frequencies) {
        for (term, count) in counts {
            *numbers.entry(term).or_default() += count;
        }
    }
    let mut vocabulary: Vec<(u32, u32)> = numbers.iter().map(|(term, df)| (*term, *df)).collect();
    vocabulary.sort_unstable();
    for (number, (term, _)) in (0..).zip(&vocabulary) {
        numbers.insert(*term, number);
    }
    let n_cards = cards.len() as f64;
    let idf: Vec<f64> =
        parallel::map(&vocabulary, |(_, df)| 1.0 + log((1.0 + n_cards) / (1.0 + f64::from(*df))));
    let vectors = parallel::map(cards, |card| {
        let weigh = |&(term, count): &(u32, u32)| {
            let number = *numbers.get(&term)?;
            let weight = (1.0 + log(f64::from(count))) * idf.get(number as usize)?;
            Some((number, single(weight)))
        };
        let pairs: Vec<(u32, f32)> = card.terms.iter().filter_map(weigh).collect();
        SparseVector::of_length_one(&pairs)
    });
    (vectors, vocabulary.len())
}

/// How many of the cards hold each term.
fn document_frequencies(cards: &[&StoryCard]) -> HashMap<u32, u32> {
    let mut frequencies = HashMap::new();
    for (term, _) in cards.iter().flat_map(|card| &card.terms) {
        *frequencies.entry(*term).or_default() += 1;
    }
    frequencies
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::random::SplitMix64;

    /// Numbers below 50 with weights in hundredths, so that some are equal.
    fn pairs(seed: u64, n: usize) -> Vec<(u32, f32)> {
        let mut numbers = SplitMix64::new(seed);
        let mut below = |n: u16| u16::try_from(numbers.next() % u64::from(n)).unwrap();
        (0..n).map(|_| (u32::from(below(50)), f32::from(below(100)) / 100.0)).collect()
    }

    #[test]
    fn sums_are_those_of_a_map() {
        let mut sums = Sums::new(50);
        for seed in 0..20 {
            let mut expected: BTreeMap<u32, f32> = BTreeMap::new();
            for (number, value) in pairs(seed, 80) {
                sums.add(number, value);
                *expected.entry(number).or_default() += value;
            }
            sums.add(50, 1.0);
            expected.retain(|_, sum| *sum > 0.0);
            let found: BTreeMap<u32, f32> = sums.take().filter(|(_, sum)| *sum > 0.0).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn the_heaviest_are_those_that_sorting_puts_first() {
        for seed in 0..20 {
            let pairs: Vec<(u32, f32)> =
                pairs(seed, 80).into_iter().map(|(number, weight)| (number, weight - 0.5)).collect();
            for n in [0, 1, 7, 40, 80, 100] {
                let mut expected = pairs.clone();
                expected.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                expected.truncate(n);
                expected.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
                assert_eq!(heaviest(pairs.iter().copied(), n), expected);
            }
        }
    }

    /// Weights of eighths, whose products and sums are exact in any order.
    #[test]
    fn products_are_those_of_both_ways() {
        let vector = |seed| {
            let weights: BTreeMap<u32, f32> =
                pairs(seed, 40).into_iter().map(|(term, weight)| (term, (weight * 8.0).round())).collect();
            SparseVector {
                terms: weights.keys().copied().collect(),
                weights: weights.into_values().collect(),
            }
        };
        let mut dots = Dots::new(50);
        for seed in 0..20 {
            let (a, b) = (vector(seed), vector(seed + 100));
            let expected: f64 = a
                .pairs()
                .flat_map(|(term, weight)| {
                    b.pairs().filter(move |(other, _)| *other == term).map(move |(_, other)| (weight, other))
                })
                .map(|(a, b)| f64::from(a) * f64::from(b))
                .sum();
            assert_eq!(dots.of(&a, [(7, &b)].into_iter()).collect::<Vec<_>>(), [(7, expected)]);
        }
    }
}
