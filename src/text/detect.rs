//! Which language a text is in, told by `whatlang` from its script, its alphabet and its trigrams.
//!
//! An article's own language tag always wins over its text. Everything here depends on the texts alone: no
//! randomness, and no order of a hash map.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use whatlang::Script;

use super::plain_english::is_plain_english;
use super::{Language, StopWords, fold_word, words};
use crate::article::Article;
use crate::parallel;

/// So much of an article, in bytes, is looked at: titles and first sentences say as much as the whole.
const MAX_BYTES: usize = 400;

/// A text in Latin letters whose words are less often stop words of a language than this is not in that language.
///
/// Trigrams alone take telegraphic English ("Shr loss 23 cts vs profit 12 cts") for French. Of sentences that are in the
/// language they are told to be in, 19 in 20 have more stop words in most languages, and half of them in any with a
/// list (measured on 700 sentences of each of 15 languages).
const MIN_STOP_WORDS: f64 = 0.05;

/// So many articles, evenly spread, are looked at to tell which languages a training set has.
pub const LANGUAGE_SAMPLE_LEN: usize = 128;

/// A language counts as one of a training set's from this share of the sample on …
const MIN_SHARE: f64 = 0.02;
/// … and from so many articles of it; the most frequent one always does.
const MIN_ARTICLES: usize = 3;

/// The language of `text`; `None` where the detector does not know it, or is not sure.
///
/// Sure means a confidence above 0.9 by the detector's own measure, which short texts and close languages (Danish and
/// Norwegian) often miss, and stop words where there should be some; see [`Detector`] for the likeliest of a few.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    let text = opening(text, MAX_BYTES);
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    let language = language_of(found.lang())?;
    (found.script() != Script::Latin || has_stop_words(text, language)).then_some(language)
}

