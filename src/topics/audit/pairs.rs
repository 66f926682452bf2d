//! Pairs of topics that are hard to tell apart: those that the model takes for each other out of fold.

use super::Judged;

/// A pair with a smaller share of its rows confused, in percent, is told apart well enough …
const MIN_SHARE: f64 = 1.0;
/// … and a single row says nothing about a pair.
const MIN_CONFUSED: usize = 2;

/// Two topics that are taken for each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfusedPair<'a> {
    /// The topics, by name.
    pub topics: [&'a str; 2],
    /// Rows of the first that are predicted to be of the second.
    pub n_first_as_second: usize,
    /// Rows of the second that are predicted to be of the first.
    pub n_second_as_first: usize,
    /// The rows of both topics.
    pub n_rows: usize,
    /// The share of confused rows among the rows of both, in percent.
    pub share: f64,
}

impl ConfusedPair<'_> {
    /// Rows of one of the topics that are predicted to be of the other.
    #[must_use]
    pub const fn n_confused(&self) -> usize {
        self.n_first_as_second + self.n_second_as_first
    }
}

/// The pairs that are confused, the largest share first; of equal ones the first by name.
pub(super) fn confused_pairs<'a>(judged: &Judged<'a, '_>) -> Vec<ConfusedPair<'a>> {
    let n_topics = judged.topics.len();
    let mut n_rows = vec![0_usize; n_topics];
    for &target in &judged.firsts {
        if let Some(n) = n_rows.get_mut(target) {
            *n += 1;
        }
    }
    // Each mistake as the pair in order, and whether it is the first topic that was taken for the second.
    let mut mistakes: Vec<(usize, usize, bool)> = (0..judged.examples.len())
        .filter_map(|index| Some((*judged.firsts.get(index)?, judged.contradicted_by(index)?)))
        .map(|(label, predicted)| (label.min(predicted), label.max(predicted), label < predicted))
        .collect();
    mistakes.sort_unstable();
    let of_topic = |topic: usize| n_rows.get(topic).copied().unwrap_or(0);
    let mut pairs: Vec<ConfusedPair<'a>> = mistakes
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter_map(|mistakes| {
            let &(first, second, _) = mistakes.first()?;
            let n_rows = of_topic(first) + of_topic(second);
            let n_first_as_second = mistakes.iter().filter(|(.., is_of_first)| *is_of_first).count();
            Some(ConfusedPair {
                topics: [judged.topics.get(first)?, judged.topics.get(second)?],
                n_first_as_second,
                n_second_as_first: mistakes.len() - n_first_as_second,
                n_rows,
                share: 100.0 * mistakes.len() as f64 / n_rows.max(1) as f64,
            })
        })
        .filter(|pair| pair.n_confused() >= MIN_CONFUSED && pair.share >= MIN_SHARE)
        .collect();
    pairs.sort_by(|a, b| b.share.total_cmp(&a.share));
    pairs
}
