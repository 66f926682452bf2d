//! What is kept of an article to know its story by.

use jiff::{SignedDuration, Timestamp};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::link;
use super::names;
use super::reading::Reading;
use super::sketch::Sketch;
use crate::article::{Article, Span};
use crate::features::Document;
use crate::random::mix;
use crate::text::{Language, stop_words};

/// Articles further apart than this tell no story together, unless others between them do.
pub(super) const WINDOW: SignedDuration = SignedDuration::from_hours(72);

/// Terms are runs of so many characters of a word with its edges: kin of a word, in any language, without a stemmer.
const TERM_CHARS: usize = 4;
/// How often a term of the title counts.
const TITLE_WEIGHT: u32 = 3;

/// A text begins like another where two in five of so many of its first shingles are the same.
const N_OPENING: usize = 12;

/// What is kept of an article to know its story by: some thousand bytes, however long it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoryCard {
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The number of bytes of its text that are not masked.
    pub n_bytes: usize,
    /// The page it links to.
    pub(super) link: Option<u64>,
    /// The words of its title, as a rising list of hashes.
    pub(super) title: Vec<u32>,
    /// The first shingles of its text.
    pub(super) opening: Vec<u32>,
    /// The shingles of title and text: pairs of neighbouring words.
    pub(super) shingles: Sketch,
    /// The terms of title and lead, rising, with how often they occur; those of the title count [`TITLE_WEIGHT`] times.
    pub(super) terms: Vec<(u32, u32)>,
    /// The terms of each name in the title; none where capitals tell no names.
    names: Vec<Vec<u32>>,
}

impl StoryCard {
    /// The card of an article, of whose text the spans in `mask` are passed over.
    #[must_use]
    pub fn new(article: &Article, mask: &[Span]) -> Self {
        let document = Document::new(article, mask);
        let mut reading = Reading::default();
        let mut title = reading.read_title(&article.title);
        let mut shingles = shingles_of(&title);
        let mut opening = Vec::new();
        let mut n_bytes = 0;
        for span in document.kept() {
            let words = reading.read_text(span.of(&article.text));
            n_bytes += if words.is_empty() { 0 } else { span.len() };
            let found = shingles_of(&words);
            opening.extend(found.iter().copied().take(N_OPENING - opening.len()));
            shingles.extend(found);
        }
        let (terms, language) = counted_terms(&reading);
        // Nouns have capitals in German.
        let names =
            if language == Some(Language::German) { Vec::new() } else { names::title_names(&reading) };
        title.sort_unstable();
        title.dedup();
        Self {
            published: article.published,
            n_bytes,
            link: article.url.as_deref().and_then(link::page),
            title,
            opening,
            shingles: Sketch::new(shingles),
            terms,
            names: names.iter().map(|name| terms_of(name)).collect(),
        }
    }

    /// The keys under which copies meet: of the `n_shingles` least shingles, the title, the link, and the first shingles.
    pub(super) fn copy_keys(&self, n_shingles: usize) -> impl Iterator<Item = u64> {
        let key = |kind: u64, value: u64| xxh3_64_with_seed(&value.to_le_bytes(), kind);
        let shingles = self.shingles.least().iter().take(n_shingles).chain(self.opening.iter().take(2));
        let title = (!self.title.is_empty()).then(|| xxh3_64_with_seed(bytemuck::cast_slice(&self.title), 1));
        shingles
            .map(move |shingle| key(0, u64::from(*shingle)))
            .chain(title)
            .chain(self.link.map(move |link| key(2, link)))
    }

    /// Whether most words of the shorter title stand in the other.
    pub(super) fn has_title_of(&self, other: &Self) -> bool {
        is_mostly_in(&self.title, &other.title)
    }

    /// Whether the texts begin in the same way.
    pub(super) fn begins_as(&self, other: &Self) -> bool {
        let n_common = self.opening.iter().filter(|shingle| other.opening.contains(shingle)).count();
        let n = self.opening.len().min(other.opening.len());
        n > 0 && 5 * n_common >= 2 * n
    }

    /// Whether the titles are about others: each has names, of which the other article has none.
    pub(super) fn is_about_others(&self, other: &Self) -> bool {
        let has_none = |names: &[Vec<u32>], card: &Self| {
            !names.is_empty() && !names.iter().any(|name| card.has_most(name))
        };
        has_none(&self.names, other) && has_none(&other.names, self)
    }

    /// Whether two thirds of these terms are among its own.
    fn has_most(&self, terms: &[u32]) -> bool {
        let has = |term: &&u32| self.terms.binary_search_by_key(*term, |(own, _)| *own).is_ok();
        3 * terms.iter().filter(has).count() >= 2 * terms.len()
    }

    /// Whether the articles were published within [`WINDOW`] of each other, as far as that is known.
    pub(super) fn is_near_in_time(&self, other: &Self) -> bool {
        match (self.published, other.published) {
            (Some(a), Some(b)) => a.duration_since(b).abs() <= WINDOW,
            _ => true,
        }
    }
}

/// Whether two thirds of the shorter of two rising lists stand in the other.
fn is_mostly_in(a: &[u32], b: &[u32]) -> bool {
    let n = a.len().min(b.len());
    n > 0 && 3 * super::near_copies::n_common(a, b) >= 2 * n
}

/// Pairs of neighbouring words; a lone word by itself.
fn shingles_of(words: &[u32]) -> Vec<u32> {
    if let [word] = words {
        return vec![*word];
    }
    let pair = |pair: &[u32]| (xxh3_64(bytemuck::cast_slice(pair)) >> 32) as u32;
    words.windows(2).map(pair).collect()
}

/// The terms of title and lead, rising, with how often they occur. Stop words have none.
fn counted_terms(reading: &Reading) -> (Vec<(u32, u32)>, Option<Language>) {
    let words: Vec<&str> = reading.words().collect();
    let (language, are_stop_words) = stop_words(&words);
    // Term and weight in one integer each, which is compared in one step.
    let mut found: Vec<u64> = Vec::new();
    let mut characters = Vec::new();
    for (place, (word, is_stop_word)) in words.into_iter().zip(are_stop_words).enumerate() {
        if !is_stop_word {
            let weight = if place < reading.n_title() { TITLE_WEIGHT } else { 1 };
            let terms = terms_in(word, &mut characters);
            found.extend(terms.map(|term| u64::from(term) << 32 | u64::from(weight)));
        }
    }
    found.sort_unstable();
    let mut terms: Vec<(u32, u32)> =
        found.into_iter().map(|pair| ((pair >> 32) as u32, (pair & 0xFFFF_FFFF) as u32)).collect();
    terms.dedup_by(|next, last| {
        let is_same = next.0 == last.0;
        last.1 += if is_same { next.1 } else { 0 };
        is_same
    });
    terms.shrink_to_fit();
    (terms, language)
}

/// The terms of a folded word; a short word is one by itself.
fn terms_of(folded: &str) -> Vec<u32> {
    terms_in(folded, &mut Vec::new()).collect()
}

/// The same; `characters` is room for those of the word.
fn terms_in<'c>(folded: &str, characters: &'c mut Vec<char>) -> impl Iterator<Item = u32> + use<'c> {
    characters.clear();
    characters.push(' ');
    characters.extend(folded.chars());
    characters.push(' ');
    let hash = |run: &[char]| {
        let folded = run.iter().fold(0_u64, |hash, character| mix(hash ^ u64::from(u32::from(*character))));
        (folded >> 32) as u32
    };
    characters.windows(TERM_CHARS.min(characters.len())).map(hash)
}
