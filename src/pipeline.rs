//! Reader → batches → ordered writer: how any number of articles goes through in bounded memory.
//!
//! Each function here is what one command does to the rows of its inputs.

mod batches;
mod explain;
mod masked;

pub use batches::{Batch, Masking, in_batches};
pub use explain::{explain_rows, explanation_row};
pub use masked::masked_rows;

use crate::article::{DamagedRow, Doubt, Row, Span, Status};
use crate::error::Result;
use crate::features::{Document, Scratch};
use crate::ingest::{Event, Failure};
use crate::publish::{LineRow, N_TOPICS, TopicRow, round_confidence};
use crate::summary::{LineSettings, summarize};
use crate::topics::{Classification, TopicModel};

/// Which topics are justified.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TopicSettings {
    /// Articles whose likeliest topic is less probable than this are `unsure`, `[0, 1]`.
    pub min_confidence: f64,
}

/// How lines are made of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineRowSettings {
    /// How long a line may be.
    pub line: LineSettings,
    /// Whether rows hold the cleaned text that their spans refer to.
    pub with_text: bool,
    /// What becomes of boilerplate.
    pub masking: Masking,
}

/// How many articles came to what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows written.
    pub rows: usize,
    /// Rows whose status is `unsure`.
    pub unsure: usize,
    /// Rows whose status is `empty`.
    pub empty: usize,
    /// Rows whose status is `error`.
    pub errors: usize,
}

impl Tally {
    fn count(&mut self, status: Status) {
        self.rows += 1;
        match status {
            Status::Ok => {}
            Status::Unsure => self.unsure += 1,
            Status::Empty => self.empty += 1,
            Status::Error => self.errors += 1,
        }
    }
}

/// Classifies the rows of `events`, one output row each, in order.
///
/// # Errors
/// What `write` returns.
pub fn classify(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    settings: TopicSettings,
    masking: Masking,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&TopicRow) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    in_batches(events, masking, report, |batch| {
        for row in batch.map(|scratch, row, mask| topic_row(scratch, row, mask, model, settings)) {
            tally.count(row.status);
            write(&row)?;
        }
        Ok(())
    })?;
    Ok(tally)
}

/// Summarises the rows of `events`, one output row each, in order.
///
/// The model gives the weights of terms.
///
/// # Errors
/// What `write` returns.
pub fn summarize_rows(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    settings: LineRowSettings,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&LineRow) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let LineRowSettings { line, with_text, masking } = settings;
    in_batches(events, masking, report, |mut batch| {
        batch.masks = batch.line_masks();
        for row in batch.map(|scratch, row, mask| line_row(scratch, row, mask, model, line, with_text)) {
            tally.count(row.status);
            write(&row)?;
        }
        Ok(())
    })?;
    Ok(tally)
}

/// What the model says of one row.
pub fn topic_row(
    scratch: &mut Scratch,
    row: &Row,
    mask: &[Span],
    model: &TopicModel,
    settings: TopicSettings,
) -> TopicRow {
    let article = match row {
        Row::Article(article) => article,
        Row::Damaged(DamagedRow { id, error }) => {
            return TopicRow { error: Some(error.clone()), ..without_topic(id, "", Status::Error) };
        }
    };
    if article.is_empty() {
        return without_topic(&article.id, &article.title, Status::Empty);
    }
    let result = model.classify(scratch, &Document::new(article, mask));
    let mut topics = model.ranked(&result, N_TOPICS);
    let confidence = topics.first().map_or(0.0, |best| best.confidence);
    let is_below = confidence < settings.min_confidence;
    let doubt = doubt(&result).or(is_below.then_some(Doubt::BelowConfidence));
    for topic in &mut topics {
        topic.confidence = round_confidence(topic.confidence);
    }
    let best = topics.first();
    TopicRow {
        id: article.id.clone(),
        title: article.title.clone(),
        topic: best.filter(|_| doubt.is_none()).map(|best| best.topic.clone()),
        confidence: best.map(|best| best.confidence),
        status: if doubt.is_none() { Status::Ok } else { Status::Unsure },
        topics,
        doubt,
        error: None,
    }
}

/// Why the model gives no topic, where it gives none.
fn doubt(result: &Classification) -> Option<Doubt> {
    if result.n_known_words == 0 {
        Some(Doubt::NoKnownWord)
    } else {
        result.given.is_empty().then_some(Doubt::BelowThresholds)
    }
}

fn without_topic(id: &str, title: &str, status: Status) -> TopicRow {
    TopicRow {
        id: id.to_owned(),
        title: title.to_owned(),
        topic: None,
        confidence: None,
        topics: Vec::new(),
        status,
        doubt: None,
        error: None,
    }
}

/// The line of one row.
pub fn line_row(
    scratch: &mut Scratch,
    row: &Row,
    mask: &[Span],
    model: &TopicModel,
    settings: LineSettings,
    with_text: bool,
) -> LineRow {
    match row {
        Row::Article(article) => {
            let line = summarize(&Document::new(article, mask), model.vectorizer(), scratch, settings);
            LineRow {
                id: article.id.clone(),
                title: article.title.clone(),
                summary: line.summary,
                span: line.span,
                trimmed: line.trimmed,
                status: line.status,
                error: None,
                text: with_text.then(|| article.text.clone()),
            }
        }
        Row::Damaged(DamagedRow { id, error }) => LineRow {
            id: id.clone(),
            title: String::new(),
            summary: String::new(),
            span: None,
            trimmed: false,
            status: Status::Error,
            error: Some(error.clone()),
            text: None,
        },
    }
}
