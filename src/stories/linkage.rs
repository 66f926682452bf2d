//! Clusters by average linkage: the two clusters whose cards are most similar on average become one, as long as they are similar enough.
//!
//! (Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958.) Only clusters that are linked by neighbours are
//! compared. The average over all pairs of cards of two clusters is the product of the sums of their vectors, so a cluster is known by its sum;
//! pairs of cards too far apart in time count as not similar at all, so that a subject that comes up again is a new story.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use hashbrown::HashMap;
use jiff::Timestamp;

use super::card::WINDOW;
use super::groups::Groups;
use super::neighbours::Neighbour;
use super::vectors::{Dots, SparseVector, heaviest};
use crate::parallel;

/// Clusters less similar than this on average tell different stories …
const MIN_LINKAGE: f64 = 0.2;
/// … and few articles less similar than so much more, shared among the articles of the larger cluster: two that are alone must agree more,
/// as there is nothing beside them to say that it is one story.
const MORE_FOR_FEW: f64 = 0.1;
/// So many terms of a cluster's sum are kept.
const MAX_TERMS: usize = 2048;

/// The group of each card, as the number of the group's first card.
///
/// Cards with the same number in `before` share a group from the start. `published` are the times of the cards, which rise; those without one come last, and are near to all.
pub(super) fn clusters(
    vectors: Vec<SparseVector>,
    n_terms: usize,
    neighbours: &[Vec<Neighbour>],
    published: &[Option<Timestamp>],
    before: &[usize],
) -> Vec<usize> {
    let n_cards = vectors.len();
    let pairs = linked_pairs(neighbours);
    let by_first: Vec<&[(usize, usize)]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let links = parallel::map_with(
        &by_first,
        || Dots::new(n_terms),
        |dots, pairs| {
            let first = pairs.first().map_or(0, |(first, _)| *first);
            let Some(own) = vectors.get(first) else { return (first, Vec::new()) };
            let others = pairs.iter().filter_map(|&(_, other)| Some((other, vectors.get(other)?)));
            (first, dots.of(own, others).collect::<Vec<(usize, f64)>>())
        },
    );
    let mut linkage = Linkage::new(vectors, published);
    let mut groups = Groups::of_single_rows(n_cards);
    let cluster_of = linkage.join_earlier(before, &mut groups);
    for (a, links) in links {
        for (b, similarity) in links {
            match (cluster_of.get(a).copied().unwrap_or(a), cluster_of.get(b).copied().unwrap_or(b)) {
                (of_a, of_b) if (of_a, of_b) == (a, b) => linkage.note(Pair { similarity, a, b }),
                (of_a, of_b) => linkage.link(of_a, of_b),
            }
        }
    }
    while let Some((a, b)) = linkage.merge_closest() {
        groups.join(a, b);
    }
    groups.into_firsts()
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

/// A cluster that is not yet part of another.
struct Cluster {
    /// One of its cards.
    card: usize,
    sum: SparseVector,
    n_cards: usize,
    /// The times of its cards that have one, rising.
    times: Vec<Timestamp>,
    /// The clusters that are similar enough to become one with it, and how similar they are.
    linked: HashMap<usize, f64>,
}

/// Two clusters that could become one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    similarity: f64,
    a: usize,
    b: usize,
}

impl Eq for Pair {}

/// The most similar pair is the greatest; of equals the one that is first in number.
impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity.total_cmp(&other.similarity).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Linkage {
    /// By number; a cluster that has become part of another is gone.
    clusters: Vec<Option<Cluster>>,
    pairs: BinaryHeap<Pair>,
}

impl Linkage {
    fn new(vectors: Vec<SparseVector>, published: &[Option<Timestamp>]) -> Self {
        let cluster = |(card, sum): (usize, SparseVector)| {
            let times = published.get(card).copied().flatten().into_iter().collect();
            Some(Cluster { card, sum, n_cards: 1, times, linked: HashMap::new() })
        };
        Self { clusters: vectors.into_iter().enumerate().map(cluster).collect(), pairs: BinaryHeap::new() }
    }

