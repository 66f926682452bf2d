//! Sentences repeated across the articles of one source.
//!
//! A sentence is known again by its words alone, in lower case and without punctuation, so a promotional line is
//! the same line with or without its comma or exclamation mark. What several articles share is masked in each of
//! them. Copies of one article also share their sentences; they are told apart by sharing nearly everything, and
//! are counted once.

use hashbrown::{HashMap, HashSet};
use xxhash_rust::xxh3::Xxh3;

use crate::article::{Article, Span};
use crate::parallel;
use crate::text::{fold_word, sentences, words};

/// A sentence must stand in so many articles of a group to be boilerplate …
const MIN_ARTICLES: usize = 3;
/// … or in both of a group of two …
const MIN_ARTICLES_OF_PAIR: usize = 2;
/// … and in at least this share of the group, so that stock phrases of a large archive stay.
const MIN_SHARE: f64 = 0.02;
/// Shorter sentences ("No.", "Why?") are no promotion, whoever repeats them.
const MIN_WORDS: usize = 3;

/// The boilerplate of each article: spans of its text, in order, empty where there is none.
///
/// Articles share boilerplate within [`Article::boilerplate_group`]; those without a group keep everything.
#[must_use]
pub fn masks(articles: &[Article]) -> Vec<Vec<Span>> {
    let references: Vec<&Article> = articles.iter().collect();
    masks_in(&references)
}

/// [`masks`] for articles that are borrowed one by one.
#[must_use]
pub fn masks_in(articles: &[&Article]) -> Vec<Vec<Span>> {
    let sentences = parallel::map(articles, |article| {
        if article.boilerplate_group().is_some() { fingerprinted(&article.text) } else { Vec::new() }
    });
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, article) in articles.iter().enumerate() {
        if let Some(group) = article.boilerplate_group() {
            groups.entry(group).or_default().push(index);
        }
    }
    let mut masks = vec![Vec::new(); articles.len()];
    // Groups are independent of one another, so the order in which they are visited shows nowhere.
    for members in groups.values() {
        let of_group: Vec<&[Sentence]> =
            members.iter().filter_map(|&index| sentences.get(index)).map(Vec::as_slice).collect();
        let repeated = repeated_sentences(&of_group);
        for &index in members {
            if let (Some(mask), Some(sentences)) = (masks.get_mut(index), sentences.get(index)) {
                *mask = mask_of(sentences, &repeated);
            }
        }
    }
    masks
}

/// A sentence by its words.
#[derive(Debug, Clone, Copy)]
struct Sentence {
    /// A hash of the folded words; none for a sentence that is too short to be told apart.
    fingerprint: Option<u128>,
    span: Span,
    /// The number of the line of text that it stands in.
    line: usize,
}

/// The sentences of a text by their words.
fn fingerprinted(text: &str) -> Vec<Sentence> {
    let mut folded = String::new();
    let (mut line, mut last_end) = (0, 0);
    let fingerprint = |span: Span| {
        let mut hasher = Xxh3::new();
        let mut n_words = 0;
        for word in words(span.of(text)) {
            folded.clear();
            fold_word(word.of(span.of(text)), &mut folded);
            folded.push(' ');
            hasher.update(folded.as_bytes());
            n_words += 1;
        }
        line += Span::new(last_end, span.start).of(text).matches('\n').count();
        last_end = span.end;
        Sentence { fingerprint: (n_words >= MIN_WORDS).then(|| hasher.digest128()), span, line }
    };
    sentences(text).into_iter().map(fingerprint).collect()
}

/// The fingerprints that stand in enough different articles of a group.
fn repeated_sentences(articles: &[&[Sentence]]) -> HashSet<u128> {
    let originals = without_copies(articles);
    let mut n_articles: HashMap<u128, usize> = HashMap::new();
    for sentences in &originals {
        let distinct: HashSet<u128> = sentences.iter().filter_map(|sentence| sentence.fingerprint).collect();
        for fingerprint in distinct {
            *n_articles.entry(fingerprint).or_default() += 1;
        }
    }
    let least = if originals.len() == 2 { MIN_ARTICLES_OF_PAIR } else { MIN_ARTICLES };
    let is_repeated = |n: usize| n >= least && n as f64 >= MIN_SHARE * originals.len() as f64;
    n_articles.into_iter().filter(|(_, n)| is_repeated(*n)).map(|(fingerprint, _)| fingerprint).collect()
}

