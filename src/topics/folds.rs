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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_spreads_over_the_folds() {
        assert_eq!(stratified_folds(&[0, 0, 1, 0, 1, 0], 2, 3), [0, 1, 1, 2, 2, 0]);
        assert_eq!(stratified_folds(&[0, 9], 1, 0), [0, 0]);
    }
}
