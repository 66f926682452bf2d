//! Reader → batches → ordered writer: how any number of articles goes through in bounded memory.
//!
//! Each function here is what one command does to the rows of its inputs.

mod batches;
mod explain;
mod masked;
mod pulled;
mod ruled;
mod stories;

use batches::in_batches_after;
pub use batches::{Batch, Masking, StageTimes, in_batches};
pub use explain::{explain_rows, explanation_row};
pub use masked::masked_rows;
pub use pulled::PulledBatches;
pub use stories::{story_cards, story_rows};

pub use crate::article::Tally;

use crate::article::{Article, DamagedRow, Doubt, Row, Span, Status};
use crate::error::Result;
use crate::features::{Document, Scratch, Vectorizer};
use crate::ingest::{Event, Failure};
use crate::publish::{LinePart, LineRow, N_TOPICS, TopicRow, round_confidence};
use crate::rules::{Rules, Verdict};
use crate::summary::{Background, Line, LineKnowledge, LineModel, LineSettings, summarize};
use crate::topics::{Classification, TopicModel};

/// What a topic model knows of words helps to find the line.
impl Background for TopicModel {
    fn vectorizer(&self) -> &Vectorizer {
        self.vectorizer()
    }

    fn topic_weights(&self, column: usize) -> &[f32] {
        self.term_weights(column)
    }
}

/// How lines are made, and what of them is written.
#[derive(Debug, Clone, Copy)]
pub struct LineMaking<'a> {
    /// The weights of features.
    pub model: &'a LineModel,
    /// How long a line may be.
    pub settings: LineSettings,
    /// Whether the cleaned text is written too.
    pub with_text: bool,
    /// Whether each sentence is written with its score and what was cut from it.
    pub with_sentences: bool,
}

/// Which topics are justified.
#[derive(Debug, Clone, Copy, Default)]
pub struct TopicSettings<'a> {
    /// Articles whose likeliest topic is less probable than this are `unsure`, `[0, 1]`.
    pub min_confidence: f64,
    /// What is asked beside the model.
    pub rules: Option<&'a Rules>,
}

/// What workers make of the rows of a batch: how many came to what, and what is to be written, a few rows at a time.
type Made<C> = Vec<(Tally, C)>;

/// Classifies the rows of `events`, one output row each, in order, but for the first rows that `done` counts, which were written before. Gives
/// the count of all, and how long each stage took.
///
/// `render` gets the rows a few at a time, in parallel, and `write` in order what it makes of them.
///
/// # Errors
/// What `write` returns.
#[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to do with it")]
pub fn classify<C: Send>(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    settings: TopicSettings<'_>,
    masking: Masking,
    done: Tally,
    report: impl FnMut(Failure),
    render: impl Fn(Vec<TopicRow>) -> C + Sync + Send,
    write: impl FnMut(C) -> Result<()>,
) -> Result<(Tally, StageTimes)> {
    let compute = |batch: Batch| {
        batch.map_chunks(
            |scratch, row, mask| topic_row(scratch, row, mask, model, settings),
            |rows| (tally(rows.iter().map(|row| row.status)), render(rows)),
        )
    };
    write_all(done, write, |n_done, write| in_batches_after(n_done, events, masking, report, compute, write))
}

/// Summarises the rows of `events`, one output row each, in order, but for those that `done` counts; see [`classify`].
///
/// The topic model says how rare words are.
///
/// # Errors
/// What `write` returns.
#[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to do with it")]
pub fn summarize_rows<C: Send>(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    lines: LineMaking<'_>,
    masking: Masking,
    done: Tally,
    report: impl FnMut(Failure),
    render: impl Fn(Vec<LineRow>) -> C + Sync + Send,
    write: impl FnMut(C) -> Result<()>,
) -> Result<(Tally, StageTimes)> {
    let compute = |batch: Batch| {
        batch.map_chunks(
            |scratch, row, mask| line_row(scratch, row, &batch.line_mask(row, mask), model, lines),
            |rows| (tally(rows.iter().map(|row| row.status)), render(rows)),
        )
    };
    write_all(done, write, |n_done, write| in_batches_after(n_done, events, masking, report, compute, write))
}

