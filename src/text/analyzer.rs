//! From text to terms: the one path that training, classifying, summarising and explaining share.
//!
//! A term is a folded word, stemmed where the language has a stemmer, unless it is a stop word; or several such
//! words in a row (an n-gram), joined by one space; or an ideograph of a word of several, as most compounds of a text
//! were never seen before (words and characters together: Nie, Gao, Zhang and Zhou, "On the use of words and n-grams for
//! Chinese information retrieval", 2000). What a word becomes is decided once per distinct word and
//! language, and kept in a [`Memo`] by those who count, in a [`WordCache`](super::WordCache) by those who look up.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::memo::Becomes;
use super::{
    CharacterRange, Detector, Language, Memo, Stemmer, StopWords, WordId, WordKey, fold_word, ideographs,
    words,
};
use crate::article::Span;

/// How text becomes terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalyzerSettings {
    /// The languages of stemmers and stop words. One: that of every article. Several: each article is taken to be in the
    /// one that its tag or its text says, and in the first where that is none of them.
    pub languages: Vec<Language>,
    /// Whether words are reduced to their stems.
    pub stem: bool,
    /// Whether the stop words of the article's language are left out.
    pub stop_words: bool,
    /// The longest n-gram, in words; 1 for single words only, at most [`MAX_N`](Self::MAX_N).
    pub max_n: usize,
    /// The lengths of the character n-grams that words are also broken into; none for words only.
    #[serde(default)]
    pub characters: Option<CharacterRange>,
}

impl AnalyzerSettings {
    /// No n-gram is longer than this, in words.
    pub const MAX_N: usize = 5;
}

impl Default for AnalyzerSettings {
    fn default() -> Self {
        Self { languages: vec![Language::English], stem: true, stop_words: true, max_n: 2, characters: None }
    }
}

/// Makes terms from texts, by the language of each.
#[derive(Debug)]
pub struct Analyzer {
    settings: AnalyzerSettings,
    first: LanguageAnalyzer,
    /// The languages behind the first.
    others: Vec<LanguageAnalyzer>,
    /// Only where there are several languages.
    detector: Option<Detector>,
}

impl Analyzer {
    /// An analyzer with these settings; English where they name no language, and n-grams of as many words as there may be.
    #[must_use]
    pub fn new(settings: AnalyzerSettings) -> Self {
        let mut languages = (0..).zip(settings.languages.iter().copied());
        let (place, language) = languages.next().unwrap_or((0, Language::English));
        let first = LanguageAnalyzer::new(place, language, &settings);
        let others: Vec<LanguageAnalyzer> =
            languages.map(|(place, language)| LanguageAnalyzer::new(place, language, &settings)).collect();
        let detector = (!others.is_empty()).then(|| Detector::new(&settings.languages));
        Self { settings, first, others, detector }
    }

    /// The settings it was made with.
    #[must_use]
    pub const fn settings(&self) -> &AnalyzerSettings {
        &self.settings
    }

    /// The analyzer of an article's language, told by its tag (such as `de` or `pt-BR`) or else by its title and text.
    ///
    /// Nothing is detected where the model has one language.
    #[must_use]
    pub fn of_article(&self, tag: Option<&str>, title: &str, text: &str) -> &LanguageAnalyzer {
        let place = self.detector.as_ref().and_then(|detector| detector.place(tag, title, text));
        place.and_then(|place| self.others.get(place.checked_sub(1)?)).unwrap_or(&self.first)
    }

    /// A hash of the stop words of all languages, by which a model knows its own lists again (XXH3, 64 bits).
    #[must_use]
    pub fn stop_words_hash(&self) -> u64 {
        let of_first = self.first.stop_words.hash();
        if self.others.is_empty() {
            return of_first;
        }
        let hashes = std::iter::once(of_first).chain(self.others.iter().map(|other| other.stop_words.hash()));
        xxh3_64(&hashes.flat_map(u64::to_le_bytes).collect::<Vec<u8>>())
    }
}

/// Makes terms from texts of one language.
#[derive(Debug)]
pub struct LanguageAnalyzer {
    /// The place of the language among those of the settings.
    place: u8,
    language: Language,
    stemmer: Option<Stemmer>,
    stop_words: StopWords,
    max_n: usize,
}

