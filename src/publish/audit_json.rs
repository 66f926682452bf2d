//! The findings of an audit as JSON lines: one object per finding, the kinds one after another, each in ranked order.

use std::io::Write;

use serde::Serialize;

use super::audit_text::excerpt;
use super::json::write_line;
use super::round_confidence;
use crate::article::Article;
use crate::error::Result;
use crate::topics::{Audit, ConfusedPair, CopyGroup, DoubtfulLabel, EmptyRow, SmallTopic};

/// One line of the output; its keys are the contract with whoever reads it.
#[derive(Serialize)]
#[serde(tag = "finding", rename_all = "lowercase")]
enum Finding<'a> {
    Label {
        id: &'a str,
        label: &'a str,
        label_confidence: f64,
        topic: &'a str,
        confidence: f64,
        confident: bool,
        terms: &'a [String],
        text: String,
    },
    Copies {
        ids: Vec<&'a str>,
        labels: &'a [&'a str],
        conflict: bool,
        exact: bool,
        text: String,
    },
    Empty {
        id: &'a str,
        label: Option<&'a str>,
        reason: &'static str,
    },
    Few {
        topic: &'a str,
        rows: usize,
        distinct: usize,
    },
    Confused {
        topics: [&'a str; 2],
        share: f64,
        rows: usize,
        confused: usize,
        first_as_second: usize,
        second_as_first: usize,
    },
}

/// Writes every finding of `audit` as one line of JSON.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_audit_json(out: &mut dyn Write, audit: &Audit<'_>) -> Result<()> {
    let labels = audit.labels.iter().map(of_label);
    let copies = audit.copies.iter().map(of_copies);
    let empty = audit.empty.iter().map(of_empty);
    let few = audit.few.iter().map(of_small_topic);
    let confused = audit.confused.iter().map(of_pair);
    for finding in labels.chain(copies).chain(empty).chain(few).chain(confused) {
        write_line(out, &finding)?;
    }
    Ok(())
}

fn of_label<'a>(found: &'a DoubtfulLabel<'_>) -> Finding<'a> {
    Finding::Label {
        id: &found.article.id,
        label: found.label,
        label_confidence: round_confidence(found.label_probability),
        topic: found.predicted,
        confidence: round_confidence(found.predicted_probability),
        confident: found.is_confident,
        terms: &found.terms,
        text: excerpt(found.article),
    }
}

fn of_copies<'a>(group: &'a CopyGroup<'_>) -> Finding<'a> {
    let id = |article: &&'a Article| article.id.as_str();
    Finding::Copies {
        ids: group.articles.iter().map(id).collect(),
        labels: &group.labels,
        conflict: group.is_conflict(),
        exact: group.is_exact,
        text: group.articles.first().map(|article| excerpt(article)).unwrap_or_default(),
    }
}

fn of_empty<'a>(row: &EmptyRow<'a>) -> Finding<'a> {
    Finding::Empty {
        id: &row.article.id,
        label: row.article.labels.first().map(String::as_str),
        reason: row.reason.as_str(),
    }
}

fn of_small_topic<'a>(topic: &SmallTopic<'a>) -> Finding<'a> {
    Finding::Few { topic: topic.topic, rows: topic.n_rows, distinct: topic.n_distinct }
}

fn of_pair<'a>(pair: &ConfusedPair<'a>) -> Finding<'a> {
    Finding::Confused {
        topics: pair.topics,
        share: round_confidence(pair.share / 100.0),
        rows: pair.n_rows,
        confused: pair.n_confused(),
        first_as_second: pair.n_first_as_second,
        second_as_first: pair.n_second_as_first,
    }
}
