//! The terms of some documents with how many hold each: what can be added up over parts of a corpus.
//!
//! Numbers of terms mean something within one count only. A table names every term by its text instead, so that those of several
//! counts meet; from the sum follow the vocabulary and the IDF that one count of all documents gives.

use std::cmp::Ordering;

use super::counting::{TermCounts, bucket_of};
use super::terms::{Limits, TermTexts, kept_terms};
use super::{TermBlock, TfIdf, Vocabulary, Weighting};
use crate::error::{Error, ErrorKind, Result};
use crate::parallel;

/// The texts of so many terms are written at once.
const N_WRITTEN_AT_ONCE: usize = 1 << 14;

/// Terms, rising by their bytes, each with the number of documents that hold it, above 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermTable {
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<u64>,
    document_frequencies: Vec<u32>,
    /// How often each term occurs; empty where nobody asks.
    occurrences: Vec<u32>,
}

impl TermTable {
    /// A table of its parts, as a file keeps them: the texts one behind the other, their ends, and the numbers by term; `None` where they
    /// do not fit each other, or terms do not rise.
    #[must_use]
    pub fn from_parts(
        text: String,
        ends: Vec<u64>,
        document_frequencies: Vec<u32>,
        occurrences: Vec<u32>,
    ) -> Option<Self> {
        let table = Self { text, ends, document_frequencies, occurrences };
        let n = table.ends.len();
        let is_cut_well = table.ends.is_sorted()
            && table.ends.last().copied().unwrap_or(0) == table.text.len() as u64
            && table
                .ends
                .iter()
                .all(|&end| usize::try_from(end).is_ok_and(|end| table.text.is_char_boundary(end)));
        let fits = is_cut_well
            && table.document_frequencies.len() == n
            && [0, n].contains(&table.occurrences.len())
            && table.document_frequencies.iter().all(|&n| n > 0)
            && (1..n).all(|term| table.term(term - 1) < table.term(term));
        fits.then_some(table)
    }

    /// The terms that `counts` counted, whose texts are `texts`, with their occurrences where `with_occurrences`.
    pub(super) fn of(counts: &TermCounts, texts: &impl TermTexts, with_occurrences: bool) -> Self {
        let numbers = (0_u32..).take(counts.n_terms()).filter(|&term| counts.document_frequency(term) > 0);
        Self::of_terms(counts, texts, &texts.sort(numbers.collect()), with_occurrences)
    }

    /// The terms `numbers`, which are in order.
    fn of_terms(
        counts: &TermCounts,
        texts: &impl TermTexts,
        numbers: &[u32],
        with_occurrences: bool,
    ) -> Self {
        let stretches = parallel::map_chunks(numbers, N_WRITTEN_AT_ONCE, |numbers| {
            let (mut table, mut text) = (Self::default(), String::new());
            for &number in numbers {
                text.clear();
                texts.push_text(number, &mut text);
                let occurrences = with_occurrences.then(|| counts.occurrences(number));
                table.push(&text, counts.document_frequency(number), occurrences);
            }
            table
        });
        Self::stacked(&stretches)
    }

    /// The terms of `tables` one behind the other; those of each come before those of the next.
    fn stacked(tables: &[Self]) -> Self {
        let mut stacked = Self {
            text: String::with_capacity(tables.iter().map(|table| table.text.len()).sum()),
            ends: Vec::with_capacity(tables.iter().map(Self::len).sum()),
            ..Self::default()
        };
        for table in tables {
            let before = stacked.text.len() as u64;
            stacked.text.push_str(&table.text);
            stacked.ends.extend(table.ends.iter().map(|end| before + end));
            stacked.document_frequencies.extend_from_slice(&table.document_frequencies);
            stacked.occurrences.extend_from_slice(&table.occurrences);
        }
        stacked
    }

    fn push(&mut self, term: &str, document_frequency: u32, occurrences: Option<u32>) {
        self.text.push_str(term);
        self.ends.push(self.text.len() as u64);
        self.document_frequencies.push(document_frequency);
        self.occurrences.extend(occurrences);
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term with this place; empty where there is none.
    #[must_use]
    pub fn term(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).and_then(|&end| usize::try_from(end).ok());
        let start = place.checked_sub(1).and_then(end).unwrap_or(0);
        end(place).and_then(|end| self.text.get(start..end)).unwrap_or_default()
    }

    /// The texts one behind the other.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each term ends in [`text`](Self::text).
    #[must_use]
    pub fn ends(&self) -> &[u64] {
        &self.ends
    }

    /// The number of documents that hold each term.
    #[must_use]
    pub fn document_frequencies(&self) -> &[u32] {
        &self.document_frequencies
    }

    /// How often each term occurs; empty where nobody asks.
    #[must_use]
    pub fn occurrences(&self) -> &[u32] {
        &self.occurrences
    }

    fn entry(&self, place: usize) -> (&str, u32, Option<u32>) {
        let df = self.document_frequencies.get(place).copied().unwrap_or(0);
        (self.term(place), df, self.occurrences.get(place).copied())
    }

