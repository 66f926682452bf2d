//! Islands: cards that may come together, apart from all others.
//!
//! Clusters only ever join along the links that cards have from the start. So what becomes of cards that no chain of links joins to the others
//! is theirs alone, and one island can be worked out beside another.

use super::groups::Groups;
use super::linkage::least;
use super::neighbours::Neighbour;
use super::vectors::{Dots, SparseVector};
use crate::parallel;

/// Two cards and how similar they are, the earlier first.
pub(super) type Link = (usize, usize, f64);

/// Cards that no link joins to any other: whatever becomes one of them depends on them alone.
#[derive(Debug, Default)]
pub(super) struct Island {
    /// Rising.
    pub(super) cards: Vec<usize>,
    pub(super) links: Vec<Link>,
}

/// The islands of more than one card. Cards with the same number in `before` are in one from the start.
pub(super) fn islands(
    vectors: &[SparseVector],
    n_terms: usize,
    neighbours: &[Vec<Neighbour>],
    before: &[usize],
) -> Vec<Island> {
    let mut groups = earlier_groups(before);
    let links = links(vectors, n_terms, neighbours, &mut groups);
    for &(a, b, _) in &links {
        groups.join(a, b);
    }
    let firsts = groups.into_firsts();
    let mut islands: Vec<Island> = firsts.iter().map(|_| Island::default()).collect();
    for (card, &first) in firsts.iter().enumerate() {
        if let Some(island) = islands.get_mut(first) {
            island.cards.push(card);
        }
    }
    for link in &links {
        if let Some(island) = firsts.get(link.0).and_then(|&first| islands.get_mut(first)) {
            island.links.push(*link);
        }
    }
    islands.retain(|island| island.cards.len() > 1);
    islands
}

/// The groups of cards that have the same number.
fn earlier_groups(before: &[usize]) -> Groups {
    let mut groups = Groups::of_single_rows(before.len());
    let mut cards: Vec<usize> = (0..before.len()).collect();
    cards.sort_by_key(|&card| before.get(card));
    for (&a, &b) in cards.iter().zip(cards.iter().skip(1)).filter(|(a, b)| before.get(**a) == before.get(**b))
    {
        groups.join(a, b);
    }
    groups
}

/// The links of cards that could bring the clusters together of which they are from the start, in order.
fn links(
    vectors: &[SparseVector],
    n_terms: usize,
    neighbours: &[Vec<Neighbour>],
    groups: &mut Groups,
) -> Vec<Link> {
    let firsts: Vec<usize> = (0..vectors.len()).map(|card| groups.first_of(card)).collect();
    let mut sizes = vec![0; vectors.len()];
    for &first in &firsts {
        if let Some(size) = sizes.get_mut(first) {
            *size += 1;
        }
    }
    let is_alone = |card: usize| firsts.get(card).and_then(|&first| sizes.get(first)) == Some(&1);
    let pairs = linked_pairs(neighbours);
    let by_first: Vec<&[(usize, usize)]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let links = parallel::map_with(
        &by_first,
        || Dots::new(n_terms),
        |dots, pairs| {
            let first = pairs.first().map_or(0, |(first, _)| *first);
            let Some(own) = vectors.get(first) else { return Vec::new() };
            let others = pairs.iter().filter_map(|&(_, other)| Some((other, vectors.get(other)?)));
            let links = dots.of(own, others).map(|(other, similarity)| (first, other, similarity));
            // How similar clusters of several cards are is not known from two of them.
            let may_join =
                |&(a, b, similarity): &Link| similarity >= least(1) || !(is_alone(a) && is_alone(b));
            links.filter(may_join).collect::<Vec<Link>>()
        },
    );
    links.into_iter().flatten().collect()
}

/// The pairs of cards of which one is a neighbour of the other, each once, the earlier card first.
fn linked_pairs(neighbours: &[Vec<Neighbour>]) -> Vec<(usize, usize)> {
    let of_card = |(place, found): (usize, &Vec<Neighbour>)| {
        found.iter().map(|&(other, _)| (place.min(other), place.max(other))).collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize)> = neighbours.iter().enumerate().flat_map(of_card).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
