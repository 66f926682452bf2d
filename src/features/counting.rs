//! One parallel pass that counts the terms of many documents.
//!
//! Documents are read in chunks of fixed size ([`scan`]), each with words of its own; the words are then ranked by their
//! texts ([`words`]), and n-grams numbered level by level ([`ngrams`]): one of three words is told by the number of its
//! first two and the rank of its last. So no n-gram has a text before it is known to be kept, and their order is that of their words'
//! ranks. Neither ranks nor numbers depend on the number of threads.

mod characters;
mod hashed;
mod ngrams;
mod scan;
mod words;

pub(super) use self::characters::CountedCharacters;
pub(super) use self::hashed::{HashedCorpus, bucket_of, count_hashed};

use self::ngrams::Numbered;
use self::scan::{Scanned, Scratch};
use self::words::{Merged, WordList};
use super::terms::TermTexts;
use super::vectorizer::as_column;
use super::{Document, Row, SparseRows};
use crate::parallel::{self, Scratches};
use crate::text::{Analyzer, AnalyzerSettings, joined_hash, word_hash};

/// Documents per chunk: enough to make the merge rare, few enough to keep every core busy on small data.
const CHUNK_LEN: usize = 512;

/// Kept terms are sorted in so many stretches of first words, side by side.
const N_STRETCHES: usize = 64;

/// The number of a word that a chunk does not hold.
const NO_WORD: u32 = u32::MAX;

/// What a document holds: pairs of term number and count.
pub(super) type Counts = Vec<(u32, u32)>;

/// What some documents hold: the terms of each, rising, and how often each occurs.
#[derive(Debug, Default)]
pub(super) struct DocumentCounts {
    pairs: Counts,
    ends: Vec<usize>,
}

impl DocumentCounts {
    /// Adds a document that holds `numbers`, in any order, as often as they stand there.
    fn push(&mut self, numbers: &mut [u32]) {
        self.pairs.extend(runs(numbers));
        self.ends.push(self.pairs.len());
    }

    /// Adds a document by its terms, rising, and how often each occurs.
    fn push_counts(&mut self, counts: Row<'_>) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "they count")]
        self.pairs.extend(counts.iter().map(|(term, count)| (as_column(term), count as u32)));
        self.ends.push(self.pairs.len());
    }

    /// The terms and counts of the document `index`.
    fn get(&self, index: usize) -> Option<&[(u32, u32)]> {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.pairs.get(start..*self.ends.get(index)?)
    }

    /// The terms and counts of each document, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(self.ends.iter().copied());
        ranges.map(|(start, end)| self.pairs.get(start..end).unwrap_or_default())
    }
}

/// How many documents hold each term, how often each occurs, and what each document holds.
#[derive(Debug, Default)]
pub(super) struct TermCounts {
    document_frequencies: Vec<u32>,
    occurrences: Vec<u32>,
    n_documents: usize,
    /// The documents, chunk by chunk; none where they are not at hand.
    chunks: Vec<DocumentCounts>,
}

impl TermCounts {
    /// What all documents of chunks hold.
    fn new(document_frequencies: Vec<u32>, occurrences: Vec<u32>, chunks: Vec<DocumentCounts>) -> Self {
        let n_documents = chunks.iter().map(|chunk| chunk.ends.len()).sum();
        Self { document_frequencies, occurrences, n_documents, chunks }
    }

    /// The same of `n_documents` that are not at hand.
    pub(super) const fn of_corpus(
        document_frequencies: Vec<u32>,
        occurrences: Vec<u32>,
        n_documents: usize,
    ) -> Self {
        Self { document_frequencies, occurrences, n_documents, chunks: Vec::new() }
    }

    /// The number of terms.
    pub(super) fn n_terms(&self) -> usize {
        self.document_frequencies.len()
    }

    /// The number of documents.
    pub(super) const fn n_documents(&self) -> usize {
        self.n_documents
    }

    /// The number of documents that hold a term.
    pub(super) fn document_frequency(&self, term: u32) -> u32 {
        self.document_frequencies.get(term as usize).copied().unwrap_or(0)
    }

    /// How often a term occurs in all, or the largest number that fits.
    pub(super) fn occurrences(&self, term: u32) -> u32 {
        self.occurrences.get(term as usize).copied().unwrap_or(0)
    }

