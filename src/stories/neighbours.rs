//! The most similar cards of each card, among those published near it in time.
//!
//! Cards are found through the terms that weigh most in them: each card is held against the cards before it in time under these terms, and
//! the most promising are compared in full. A term that very many cards of the window hold tells little and is passed over.

use super::card::WINDOW;
use super::vectors::{Dots, SparseVector, Sums, low_half, rank};
use crate::parallel;
use jiff::Timestamp;

/// Cards less similar than this are no neighbours.
pub(super) const MIN_SIMILARITY: f64 = 0.07;
/// So many neighbours of a card are kept.
pub(super) const MAX_NEIGHBOURS: usize = 20;

/// So many terms of a card are looked under.
const N_TERMS: usize = 48;
/// A term under which more cards of the window stand is passed over.
const MAX_POSTINGS: usize = 1024;
/// So many cards are held against a card at most under all its terms, the rarest first: else the work for each would grow with the window.
const MAX_POSTINGS_IN_ALL: usize = 4096;
/// So many cards are compared in full.
const N_CANDIDATES: usize = 64;

/// A neighbour and how similar it is.
pub(super) type Neighbour = (usize, f64);

/// The neighbours of each card, the most similar first, of equal ones the first in order.
///
/// `published` are the times of the cards, which rise; those without one come last, and are near to all. Cards that `may_be_neighbours`
/// denies are none.
pub(super) fn neighbours(
    vectors: &[SparseVector],
    n_terms: usize,
    published: &[Option<Timestamp>],
    may_be_neighbours: impl Fn(usize, usize) -> bool + Sync + Send,
) -> Vec<Vec<Neighbour>> {
    let heaviest = parallel::map(vectors, |vector| vector.heaviest(N_TERMS));
    let postings = Postings::new(vectors, &heaviest, n_terms);
    let places: Vec<usize> = (0..vectors.len()).collect();
    let scratch = || (Sums::new(vectors.len()), Dots::new(n_terms));
    let earlier = parallel::map_with(&places, scratch, |scratch, &place| {
        let mut found = earlier_neighbours(place, vectors, &heaviest, &postings, published, scratch);
        found.retain(|(other, _)| may_be_neighbours(place, *other));
        keep_most_similar(&mut found, MAX_NEIGHBOURS);
        found
    });
    let mut neighbours: Vec<Vec<Neighbour>> = earlier.clone();
    for (place, found) in earlier.into_iter().enumerate() {
        for (other, similarity) in found {
            if let Some(list) = neighbours.get_mut(other) {
                list.push((place, similarity));
            }
        }
    }
    for list in &mut neighbours {
        keep_most_similar(list, MAX_NEIGHBOURS);
    }
    neighbours
}

fn keep_most_similar(list: &mut Vec<Neighbour>, n: usize) {
    list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list.truncate(n);
}

/// The first place that is near in time to a card of that time.
fn window_start(published: &[Option<Timestamp>], time: Option<Timestamp>) -> usize {
    let Some(time) = time else { return 0 };
    published.partition_point(|other| other.is_some_and(|other| time.duration_since(other) > WINDOW))
}

fn earlier_neighbours(
    place: usize,
    vectors: &[SparseVector],
    heaviest: &[Vec<u32>],
    postings: &Postings,
    published: &[Option<Timestamp>],
    (scores, dots): &mut (Sums, Dots),
) -> Vec<Neighbour> {
    let (Some(vector), Some(terms)) = (vectors.get(place), heaviest.get(place)) else { return Vec::new() };
    let start = window_start(published, published.get(place).copied().flatten());
    let mut lists: Vec<(usize, u32, f32, Stretch<'_>)> = Vec::with_capacity(terms.len());
    let mut weights = vector.pairs().peekable();
    for &term in terms {
        while weights.next_if(|(other, _)| *other < term).is_some() {}
        let Some((_, weight)) = weights.next_if(|(other, _)| *other == term) else { continue };
        let stretch = postings.between(term, start, place);
        if (1..=MAX_POSTINGS).contains(&stretch.0.len()) {
            lists.push((stretch.0.len(), term, weight, stretch));
        }
    }
    // The rarest first, as they tell most.
    lists.sort_unstable_by_key(|(n, term, ..)| (*n, *term));
    let mut n_left = MAX_POSTINGS_IN_ALL;
    for (n, _, weight, (places, others)) in lists {
        if n > n_left {
            break;
        }
        n_left -= n;
        for (&other, other_weight) in places.iter().zip(others) {
            scores.add(other, weight * other_weight);
        }
    }
    // Weight and number in one integer each, which is compared in one step: the most promising is the least.
    let mut candidates: Vec<u64> =
        scores.take().map(|(other, score)| u64::from(!rank(score)) << 32 | u64::from(other)).collect();
    if candidates.len() > N_CANDIDATES {
        candidates.select_nth_unstable(N_CANDIDATES);
        candidates.truncate(N_CANDIDATES);
    }
    let others = candidates.iter().map(|key| low_half(*key) as usize);
    dots.of(vector, others.filter_map(|other| Some((other, vectors.get(other)?))))
        .filter(|(_, similarity)| *similarity >= MIN_SIMILARITY)
        .collect()
}

/// Cards in order, with the weights of a term there.
type Stretch<'p> = (&'p [u32], &'p [f32]);

/// For each term the cards in which it is heavy, in order, with its weights there.
struct Postings {
    starts: Vec<usize>,
    places: Vec<u32>,
    weights: Vec<f32>,
}

impl Postings {
    fn new(vectors: &[SparseVector], heaviest: &[Vec<u32>], n_terms: usize) -> Self {
        let mut starts = vec![0; n_terms + 1];
        for &term in heaviest.iter().flatten() {
            if let Some(count) = starts.get_mut(term as usize + 1) {
                *count += 1;
            }
        }
        for term in 0..n_terms {
            let before = starts.get(term).copied().unwrap_or(0);
            if let Some(start) = starts.get_mut(term + 1) {
                *start += before;
            }
        }
        let n_postings = starts.last().copied().unwrap_or(0);
        let (mut places, mut weights) = (vec![0; n_postings], vec![0.0; n_postings]);
        let mut next = starts.clone();
        for ((place, vector), terms) in (0_u32..).zip(vectors).zip(heaviest) {
            let mut terms = terms.iter().copied().peekable();
            for (term, weight) in vector.pairs() {
                if terms.next_if_eq(&term).is_none() {
                    continue;
                }
                let Some(slot) = next.get_mut(term as usize) else { continue };
                if let (Some(to), Some(of)) = (places.get_mut(*slot), weights.get_mut(*slot)) {
                    (*to, *of) = (place, weight);
                }
                *slot += 1;
            }
        }
        Self { starts, places, weights }
    }

    /// The cards from `first` to before `end` in which the term is heavy.
    fn between(&self, term: u32, first: usize, end: usize) -> Stretch<'_> {
        let bound = |term: usize| self.starts.get(term).copied().unwrap_or(0);
        let range = bound(term as usize)..bound(term as usize + 1);
        let places = self.places.get(range.clone()).unwrap_or_default();
        let weights = self.weights.get(range).unwrap_or_default();
        let from = places.partition_point(|place| (*place as usize) < first);
        let to = places.partition_point(|place| (*place as usize) < end);
        (places.get(from..to).unwrap_or_default(), weights.get(from..to).unwrap_or_default())
    }
}
