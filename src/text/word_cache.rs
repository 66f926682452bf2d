//! What words became, by the words as they stand in texts: folding, stemming and the list of stop words are too slow for every token.
//!
//! A cache of fixed size, two places to a set (Hennessy and Patterson, "Computer Architecture", on set-associative caches): a word has one set,
//! which is one line of the machine's memory, so that a look-up waits once, and a word that is not there makes room for itself. However
//! long the input, the memory stays the same.

use xxhash_rust::xxh3::xxh3_128;

use super::term_hash::joined_hash;
use crate::article::Span;

/// A word as it stands in a text, in one language, as a number: its bytes where they are few, or else their hash (XXH3, of which 112 bits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordKey(u128);

/// The most bytes of a word that are its key; the two bytes behind them hold how many they are, and the place of the language.
const MAX_SHORT: usize = size_of::<u128>() - 2;
/// Stands for the length of longer words.
const LONG: u8 = u8::MAX;

impl WordKey {
    /// The key of the word at `span` of `text`, in the language at `place` among those of the analyzer.
    #[inline]
    pub(super) fn new(text: &str, span: Span, place: u8) -> Self {
        let rest = text.as_bytes().get(span.start..).unwrap_or_default();
        let length = span.len();
        if length > MAX_SHORT {
            return Self::with(xxh3_128(span.of(text).as_bytes()), MAX_SHORT, LONG, place);
        }
        // Sixteen bytes are one load; only near the end of a text there are fewer.
        let bytes = rest.first_chunk::<{ size_of::<u128>() }>().copied().unwrap_or_else(|| {
            let mut bytes = [0; size_of::<u128>()];
            bytes.iter_mut().zip(rest).for_each(|(byte, of_text)| *byte = *of_text);
            bytes
        });
        #[expect(clippy::cast_possible_truncation, reason = "it was compared with a small number")]
        Self::with(u128::from_le_bytes(bytes), length, length as u8, place)
    }

    /// The lowest `n_bytes` of `bits`, and the rest.
    #[inline]
    const fn with(bits: u128, n_bytes: usize, length: u8, place: u8) -> Self {
        let mask = (1_u128 << (8 * n_bytes)) - 1;
        Self(bits & mask | (length as u128) << (8 * MAX_SHORT) | (place as u128) << (8 * (MAX_SHORT + 1)))
    }

    /// A number by which words spread over sets.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
    fn spread(self) -> u64 {
        joined_hash(self.0 as u64, (self.0 >> 64) as u64)
    }
}

/// What the words that one worker has met lately became; it never changes a result.
#[derive(Debug)]
pub struct WordCache<V> {
    /// As many as a power of two.
    sets: Vec<Set<V>>,
    /// So many words were remembered since the cache last grew.
    n_new: usize,
}

/// Where a word of a [`WordCache`] is.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    set: usize,
    is_newer: bool,
}

/// Two words, the newer first: one line of the machine's memory where a value takes sixteen bytes.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Set<V>([(WordKey, V); 2]);

/// Few sets, as most texts are short.
impl<V: Copy + Default> Default for WordCache<V> {
    fn default() -> Self {
        Self { sets: vec![Set::default(); Self::MIN_SETS], n_new: 0 }
    }
}

impl<V: Copy + Default> WordCache<V> {
    const MIN_SETS: usize = 1 << 8;
    /// So many times as many at once: there is no size between that of a few dozen articles and the largest.
    const GROWTH: usize = 1 << 4;
    /// 4 MB where a value takes sixteen bytes.
    const MAX_SETS: usize = 1 << 16;

    /// Where a word is, if it is remembered. To ask for the places of many words, and then for the words, lets the machine fetch them side by
    /// side.
    #[inline]
    #[must_use]
    pub fn place(&self, key: WordKey) -> Place {
        let set = self.set(key);
        Place { set, is_newer: self.sets.get(set).is_some_and(|Set([newer, _])| newer.0 == key) }
    }

