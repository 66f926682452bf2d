//! A sorted list of words or phrases, with a filter in front of it that turns most other words away at once.
//!
//! The rules ask thousands of times for a sentence whether a word is in a list, and the answer is nearly always no: a Bloom filter
//! (Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970) with one bit per word, by its length and three of its
//! bytes, says so without a look at the list.

/// The bits of a filter.
type Filter = [u64; 4];

/// A sorted list of lower-case words or phrases.
#[derive(Debug)]
pub(super) struct Table {
    entries: &'static [&'static str],
    /// Where entries leave a mark.
    whole: Filter,
    /// Where the first words of entries leave one.
    opening: Filter,
}

impl Table {
    /// A table of `entries`, which are sorted.
    pub(super) const fn new(entries: &'static [&'static str]) -> Self {
        let (mut whole, mut opening) = ([0; 4], [0; 4]);
        let mut rest = entries;
        while let [entry, others @ ..] = rest {
            let bytes = entry.as_bytes();
            whole = with(whole, place(bytes, bytes.len()));
            opening = with(opening, place(bytes, first_word_len(bytes)));
            rest = others;
        }
        Self { entries, whole, opening }
    }

    /// Whether it holds the word or phrase.
    #[inline]
    pub(super) fn has(&self, word: &str) -> bool {
        self.has_at(place_of(word), || word)
    }

    /// The same for one whose [`place_of`] is known.
    #[inline]
    pub(super) fn has_at<'w>(&self, place: u8, word: impl FnOnce() -> &'w str) -> bool {
        holds(&self.whole, place) && self.search(word())
    }

    fn search(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        // Most entries differ in their first byte, which is quicker to see than a difference of texts.
        let order =
            |entry: &&str| entry.as_bytes().first().cmp(&bytes.first()).then_with(|| (*entry).cmp(word));
        self.entries.binary_search_by(order).is_ok()
    }

    /// Whether a phrase in it may open with `word`; where this says no, none does.
    #[inline]
    pub(super) fn may_open_with(&self, word: &str) -> bool {
        holds(&self.opening, place(word.as_bytes(), word.len()))
    }

    /// Its words and phrases.
    #[cfg(test)]
    pub(super) const fn entries(&self) -> &'static [&'static str] {
        self.entries
    }
}

/// The length of the word that a phrase opens with.
const fn first_word_len(phrase: &[u8]) -> usize {
    let mut rest = phrase;
    while let [first, others @ ..] = rest {
        if *first == b' ' {
            return phrase.len() - rest.len();
        }
        rest = others;
    }
    phrase.len()
}

/// The bit for the first `len` bytes of `text`: by their number, the first, the middle and the last of them.
#[expect(clippy::cast_possible_truncation, reason = "only the last bits matter")]
#[inline]
const fn place(text: &[u8], len: usize) -> u8 {
    if len == 0 || len > text.len() {
        return 0;
    }
    let (first, middle, last) = (text[0], text[len / 2], text[len - 1]);
    first
        .wrapping_mul(37)
        .wrapping_add(middle.wrapping_mul(101))
        .wrapping_add(last.wrapping_mul(11))
        .wrapping_add((len as u8).wrapping_mul(173))
}

const fn with(mut filter: Filter, place: u8) -> Filter {
    let (word, bit) = (place as usize / 64, place % 64);
    if word < filter.len() {
        filter[word] |= 1 << bit;
    }
    filter
}

/// The bit for a word.
#[inline]
pub(super) const fn place_of(word: &str) -> u8 {
    place(word.as_bytes(), word.len())
}

#[inline]
fn holds(filter: &Filter, place: u8) -> bool {
    filter.get(usize::from(place) / 64).is_some_and(|bits| bits & (1 << (place % 64)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TABLE: &Table = &Table::new(&["a", "after all", "and", "as a result", "zinc", "été"]);

    proptest! {
        /// The reference is the plain list.
        #[test]
        fn it_holds_its_entries_and_nothing_else(word in "(a|and|after all|été|zinc|[a-zé ]{0,6})") {
            prop_assert_eq!(TABLE.has(&word), TABLE.entries().contains(&word.as_str()));
            let opens = |entry: &&&str| entry.split(' ').next() == Some(word.as_str());
            prop_assert!(TABLE.may_open_with(&word) || !TABLE.entries().iter().any(|entry| opens(&entry)));
        }
    }
}
