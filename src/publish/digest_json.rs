//! A digest as one JSON document: the topics with the ids of their stories, the stories with the ids of their
//! articles, and every article in input order.

use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use super::json::write_document;
use super::{Digest, DigestEntry, StoryView, TopicGroup};
use crate::error::Result;

#[derive(Serialize)]
struct Document<'d> {
    overview: Overview,
    topics: Vec<Group<'d>>,
    /// In the order in which they are shown.
    stories: Vec<OneStory<'d>>,
    articles: &'d [DigestEntry],
}

#[derive(Serialize)]
struct Overview {
    title: String,
    inputs: usize,
    articles: usize,
    stories: usize,
    /// Articles left out because they are older than was asked for.
    older: usize,
    sources: usize,
    first_day: Option<String>,
    last_day: Option<String>,
}

#[derive(Serialize)]
struct Group<'d> {
    /// Null for the articles that no topic could be justified for.
    topic: Option<&'d str>,
    /// How many stories it has, those that are not shown included.
    size: usize,
    stories: Vec<&'d str>,
}

#[derive(Serialize)]
struct OneStory<'d> {
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

/// Writes `digest` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_json(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    let (first_day, last_day) = digest.period().unzip();
    let overview = Overview {
        title: digest.title.clone(),
        inputs: digest.n_inputs,
        articles: digest.entries.len(),
        stories: digest.stories.len(),
        older: digest.n_older,
        sources: digest.n_sources(),
        first_day,
        last_day,
    };
    let groups = digest.groups();
    let document = Document {
        overview,
        topics: groups.iter().map(group).collect(),
        stories: groups.iter().flat_map(|group| &group.stories).map(story).collect(),
        articles: &digest.entries,
    };
    write_document(out, &document)
}

fn group<'d>(group: &TopicGroup<'d>) -> Group<'d> {
    let stories = group.stories.iter().map(|view| view.story.id.as_str()).collect();
    Group { topic: group.topic, size: group.n_stories(), stories }
}

fn story<'d>(view: &StoryView<'d>) -> OneStory<'d> {
    OneStory {
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