/// The articles that are not copies of an earlier one: those that open with other sentences.
///
/// Promotion stands at the end far more often than at the start, and an update or a wire copy keeps its opening. So
/// an article whose first two sentences have both opened an earlier article is taken for its copy.
fn without_copies<'a>(articles: &[&'a [Sentence]]) -> Vec<&'a [Sentence]> {
    let mut openings = HashSet::new();
    let is_original = |sentences: &&'a [Sentence]| {
        let mut opening = sentences.iter().filter_map(|sentence| sentence.fingerprint);
        let pair = (opening.next(), opening.next());
        // An article of one sentence is all opening: it may itself be the repeated line.
        pair.1.is_none() || openings.insert(pair)
    };
    articles.iter().copied().filter(is_original).collect()
}

/// The spans of the repeated sentences, unless they are all there is: then they are the article.
///
/// A sentence too short to be told apart ("Liked it?") goes with its line where everything else on the line goes.
fn mask_of(sentences: &[Sentence], repeated: &HashSet<u128>) -> Vec<Span> {
    let is_repeated =
        |sentence: &Sentence| sentence.fingerprint.is_some_and(|fingerprint| repeated.contains(&fingerprint));
    let mut masked = Vec::new();
    for line in sentences.chunk_by(|a, b| a.line == b.line) {
        let told_apart = || line.iter().filter(|sentence| sentence.fingerprint.is_some());
        let goes_whole = told_apart().next().is_some() && told_apart().all(is_repeated);
        masked.extend(
            line.iter().filter(|sentence| goes_whole || is_repeated(sentence)).map(|sentence| sentence.span),
        );
    }
    if masked.len() == sentences.len() { Vec::new() } else { masked }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(texts: &[&str]) -> Vec<Article> {
        let article = |text: &&str| Article {
            text: (*text).to_owned(),
            source: Some("The Examiner".to_owned()),
            ..Article::default()
        };
        texts.iter().map(article).collect()
    }

    fn masked<'a>(articles: &'a [Article], masks: &[Vec<Span>]) -> Vec<Vec<&'a str>> {
        articles
            .iter()
            .zip(masks)
            .map(|(article, spans)| spans.iter().map(|span| span.of(&article.text)).collect())
            .collect()
    }

    #[test]
    fn spelling_variants_are_one_line() {
        let articles = page(&[
            "Ferries sail again.\n\nLiked it? Sign up to Tide, Wind and Salt!",
            "Eel catches fell. Sign up to Tide, Wind, and Salt",
            "The lock is shut.\nLIKED IT? Sign up to Tide Wind and Salt.",
        ]);
        assert_eq!(
            masked(&articles, &masks(&articles)),
            [
                vec!["Liked it?", "Sign up to Tide, Wind and Salt!"],
                vec!["Sign up to Tide, Wind, and Salt"],
                vec!["LIKED IT?", "Sign up to Tide Wind and Salt."],
            ]
        );
    }

    #[test]
    fn copies_of_an_article_are_not_boilerplate() {
        let story = "Ferries sail again today. The strike is over now. Nobody knows for how long.";
        let articles = page(&[story, story, story, "Eel catches fell by half. Nets were empty."]);
        assert!(masks(&articles).iter().all(Vec::is_empty));
    }

    #[test]
    fn an_article_is_never_masked_whole() {
        let line = "Subscribe to our evening letter.";
        let articles = page(&[line, line, line, &format!("Rain fell on Sunday. {line}")]);
        let masks = masks(&articles);
        assert!(masks[..3].iter().all(Vec::is_empty));
        assert_eq!(masks[3].len(), 1);
    }

    #[test]
    fn sources_do_not_share_their_lines() {
        let mut articles =
            page(&["One two three four. A b c d.", "Two three four. A b c d.", "Five six seven. A b c d."]);
        articles[2].source = Some("Another".to_owned());
        let masks = masks(&articles);
        assert_eq!(masks.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0]);
        for article in &mut articles {
            article.source = None;
        }
        assert!(super::masks(&articles).iter().all(Vec::is_empty));
    }
}
