//! The characters of a feed: brought to UTF-8, and rid of those that no XML may hold.
//!
//! One stray ampersand or control character would cost the parser the whole feed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::super::{Repair, charset};

/// No reference to a character is longer than this.
const MAX_REFERENCE_BYTES: usize = 40;

/// So far into a feed its declaration is looked for: junk may stand before it.
const MAX_JUNK_BYTES: usize = 4096;

/// A feed as text.
pub(super) struct Cleaned<'a> {
    /// Its text, in UTF-8.
    pub(super) bytes: Cow<'a, [u8]>,
    /// The encoding that it came in.
    pub(super) charset: &'static str,
    /// What had to be done to it.
    pub(super) repairs: Vec<Repair>,
}

/// The feed as text without what no XML may hold; JSON is left as it is.
pub(super) fn clean(feed: &[u8]) -> Cleaned<'_> {
    if super::is_json(feed) {
        return Cleaned { bytes: Cow::Borrowed(feed), charset: UTF_8.name(), repairs: Vec::new() };
    }
    let (declared, rest) = declared_encoding(feed);
    let encoding = encoding(feed, declared);
    let mut repairs = Vec::new();
    let is_as_declared = declared.is_none_or(|declared| declared == encoding.output_encoding());
    repairs.extend((!is_as_declared).then_some(Repair::Charset));
    // Without the declaration where that is not true, or would be no longer.
    let kept = if encoding == UTF_8 && is_as_declared { feed } else { rest };
    let (text, is_broken): (Cow<'_, [u8]>, bool) = if encoding == UTF_8 {
        match String::from_utf8_lossy(kept) {
            Cow::Borrowed(_) => (Cow::Borrowed(kept), false),
            Cow::Owned(text) => (Cow::Owned(text.into_bytes()), true),
        }
    } else {
        let (text, is_broken) = encoding.decode_without_bom_handling(kept);
        (Cow::Owned(text.into_owned().into_bytes()), is_broken)
    };
    repairs.extend(is_broken.then_some(Repair::Undecodable));
    let escaped = match escaped(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(escaped) => Some(escaped),
    };
    repairs.extend(escaped.is_some().then_some(Repair::Characters));
    let bytes = escaped.map_or(text, Cow::Owned);
    Cleaned { bytes, charset: encoding.name(), repairs }
}

/// The encoding that a feed is in: what it declares, unless it is plainly not that, else the likeliest.
fn encoding(feed: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let is_utf8 = std::str::from_utf8(feed).is_ok();
    match declared {
        // Nothing else looks like UTF-8 that is more than ASCII.
        Some(encoding) if encoding != UTF_8 && (!is_utf8 || feed.is_ascii()) => encoding,
        Some(_) if !is_utf8 => charset::other_than_declared(feed).unwrap_or(UTF_8),
        None if !is_utf8 => charset::likeliest(feed),
        _ => UTF_8,
    }
}

/// What the XML declaration, which may be missing, says, and what follows it.
fn declared_encoding(feed: &[u8]) -> (Option<&'static Encoding>, &[u8]) {
    let (declaration, rest) = split_declaration(feed);
    let label = encoding_label(declaration);
    (label.map(|label| Encoding::for_label(label).map_or(UTF_8, Encoding::output_encoding)), rest)
}

/// The XML declaration, which may be missing, and what follows it.
fn split_declaration(feed: &[u8]) -> (&[u8], &[u8]) {
    let reach = feed.get(..MAX_JUNK_BYTES.min(feed.len())).unwrap_or_default();
    let junk = reach.windows(6).position(|window| window == b"<?xml ").unwrap_or_default();
    let start = feed.get(junk..).unwrap_or_default();
    let length = start.windows(2).position(|window| window == b"?>").map(|position| position + 2);
    match length.and_then(|length| start.split_at_checked(length)) {
        Some((declaration, rest)) if declaration.starts_with(b"<?xml ") => (declaration, rest),
        _ => (b"", feed),
    }
}

