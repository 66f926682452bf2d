//! From cards to stories.

use hashbrown::HashMap;
use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_64;

use super::card::{StoryCard, WINDOW};
use super::copies::copies;
use super::groups::Groups;
use super::linkage::clusters;
use super::neighbours::neighbours;
use super::smoothing::smoothed;
use super::vectors::vectors;

/// Which articles are shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StoryScope {
    /// Every article is a story of its own.
    Off,
    /// Copies of an article: the same text with small edits.
    Copies,
    /// Copies, and different reports of the same story.
    #[default]
    Stories,
}

/// Articles that tell the same, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The article that was there first: the earliest, of those the first in order; those without a date come last.
    pub first: usize,
    /// All of them: the one that stands for them first, then the others, earliest first.
    pub members: Vec<usize>,
}

/// What stories are known by, each by its own.
#[derive(Debug, Clone, Default)]
pub struct StoryIds {
    n_of: HashMap<u64, usize>,
}

impl StoryIds {
    /// What a story is known by, from the id of its first article: 16 hexadecimal digits, which articles that come later leave as they are.
    ///
    /// Articles of different inputs may have one id, their stories may not: the second gets `-2` behind it, and so on.
    pub fn next(&mut self, first: &str) -> String {
        let hash = xxh3_64(first.as_bytes());
        let n = self.n_of.entry(hash).or_default();
        *n += 1;
        if *n == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{n}") }
    }
}

/// An article stands for a story where it has at least so much of the text of the fullest; of those, the earliest.
const FULL_SHARE: f64 = 0.7;
/// Beyond so many bytes a text is as full as any.
const FULL_BYTES: usize = 1500;

/// The stories that articles tell, each article in exactly one, in the order of the first article that each holds.
#[must_use]
pub fn find_stories(cards: Vec<StoryCard>, scope: StoryScope) -> Vec<Story> {
    let mut index = StoryIndex::new(scope);
    index.extend(cards);
    index.stories()
}

/// Stories that grow as articles come in.
///
/// Articles that share a story go on to share it. Those that come in are compared with all before them to find copies, and with those near
/// them in time to find reports, so that the work goes with what is new and recent; an article is in the place in which it came.
#[derive(Debug, Clone, Default)]
pub struct StoryIndex {
    scope: StoryScope,
    cards: Vec<StoryCard>,
    /// Of each card the first of its copies.
    copies: Vec<usize>,
    /// Of each card the first of its story.
    groups: Vec<usize>,
}

impl StoryIndex {
    /// An index without articles.
    #[must_use]
    pub fn new(scope: StoryScope) -> Self {
        Self { scope, ..Self::default() }
    }

    /// Takes in more articles.
    pub fn extend(&mut self, cards: Vec<StoryCard>) {
        let n_before = self.cards.len();
        self.cards.extend(cards);
        self.copies.extend(n_before..self.cards.len());
        self.groups.extend(n_before..self.cards.len());
        if self.scope == StoryScope::Off {
            return;
        }
        let found = copies(&self.cards, n_before);
        let (mut copies, mut groups) =
            (Groups::new(std::mem::take(&mut self.copies)), Groups::new(std::mem::take(&mut self.groups)));
        for (a, b) in found {
            copies.join(a, b);
            groups.join(a, b);
        }
        (self.copies, self.groups) = (copies.into_firsts(), groups.into_firsts());
        if self.scope == StoryScope::Stories {
            self.join_reports(n_before);
        }
    }

    /// The stories of all articles so far, each article in exactly one, in the order of the first article that each holds.
    #[must_use]
    pub fn stories(&self) -> Vec<Story> {
        by_group(&self.groups, |group| story(&self.cards, group)).collect()
    }

    /// Joins groups of copies that tell the same story: of each group that is near to a new card the fullest card is compared.
    fn join_reports(&mut self, n_before: usize) {
        let published = |place: usize| self.cards.get(place).and_then(|card| card.published);
        let times = (n_before..self.cards.len()).filter_map(published);
        let (first, last) = (times.clone().min(), times.max());
        let is_recent = |place: usize| match (published(place), first, last) {
            (Some(time), Some(first), Some(last)) => {
                first.duration_since(time) <= WINDOW && time.duration_since(last) <= WINDOW
            }
            _ => true,
        };
        let of_group = |group: &[usize]| {
            let is_active = n_before == 0 || group.iter().any(|&place| place >= n_before || is_recent(place));
            is_active.then(|| lead(&self.cards, group))
        };
        let mut leads: Vec<usize> = by_group(&self.copies, of_group).flatten().collect();
        leads.sort_by_key(|&place| (published(place).is_none(), published(place), place));
        let times: Vec<Option<Timestamp>> = leads.iter().map(|&place| published(place)).collect();
        let chosen: Vec<&StoryCard> = leads.iter().filter_map(|&place| self.cards.get(place)).collect();
        let before: Vec<usize> = leads.iter().filter_map(|&place| self.groups.get(place).copied()).collect();
        let (vectors, n_terms) = vectors(&chosen);
        let may_be_neighbours = |a: usize, b: usize| match (chosen.get(a), chosen.get(b)) {
            (Some(a), Some(b)) => !a.is_about_others(b),
            _ => false,
        };
        let neighbours = neighbours(&vectors, n_terms, &times, may_be_neighbours);
        let smoothed = smoothed(vectors, &neighbours, n_terms);
        let clusters = clusters(&smoothed, n_terms, &neighbours, &times, &before);
        let mut groups = Groups::new(std::mem::take(&mut self.groups));
        for (&place, &first) in leads.iter().zip(&clusters) {
            if let Some(&first) = leads.get(first) {
                groups.join(first, place);
            }
        }
        self.groups = groups.into_firsts();
    }
}

/// `f` of the places of each group, in the order of the groups' first places.
fn by_group<R>(groups: &[usize], f: impl Fn(&[usize]) -> R) -> impl Iterator<Item = R> {
    let mut places: Vec<usize> = (0..groups.len()).collect();
    // Stable: the places of a group stay in order.
    places.sort_by_key(|&place| groups.get(place));
    places.chunk_by(|a, b| groups.get(*a) == groups.get(*b)).map(f).collect::<Vec<R>>().into_iter()
}

/// The story of a group of cards.
fn story(cards: &[StoryCard], group: &[usize]) -> Story {
    let mut members = earliest_first(cards, group);
    let first = members.first().copied().unwrap_or_default();
    let lead = lead(cards, group);
    // It comes to the front; the others stay in order.
    members.sort_by_key(|&place| place != lead);
    Story { first, members }
}

fn earliest_first(cards: &[StoryCard], group: &[usize]) -> Vec<usize> {
    let published = |place: usize| cards.get(place).and_then(|card| card.published);
    let mut members = group.to_vec();
    members.sort_by_key(|&place| (published(place).is_none(), published(place)));
    members
}

/// The card that stands for a group: of those with about as much text as the fullest, the earliest.
fn lead(cards: &[StoryCard], group: &[usize]) -> usize {
    let n_bytes = |place: usize| cards.get(place).map_or(0, |card| card.n_bytes.min(FULL_BYTES));
    let fullest = group.iter().map(|&place| n_bytes(place)).max().unwrap_or(0);
    let is_full = |place: &usize| n_bytes(*place) as f64 >= FULL_SHARE * fullest as f64;
    earliest_first(cards, group).into_iter().find(is_full).unwrap_or_default()
}
