//! Words: cleaning, tokens, sentences, stems and stop words. The bottom of the house; knows no room above it.

mod analyzer;
mod characters;
mod detect;
mod language;
mod memo;
mod normalize;
mod plain_english;
mod sentences;
mod stems;
mod stop_word_languages;
mod stop_words;
mod term_hash;
mod unspaced;
mod word_cache;
mod word_key;
mod words;

pub use analyzer::{Analyzer, AnalyzerSettings, LanguageAnalyzer};
pub use characters::CharacterRange;
pub use detect::{Detector, LANGUAGE_SAMPLE_LEN, detect, languages_of};
pub use language::{Language, LanguageChoice};
pub use memo::{Memo, WordId};
pub use normalize::{clean, cleaned, fold_word};
pub use sentences::sentences;
pub use stems::{STEMMER_VERSION, Stemmer};
pub use stop_word_languages::stop_words;
pub use stop_words::StopWords;
pub use term_hash::{joined_hash, term_hash, word_hash};
pub use unspaced::{SEGMENTER_VERSION, is_unspaced};
pub use word_cache::{Place, WordCache, WordKey};
pub use word_key::{key_hash, lower_key};
pub use words::{Words, words};

use unspaced::ideographs;
