//! Hashes of terms, such that the hash of an n-gram follows from those of its words and no text of it need be made.

use xxhash_rust::xxh3::xxh3_64;

/// What a hash is spread with before it is multiplied: the fractional parts of the golden ratio and of the square root of 2, 64 bits
/// each, made odd. They differ, so that "bank rate" is not "rate bank".
const SPREAD: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909];

/// Stands between the words of an n-gram's text.
const BETWEEN_WORDS: char = ' ';

/// The hash of a single word, or of a character n-gram (XXH3, 64 bits).
#[must_use]
pub fn word_hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// The hash of an n-gram of which all words but the last have the hash `before`: both halves of a product of 128 bits, folded together.
#[must_use]
pub fn joined_hash(before: u64, word: u64) -> u64 {
    let [first, second] = SPREAD;
    let product = u128::from(before ^ first) * u128::from(word ^ second);
    fold(product)
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
const fn fold(product: u128) -> u64 {
    (product >> 64) as u64 ^ product as u64
}

/// The hash of a term by its text: words with one space between two.
#[must_use]
pub fn term_hash(term: &str) -> u64 {
    term.split(BETWEEN_WORDS).map(word_hash).reduce(joined_hash).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_the_hash_of_its_words() {
        let [bank, rate, cut] = ["bank", "rate", "cut"].map(word_hash);
        assert_eq!(term_hash("bank"), bank);
        assert_eq!(term_hash("bank rate cut"), joined_hash(joined_hash(bank, rate), cut));
        assert_ne!(term_hash("bank rate"), term_hash("rate bank"));
    }
}
