//! What words are to one vectorizer: the hash of the term that each becomes, and its column.

use crate::article::Span;
use crate::text::{LanguageAnalyzer, Place, WordCache, WordKey, word_hash, words};

use super::Vocabulary;

/// What a word of a text is to a vectorizer: sixteen bytes, all that is asked of most words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownWord {
    /// The hash of the term that it becomes; see [`word_hash`].
    pub hash: u64,
    /// The column of that term plus one; 0 where there is none.
    column: u32,
    kind: Kind,
}

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
enum Kind {
    /// A term.
    #[default]
    Term,
    /// A term that may hold ideographs which are terms of their own.
    Compound,
    /// A stop word, which is nothing.
    Stop,
}

impl KnownWord {
    /// The column of its term, where the vocabulary has it.
    #[must_use]
    #[inline]
    pub const fn column(self) -> Option<u32> {
        self.column.checked_sub(1)
    }

    /// Whether it becomes a term.
    #[must_use]
    #[inline]
    pub fn is_term(self) -> bool {
        self.kind != Kind::Stop
    }

    /// Whether its parts must be looked for.
    #[inline]
    pub(super) fn is_compound(self) -> bool {
        self.kind == Kind::Compound
    }
}

/// The words that one worker has met lately, all looked up in one vocabulary.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    cache: WordCache<KnownWord>,
    keys: Vec<(WordKey, Span)>,
    places: Vec<Place>,
}

impl KnownWords {
    /// Calls `sink` with every word of `text`, in order, and what it is.
    ///
    /// All words are found before the first is looked up: their places in memory are then known early, and the machine fetches them side by
    /// side.
    #[inline]
    pub(super) fn for_each(
        &mut self,
        analyzer: &LanguageAnalyzer,
        vocabulary: &Vocabulary,
        text: &str,
        mut sink: impl FnMut(Span, KnownWord),
    ) {
        self.keys.clear();
        self.keys.extend(words(text).map(|span| (analyzer.key(text, span), span)));
        self.places.clear();
        self.places.extend(self.keys.iter().map(|&(key, _)| self.cache.place(key)));
        for (&(key, span), &place) in self.keys.iter().zip(&self.places) {
            let known = self.cache.at(place, key);
            let known = known.unwrap_or_else(|| new_word(&mut self.cache, analyzer, vocabulary, text, span));
            sink(span, known);
        }
    }

    /// What the word at `span` of `text` is.
    pub(super) fn get(
        &mut self,
        analyzer: &LanguageAnalyzer,
        vocabulary: &Vocabulary,
        text: &str,
        span: Span,
    ) -> KnownWord {
        let known = self.cache.get(analyzer.key(text, span));
        known.unwrap_or_else(|| new_word(&mut self.cache, analyzer, vocabulary, text, span))
    }
}

/// What a word is that the cache does not know, and from now on knows.
#[cold]
fn new_word(
    cache: &mut WordCache<KnownWord>,
    analyzer: &LanguageAnalyzer,
    vocabulary: &Vocabulary,
    text: &str,
    span: Span,
) -> KnownWord {
    let term = analyzer.term(text, span);
    let known = term.map_or(KnownWord { kind: Kind::Stop, ..KnownWord::default() }, |term| {
        let (hash, look_up) = (word_hash(&term), vocabulary.look_up());
        // By its hash alone, as n-grams are: to compare texts would wait for memory twice more.
        let column = look_up.column_by_hash(hash, look_up.first_slot(hash));
        let kind = if analyzer.has_parts(text, span) { Kind::Compound } else { Kind::Term };
        KnownWord { hash, column: column.map_or(0, |column| column.saturating_add(1)), kind }
    });
    cache.remember(analyzer.key(text, span), known);
    known
}
