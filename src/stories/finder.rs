//! From cards to stories.

use super::StoryCard;

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

/// The stories that articles tell, each article in exactly one, in the order of the first article that each holds.
#[must_use]
pub fn find_stories(cards: &[StoryCard], _scope: StoryScope) -> Vec<Story> {
    (0..cards.len()).map(|place| Story { first: place, members: vec![place] }).collect()
}
