//! Which of the candidates go: the disjoint set that loses least among those that make the sentence fit.
//!
//! Candidates are stretches on a line, so the sets worth a look are built from the left, as in weighted interval
//! scheduling: the best sets up to a candidate are those without it and those that fit before it, with it. A set stays
//! only where no other costs less and removes as much (a Pareto front, cut off at [`MAX_SETS`]).

use super::candidates::{Candidate, MAX_CANDIDATES};
use super::parsed::Sentence;

/// So many sets are kept for each prefix of the sentence.
const MAX_SETS: usize = 64;

/// A set of disjoint candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// Bit *i* is set where candidate *i* is in it.
    members: u64,
    pub(super) cost: u32,
    /// About so many characters go; the exact number depends on the commas.
    pub(super) removed: usize,
}

impl Choice {
    const NONE: Self = Self { members: 0, cost: 0, removed: 0 };

    fn with(self, index: usize, cost: u32, removed: usize) -> Self {
        Self { members: self.members | 1 << index, cost: self.cost + cost, removed: self.removed + removed }
    }

    /// The members, left to right.
    pub(super) fn members(self, candidates: &[Candidate]) -> Vec<&Candidate> {
        candidates
            .iter()
            .enumerate()
            .filter(|(index, _)| self.members & (1 << index) != 0)
            .map(|(_, candidate)| candidate)
            .collect()
    }
}

/// The sets worth a look, cheapest first; each removes more than the one before. `candidates` are in the order of their ends.
pub(super) fn choices(sentence: &Sentence<'_>, candidates: &[Candidate]) -> Vec<Choice> {
    debug_assert!(candidates.len() <= MAX_CANDIDATES && MAX_CANDIDATES <= u64::BITS as usize, "one bit each");
    let mut fronts: Vec<Vec<Choice>> = vec![vec![Choice::NONE]];
    for (index, candidate) in candidates.iter().enumerate() {
        let n_before = candidates.partition_point(|other| other.end <= candidate.start);
        let removed = n_chars(sentence, candidate);
        let mut sets = fronts.last().cloned().unwrap_or_default();
        let before = fronts.get(n_before.min(index)).map_or(&[][..], Vec::as_slice);
        sets.extend(before.iter().map(|choice| choice.with(index, candidate.cost, removed)));
        fronts.push(front(sets));
    }
    fronts.pop().unwrap_or_default()
}

/// The sets that no other beats; of equal ones the first in the order of their members.
fn front(mut sets: Vec<Choice>) -> Vec<Choice> {
    sets.sort_unstable_by(|a, b| {
        a.cost.cmp(&b.cost).then(b.removed.cmp(&a.removed)).then(a.members.cmp(&b.members))
    });
    let mut kept: Vec<Choice> = Vec::new();
    for choice in sets {
        if kept.last().is_none_or(|last| choice.removed > last.removed) {
            kept.push(choice);
        }
    }
    thin(kept)
}

/// At most [`MAX_SETS`] of a front, spread over it, with both its ends.
fn thin(front: Vec<Choice>) -> Vec<Choice> {
    let n_sets = front.len();
    if n_sets <= MAX_SETS {
        return front;
    }
    (0..MAX_SETS).filter_map(|rank| front.get(rank * (n_sets - 1) / (MAX_SETS - 1)).copied()).collect()
}

/// About how many characters go with a candidate: its own, a space, and its commas.
fn n_chars(sentence: &Sentence<'_>, candidate: &Candidate) -> usize {
    let (Some(first), Some(last)) =
        (sentence.tokens.get(candidate.start), sentence.tokens.get(candidate.end - 1))
    else {
        return 0;
    };
    let own = sentence.source.get(first.span.start..last.span.end).map_or(0, |text| text.chars().count());
    own + 1 + usize::from(candidate.left.is_some()) + usize::from(candidate.right.is_some())
}
