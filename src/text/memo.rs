//! What words become, decided once for each distinct word: folding, stemming and the list of stop words are too slow for every token.

use hashbrown::HashMap;

use super::term_hash::word_hash;
use crate::article::Span;

/// A single-word term's place in a [`Memo`].
pub type WordId = u32;

/// What the words that one worker has seen so far become: a cache, which never changes a result.
#[derive(Debug, Default)]
pub struct Memo {
    /// What each word of a text becomes, by the place of its language.
    languages: Vec<RawWords>,
    n_raw_words: usize,
    ids: HashMap<Box<str>, WordId>,
    /// The terms one behind another, and where each ends.
    terms: String,
    ends: Vec<usize>,
    /// The hash of each term.
    hashes: Vec<u64>,
}

/// What a word becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    /// A term.
    Term(WordId),
    /// Nothing: it is a stop word.
    Nothing,
}

/// What the words of one language become, as they stand in texts.
#[derive(Debug, Default)]
struct RawWords {
    /// Words of few bytes, which most are, by these bytes themselves: to compare them is one comparison of two numbers.
    short: HashMap<u128, Becomes>,
    long: HashMap<Box<str>, Becomes>,
}

/// The most bytes of a word that are its key; one more holds how many they are.
const MAX_SHORT: usize = size_of::<u128>() - 1;

/// The word at `span` of `text` as a number; `None` where it is too long for one.
#[inline]
fn short_key(text: &str, span: Span) -> Option<u128> {
    let length = span.len();
    if length > MAX_SHORT {
        return None;
    }
    let rest = text.as_bytes().get(span.start..)?;
    // Sixteen bytes are one load; only near the end of a text there are fewer.
    let bytes = rest.first_chunk::<{ size_of::<u128>() }>().copied().unwrap_or_else(|| {
        let mut bytes = [0; size_of::<u128>()];
        bytes.iter_mut().zip(rest).for_each(|(byte, of_text)| *byte = *of_text);
        bytes
    });
    let mask = (1_u128 << (8 * length)) - 1;
    Some(u128::from_le_bytes(bytes) & mask | (length as u128) << (8 * MAX_SHORT))
}

impl Memo {
    /// So many distinct words are remembered; see [`make_room`](Self::make_room).
    const MAX_WORDS: usize = 1 << 18;

    /// Starts afresh where the memo has grown large, and says so: ids are void then. For whoever keeps one over many texts.
    pub fn make_room(&mut self) -> bool {
        let is_full = self.n_raw_words > Self::MAX_WORDS;
        if is_full {
            *self = Self::default();
        }
        is_full
    }

    /// What the word at `span` of `text` becomes in the language at `place`, if it was met before.
    #[inline]
    pub(super) fn known(&self, place: usize, text: &str, span: Span) -> Option<Becomes> {
        let words = self.languages.get(place)?;
        match short_key(text, span) {
            Some(key) => words.short.get(&key).copied(),
            None => words.long.get(span.of(text)).copied(),
        }
    }

    /// Remembers what the word at `span` of `text` becomes in the language at `place`.
    pub(super) fn remember(&mut self, place: usize, text: &str, span: Span, word: Becomes) {
        if self.languages.len() <= place {
            self.languages.resize_with(place + 1, RawWords::default);
        }
        let Some(words) = self.languages.get_mut(place) else { return };
        match short_key(text, span) {
            Some(key) => words.short.insert(key, word),
            None => words.long.insert(span.of(text).into(), word),
        };
        self.n_raw_words += 1;
    }

    /// The term of a word.
    #[must_use]
    pub fn term(&self, word: WordId) -> &str {
        let index = word as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).map_or("", |&end| Span::new(start, end).of(&self.terms))
    }

    /// The hash of a word's term: [`word_hash`].
    #[must_use]
    #[inline]
    pub fn hash(&self, word: WordId) -> u64 {
        self.hashes.get(word as usize).copied().unwrap_or_default()
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.ends.len()
    }

    /// The terms in the order of their ids.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        (0..).take(self.ends.len()).map(|word| self.term(word))
    }

    /// Appends the words of an n-gram to `joined`, one space between two.
    pub fn join(&self, ngram: &[WordId], joined: &mut String) {
        for (place, &word) in ngram.iter().enumerate() {
            if place > 0 {
                joined.push(' ');
            }
            joined.push_str(self.term(word));
        }
    }

    pub(super) fn add(&mut self, term: &str) -> WordId {
        if let Some(&known) = self.ids.get(term) {
            return known;
        }
        let id = WordId::try_from(self.ends.len()).unwrap_or(WordId::MAX);
        self.terms.push_str(term);
        self.ends.push(self.terms.len());
        self.hashes.push(word_hash(term));
        self.ids.insert(term.into(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Two words have one key only if they are the same word, wherever in a text they stand.
        #[test]
        fn keys_are_words(a in "[a-zé\0]{0,9}", b in "[a-zé\0]{0,9}", behind in "[a-z ]{0,20}") {
            let key = |word: &str| {
                let text = format!("in {word}{behind}");
                short_key(&text, Span::new(3, 3 + word.len()))
            };
            prop_assert_eq!(key(&a).is_some(), a.len() <= MAX_SHORT);
            if let (Some(key_a), Some(key_b)) = (key(&a), short_key(&b, Span::new(0, b.len()))) {
                prop_assert_eq!(key_a == key_b, a == b);
            }
        }
    }
}
