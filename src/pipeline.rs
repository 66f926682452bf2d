//! Reader → batches → ordered writer: how any number of articles goes through in bounded memory.
//!
//! A batch is closed when it holds enough rows or enough bytes, but never in the middle of a feed or page, whose
//! articles share their boilerplate. Where batches end depends on the input alone, so the output does too.

mod explain;

pub use explain::{explain_rows, explanation_row};

use crate::article::{Article, DamagedRow, Doubt, Row, Span, Status};
use crate::boilerplate;
use crate::error::Result;
use crate::features::{Document, Scratch, Vectorizer};
use crate::ingest::{Event, Failure};
use crate::parallel;
use crate::publish::{LinePart, LineRow, N_TOPICS, TopicRow, round_confidence};
use crate::summary::{Background, Line, LineKnowledge, LineModel, LineSettings, summarize};
use crate::topics::{Classification, TopicModel};

/// A batch is closed at so many rows …
const BATCH_ROWS: usize = 2048;
/// … or so many bytes of text, whichever comes first.
const BATCH_BYTES: usize = 8 << 20;

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
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TopicSettings {
    /// Articles whose likeliest topic is less probable than this are `unsure`, `[0, 1]`.
    pub min_confidence: f64,
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

/// Rows of input with the boilerplate of each: the spans are empty for a damaged row.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows, in input order.
    pub rows: Vec<Row>,
    /// The masked stretches of each row's text.
    pub masks: Vec<Vec<Span>>,
}

impl Batch {
    /// The rows with their boilerplate found within the batch.
    #[must_use]
    pub fn new(rows: Vec<Row>) -> Self {
        let (places, articles): (Vec<usize>, Vec<&Article>) = rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| match row {
                Row::Article(article) => Some((place, article)),
                Row::Damaged(_) => None,
            })
            .unzip();
        let mut masks = vec![Vec::new(); rows.len()];
        for (place, mask) in places.into_iter().zip(boilerplate::masks_in(&articles)) {
            if let Some(slot) = masks.get_mut(place) {
                *slot = mask;
            }
        }
        Self { rows, masks }
    }

    /// `f` of every row with its mask, in order, in parallel.
    pub fn map<R: Send>(&self, f: impl Fn(&mut Scratch, &Row, &[Span]) -> R + Sync + Send) -> Vec<R> {
        self.map_in_parts(self.rows.len(), f).flatten().collect()
    }

    /// The same, `n_at_once` rows after another: what is large when it is many need not be there at once.
    pub fn map_in_parts<'b, R: Send>(
        &'b self,
        n_at_once: usize,
        f: impl Fn(&mut Scratch, &'b Row, &'b [Span]) -> R + Sync + Send,
    ) -> impl Iterator<Item = Vec<R>> {
        let mut pairs = self.rows.iter().zip(self.masks.iter().map(Vec::as_slice)).peekable();
        std::iter::from_fn(move || {
            pairs.peek()?;
            let part: Vec<(&'b Row, &'b [Span])> = pairs.by_ref().take(n_at_once.max(1)).collect();
            Some(parallel::map_with(&part, Scratch::default, |scratch, &(row, mask)| f(scratch, row, mask)))
        })
    }
}

/// Sends the rows of `events` through `process` in batches; inputs that failed go to `report`.
///
/// # Errors
/// What `process` returns; nothing more is read then.
pub fn in_batches(
    events: impl Iterator<Item = Event>,
    mut report: impl FnMut(Failure),
    mut process: impl FnMut(Batch) -> Result<()>,
) -> Result<()> {
    let mut rows: Vec<Row> = Vec::new();
    let mut n_bytes = 0;
    for event in events {
        let row = match event {
            Event::Row(row) => row,
            Event::Failure(failure) => {
                report(failure);
                continue;
            }
        };
        let is_full = rows.len() >= BATCH_ROWS || n_bytes >= BATCH_BYTES;
        if is_full && !rows.last().is_some_and(|last| are_of_one_page(last, &row)) {
            process(Batch::new(std::mem::take(&mut rows)))?;
            n_bytes = 0;
        }
        n_bytes += weight(&row);
        rows.push(row);
    }
    if rows.is_empty() { Ok(()) } else { process(Batch::new(rows)) }
}

/// About how many bytes of memory a row takes.
fn weight(row: &Row) -> usize {
    let strings = match row {
        Row::Article(article) => article.id.len() + article.title.len() + article.text.len(),
        Row::Damaged(row) => row.id.len() + row.error.len(),
    };
    size_of::<Row>() + strings
}

fn are_of_one_page(last: &Row, next: &Row) -> bool {
    match (last, next) {
        (Row::Article(last), Row::Article(next)) => last.page.is_some() && last.page == next.page,
        _ => false,
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
    report: impl FnMut(Failure),
    mut write: impl FnMut(&TopicRow) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    in_batches(events, report, |batch| {
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
/// The topic model says how rare words are.
///
/// # Errors
/// What `write` returns.
pub fn summarize_rows(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    making: LineMaking<'_>,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&LineRow) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    in_batches(events, report, |batch| {
        for row in batch.map(|scratch, row, mask| line_row(scratch, row, mask, model, making)) {
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
    making: LineMaking<'_>,
) -> LineRow {
    match row {
        Row::Article(article) => {
            let knowledge = LineKnowledge { background: model, model: making.model };
            let line = summarize(&Document::new(article, mask), knowledge, scratch, making.settings);
            written_line(article, line, making.with_text, making.with_sentences)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};

    fn article(number: usize, page: Option<&str>) -> Event {
        Event::Row(Row::Article(Article {
            id: number.to_string(),
            text: "Short.".to_owned(),
            page: page.map(Into::into),
            ..Article::default()
        }))
    }

    fn batch_sizes(events: Vec<Event>) -> Vec<usize> {
        let mut sizes = Vec::new();
        in_batches(
            events.into_iter(),
            |_| (),
            |batch| {
                sizes.push(batch.rows.len());
                Ok(())
            },
        )
        .unwrap();
        sizes
    }

    #[test]
    fn batches_are_bounded_and_complete() {
        let n = 2 * BATCH_ROWS + 5;
        assert_eq!(batch_sizes((0..n).map(|i| article(i, None)).collect()), [BATCH_ROWS, BATCH_ROWS, 5]);
        assert!(batch_sizes(Vec::new()).is_empty());
    }

    /// A page that is cut in two would have its boilerplate counted in halves.
    #[test]
    fn a_page_is_never_cut() {
        let n = BATCH_ROWS + 100;
        let mut events: Vec<Event> = (0..n).map(|i| article(i, Some("one.xml"))).collect();
        events.extend((0..10).map(|i| article(n + i, Some("two.xml"))));
        assert_eq!(batch_sizes(events), [n, 10]);
    }

    #[test]
    fn failures_are_reported_and_errors_stop_the_run() {
        let failure = || Failure { name: "x".to_owned(), error: Error::new(ErrorKind::Io, "is empty") };
        let mut failed = Vec::new();
        let events = vec![Event::Failure(failure()), article(0, None), Event::Failure(failure())];
        let refused = in_batches(
            events.into_iter(),
            |failure| failed.push(failure.name),
            |_| Err(Error::new(ErrorKind::Io, "disk full")),
        );
        assert_eq!(failed, ["x", "x"]);
        assert_eq!(refused.unwrap_err().to_string(), "disk full");
    }
}
