//! A block of terms: a vocabulary with the IDF of each term. Words and their n-grams are one, character n-grams another.

use std::cmp::Reverse;

use super::counting::{Counts, TermCounts};
use super::{TfIdf, Vocabulary, Weighting};
use crate::parallel;

/// Which terms are kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    /// The fewest documents a term stands in.
    pub(super) min_df: usize,
    /// The largest share of the documents, `(0, 1]`.
    pub(super) max_df: f64,
    /// The most terms.
    pub(super) max_features: Option<usize>,
}

/// The columns of a document in a block, rising, and their values.
pub(super) type BlockRow = (Vec<u32>, Vec<f64>);

/// Terms and their weights; each document's values in a block have length one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermBlock {
    vocabulary: Vocabulary,
    tfidf: TfIdf,
}

impl TermBlock {
    /// A block of a vocabulary and the weights of its terms; `None` where they differ in length.
    #[must_use]
    pub fn new(vocabulary: Vocabulary, tfidf: TfIdf) -> Option<Self> {
        (vocabulary.len() == tfidf.idf().as_slice().len()).then_some(Self { vocabulary, tfidf })
    }

    /// The block of the counted terms that meet `limits`, and the column of each counted term that was kept.
    fn fit(
        counts: &TermCounts,
        text: impl Fn(u32) -> String,
        limits: Limits,
        weighting: Weighting,
    ) -> (Self, Vec<Option<u32>>) {
        let kept = kept_terms(counts, text, limits);
        let vocabulary = Vocabulary::new(kept.iter().map(|(_, term)| term.as_str()).collect());
        let mut columns: Vec<Option<u32>> = vec![None; counts.n_terms()];
        let mut frequencies = vec![0; vocabulary.len()];
        for (column, (id, _)) in (0_u32..).zip(&kept) {
            if let Some(slot) = columns.get_mut(*id as usize) {
                *slot = Some(column);
            }
            if let Some(frequency) = frequencies.get_mut(column as usize) {
                *frequency = counts.document_frequency(*id);
            }
        }
        let tfidf = TfIdf::fit(&frequencies, counts.documents.len() as u64, weighting);
        (Self { vocabulary, tfidf }, columns)
    }

    /// [`fit`](Self::fit), and the documents' own columns and values in the block.
    pub(super) fn fit_transform(
        counts: &TermCounts,
        text: impl Fn(u32) -> String,
        limits: Limits,
        weighting: Weighting,
    ) -> (Self, Vec<BlockRow>) {
        let (block, columns) = Self::fit(counts, text, limits, weighting);
        let column = |term: u32| columns.get(term as usize).copied().flatten();
        let rows = parallel::map(&counts.documents, |counts| {
            block.weigh(counts.iter().filter_map(|&(term, count)| Some((column(term)?, count))).collect())
        });
        (block, rows)
    }

    /// The terms and their columns.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The frozen weights.
    #[must_use]
    pub const fn tfidf(&self) -> &TfIdf {
        &self.tfidf
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vocabulary.len()
    }

    /// True where there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vocabulary.is_empty()
    }

    /// Columns, rising, and weights of one document's counts, in any order.
    pub(super) fn weigh(&self, mut counts: Counts) -> BlockRow {
        counts.sort_unstable();
        let columns: Vec<u32> = counts.iter().map(|(column, _)| *column).collect();
        let mut values: Vec<f64> = counts.iter().map(|(_, count)| f64::from(*count)).collect();
        self.tfidf.weigh(&columns, &mut values);
        (columns, values)
    }
}

/// The numbers and texts of the terms that meet the limits, in the order of the texts.
fn kept_terms(counts: &TermCounts, text: impl Fn(u32) -> String, limits: Limits) -> Vec<(u32, String)> {
    let max_df = limits.max_df * counts.documents.len() as f64;
    let within = |df: u32| df as usize >= limits.min_df && f64::from(df) <= max_df;
    let mut kept: Vec<(u32, String)> = (0_u32..)
        .take(counts.n_terms())
        .filter(|&number| within(counts.document_frequency(number)))
        .map(|number| (number, text(number)))
        .collect();
    if let Some(limit) = limits.max_features.filter(|limit| *limit < kept.len()) {
        let rank = |(number, term): &(u32, String)| (Reverse(counts.occurrences(*number)), term.clone());
        kept.sort_by_cached_key(rank);
        kept.truncate(limit);
    }
    kept.sort_unstable_by(|(_, a), (_, b)| a.cmp(b));
    kept
}
