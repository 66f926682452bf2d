//! Cleaning of a whole text, and folding of a single word.
//!
//! [`clean`] prepares what a reader will see: it composes characters and drops what cannot be printed, and leaves
//! quotes, dashes and words alone, so that a sentence of the cleaned text is a sentence of the article.
//! [`fold_word`] prepares what is counted: a term is the same whatever its case, its apostrophe or its hyphenation.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in NFC, with Unix line ends, without control characters, marks of direction, zero-width spaces and outer
/// white space.
///
/// Borrowed where nothing changes, which is the usual case.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_plainly_clean(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let printable = if trimmed.chars().any(is_unprintable) {
        Cow::Owned(without_unprintable(trimmed))
    } else {
        Cow::Borrowed(trimmed)
    };
    if is_nfc(&printable) {
        return printable;
    }
    Cow::Owned(printable.nfc().collect())
}

/// [`clean`] of a text that is ours to keep: where nothing changes, it is not copied.
#[must_use]
pub fn cleaned(text: String) -> String {
    match clean(&text) {
        Cow::Borrowed(same) if same.len() == text.len() => text,
        changed => changed.into_owned(),
    }
}

/// Whether [`clean`] has nothing to do, told at a glance: there are only characters of which all are printable and in NFC by themselves.
fn is_plainly_clean(text: &str) -> bool {
    // A block at once, as most hold nothing else than ASCII.
    const BLOCK: usize = 64;
    let is_plain_ascii = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let bytes = text.as_bytes();
    let mut position = 0;
    while let Some(block) = bytes.get(position..).filter(|rest| !rest.is_empty()) {
        let block = block.get(..BLOCK).unwrap_or(block);
        if block.iter().fold(true, |plain, byte| plain & is_plain_ascii(byte)) {
            position += block.len();
            continue;
        }
        let end = (position + block.len()..=bytes.len()).find(|&end| text.is_char_boundary(end));
        let end = end.unwrap_or(bytes.len());
        // Of general punctuation no spaces without width and no marks of direction; the euro.
        let is_plain = |character: char| matches!(character, ' '..='~' | '\n' | '\t' | '\u{a0}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{20ac}');
        if !text.get(position..end).is_some_and(|block| block.chars().all(is_plain)) {
            return false;
        }
        position = end;
    }
    true
}

fn without_unprintable(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' => kept.push('\n'),
            '\u{2029}' => kept.push_str("\n\n"),
            character if is_unprintable(character) => {}
            character => kept.push(character),
        }
    }
    // Behind what was dropped there may be white space.
    kept.trim().to_owned()
}

fn is_unprintable(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (character.is_control() && character != '\n' && character != '\t')
}

/// Appends the folded form of `word` to `folded`: lower case, NFC, straight apostrophes, no soft hyphens, and the wide
/// letters and digits of East Asian typesetting as ASCII.
pub fn fold_word(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.push_str(word);
        let start = folded.len() - word.len();
        if let Some(tail) = folded.get_mut(start..) {
            tail.make_ascii_lowercase();
        }
        return;
    }
    let lowered = word.chars().flat_map(char::to_lowercase).filter_map(|character| match character {
        '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{feff}' => None,
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{ff07}' => Some('\''),
        '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => narrow(character),
        character => Some(character),
    });
    folded.extend(lowered.nfc());
}

/// The ASCII character that a wide one stands for: the block of wide forms has the order of ASCII.
fn narrow(wide: char) -> Option<char> {
    char::from_u32(u32::from(wide) - 0xff01 + u32::from('!'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(word: &str) -> String {
        let mut folded = String::new();
        fold_word(word, &mut folded);
        folded
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(clean("Already “clean” – since 1998."), Cow::Borrowed(_)));
    }

    #[test]
    fn line_ends_and_controls_are_mended() {
        assert_eq!(clean("\u{feff}one\r\ntwo\rthree\u{0}\u{7}\u{2028}four "), "one\ntwo\nthree\nfour");
        assert_eq!(clean("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn a_term_has_one_spelling() {
        assert_eq!(fold("Co\u{ad}operate"), "cooperate");
        assert_eq!(fold("EU’s"), "eu's");
        assert_eq!(fold("CAFE\u{301}"), "café");
        assert_eq!(fold("Don't"), "don't");
        assert_eq!(fold("ＡＩ２０ｚ"), "ai20z");
    }

    proptest! {
        /// The reference is to look at every character, and the standard's own check.
        #[test]
        fn what_is_plainly_clean_stays(text in r"([ -~\n\t]{0,40}|[é¼ſ’“–…€\u{a0}]|[\u{7f}\u{85}\u{ad}\u{200b}\u{2028}\u{300}\u{212b}\u{2011}\r\x00]){0,9}") {
            if is_plainly_clean(&text) {
                prop_assert!(!text.chars().any(is_unprintable) && is_nfc(&text), "{:?}", text);
            }
            prop_assert_eq!(cleaned(text.clone()), clean(&text).into_owned());
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }
    }
}
