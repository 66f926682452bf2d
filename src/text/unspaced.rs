//! Words in scripts that write no spaces between them: Chinese, Japanese, Thai, Lao, Khmer and Burmese.
//!
//! The dictionaries of `icu_segmenter` cut them, all in whole numbers. Its neural networks for Thai, Lao, Khmer and
//! Burmese would take more than a hundred times as long.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::article::Span;

/// Whose words these are; a model remembers it, as other words would be other terms.
pub const SEGMENTER_VERSION: &str = "icu_segmenter 2.4";

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Whether `character` is a letter of a script without spaces: Thai, Lao, Myanmar, Khmer, kana or Han (the blocks of
/// the Unicode standard).
#[must_use]
pub const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Myanmar
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{2e80}'..='\u{2fdf}' // radicals
        | '\u{3005}'..='\u{3007}' // 々, 〆 and 〇
        | '\u{3041}'..='\u{30ff}' // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}' // Katakana extensions
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Myanmar extensions
        | '\u{ff66}'..='\u{ff9f}' // Katakana, half width
        | '\u{1b000}'..='\u{1b16f}' // kana supplements
    ) || is_ideograph(character)
}

/// Whether `character` is Han, in one of the blocks of unified or compatibility ideographs.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The ideographs of the word at `span` of `text`; none where the word is a single one.
#[inline]
pub(super) fn ideographs(text: &str, span: Span) -> impl Iterator<Item = Span> + use<'_> {
    // Two of them take six bytes or more, and a word with one opens with it or with kana: E3 or above.
    let may_have_several =
        span.len() >= 6 && text.as_bytes().get(span.start).is_some_and(|byte| *byte >= 0xe3);
    let searched = if may_have_several { span.of(text) } else { "" };
    let found = searched.char_indices().filter(|(_, character)| is_ideograph(*character));
    found.map(move |(at, character)| Span::new(at, at + character.len_utf8()).shifted(span.start))
}

/// Whether `text` holds a letter of a script without spaces.
pub(super) fn has_unspaced(text: &str) -> bool {
    // All of them are written with three bytes or more, the first of which is E0 to EA, EF or F0.
    let may_begin = |byte: &u8| matches!(byte, 0xe0..=0xea | 0xef | 0xf0);
    text.as_bytes().iter().any(may_begin) && text.chars().any(is_unspaced)
}

/// Appends the words of `stretch`, which starts at byte `offset` of its text, to `found`, in order.
///
/// What is of another script in it is cut by UAX #29 as everywhere.
pub(super) fn push_unspaced_words(stretch: &str, offset: usize, found: &mut Vec<Span>) {
    let mut start = 0;
    // The first boundary is the start of the stretch.
    for end in SEGMENTER.segment_str(stretch).skip(1) {
        let segment = Span::new(start, end);
        if segment.of(stretch).chars().any(char::is_alphanumeric) {
            found.push(segment.shifted(offset));
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use crate::text::words;

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    /// The words are those of a dictionary (中国, 人工智能 and so on are entries of their own in any); where one ends is
    /// checked by hand, word by word.
    #[test]
    fn chinese_and_japanese_are_cut_into_words() {
        assert_eq!(found("中国政府发布公告。"), ["中国", "政府", "发布", "公告"]);
        assert_eq!(
            found("東京の銀行は、金利を引き上げる"),
            ["東京", "の", "銀行", "は", "金利", "を", "引き上げる"]
        );
        assert_eq!(found("コンピューター"), ["コンピューター"]);
    }

    /// Thai: bank · of · Thailand; cat · eat · fish. Lao: language · Lao. Khmer: language. Burmese: Myanmar country · in.
    #[test]
    fn thai_and_its_neighbours_are_cut_into_words() {
        assert_eq!(found("แมวกินปลา"), ["แมว", "กิน", "ปลา"]);
        assert_eq!(found("ພາສາລາວ"), ["ພາສາ", "ລາວ"]);
        assert_eq!(found("မြန်မာနိုင်ငံတွင်"), ["မြန်မာနိုင်ငံ", "တွင်"]);
    }

    #[test]
    fn other_scripts_in_between_stay_whole() {
        assert_eq!(
            found("在GitHub上,3.5元 didn’t用AI"),
            ["在", "GitHub", "上", "3.5", "元", "didn’t", "用", "AI"]
        );
        assert_eq!(found("한국은행과 日本銀行"), ["한국은행과", "日本", "銀行"]);
    }
}
