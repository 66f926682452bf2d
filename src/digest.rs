//! The main job as a library call: articles in, a digest out.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::article::{Article, Row};
use crate::error::Result;
use crate::ingest::{Event, Failure};
use crate::pipeline::{LineMaking, Masking, TopicSettings, in_batches, line_row, story_cards, topic_row};
use crate::publish::{Digest, DigestEntry, DigestStory, LineRow, TopicRow};
use crate::stories::{Story, StoryCard, StoryIds, StoryScope, find_stories};
use crate::topics::TopicModel;

/// What stands above a digest, unless it is told otherwise.
pub const TITLE: &str = "News digest";

/// How a digest is made.
#[derive(Debug, Clone)]
pub struct DigestSettings<'a> {
    /// Which topics are justified.
    pub topics: TopicSettings<'a>,
    /// How lines are made.
    pub line: LineMaking<'a>,
    /// What becomes of boilerplate.
    pub masking: Masking,
    /// Which articles are shown as one.
    pub stories: StoryScope,
    /// What is shown of them.
    pub selection: Selection,
    /// What stands above the digest.
    pub title: String,
}

/// Which articles and stories are shown; all by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Articles that were published before are left out; those without a date stay.
    pub since: Option<Timestamp>,
    /// The moment at which that was asked, so that articles dated later can be told.
    pub asked: Option<Timestamp>,
    /// Stories of other topics are left out.
    pub topics: Option<TopicChoice>,
    /// So many stories of each topic are shown at most.
    pub top: Option<usize>,
}

/// Which topics are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicChoice {
    /// The names of topics.
    pub names: Vec<String>,
    /// Whether stories that no topic could be justified for are shown too.
    pub unsure: bool,
}

impl TopicChoice {
    fn holds(&self, topic: Option<&str>) -> bool {
        topic.map_or(self.unsure, |topic| self.names.iter().any(|name| name == topic))
    }
}

/// Makes a digest of the rows of `events`: one entry per row that is not left out, in input order; inputs that failed go to `report`.
///
/// # Errors
/// None of its own; the signature leaves room for what later stages may refuse.
pub fn make_digest(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    settings: DigestSettings<'_>,
    report: impl FnMut(Failure),
) -> Result<Digest> {
    let DigestSettings { selection, .. } = settings;
    let mut digest = Digest {
        title: settings.title,
        since: selection.since,
        asked: selection.asked,
        top: selection.top,
        ..Digest::default()
    };
    let mut cards: Vec<StoryCard> = Vec::new();
    let (mut n_inputs, mut n_older) = (0, 0);
    let events = events.filter(|event| match event {
        Event::Origin(_) => {
            n_inputs += 1;
            true
        }
        Event::Row(Row::Article(article)) if is_older(article, selection.since) => {
            n_older += 1;
            false
        }
        _ => true,
    });
    in_batches(events, settings.masking, report, |mut batch| {
        let topics = batch.map(|scratch, row, mask| topic_row(scratch, row, mask, model, settings.topics));
        if let Some(rules) = settings.topics.rules {
            for row in &topics {
                digest.rules.count(rules, &row.verdict, &row.id);
            }
        }
        cards.extend(story_cards(&batch));
        batch.masks = batch.line_masks();
        let lines = batch.map(|scratch, row, mask| line_row(scratch, row, mask, model, settings.line));
        digest.entries.extend(batch.rows.iter().zip(topics).zip(lines).map(entry));
        Ok(())
    })?;
    (digest.n_inputs, digest.n_older) = (n_inputs, n_older);
    tell_stories(&mut digest, cards, settings.stories);
    if let Some(topics) = &selection.topics {
        keep_topics(&mut digest, topics);
    }
    Ok(digest)
}

fn is_older(article: &Article, since: Option<Timestamp>) -> bool {
    article.published.zip(since).is_some_and(|(published, since)| published < since)
}