/// Whether enough words of `text` are stop words of `language`; always true where there is no list of them.
fn has_stop_words(text: &str, language: Language) -> bool {
    static LISTS: [OnceLock<StopWords>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let Some(list) = LISTS.get(language as usize) else { return true };
    let list = list.get_or_init(|| StopWords::new(language, None));
    let (mut n_words, mut n_stop_words) = (0, 0);
    let mut folded = String::new();
    for span in words(text) {
        folded.clear();
        fold_word(span.of(text), &mut folded);
        n_words += 1;
        n_stop_words += usize::from(list.contains(&folded));
    }
    list.is_empty() || n_stop_words as f64 >= MIN_STOP_WORDS * f64::from(n_words)
}

/// Tells which of a few languages an article is in.
#[derive(Debug)]
pub struct Detector {
    languages: Vec<Language>,
    detector: whatlang::Detector,
}

impl Detector {
    /// A detector of these languages. Those that `whatlang` does not know are recognised by the article's tag only.
    #[must_use]
    pub fn new(languages: &[Language]) -> Self {
        let known = languages.iter().filter_map(|language| whatlang::Lang::from_code(language.code3()));
        Self { languages: languages.to_vec(), detector: whatlang::Detector::with_allowlist(known.collect()) }
    }

    /// The place in the list of the language that the tag says, or else of the likeliest for title and text; `None`
    /// where that is not in the list.
    #[must_use]
    pub fn place(&self, tag: Option<&str>, title: &str, text: &str) -> Option<usize> {
        let place_of = |language| self.languages.iter().position(|other| *other == language);
        let told = tag.and_then(Language::of_tag).and_then(place_of);
        let english = || place_of(Language::English).filter(|_| is_plain_english(sampled(title, text)));
        told.or_else(english)
            .or_else(|| place_of(language_of(self.detector.detect_lang(&sample(title, text))?)?))
    }
}

/// The languages that `articles` are in, most frequent first, of equal ones the first by name; English where nothing
/// can be told.
///
/// A sample of the articles is looked at, and a language needs a share of 2 % and three articles of it, or to be the most
/// frequent one.
#[must_use]
pub fn languages_of(articles: &[&Article]) -> Vec<Language> {
    let sample = evenly_spread(articles, LANGUAGE_SAMPLE_LEN);
    let sure = parallel::map(&sample, |article| {
        let tagged = article.lang.as_deref().and_then(Language::of_tag);
        tagged.or_else(|| detect(&self::sample(&article.title, &article.text)))
    });
    let candidates = frequent(sure.into_iter().flatten());
    match candidates.as_slice() {
        [] => vec![detect_together(&sample).unwrap_or(Language::English)],
        [_] => candidates,
        _ => {
            // The detector is surer of some languages than of others; among the candidates it need not be.
            let detector = Detector::new(&candidates);
            let places = parallel::map(&sample, |article| {
                detector.place(article.lang.as_deref(), &article.title, &article.text)
            });
            frequent(places.into_iter().flatten().filter_map(|place| candidates.get(place).copied()))
        }
    }
}

/// The language of many short texts taken together, none of which is sure alone.
fn detect_together(articles: &[&Article]) -> Option<Language> {
    let together: Vec<String> =
        articles.iter().map(|article| sample(&article.title, &article.text)).collect();
    let found = whatlang::detect(&together.join("\n")).filter(whatlang::Info::is_reliable)?;
    language_of(found.lang())
}

/// Those that are frequent enough to count, most frequent first, of equal ones the first by name.
fn frequent(found: impl Iterator<Item = Language>) -> Vec<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for language in found {
        *counts.entry(language).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let mut ranked: Vec<(Language, usize)> = counts.into_iter().collect();
    // Stable, and the variants are in the order of the names.
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let is_frequent = |count: usize| count >= MIN_ARTICLES && count as f64 >= MIN_SHARE * total as f64;
    let kept = ranked.into_iter().enumerate().filter(|(rank, (_, count))| *rank == 0 || is_frequent(*count));
    kept.map(|(_, (language, _))| language).collect()
}

/// At most `n` of `items`, evenly spread, the first among them.
fn evenly_spread<'a>(items: &[&'a Article], n: usize) -> Vec<&'a Article> {
    let n = n.min(items.len());
    (0..n).filter_map(|index| items.get(index * items.len() / n).copied()).collect()
}

/// The title and the first sentences.
fn sampled<'a>(title: &'a str, text: &'a str) -> [&'a str; 2] {
    let title = opening(title, MAX_BYTES);
    [title, opening(text, MAX_BYTES - title.len())]
}

/// The same as one text.
fn sample(title: &str, text: &str) -> String {
    sampled(title, text).join("\n")
}

