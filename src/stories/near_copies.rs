//! Copies and near-copies among many articles, told by the terms that they share.
//!
//! Two articles are near-copies where the Jaccard similarity of their sets of terms reaches [`THRESHOLD`]. `MinHash` finds
//! the pairs worth comparing without comparing all (Broder, "On the resemblance and containment of documents", 1997), by one
//! permutation that is cut into bins (Li, Owen and Zhang, "One permutation hashing", NIPS 2012), empty bins filled from
//! others (Shrivastava, "Optimal densification for fast and accurate minwise hashing", ICML 2017); bins in bands make
//! the keys under which similar articles meet (Leskovec, Rajaraman and Ullman, "Mining of massive datasets", chapter 3).
//! Every pair is then checked exactly, so hashing can miss a pair but never make one up.

use bytemuck::NoUninit;
use xxhash_rust::xxh3::xxh3_64;

use super::groups::Groups;
use crate::parallel;
use crate::random::mix;

/// From this Jaccard similarity on, two articles are near-copies.
const THRESHOLD: f64 = 0.7;

/// A pair of similarity `s` shares a key with probability `1 - (1 - s^BINS_PER_BAND)^N_BANDS`: 99.9 % at 0.7, 18 % at 0.3.
const N_BANDS: usize = 24;
const BINS_PER_BAND: usize = 4;
const N_BINS: usize = N_BANDS * BINS_PER_BAND;

/// Articles with fewer terms are copies only where all their terms are the same.
const MIN_TERMS: usize = 3;

/// Under one key an article is compared with so many others at most, so that thousands of similar ones stay cheap.
const MAX_REPRESENTATIVES: usize = 8;

/// A bin that no term fell into.
const EMPTY: u32 = u32::MAX;

/// The group of each article, as the number of the group's first article: those in one group are copies or near-copies.
///
/// `sets` holds the terms of each article as rising numbers, and `hashes` the hash of each term by its number: which pairs are missed
/// depends on the terms, not on how they are numbered. Near-copies of near-copies share a group. An article without terms is nobody's copy.
#[must_use]
pub fn near_copies<S: AsRef<[u32]> + Sync>(sets: &[S], hashes: &[u64]) -> Vec<usize> {
    let sets: Vec<&[u32]> = sets.iter().map(AsRef::as_ref).collect();
    grouped(&sets, |term| hashes.get(term as usize).copied().unwrap_or_default())
}

/// [`near_copies`] of articles whose terms are told by their hashes, rising in each set.
#[must_use]
pub fn near_copies_by_hash<S: AsRef<[u64]> + Sync>(sets: &[S]) -> Vec<usize> {
    let sets: Vec<&[u64]> = sets.iter().map(AsRef::as_ref).collect();
    grouped(&sets, |hash| hash)
}

/// What terms are told by.
trait Term: Copy + Ord + NoUninit + Send + Sync {}

impl<T: Copy + Ord + NoUninit + Send + Sync> Term for T {}

fn grouped<T: Term>(sets: &[&[T]], hash: impl Fn(T) -> u64 + Send + Sync) -> Vec<usize> {
    let mut groups = Groups::new(first_of_identical(sets));
    let distinct: Vec<Distinct<'_, T>> = (0..)
        .zip(sets)
        .filter(|(article, set)| groups.first_of(*article) == *article && set.len() >= MIN_TERMS)
        .map(|(article, set)| (article, *set))
        .collect();
    let keys = parallel::map(&distinct, |(_, set)| band_keys(set, &hash));
    let bands: Vec<usize> = (0..N_BANDS).collect();
    let similar = parallel::map(&bands, |&band| similar_in_band(&distinct, &keys, band));
    for (a, b) in similar.into_iter().flatten() {
        groups.join(a, b);
    }
    groups.into_firsts()
}

/// An article and its terms, unlike those of all articles before it.
type Distinct<'a, T> = (usize, &'a [T]);

/// `groups` as [`near_copies`] gives them, with the rows joined that share a number in `others`; a row beyond the end of `others` has none.
#[must_use]
pub fn joined_groups(groups: Vec<usize>, others: &[usize]) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..others.len().min(groups.len())).collect();
    let mut joined = Groups::new(groups);
    // Stable: the rows of a number stay in order.
    rows.sort_by_key(|&row| others.get(row).copied());
    for pair in rows.windows(2) {
        if let [a, b] = *pair
            && others.get(a) == others.get(b)
        {
            joined.join(a, b);
        }
    }
    joined.into_firsts()
}

/// The Jaccard similarity of two sets of numbers, both rising: those in common by those in either; 1 for two empty sets.
#[must_use]
pub fn jaccard<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let n_common = n_common(a, b);
    let n_either = a.len() + b.len() - n_common;
    if n_either == 0 { 1.0 } else { n_common as f64 / n_either as f64 }
}

/// How many numbers two rising lists share.
pub(super) fn n_common<T: Ord>(mut a: &[T], mut b: &[T]) -> usize {
    let mut n = 0;
    while let (Some((first_a, rest_a)), Some((first_b, rest_b))) = (a.split_first(), b.split_first()) {
        n += usize::from(first_a == first_b);
        if first_a <= first_b {
            a = rest_a;
        }
        if first_b <= first_a {
            b = rest_b;
        }
    }
    n
}

