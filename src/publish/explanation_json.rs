//! Explanations as JSON lines: one object per article.

use std::io::Write;

use serde::Serialize;

use super::ExplanationRow;
use super::json::write_line;
use crate::article::{Doubt, PartSpan, Status};
use crate::error::Result;
use crate::topics::{TermEvidence, TopicProbability};

/// One line of the output; its keys are the contract with whoever reads it.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    /// The topic that is explained; null where nothing could be scored.
    topic: Option<&'a str>,
    confidence: Option<f64>,
    /// The rule that decides, its topic, and all that match, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_topic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matching_rules: Option<Vec<&'a str>>,
    runner_up: Option<&'a str>,
    runner_up_confidence: Option<f64>,
    margin: Option<f64>,
    intercept: Option<f64>,
    terms: Vec<Evidence<'a>>,
    /// The terms that are not listed, and the sum of their contributions.
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<Others>,
    topics: &'a [TopicProbability],
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Doubt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    term: &'a str,
    count: usize,
    value: f64,
    weight: f64,
    contribution: f64,
    spans: &'a [PartSpan],
}

#[derive(Serialize)]
struct Others {
    terms: usize,
    contribution: f64,
}

/// Writes `row` as one line of JSON with at most `limit` terms for each of the two topics (0: all), and with the title and the
/// text that the spans refer to where `with_text`.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_explanation_json(
    out: &mut dyn Write,
    row: &ExplanationRow<'_>,
    limit: usize,
    with_text: bool,
) -> Result<()> {
    let explained = row.explained.as_ref();
    let (terms, n_others, of_others) =
        explained.map_or_else(Default::default, |explained| explained.strongest(limit));
    let runner_up = explained.and_then(|explained| explained.runner_up.as_ref());
    let article = row.article.filter(|_| with_text);
    let rule = row.deciding_rules().next();
    let matching: Vec<&str> = row.matching_rules().map(|rule| rule.name.as_str()).collect();
    let line = Line {
        id: row.id,
        topic: explained.map(|explained| explained.topic.topic.as_str()),
        confidence: explained.and_then(|explained| explained.topic.confidence),
        rule: rule.map(|rule| rule.name.as_str()),
        rule_topic: rule.map(|rule| rule.topic.as_str()),
        matching_rules: (!matching.is_empty()).then_some(matching),
        runner_up: runner_up.map(|runner_up| runner_up.topic.as_str()),
        runner_up_confidence: runner_up.and_then(|runner_up| runner_up.confidence),
        margin: explained.map(|explained| explained.explanation.margin),
        intercept: explained.map(|explained| explained.explanation.intercept),
        terms: terms.into_iter().map(of_term).collect(),
        others: (n_others > 0).then_some(Others { terms: n_others, contribution: of_others }),
        topics: &row.topics,
        status: row.status,
        why: row.doubt,
        error: row.error,
        title: article.map(|article| article.title.as_str()),
        text: article.map(|article| article.text.as_str()),
    };
    write_line(out, &line)
}

fn of_term(term: &TermEvidence) -> Evidence<'_> {
    let TermEvidence { term, count, value, weight, contribution, places } = term;
    Evidence {
        term,
        count: *count,
        value: *value,
        weight: *weight,
        contribution: *contribution,
        spans: places,
    }
}
