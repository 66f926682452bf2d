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
        let (shorter, longer) =
            if self.terms.len() <= other.terms.len() { (self, other) } else { (other, self) };
        let (mut terms, mut weights) = (longer.terms.as_slice(), longer.weights.as_slice());
        let mut sum = 0.0;
        for (term, weight) in shorter.pairs() {
            // Terms are near the one before: a few steps of growing size find the stretch that holds the next.
            let mut reach = 1;
            while terms.get(reach).is_some_and(|other| *other < term) {
                reach *= 2;
            }
            let stretch = terms.get(..terms.len().min(reach + 1)).unwrap_or_default();
            let n_before = stretch.partition_point(|other| *other < term);
            terms = terms.get(n_before..).unwrap_or_default();
            weights = weights.get(n_before..).unwrap_or_default();
            if terms.first() == Some(&term) {
                sum += f64::from(weight) * weights.first().map_or(0.0, |other| f64::from(*other));
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
        let weights = pairs.iter().map(|(_, weight)| single(f64::from(*weight) * scale)).collect();
        // Borrowed, for room of its own: what `pairs` was cut from may have been long.
        Self { terms: pairs.iter().map(|(term, _)| *term).collect(), weights }
    }

    /// The terms of most weight, of equal ones the first by number, at most `n` of them, rising.
    pub(super) fn heaviest(&self, n: usize) -> Vec<u32> {
        heaviest(self.pairs().collect(), n).iter().map(|(term, _)| *term).collect()
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

    /// The product of `vector` with each of `others`, in their order.
    pub(super) fn of<'o>(
        &mut self,
        vector: &SparseVector,
        others: impl Iterator<Item = (usize, &'o SparseVector)>,
    ) -> std::vec::IntoIter<(usize, f64)> {
        self.fill(vector, |weight| weight);
        let of_term = |term: u32| self.weights.get(term as usize).copied().unwrap_or(0.0);
        let product = |(term, weight): (u32, f32)| f64::from(weight) * f64::from(of_term(term));
        let dots: Vec<(usize, f64)> =
            others.map(|(number, other)| (number, other.pairs().map(product).sum())).collect();
        self.fill(vector, |_| 0.0);
        dots.into_iter()
    }

    fn fill(&mut self, vector: &SparseVector, value: impl Fn(f32) -> f32) {
        for (term, weight) in vector.pairs() {
            if let Some(slot) = self.weights.get_mut(term as usize) {
                *slot = value(weight);
            }
        }
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

/// A weight in single precision, which is enough for a cosine.
#[expect(clippy::cast_possible_truncation, reason = "it is rounded on purpose")]
pub(super) const fn single(weight: f64) -> f32 {
    weight as f32
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
            Some((u32::try_from(number).ok()?, single(weight)))
        };
        SparseVector::of_length_one(card.terms.iter().filter_map(weigh).collect())
    });
    (vectors, vocabulary.len())
}