/// How many rows have which status.
fn tally(statuses: impl Iterator<Item = Status>) -> Tally {
    let mut tally = Tally::default();
    statuses.for_each(|status| tally.count(status));
    tally
}

/// Lets `run` write what is made of the rows behind those that are `done`, and counts it.
fn write_all<C>(
    done: Tally,
    mut write: impl FnMut(C) -> Result<()>,
    run: impl FnOnce(usize, &mut dyn FnMut(Made<C>) -> Result<()>) -> Result<StageTimes>,
) -> Result<(Tally, StageTimes)> {
    let mut tally = done;
    let times = run(tally.rows, &mut |made| {
        made.into_iter().try_for_each(|(of_chunk, chunk)| {
            tally.add(&of_chunk);
            write(chunk)
        })
    })?;
    Ok((tally, times))
}

/// What the model says of one row, and the rules where there are any.
pub fn topic_row(
    scratch: &mut Scratch,
    row: &Row,
    mask: &[Span],
    model: &TopicModel,
    settings: TopicSettings<'_>,
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
    let document = Document::new(article, mask);
    let result = model.classify(scratch, &document);
    let mut topics = model.ranked(&result, N_TOPICS);
    let confidence = topics.first().and_then(|best| best.confidence).unwrap_or(0.0);
    let is_below = confidence < settings.min_confidence;
    let doubt = doubt(&result).or(is_below.then_some(Doubt::BelowConfidence));
    for topic in &mut topics {
        topic.confidence = topic.confidence.map(round_confidence);
    }
    let best = topics.first();
    let row = TopicRow {
        topic: best.filter(|_| doubt.is_none()).map(|best| best.topic.clone()),
        confidence: best.and_then(|best| best.confidence),
        topics,
        doubt,
        ..without_topic(
            &article.id,
            &article.title,
            if doubt.is_none() { Status::Ok } else { Status::Unsure },
        )
    };
    match settings.rules {
        Some(rules) => ruled::ruled(row, rules, (article, &document), model, &result),
        None => row,
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
        rule: None,
        status,
        doubt: None,
        error: None,
        verdict: Verdict::default(),
    }
}

/// The row of an article's line; with the cleaned text, and with its sentences, where these are asked for.
#[must_use]
pub fn written_line(article: &Article, line: Line, with_text: bool, with_sentences: bool) -> LineRow {
    let (span, trimmed) = (line.span(), line.is_trimmed());
    let part = |sentence| LinePart::new(sentence, &article.text);
    LineRow {
        id: article.id.clone(),
        title: article.title.clone(),
        summary: line.summary,
        span,
        trimmed,
        status: line.status,
        error: None,
        sentences: with_sentences.then(|| line.sentences.into_iter().map(part).collect()),
        text: with_text.then(|| article.text.clone()),
    }
}

/// The line of one row.
pub fn line_row(
    scratch: &mut Scratch,
    row: &Row,
    mask: &[Span],
    model: &TopicModel,
    lines: LineMaking<'_>,
) -> LineRow {
    match row {
        Row::Article(article) => {
            let knowledge = LineKnowledge { background: model, model: lines.model };
            let line = summarize(&Document::new(article, mask), knowledge, scratch, lines.settings);
            written_line(article, line, lines.with_text, lines.with_sentences)
        }
        Row::Damaged(DamagedRow { id, error }) => LineRow {
            id: id.clone(),
            title: String::new(),
            summary: String::new(),
            span: None,
            trimmed: false,
            status: Status::Error,
            error: Some(error.clone()),
            sentences: None,
            text: None,
        },
    }
}
