//! Stop words: the words that every text has and no topic owns.
//!
//! The lists are NLTK's, from the `stop-words` crate. They go through the same words, folding and stems as a text
//! does, so that a list with `don't` meets a text with `don’t`.

use hashbrown::HashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::{Language, Stemmer, fold_word, words};

/// The stop words of one language in the form of terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopWords {
    terms: HashSet<String>,
}

impl StopWords {
    /// The list of `language`, stemmed by `stemmer` where one is given.
    #[must_use]
    pub fn new(language: Language, stemmer: Option<&Stemmer>) -> Self {
        let list = stop_words::lookup(language.code()).unwrap_or_default();
        Self::from_words(list, stemmer)
    }

    fn from_words(list: &[&str], stemmer: Option<&Stemmer>) -> Self {
        let mut terms = HashSet::new();
        for entry in list {
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

    #[test]
    fn every_language_has_a_list() {
        for &language in Language::ALL {
            assert!(StopWords::new(language, None).len() > 40, "{language}");
        }
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
