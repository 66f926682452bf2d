//! The rows by which naive Bayes is tuned: those whose hashes are least.
//!
//! A sample of all rows is that of the samples of their parts, whatever the parts are (bottom-k sampling: Cohen and Kaplan, "Summarizing
//! data using bottom-k sketches", PODC 2007). Hashes know nothing of topics, so that the sample holds these in proportion; of a topic
//! that would all but be missing it holds a few rows more.

use crate::parallel;

/// So many rows fit a calibration well, and are few enough to be sent around.
const N_ROWS: usize = 6000;
/// So many rows of each topic there are, if it has them.
const LEAST_OF_TOPIC: usize = 10;

/// How many rows a sample holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SampleSize {
    n_rows: usize,
    of_topic: usize,
}

impl SampleSize {
    /// Every row.
    pub(super) const ALL: Self = Self { n_rows: usize::MAX, of_topic: usize::MAX };

    /// Enough rows to tune a model.
    pub(super) const ENOUGH: Self = Self { n_rows: N_ROWS, of_topic: LEAST_OF_TOPIC };
}

/// A row of a sample.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SampleRow {
    /// Its hash, by which it was drawn.
    pub(super) hash: u128,
    /// The number of its topic.
    pub(super) topic: usize,
    /// Its TF-IDF row.
    pub(super) columns: Vec<u32>,
    pub(super) values: Vec<f64>,
    /// The hashes of all its terms, known to the vocabulary or not, rising: by them copies are told.
    pub(super) terms: Vec<u64>,
}

/// Rows by rising hash.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sample {
    rows: Vec<SampleRow>,
}

impl Sample {
    /// The rows whose hashes and topics are `keys` (none of rows without a topic), as `row` makes them of their places; and their places.
    pub(super) fn draw(
        keys: impl Iterator<Item = (u128, Option<usize>)>,
        size: SampleSize,
        row: impl Fn(u128, usize, usize) -> SampleRow + Sync + Send,
    ) -> (Self, Vec<usize>) {
        let mut keys: Vec<(u128, usize, usize)> =
            keys.enumerate().filter_map(|(place, (hash, topic))| Some((hash, topic?, place))).collect();
        keys.sort_unstable();
        let mut keeper = Keeper::new(size);
        keys.retain(|(_, topic, _)| keeper.keeps(*topic));
        let rows = parallel::map(&keys, |&(hash, topic, place)| row(hash, topic, place));
        (Self { rows }, keys.into_iter().map(|(.., place)| place).collect())
    }

    /// A sample of rows that a part holds; `None` where they are not in order.
    pub(super) fn from_rows(rows: Vec<SampleRow>) -> Option<Self> {
        rows.is_sorted_by_key(|row| (row.hash, row.topic)).then_some(Self { rows })
    }

    /// The sample of what both were drawn of, of the same size.
    pub(super) fn merged(self, other: Self, size: SampleSize) -> Self {
        let mut rows = self.rows;
        rows.extend(other.rows);
        // Rows of one hash are the same rows.
        rows.sort_by_key(|row| (row.hash, row.topic));
        let mut keeper = Keeper::new(size);
        rows.retain(|row| keeper.keeps(row.topic));
        Self { rows }
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[SampleRow] {
        &self.rows
    }
}

/// Decides of rows that come by rising hash which ones a sample holds.
struct Keeper {
    size: SampleSize,
    n_rows: usize,
    of_topics: Vec<usize>,
}

impl Keeper {
    const fn new(size: SampleSize) -> Self {
        Self { size, n_rows: 0, of_topics: Vec::new() }
    }

    /// Whether the sample holds the next row, which is of `topic`.
    fn keeps(&mut self, topic: usize) -> bool {
        if self.of_topics.len() <= topic {
            self.of_topics.resize(topic + 1, 0);
        }
        self.n_rows += 1;
        let of_topic = self.of_topics.get_mut(topic).map_or(usize::MAX, |n| {
            *n += 1;
            *n
        });
        self.n_rows <= self.size.n_rows || of_topic <= self.size.of_topic
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample(keys: &[(u128, usize)], size: SampleSize) -> Sample {
        let row = |hash, topic, _| SampleRow {
            hash,
            topic,
            columns: Vec::new(),
            values: Vec::new(),
            terms: Vec::new(),
        };
        Sample::draw(keys.iter().map(|&(hash, topic)| (hash, Some(topic))), size, row).0
    }

    /// By hand: the three least hashes are of topic 0, and one row of each other topic comes on top.
    #[test]
    fn a_rare_topic_is_there() {
        let keys = [(9, 0), (1, 0), (8, 1), (2, 0), (3, 0), (7, 1), (4, 0), (6, 2)];
        let size = SampleSize { n_rows: 3, of_topic: 1 };
        let held: Vec<u128> = sample(&keys, size).rows().iter().map(|row| row.hash).collect();
        assert_eq!(held, [1, 2, 3, 6, 7]);
        assert_eq!(sample(&keys, SampleSize::ALL).rows().len(), 8);
    }

    proptest! {
        /// The sample of samples is that of all rows, in whatever parts and order they come.
        #[test]
        fn samples_add_up(
            keys in proptest::collection::vec((0_u128..40, 0_usize..4, 0_usize..3), 0..60),
            n_rows in 0_usize..9,
            of_topic in 0_usize..4,
        ) {
            let size = SampleSize { n_rows, of_topic };
            // Rows of one hash are the same rows, so that their topics are too.
            let keys: Vec<(u128, usize, usize)> =
                keys.into_iter().map(|(hash, _, part)| (hash, hash as usize % 4, part)).collect();
            let of = |part: usize| -> Vec<(u128, usize)> {
                keys.iter().filter(|key| key.2 == part).map(|&(hash, topic, _)| (hash, topic)).collect()
            };
            let all: Vec<(u128, usize)> = keys.iter().rev().map(|&(hash, topic, _)| (hash, topic)).collect();
            let [a, b, c] = [0, 1, 2].map(|part| sample(&of(part), size));
            let whole = sample(&all, size);
            prop_assert_eq!(&a.clone().merged(b.clone(), size).merged(c.clone(), size), &whole);
            prop_assert_eq!(&c.merged(b, size).merged(a, size), &whole);
        }
    }
}