    /// The terms of each document, rising.
    pub(super) fn term_sets(&self) -> Vec<Vec<u32>> {
        let of_chunk = |chunk: &DocumentCounts| -> Vec<Vec<u32>> {
            chunk.iter().map(|counts| counts.iter().map(|&(term, _)| term).collect()).collect()
        };
        parallel::map(&self.chunks, of_chunk).into_iter().flatten().collect()
    }

    /// The terms of one document, rising; none where there is no such document.
    pub(super) fn term_set(&self, document: usize) -> impl Iterator<Item = u32> {
        let chunk = self.chunks.get(document / CHUNK_LEN);
        let counts = chunk.and_then(|chunk| chunk.get(document % CHUNK_LEN)).unwrap_or_default();
        counts.iter().map(|&(term, _)| term)
    }

    /// A row for each document, of `n_columns`; `row` makes it of the terms and counts, with a buffer to work in.
    pub(super) fn to_rows(
        &self,
        n_columns: usize,
        row: impl Fn(&[(u32, u32)], &mut SparseRows, &mut Counts) + Sync + Send,
    ) -> SparseRows {
        let parts = parallel::map(&self.chunks, |chunk| {
            let (mut rows, mut buffer) = (SparseRows::new(n_columns), Counts::new());
            for counts in chunk.iter() {
                row(counts, &mut rows, &mut buffer);
            }
            rows
        });
        SparseRows::stacked(n_columns, parts)
    }
}

/// The words and n-grams of a corpus. Words have the numbers of their ranks, n-grams those behind them.
#[derive(Debug, Default)]
pub(super) struct CountedCorpus {
    words: WordList,
    /// Of each n-gram of two words or more: the number of the term that the words before its last make, and its last word.
    ngrams: Vec<(u32, u32)>,
    pub(super) counts: TermCounts,
}

impl CountedCorpus {
    /// The ranks of a term's words, from 1; 0 behind the last.
    fn ranks(&self, number: u32) -> [u32; AnalyzerSettings::MAX_N] {
        let mut ranks = [0; AnalyzerSettings::MAX_N];
        let (mut next, mut n_words) = (number, 0);
        let n_single = self.words.len();
        // Last word first.
        for rank in &mut ranks {
            n_words += 1;
            let ngram = (next as usize).checked_sub(n_single).and_then(|place| self.ngrams.get(place));
            let Some(&(prefix, word)) = ngram else {
                *rank = next + 1;
                break;
            };
            (*rank, next) = (word + 1, prefix);
        }
        if let Some(filled) = ranks.get_mut(..n_words) {
            filled.reverse();
        }
        ranks
    }
}

impl CountedCorpus {
    /// The hash of each term by its number.
    pub(super) fn term_hashes(&self) -> Vec<u64> {
        let words: Vec<usize> = (0..self.words.len()).collect();
        let mut hashes = parallel::map(&words, |&word| word_hash(self.words.get(word)));
        hashes.reserve(self.ngrams.len());
        for &(prefix, word) in &self.ngrams {
            // The words before the last of an n-gram have a number below its own.
            let of = |term: u32| hashes.get(term as usize).copied().unwrap_or_default();
            hashes.push(joined_hash(of(prefix), of(word)));
        }
        hashes
    }
}

impl TermTexts for CountedCorpus {
    fn push_text(&self, number: u32, text: &mut String) {
        let ranks = self.ranks(number);
        for (place, rank) in ranks.iter().take_while(|rank| **rank > 0).enumerate() {
            if place > 0 {
                text.push(' ');
            }
            text.push_str(self.words.get(*rank as usize - 1));
        }
    }

    /// By the ranks of their words, without making a text: a space comes before whatever a word holds, so that what begins a
    /// term comes before the term, and before any that goes on with a longer word.
    fn sort(&self, numbers: Vec<u32>) -> Vec<u32> {
        if self.words.holds_space() {
            let mut named: Vec<(String, u32)> = numbers
                .into_iter()
                .map(|number| {
                    let mut text = String::new();
                    self.push_text(number, &mut text);
                    (text, number)
                })
                .collect();
            named.sort_unstable();
            return named.into_iter().map(|(_, number)| number).collect();
        }
        let mut stretches = vec![Vec::new(); N_STRETCHES];
        for number in numbers {
            let ranks @ [first, ..] = self.ranks(number);
            let stretch = (first as usize - 1) * N_STRETCHES / self.words.len().max(1);
            if let Some(stretch) = stretches.get_mut(stretch) {
                stretch.push((ranks, number));
            }
        }
        let sorted = parallel::map(&stretches, |stretch| {
            let mut sorted = stretch.clone();
            sorted.sort_unstable();
            sorted.into_iter().map(|(_, number)| number).collect::<Vec<u32>>()
        });
        sorted.concat()
    }
}

