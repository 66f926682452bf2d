//! One document to its row: the way that every article goes, made such that nothing is allocated for a token.
//!
//! Words come as numbers from the memo, which knows what became of each. The column of a single word is asked for once; that of an
//! n-gram is found by a hash that follows from those of its words, and by nothing else: of some billions of n-grams that are no terms
//! one is taken for a term. The slots of all n-grams are asked for before any of them is looked
//! at: most lie far away in memory, and the machine fetches them side by side.

use hashbrown::HashMap;

use super::counting::{run_lengths, sum_by_number};
use super::vectorizer::{Vectorizer, as_column};
use super::{Document, Row, Vocabulary};
use crate::text::{CharacterRange, LanguageAnalyzer, Memo, WordId, joined_hash};

/// What one worker keeps between documents, all of which go through the same vectorizer.
#[derive(Debug, Default)]
pub struct Scratch {
    memo: Memo,
    columns_of_words: ColumnsOfWords,
    /// The words of the document, stretch by stretch.
    words: Vec<WordId>,
    /// Ideographs that are terms beside the words that they stand in.
    ideographs: Vec<WordId>,
    /// The hashes of the n-grams of several words.
    ngrams: Vec<u64>,
    /// What the vocabulary's slots hold for them.
    slots: Vec<u64>,
    /// The row: columns, rising, and values.
    columns: Vec<u32>,
    values: Vec<f64>,
    /// The columns of the character n-grams of each word of the memo that has been met.
    characters: HashMap<WordId, Vec<u32>>,
}

/// The column of each word of a memo, where it has been asked for.
#[derive(Debug, Default)]
struct ColumnsOfWords(Vec<u32>);

impl ColumnsOfWords {
    /// The vocabulary has not been asked.
    const NOT_ASKED: u32 = u32::MAX;
    /// The word is no term.
    const NONE: u32 = u32::MAX - 1;

    #[inline]
    fn of(&mut self, word: WordId, memo: &Memo, vocabulary: &Vocabulary) -> Option<u32> {
        let place = word as usize;
        if self.0.len() <= place {
            self.0.resize(memo.n_terms().max(place + 1), Self::NOT_ASKED);
        }
        let column = self.0.get_mut(place)?;
        if *column == Self::NOT_ASKED {
            *column = vocabulary.column(memo.term(word)).unwrap_or(Self::NONE);
        }
        Some(*column).filter(|column| *column < Self::NONE)
    }
}

impl Scratch {
    /// The memo of words.
    pub fn memo(&mut self) -> &mut Memo {
        &mut self.memo
    }

    /// Starts afresh where the memo has grown large: between documents.
    pub fn make_room(&mut self) {
        if self.memo.make_room() {
            self.characters.clear();
            self.columns_of_words.0.clear();
        }
    }

    /// The column of a word of the memo that is a term of `vectorizer` by itself.
    #[must_use]
    pub fn column_of_word(&mut self, word: WordId, vectorizer: &Vectorizer) -> Option<u32> {
        self.columns_of_words.of(word, &self.memo, vectorizer.words().vocabulary())
    }

    /// Takes in the words and n-grams of a stretch of text.
    fn read(&mut self, analyzer: &LanguageAnalyzer, text: &str) {
        let start = self.words.len();
        analyzer.push_words(&mut self.memo, text, &mut self.words, &mut self.ideographs);
        let words = self.words.get(start..).unwrap_or_default();
        for (place, &word) in words.iter().enumerate() {
            let mut hash = self.memo.hash(word);
            for &next in words.iter().skip(place + 1).take(analyzer.max_n() - 1) {
                hash = joined_hash(hash, self.memo.hash(next));
                self.ngrams.push(hash);
            }
        }
    }

    /// Looks up the columns of all that was taken in, as often as each occurs.
    fn look_up(&mut self, vocabulary: &Vocabulary) {
        let Self { memo, columns_of_words, words, ideographs, ngrams, slots, columns, .. } = self;
        let look_up = vocabulary.look_up();
        slots.extend(ngrams.iter().map(|&hash| look_up.first_slot(hash)));
        let singles = words.iter().chain(ideographs.iter());
        columns.extend(singles.filter_map(|&word| columns_of_words.of(word, memo, vocabulary)));
        let known = ngrams.iter().zip(slots.iter());
        columns.extend(known.filter_map(|(&hash, &slot)| look_up.column_by_hash(hash, slot)));
    }

    /// Makes the columns distinct and rising, each with its count for a value.
    fn count(&mut self) {
        let Self { columns, values, .. } = self;
        columns.sort_unstable();
        values.clear();
        values.extend(columns.chunk_by(|a, b| a == b).map(|run| run.len() as f64));
        columns.dedup();
    }
}

impl Vectorizer {
    /// The row of one document; empty where no term is known.
    pub fn transform_in<'s>(&self, scratch: &'s mut Scratch, document: &Document<'_>) -> Row<'s> {
        scratch.make_room();
        scratch.columns.clear();
        scratch.words.clear();
        scratch.ideographs.clear();
        scratch.ngrams.clear();
        scratch.slots.clear();
        let analyzer = document.analyzer(self.analyzer());
        scratch.read(analyzer, document.title);
        for stretch in document.kept() {
            scratch.read(analyzer, stretch.of(document.text));
        }
        scratch.look_up(self.words().vocabulary());
        scratch.count();
        self.words().tfidf().weigh(&scratch.columns, &mut scratch.values);
        if let Some(range) = self.analyzer().settings().characters {
            self.add_characters(scratch, range);
        }
        Row { columns: &scratch.columns, values: &scratch.values }
    }

    /// The columns (rising) and weights of one document; both empty where no term is known.
    #[must_use]
    pub fn transform_one(&self, scratch: &mut Scratch, document: &Document<'_>) -> (Vec<u32>, Vec<f64>) {
        let Row { columns, values } = self.transform_in(scratch, document);
        (columns.to_vec(), values.to_vec())
    }

    /// Adds the character n-grams of the words that were taken in.
    fn add_characters(&self, scratch: &mut Scratch, range: CharacterRange) {
        let Scratch { memo, words, ideographs, columns, values, characters, .. } = scratch;
        let vocabulary = self.characters().vocabulary();
        words.append(ideographs);
        let mut counts = Vec::new();
        for (word, count) in run_lengths(words) {
            let known = characters.entry(word).or_insert_with(|| {
                let mut known = Vec::new();
                range.for_each(memo.term(word), |ngram| known.extend(vocabulary.column(ngram)));
                known
            });
            counts.extend(known.iter().map(|&column| (column, count)));
        }
        let (more_columns, more_values) = self.characters().weigh(sum_by_number(counts));
        let offset = as_column(self.words().len());
        columns.extend(more_columns.into_iter().map(|column| column.saturating_add(offset)));
        values.extend(more_values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The reference is to count in a map.
        #[test]
        fn counts_are_those_of_a_map(columns in proptest::collection::vec(0_u32..9, 0..30)) {
            let mut expected = std::collections::BTreeMap::new();
            for column in &columns {
                *expected.entry(*column).or_insert(0.0) += 1.0;
            }
            let mut scratch = Scratch { columns, ..Scratch::default() };
            scratch.count();
            let found: Vec<(u32, f64)> = scratch.columns.iter().copied().zip(scratch.values).collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
