//! Which articles are the same article, and which tell the same story.
//!
//! Copies and near-copies among labelled articles are found before anyone learns from or measures on them ([`near_copies`]). For readers,
//! the articles of a digest are grouped into stories ([`find_stories`]), from a [`StoryCard`] of each.

mod card;
mod copies;
mod finder;
mod groups;
mod islands;
mod link;
mod linkage;
mod names;
mod near_copies;
mod neighbours;
mod reading;
mod sketch;
mod smoothing;
mod vectors;

pub use card::StoryCard;
pub use finder::{Story, StoryIds, StoryIndex, StoryScope, find_stories};
pub use near_copies::{jaccard, joined_groups, near_copies, near_copies_by_hash};

#[cfg(test)]
mod tests;
