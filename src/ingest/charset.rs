//! Bytes to text where nothing says for sure which encoding they are in: what is declared, unless it is not so, then what is likeliest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// So many places that are not UTF-8, and none that is, are plainly another encoding.
const MIN_BROKEN: usize = 8;
/// Opens the signs of ISO-2022-JP, the one encoding of which ASCII alone says nothing.
const ESCAPE: u8 = 0x1b;

/// The text of `bytes`: as UTF-8 where they are that, which no other encoding looks like, else in the encoding `declared` (a label of the WHATWG's
/// Encoding Standard), else in the likeliest by its letters. What cannot be decoded is U+FFFD.
pub(super) fn decode(bytes: &[u8], declared: Option<&[u8]>) -> String {
    let declared = declared.and_then(Encoding::for_label).filter(|encoding| *encoding != UTF_8);
    if let Ok(text) = std::str::from_utf8(bytes)
        && (declared.is_none() || !bytes.contains(&ESCAPE))
    {
        return text.to_owned();
    }
    let encoding = declared.unwrap_or_else(|| likeliest(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
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

/// The likeliest encoding of what is plainly not UTF-8, though it should be; a few damaged places are no sign of another.
pub(super) fn plainly_other(head: &[u8]) -> Option<&'static Encoding> {
    let (n_whole, n_broken) = characters(head);
    (n_whole == 0 && n_broken >= MIN_BROKEN).then(|| likeliest(head))
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
            assert_eq!(decode(utf8.as_bytes(), declared), utf8);
        }
        let japanese = "港の石炭桟橋は閉鎖される。";
        assert_eq!(decode(&encoding_rs::ISO_2022_JP.encode(japanese).0, Some(b"iso-2022-jp")), japanese);
        assert_eq!(decode(&latin, Some(b"iso-8859-1")), utf8);
        assert_eq!(decode(&latin, Some(b"utf-8")), utf8);
        assert_eq!(decode(&latin, Some(b"no such label")), utf8);
        let russian = "Порт Архангельск закрыл угольный причал, сообщила администрация.";
        assert_eq!(decode(&encoding_rs::KOI8_R.encode(russian).0, None), russian);
        let damaged = [utf8.as_bytes(), b" \xff."].concat();
        assert_eq!(decode(&damaged, None), "Fähre in Ærø \u{fffd}.");
    }
}