/// Counts the terms of `documents`.
pub(super) fn count(documents: &[Document<'_>], analyzer: &Analyzer) -> CountedCorpus {
    let scratches = Scratches::<Scratch>::default();
    let mut scanned =
        scratches.map_chunks(documents, CHUNK_LEN, |scratch, chunk| scan::scan(chunk, analyzer, scratch));
    let Merged { words, ranks } = words::merge(scanned.iter().map(|chunk| &chunk.words).collect());
    let (mut document_frequencies, mut occurrences) = (vec![0; words.len()], vec![0; words.len()]);
    for (chunk, ranks) in scanned.iter().zip(&ranks) {
        add_at(&mut document_frequencies, ranks, &chunk.document_frequencies);
        add_at(&mut occurrences, ranks, &chunk.occurrences);
    }
    // The numbers of what each chunk holds, level by level.
    let pairs: Vec<(&Scanned, &Vec<u32>)> = scanned.iter().zip(&ranks).collect();
    let mut levels: Vec<Vec<Vec<u32>>> = vec![parallel::map(&pairs, |(chunk, ranks)| {
        chunk.words_in_order().iter().map(|&word| at(ranks, word)).collect()
    })];
    let mut ngrams: Vec<(u32, u32)> = Vec::new();
    let n_levels = scanned.iter().map(Scanned::n_levels).max().unwrap_or(1);
    for level in 1..n_levels {
        let first = u32::try_from(words.len() + ngrams.len()).unwrap_or(u32::MAX);
        let before = levels.last().map(Vec::as_slice).unwrap_or_default();
        let numbered = ngrams::number(&scanned, &ranks, (level > 1).then_some(before), level, first);
        let Numbered { ngrams: found, document_frequencies: df, occurrences: n, numbers } = numbered;
        ngrams.extend(found);
        document_frequencies.extend(df);
        occurrences.extend(n);
        levels.push(numbers);
        for chunk in &mut scanned {
            chunk.forget(level);
        }
    }
    let numbers: Vec<usize> = (0..scanned.len()).collect();
    let chunks = parallel::map(&numbers, |&chunk| {
        let of_chunk: Vec<&[u32]> =
            levels.iter().map(|level| level.get(chunk).map(Vec::as_slice).unwrap_or_default()).collect();
        scanned.get(chunk).map(|scanned| scanned.documents(&of_chunk)).unwrap_or_default()
    });
    CountedCorpus { words, ngrams, counts: TermCounts::new(document_frequencies, occurrences, chunks) }
}

/// The element at `index`; the largest number where there is none.
fn at(numbers: &[u32], index: u32) -> u32 {
    numbers.get(index as usize).copied().unwrap_or(u32::MAX)
}

/// Adds `values` to `sums` at `places`.
fn add_at(sums: &mut [u32], places: &[u32], values: &[u32]) {
    for (&place, &value) in places.iter().zip(values) {
        if let Some(sum) = sums.get_mut(place as usize) {
            *sum = sum.saturating_add(value);
        }
    }
}

/// Each number and how often it occurs, rising; sorts `numbers` on the way.
fn runs(numbers: &mut [u32]) -> impl Iterator<Item = (u32, u32)> {
    numbers.sort_unstable();
    numbers
        .chunk_by(|a, b| a == b)
        .filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).unwrap_or(u32::MAX))))
}

/// The counts added up by number, by rising number.
pub(super) fn sum_by_number(mut counts: Counts) -> Counts {
    sum_in_place(&mut counts);
    counts
}

/// [`sum_by_number`] in place.
fn sum_in_place(counts: &mut Counts) {
    counts.sort_unstable();
    counts.dedup_by(|later, kept| {
        let is_same = later.0 == kept.0;
        if is_same {
            kept.1 = kept.1.saturating_add(later.1);
        }
        is_same
    });
}

#[cfg(test)]
mod tests;