fn encoding_label(declaration: &[u8]) -> Option<&[u8]> {
    const KEY: &[u8] = b"encoding";
    let position = declaration.windows(KEY.len()).position(|window| window == KEY)?;
    let value =
        declaration.get(position + KEY.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    value.split(|byte| byte == quote).next()
}

/// The feed with stray ampersands escaped, and without what stands for no character of XML.
fn escaped(feed: &[u8]) -> Cow<'_, [u8]> {
    let mut mended: Option<Vec<u8>> = None;
    // Up to where all has been copied, and up to where nothing is a reference.
    let (mut copied, mut literal_to) = (0, 0);
    for (position, &byte) in feed.iter().enumerate() {
        let rest = feed.get(position..).unwrap_or_default();
        let (length, replacement): (usize, &[u8]) = match byte {
            0..=8 | 11 | 12 | 14..=31 => (1, b""),
            b'<' if position >= literal_to => {
                literal_to = position + literal_length(rest);
                continue;
            }
            b'&' if position >= literal_to => match reference(rest) {
                Reference::Sound => continue,
                Reference::Stray => (1, b"&amp;"),
                Reference::OfNothing(length) => (length, b""),
            },
            _ => continue,
        };
        let mended = mended.get_or_insert_with(|| Vec::with_capacity(feed.len() + 64));
        mended.extend_from_slice(feed.get(copied..position).unwrap_or_default());
        mended.extend_from_slice(replacement);
        copied = position + length;
    }
    match mended {
        None => Cow::Borrowed(feed),
        Some(mut mended) => {
            mended.extend_from_slice(feed.get(copied..).unwrap_or_default());
            Cow::Owned(mended)
        }
    }
}

/// The length of the CDATA section, comment, instruction or document type at the start of `markup`; 0 for a tag.
fn literal_length(markup: &[u8]) -> usize {
    let end: &[u8] = match markup {
        [b'<', b'!', b'-', b'-', ..] => b"-->",
        [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => b"]]>",
        [b'<', b'?', ..] => b"?>",
        [b'<', b'!', ..] => b">",
        _ => return 0,
    };
    let position = markup.windows(end.len()).position(|window| window == end);
    position.map_or(markup.len(), |position| position + end.len())
}

enum Reference {
    /// An ampersand that refers to an entity or a character.
    Sound,
    /// An ampersand that stands for itself.
    Stray,
    /// A reference of this length to what is no character of XML.
    OfNothing(usize),
}

/// What the ampersand at the start of `text` begins.
fn reference(text: &[u8]) -> Reference {
    let within = text.get(1..text.len().min(MAX_REFERENCE_BYTES)).unwrap_or_default();
    let Some(length) = within.iter().position(|byte| *byte == b';') else { return Reference::Stray };
    let name = within.get(..length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
    let Some(number) = name.strip_prefix('#') else {
        let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
        return if is_name { Reference::Sound } else { Reference::Stray };
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Reference::Stray;
    }
    let character = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let is_sound = character.is_some_and(|character| {
        matches!(character, '\t' | '\n' | '\r')
            || (character >= ' ' && !matches!(character, '\u{fffe}' | '\u{ffff}'))
    });
    if is_sound { Reference::Sound } else { Reference::OfNothing(length + 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_clean(feed: &[u8], expected: &str) {
        assert_eq!(String::from_utf8_lossy(&clean(feed).bytes), expected);
    }

    #[test]
    fn a_sound_feed_is_left_alone() {
        for feed in [
            "<a b='&amp;'>&lt; &#233; &#xE9; &eacute;\t</a>",
            "{\"a\": \"b & c\"}",
            "<?xml version='1.0'?><a/>",
        ] {
            assert!(matches!(clean(feed.as_bytes()).bytes, Cow::Borrowed(_)), "{feed}");
        }
    }

    #[test]
    fn stray_ampersands_are_escaped() {
        assert_clean(
            b"<a b='?x=1&y=2'>Wind & rain &; &#; &#xg; &c",
            "<a b='?x=1&amp;y=2'>Wind &amp; rain &amp;; &amp;#; &amp;#xg; &amp;c",
        );
        let literal = "<!-- a & b --><![CDATA[a & <b> & c]]><?p & ?>";
        assert_clean(literal.as_bytes(), literal);
        assert_clean(b"<![CDATA[&]]>&<![CDATA[&", "<![CDATA[&]]>&amp;<![CDATA[&");
    }

    #[test]
    fn what_is_no_character_is_dropped() {
        assert_clean(
            b"<a>x\0\x08&#0;&#x1F;&#55296;&#99999999999;y<![CDATA[\x0b]]>&#9;",
            "<a>xy<![CDATA[]]>&#9;",
        );
    }

    #[test]
    fn other_encodings_become_utf8() {
        assert_clean(b"<a>caf\xe9 \x93x\x94</a>", "<a>caf\u{e9} \u{201c}x\u{201d}</a>");
        assert_clean(b"<?xml version='1.0'?><a>caf\xe9</a>", "<a>caf\u{e9}</a>");
        assert_clean(b"<?xml version='1.0' encoding = \"ISO-8859-2\"?><a>\xb3</a>", "<a>\u{142}</a>");
        assert_clean(
            b"<?xml version='1.0' encoding='utf-8'?><a>\xb3</a>",
            "<?xml version='1.0' encoding='utf-8'?><a>\u{fffd}</a>",
        );
    }
}
