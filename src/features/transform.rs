//! One document to its row: the way that every article goes, made such that nothing is allocated for a token.
//!
//! What each word is comes from a cache ([`KnownWords`]), its column with it. A column is found by a hash and by nothing else, that of an
//! n-gram follows from those of its words: of some billions of words and n-grams that are no terms one is taken for a term. The slots of
//! all n-grams are asked for before any of them is looked at: most lie far away in memory, and the machine fetches them side by side.

use hashbrown::HashMap;

use super::counting::sum_by_number;
use super::known_words::{KnownWord, KnownWords};
use super::vectorizer::{Vectorizer, as_column};
use super::{Document, Row, Vocabulary};
use crate::article::Span;
use crate::text::{CharacterRange, LanguageAnalyzer, joined_hash};

/// What one worker keeps between documents, all of which go through the same vectorizer.
#[derive(Debug, Default)]
pub struct Scratch {
    known: KnownWords,
    /// The words of the document that are terms, one behind the other.
    words: Vec<KnownWord>,
    /// Ideographs that are terms beside the words that they stand in.
    ideographs: Vec<KnownWord>,
    /// The hashes of the n-grams of several words.
    ngrams: Vec<u64>,
    /// What the vocabulary's slots hold for them.
    slots: Vec<u64>,
    /// The row: columns, rising, and values.
    columns: Vec<u32>,
    values: Vec<f64>,
    characters: KnownCharacters,
}

/// The columns of the character n-grams of words, by the hashes of the words' terms.
#[derive(Debug, Default)]
struct KnownCharacters(HashMap<u64, Box<[u32]>>);

impl KnownCharacters {
    /// So many words are remembered before all are forgotten.
    const MAX_WORDS: usize = 1 << 15;

    /// Forgets all where there are many: between documents.
    fn make_room(&mut self) {
        if self.0.len() > Self::MAX_WORDS {
            self.0.clear();
        }
    }

    /// Looks up the n-grams of a word's term, where that was not done before.
    fn learn(
        &mut self,
        word: KnownWord,
        vocabulary: &Vocabulary,
        range: CharacterRange,
        term: impl FnOnce() -> Option<String>,
    ) {
        self.0.entry(word.hash).or_insert_with(|| {
            let mut columns = Vec::new();
            range.for_each(&term().unwrap_or_default(), |ngram| columns.extend(vocabulary.column(ngram)));
            columns.into()
        });
    }
}

impl Scratch {
    /// Calls `sink` with every word of `text`, in order, and what it is to `vectorizer`.
    #[inline]
    pub fn for_each_word(
        &mut self,
        analyzer: &LanguageAnalyzer,
        vectorizer: &Vectorizer,
        text: &str,
        sink: impl FnMut(Span, KnownWord),
    ) {
        self.known.for_each(analyzer, vectorizer.words().vocabulary(), text, sink);
    }

    /// Takes in the words and n-grams of a stretch of text.
    fn read(&mut self, analyzer: &LanguageAnalyzer, vectorizer: &Vectorizer, text: &str) {
        let Self { known, words, ideographs, ngrams, characters, .. } = self;
        let vocabulary = vectorizer.words().vocabulary();
        let range = vectorizer.analyzer().settings().characters;
        let mut learn = |word: KnownWord, span| {
            if let Some(range) = range.filter(|_| word.is_term()) {
                characters
                    .learn(word, vectorizer.characters().vocabulary(), range, || analyzer.term(text, span));
            }
        };
        let (start, mut compounds) = (words.len(), Vec::new());
        known.for_each(analyzer, vocabulary, text, |span, word| {
            words.push(word);
            // Nearly every other word is a stop word, which no machine can foresee: it is taken back without a question.
            words.truncate(words.len() - usize::from(!word.is_term()));
            if word.is_compound() {
                compounds.push(span);
            }
            learn(word, span);
        });
        for part in compounds.into_iter().flat_map(|compound| analyzer.parts(text, compound)) {
            let word = known.get(analyzer, vocabulary, text, part);
            learn(word, part);
            ideographs.extend(Some(word).filter(|word| word.is_term()));
        }
        let words = words.get(start..).unwrap_or_default();
        for (place, word) in words.iter().enumerate() {
            let mut hash = word.hash;
            for next in words.iter().skip(place + 1).take(analyzer.max_n() - 1) {
                hash = joined_hash(hash, next.hash);
                ngrams.push(hash);
            }
        }
    }

    /// Looks up the columns of all that was taken in, as often as each occurs.
    fn look_up(&mut self, vocabulary: &Vocabulary) {
        let Self { words, ideographs, ngrams, slots, columns, .. } = self;
        let look_up = vocabulary.look_up();
        slots.extend(ngrams.iter().map(|&hash| look_up.first_slot(hash)));
        columns.extend(words.iter().chain(ideographs.iter()).filter_map(|word| word.column()));
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
        self.count_in(scratch, document);
        self.words().tfidf().weigh(&scratch.columns, &mut scratch.values);
        if self.analyzer().settings().characters.is_some() {
            self.add_characters(scratch);
        }
        Row { columns: &scratch.columns, values: &scratch.values }
    }

    /// How often each word and n-gram of words that is known occurs in one document.
    pub(super) fn count_in<'s>(&self, scratch: &'s mut Scratch, document: &Document<'_>) -> Row<'s> {
        scratch.columns.clear();
        scratch.words.clear();
        scratch.ideographs.clear();
        scratch.ngrams.clear();
        scratch.slots.clear();
        scratch.characters.make_room();
        let analyzer = document.analyzer(self.analyzer());
        scratch.read(analyzer, self, document.title);
        for stretch in document.kept() {
            scratch.read(analyzer, self, stretch.of(document.text));
        }
        scratch.look_up(self.words().vocabulary());
        scratch.count();
        Row { columns: &scratch.columns, values: &scratch.values }
    }

    /// The columns (rising) and weights of one document; both empty where no term is known.
    #[must_use]
    pub fn transform_one(&self, scratch: &mut Scratch, document: &Document<'_>) -> (Vec<u32>, Vec<f64>) {
        let Row { columns, values } = self.transform_in(scratch, document);
        (columns.to_vec(), values.to_vec())
    }

    /// Adds the character n-grams of the words that were taken in.
    fn add_characters(&self, scratch: &mut Scratch) {
        let Scratch { words, ideographs, columns, values, characters, .. } = scratch;
        words.append(ideographs);
        words.sort_unstable_by_key(|word| word.hash);
        let mut counts = Vec::new();
        for run in words.chunk_by(|a, b| a.hash == b.hash) {
            let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
            let known = run.first().and_then(|word| characters.0.get(&word.hash));
            counts.extend(known.into_iter().flatten().map(|&column| (column, count)));
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