    /// Joins the cards that have the same number in `before`; gives the cluster of each card.
    fn join_earlier(&mut self, before: &[usize], groups: &mut Groups) -> Vec<usize> {
        let mut cluster_of: Vec<usize> = (0..before.len()).collect();
        let mut cards = cluster_of.clone();
        cards.sort_by_key(|&card| before.get(card));
        for group in cards.chunk_by(|a, b| before.get(*a) == before.get(*b)).filter(|group| group.len() > 1) {
            let first = group.first().copied().unwrap_or_default();
            let members = group.iter().filter_map(|&card| self.clusters.get_mut(card)?.take());
            if let Some(joined) = members.collect::<Vec<_>>().into_iter().reduce(merged) {
                self.clusters.push(Some(joined));
            }
            for &card in group {
                groups.join(first, card);
                if let Some(cluster) = cluster_of.get_mut(card) {
                    *cluster = self.clusters.len() - 1;
                }
            }
        }
        cluster_of
    }

    fn cluster(&self, number: usize) -> Option<&Cluster> {
        self.clusters.get(number)?.as_ref()
    }

    /// Notes two clusters that may become one.
    fn link(&mut self, a: usize, b: usize) {
        let (Some(first), Some(second)) = (self.cluster(a), self.cluster(b)) else { return };
        if a == b || first.linked.contains_key(&b) {
            return;
        }
        let similarity = similarity(first, second);
        self.note(Pair { similarity, a, b });
    }

    fn note(&mut self, pair: Pair) {
        let n_cards = |number: usize| self.cluster(number).map_or(1, |cluster| cluster.n_cards);
        let larger = n_cards(pair.a).max(n_cards(pair.b)) as f64;
        if pair.similarity < MIN_LINKAGE + MORE_FOR_FEW / larger {
            return;
        }
        for (own, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            if let Some(Some(cluster)) = self.clusters.get_mut(own) {
                cluster.linked.insert(other, pair.similarity);
            }
        }
        self.pairs.push(pair);
    }

    /// Makes one of the two clusters that are most similar; gives a card of each, or `None` where none are similar enough.
    fn merge_closest(&mut self) -> Option<(usize, usize)> {
        let (a, b) = loop {
            let pair = self.pairs.pop()?;
            if self.cluster(pair.a).is_some() && self.cluster(pair.b).is_some() {
                break (pair.a, pair.b);
            }
        };
        let (first, second) = (self.clusters.get_mut(a)?.take()?, self.clusters.get_mut(b)?.take()?);
        let mut linked: Vec<usize> = first.linked.keys().chain(second.linked.keys()).copied().collect();
        linked.sort_unstable();
        linked.dedup();
        let number = self.clusters.len();
        let cards = (first.card, second.card);
        self.clusters.push(Some(merged(first, second)));
        for other in linked {
            if let Some(Some(cluster)) = self.clusters.get_mut(other) {
                cluster.linked.remove(&a);
                cluster.linked.remove(&b);
                self.link(other, number);
            }
        }
        Some(cards)
    }
}

fn merged(first: Cluster, second: Cluster) -> Cluster {
    let mut times = [first.times, second.times].concat();
    times.sort_unstable();
    Cluster {
        card: first.card.min(second.card),
        sum: sum(&first.sum, &second.sum),
        n_cards: first.n_cards + second.n_cards,
        times,
        linked: HashMap::new(),
    }
}

fn sum(a: &SparseVector, b: &SparseVector) -> SparseVector {
    let mut pairs: Vec<(u32, f32)> = a.pairs().chain(b.pairs()).collect();
    // Stable: what is added up comes in the same order every time.
    pairs.sort_by_key(|(term, _)| *term);
    pairs.dedup_by(|next, last| {
        let is_same = next.0 == last.0;
        last.1 += if is_same { next.1 } else { 0.0 };
        is_same
    });
    let (terms, weights) = heaviest(pairs.into_iter(), MAX_TERMS).into_iter().unzip();
    SparseVector { terms, weights }
}

/// The average similarity of the cards of two clusters.
fn similarity(a: &Cluster, b: &Cluster) -> f64 {
    let n_pairs = a.n_cards as f64 * b.n_cards as f64;
    let n_far = n_far_apart(&a.times, &b.times) as f64;
    a.sum.dot(&b.sum) / n_pairs * (1.0 - n_far / n_pairs)
}

/// How many pairs of times are more than [`WINDOW`] apart; both lists rise.
fn n_far_apart(a: &[Timestamp], b: &[Timestamp]) -> usize {
    let (mut n_before, mut n_within, mut n_far) = (0, 0, 0);
    for &time in a {
        while b.get(n_before).is_some_and(|other| time.duration_since(*other) > WINDOW) {
            n_before += 1;
        }
        while b.get(n_within).is_some_and(|other| other.duration_since(time) <= WINDOW) {
            n_within += 1;
        }
        n_far += n_before + (b.len() - n_within);
    }
    n_far
}
