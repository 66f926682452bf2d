//! How much of a text stands in another, from a few numbers of each.
//!
//! A text is taken as the set of its shingles (pairs of neighbouring words, hashed). Kept are the least hashes: below a bound that both
//! texts reach, they are all there, and a fair sample of the sets (Broder, "On the resemblance and containment of documents", 1997).

/// The most hashes that are kept; a text of fewer shingles is kept whole.
const MAX_KEPT: usize = 256;

/// Two sets are compared in so many steps before it is asked whether they can still share enough.
const STEPS_UNCHECKED: usize = 16;

/// The least hashes of a set, rising.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    least: Vec<u32>,
    n_all: usize,
}

/// How two sets overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Overlap {
    /// The share of the smaller set that the larger one holds, `[0, 1]`; 0 where one is empty.
    pub(super) containment: f64,
    /// From how many hashes of the smaller set that is known.
    pub(super) n_compared: usize,
}

impl Sketch {
    /// The sketch of a set of hashes, in any order, repeated or not.
    pub(super) fn new(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let n_all = hashes.len();
        hashes.truncate(MAX_KEPT);
        hashes.shrink_to_fit();
        Self { least: hashes, n_all }
    }

    /// The number of elements of the set.
    pub(super) const fn n_all(&self) -> usize {
        self.n_all
    }

    /// The least hashes, rising.
    pub(super) fn least(&self) -> &[u32] {
        &self.least
    }

    /// The hashes up to `bound`.
    fn up_to(&self, bound: u32) -> &[u32] {
        let n = self.least.partition_point(|hash| *hash <= bound);
        self.least.get(..n).unwrap_or_default()
    }

    /// Up to which hash the sketch is complete.
    fn bound(&self) -> u32 {
        if self.least.len() == self.n_all { u32::MAX } else { self.least.last().copied().unwrap_or(u32::MAX) }
    }

    /// How much of the smaller of two sets stands in the other; `None` where that is a smaller share than `least`.
    pub(super) fn overlap_of_at_least(&self, other: &Self, least: f64) -> Option<Overlap> {
        let bound = self.bound().min(other.bound());
        let (a, b) = (self.up_to(bound), other.up_to(bound));
        let n_compared = a.len().min(b.len());
        let share = |n: usize| if n_compared == 0 { 0.0 } else { n as f64 / n_compared as f64 };
        let (mut n_common, mut place_a, mut place_b) = (0, 0, 0);
        loop {
            // Most texts have little in common, which is plain long before their ends.
            let n_left = a.len().saturating_sub(place_a).min(b.len().saturating_sub(place_b));
            if share(n_common + n_left) < least {
                return None;
            }
            if n_left == 0 {
                return Some(Overlap { containment: share(n_common), n_compared });
            }
            for _ in 0..n_left.min(STEPS_UNCHECKED) {
                let (Some(of_a), Some(of_b)) = (a.get(place_a), b.get(place_b)) else { break };
                n_common += usize::from(of_a == of_b);
                (place_a, place_b) =
                    (place_a + usize::from(of_a <= of_b), place_b + usize::from(of_b <= of_a));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    #[test]
    fn small_sets_are_compared_exactly() {
        let sketch = |hashes: &[u32]| Sketch::new(hashes.to_vec());
        let overlap = sketch(&[5, 1, 3, 3, 9]).overlap_of_at_least(&sketch(&[1, 2, 3, 4, 5, 6]), 0.0);
        assert_eq!(overlap, Some(Overlap { containment: 0.75, n_compared: 4 }));
        assert_eq!(
            sketch(&[]).overlap_of_at_least(&sketch(&[1]), 0.0),
            Some(Overlap { containment: 0.0, n_compared: 0 })
        );
    }

    /// A third of 3,000 hashes stands in 9,000 others: 3 standard deviations of about 85 draws are 0.15.
    #[test]
    fn large_sets_are_compared_by_a_sample() {
        let mut numbers = SplitMix64::new(1);
        let mut hashes = |n: usize| (0..n).map(|_| (numbers.next() >> 32) as u32).collect::<Vec<_>>();
        let (shared, a, b) = (hashes(1000), hashes(2000), hashes(8000));
        let overlap = Sketch::new([shared.clone(), a].concat())
            .overlap_of_at_least(&Sketch::new([shared, b].concat()), 0.0)
            .unwrap();
        assert!((overlap.containment - 1.0 / 3.0).abs() < 0.15, "{overlap:?}");
        assert!((50..130).contains(&overlap.n_compared), "{overlap:?}");
    }

    #[test]
    fn a_comparison_ends_early_only_where_too_little_is_shared() {
        let mut numbers = SplitMix64::new(2);
        for _ in 0..200 {
            let mut hashes = |n: u64| {
                let n = numbers.next() % n;
                (0..n).map(|_| u32::try_from(numbers.next() % 300).unwrap()).collect::<Vec<_>>()
            };
            let (a, b) = (Sketch::new(hashes(400)), Sketch::new(hashes(400)));
            let n_common = super::super::near_copies::n_common(a.least(), b.least());
            let n_compared = a.n_all().min(b.n_all());
            let containment = if n_compared == 0 { 0.0 } else { n_common as f64 / n_compared as f64 };
            for least in [0.0, 0.25, 0.6, containment] {
                let expected = (containment >= least).then_some(Overlap { containment, n_compared });
                assert_eq!(a.overlap_of_at_least(&b, least), expected);
            }
        }
    }
}
