//! Text as a reader may be shown it: what strangers wrote can neither steer a terminal nor turn the words around it.

use std::borrow::Cow;

/// The text on one line, without control characters, marks that change the direction of what follows, and characters that XML
/// cannot hold.
///
/// Titles and texts of articles have lost most of these already; names of sources, ids, links and what is typed have not. Borrowed
/// where nothing changes, which is the usual case.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_fine = |character: char| character == ' ' || !(is_space(character) || is_hidden(character));
    let has_double_space = text.as_bytes().windows(2).any(|pair| pair == b"  ");
    if !has_double_space && text.trim().len() == text.len() && text.chars().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        if is_space(character) {
            if !kept.ends_with(' ') {
                kept.push(' ');
            }
        } else if !is_hidden(character) {
            kept.push(character);
        }
    }
    Cow::Owned(kept.trim().to_owned())
}

/// Spaces that a line may break at, and line breaks themselves.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that are not seen but change what is: controls, marks of direction (UAX #9), zero-width spaces, and code points that
/// are no characters.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        )
        || matches!(character, '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(printable("Ferries – “sunk”, שלום, 三菱"), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_steers_the_terminal_or_turns_the_line() {
        assert_eq!(printable("a\u{1b}[31mred\u{1b}[0m\u{7}\u{0}"), "a[31mred[0m");
        assert_eq!(printable("pay \u{202e}gpj.exe\u{202c} \u{2066}x\u{2069}"), "pay gpj.exe x");
        assert_eq!(
            printable(" two\r\nlines\tand \u{2029} more\u{a0}words "),
            "two lines and more\u{a0}words"
        );
        assert_eq!(printable("\u{9b}31m\u{ffff}\u{fffe}"), "31m");
    }

    proptest! {
        /// The characters that XML 1.0, section 2.2, allows, but for its tab and line ends, which a line has none of.
        #[test]
        fn xml_can_hold_what_is_left(text in any::<String>()) {
            let shown = printable(&text).into_owned();
            let is_xml = |c: char| matches!(c, '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            prop_assert!(shown.chars().all(is_xml));
            prop_assert_eq!(printable(&shown), shown.as_str());
        }
    }
}
