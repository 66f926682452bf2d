//! One parallel pass that counts the terms of many documents.
//!
//! Documents are taken in chunks of fixed size; each chunk numbers its own words and terms, and the chunks are merged
//! in order. A term is told by its last word and the term before that, both numbers, so that its text is made only once
//! it is known to be kept. Only whole numbers are added up, so the counts do not depend on the number of threads.

use hashbrown::HashMap;

use super::Document;
use crate::parallel;
use crate::text::{Analyzer, CharacterRange, Memo, WordId};

/// Documents per chunk: enough to make the merge rare, few enough to keep every core busy on small data.
const CHUNK_LEN: usize = 1024;

/// A term: the number of the term that the words before its last make, or [`NO_PREFIX`], and the last word.
type Ngram = (u32, WordId);
const NO_PREFIX: u32 = u32::MAX;

/// What a document holds: pairs of term number and count.
pub(super) type Counts = Vec<(u32, u32)>;

/// How many documents hold each term, how often each occurs, and what each document holds.
#[derive(Debug, Default)]
pub(super) struct TermCounts {
    document_frequencies: Vec<u32>,
    occurrences: Vec<u64>,
    pub(super) documents: Vec<Counts>,
}

impl TermCounts {
    /// The number of terms.
    pub(super) fn n_terms(&self) -> usize {
        self.document_frequencies.len()
    }

    /// The number of documents that hold a term.
    pub(super) fn document_frequency(&self, term: u32) -> u32 {
        self.document_frequencies.get(term as usize).copied().unwrap_or(0)
    }

    /// How often a term occurs in all.
    pub(super) fn occurrences(&self, term: u32) -> u64 {
        self.occurrences.get(term as usize).copied().unwrap_or(0)
    }

    /// Makes room for terms up to `n_terms`.
    fn grow(&mut self, n_terms: usize) {
        self.document_frequencies.resize(n_terms, 0);
        self.occurrences.resize(n_terms, 0);
    }

    /// Adds a document, whose terms there is room for.
    fn push(&mut self, counts: Counts) {
        for (term, count) in &counts {
            if let Some(frequency) = self.document_frequencies.get_mut(*term as usize) {
                *frequency += 1;
            }
            if let Some(occurrences) = self.occurrences.get_mut(*term as usize) {
                *occurrences += u64::from(*count);
            }
        }
        self.documents.push(counts);
    }
}

/// The words and n-grams of a corpus, numbered in the order in which they were first seen.
#[derive(Debug, Default)]
pub(super) struct CountedCorpus {
    words: Numbering<Box<str>>,
    terms: Numbering<Ngram>,
    pub(super) counts: TermCounts,
}

/// The character n-grams of a corpus, numbered in the order in which they were first seen.
#[derive(Debug, Default)]
pub(super) struct CountedCharacters {
    ngrams: Numbering<Box<str>>,
    pub(super) counts: TermCounts,
}

impl CountedCharacters {
    /// The text of a character n-gram.
    pub(super) fn ngram(&self, number: u32) -> String {
        self.ngrams.items.get(number as usize).map(ToString::to_string).unwrap_or_default()
    }
}

impl CountedCorpus {
    /// The character n-grams of the corpus's single-word terms.
    pub(super) fn characters(&self, range: CharacterRange) -> CountedCharacters {
        let mut characters = CountedCharacters::default();
        // The n-grams of each term that is a single word; none for longer terms.
        let mut of_terms: Vec<Vec<u32>> = Vec::with_capacity(self.terms.items.len());
        for &(prefix, word) in &self.terms.items {
            let mut numbers = Vec::new();
            if let Some(word) = self.words.items.get(word as usize).filter(|_| prefix == NO_PREFIX) {
                range.for_each(word, |ngram| numbers.push(characters.ngrams.number_str(ngram)));
            }
            of_terms.push(numbers);
        }
        characters.counts.grow(characters.ngrams.items.len());
        let expand = |counts: &Counts| {
            let of_term = |term: u32| of_terms.get(term as usize).map_or(&[][..], Vec::as_slice);
            let pairs =
                counts.iter().flat_map(|&(term, count)| of_term(term).iter().map(move |&n| (n, count)));
            sum_by_number(pairs.collect())
        };
        for counts in parallel::map(&self.counts.documents, expand) {
            characters.counts.push(counts);
        }
        characters
    }

