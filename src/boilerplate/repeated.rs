//! Sentences repeated across the articles of one source.
//!
//! A sentence is known again by its words alone, in lower case and without punctuation, so a promotional line is
//! the same line with or without its comma or exclamation mark. What several articles share is masked in each of
//! them. Copies and updates of one article also share their sentences; they are told apart by sharing most of what
//! they say, and are counted once.

use hashbrown::{HashMap, HashSet};
use xxhash_rust::xxh3::Xxh3;

use super::masked::{Masked, Reason, spans};
use crate::article::{Article, Span};
use crate::parallel;
use crate::text::{fold_word, sentences, words};

/// A sentence must stand in so many articles of a group to be boilerplate …
const MIN_ARTICLES: usize = 3;
/// … and in at least this share of the group, so that stock phrases of a large archive stay.
const MIN_SHARE: f64 = 0.02;
/// An article that shares this part of its words with one earlier article is its copy or its update.
const COPY_SHARE: f64 = 0.6;
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
    repeated_in(articles).iter().map(|masked| spans(masked)).collect()
}

/// [`masks_in`] with the reasons: in how many articles of the source each sentence stands.
#[must_use]
pub fn repeated_in(articles: &[&Article]) -> Vec<Vec<Masked>> {
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
        let (repeated, n_originals) = repeated_sentences(&of_group);
        for &index in members {
            if let (Some(mask), Some(sentences)) = (masks.get_mut(index), sentences.get(index)) {
                *mask = with_reasons(sentences, &repeated, n_originals);
            }
        }
    }
    masks
}

/// A sentence by its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    /// A hash of the folded words; none for a sentence that is too short to be told apart.
    pub(super) fingerprint: Option<u128>,
    n_words: usize,
    pub(super) span: Span,
    /// The number of the line of text that it stands in.
    line: usize,
}

/// The sentences of a text by their words.
pub(super) fn fingerprinted(text: &str) -> Vec<Sentence> {
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
        Sentence { fingerprint: (n_words >= MIN_WORDS).then(|| hasher.digest128()), n_words, span, line }
    };
    sentences(text).into_iter().map(fingerprint).collect()
}

/// The fingerprints that stand in enough different articles of a group, with the number of those, and the number of all its articles
/// that are no copies.
///
/// What mostly opens articles is likelier news than promotion, and has to be shared by most of them; so has what two articles
/// share, unless it closes both.
fn repeated_sentences(articles: &[&[Sentence]]) -> (HashMap<u128, usize>, usize) {
    let originals = without_copies(articles);
    let mut uses: HashMap<u128, Uses> = HashMap::new();
    for sentences in &originals {
        let mut seen = HashSet::new();
        for (place, sentence) in sentences.iter().enumerate() {
            let Some(fingerprint) = sentence.fingerprint.filter(|fingerprint| seen.insert(*fingerprint))
            else {
                continue;
            };
            let uses = uses.entry(fingerprint).or_default();
            uses.articles += 1;
            uses.opened += usize::from(place == 0);
            uses.closed += usize::from(place + 1 == sentences.len());
        }
    }
    let is_repeated = |uses: &Uses| match (uses.articles, originals.len()) {
        (2, 2) => uses.closed == 2,
        (n, all) if 2 * uses.opened > n => n >= MIN_ARTICLES && 2 * n > all,
        (n, all) => n >= MIN_ARTICLES && n as f64 >= MIN_SHARE * all as f64,
    };
    let repeated = uses.into_iter().filter(|(_, uses)| is_repeated(uses));
    (repeated.map(|(fingerprint, uses)| (fingerprint, uses.articles)).collect(), originals.len())
}