    /// The terms of both, with their numbers added up.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where more documents hold a term than can be counted (4 billion).
    pub fn merged(&self, other: &Self) -> Result<Self> {
        let mut merged = Self::default();
        merged.text.reserve(self.text.len().max(other.text.len()));
        let (mut mine, mut theirs) = (0, 0);
        loop {
            let order = match (mine < self.len(), theirs < other.len()) {
                (false, false) => return Ok(merged),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (true, true) => self.term(mine).cmp(other.term(theirs)),
            };
            let (term, mut df, mut occurrences) =
                if order.is_gt() { other.entry(theirs) } else { self.entry(mine) };
            if order.is_eq() {
                let (_, more, more_occurrences) = other.entry(theirs);
                df = df.checked_add(more).ok_or_else(|| {
                    let message =
                        format!("`{term}` stands in more articles than can be counted; leave some out");
                    Error::new(ErrorKind::Data, message)
                })?;
                // The largest number that fits, as where all is counted at once.
                occurrences = occurrences.map(|n| n.saturating_add(more_occurrences.unwrap_or(0)));
            }
            merged.push(term, df, occurrences);
            mine += usize::from(order.is_le());
            theirs += usize::from(order.is_ge());
        }
    }

    /// The terms that meet `limits` where there are `n_documents`, without their occurrences.
    pub(super) fn within(&self, limits: Limits, n_documents: usize) -> Self {
        let counts =
            TermCounts::of_corpus(self.document_frequencies.clone(), self.occurrences.clone(), n_documents);
        let kept = kept_terms(&counts, self, limits);
        Self::of_terms(&counts, self, &kept, false)
    }

    /// The block of all terms, learnt from `n_documents`; in `n_buckets` where terms are hashed, and named by them here.
    pub(super) fn to_block(
        &self,
        n_buckets: Option<usize>,
        n_documents: u64,
        weighting: Weighting,
    ) -> TermBlock {
        let terms = (0..self.len()).map(|place| self.term(place));
        let vocabulary = match n_buckets {
            Some(n_buckets) => {
                Vocabulary::hashed(n_buckets, &terms.filter_map(bucket_of).collect::<Vec<u32>>())
            }
            None => Vocabulary::new(terms.collect()),
        };
        let tfidf = TfIdf::fit(&self.document_frequencies, n_documents, weighting);
        TermBlock::new(vocabulary, tfidf).unwrap_or_default()
    }
}

/// Its terms have their places for numbers.
impl TermTexts for TermTable {
    fn push_text(&self, number: u32, text: &mut String) {
        text.push_str(self.term(number as usize));
    }

    fn sort(&self, mut numbers: Vec<u32>) -> Vec<u32> {
        numbers.sort_unstable();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use std::collections::BTreeMap;

    fn table(terms: &BTreeMap<String, u32>) -> TermTable {
        let mut table = TermTable::default();
        for (term, &n) in terms {
            table.push(term, n, Some(2 * n));
        }
        table
    }

    proptest! {
        /// The reference is a sum in a map; a sum is the same whichever comes first.
        #[test]
        fn tables_add_up(
            one in proptest::collection::btree_map("[a-cé ]{1,3}", 1_u32..9, 0..12),
            two in proptest::collection::btree_map("[a-cé ]{1,3}", 1_u32..9, 0..12),
        ) {
            let mut expected = one.clone();
            for (term, n) in &two {
                *expected.entry(term.clone()).or_default() += n;
            }
            let merged = table(&one).merged(&table(&two)).unwrap();
            prop_assert_eq!(&merged, &table(&expected));
            prop_assert_eq!(&table(&two).merged(&table(&one)).unwrap(), &merged);
            let TermTable { text, ends, document_frequencies, occurrences } = merged.clone();
            prop_assert_eq!(TermTable::from_parts(text, ends, document_frequencies, occurrences), Some(merged));
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_no_table() {
        let from = |text: &str, ends: &[u64], df: &[u32]| {
            TermTable::from_parts(text.to_owned(), ends.to_vec(), df.to_vec(), Vec::new()).is_some()
        };
        assert!(from("ab", &[1, 2], &[1, 1]));
        assert!(!from("ba", &[1, 2], &[1, 1]), "terms rise");
        assert!(!from("aa", &[1, 2], &[1, 1]), "each stands once");
        assert!(!from("é", &[1, 2], &[1, 1]), "ends lie between characters");
        assert!(!from("ab", &[1], &[1]) && !from("ab", &[1, 2], &[1]) && !from("a", &[1], &[0]));
    }

    #[test]
    fn more_documents_than_can_be_counted_are_refused() {
        let many = table(&BTreeMap::from([("a".to_owned(), u32::MAX / 2)]));
        let error = many.merged(&many).unwrap().merged(&many).unwrap_err();
        assert!(error.to_string().contains("more articles than can be counted"));
    }
}
