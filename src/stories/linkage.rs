//! Clusters by average linkage: the two clusters whose cards are most similar on average become one, as long as they are similar enough.
//!
//! (Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958.) Only clusters that are linked by neighbours are
//! compared. The average over all pairs of cards of two clusters is the product of the sums of their vectors, so a cluster is known by its sum;
//! pairs of cards too far apart in time count as not similar at all, so that a subject that comes up again is a new story.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

use hashbrown::HashMap;
use jiff::Timestamp;

use super::card::WINDOW;
use super::groups::Groups;
use super::islands::{Island, islands};
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

/// The least average similarity of two clusters that tell one story, of which the larger has so many cards.
pub(super) fn least(n_cards: usize) -> f64 {
    MIN_LINKAGE + MORE_FOR_FEW / n_cards as f64
}

/// The group of each card, as the number of the group's first card.
///
/// Cards with the same number in `before` share a group from the start. `published` are the times of the cards, which rise; those without one come last, and are near to all.
pub(super) fn clusters(
    vectors: &[SparseVector],
    n_terms: usize,
    neighbours: &[Vec<Neighbour>],
    published: &[Option<Timestamp>],
    before: &[usize],
) -> Vec<usize> {
    let islands = islands(vectors, n_terms, neighbours, before);
    let scratch = || Dots::new(n_terms);
    let joined = parallel::map_with(&islands, scratch, |dots, island| {
        joined(island, vectors, published, before, dots)
    });
    let mut groups = Groups::of_single_rows(vectors.len());
    for (a, b) in joined.into_iter().flatten() {
        groups.join(a, b);
    }
    groups.into_firsts()
}

/// Which cards of an island come to share a group, as pairs that join them all.
fn joined(
    Island { cards, links }: &Island,
    vectors: &[SparseVector],
    published: &[Option<Timestamp>],
    before: &[usize],
    dots: &mut Dots,
) -> Vec<(usize, usize)> {
    let mut linkage = Linkage::new(cards, vectors, published, dots);
    let (cluster_of, mut joined) = linkage.join_earlier(cards, before);
    let cluster_of =
        |card: usize| cards.binary_search(&card).ok().and_then(|place| cluster_of.get(place).copied());
    for &(a, b, similarity) in links {
        let (Some(of_a), Some(of_b)) = (cluster_of(a), cluster_of(b)) else { continue };
        if of_a < cards.len() && of_b < cards.len() {
            linkage.note(Pair { similarity, a: of_a, b: of_b });
        } else {
            linkage.link(of_a, of_b);
        }
    }
    while let Some(pair) = linkage.merge_closest() {
        joined.push(pair);
    }
    joined
}

/// A cluster that is not yet part of another.
struct Cluster<'v> {
    /// One of its cards.
    card: usize,
    sum: Cow<'v, SparseVector>,
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

struct Linkage<'v, 'd> {
    /// By number, those of single cards first; a cluster that has become part of another is gone.
    clusters: Vec<Option<Cluster<'v>>>,
    pairs: BinaryHeap<Pair>,
    dots: &'d mut Dots,
}

impl<'v, 'd> Linkage<'v, 'd> {
    fn new(
        cards: &[usize],
        vectors: &'v [SparseVector],
        published: &[Option<Timestamp>],
        dots: &'d mut Dots,
    ) -> Self {
        let cluster = |&card: &usize| {
            let times = published.get(card).copied().flatten().into_iter().collect();
            let sum = Cow::Borrowed(vectors.get(card)?);
            Some(Cluster { card, sum, n_cards: 1, times, linked: HashMap::new() })
        };
        Self { clusters: cards.iter().map(cluster).collect(), pairs: BinaryHeap::new(), dots }
    }