/// Puts the articles that can be shown into stories.
fn tell_stories(digest: &mut Digest, cards: Vec<StoryCard>, scope: StoryScope) {
    let is_shown = |place: usize| digest.entries.get(place).is_some_and(DigestEntry::is_shown);
    let (places, cards): (Vec<usize>, Vec<StoryCard>) =
        cards.into_iter().enumerate().filter(|(place, _)| is_shown(*place)).unzip();
    let place = |index: usize| places.get(index).copied();
    let stories = find_stories(cards, scope);
    let mut ids = StoryIds::default();
    digest.stories =
        stories.iter().filter_map(|story| told(&digest.entries, story, place, &mut ids)).collect();
}

fn told(
    entries: &[DigestEntry],
    story: &Story,
    place: impl Fn(usize) -> Option<usize>,
    ids: &mut StoryIds,
) -> Option<DigestStory> {
    let members: Vec<usize> = story.members.iter().filter_map(|&member| place(member)).collect();
    let first = entries.get(place(story.first)?)?;
    let (topic, confidence) = topic_of(members.iter().filter_map(|&member| entries.get(member)));
    Some(DigestStory { id: ids.next(&first.id), members, topic, confidence })
}

/// The topic that most of a story's articles have, of equals the one whose articles are surer, then that of the article which comes
/// first; with the confidence of the first article that has it.
fn topic_of<'e>(mut entries: impl Iterator<Item = &'e DigestEntry> + Clone) -> (Option<String>, Option<f64>) {
    let mut votes: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for entry in entries.clone() {
        if let Some(topic) = &entry.topic {
            let (n, sum) = votes.entry(topic).or_default();
            *n += 1;
            *sum += entry.confidence.unwrap_or(0.0);
        }
    }
    let is_better = |a: (usize, f64), b: (usize, f64)| a.0 > b.0 || (a.0 == b.0 && a.1 > b.1);
    let mut best: Option<(&DigestEntry, (usize, f64))> = None;
    for entry in entries.clone() {
        let Some(&votes) = entry.topic.as_deref().and_then(|topic| votes.get(topic)) else { continue };
        if best.is_none_or(|(_, of_best)| is_better(votes, of_best)) {
            best = Some((entry, votes));
        }
    }
    match best {
        Some((entry, _)) => (entry.topic.clone(), entry.confidence),
        None => (None, entries.next().and_then(|entry| entry.confidence)),
    }
}

/// Leaves out the stories of other topics with their articles; rows that cannot be shown stay, as they are of no topic.
fn keep_topics(digest: &mut Digest, wanted: &TopicChoice) {
    digest.stories.retain(|story| wanted.holds(story.topic.as_deref()));
    let mut is_kept: Vec<bool> = digest.entries.iter().map(|entry| !entry.is_shown()).collect();
    for &member in digest.stories.iter().flat_map(|story| &story.members) {
        if let Some(kept) = is_kept.get_mut(member) {
            *kept = true;
        }
    }
    digest.n_other_topics = is_kept.iter().filter(|kept| !**kept).count();
    // An article's new place is the number of those before it that stay.
    let mut n_before = 0;
    let new_places: Vec<usize> = is_kept
        .iter()
        .map(|&kept| {
            n_before += usize::from(kept);
            n_before - usize::from(kept)
        })
        .collect();
    for member in digest.stories.iter_mut().flat_map(|story| &mut story.members) {
        *member = new_places.get(*member).copied().unwrap_or(*member);
    }
    let mut is_kept = is_kept.into_iter();
    digest.entries.retain(|_| is_kept.next().unwrap_or(false));
}

fn entry(((row, topic), line): ((&Row, TopicRow), LineRow)) -> DigestEntry {
    let article = match row {
        Row::Article(article) => article,
        Row::Damaged(_) => &Article::default(),
    };
    DigestEntry {
        id: topic.id,
        title: topic.title,
        url: article.url.clone(),
        source: article.source.clone(),
        authors: article.authors.clone(),
        categories: article.categories.clone(),
        published: article.published,
        topic: topic.topic,
        confidence: topic.confidence,
        topics: topic.topics,
        rule: topic.rule,
        summary: line.summary,
        span: line.span,
        trimmed: line.trimmed,
        status: topic.status,
        doubt: topic.doubt,
        error: topic.error,
    }
}

#[cfg(test)]
mod tests;
