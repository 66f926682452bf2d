//! Stems by the Snowball algorithms of `rust-stemmers`, made safe for any word.
//!
//! The crate slices strings at offsets that some words do not have (Greek `ισα` is one) and panics there. Such
//! a word is kept as it is: one odd word must not stop a run.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::Language;
use crate::guarded::guarded;

/// Whose stems these are; a model remembers it, as other stems would be other terms.
pub const STEMMER_VERSION: &str = "rust-stemmers 1.2";

/// Longer words are no words of a language (keys, encoded data) and are kept as they are.
const MAX_STEMMED_BYTES: usize = 128;

/// Takes the endings off words of one language; leaves them alone where Snowball does not know it.
pub struct Stemmer {
    language: Language,
    snowball: Option<rust_stemmers::Stemmer>,
}

impl Stemmer {
    /// The stemmer of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, snowball: algorithm(language).map(rust_stemmers::Stemmer::create) }
    }

    /// The language whose endings it knows.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The stem of a word in lower case; the word itself where there is no algorithm, or it fails or leaves nothing.
    #[must_use]
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        let Some(snowball) = self.snowball.as_ref().filter(|_| word.len() <= MAX_STEMMED_BYTES) else {
            return Cow::Borrowed(word);
        };
        let stem = guarded(|| snowball.stem(word)).filter(|stem| !stem.is_empty());
        stem.unwrap_or(Cow::Borrowed(word))
    }
}

/// The Snowball algorithm of a language, where there is one.
const fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::English => Algorithm::English,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
        _ => return None,
    })
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

    #[test]
    fn without_an_algorithm_words_are_their_own_stems() {
        assert_eq!(Stemmer::new(Language::Polish).stem("ministerstwami"), "ministerstwami");
        let n_known = Language::ALL.iter().filter(|&&language| algorithm(language).is_some()).count();
        assert_eq!(n_known, 18, "all that rust-stemmers has");
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
