//! One parallel pass that counts the terms of many documents.
//!
//! Documents are taken in chunks of fixed size; each chunk numbers its own terms, and the chunks are merged
//! in order. Only whole numbers are added up, so the counts do not depend on the number of threads.

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use super::Document;
use crate::parallel;
use crate::text::{Analyzer, Memo};

/// Documents per chunk: enough to make the merge rare, few enough to keep every core busy on small data.
const CHUNK_LEN: usize = 512;

/// The terms of a corpus, numbered in the order in which they were first seen.
#[derive(Debug, Default)]
pub(super) struct TermTable {
    text: String,
    ends: Vec<usize>,
    hashes: Vec<u64>,
    slots: HashTable<u32>,
}

impl TermTable {
    /// The number of `term`, a new one where it was not there yet.
    pub(super) fn intern(&mut self, term: &str) -> u32 {
        self.intern_hashed(term, xxh3_64(term.as_bytes()))
    }

    fn intern_hashed(&mut self, term: &str, hash: u64) -> u32 {
        let Self { text, ends, hashes, slots } = self;
        if let Some(&known) = slots.find(hash, |&id| slice(text, ends, id) == term) {
            return known;
        }
        let id = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        text.push_str(term);
        ends.push(text.len());
        hashes.push(hash);
        slots.insert_unique(hash, id, |&id| hashes.get(id as usize).copied().unwrap_or(0));
        id
    }

    fn reserve(&mut self, n_terms: usize) {
        let hashes = &self.hashes;
        self.slots.reserve(n_terms, |&id| hashes.get(id as usize).copied().unwrap_or(0));
        self.ends.reserve(n_terms);
        self.hashes.reserve(n_terms);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The terms with their numbers, in the order of the numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0_u32..).zip(0..self.len()).map(|(id, _)| (id, slice(&self.text, &self.ends, id)))
    }
}

fn slice<'a>(text: &'a str, ends: &[usize], id: u32) -> &'a str {
    let index = id as usize;
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(index).and_then(|&end| text.get(start..end)).unwrap_or("")
}

/// What a document holds: pairs of term number and count.
pub(super) type Counts = Vec<(u32, u32)>;

/// The terms of a corpus, how many documents hold each, how often each occurs, and what each document holds.
#[derive(Debug, Default)]
pub(super) struct CountedCorpus {
    pub(super) terms: TermTable,
    pub(super) document_frequencies: Vec<u32>,
    pub(super) occurrences: Vec<u64>,
    pub(super) documents: Vec<Counts>,
}

/// Counts the terms of `documents`.
pub(super) fn count(documents: &[Document<'_>], analyzer: &Analyzer) -> CountedCorpus {
    let chunks = parallel::map_chunks(documents, CHUNK_LEN, |chunk| count_chunk(chunk, analyzer));
    let mut corpus = CountedCorpus::default();
    // As many terms as all chunks together would be too many; growing from nothing moves every term several times.
    corpus.terms.reserve(chunks.iter().map(|(terms, _)| terms.len()).sum::<usize>() / 2);
    for (terms, documents) in chunks {
        let numbers: Vec<u32> = terms
            .iter()
            .zip(&terms.hashes)
            .map(|((_, term), &hash)| corpus.terms.intern_hashed(term, hash))
            .collect();
        corpus.document_frequencies.resize(corpus.terms.len(), 0);
        corpus.occurrences.resize(corpus.terms.len(), 0);
        for mut counts in documents {
            for (term, count) in &mut counts {
                *term = numbers.get(*term as usize).copied().unwrap_or(0);
                if let Some(frequency) = corpus.document_frequencies.get_mut(*term as usize) {
                    *frequency += 1;
                }
                if let Some(occurrences) = corpus.occurrences.get_mut(*term as usize) {
                    *occurrences += u64::from(*count);
                }
            }
            corpus.documents.push(counts);
        }
    }
    corpus
}

fn count_chunk(chunk: &[Document<'_>], analyzer: &Analyzer) -> (TermTable, Vec<Counts>) {
    let mut terms = TermTable::default();
    let mut memo = Memo::default();
    let mut numbers = Vec::new();
    let documents = chunk
        .iter()
        .map(|document| {
            numbers.clear();
            document.for_each_term(analyzer, &mut memo, |term| numbers.push(terms.intern(term)));
            run_lengths(&mut numbers)
        })
        .collect();
    (terms, documents)
}

/// How often each number occurs, by rising number; sorts `numbers` on the way.
pub(super) fn run_lengths(numbers: &mut [u32]) -> Counts {
    numbers.sort_unstable();
    let mut counts: Counts = Vec::new();
    for &number in numbers.iter() {
        match counts.last_mut() {
            Some((last, count)) if *last == number => *count += 1,
            _ => counts.push((number, 1)),
        }
    }
    counts
}
