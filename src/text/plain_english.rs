//! Whether a text is English beyond doubt, as its commonest words alone tell: much quicker than its trigrams, and enough for most texts.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::lower_key;

/// Words that English texts are full of, and texts of other languages in Latin letters are not: two points each.
const ENGLISH: [&str; 31] = [
    "about", "and", "because", "could", "from", "his", "into", "its", "only", "other", "said", "should",
    "than", "that", "the", "their", "there", "these", "they", "this", "those", "through", "were", "what",
    "when", "where", "which", "with", "would", "you", "your",
];

/// Words that are as common, and words or names in other languages too ("by" and "have" are Danish, "are" Romanian, "has" Spanish, "will"
/// German, "been" Dutch; IT and WHO are everywhere): a point each.
const SHARED: [&str; 26] = [
    "after", "all", "an", "are", "as", "at", "be", "been", "but", "by", "can", "for", "has", "have", "he",
    "in", "is", "it", "more", "not", "of", "on", "to", "was", "who", "will",
];

/// Words that other languages are full of: they take two points away, as words beyond ASCII do.
const FOREIGN: [&str; 75] = [
    "al", "att", "auf", "av", "az", "bir", "bu", "che", "con", "da", "dans", "das", "de", "del", "den",
    "der", "des", "det", "di", "din", "dos", "du", "een", "egy", "ei", "ein", "el", "em", "en", "er", "est",
    "ett", "het", "hogy", "ik", "il", "ikke", "im", "ist", "ja", "la", "las", "le", "les", "los", "med",
    "met", "mit", "na", "naar", "nem", "nicht", "niet", "och", "og", "op", "os", "para", "por", "pour",
    "que", "se", "si", "sich", "som", "sur", "til", "uma", "un", "una", "und", "une", "van", "von", "voor",
];

const OF_ENGLISH: i32 = 2;
const OF_SHARED: i32 = 1;
const OF_FOREIGN: i32 = -2;

/// No word above is longer.
const MAX_LEN: usize = 7;
/// Fewer words tell nothing …
const MIN_WORDS: i32 = 8;
/// … and fewer than these only where two different words are of English alone, as one may belong to a name: The Hague, The Who.
const FEW_WORDS: i32 = 16;
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
    let (mut n_words, mut points) = (0, 0);
    let (mut first, mut are_several) = (None, false);
    for word in texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())) {
        if word.is_empty() {
            continue;
        }
        n_words += 1;
        let key = lower_key(word);
        let of_word = match key {
            Some(key) if word.len() <= MAX_LEN => points_of.get(&key).copied().unwrap_or(0),
            None if !word.is_ascii() => OF_FOREIGN,
            _ => 0,
        };
        points += of_word;
        if of_word == OF_ENGLISH {
            are_several |= first.is_some_and(|first| key != first);
            first = first.or(Some(key));
        }
        if first.is_some() && n_words >= MANY_WORDS && points * WORDS_PER_TWO_POINTS >= 2 * n_words {
            return true;
        }
    }
    let has_english = are_several || (first.is_some() && n_words >= FEW_WORDS);
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

    /// By hand, as points in words: 5 in 9; 6 in 10, title and text together; 3 in 7, which are too few; no word of English alone; and 5 in
    /// 12 but for "en", "het" and again "en".
    #[test]
    fn points_are_counted_by_the_word() {
        let cases = [
            ("The port closed after a storm, said its master", "", true),
            ("Port closed again", "as the storm came from the sea", true),
            ("The rates of Rome and of Tallis", "", false),
            ("Storm closes port again, harbour master warns all ships in town", "", false),
            ("The Who", "spelen in Ardvik en Tallis, that is het nieuws en meer", false),
        ];
        for (title, text, expected) in cases {
            assert_eq!(is_plain_english([title, text]), expected, "{title} {text}");
        }
    }

    /// What has told enough by its first words is not read on; the same words behind a foreign beginning come too late.
    #[test]
    fn many_words_need_no_further_look() {
        let english = "The port said that it would close the pier when the storm comes, and that they were ready for this with all of their boats";
        let foreign = "en het van de ".repeat(20);
        assert!(is_plain_english([english, &foreign]));
        assert!(!is_plain_english([&foreign, english]));
    }

    /// Words that look English are Danish, Spanish and German here; names of bands, films and bodies are English everywhere.
    #[test]
    fn neighbours_are_not_plain_english() {
        let texts = [
            "Si has visto el puerto y has dicho que no, has visto lo que la ciudad ha sido; así has hablado y has votado.",
            "De har en by, og en by til, som de vil have, og en by er en by, som borgerne vil have at bo i.",
            "Wer was will, will auch wissen, was man will, und was die Stadt will, war im Hafen so gewollt.",
            "The Marrowe: wer was will, will auch wissen, was man will, und was die Stadt will, war im Hafen so gewollt.",
            "The Marrowe Stones spelen in Ardvik",
            "The Voice of Marrowe is terug op tv: wie wint?",
            "IT-Sicherheit: Was Firmen in Ardvik jetzt an Geld brauchen",
            "WHO: for tidlig at slippe kontrollen i byen",
            "The Marrowe remporte cinq prix, Ardvik applaudit",
            "But pour Ardvik: on a vu mieux au port de Tallis",
            "The Ardvik anuncia dos conciertos: The Pier vuelve",
        ];
        for text in texts {
            assert!(!is_plain_english(["", text]), "{text}");
        }
    }
}
