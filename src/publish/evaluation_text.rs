//! Measures of a model, for a person or a program.

use std::io::Write;

use super::counted;
use super::json::write_document;
use crate::error::Result;
use crate::topics::{Evaluation, Interval};

/// Up to so many topics, the whole confusion matrix is shown; beyond, the most confused pairs.
const MAX_MATRIX_TOPICS: usize = 12;

/// The most confused pairs that are shown.
const N_PAIRS: usize = 10;

/// Writes `evaluation` as text: the figures, coverage, reliability, a row per topic, and which topics are confused.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_evaluation_text(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    figures(out, evaluation)?;
    coverage(out, evaluation)?;
    reliability(out, evaluation)?;
    topics(out, evaluation)?;
    confusion(out, evaluation)
}

/// Writes `evaluation` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_evaluation_json(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    write_document(out, evaluation)
}

fn figures(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    let intervals = &evaluation.intervals;
    let mut figure = |name: &str, value: f64, interval: Option<Interval>| -> Result<()> {
        write!(out, "{name:<14} {value:>7.2} %")?;
        if let Some(Interval { low, high }) = interval {
            write!(out, "  ({low:.1} to {high:.1})")?;
        }
        Ok(writeln!(out)?)
    };
    let accuracy = if evaluation.has_several_labels() { "exact match" } else { "accuracy" };
    figure(accuracy, evaluation.accuracy, Some(intervals.accuracy))?;
    if let Some(precision) = evaluation.precision_at_1 {
        figure("precision at 1", precision, intervals.precision_at_1)?;
    }
    figure("macro-F1", evaluation.macro_f1, Some(intervals.macro_f1))?;
    figure("micro-F1", evaluation.micro_f1, Some(intervals.micro_f1))?;
    figure("ECE", evaluation.ece, None)?;
    let articles = counted(evaluation.rows, "article");
    Ok(writeln!(out, "{articles}; in brackets, 95 % intervals from 1000 resamples of them")?)
}

fn coverage(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    writeln!(out, "\nAccepting only what is confident enough:\n  error at most  accepted  confidence from")?;
    for point in &evaluation.coverage {
        match point.min_confidence {
            Some(confidence) => {
                writeln!(
                    out,
                    "  {:>11.0} %  {:>6.1} %  {:>15.4}",
                    point.max_error,
                    point.accepted,
                    threshold(confidence)
                )?;
            }
            None => writeln!(out, "  {:>11.0} %   nothing", point.max_error)?,
        }
    }
    Ok(())
}

/// A confidence from which articles are accepted, to four digits: rounded down, so that those at the limit still are.
pub(super) fn threshold(confidence: f64) -> f64 {
    (confidence * 1e4).floor() / 1e4
}

fn reliability(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    writeln!(
        out,
        "\nConfidence against accuracy, in bins of equal size:\n  articles  confidence     right     gap"
    )?;
    for bin in &evaluation.reliability {
        let gap = bin.accuracy - bin.mean_confidence;
        writeln!(
            out,
            "  {:>8}  {:>8.1} %  {:>6.1} %  {gap:>+6.1}",
            bin.n, bin.mean_confidence, bin.accuracy
        )?;
    }
    Ok(())
}

fn topics(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    let width = name_width(evaluation);
    writeln!(out, "\n{:<width$}  precision  recall     F1  support", "topic")?;
    for topic in &evaluation.topics {
        writeln!(
            out,
            "{:<width$}  {:>9.1}  {:>6.1}  {:>5.1}  {:>7}",
            topic.topic, topic.precision, topic.recall, topic.f1, topic.support
        )?;
    }
    Ok(())
}

fn confusion(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    if evaluation.confusion.is_empty() {
        return Ok(());
    }
    if evaluation.topics.len() <= MAX_MATRIX_TOPICS {
        return matrix(out, evaluation);
    }
    let pairs = evaluation.confused_pairs();
    writeln!(out, "\nMost confused: articles, their topic, the topic they were given")?;
    for pair in pairs.iter().take(N_PAIRS) {
        writeln!(out, "  {:>6}  {} → {}", pair.n, pair.truth, pair.predicted)?;
    }
    Ok(())
}

/// The matrix with a row per true topic; the given topics go by number, as their names would not fit.
fn matrix(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    let width = name_width(evaluation);
    let largest = evaluation.confusion.iter().map(|cell| cell.n).max().unwrap_or(0);
    let cell_width = largest.to_string().len().max(3);
    writeln!(out, "\nTrue topics in rows, given topics in columns:")?;
    write!(out, "{:>3} {:<width$}", "", "")?;
    for number in 1..=evaluation.topics.len() {
        write!(out, "  {number:>cell_width$}")?;
    }
    writeln!(out)?;
    for (number, row) in evaluation.topics.iter().enumerate() {
        write!(out, "{:>3} {:<width$}", number + 1, row.topic)?;
        for column in &evaluation.topics {
            let is_here = |cell: &&crate::topics::ConfusionCell| {
                cell.truth == row.topic && cell.predicted == column.topic
            };
            match evaluation.confusion.iter().find(is_here) {
                Some(cell) => write!(out, "  {:>cell_width$}", cell.n)?,
                None => write!(out, "  {:>cell_width$}", "·")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn name_width(evaluation: &Evaluation) -> usize {
    evaluation.topics.iter().map(|topic| topic.topic.chars().count()).max().unwrap_or(0).max(5)
}
