//! Copies among cards: the same text with small edits.
//!
//! Cards meet under their least shingles, their title, their link and how their text begins, and every meeting is checked by how much of the
//! smaller text stands in the larger. Under one key a card is compared with a few others only, so that thousands of cards with a common
//! phrase stay cheap; copies share so many keys that one under which they meet is nearly always left.

use super::card::StoryCard;
use crate::parallel;

/// Copies share at least so much of the smaller text: of forty words of which every twentieth was changed, 95 in 100 are still
/// more than 0.7.
const MIN_CONTAINMENT: f64 = 0.6;
/// With the same link, or the same title and the same beginning, less is enough: an article that grows is rewritten.
const MIN_CONTAINMENT_OF_UPDATES: f64 = 0.25;
/// With another title and another beginning, so much of what stands in either must stand in both: a text may be quoted in another, or
/// added to it.
const MIN_JACCARD: f64 = 0.8;
/// Texts with fewer shingles are copies only where all of them are the same.
const MIN_SHINGLES: usize = 4;
/// What a share of fewer hashes says is not enough by itself.
const MIN_COMPARED: usize = 8;

/// So many of a card's least shingles are keys.
const N_KEYS: usize = 16;
/// Under one key a card is compared with the first so many of the others.
const MAX_REPRESENTATIVES: usize = 12;
/// Keys are sorted and compared in so many parts, whatever the number of threads.
const N_PARTS: u64 = 32;

/// Pairs of copies of which at least one is no earlier in order than `n_before`; copies of copies need not be a pair.
pub(super) fn copies(cards: &[StoryCard], n_before: usize) -> Vec<(usize, usize)> {
    let keys: Vec<Vec<u64>> = parallel::map(cards, |card| card.copy_keys(N_KEYS).collect());
    let parts: Vec<u64> = (0..N_PARTS).collect();
    parallel::map(&parts, |&part| copies_in_part(cards, &keys, n_before, part))
        .into_iter()
        .flatten()
        .collect()
}

/// The pairs of copies that meet under the keys of one part.
fn copies_in_part(cards: &[StoryCard], keys: &[Vec<u64>], n_before: usize, part: u64) -> Vec<(usize, usize)> {
    let mut meetings: Vec<(u64, usize)> = Vec::new();
    for (place, keys) in keys.iter().enumerate() {
        meetings.extend(keys.iter().filter(|key| *key % N_PARTS == part).map(|key| (*key, place)));
    }
    meetings.sort_unstable();
    meetings.dedup();
    let mut pairs = Vec::new();
    for meeting in meetings.chunk_by(|a, b| a.0 == b.0).filter(|meeting| meeting.len() > 1) {
        let mut representatives: Vec<(usize, &StoryCard)> = Vec::new();
        for &(_, place) in meeting {
            let Some(card) = cards.get(place) else { continue };
            if place >= n_before {
                let alike = representatives.iter().filter(|(_, other)| are_copies(other, card));
                pairs.extend(alike.map(|(other, _)| (*other, place)));
            }
            if representatives.len() < MAX_REPRESENTATIVES {
                representatives.push((place, card));
            }
        }
    }
    pairs
}

/// Whether two cards are of one article.
fn are_copies(a: &StoryCard, b: &StoryCard) -> bool {
    let (smaller, larger) =
        (a.shingles.n_all().min(b.shingles.n_all()), a.shingles.n_all().max(b.shingles.n_all()));
    if larger == 0 {
        return false;
    }
    let has_headline_only = a.n_bytes == 0 || b.n_bytes == 0;
    if smaller < MIN_SHINGLES {
        return a.shingles == b.shingles && (!has_headline_only || a.is_near_in_time(b));
    }
    if has_headline_only && !a.is_near_in_time(b) {
        return false;
    }
    let is_same_page = a.link.is_some() && a.link == b.link;
    let (has_title, has_beginning) = (a.has_title_of(b), a.begins_as(b));
    let is_known = is_same_page || has_title || has_beginning;
    let jaccard = |containment: f64| {
        let n_common = containment * smaller as f64;
        n_common / ((smaller + larger) as f64 - n_common)
    };
    if !is_known && jaccard(1.0) < MIN_JACCARD {
        return false;
    }
    let needed = if is_same_page || (has_title && has_beginning) {
        MIN_CONTAINMENT_OF_UPDATES
    } else if is_known {
        MIN_CONTAINMENT
    } else {
        // Not enough for the Jaccard similarity, and never too much: that is asked exactly below.
        MIN_JACCARD
    };
    let Some(overlap) = a.shingles.overlap_of_at_least(&b.shingles, needed) else { return false };
    let is_compared = overlap.n_compared >= MIN_COMPARED.min(smaller);
    is_known || (is_compared && jaccard(overlap.containment) >= MIN_JACCARD)
}
