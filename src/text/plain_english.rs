//! Whether a text is English beyond doubt, as its commonest words alone tell: much quicker than its trigrams, and enough for most texts.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::lower_key;

/// Words that English texts are full of, and texts of other languages in Latin letters are not: two points each.
const ENGLISH: [&str; 36] = [
    "about", "and", "because", "been", "but", "could", "from", "his", "into", "it", "its", "not", "only",
    "other", "said", "should", "than", "that", "the", "their", "there", "these", "they", "this", "those",
    "through", "were", "what", "when", "where", "which", "who", "with", "would", "you", "your",
];

/// Words that are as common, and words of other languages too ("by" and "have" of Danish, "are" of Romanian, "has" of Spanish, "will" of
/// German): a point each.
const SHARED: [&str; 21] = [
    "after", "all", "an", "are", "as", "at", "be", "by", "can", "for", "has", "have", "he", "in", "is",
    "more", "of", "on", "to", "was", "will",
];

/// Words that other languages are full of: they take two points away, as words beyond ASCII do.
const FOREIGN: [&str; 60] = [
    "al", "att", "av", "az", "bir", "bu", "che", "con", "da", "dans", "das", "de", "del", "den", "der",
    "des", "det", "di", "din", "do", "dos", "du", "een", "egy", "ei", "ein", "el", "em", "en", "er", "est",
    "ett", "het", "hogy", "ik", "il", "ja", "la", "las", "le", "les", "los", "na", "nem", "och", "og", "os",
    "per", "que", "se", "si", "som", "til", "uma", "un", "una", "und", "une", "van", "ve",
];

const OF_ENGLISH: i32 = 2;
const OF_SHARED: i32 = 1;
const OF_FOREIGN: i32 = -2;

/// No word above is longer.
const MAX_LEN: usize = 7;
/// Fewer words tell nothing.
const MIN_WORDS: i32 = 6;
/// A point for so many words is enough; running English has about two …
const WORDS_PER_POINT: i32 = 4;
/// … and from so many words on …
const MANY_WORDS: i32 = 24;
/// … two points for so many need no further look.
const WORDS_PER_TWO_POINTS: i32 = 5;

static POINTS: LazyLock<HashMap<u128, i32>> = LazyLock::new(|| {
    let lists = [(&ENGLISH[..], OF_ENGLISH), (&SHARED, OF_SHARED), (&FOREIGN, OF_FOREIGN)];
    let pairs = lists.into_iter().flat_map(|(words, points)| words.iter().map(move |word| (*word, points)));
    pairs.filter_map(|(word, points)| Some((lower_key(word)?, points))).collect()
});

/// Whether `texts`, one behind another, are English beyond doubt. Most are told so from their first few dozen words.
pub(super) fn is_plain_english(texts: [&str; 2]) -> bool {
    let points_of = &*POINTS;
    let (mut n_words, mut points, mut has_english) = (0, 0, false);
    for word in texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())) {
        if word.is_empty() {
            continue;
        }
        n_words += 1;
        let of_word = match lower_key(word) {
            Some(key) if word.len() <= MAX_LEN => points_of.get(&key).copied().unwrap_or(0),
            None if !word.is_ascii() => OF_FOREIGN,
            _ => 0,
        };
        points += of_word;
        has_english |= of_word == OF_ENGLISH;
        if has_english && n_words >= MANY_WORDS && points * WORDS_PER_TWO_POINTS >= 2 * n_words {
            return true;
        }
    }
    has_english && n_words >= MIN_WORDS && points * WORDS_PER_POINT >= n_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_one_list_and_short_enough() {
        let all: Vec<&str> = ENGLISH.iter().chain(&SHARED).chain(&FOREIGN).copied().collect();
        assert_eq!(POINTS.len(), all.len());
        assert!(all.iter().all(|word| word.len() <= MAX_LEN && word.is_ascii()));
    }

    /// By hand. "The port closed after a storm" has 2 + 1 points in 6 words; "The rates of Rome" is too short; and of the twelve words of the
    /// last, "The", "Who" and "in" give five points, of which "en" and "het" take four.
    #[test]
    fn points_are_counted_by_the_word() {
        let cases = [
            ("The port closed after a storm", "", true),
            ("Port closed again", "as the storm came", true),
            ("The rates of Rome", "", false),
            ("Storm closes port again, harbour master warns", "", false),
            ("The Who", "spelen in Ardvik en Tallis, het publiek staat vroeg klaar", false),
        ];
        for (title, text, expected) in cases {
            assert_eq!(is_plain_english([title, text]), expected, "{title} {text}");
        }
    }

    /// Words that look English are Danish, Spanish and German here.
    #[test]
    fn neighbours_are_not_plain_english() {
        let texts = [
            "Si has visto el puerto y has dicho que no, has visto lo que la ciudad ha sido; así has hablado y has votado.",
            "De har en by, og en by til, som de vil have, og en by er en by, som borgerne vil have at bo i.",
            "Wer was will, will auch wissen, was man will, und was die Stadt will, war im Hafen so gewollt.",
        ];
        for text in texts {
            assert!(!is_plain_english(["", text]), "{text}");
        }
    }
}
