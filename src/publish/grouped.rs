//! A digest before it has a form: its articles, the stories that they tell, and these by topic.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{DigestEntry, counted};
use crate::rules::RuleTally;

/// Beyond so many places where a story appeared, the others are only counted.
const MAX_OUTLETS: usize = 12;

/// One story of a digest: an article, or several that tell the same.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestStory {
    /// What it is known by, from the article that was there first.
    pub id: String,
    /// The places of its articles among [`Digest::entries`]: the one that stands for them first, then the others, earliest first.
    pub members: Vec<usize>,
    /// Its topic; `None` where none could be justified.
    pub topic: Option<String>,
    /// The calibrated probability of its topic, or, without one, of the likeliest topic of the article that stands for it.
    pub confidence: Option<f64>,
}

/// The articles of a digest and their stories.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Digest {
    /// What stands above it.
    pub title: String,
    /// One entry per article, in input order.
    pub entries: Vec<DigestEntry>,
    /// The stories of all articles that can be shown, each article in one of them.
    pub stories: Vec<DigestStory>,
    /// What became of the rules, where there were any.
    pub rules: RuleTally,
    /// How many inputs were read.
    pub n_inputs: usize,
    /// From when on articles were asked for, where that was.
    pub since: Option<Timestamp>,
    /// When that was asked.
    pub asked: Option<Timestamp>,
    /// How many articles were left out because they are older than was asked for.
    pub n_older: usize,
    /// How many articles were left out with their stories because these are of topics that were not asked for.
    pub n_other_topics: usize,
    /// How many stories stand under a topic at most; all where it is `None`.
    pub top: Option<usize>,
}

/// A story with its articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoryView<'d> {
    /// The story.
    pub story: &'d DigestStory,
    /// The article that stands for it.
    pub lead: &'d DigestEntry,
    digest: &'d Digest,
}

impl<'d> StoryView<'d> {
    /// The articles beside the one that stands for the story, earliest first.
    pub fn others(&self) -> impl Iterator<Item = &'d DigestEntry> + use<'d> {
        self.entries().skip(1)
    }

    /// All its articles: the one that stands for it first, then the others, earliest first.
    pub fn entries(&self) -> impl Iterator<Item = &'d DigestEntry> + use<'d> {
        let Self { story, digest, .. } = *self;
        story.members.iter().filter_map(|&member| digest.entries.get(member))
    }

    /// The number of its articles.
    #[must_use]
    pub fn size(&self) -> usize {
        self.story.members.len()
    }

    /// The sources of its articles, each once, that of the article that stands for it first.
    #[must_use]
    pub fn sources(&self) -> Vec<&'d str> {
        let mut seen = HashSet::new();
        self.entries()
            .filter_map(|entry| entry.source.as_deref())
            .filter(|source| seen.insert(*source))
            .collect()
    }

    /// The source of the article that stands for it, where that is known, and how many other sources there are.
    #[must_use]
    pub fn source_and_others(&self) -> (Option<&'d str>, usize) {
        let n_sources = self.sources().len();
        match self.lead.source.as_deref() {
            Some(source) => (Some(source), n_sources.saturating_sub(1)),
            None => (None, n_sources),
        }
    }

    /// The source, and how many more there are: `The Harbour Dispatch +2`.
    #[must_use]
    pub fn sources_in_short(&self) -> Option<String> {
        match self.source_and_others() {
            (Some(source), 0) => Some(source.to_owned()),
            (Some(source), n) => Some(format!("{source} +{n}")),
            (None, 0) => None,
            (None, n) => Some(counted(n, "other source")),
        }
    }

    /// Where its other articles appeared, with how many there are of each place: `Northern Ledger (2), example.org`.
    #[must_use]
    pub fn others_in_short(&self) -> Option<String> {
        let mut counts: Vec<(Cow<'d, str>, usize)> = Vec::new();
        let mut places: HashMap<Cow<'d, str>, usize> = HashMap::new();
        for entry in self.others() {
            let outlet = entry.outlet();
            let place = *places.entry(outlet.clone()).or_insert_with(|| {
                counts.push((outlet, 0));
                counts.len() - 1
            });
            if let Some((_, n)) = counts.get_mut(place) {
                *n += 1;
            }
        }
        let n_more: usize = counts.iter().skip(MAX_OUTLETS).map(|(_, n)| n).sum();
        let named = counts.iter().take(MAX_OUTLETS).map(|(outlet, n)| match n {
            1 => outlet.clone().into_owned(),
            n => format!("{outlet} ({n})"),
        });
        let more = (n_more > 0).then(|| format!("and {n_more} more"));
        let parts: Vec<String> = named.chain(more).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// When the last of its articles was published.
    #[must_use]
    pub fn newest(&self) -> Option<Timestamp> {
        self.entries().filter_map(|entry| entry.published).max()
    }
}

/// A topic of a digest with its stories.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicGroup<'d> {
    /// The topic's name; `None` for the stories that no topic could be justified for.
    pub topic: Option<&'d str>,
    /// The stories that are shown: the largest first, of equal ones the newest, those without a date last.
    pub stories: Vec<StoryView<'d>>,
    /// How many stories of the topic are not shown, as [`Digest::top`] says.
    pub n_more: usize,
}

impl TopicGroup<'_> {
    /// The topic's name for a reader.
    #[must_use]
    pub fn name(&self) -> &str {
        self.topic.unwrap_or("Unsure")
    }

    /// How many stories the topic has, shown or not.
    #[must_use]
    pub const fn n_stories(&self) -> usize {
        self.stories.len() + self.n_more
    }
}

impl Digest {
    /// The stories, each with its articles, in their order.
    pub fn story_views(&self) -> impl Iterator<Item = StoryView<'_>> {
        self.stories.iter().filter_map(|story| {
            let lead = self.entries.get(*story.members.first()?)?;
            Some(StoryView { story, lead, digest: self })
        })
    }

    /// The topics with their stories: the topic of most stories first, of equal ones by name, the unsure last.
    #[must_use]
    pub fn groups(&self) -> Vec<TopicGroup<'_>> {
        let mut views: Vec<StoryView<'_>> = self.story_views().collect();
        // Stable sorts: stories of one topic, size and time stay in input order.
        views.sort_by_cached_key(|view| (Reverse(view.size()), Reverse(view.newest())));
        views.sort_by_key(|view| (view.story.topic.is_none(), view.story.topic.as_deref()));
        let mut groups: Vec<TopicGroup<'_>> = views
            .chunk_by(|a, b| a.story.topic == b.story.topic)
            .map(|stories| {
                let n_shown = self.top.unwrap_or(usize::MAX).min(stories.len());
                TopicGroup {
                    topic: stories.first().and_then(|view| view.story.topic.as_deref()),
                    stories: stories.iter().take(n_shown).copied().collect(),
                    n_more: stories.len() - n_shown,
                }
            })
            .collect();
        groups.sort_by_key(|group| (group.topic.is_none(), Reverse(group.n_stories()), group.topic));
        groups
    }

    /// The number of different sources named by the articles.
    #[must_use]
    pub fn n_sources(&self) -> usize {
        self.entries.iter().filter_map(|entry| entry.source.as_deref()).collect::<HashSet<_>>().len()
    }
}
