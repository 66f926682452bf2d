//! Measures of a model, for a person.

use std::io::Write;

use crate::error::Result;
use crate::topics::Evaluation;

/// Writes `evaluation` as text: the figures, the coverage, a row per topic.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_evaluation_text(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    writeln!(out, "rows       {:>7}", evaluation.rows)?;
    writeln!(out, "accuracy   {:>7.2} %", evaluation.accuracy)?;
    writeln!(out, "macro-F1   {:>7.2} %", evaluation.macro_f1)?;
    writeln!(out, "micro-F1   {:>7.2} %", evaluation.micro_f1)?;
    writeln!(out, "ECE        {:>7.2} %", evaluation.ece)?;
    writeln!(out, "\nAccepting only what is confident enough:")?;
    for point in &evaluation.coverage {
        match point.min_confidence {
            Some(confidence) => writeln!(
                out,
                "  {:>5.1} % accepted at {:>2.0} % error (confidence {confidence:.3} or more)",
                point.accepted, point.max_error
            )?,
            None => writeln!(out, "  nothing accepted at {:>2.0} % error", point.max_error)?,
        }
    }
    let width = evaluation.topics.iter().map(|topic| topic.topic.chars().count()).max().unwrap_or(0).max(5);
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
