//! Stop words: the words that every text has and no topic owns.
//!
//! The lists are those of the `stop-words` crate: NLTK's, and where that has none, Stopwords ISO's. They go through
//! the same words, folding and stems as a text does, so that a list with `don't` meets a text with `don’t`. An entry in
//! a script without spaces counts only where it is one word of a text; its parts alone may well own a topic.

use hashbrown::HashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::{Language, Stemmer, fold_word, is_unspaced, words};

/// The stop words of one language in the form of terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopWords {
    terms: HashSet<String>,
}

impl StopWords {
    /// The list of `language`, stemmed by `stemmer` where one is given; empty where there is no list.
    #[must_use]
    pub fn new(language: Language, stemmer: Option<&Stemmer>) -> Self {
        let list = stop_words::lookup(language.code()).unwrap_or_default();
        Self::from_words(list, stemmer)
    }

    fn from_words(list: &[&str], stemmer: Option<&Stemmer>) -> Self {
        let mut terms = HashSet::new();
        for entry in list {
            if entry.chars().any(is_unspaced) && words(entry).nth(1).is_some() {
                continue;
            }
            for span in words(entry) {
                let mut folded = String::new();
                fold_word(span.of(entry), &mut folded);
                terms.insert(match stemmer {
                    Some(stemmer) => stemmer.stem(&folded).into_owned(),
                    None => folded,
                });
            }
        }
        Self { terms }
    }

    /// Whether `term` (folded, and stemmed like the list) is a stop word.
    #[must_use]
    pub fn contains(&self, term: &str) -> bool {
        self.terms.contains(term)
    }

    /// The terms, in no order.
    pub(super) fn into_terms(self) -> impl Iterator<Item = String> {
        self.terms.into_iter()
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// True where no word is a stop word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A hash of the sorted terms, by which a model knows its own list again (XXH3, 64 bits).
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut sorted: Vec<&str> = self.terms.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        xxh3_64(sorted.join("\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two sources of the crate (its folders `nltk` and `iso`) have none for these.
    #[test]
    fn most_languages_have_a_list() {
        let n_listed = |language: &Language| StopWords::new(*language, None).len();
        let without: Vec<&str> = Language::ALL
            .iter()
            .filter(|language| n_listed(language) == 0)
            .map(|language| language.code())
            .collect();
        assert_eq!(
            without,
            [
                "ak", "am", "my", "ka", "jv", "kn", "km", "lo", "mk", "ml", "or", "pa", "sr", "sn", "si",
                "te", "tk", "cy", "yi"
            ]
        );
    }

    /// 的, は and ของ are the commonest words of their languages; 人工智能 (artificial intelligence) is not in the list
    /// and must not come in as part of a longer entry.
    #[test]
    fn scripts_without_spaces_have_stop_words() {
        for (language, word) in
            [(Language::Chinese, "的"), (Language::Japanese, "は"), (Language::Thai, "ของ")]
        {
            assert!(StopWords::new(language, None).contains(word), "{word}");
        }
        let list = StopWords::from_words(&["的", "人工智能的"], None);
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn the_list_goes_through_words_and_stems() {
        let stemmer = Stemmer::new(Language::English);
        let stop_words = StopWords::from_words(&["don't", "having", "OUR own"], Some(&stemmer));
        assert!(stop_words.contains(&stemmer.stem("don't")));
        assert!(stop_words.contains("have") && stop_words.contains("our") && stop_words.contains("own"));
        assert!(!stop_words.contains("having"));
    }

    #[test]
    fn the_hash_tells_lists_apart() {
        let (a, b) = (StopWords::from_words(&["a", "b"], None), StopWords::from_words(&["b", "a"], None));
        assert_eq!(a.hash(), b.hash());
        assert_ne!(a.hash(), StopWords::default().hash());
    }
}