    /// What a word became, if it is remembered at the `place` where it was.
    #[inline]
    #[must_use]
    pub fn at(&self, place: Place, key: WordKey) -> Option<V> {
        let Set([newer, older]) = self.sets.get(place.set)?;
        let (found, value) = if place.is_newer { newer } else { older };
        // Another word may have come there since.
        if *found == key { Some(*value) } else { self.get(key) }
    }

    /// What a word became, if it is remembered.
    #[must_use]
    pub fn get(&self, key: WordKey) -> Option<V> {
        let Set(set) = self.sets.get(self.set(key))?;
        set.iter().find(|(remembered, _)| *remembered == key).map(|(_, value)| *value)
    }

    /// Remembers what a word became that is not remembered, in the place of the older of its set.
    pub fn remember(&mut self, key: WordKey, value: V) {
        self.n_new += 1;
        if self.n_new > self.sets.len() && self.sets.len() < Self::MAX_SETS {
            self.grow();
        }
        self.put(key, value);
    }

    /// Makes room for more words.
    fn grow(&mut self) {
        self.n_new = 0;
        let more = vec![Set::default(); Self::GROWTH * self.sets.len()];
        let before = std::mem::replace(&mut self.sets, more);
        for (key, value) in before.into_iter().flat_map(|Set([newer, older])| [older, newer]) {
            if key != WordKey::default() {
                self.put(key, value);
            }
        }
    }

    fn put(&mut self, key: WordKey, value: V) {
        let set = self.set(key);
        if let Some(Set(set)) = self.sets.get_mut(set) {
            *set = [(key, value), set[0]];
        }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the mask is smaller")]
    fn set(&self, key: WordKey) -> usize {
        key.spread() as usize & self.sets.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(word: &str, behind: &str, place: u8) -> WordKey {
        let text = format!("in {word}{behind}");
        WordKey::new(&text, Span::new(3, 3 + word.len()), place)
    }

    proptest! {
        /// Two words have one key only if they are the same word in the same language, wherever in a text they stand.
        #[test]
        fn keys_are_words(a in "[a-zé\0]{1,16}", b in "[a-zé\0]{1,16}", behind in "[a-z ]{0,20}", places in (0_u8..3, 0_u8..3)) {
            let (key_a, key_b) = (key(&a, &behind, places.0), key(&b, "", places.1));
            prop_assert_eq!(key_a == key_b, a == b && places.0 == places.1);
        }

        /// The reference is a map that forgets nothing: what the cache still knows, it knows right, and what came last it knows.
        #[test]
        fn what_is_known_is_right(words in proptest::collection::vec(0_u32..2_000, 0..3_000)) {
            let mut cache: WordCache<(u64, u64)> = WordCache::default();
            for word in &words {
                let (word, value) = (word.to_string(), (u64::from(*word) + 7, 1));
                let key = key(&word, "", 0);
                let place = cache.place(key);
                for found in [cache.get(key), cache.at(place, key)].into_iter().flatten() {
                    prop_assert_eq!(found, value);
                }
                if cache.get(key).is_none() {
                    cache.remember(key, value);
                }
                prop_assert_eq!(cache.get(key), Some(value));
                prop_assert_eq!(cache.at(place, key), Some(value));
            }
        }
    }

    #[test]
    fn a_set_is_a_line_of_memory() {
        assert_eq!(size_of::<Set<(u64, u64)>>(), 64);
    }

    #[test]
    fn memory_is_bounded() {
        let mut cache: WordCache<(u64, u64)> = WordCache::default();
        for word in 0..300_000_u64 {
            cache.remember(key(&word.to_string(), "", 0), (word, word));
        }
        assert_eq!(cache.sets.len(), WordCache::<(u64, u64)>::MAX_SETS);
        assert_eq!(cache.get(key("299999", "", 0)), Some((299_999, 299_999)));
    }
}
