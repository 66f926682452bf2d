//! Folds for cross-validation.

use std::ops::Range;

/// The fold of each document, `0..n_folds`, such that the documents of a group share one and topics spread as evenly as
/// the groups allow.
///
/// `targets` holds the topic of each document, below `n_topics`, and `groups` the number of its group, any number; a
/// document beyond the end of `groups` is a group of its own. Groups are dealt out greedily, the largest first, of equal ones
/// the one whose first document comes first: each goes to the fold that has least of its topics, counting documents of a
/// topic in proportion to how many there are; of equal folds, to the first from that of the topic's number on. Where every
/// group is of one document, the documents of each topic are dealt out in turn, in input order; topics start at different
/// folds, so that small ones do not pile up in the first.
///
/// Takes `O(n log n)` time for `n` documents and a given number of folds.
pub(super) fn grouped_stratified_folds(
    targets: &[usize],
    groups: &[usize],
    n_topics: usize,
    n_folds: usize,
) -> Vec<usize> {
    // More would be empty, or of no document.
    let n_folds = n_folds.clamp(1, targets.len().max(1));
    let members = Members::of(targets.len(), groups);
    let mut balance = Balance::new(targets, n_topics, n_folds);
    let mut folds = vec![0; targets.len()];
    for group in members.largest_first() {
        let group = members.get(group);
        let mix = topic_mix(group.iter().filter_map(|&document| targets.get(document).copied()), n_topics);
        let fold = balance.lightest(&mix);
        balance.add(&mix, fold);
        for &document in group {
            if let Some(slot) = folds.get_mut(document) {
                *slot = fold;
            }
        }
    }
    folds
}

/// The documents, those of a group side by side and in input order.
struct Members {
    documents: Vec<usize>,
    groups: Vec<Range<usize>>,
}

impl Members {
    fn of(n_documents: usize, groups: &[usize]) -> Self {
        // Documents without a group sort behind all others, and each apart.
        let key = |document: usize| match groups.get(document) {
            Some(&group) => (false, group),
            None => (true, document),
        };
        let mut documents: Vec<usize> = (0..n_documents).collect();
        // Stable: the documents of a group stay in input order.
        documents.sort_by_key(|&document| key(document));
        let mut start = 0;
        let groups = documents
            .chunk_by(|&a, &b| key(a) == key(b))
            .map(|chunk| {
                start += chunk.len();
                start - chunk.len()..start
            })
            .collect();
        Self { documents, groups }
    }

    fn get(&self, group: Range<usize>) -> &[usize] {
        self.documents.get(group).unwrap_or_default()
    }

    /// The groups, the largest first; of equal ones the one whose first document comes first.
    fn largest_first(&self) -> Vec<Range<usize>> {
        let mut groups = self.groups.clone();
        groups.sort_unstable_by_key(|group| {
            (std::cmp::Reverse(group.len()), self.documents.get(group.start).copied())
        });
        groups
    }
}

/// How many documents of each topic there are, by rising topic; topics that are none are left out.
fn topic_mix(topics: impl Iterator<Item = usize>, n_topics: usize) -> Vec<(usize, u32)> {
    let mut topics: Vec<usize> = topics.filter(|&topic| topic < n_topics).collect();
    topics.sort_unstable();
    let counted = topics.chunk_by(|a, b| a == b);
    counted.filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).ok()?))).collect()
}

/// What each fold holds so far.
struct Balance {
    n_folds: usize,
    /// The number of documents by topic, then fold.
    counts: Vec<u32>,
    /// What a document of each topic weighs: `1 / n²`, so that a share of one topic weighs as much as that of another.
    weights: Vec<f64>,
}

impl Balance {
    fn new(targets: &[usize], n_topics: usize, n_folds: usize) -> Self {
        let mut totals = vec![0_u32; n_topics];
        for &topic in targets {
            if let Some(total) = totals.get_mut(topic) {
                *total += 1;
            }
        }
        let weight = |total: &u32| 1.0 / (f64::from(*total.max(&1)) * f64::from(*total.max(&1)));
        let weights = totals.iter().map(weight).collect();
        Self { n_folds, counts: vec![0; n_topics * n_folds], weights }
    }

    /// What each fold holds of `topic`.
    fn of_topic(&self, topic: usize) -> &[u32] {
        self.counts.get(topic * self.n_folds..(topic + 1) * self.n_folds).unwrap_or_default()
    }

