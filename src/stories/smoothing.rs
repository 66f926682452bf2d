//! Cards lean on their neighbours: where many tell of one thing, each comes to share the words of all.
//!
//! Titles of one story often share no word, but both share some with a third. Adding to each vector the vectors of its neighbours, by
//! similarity, brings such cards together (document expansion: Singhal and Pereira, "Document expansion for speech retrieval", SIGIR 1999;
//! Tao, Wang, Mei and Zhai, "Language model information retrieval with document expansion", NAACL 2006). What is added is in proportion to how
//! many neighbours there are: two cards that are alone with each other stay as they are but for a little.

use super::neighbours::{MAX_NEIGHBOURS, Neighbour};
use super::vectors::{SparseVector, Sums, heaviest, single};
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
            || Sums::new(n_terms),
            |sums, &place| {
                let found = neighbours.get(place).map(Vec::as_slice).unwrap_or_default();
                let Some(own) = vectors.get(place) else { return SparseVector::default() };
                if found.is_empty() {
                    return own.clone();
                }
                add(sums, own, 1.0);
                for (other, similarity) in found {
                    if let Some(vector) = vectors.get(*other) {
                        add(sums, vector, similarity * NEIGHBOUR_WEIGHT / MAX_NEIGHBOURS as f64);
                    }
                }
                SparseVector::of_length_one(&heaviest(sums.take(), MAX_TERMS))
            },
        );
    }
    vectors
}

fn add(sums: &mut Sums, vector: &SparseVector, share: f64) {
    let share = single(share);
    for (term, weight) in vector.pairs() {
        sums.add(term, share * weight);
    }
}