/// The masked sentences of one article; one that goes with its line has the reason of the line.
fn with_reasons(sentences: &[Sentence], repeated: &HashMap<u128, usize>, of: usize) -> Vec<Masked> {
    if repeated.is_empty() {
        return Vec::new();
    }
    let known = repeated.keys().copied().collect();
    let articles = |sentence: &Sentence| repeated.get(&sentence.fingerprint?).copied();
    // A sentence that is too short to be told apart goes with its line.
    let mut of_line: HashMap<usize, usize> = HashMap::new();
    for sentence in sentences {
        if let Some(n) = articles(sentence) {
            of_line.entry(sentence.line).or_insert(n);
        }
    }
    let masked = |span: Span| {
        let place = sentences.binary_search_by_key(&span, |sentence| sentence.span).ok()?;
        let sentence = sentences.get(place)?;
        let articles = articles(sentence).or_else(|| of_line.get(&sentence.line).copied())?;
        Some(Masked { span, reason: Reason::Repeated { articles, of } })
    };
    mask_of(sentences, &known).into_iter().filter_map(masked).collect()
}

/// How a sentence is used by the articles of a group.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    /// The articles that hold it.
    articles: usize,
    /// Those that it opens.
    opened: usize,
    /// Those that it closes.
    closed: usize,
}

/// The articles that are no copies of an earlier one: those that share less than most of their words with it.
fn without_copies<'a>(articles: &[&'a [Sentence]]) -> Vec<&'a [Sentence]> {
    // The first article that holds a sentence.
    let mut holders: HashMap<u128, usize> = HashMap::new();
    let mut originals = Vec::with_capacity(articles.len());
    for (number, &sentences) in articles.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for sentence in sentences {
            let Some(fingerprint) = sentence.fingerprint else { continue };
            let holder = *holders.entry(fingerprint).or_insert(number);
            if holder != number {
                *shared.entry(holder).or_default() += sentence.n_words;
            }
        }
        let n_words: usize = sentences.iter().map(|sentence| sentence.n_words).sum();
        let most_shared = shared.values().copied().max().unwrap_or(0);
        // An article of one sentence may itself be the repeated line.
        if sentences.len() < 2 || (most_shared as f64) < COPY_SHARE * n_words as f64 {
            originals.push(sentences);
        }
    }
    originals
}

/// The spans of the repeated sentences, unless they are all there is: then they are the article.
///
/// A sentence too short to be told apart ("Liked it?") goes with its line where everything else on the line goes.
pub(super) fn mask_of(sentences: &[Sentence], repeated: &HashSet<u128>) -> Vec<Span> {
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

    /// Each update has a lead of its own and the body of the first report.
    #[test]
    fn updates_of_a_story_are_not_boilerplate() {
        let body = "The strike began on Monday. Dockers want a shorter night shift. The port lost forty ships to its rivals.";
        let leads = ["Talks open.", "Talks continue into the night.", "Talks end without a deal."];
        let texts: Vec<String> = leads.iter().map(|lead| format!("{lead} {body}")).collect();
        let articles = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(masks(&articles).iter().all(Vec::is_empty));
    }

    /// Three of ten market notes open alike; that is their news.
    #[test]
    fn a_lead_is_not_boilerplate_because_some_share_it() {
        let texts: Vec<String> = (0..10)
            .map(|day| match day % 3 {
                0 => format!(
                    "The krone was little changed. Dealers traded {day} lots of copper in the afternoon."
                ),
                _ => format!("Copper moved {day} points. Dealers saw {day} orders from abroad all morning."),
            })
            .collect();
        let articles = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(masks(&articles).iter().all(Vec::is_empty));
    }

    /// Two articles that share a fact keep it; what closes both is their publisher's.
    #[test]
    fn a_pair_shares_boilerplate_only_at_the_end() {
        let articles = page(&[
            "Rain fell all week. The dam is full. Engineers opened a gate on Sunday. Follow us for more news.",
            "A gate jammed on Monday. The dam is full. Villagers were told to pack. Follow us for more news.",
        ]);
        assert_eq!(
            masked(&articles, &masks(&articles)),
            [["Follow us for more news."], ["Follow us for more news."]]
        );
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
        let mut articles = page(&[
            "One two three four five six seven. A b c d.",
            "Two three four five six seven. A b c d.",
            "Five six seven eight nine. A b c d.",
        ]);
        articles[2].source = Some("Another".to_owned());
        let masks = masks(&articles);
        assert_eq!(masks.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0]);
        for article in &mut articles {
            article.source = None;
        }
        assert!(super::masks(&articles).iter().all(Vec::is_empty));
    }
}
