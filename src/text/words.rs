//! Unicode words as spans into the text (UAX #29), with a short cut for ASCII that gives the same words.
//!
//! A word never crosses white space, so the text is taken in stretches between ASCII white space: stretches of
//! ASCII go through the rules that ASCII can trigger, any other through `unicode-segmentation`, and one with a
//! script that writes no spaces between words through the dictionaries of `icu_segmenter` ([`super::unspaced`]).

use unicode_segmentation::UnicodeSegmentation;

use super::unspaced::{has_unspaced, push_unspaced_words};

use crate::article::Span;

/// The words of `text` in order: the segments of UAX #29 that hold a letter or a digit, and where a script without
/// spaces leaves a run of letters unsegmented, the words of a dictionary.
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, position: 0, ascii_end: 0, pending: Vec::new() }
}

/// The iterator behind [`words`].
#[derive(Debug, Clone)]
pub struct Words<'a> {
    text: &'a str,
    /// Where the search goes on, in bytes.
    position: usize,
    /// Up to here there is nothing but ASCII, and no stretch goes on behind it; not beyond `position` where there is none.
    ascii_end: usize,
    /// The words of a stretch that is not ASCII, last first.
    pending: Vec<Span>,
}

impl Iterator for Words<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        loop {
            if let Some(span) = self.pending.pop() {
                return Some(span);
            }
            if self.position < self.ascii_end {
                let ascii = self.text.as_bytes().get(..self.ascii_end).unwrap_or_default();
                if let Some(span) = next_ascii_word(ascii, &mut self.position) {
                    return Some(span);
                }
            } else {
                self.next_stretches()?;
            }
        }
    }
}

impl Words<'_> {
    /// Moves on to the stretches of ASCII that come next, or to one stretch that is not; `None` at the end of the text.
    fn next_stretches(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.position..).filter(|rest| !rest.is_empty())?;
        let Some(n_ascii) = first_non_ascii(rest) else {
            self.ascii_end = bytes.len();
            return Some(());
        };
        let ascii = rest.get(..n_ascii).unwrap_or_default();
        let start = ascii.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
        if start > 0 {
            self.ascii_end = self.position + start;
            return Some(());
        }
        let behind = rest.iter().skip(n_ascii).position(u8::is_ascii_whitespace);
        let end = behind.map_or(bytes.len(), |length| self.position + n_ascii + length);
        let stretch = Span::new(self.position, end).of(self.text);
        if has_unspaced(stretch) {
            push_unspaced_words(stretch, self.position, &mut self.pending);
        } else {
            let found = stretch.unicode_word_indices().map(|(at, word)| Span::new(at, at + word.len()));
            self.pending.extend(found.map(|span| span.shifted(self.position)));
        }
        self.pending.reverse();
        self.position = end;
        Some(())
    }
}