/// Whether two sets reach the threshold; sets too different in size are not looked at.
fn is_similar<T: Ord>(a: &[T], b: &[T]) -> bool {
    let (shorter, longer) = (a.len().min(b.len()) as f64, a.len().max(b.len()) as f64);
    shorter >= THRESHOLD * longer && jaccard(a, b) >= THRESHOLD
}

/// For each article the first with the same terms; itself for an article without any.
fn first_of_identical<T: Term>(sets: &[&[T]]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..sets.len()).collect();
    let hashes = parallel::map(sets, |set| xxh3_64(bytemuck::cast_slice(set)));
    let mut by_hash: Vec<(u64, &[T], usize)> =
        hashes.into_iter().zip(sets).zip(0..).map(|((hash, set), article)| (hash, *set, article)).collect();
    // Articles with the same terms side by side, in the order of the input.
    by_hash.sort_unstable();
    for copies in by_hash.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some(&(_, _, original)) = copies.first().filter(|(_, set, _)| !set.is_empty()) else { continue };
        for &(_, _, copy) in copies {
            if let Some(slot) = first.get_mut(copy) {
                *slot = original;
            }
        }
    }
    first
}

/// The pairs of similar articles that meet under a key of `band`.
fn similar_in_band<T: Term>(
    distinct: &[Distinct<'_, T>],
    keys: &[[u32; N_BANDS]],
    band: usize,
) -> Vec<(usize, usize)> {
    let key = |keys: &[u32; N_BANDS]| keys.get(band).copied().unwrap_or(0);
    let mut meetings: Vec<(u32, Distinct<'_, T>)> =
        keys.iter().map(key).zip(distinct.iter().copied()).collect();
    meetings.sort_unstable_by_key(|(key, (article, _))| (*key, *article));
    let mut similar = Vec::new();
    for meeting in meetings.chunk_by(|a, b| a.0 == b.0).filter(|meeting| meeting.len() > 1) {
        let mut representatives: Vec<Distinct<'_, T>> = Vec::new();
        for &(_, (article, set)) in meeting {
            let n_before = similar.len();
            let alike = representatives.iter().filter(|(_, other)| is_similar(other, set));
            similar.extend(alike.map(|(other, _)| (*other, article)));
            if similar.len() == n_before && representatives.len() < MAX_REPRESENTATIVES {
                representatives.push((article, set));
            }
        }
    }
    similar
}

/// The key of each band of the set's sketch.
fn band_keys<T: Term>(set: &[T], hash: &impl Fn(T) -> u64) -> [u32; N_BANDS] {
    let mut keys = [0; N_BANDS];
    let sketch = sketch(set, hash);
    for (key, bins) in keys.iter_mut().zip(sketch.chunks_exact(BINS_PER_BAND)) {
        let folded = bins.iter().fold(0, |folded, &bin| mix(folded ^ u64::from(bin)));
        *key = high_bits(folded);
    }
    keys
}

/// The least hash in each bin; bins of two sets are equal as often as the sets are similar.
fn sketch<T: Term>(set: &[T], hash: &impl Fn(T) -> u64) -> [u32; N_BINS] {
    let mut least = [EMPTY; N_BINS];
    for &term in set {
        let hash = mix(hash(term));
        let value = high_bits(hash.wrapping_shl(32));
        if let Some(bin) = least.get_mut(bin_of(hash)) {
            // A hash that looks like an empty bin is as good as the one before it.
            *bin = (*bin).min(value.min(EMPTY - 1));
        }
    }
    if set.is_empty() {
        return least;
    }
    let mut dense = least;
    for (number, bin) in (1_u64..).zip(&mut dense) {
        // Each empty bin asks other bins in an order of its own, the same for all sets, for what they hold.
        let mut ask = number << 32;
        while *bin == EMPTY {
            ask += 1;
            *bin = least.get(bin_of(mix(ask))).copied().unwrap_or(0);
        }
    }
    dense
}

/// The bin that the upper half of a hash falls into.
fn bin_of(hash: u64) -> usize {
    ((u64::from(high_bits(hash)) * N_BINS as u64) >> 32) as usize
}

fn high_bits(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn lists_of(sets: &[BTreeSet<u32>]) -> Vec<Vec<u32>> {
        sets.iter().map(|set| set.iter().copied().collect()).collect()
    }

    fn groups_of(sets: &[std::ops::Range<u32>]) -> Vec<usize> {
        let sets: Vec<Vec<u32>> = sets.iter().map(|set| set.clone().collect()).collect();
        near_copies(&sets, &hashes())
    }

    /// The hashes of two thousand terms.
    fn hashes() -> Vec<u64> {
        (0..2_000_u64).map(mix).collect()
    }

    /// By hand: {1, 2, 3, 5} and {2, 3, 4} have 2 in common and 5 in either.
    #[test]
    fn similarity_matches_a_hand_calculation() {
        assert!((jaccard(&[1, 2, 3, 5], &[2, 3, 4]) - 0.4).abs() < 1e-12);
        assert!(jaccard(&[1], &[2]).abs() < 1e-12);
        assert!((jaccard(&[7, 9], &[7, 9]) - 1.0).abs() < 1e-12);
        assert!((jaccard::<u32>(&[], &[]) - 1.0).abs() < 1e-12);
    }

    /// Rows 0 and 2 share 90 of 110 terms (0.82), rows 1 and 3 share 60 of 140 (0.43).
    #[test]
    fn similar_rows_are_grouped_and_others_are_not() {
        assert_eq!(groups_of(&[0..100, 500..600, 10..110, 540..640]), [0, 1, 0, 3]);
    }

    /// Rows 0 and 1 share 70 of 130 terms (0.54), but each shares 85 of 115 (0.74) with row 2.
    #[test]
    fn near_copies_of_near_copies_share_a_group() {
        assert_eq!(groups_of(&[0..100, 30..130, 15..115]), [0, 0, 0]);
    }

    #[test]
    fn few_terms_must_be_the_same_and_no_terms_are_nobodys_copy() {
        assert_eq!(groups_of(&[0..2, 0..1, 0..2, 5..5, 5..5, 0..1]), [0, 1, 0, 3, 4, 1]);
        assert_eq!(groups_of(&[]), [] as [usize; 0]);
    }

    /// Bins are equal as often as sets are similar: 3 standard deviations of 96 draws at 1/2 are 0.153.
    #[test]
    fn sketches_estimate_the_similarity() {
        for n_terms in [12_u32, 120, 1200] {
            let (a, b): (Vec<u32>, Vec<u32>) =
                ((0..n_terms).collect(), (n_terms / 3..n_terms * 4 / 3).collect());
            assert!((jaccard(&a, &b) - 0.5).abs() < 1e-12);
            let hash = |term: u32| mix(u64::from(term));
            let n_equal = sketch(&a, &hash).iter().zip(&sketch(&b, &hash)).filter(|(a, b)| a == b).count();
            let estimate = n_equal as f64 / N_BINS as f64;
            assert!((estimate - 0.5).abs() < 0.153, "{n_terms} terms: {estimate}");
        }
    }

    proptest! {
        /// However terms are told, the groups are the same.
        #[test]
        fn hashes_tell_terms_as_numbers_do(
            sets in proptest::collection::vec(proptest::collection::btree_set(0_u32..60, 0..20), 1..40),
        ) {
            let numbers = lists_of(&sets);
            let hashed: Vec<Vec<u64>> = numbers
                .iter()
                .map(|set| set.iter().map(|&term| mix(u64::from(term))).collect::<BTreeSet<u64>>().into_iter().collect())
                .collect();
            prop_assert_eq!(near_copies_by_hash(&hashed), near_copies(&numbers, &hashes()));
        }

        #[test]
        fn exact_copies_share_a_group(
            sets in proptest::collection::vec(proptest::collection::btree_set(0_u32..60, 1..20), 1..30),
            copied in proptest::collection::vec(0_usize..30, 1..30),
        ) {
            let copies: Vec<_> = copied.iter().map(|&index| sets[index % sets.len()].clone()).collect();
            let groups = near_copies(&lists_of(&[sets.clone(), copies].concat()), &hashes());
            for (place, &index) in copied.iter().enumerate() {
                prop_assert_eq!(groups[sets.len() + place], groups[index % sets.len()]);
            }
        }

        #[test]
        fn disjoint_rows_never_share_a_group(sizes in proptest::collection::vec(0_u32..40, 1..40)) {
            let starts = (0_u32..).map(|row| row * 40);
            let sets: Vec<_> = starts.zip(&sizes).map(|(start, size)| start..start + size).collect();
            prop_assert_eq!(groups_of(&sets), (0..sizes.len()).collect::<Vec<_>>());
        }

        /// Groups are told by their first row, every row of a group is similar to another one, and threads change nothing.
        #[test]
        fn groups_hold_together_for_any_number_of_threads(
            sets in proptest::collection::vec(proptest::collection::btree_set(0_u32..25, 0..20), 1..60),
        ) {
            let sets = lists_of(&sets);
            let groups = near_copies(&sets, &hashes());
            for (row, &group) in groups.iter().enumerate() {
                prop_assert!(group <= row && groups[group] == group);
                let mut others = (0..sets.len()).filter(|&other| other != row && groups[other] == group);
                let has_company = others.clone().next().is_some();
                prop_assert!(!has_company || others.any(|other| jaccard(&sets[row], &sets[other]) >= THRESHOLD));
            }
            for n_threads in [1, 3] {
                prop_assert_eq!(&parallel::with_threads(Some(n_threads), || near_copies(&sets, &hashes())).unwrap(), &groups);
            }
        }
    }

    /// Copies {0, 2} and {3, 4}, sources 7 of rows 2 and 3, 8 of row 1: all but row 1 and row 5 hang together.
    #[test]
    fn groups_are_joined_through_common_rows() {
        assert_eq!(joined_groups(vec![0, 1, 0, 3, 3, 5], &[6, 8, 7, 7, 9]), [0, 1, 0, 0, 0, 5]);
    }
}
