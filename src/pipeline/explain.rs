//! Explanations of many articles: one for each row, in order, a part of a batch at a time, for they hold far more than a topic.

use super::{Masking, Tally, doubt, in_batches};
use crate::article::{Article, DamagedRow, Row, Span, Status};
use crate::error::Result;
use crate::features::{Document, Scratch};
use crate::ingest::{Event, Failure};
use crate::publish::{Explained, ExplanationRow, N_TOPICS, round_confidence};
use crate::rules::{Rules, Verdict};
use crate::topics::{Classification, TopicModel, TopicProbability, explain};

/// So many rows are explained before they are written.
const ROWS_AT_ONCE: usize = 64;

/// Explains the topics of the rows of `events`, one output row each, in order.
///
/// # Errors
/// What `write` returns.
pub fn explain_rows(
    events: impl Iterator<Item = Event>,
    model: &TopicModel,
    rules: Option<&Rules>,
    masking: Masking,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&ExplanationRow<'_>) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    in_batches(events, masking, report, |batch| {
        let parts = batch.map_in_parts(ROWS_AT_ONCE, |scratch, row, mask| {
            explanation_row(scratch, row, mask, model, rules)
        });
        for row in parts.flatten() {
            tally.count(row.status);
            write(&row)?;
        }
        Ok(())
    })?;
    Ok(tally)
}

/// Why one row has its topic.
pub fn explanation_row<'a>(
    scratch: &mut Scratch,
    row: &'a Row,
    mask: &'a [Span],
    model: &TopicModel,
    rules: Option<&'a Rules>,
) -> ExplanationRow<'a> {
    let article = match row {
        Row::Article(article) => article,
        Row::Damaged(DamagedRow { id, error }) => {
            return ExplanationRow { error: Some(error), ..without_topic(id, None, Status::Error) };
        }
    };
    let without_topic = |status| without_topic(&article.id, Some(article), status);
    if article.is_empty() {
        return without_topic(Status::Empty);
    }
    let document = Document::new(article, mask);
    let explanation = explain(model, scratch, &document);
    let result = &explanation.classification;
    let named = |topic: usize| named(model, result, topic);
    let doubt = doubt(result);
    let verdict = rules.map_or_else(Verdict::default, |rules| {
        rules.decide(&document, article.source.as_deref(), doubt.is_some(), model.is_multi_label())
    });
    let doubt = doubt.filter(|_| verdict.deciding.is_empty());
    let mut topics = model.ranked(result, N_TOPICS);
    for topic in &mut topics {
        topic.confidence = topic.confidence.map(round_confidence);
    }
    let is_explained = result.n_known_words > 0;
    let runner_up = explanation.runner_up.and_then(named);
    let topic = named(explanation.topic).filter(|_| is_explained);
    let explained = topic.map(|topic| Explained { topic, runner_up, explanation });
    let status = if doubt.is_some() { Status::Unsure } else { Status::Ok };
    ExplanationRow { masked: mask, topics, doubt, explained, rules, verdict, ..without_topic(status) }
}

fn without_topic<'a>(id: &'a str, article: Option<&'a Article>, status: Status) -> ExplanationRow<'a> {
    let (topics, masked) = (Vec::new(), [].as_slice());
    ExplanationRow {
        id,
        article,
        masked,
        topics,
        status,
        doubt: None,
        error: None,
        explained: None,
        rules: None,
        verdict: Verdict::default(),
    }
}

fn named(model: &TopicModel, result: &Classification, topic: usize) -> Option<TopicProbability> {
    let confidence = round_confidence(*result.probabilities.get(topic)?);
    Some(TopicProbability { topic: model.topics().get(topic)?.clone(), confidence: Some(confidence) })
}