/// The first `max_bytes` of a text, less where that would cut a character.
fn opening(text: &str, max_bytes: usize) -> &str {
    let is_boundary = |end: &usize| text.is_char_boundary(*end);
    let end = (0..=max_bytes.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

fn language_of(found: whatlang::Lang) -> Option<Language> {
    Language::ALL.iter().copied().find(|language| language.code3() == found.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENGLISH: &str =
        "The port council will vote on the new ferry pier in a fortnight, the harbour master said on Monday.";
    const GERMAN: &str = "Der Stadtrat stimmt in zwei Wochen über den neuen Fähranleger ab, sagte die Hafenmeisterin am Montag.";
    const DANISH: &str = "Byrådet stemmer om to uger om den nye færgehavn, sagde havnefogeden mandag og roste de mange frivillige.";

    fn article(text: &str, lang: Option<&str>) -> Article {
        Article { text: text.to_owned(), lang: lang.map(ToOwned::to_owned), ..Article::default() }
    }

    fn languages(articles: &[Article]) -> Vec<Language> {
        languages_of(&articles.iter().collect::<Vec<_>>())
    }

    #[test]
    fn languages_are_told_from_sentences() {
        let cases = [
            (ENGLISH, Language::English),
            (GERMAN, Language::German),
            (
                "Рада портового міста проголосує за новий причал через два тижні, повідомив начальник порту.",
                Language::Ukrainian,
            ),
            ("市议会将在两周后对新的渡轮码头进行表决。", Language::Chinese),
            ("市議会は二週間後に新しいフェリー乗り場について採決する。", Language::Japanese),
            ("สภาเมืองจะลงมติเรื่องท่าเรือเฟอร์รีแห่งใหม่ในอีกสองสัปดาห์", Language::Thai),
            ("시의회는 2주 뒤에 새 여객선 부두를 표결에 부친다.", Language::Korean),
        ];
        for (text, language) in cases {
            assert_eq!(detect(text), Some(language), "{text}");
        }
        assert_eq!(detect("12,5 % — 2025!"), None);
    }

    /// Three letters at a time, it looks French to `whatlang` 0.18 (confidence 1), but it has no French word.
    #[test]
    fn telegraphic_text_is_in_no_language() {
        let report = "Ardvik Cement Q2 loss; net loss 410,000 vs profit 95,000; sales 14.2 mln vs 16.8 mln; six mths net loss 2.1 mln vs loss 0.4 mln";
        assert_eq!(whatlang::detect_lang(report), Some(whatlang::Lang::Fra));
        assert_eq!(detect(report), None);
    }

    /// Every language of the detector's has a row in our table, or a part of the texts would be in none.
    #[test]
    fn the_detector_s_languages_are_ours() {
        for &lang in whatlang::Lang::all() {
            assert!(language_of(lang).is_some(), "{lang:?}");
        }
    }

    #[test]
    fn a_tag_wins_and_the_list_bounds_the_guess() {
        let detector = Detector::new(&[Language::Danish, Language::English, Language::Lao]);
        assert_eq!(detector.place(None, "", DANISH), Some(0));
        assert_eq!(detector.place(Some("en-GB"), "", DANISH), Some(1));
        assert_eq!(detector.place(Some("lo"), "", DANISH), Some(2));
        // A tag of another language, or none at all, leaves the choice to the text.
        assert_eq!(detector.place(Some("pl"), ENGLISH, ""), Some(1));
        assert_eq!(detector.place(Some("?"), ENGLISH, ""), Some(1));
        assert_eq!(detector.place(None, "", "สภาเมือง"), None);
    }

    #[test]
    fn a_training_set_has_its_frequent_languages() {
        let mut articles = vec![article(GERMAN, None); 4];
        articles.extend(vec![article(ENGLISH, None); 9]);
        articles.extend(vec![
            article("สภาเมืองจะลงมติเรื่องท่าเรือ", None);
            2
        ]);
        assert_eq!(languages(&articles), [Language::English, Language::German]);
        assert_eq!(languages(&vec![article(ENGLISH, Some("da")); 3]), [Language::Danish]);
        assert_eq!(languages(&[]), [Language::English]);
        assert_eq!(languages(&vec![article("7 : 3", None); 3]), [Language::English]);
    }

    /// Ten of 1,000 are 1 %, below the share of 2 %; 100 are above it.
    #[test]
    fn a_rare_language_does_not_count() {
        for (n_german, expected) in
            [(10, vec![Language::English]), (100, vec![Language::English, Language::German])]
        {
            let mut articles = vec![article(ENGLISH, Some("en")); 1000];
            for place in 0..n_german {
                articles[place * 1000 / n_german] = article(GERMAN, Some("de"));
            }
            assert_eq!(languages(&articles), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked_for(text in any::<String>(), odd in r"(\PC|[a-zäßøğ ]{0,3}|[а-яії]{0,2}|[ا-ي]{0,2}){0,40}") {
            for text in [text, odd] {
                let _ = detect(&text);
                let detector = Detector::new(&[Language::German, Language::Russian, Language::Urdu]);
                prop_assert!(detector.place(None, &text, &text).is_none_or(|place| place < 3));
            }
        }
    }
}
