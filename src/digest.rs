//! The main job as a library call: articles in, a digest out.

use crate::article::{Article, Row};
use crate::error::Result;
use crate::ingest::{Event, Failure};
use crate::pipeline::{LineMaking, Masking, TopicSettings, in_batches, line_row, topic_row};
use crate::publish::{Digest, DigestEntry, LineRow, TopicRow};
use crate::topics::TopicModel;

/// How a digest is made.
#[derive(Debug, Clone, Copy)]
pub struct DigestSettings<'a> {
    /// Which topics are justified.
    pub topics: TopicSettings<'a>,
    /// How lines are made.
    pub line: LineMaking<'a>,
    /// What becomes of boilerplate.
    pub masking: Masking,
}

/// Makes a digest of the rows of `events`: one entry per row, in input order; inputs that failed go to `report`.
///
/// # Errors
/// None of its own; the signature leaves room for what later stages may refuse.
pub fn make_digest(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    settings: DigestSettings<'_>,
    report: impl FnMut(Failure),
) -> Result<Digest> {
    let mut digest = Digest::default();
    in_batches(events, settings.masking, report, |mut batch| {
        let topics = batch.map(|scratch, row, mask| topic_row(scratch, row, mask, model, settings.topics));
        if let Some(rules) = settings.topics.rules {
            for row in &topics {
                digest.rules.count(rules, &row.verdict, &row.id);
            }
        }
        batch.masks = batch.line_masks();
        let lines = batch.map(|scratch, row, mask| line_row(scratch, row, mask, model, settings.line));
        digest.entries.extend(batch.rows.iter().zip(topics).zip(lines).map(entry));
        Ok(())
    })?;
    Ok(digest)
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
