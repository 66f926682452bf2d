//! Stems by the Snowball algorithms of `rust-stemmers`, made safe for any word.
//!
//! The crate slices strings at offsets that some words do not have (Greek `ισα` is one) and panics there. Such
//! a word is kept as it is: one odd word must not stop a run.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Language;

/// Whose stems these are; a model remembers it, as other stems would be other terms.
pub const STEMMER_VERSION: &str = "rust-stemmers 1.2";

/// Longer words are no words of a language (keys, encoded data) and are kept as they are.
const MAX_STEMMED_BYTES: usize = 128;

thread_local! {
    static STEMMING: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread stems a word, when a panic is expected and will be caught.
///
/// A program whose panic hook prints can ask, and be silent. See the first lines of `main.rs`.
#[must_use]
pub fn is_stemming() -> bool {
    STEMMING.get()
}

/// Takes the endings off words of one language.
pub struct Stemmer {
    language: Language,
    snowball: rust_stemmers::Stemmer,
}

impl Stemmer {
    /// The stemmer of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, snowball: rust_stemmers::Stemmer::create(language.algorithm()) }
    }

    /// The language whose endings it knows.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The stem of a word in lower case; the word itself where the algorithm fails on it or leaves nothing.
    #[must_use]
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if word.len() > MAX_STEMMED_BYTES {
            return Cow::Borrowed(word);
        }
        STEMMING.set(true);
        let stem = catch_unwind(AssertUnwindSafe(|| self.snowball.stem(word)));
        STEMMING.set(false);
        match stem {
            Ok(stem) if !stem.is_empty() => stem,
            _ => Cow::Borrowed(word),
        }
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stemmer({})", self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Expected stems from the Snowball project's own sample vocabularies.
    #[test]
    fn stems_are_snowball_s() {
        let english = Stemmer::new(Language::English);
        assert_eq!(english.stem("regulations"), "regul");
        assert_eq!(english.stem("eu's"), "eu");
        assert_eq!(Stemmer::new(Language::German).stem("aufeinanderfolgenden"), "aufeinanderfolg");
    }

    /// `rust-stemmers` 1.2.0 slices out of bounds on these.
    #[test]
    fn a_word_that_the_algorithm_panics_on_is_kept() {
        assert_eq!(Stemmer::new(Language::Greek).stem("ισα"), "ισα");
    }

    proptest! {
        #[test]
        fn every_language_takes_every_word(word in any::<String>(), greek in "[α-ωάέίό]{1,12}", latin in "[a-zäöüßçéıışğ]{1,12}") {
            for &language in Language::ALL {
                let stemmer = Stemmer::new(language);
                for word in [&word, &greek, &latin] {
                    prop_assert!(word.is_empty() || !stemmer.stem(word).is_empty());
                }
            }
        }
    }
}
