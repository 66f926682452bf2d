//! A chunk of documents as numbers: its words, and which of them follow each other.

use super::words::ChunkWords;
use super::{DocumentCounts, NO_WORD};
use crate::features::Document;
use crate::text::{Analyzer, Memo, WordId};

/// What one worker keeps between chunks: words that it knows need no stemming again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    memo: Memo,
    /// The number of each word of the memo in the chunk, or [`NO_WORD`].
    numbers: Vec<u32>,
}

/// An n-gram of two words or more as it stands in a chunk: what its words before the last are, and the number of the last. Of two words
/// the first is the number of a word; of more it is the place, on the level below, of the n-gram that they are.
pub(super) type Link = (u32, u32);

/// The n-grams of one length, document by document.
#[derive(Debug)]
struct Level<T> {
    items: Vec<T>,
    /// Where each document ends.
    ends: Vec<usize>,
}

impl<T> Default for Level<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

/// What a chunk holds. Words are numbered in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) words: ChunkWords,
    /// How many documents of the chunk hold each word.
    pub(super) document_frequencies: Vec<u32>,
    /// How often each word occurs.
    pub(super) occurrences: Vec<u32>,
    /// The last document, from 1, that held each word.
    last_documents: Vec<u32>,
    singles: Level<u32>,
    longer: Vec<Level<Link>>,
}

/// Reads a chunk.
pub(super) fn scan(chunk: &[Document<'_>], analyzer: &Analyzer, scratch: &mut Scratch) -> Scanned {
    let mut scanned = Scanned::default();
    scratch.memo.make_room();
    scratch.numbers.clear();
    for (document, number) in chunk.iter().zip(1..) {
        let numbers = &mut scratch.numbers;
        document.for_each_ngram(analyzer, &mut scratch.memo, |memo, ngram| {
            scanned.push(memo, numbers, ngram, number);
        });
        scanned.end_document();
    }
    scanned.words.sort();
    scanned.last_documents = Vec::new();
    scanned
}

impl Scanned {
    /// Adds an n-gram of the document `document`. Those that end with a word come one after the other, the shortest first.
    fn push(&mut self, memo: &Memo, numbers: &mut Vec<u32>, ngram: &[WordId], document: u32) {
        match *ngram {
            [] => {}
            [word] => {
                let number = self.number(memo, numbers, word);
                self.see(number, document);
                self.singles.items.push(number);
            }
            [.., before, word] => {
                let level = ngram.len() - 2;
                if self.longer.len() <= level {
                    let ends = vec![0; self.singles.ends.len()];
                    self.longer.push(Level { items: Vec::new(), ends });
                }
                let word = self.number(memo, numbers, word);
                // The last n-gram of the level below ends here too; the one before it ends at the word before.
                let prefix = match level.checked_sub(1).and_then(|below| self.longer.get(below)) {
                    None => self.number(memo, numbers, before),
                    Some(below) => u32::try_from(below.items.len().saturating_sub(2)).unwrap_or(u32::MAX),
                };
                if let Some(level) = self.longer.get_mut(level) {
                    level.items.push((prefix, word));
                }
            }
        }
    }

    /// The number of a word, a new one where it is new to the chunk.
    fn number(&mut self, memo: &Memo, numbers: &mut Vec<u32>, word: WordId) -> u32 {
        let index = word as usize;
        if numbers.len() <= index {
            numbers.resize(index + 1, NO_WORD);
        }
        let Some(number) = numbers.get_mut(index) else { return NO_WORD };
        if *number == NO_WORD {
            *number = self.words.push(memo.term(word));
            self.document_frequencies.push(0);
            self.occurrences.push(0);
            self.last_documents.push(0);
        }
        *number
    }

    /// Counts a word of the document `document`.
    fn see(&mut self, word: u32, document: u32) {
        let index = word as usize;
        let counts = self.occurrences.get_mut(index).zip(self.document_frequencies.get_mut(index));
        if let (Some((occurrences, frequency)), Some(last)) = (counts, self.last_documents.get_mut(index)) {
            *occurrences = occurrences.saturating_add(1);
            *frequency += u32::from(*last != document);
            *last = document;
        }
    }

    fn end_document(&mut self) {
        self.singles.ends.push(self.singles.items.len());
        for level in &mut self.longer {
            level.ends.push(level.items.len());
        }
    }

    /// The number of levels: the length of the longest n-gram.
    pub(super) fn n_levels(&self) -> usize {
        1 + self.longer.len()
    }

    /// The words of all documents, one after the other.
    pub(super) fn words_in_order(&self) -> &[u32] {
        &self.singles.items
    }

    /// The n-grams of `level` + 1 words, one after the other, and where each document ends.
    pub(super) fn links(&self, level: usize) -> (&[Link], &[usize]) {
        let level = level.checked_sub(1).and_then(|level| self.longer.get(level));
        level.map_or((&[], &[]), |level| (&level.items, &level.ends))
    }

    /// The n-grams of `level` + 1 words are not needed any more, but for where documents end.
    pub(super) fn forget(&mut self, level: usize) {
        if let Some(level) = level.checked_sub(1).and_then(|level| self.longer.get_mut(level)) {
            level.items = Vec::new();
        }
    }

    /// The documents of the chunk, whose terms on each level have `numbers`.
    pub(super) fn documents(&self, numbers: &[&[u32]]) -> DocumentCounts {
        let mut documents = DocumentCounts::default();
        let ends: Vec<&[usize]> = std::iter::once(self.singles.ends.as_slice())
            .chain(self.longer.iter().map(|level| level.ends.as_slice()))
            .collect();
        let mut of_document = Vec::new();
        for document in 0..self.singles.ends.len() {
            of_document.clear();
            for (ends, numbers) in ends.iter().zip(numbers) {
                let start = document.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
                let end = ends.get(document).copied().unwrap_or(start);
                of_document.extend_from_slice(numbers.get(start..end).unwrap_or_default());
            }
            documents.push(&mut of_document);
        }
        documents.pairs.shrink_to_fit();
        documents
    }
}
