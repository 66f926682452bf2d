//! Words as numbers, whatever their case: two words are the same if their numbers are.

/// The most bytes of a word that has a number.
const MAX_BYTES: usize = size_of::<u128>();

/// The highest bit of every byte.
const HIGH: u128 = u128::from_ne_bytes([0x80; MAX_BYTES]);

/// A word of at most sixteen bytes of ASCII in lower case, as a number that no other such word has; `None` for other words.
///
/// Its first and its last half are loaded at once, which may overlap; as ASCII leaves the highest bit of each byte free, the
/// length is written there.
#[must_use]
#[inline]
pub fn lower_key(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let (first, last) = match bytes {
        [_, _, _, _, _, _, _, _, ..] => {
            (u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?))
        }
        [_, _, _, _, ..] => (
            u64::from(u32::from_le_bytes(*bytes.first_chunk()?)),
            u64::from(u32::from_le_bytes(*bytes.last_chunk()?)),
        ),
        [a, b, c] => (u64::from(u32::from_le_bytes([*a, *b, *c, 0])), 0),
        [a, b] => (u64::from(u32::from_le_bytes([*a, *b, 0, 0])), 0),
        [a] => (u64::from(*a), 0),
        [] => (0, 0),
    };
    let key = u128::from(first) | u128::from(last) << 64;
    if bytes.len() > MAX_BYTES || key & HIGH != 0 {
        return None;
    }
    Some(lowered(key) | spread(bytes.len()))
}

/// Every byte that is a capital in lower case; all are ASCII.
const fn lowered(bytes: u128) -> u128 {
    const fn every(byte: u8) -> u128 {
        u128::from_ne_bytes([byte; MAX_BYTES])
    }
    // The highest bit of a byte is set from "A" on, and from behind "Z" on.
    let from_a = bytes + every(0x80 - b'A');
    let behind_z = bytes + every(0x80 - b'Z' - 1);
    bytes | ((from_a & !behind_z & HIGH) >> 2)
}

/// The five bits of a length, each in the highest bit of a byte.
const fn spread(length: usize) -> u128 {
    let length = length as u128;
    (length & 1) << 7 | (length & 2) << 14 | (length & 4) << 21 | (length & 8) << 28 | (length & 16) << 35
}

/// A hash of a number of [`lower_key`]: both halves of a product of 128 bits, folded together.
#[must_use]
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
pub const fn key_hash(key: u128) -> u64 {
    // The fractional parts of the golden ratio and of the square root of 2.
    let (first, last) = (key as u64 ^ 0x9e37_79b9_7f4a_7c15, (key >> 64) as u64 ^ 0x6a09_e667_f3bc_c908);
    let product = first as u128 * last as u128;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_and_foreign_words_have_none() {
        assert_eq!(lower_key("telecommunications"), None);
        assert_eq!(lower_key("été"), None);
        assert_ne!(lower_key("aaaaaaaa"), lower_key("aaaaaaaaa"));
        assert_ne!(lower_key(""), lower_key("\0"));
    }

    proptest! {
        /// The reference is to lower the words and compare them.
        #[test]
        fn keys_are_words(a in "[abYZ@\\[`{\0]{0,16}", b in "[abYZ@\\[`{\0]{0,16}") {
            let (key_a, key_b) = (lower_key(&a).unwrap(), lower_key(&b).unwrap());
            prop_assert_eq!(key_a == key_b, a.eq_ignore_ascii_case(&b));
            prop_assert_eq!(lower_key(&a.to_ascii_lowercase()), Some(key_a));
            prop_assert!(key_a == key_b || key_hash(key_a) != key_hash(key_b));
        }
    }
}
