//! Folds for cross-validation.

/// The fold of each document, `0..n_folds`: the documents of each topic are dealt out in turn, in input order.
///
/// Each topic's documents spread evenly; topics start at different folds, so that small ones do not pile up in the first.
#[must_use]
pub fn stratified_folds(targets: &[usize], n_topics: usize, n_folds: usize) -> Vec<usize> {
    let n_folds = n_folds.max(1);
    let mut dealt: Vec<usize> = (0..n_topics).collect();
    targets
        .iter()
        .map(|&topic| {
            let Some(next) = dealt.get_mut(topic) else { return 0 };
            *next += 1;
            (*next - 1) % n_folds
        })
        .collect()
}

/// The fold of each document, `0..n_folds`, with the documents of a group in one fold.
///
/// `groups` numbers the group of each document by the group's first document, as [`crate::stories::near_copies`] does. Groups
/// are dealt out in input order; each goes where the topic of its first document has fewest documents so far, ties to
/// the fold whose turn it is. With groups of one this is [`stratified_folds`].
#[must_use]
pub fn grouped_folds(targets: &[usize], groups: &[usize], n_topics: usize, n_folds: usize) -> Vec<usize> {
    let n_folds = n_folds.max(1);
    let mut sizes = vec![0_usize; targets.len()];
    for &group in groups {
        if let Some(size) = sizes.get_mut(group) {
            *size += 1;
        }
    }
    // Documents of each topic in each fold.
    let mut dealt = vec![vec![0_usize; n_folds]; n_topics];
    let mut folds: Vec<usize> = Vec::with_capacity(targets.len());
    for ((document, &topic), &group) in targets.iter().enumerate().zip(groups) {
        let fold = match folds.get(group) {
            Some(&fold) if group < document => fold,
            _ => {
                let dealt = dealt.get_mut(topic).map(Vec::as_mut_slice).unwrap_or_default();
                let in_turn = (0..n_folds).map(|turn| (topic + turn) % n_folds);
                let fewest = in_turn.min_by_key(|&fold| dealt.get(fold).copied()).unwrap_or(0);
                if let Some(n) = dealt.get_mut(fewest) {
                    *n += sizes.get(group).copied().unwrap_or(1);
                }
                fewest
            }
        };
        folds.push(fold);
    }
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_topic_spreads_over_the_folds() {
        assert_eq!(stratified_folds(&[0, 0, 1, 0, 1, 0], 2, 3), [0, 1, 1, 2, 2, 0]);
        assert_eq!(stratified_folds(&[0, 9], 1, 0), [0, 0]);
    }

    /// Five documents of topic 0 in groups {0, 1, 2}, {3}, {4}, two of topic 1 in {5, 6}, dealt by hand: the first group fills
    /// fold 0, so the next two go to fold 1; topic 1 starts at fold 1.
    #[test]
    fn groups_stay_together_and_folds_stay_even() {
        assert_eq!(
            grouped_folds(&[0, 0, 0, 0, 0, 1, 1], &[0, 0, 0, 3, 4, 5, 5], 2, 2),
            [0, 0, 0, 1, 1, 1, 1]
        );
        assert_eq!(grouped_folds(&[0, 9], &[0, 1], 1, 0), [0, 0]);
    }

    proptest! {
        #[test]
        fn groups_of_one_are_dealt_as_before(targets in proptest::collection::vec(0_usize..5, 0..60), n_folds in 1_usize..7) {
            let groups: Vec<usize> = (0..targets.len()).collect();
            prop_assert_eq!(grouped_folds(&targets, &groups, 5, n_folds), stratified_folds(&targets, 5, n_folds));
        }

        #[test]
        fn no_group_straddles_a_fold(
            documents in proptest::collection::vec((0_usize..4, 0_usize..9), 1..60),
            n_folds in 1_usize..7,
        ) {
            let first = |label: usize| documents.iter().position(|(_, other)| *other == label).unwrap();
            let groups: Vec<usize> = documents.iter().map(|(_, label)| first(*label)).collect();
            let targets: Vec<usize> = documents.iter().map(|(topic, _)| *topic).collect();
            let folds = grouped_folds(&targets, &groups, 4, n_folds);
            for (fold, &group) in folds.iter().zip(&groups) {
                prop_assert!(*fold < n_folds && *fold == folds[group]);
            }
        }
    }
}
