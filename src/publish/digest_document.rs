//! A digest as data: what its JSON form and templates hold.

use jiff::Timestamp;
use serde::Serialize;

use super::{Digest, DigestEntry, StoryView, TopicGroup};

/// The whole digest: the topics with the ids of their stories, the stories with the ids of their articles, and every article in input
/// order.
#[derive(Serialize)]
pub(super) struct Document<'d> {
    pub(super) overview: Overview<'d>,
    pub(super) topics: Vec<TopicStories<'d>>,
    /// Those that are shown, in that order.
    pub(super) stories: Vec<OneStory<'d>>,
    pub(super) articles: &'d [DigestEntry],
}

#[derive(Serialize)]
pub(super) struct Overview<'d> {
    title: &'d str,
    inputs: usize,
    articles: usize,
    stories: usize,
    sources: usize,
    first_day: Option<String>,
    last_day: Option<String>,
    /// From when on articles were asked for.
    since: Option<Timestamp>,
    /// Articles left out because they are older than was asked for.
    older: usize,
    /// Articles left out because their stories are of topics that were not asked for.
    other_topics: usize,
    /// Articles without a date, which are kept.
    undated: usize,
}

#[derive(Serialize)]
pub(super) struct TopicStories<'d> {
    /// Null for the articles that no topic could be justified for.
    topic: Option<&'d str>,
    /// How many stories it has, those that are not shown included.
    size: usize,
    stories: Vec<&'d str>,
}

#[derive(Serialize)]
pub(super) struct OneStory<'d> {
    story: &'d str,
    topic: Option<&'d str>,
    confidence: Option<f64>,
    size: usize,
    /// The article that stands for it first, then the others, earliest first.
    ids: Vec<&'d str>,
    title: &'d str,
    line: &'d str,
    url: Option<&'d str>,
    published: Option<Timestamp>,
    sources: Vec<&'d str>,
}

impl<'d> Document<'d> {
    pub(super) fn new(digest: &'d Digest, groups: &[TopicGroup<'d>]) -> Self {
        Self {
            overview: Overview::new(digest),
            topics: groups.iter().map(TopicStories::new).collect(),
            stories: groups.iter().flat_map(|group| &group.stories).map(OneStory::new).collect(),
            articles: &digest.entries,
        }
    }
}

impl<'d> Overview<'d> {
    pub(super) fn new(digest: &'d Digest) -> Self {
        let (first_day, last_day) = digest.period().unzip();
        Self {
            title: &digest.title,
            inputs: digest.n_inputs,
            articles: digest.entries.len(),
            stories: digest.stories.len(),
            sources: digest.n_sources(),
            first_day,
            last_day,
            since: digest.since,
            older: digest.n_older,
            other_topics: digest.n_other_topics,
            undated: digest.n_undated(),
        }
    }
}

impl<'d> TopicStories<'d> {
    fn new(group: &TopicGroup<'d>) -> Self {
        let stories = group.stories.iter().map(|view| view.story.id.as_str()).collect();
        Self { topic: group.topic, size: group.n_stories(), stories }
    }
}

impl<'d> OneStory<'d> {
    pub(super) fn new(view: &StoryView<'d>) -> Self {
        Self {
            story: &view.story.id,
            topic: view.story.topic.as_deref(),
            confidence: view.story.confidence,
            size: view.size(),
            ids: view.entries().map(|entry| entry.id.as_str()).collect(),
            title: &view.lead.title,
            line: view.lead.headline(),
            url: view.lead.url.as_deref(),
            published: view.lead.published,
            sources: view.sources(),
        }
    }
}
