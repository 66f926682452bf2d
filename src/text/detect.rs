//! Which language a text is in, told by `whatlang` from its script, its alphabet and its trigrams.
//!
//! An article's own language tag always wins over its text. Everything here depends on the texts alone: no
//! randomness, and no order of a hash map.

use std::collections::BTreeMap;

use super::Language;
use crate::article::Article;
use crate::parallel;

/// So much of an article, in bytes, is looked at: titles and first sentences say as much as the whole.
const MAX_BYTES: usize = 600;

/// So many articles, evenly spread, are looked at to tell which languages a training set has.
const SAMPLE_LEN: usize = 256;

/// A language counts as one of a training set's from this share of the sample on …
const MIN_SHARE: f64 = 0.02;
/// … and from so many articles of it; the most frequent one always does.
const MIN_ARTICLES: usize = 3;

/// The language of `text`; `None` where the detector does not know it, or is not sure.
///
/// Sure means a confidence above 0.9 by the detector's own measure, which short texts and close languages (Danish and
/// Norwegian) often miss; see [`Detector`] for the likeliest of a few.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    let found = whatlang::detect(opening(text, MAX_BYTES)).filter(whatlang::Info::is_reliable)?;
    language_of(found.lang())
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
        told.or_else(|| place_of(language_of(self.detector.detect_lang(&sample(title, text))?)?))
    }
}

/// The languages that `articles` are in, most frequent first, of equal ones the first by name; English where nothing
/// can be told.
///
/// A sample of the articles is looked at, and a language needs a share of 2 % and three articles of it, or to be the most
/// frequent one.
#[must_use]
pub fn languages_of(articles: &[&Article]) -> Vec<Language> {
    let sample = evenly_spread(articles, SAMPLE_LEN);
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
fn sample(title: &str, text: &str) -> String {
    let title = opening(title, MAX_BYTES);
    format!("{title}\n{}", opening(text, MAX_BYTES - title.len()))
}

/// The first `max_bytes` of a text, less where that would cut a character.
fn opening(text: &str, max_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(max_bytes)).unwrap_or(text)
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

    /// 10 of 1,000 are 1 %, below the share of 2 %; 40 are above it.
    #[test]
    fn a_rare_language_does_not_count() {
        for (n_german, expected) in
            [(10, vec![Language::English]), (40, vec![Language::English, Language::German])]
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