    /// Joins the cards that have the same number in `before`; gives the cluster of each card, and the pairs that were joined.
    fn join_earlier(&mut self, cards: &[usize], before: &[usize]) -> (Vec<usize>, Vec<(usize, usize)>) {
        let number_of = |place: usize| cards.get(place).and_then(|&card| before.get(card));
        let mut cluster_of: Vec<usize> = (0..cards.len()).collect();
        let mut joined_cards = Vec::new();
        let mut places = cluster_of.clone();
        places.sort_by_key(|&place| number_of(place));
        for group in places.chunk_by(|a, b| number_of(*a) == number_of(*b)).filter(|group| group.len() > 1) {
            let members = group.iter().filter_map(|&place| self.clusters.get_mut(place)?.take());
            if let Some(joined) = members.collect::<Vec<_>>().into_iter().reduce(merged) {
                let first = joined.card;
                joined_cards.extend(group.iter().filter_map(|&place| Some((first, *cards.get(place)?))));
                self.clusters.push(Some(joined));
            }
            for &place in group {
                if let Some(cluster) = cluster_of.get_mut(place) {
                    *cluster = self.clusters.len() - 1;
                }
            }
        }
        (cluster_of, joined_cards)
    }

    fn cluster(&self, number: usize) -> Option<&Cluster<'v>> {
        self.clusters.get(number)?.as_ref()
    }

    /// Notes two clusters that may become one.
    fn link(&mut self, a: usize, b: usize) {
        let (Some(Some(first)), Some(Some(second))) = (self.clusters.get(a), self.clusters.get(b)) else {
            return;
        };
        if a == b || first.linked.contains_key(&b) {
            return;
        }
        for pair in compared(&self.clusters, self.dots, b, second, &[a]) {
            self.note(pair);
        }
    }

    fn note(&mut self, pair: Pair) {
        let n_cards = |number: usize| self.cluster(number).map_or(1, |cluster| cluster.n_cards);
        let larger = n_cards(pair.a).max(n_cards(pair.b));
        if pair.similarity < least(larger) {
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
        let whole = merged(first, second);
        let pairs = compared(&self.clusters, self.dots, number, &whole, &linked);
        self.clusters.push(Some(whole));
        for pair in pairs {
            if let Some(Some(cluster)) = self.clusters.get_mut(pair.a) {
                cluster.linked.remove(&a);
                cluster.linked.remove(&b);
                self.note(pair);
            }
        }
        Some(cards)
    }
}

fn merged<'v>(first: Cluster<'v>, second: Cluster<'v>) -> Cluster<'v> {
    let mut times = [first.times, second.times].concat();
    times.sort_unstable();
    Cluster {
        card: first.card.min(second.card),
        sum: Cow::Owned(sum(&first.sum, &second.sum)),
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

/// A cluster beside those of `others` that are there.
fn compared(
    clusters: &[Option<Cluster<'_>>],
    dots: &mut Dots,
    number: usize,
    cluster: &Cluster<'_>,
    others: &[usize],
) -> Vec<Pair> {
    let other = |number: usize| clusters.get(number)?.as_ref();
    let sums = others.iter().filter_map(|&number| Some((number, other(number)?.sum.as_ref())));
    let pair = |(a, product)| Some(Pair { similarity: average(product, other(a)?, cluster), a, b: number });
    dots.of(&cluster.sum, sums).filter_map(pair).collect()
}

/// The average similarity of the cards of two clusters, from the product of their sums.
fn average(product: f64, a: &Cluster<'_>, b: &Cluster<'_>) -> f64 {
    let n_pairs = a.n_cards as f64 * b.n_cards as f64;
    let n_far = n_far_apart(&a.times, &b.times) as f64;
    product / n_pairs * (1.0 - n_far / n_pairs)
}

/// How many pairs of times are more than [`WINDOW`] apart; both lists rise.
fn n_far_apart(a: &[Timestamp], b: &[Timestamp]) -> usize {
    let (first, last) = (a.first().min(b.first()), a.last().max(b.last()));
    if let (Some(first), Some(last)) = (first, last)
        && last.duration_since(*first) <= WINDOW
    {
        return 0;
    }
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
