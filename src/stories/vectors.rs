//! Cards as TF-IDF vectors: sparse, of length one, and compared by their cosine.

use libm::{log, sqrt};

use super::card::StoryCard;
use crate::parallel;

/// Terms by number, rising, and their weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SparseVector {
    pub(super) terms: Vec<u32>,
    pub(super) weights: Vec<f32>,
}

impl SparseVector {
    /// The sum of products of the weights of common terms; the cosine of vectors of length one.
    pub(super) fn dot(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.pairs().peekable(), other.pairs().peekable());
        let mut sum = 0.0;
        while let (Some(&(term_a, weight_a)), Some(&(term_b, weight_b))) = (a.peek(), b.peek()) {
            if term_a == term_b {
                sum += f64::from(weight_a) * f64::from(weight_b);
            }
            if term_a <= term_b {
                a.next();
            }
            if term_b <= term_a {
                b.next();
            }
        }
        sum
    }

    /// Terms and weights.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.terms.iter().copied().zip(self.weights.iter().copied())
    }

    /// The vector of terms and weights in any order, each term once, brought to length one.
    pub(super) fn of_length_one(mut pairs: Vec<(u32, f32)>) -> Self {
        pairs.sort_unstable_by_key(|(term, _)| *term);
        let squares: f64 = pairs.iter().map(|(_, weight)| f64::from(*weight) * f64::from(*weight)).sum();
        let scale = if squares > 0.0 { 1.0 / sqrt(squares) } else { 0.0 };
        let weights = pairs.iter().map(|(_, weight)| (f64::from(*weight) * scale) as f32).collect();
        Self { terms: pairs.into_iter().map(|(term, _)| term).collect(), weights }
    }

    /// The terms of most weight, of equal ones the first by number, at most `n` of them, rising.
    pub(super) fn heaviest(&self, n: usize) -> Vec<u32> {
        heaviest(self.pairs().collect(), n).into_iter().map(|(term, _)| term).collect()
    }
}

/// The pairs of most weight, of equal ones the first by number, at most `n` of them, by number.
pub(super) fn heaviest(mut pairs: Vec<(u32, f32)>, n: usize) -> Vec<(u32, f32)> {
    if pairs.len() > n {
        pairs.select_nth_unstable_by(n, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs.truncate(n);
    }
    pairs.sort_unstable_by_key(|(term, _)| *term);
    pairs
}

/// The vectors of cards, and the number of different terms.
///
/// A term weighs `(1 + ln tf) (1 + ln((1 + n) / (1 + df)))` of `n` cards, of which `df` hold it.
pub(super) fn vectors(cards: &[&StoryCard]) -> (Vec<SparseVector>, usize) {
    let mut vocabulary: Vec<u32> =
        cards.iter().flat_map(|card| card.terms.iter().map(|(term, _)| *term)).collect();
    vocabulary.sort_unstable();
    let mut frequencies: Vec<u32> = Vec::new();
    for same in vocabulary.chunk_by(|a, b| a == b) {
        frequencies.push(u32::try_from(same.len()).unwrap_or(u32::MAX));
    }
    vocabulary.dedup();
    let n_cards = cards.len() as f64;
    let idf: Vec<f64> = parallel::map(&frequencies, |df| 1.0 + log((1.0 + n_cards) / (1.0 + f64::from(*df))));
    let vectors = parallel::map(cards, |card| {
        let weigh = |&(term, count): &(u32, u32)| {
            let number = vocabulary.binary_search(&term).ok()?;
            let weight = (1.0 + log(f64::from(count))) * idf.get(number)?;
            Some((u32::try_from(number).ok()?, weight as f32))
        };
        SparseVector::of_length_one(card.terms.iter().filter_map(weigh).collect())
    });
    (vectors, vocabulary.len())
}
