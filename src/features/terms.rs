//! A block of terms: a vocabulary with the IDF of each term. Words and their n-grams are one, character n-grams another.

use std::cmp::Reverse;

use super::counting::{Counts, TermCounts};
use super::{SparseRows, TfIdf, Vocabulary, Weighting};
use crate::parallel;

/// Texts are made in stretches of so many terms.
const TERMS_PER_CHUNK: usize = 4096;

/// The texts of counted terms, which have no need to be there before they are asked for.
pub(super) trait TermTexts: Sync {
    /// Appends the text of a term.
    fn push_text(&self, number: u32, text: &mut String);

    /// The terms in the byte order of their texts.
    fn sort(&self, numbers: Vec<u32>) -> Vec<u32>;

    /// The column that a term has in `vocabulary`; `text` is room to work in.
    fn column(&self, number: u32, vocabulary: &Vocabulary, text: &mut String) -> Option<u32> {
        text.clear();
        self.push_text(number, text);
        vocabulary.column(text)
    }

    /// The vocabulary of the terms `kept`, which are in order.
    fn vocabulary(&self, kept: &[u32]) -> Vocabulary {
        let parts = parallel::map_chunks(kept, TERMS_PER_CHUNK, |numbers| {
            let (mut text, mut ends) = (String::new(), Vec::with_capacity(numbers.len()));
            for &number in numbers {
                self.push_text(number, &mut text);
                ends.push(text.len());
            }
            (text, ends)
        });
        let slices = parts.iter().flat_map(|(text, ends)| {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(ends).map(|(start, &end)| text.get(start..end).unwrap_or_default())
        });
        Vocabulary::new(slices.collect())
    }
}

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

    /// A block of as many columns as there are buckets, to count with.
    pub(super) fn of_buckets(n_buckets: usize) -> Self {
        let every: Vec<u32> = (0_u32..).take(n_buckets).collect();
        Self { vocabulary: Vocabulary::hashed(n_buckets, &every), tfidf: TfIdf::default() }
    }

    /// The block of the counted terms that meet `limits`, and the column of each counted term that was kept.
    fn fit(
        counts: &TermCounts,
        texts: &impl TermTexts,
        limits: Limits,
        weighting: Weighting,
    ) -> (Self, Vec<Option<u32>>) {
        let kept = kept_terms(counts, texts, limits);
        let vocabulary = texts.vocabulary(&kept);
        let mut columns: Vec<Option<u32>> = vec![None; counts.n_terms()];
        let mut frequencies = vec![0; vocabulary.len()];
        for (column, number) in (0_u32..).zip(kept) {
            if let Some(slot) = columns.get_mut(number as usize) {
                *slot = Some(column);
            }
            if let Some(frequency) = frequencies.get_mut(column as usize) {
                *frequency = counts.document_frequency(number);
            }
        }
        let tfidf = TfIdf::fit(&frequencies, counts.n_documents() as u64, weighting);
        (Self { vocabulary, tfidf }, columns)
    }

    /// [`fit`](Self::fit), and the documents' own rows in the block.
    pub(super) fn fit_transform(
        counts: &TermCounts,
        texts: &impl TermTexts,
        limits: Limits,
        weighting: Weighting,
    ) -> (Self, SparseRows) {
        let (block, columns) = Self::fit(counts, texts, limits, weighting);
        let rows = block.rows(counts, &columns);
        (block, rows)
    }

    /// The documents' rows in the block, which was learnt from other documents too.
    pub(super) fn transform_counted(&self, counts: &TermCounts, texts: &impl TermTexts) -> SparseRows {
        let numbers: Vec<u32> = (0_u32..).take(counts.n_terms()).collect();
        let columns = parallel::map_chunks(&numbers, TERMS_PER_CHUNK, |numbers| {
            let mut text = String::new();
            let column = |&number: &u32| texts.column(number, &self.vocabulary, &mut text);
            numbers.iter().map(column).collect::<Vec<_>>()
        });
        self.rows(counts, &columns.concat())
    }

    /// The rows of counted documents, whose terms have `columns`.
    fn rows(&self, counts: &TermCounts, columns: &[Option<u32>]) -> SparseRows {
        let column = |term: u32| columns.get(term as usize).copied().flatten();
        counts.to_rows(self.len(), |counts, rows, buffer| {
            buffer.clear();
            buffer.extend(counts.iter().filter_map(|&(term, count)| Some((column(term)?, count))));
            buffer.sort_unstable();
            let values = rows.push_row(buffer.iter().map(|&(column, count)| (column, f64::from(count))));
            self.tfidf.weigh(values.0, values.1);
        })
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

/// The numbers of the terms that meet the limits, in the order of the texts.
pub(super) fn kept_terms(counts: &TermCounts, texts: &impl TermTexts, limits: Limits) -> Vec<u32> {
    let max_df = limits.max_df * counts.n_documents() as f64;
    let within = |df: u32| df as usize >= limits.min_df && f64::from(df) <= max_df;
    let numbers = (0_u32..).take(counts.n_terms());
    let kept = texts.sort(numbers.filter(|&number| within(counts.document_frequency(number))).collect());
    let Some(limit) = limits.max_features.filter(|limit| *limit < kept.len()) else { return kept };
    // The most frequent, of equal ones the first; then in their order again.
    let mut ranked: Vec<(Reverse<u32>, usize)> =
        kept.iter().map(|&number| Reverse(counts.occurrences(number))).zip(0..).collect();
    ranked.sort_unstable();
    ranked.truncate(limit);
    ranked.sort_unstable_by_key(|&(_, place)| place);
    ranked.into_iter().filter_map(|(_, place)| kept.get(place).copied()).collect()
}