impl LanguageAnalyzer {
    fn new(place: u8, language: Language, settings: &AnalyzerSettings) -> Self {
        let stemmer = settings.stem.then(|| Stemmer::new(language));
        let stop_words = if settings.stop_words {
            StopWords::new(language, stemmer.as_ref())
        } else {
            StopWords::default()
        };
        let max_n = settings.max_n.clamp(1, AnalyzerSettings::MAX_N);
        Self { place, language, stemmer, stop_words, max_n }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Calls `sink` with every term of `text`: each word, then the n-grams that end with it, shortest first, then its
    /// ideographs where it has several.
    ///
    /// The span of an n-gram reaches from its first word to its last. N-grams never leave `text`.
    pub fn for_each_term(&self, memo: &mut Memo, text: &str, mut sink: impl FnMut(&str, Span)) {
        let mut joined = String::new();
        self.for_each_ngram(memo, text, |memo, ngram, span| {
            joined.clear();
            memo.join(ngram, &mut joined);
            sink(&joined, span);
        });
    }

    /// [`for_each_term`](Self::for_each_term) for callers that need no text: a term is the ids of its words in `memo`.
    pub fn for_each_ngram(&self, memo: &mut Memo, text: &str, mut sink: impl FnMut(&Memo, &[WordId], Span)) {
        /// So many words are kept before all but the last few are let go.
        const MAX_RECENT: usize = 256;
        let mut recent: Vec<WordId> = Vec::new();
        let mut starts: Vec<usize> = Vec::new();
        for span in words(text) {
            let Some(word) = self.word(memo, text, span) else { continue };
            if recent.len() == MAX_RECENT {
                recent.drain(..MAX_RECENT - self.max_n);
                starts.drain(..MAX_RECENT - self.max_n);
            }
            recent.push(word);
            starts.push(span.start);
            let first = recent.len().saturating_sub(self.max_n);
            for (first, &start) in starts.iter().enumerate().skip(first).rev() {
                sink(memo, recent.get(first..).unwrap_or_default(), Span::new(start, span.end));
            }
            for ideograph in ideographs(text, span) {
                if let Some(word) = self.word(memo, text, ideograph) {
                    sink(memo, &[word], ideograph);
                }
            }
        }
    }

    /// The word at `span` of `text` as a number: the key of a [`WordCache`](super::WordCache).
    #[must_use]
    #[inline]
    pub fn key(&self, text: &str, span: Span) -> WordKey {
        WordKey::new(text, span, self.place)
    }

    /// The term that the word at `span` of `text` becomes; `None` for a stop word.
    #[must_use]
    pub fn term(&self, text: &str, span: Span) -> Option<String> {
        let raw = span.of(text);
        let mut folded = String::with_capacity(raw.len());
        fold_word(raw, &mut folded);
        let term = match &self.stemmer {
            Some(stemmer) => stemmer.stem(&folded).into_owned(),
            None => folded,
        };
        (!term.is_empty() && !self.stop_words.contains(&term)).then_some(term)
    }

    /// Whether the word at `span` of `text` has [`parts`](Self::parts).
    #[must_use]
    pub fn has_parts(&self, text: &str, span: Span) -> bool {
        self.parts(text, span).next().is_some()
    }

    /// The ideographs of a compound, which are words beside it.
    pub fn parts<'t>(&self, text: &'t str, span: Span) -> impl Iterator<Item = Span> + use<'t> {
        ideographs(text, span)
    }

    /// The longest n-gram, in words.
    #[must_use]
    pub const fn max_n(&self) -> usize {
        self.max_n
    }

    /// The term that the word at `span` of `text` becomes; `None` for a stop word.
    #[inline]
    fn word(&self, memo: &mut Memo, text: &str, span: Span) -> Option<WordId> {
        match memo
            .known(usize::from(self.place), text, span)
            .unwrap_or_else(|| self.new_word(memo, text, span))
        {
            Becomes::Term(word) => Some(word),
            Becomes::Nothing => None,
        }
    }

    /// The same for a word that was not met before.
    #[cold]
    fn new_word(&self, memo: &mut Memo, text: &str, span: Span) -> Becomes {
        let word = self.term(text, span).map_or(Becomes::Nothing, |term| Becomes::Term(memo.add(&term)));
        memo.remember(usize::from(self.place), text, span, word);
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(settings: AnalyzerSettings, text: &str) -> Vec<(String, String)> {
        let analyzer = Analyzer::new(settings);
        let mut found = Vec::new();
        analyzer.of_article(None, "", text).for_each_term(&mut Memo::default(), text, |term, span| {
            found.push((term.to_owned(), span.of(text).to_owned()));
        });
        found
    }

    fn pairs<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn ngrams_step_over_stop_words_and_keep_their_spans() {
        assert_eq!(
            terms(AnalyzerSettings::default(), "The Banks of England"),
            pairs(&[("bank", "Banks"), ("england", "England"), ("bank england", "Banks of England")])
        );
    }

    #[test]
    fn ideographs_of_a_compound_are_terms_of_their_own() {
        let settings = AnalyzerSettings { languages: vec![Language::Chinese], ..AnalyzerSettings::default() };
        assert_eq!(
            terms(settings, "海的渡轮"),
            pairs(&[("海", "海"), ("渡轮", "渡轮"), ("海 渡轮", "海的渡轮"), ("渡", "渡"), ("轮", "轮")])
        );
        let settings =
            AnalyzerSettings { languages: vec![Language::Japanese], ..AnalyzerSettings::default() };
        assert_eq!(terms(settings, "フェリー"), pairs(&[("フェリー", "フェリー")]));
    }

    #[test]
    fn longer_ngrams_come_in_order_of_length() {
        let settings =
            AnalyzerSettings { max_n: 3, stop_words: false, stem: false, ..AnalyzerSettings::default() };
        let found: Vec<String> = terms(settings, "A b C d").into_iter().map(|(term, _)| term).collect();
        assert_eq!(found, ["a", "b", "a b", "c", "b c", "a b c", "d", "c d", "b c d"]);
    }

    #[test]
    fn a_warm_memo_changes_nothing() {
        let analyzer = Analyzer::new(AnalyzerSettings::default());
        let mut memo = Memo::default();
        let mut runs = Vec::new();
        for _ in 0..2 {
            let mut found = Vec::new();
            analyzer.first.for_each_term(&mut memo, "Rules for new chips, new rules", |term, span| {
                found.push((term.to_owned(), span));
            });
            runs.push(found);
        }
        assert_eq!(runs[0], runs[1]);
    }

    /// "die" is a stop word in German and a word in English; "fischen" has an ending in German only.
    #[test]
    fn each_language_has_its_own_words() {
        let settings = AnalyzerSettings {
            languages: vec![Language::English, Language::German],
            max_n: 1,
            ..AnalyzerSettings::default()
        };
        let analyzer = Analyzer::new(settings);
        let mut memo = Memo::default();
        let mut found = |tag, text| {
            let mut terms = Vec::new();
            let analyzer = analyzer.of_article(tag, "", text);
            analyzer.for_each_term(&mut memo, text, |term, _| terms.push(term.to_owned()));
            terms
        };
        for _ in 0..2 {
            assert_eq!(found(Some("en"), "they die fischen"), ["die", "fischen"]);
            assert_eq!(found(Some("de-CH"), "they die fischen"), ["they", "fisch"]);
        }
        // Neither the tag nor the text says one of the two: the first it is.
        assert_eq!(found(Some("th"), "die สภาเมืองจะลงมติเรื่องท่าเรือ")[0], "die");
    }

    #[test]
    fn several_lists_have_a_hash_of_their_own() {
        let hash = |languages: &[Language]| {
            Analyzer::new(AnalyzerSettings { languages: languages.to_vec(), ..AnalyzerSettings::default() })
                .stop_words_hash()
        };
        let (de, en) = (Language::German, Language::English);
        let hashes = [hash(&[de]), hash(&[en]), hash(&[de, en]), hash(&[en, de])];
        for (place, one) in hashes.iter().enumerate() {
            assert!(!hashes[..place].contains(one));
        }
        assert_eq!(hash(&[en]), StopWords::new(en, Some(&Stemmer::new(en))).hash());
    }
}