    /// The text of a term.
    pub(super) fn term(&self, number: u32) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut next = number;
        while let Some(&(prefix, word)) = self.terms.items.get(next as usize) {
            words.extend(self.words.items.get(word as usize).map(AsRef::as_ref));
            next = prefix;
        }
        words.reverse();
        words.join(" ")
    }

    /// Numbers the words and terms of a chunk, and returns the number of each of its terms.
    fn number_terms(&mut self, chunk: &Chunk) -> Vec<u32> {
        let words: Vec<WordId> = chunk.memo.terms().map(|term| self.words.number_str(term)).collect();
        let mut terms: Vec<u32> = Vec::with_capacity(chunk.terms.items.len());
        for &(prefix, word) in &chunk.terms.items {
            // The prefix was numbered before, here as in the chunk.
            let prefix = terms.get(prefix as usize).copied().unwrap_or(NO_PREFIX);
            let word = words.get(word as usize).copied().unwrap_or(WordId::MAX);
            terms.push(self.terms.number((prefix, word)));
        }
        terms
    }
}

/// Items numbered from 0 in the order in which they came.
#[derive(Debug)]
struct Numbering<T> {
    items: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self { items: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbering<T> {
    /// The number of `item`, a new one where it was not there yet.
    fn number(&mut self, item: T) -> u32 {
        *self.numbers.entry(item).or_insert_with_key(|item| {
            self.items.push(item.clone());
            u32::try_from(self.items.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

impl Numbering<Box<str>> {
    /// [`number`](Self::number) of a text that is only copied where it is new.
    fn number_str(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) { number } else { self.number(text.into()) }
    }
}

/// What one chunk counted, by its own numbers.
struct Chunk {
    memo: Memo,
    terms: Numbering<Ngram>,
    documents: Vec<Counts>,
}

/// Counts the terms of `documents`.
pub(super) fn count(documents: &[Document<'_>], analyzer: &Analyzer) -> CountedCorpus {
    let chunks = parallel::map_chunks(documents, CHUNK_LEN, |chunk| count_chunk(chunk, analyzer));
    let mut corpus = CountedCorpus::default();
    // Fewer than all chunks have together, as they share terms; a table that grows from nothing is rebuilt many times.
    corpus.terms.numbers.reserve(chunks.iter().map(|chunk| chunk.terms.items.len()).sum::<usize>() / 2);
    let numbered: Vec<(Vec<u32>, Chunk)> =
        chunks.into_iter().map(|chunk| (corpus.number_terms(&chunk), chunk)).collect();
    corpus.counts.grow(corpus.terms.items.len());
    let renumbered = parallel::map(&numbered, |(terms, chunk)| {
        let number = |term: u32| terms.get(term as usize).copied().unwrap_or(0);
        let renumber = |counts: &Counts| counts.iter().map(|&(term, count)| (number(term), count)).collect();
        chunk.documents.iter().map(renumber).collect::<Vec<Counts>>()
    });
    for counts in renumbered.into_iter().flatten() {
        corpus.counts.push(counts);
    }
    corpus
}

fn count_chunk(chunk: &[Document<'_>], analyzer: &Analyzer) -> Chunk {
    let mut terms = Numbering::default();
    let mut memo = Memo::default();
    let mut numbers = Vec::new();
    let documents = chunk
        .iter()
        .map(|document| {
            numbers.clear();
            document.for_each_ngram(analyzer, &mut memo, |_, words| {
                let number = |prefix, &word| terms.number((prefix, word));
                numbers.push(words.iter().fold(NO_PREFIX, number));
            });
            run_lengths(&mut numbers)
        })
        .collect();
    Chunk { memo, terms, documents }
}

/// How often each number occurs, by rising number; sorts `numbers` on the way.
pub(super) fn run_lengths(numbers: &mut [u32]) -> Counts {
    numbers.sort_unstable();
    numbers
        .chunk_by(|a, b| a == b)
        .filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).unwrap_or(u32::MAX))))
        .collect()
}

/// The counts added up by number, by rising number.
pub(super) fn sum_by_number(mut counts: Counts) -> Counts {
    counts.sort_unstable();
    counts.dedup_by(|later, kept| {
        let is_same = later.0 == kept.0;
        if is_same {
            kept.1 = kept.1.saturating_add(later.1);
        }
        is_same
    });
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::AnalyzerSettings;
    use proptest::prelude::*;

    proptest! {
        /// The reference is the analyzer's own text of every term, counted one document at a time.
        #[test]
        fn counts_are_those_of_the_terms(texts in proptest::collection::vec("([a-c]{1,2}[ ,.]){0,9}", 0..6), max_n in 1_usize..=5) {
            let analyzer = Analyzer::new(AnalyzerSettings { max_n, stop_words: false, ..AnalyzerSettings::default() });
            let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
            let corpus = count(&documents, &analyzer);
            for (document, counts) in documents.iter().zip(&corpus.counts.documents) {
                let mut expected = Vec::new();
                document.for_each_term(&analyzer, &mut Memo::default(), |term| expected.push(term.to_owned()));
                expected.sort_unstable();
                let mut found: Vec<String> =
                    counts.iter().flat_map(|&(term, n)| vec![corpus.term(term); n as usize]).collect();
                found.sort_unstable();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
