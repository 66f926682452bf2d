//! Cards lean on their neighbours: where many tell of one thing, each comes to share the words of all.
//!
//! Titles of one story often share no word, but both share some with a third. Adding to each vector the vectors of its neighbours, by
//! similarity, brings such cards together (document expansion: Singhal and Pereira, "Document expansion for speech retrieval", SIGIR 1999;
//! Tao, Wang, Mei and Zhai, "Language model information retrieval with document expansion", NAACL 2006). What is added is in proportion to how
//! many neighbours there are: two cards that are alone with each other stay as they are but for a little.

use super::neighbours::{MAX_NEIGHBOURS, Neighbour};
use super::vectors::{SparseVector, heaviest, single};
use crate::parallel;

/// How much all neighbours weigh together where there are as many as are kept and each is the same as the card.
const NEIGHBOUR_WEIGHT: f64 = 5.0;
/// How often it is done: neighbours of neighbours are heard too.
const N_ROUNDS: usize = 2;
/// So many terms of a smoothed vector are kept.
const MAX_TERMS: usize = 256;

/// The vectors, each with those of its neighbours added.
pub(super) fn smoothed(
    mut vectors: Vec<SparseVector>,
    neighbours: &[Vec<Neighbour>],
    n_terms: usize,
) -> Vec<SparseVector> {
    let places: Vec<usize> = (0..vectors.len()).collect();
    for _ in 0..N_ROUNDS {
        vectors = parallel::map_with(
            &places,
            || vec![0.0_f32; n_terms],
            |sums, &place| {
                let found = neighbours.get(place).map(Vec::as_slice).unwrap_or_default();
                let Some(own) = vectors.get(place) else { return SparseVector::default() };
                if found.is_empty() {
                    return own.clone();
                }
                let mut terms: Vec<u32> = Vec::new();
                let mut add = |vector: &SparseVector, share: f64| {
                    for (term, weight) in vector.pairs() {
                        let Some(sum) = sums.get_mut(term as usize) else { continue };
                        if *sum == 0.0 {
                            terms.push(term);
                        }
                        *sum += single(share * f64::from(weight));
                    }
                };
                add(own, 1.0);
                for (other, similarity) in found {
                    if let Some(vector) = vectors.get(*other) {
                        add(vector, similarity * NEIGHBOUR_WEIGHT / MAX_NEIGHBOURS as f64);
                    }
                }
                let take = |term: u32| (term, sums.get_mut(term as usize).map_or(0.0, std::mem::take));
                SparseVector::of_length_one(heaviest(terms.into_iter().map(take).collect(), MAX_TERMS))
            },
        );
    }
    vectors
}
