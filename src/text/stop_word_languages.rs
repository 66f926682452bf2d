//! Stop words of a text in whatever language: that of which the text holds the most stop words.
//!
//! Function words alone tell a language well, and here no more is asked than which of the words are theirs.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::{Language, StopWords};

/// Bits of languages, in the order of [`Language::ALL`].
type Languages = u128;

const _: () = assert!(Language::ALL.len() <= Languages::BITS as usize, "a bit for each language");

/// The languages in which a word is a stop word.
static LANGUAGES: LazyLock<HashMap<String, Languages>> = LazyLock::new(|| {
    let mut languages: HashMap<String, Languages> = HashMap::new();
    for (place, language) in Language::ALL.iter().enumerate() {
        for word in StopWords::new(*language, None).into_terms() {
            *languages.entry(word).or_default() |= 1 << place;
        }
    }
    languages
});

/// The language in which most of the words of a text, folded, are stop words, and of each of the words whether it is one. English where
/// languages are even, else the first in the order of their names; none where no word is a stop word.
#[must_use]
pub fn stop_words(words: &[&str]) -> (Option<Language>, Vec<bool>) {
    let languages: Vec<Languages> =
        words.iter().map(|word| LANGUAGES.get(*word).copied().unwrap_or(0)).collect();
    let mut counts = [0_u32; Languages::BITS as usize];
    for mut of_word in languages.iter().copied() {
        while of_word != 0 {
            if let Some(count) = counts.get_mut(of_word.trailing_zeros() as usize) {
                *count += 1;
            }
            of_word &= of_word - 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let has_most = |place: usize| counts.get(place) == Some(&most);
    let english = Language::ALL.iter().position(|language| *language == Language::English);
    let chosen =
        english.filter(|&place| has_most(place)).or_else(|| (0..counts.len()).find(|&place| has_most(place)));
    let chosen = chosen.filter(|_| most > 0);
    let bit = chosen.map_or(0, |place| 1 << place);
    let language = chosen.and_then(|place| Language::ALL.get(place)).copied();
    (language, languages.into_iter().map(|of_word| of_word & bit != 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content_words(text: &str) -> Vec<&str> {
        let words: Vec<&str> = text.split(' ').collect();
        let (_, are_stop_words) = stop_words(&words);
        words
            .into_iter()
            .zip(are_stop_words)
            .filter(|(_, is_stop_word)| !is_stop_word)
            .map(|(word, _)| word)
            .collect()
    }

    /// `die` is an article in German and a verb in English, `war` a verb in German and a noun in English.
    #[test]
    fn the_language_of_most_stop_words_decides() {
        assert_eq!(content_words("the war in the north will not die down"), ["war", "north", "die"]);
        assert_eq!(
            content_words("die lage war nach dem sturm in der stadt ruhig"),
            ["lage", "sturm", "stadt", "ruhig"]
        );
        assert_eq!(content_words("ferry aground"), ["ferry", "aground"]);
        assert_eq!(stop_words(&[]), (None, Vec::new()));
    }
}
