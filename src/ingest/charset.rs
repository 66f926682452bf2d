//! Bytes to text where nothing says for sure which encoding they are in: what is declared, unless it is not so, then what is likeliest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// More places that are not UTF-8, and none that is, are plainly another encoding.
const MAX_DAMAGED: usize = 7;
/// So many may be, where none of them is one of [`NO_LETTERS`].
const MIN_OTHERS: usize = 3;
/// Bytes that stand for no letter or mark in the encodings of western languages, the likeliest of texts that are nearly ASCII.
const NO_LETTERS: [u8; 7] = [0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xfe, 0xff];
/// Opens the signs of ISO-2022-JP, the one encoding of which ASCII alone says nothing.
const ESCAPE: u8 = 0x1b;

/// The text of `bytes`: as UTF-8 where they are that, which no other encoding looks like, else in the encoding `declared` (a label of the WHATWG's
/// Encoding Standard), else in the likeliest by its letters; and the name of that. What cannot be decoded is U+FFFD.
pub(super) fn decode(bytes: &[u8], declared: Option<&[u8]>) -> (String, &'static str) {
    let declared = declared.and_then(Encoding::for_label).filter(|encoding| *encoding != UTF_8);
    if let Ok(text) = std::str::from_utf8(bytes)
        && (declared.is_none() || !bytes.contains(&ESCAPE))
    {
        return (text.to_owned(), UTF_8.name());
    }
    let encoding = declared.unwrap_or_else(|| likeliest(bytes));
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding.name())
}

/// The encoding that the letters of `bytes` make likeliest. Text that is UTF-8 but for a few damaged places stays that.
pub(super) fn likeliest(bytes: &[u8]) -> &'static Encoding {
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The likeliest encoding of a table that is plainly not UTF-8, which it should be.
pub(super) fn plainly_other(head: &[u8]) -> Option<&'static Encoding> {
    let has_none_but_letters = || !head.iter().any(|byte| NO_LETTERS.contains(byte));
    other_than_declared(head).or_else(|| {
        let (n_whole, n_broken) = characters(head);
        (n_whole == 0 && n_broken >= MIN_OTHERS && has_none_but_letters()).then(|| likeliest(head))
    })
}

/// The same of what declares UTF-8, of which more is needed to say so.
pub(super) fn other_than_declared(text: &[u8]) -> Option<&'static Encoding> {
    let (n_whole, n_broken) = characters(text);
    (n_whole == 0 && n_broken > MAX_DAMAGED).then(|| likeliest(text))
}

/// Whether more of what is not ASCII makes whole characters of UTF-8 than not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (n_whole, n_broken) = characters(bytes);
    n_whole > n_broken || n_broken == 0
}

/// How many characters that are not ASCII are whole as UTF-8, and how many places are not.
fn characters(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(n_whole, n_broken), chunk| {
        let whole = chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        (n_whole + whole, n_broken + usize::from(!chunk.invalid().is_empty()))
    })
}

/// The text of `bytes` where their beginning tells that their characters are of two or four bytes each, by a byte-order mark or by the zeros
/// of the bracket that markup begins with; and the name of the encoding. `None` where that is not so.
pub(super) fn wide(bytes: &[u8]) -> Option<(String, &'static str)> {
    let utf16 = |skipped: usize, from_bytes: fn([u8; 2]) -> u16, name| {
        let units =
            bytes.get(skipped..)?.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(from_bytes);
        let text =
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Some((text, name))
    };
    let utf32 = |skipped: usize, from_bytes: fn([u8; 4]) -> u32, name| {
        let units =
            bytes.get(skipped..)?.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(from_bytes);
        let text = units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Some((text, name))
    };
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => utf32(4, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => utf32(4, u32::from_be_bytes, "UTF-32BE"),
        [b'<', 0, 0, 0, ..] => utf32(0, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0, b'<', ..] => utf32(0, u32::from_be_bytes, "UTF-32BE"),
        [0xff, 0xfe, ..] => utf16(2, u16::from_le_bytes, "UTF-16LE"),
        [0xfe, 0xff, ..] => utf16(2, u16::from_be_bytes, "UTF-16BE"),
        [b'<', 0, ..] => utf16(0, u16::from_le_bytes, "UTF-16LE"),
        [0, b'<', ..] => utf16(0, u16::from_be_bytes, "UTF-16BE"),
        _ => None,
    }
}

/// Whether `bytes` are no text in any encoding: they hold zeros, or one in fifty is a control character.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let is_control =
        |byte: &&u8| byte.is_ascii_control() && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | ESCAPE);
    bytes.contains(&0) || bytes.iter().filter(is_control).count() * 50 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_holds_unless_it_is_not_so() {
        let utf8 = "Fähre in Ærø";
        let latin = encoding_rs::WINDOWS_1252.encode(utf8).0;
        for declared in [None, Some(&b"utf-8"[..]), Some(b"gb2312")] {
            assert_eq!(decode(utf8.as_bytes(), declared).0, utf8);
        }
        let japanese = "港の石炭桟橋は閉鎖される。";
        assert_eq!(decode(&encoding_rs::ISO_2022_JP.encode(japanese).0, Some(b"iso-2022-jp")).0, japanese);
        assert_eq!(decode(&latin, Some(b"iso-8859-1")).0, utf8);
        assert_eq!(decode(&latin, Some(b"utf-8")).0, utf8);
        assert_eq!(decode(&latin, Some(b"no such label")).0, utf8);
        let russian = "Порт Архангельск закрыл угольный причал, сообщила администрация.";
        assert_eq!(decode(&encoding_rs::KOI8_R.encode(russian).0, None).0, russian);
        let damaged = [utf8.as_bytes(), b" \xff."].concat();
        assert_eq!(decode(&damaged, None).0, "Fähre in Ærø \u{fffd}.");
    }

    #[test]
    fn wide_characters_are_told_by_their_beginning() {
        let text = "<rss>Ærø 🚢</rss>";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
        assert_eq!(wide(&utf16), Some((text.to_owned(), "UTF-16BE")));
        assert_eq!(wide(&[&[0xfe, 0xff], &utf16[..]].concat()), Some((text.to_owned(), "UTF-16BE")));
        assert_eq!(wide(&utf32), Some((text.to_owned(), "UTF-32LE")));
        assert_eq!(wide(text.as_bytes()), None);
        assert_eq!(wide(&[0xff, 0xfe, 0, 0xd8, b'a', 0, b'b']), Some(("\u{fffd}a".to_owned(), "UTF-16LE")));
    }

    #[test]
    fn a_table_with_a_few_letters_of_another_encoding_is_in_that() {
        assert_eq!(
            plainly_other(b"id,text\n1,caf\xe9\n2,\x80 5\n3,\x93it\x94").unwrap().name(),
            "windows-1252"
        );
        assert_eq!(plainly_other(b"id,text\n1,caf\xe9\n2,\xff\xfe\n3,\xff"), None);
        assert_eq!(plainly_other(b"id,text\n1,caf\xe9"), None);
        let russian = encoding_rs::WINDOWS_1251.encode("текст\nЭто яхта, и на ней плывут моряки.").0;
        assert_eq!(plainly_other(&russian).unwrap().name(), "windows-1251");
    }
}