/// The place of the first byte that is not ASCII.
fn first_non_ascii(bytes: &[u8]) -> Option<usize> {
    // A block at once is much faster than a byte at once.
    const BLOCK: usize = 64;
    let n_ascii = bytes.chunks(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
    let place = bytes.iter().skip(n_ascii).position(|byte| !byte.is_ascii())?;
    Some(n_ascii + place)
}

/// The next word of `bytes[*position..]`, which are ASCII; `*position` moves behind it.
#[inline]
fn next_ascii_word(bytes: &[u8], position: &mut usize) -> Option<Span> {
    let mut index = *position;
    loop {
        let n_between = bytes.get(index..)?.iter().position(|&byte| class(byte) != 0);
        let Some(n_between) = n_between else {
            *position = bytes.len();
            return None;
        };
        let start = index + n_between;
        index = start;
        loop {
            // WB5, WB8 to WB10, WB13a, WB13b
            index += run_length(bytes.get(index..).unwrap_or_default());
            if !is_joined(bytes, index) {
                break;
            }
            index += 1;
        }
        *position = index;
        // The low line holds letters and digits together and is neither.
        let is_word = class(bytes.get(start).copied()?) != LOW_LINE
            || bytes.get(start..index)?.iter().any(u8::is_ascii_alphanumeric);
        if is_word {
            return Some(Span::new(start, index));
        }
    }
}

/// Eight bytes with the same value.
const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// How many letters, digits and low lines `bytes`, which are ASCII, open with.
///
/// Eight are told at once: each byte of a number is compared by an addition that sets its highest bit where it is large enough.
#[inline]
fn run_length(bytes: &[u8]) -> usize {
    const HIGHEST: u64 = eight(0x80);
    let mut length = 0;
    while let Some(next) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        let next = u64::from_le_bytes(*next);
        let lower = next | const { eight(0x20) };
        let letters = (lower + const { eight(0x80 - b'a') }) & !(lower + const { eight(0x7f - b'z') });
        let digits = (next + const { eight(0x80 - b'0') }) & !(next + const { eight(0x7f - b'9') });
        let low_lines = !((next ^ const { eight(b'_') }) + const { eight(0x7f) });
        let others = !(letters | digits | low_lines) & HIGHEST;
        if others != 0 {
            return length + (others.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().take_while(|&&byte| class(byte) != 0).count()
}

/// Whether the byte at `index` holds what stands on both sides of it together (WB6 and WB7, WB11 and WB12).
#[inline]
fn is_joined(bytes: &[u8], index: usize) -> bool {
    let Some(joins) = bytes.get(index).map(|&middle| joins(middle)).filter(|joins| *joins != 0) else {
        return false;
    };
    let side = |place: usize| bytes.get(place).map_or(0, |&byte| class(byte));
    side(index.wrapping_sub(1)) & joins & side(index + 1) != 0
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const LOW_LINE: u8 = 4;

/// What a byte is in a word (UAX #29's `ALetter`, `Numeric` and `ExtendNumLet` in ASCII); 0 where it is nothing of a word.
#[inline]
fn class(byte: u8) -> u8 {
    static CLASSES: [u8; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            classes[byte as usize] = if byte.is_ascii_alphabetic() {
                LETTER
            } else if byte.is_ascii_digit() {
                DIGIT
            } else if byte == b'_' {
                LOW_LINE
            } else {
                0
            };
            byte += 1;
        }
        classes
    };
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// What `middle` holds together on both sides: an apostrophe or full stop letters or digits, a colon letters, a comma or semicolon digits.
#[inline]
const fn joins(middle: u8) -> u8 {
    match middle {
        b'\'' | b'.' => LETTER | DIGIT,
        b':' => LETTER,
        b',' | b';' => DIGIT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_keep_apostrophes_and_decimals_and_lose_the_rest() {
        assert_eq!(
            found("Europe’s U.S. rival paid €3.5m (or 1,285,000.50) — didn't it? _ _x_ a.b."),
            ["Europe’s", "U.S", "rival", "paid", "3.5m", "or", "1,285,000.50", "didn't", "it", "_x_", "a.b"]
        );
    }

    #[test]
    fn other_scripts_follow_the_same_standard() {
        assert_eq!(found("Москва, naïve co\u{ad}op"), ["Москва", "naïve", "co\u{ad}op"]);
    }

    /// Texts that mix the scripts without spaces with others, marks and spaces.
    const UNSPACED: &str = r"([一-十中国人工智能发展日本経済的ーはをがのとアイコンピューター々〆ก-ฮ็-๎ะ-ฺກ-ໝက-႟ក-៿𠀀豈]{1,8}|[a-zé’'.,0-9_]{1,4}|[。、！「」 \n한글]|\PC){0,20}";

    proptest! {
        /// The reference is `unicode-segmentation` on the whole text.
        #[test]
        fn the_short_cut_agrees_with_the_standard(text in r"[ -~\n\té’“\u{301}\u{ad}\u{200d}한١۲אב🏽]{0,60}") {
            let expected: Vec<&str> = text.unicode_words().collect();
            prop_assert_eq!(found(&text), expected);
        }

        #[test]
        fn spans_are_ordered_and_inside(text in any::<String>(), unspaced in UNSPACED) {
            for text in [text, unspaced] {
                let mut last = 0;
                for span in words(&text) {
                    prop_assert!(span.start >= last && !span.is_empty() && text.get(span.start..span.end).is_some());
                    last = span.end;
                }
            }
        }

        /// Words and the gaps between them rebuild the text, and no letter or digit is in a gap.
        #[test]
        fn no_letter_is_lost(text in UNSPACED) {
            let mut rebuilt = String::new();
            let mut last = 0;
            for span in words(&text).chain([Span::new(text.len(), text.len())]) {
                let gap = Span::new(last, span.start).of(&text);
                prop_assert!(!gap.chars().any(char::is_alphanumeric), "lost {:?} of {:?}", gap, text);
                rebuilt.push_str(gap);
                rebuilt.push_str(span.of(&text));
                last = span.end;
            }
            prop_assert_eq!(rebuilt, text);
        }
    }
}