    /// The fold that has least of the topics in `mix`.
    ///
    /// That is the one where adding `mix` raises `Σ (documents of a topic in a fold / documents of the topic)²` least.
    fn lightest(&self, mix: &[(usize, u32)]) -> usize {
        let mut loads = vec![0.0; self.n_folds];
        for &(topic, n) in mix {
            let weight = f64::from(n) * self.weights.get(topic).copied().unwrap_or(0.0);
            for (load, &held) in loads.iter_mut().zip(self.of_topic(topic)) {
                *load += weight * f64::from(held);
            }
        }
        let first = mix.first().map_or(0, |(topic, _)| topic % self.n_folds);
        let mut best = (first, f64::INFINITY);
        for fold in (first..self.n_folds).chain(0..first) {
            let load = loads.get(fold).copied().unwrap_or(f64::INFINITY);
            if load < best.1 {
                best = (fold, load);
            }
        }
        best.0
    }

    fn add(&mut self, mix: &[(usize, u32)], fold: usize) {
        for &(topic, n) in mix {
            if let Some(held) = self.counts.get_mut(topic * self.n_folds + fold) {
                *held += n;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What documents that are no copies are dealt as: those of each topic in turn.
    fn stratified_folds(targets: &[usize], n_topics: usize, n_folds: usize) -> Vec<usize> {
        let mut dealt: Vec<usize> = (0..n_topics).collect();
        let mut deal = |topic: usize| {
            dealt[topic] += 1;
            (dealt[topic] - 1) % n_folds
        };
        targets.iter().map(|&topic| deal(topic)).collect()
    }

    #[test]
    fn every_topic_spreads_over_the_folds() {
        assert_eq!(grouped_stratified_folds(&[0, 0, 1, 0, 1, 0], &[], 2, 3), [0, 1, 1, 2, 2, 0]);
        assert_eq!(grouped_stratified_folds(&[0, 9], &[], 1, 0), [0, 0]);
    }

    /// By hand: the group of three goes first, to fold 0. Of the two pairs that of topic 0 comes first and finds fold 1 empty;
    /// the pair of topic 1 starts at fold 1. The last document finds 3, 2 and 0 of its topic.
    #[test]
    fn groups_are_dealt_largest_first() {
        let targets = [0, 0, 0, 0, 0, 1, 1, 0];
        let groups = [7, 7, 7, 2, 2, 5, 5, 9];
        assert_eq!(grouped_stratified_folds(&targets, &groups, 2, 3), [0, 0, 0, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn odd_input_is_survived() {
        assert_eq!(grouped_stratified_folds(&[0, 9, 0], &[4], 1, 0), [0, 0, 0]);
        assert!(grouped_stratified_folds(&[], &[], 0, 5).is_empty());
        assert_eq!(grouped_stratified_folds(&[0, 1], &[], 2, usize::MAX), [0, 1]);
    }

    proptest! {
        #[test]
        fn groups_of_one_are_dealt_as_if_there_were_none(
            targets in proptest::collection::vec(0_usize..6, 0..200),
            n_folds in 1_usize..12,
        ) {
            let expected = stratified_folds(&targets, 6, n_folds.min(targets.len().max(1)));
            let groups: Vec<usize> = (0..targets.len()).map(|document| usize::MAX - 3 * document).collect();
            prop_assert_eq!(&grouped_stratified_folds(&targets, &groups, 6, n_folds), &expected);
            prop_assert_eq!(&grouped_stratified_folds(&targets, &[], 6, n_folds), &expected);
        }

        /// A greedy dealing of groups leaves no topic further from even than its largest groups, where a group has one topic.
        #[test]
        fn groups_stay_together_and_topics_spread(
            groups in proptest::collection::vec(0_usize..30, 1..200),
            n_folds in 2_usize..6,
        ) {
            let targets: Vec<usize> = groups.iter().map(|group| group % 3).collect();
            let folds = grouped_stratified_folds(&targets, &groups, 3, n_folds);
            let mut of_group = vec![None; 30];
            let mut sizes = vec![0; 30];
            for (&group, &fold) in groups.iter().zip(&folds) {
                prop_assert!(fold < n_folds);
                prop_assert_eq!(*of_group[group].get_or_insert(fold), fold);
                sizes[group] += 1;
            }
            for topic in 0..3 {
                let held = |fold: usize| {
                    targets.iter().zip(&folds).filter(|pair| *pair == (&topic, &fold)).count()
                };
                let held: Vec<usize> = (0..n_folds).map(held).collect();
                let largest = (topic..30).step_by(3).map(|group| sizes[group]).max().unwrap();
                prop_assert!(held.iter().max().unwrap() - held.iter().min().unwrap() <= largest);
            }
        }
    }
}
