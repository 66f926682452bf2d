//! Unicode words as spans into the text (UAX #29), with a short cut for ASCII that gives the same words.
//!
//! A word never crosses white space, so the text is taken in stretches between ASCII white space: a stretch of
//! ASCII goes through the rules that ASCII can trigger, any other through `unicode-segmentation`, and one with a
//! script that writes no spaces between words through the dictionaries of `icu_segmenter` ([`super::unspaced`]).

use unicode_segmentation::UnicodeSegmentation;

use super::unspaced::{has_unspaced, push_unspaced_words};

use crate::article::Span;

/// The words of `text` in order: the segments of UAX #29 that hold a letter or a digit, and where a script without
/// spaces leaves a run of letters unsegmented, the words of a dictionary.
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, position: 0, stretch_end: 0, pending: Vec::new() }
}

/// The iterator behind [`words`].
#[derive(Debug, Clone)]
pub struct Words<'a> {
    text: &'a str,
    /// Where the search goes on, in bytes.
    position: usize,
    /// The end of the ASCII stretch that `position` stands in; not beyond `position` where there is none.
    stretch_end: usize,
    /// The words of a stretch that is not ASCII, last first.
    pending: Vec<Span>,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            if let Some(span) = self.pending.pop() {
                return Some(span);
            }
            if self.position < self.stretch_end {
                if let Some(span) =
                    next_ascii_word(self.text.as_bytes(), &mut self.position, self.stretch_end)
                {
                    return Some(span);
                }
            } else {
                self.next_stretch()?;
            }
        }
    }
}

impl Words<'_> {
    /// Moves on to the next stretch between white space; `None` at the end of the text.
    fn next_stretch(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.position..)?;
        let start = self.position + rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let mut is_ascii = true;
        let mut end = start;
        for byte in self.text.as_bytes().iter().skip(start) {
            if byte.is_ascii_whitespace() {
                break;
            }
            is_ascii &= byte.is_ascii();
            end += 1;
        }
        self.position = start;
        self.stretch_end = end;
        if !is_ascii {
            let stretch = Span::new(start, end).of(self.text);
            if has_unspaced(stretch) {
                push_unspaced_words(stretch, start, &mut self.pending);
            } else {
                let found = stretch
                    .unicode_word_indices()
                    .map(|(at, word)| Span::new(start + at, start + at + word.len()));
                self.pending.extend(found);
            }
            self.pending.reverse();
            self.position = end;
        }
        Some(())
    }
}

/// The next word of `bytes[*position..end]`, which are ASCII and free of white space; `*position` moves behind it.
fn next_ascii_word(bytes: &[u8], position: &mut usize, end: usize) -> Option<Span> {
    let at = |index: usize| if index < end { bytes.get(index).copied().unwrap_or(0) } else { 0 };
    while *position < end {
        let start = *position;
        if !is_word_byte(at(start)) {
            *position += 1;
            continue;
        }
        let mut index = start;
        let mut has_alphanumeric = false;
        loop {
            let byte = at(index);
            has_alphanumeric |= byte.is_ascii_alphanumeric();
            let (next, after) = (at(index + 1), at(index + 2));
            if is_word_byte(next) {
                index += 1; // WB5, WB8 to WB10, WB13a, WB13b
            } else if joins(byte, next, after) {
                index += 2; // WB6 and WB7, WB11 and WB12
            } else {
                break;
            }
        }
        *position = index + 1;
        if has_alphanumeric {
            return Some(Span::new(start, index + 1));
        }
    }
    None
}

/// Letters, digits and the low line (UAX #29's `ALetter`, `Numeric` and `ExtendNumLet` in ASCII).
const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether `middle` holds `before` and `after` together: an apostrophe or full stop between letters or between
/// digits, a colon between letters, a comma or semicolon between digits.
const fn joins(before: u8, middle: u8, after: u8) -> bool {
    match middle {
        b'\'' | b'.' => {
            before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
                || before.is_ascii_digit() && after.is_ascii_digit()
        }
        b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
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
