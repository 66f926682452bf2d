//! An evaluation as one page: figures, plots and the worst mistakes, for someone who has to decide on a model.
//!
//! The page needs nothing but itself: styles and plots stand in it, and it loads and runs nothing. What comes from articles is
//! escaped by the template.

mod charts;
mod heat_map;
mod mistakes;
mod palette;
mod sections;
mod topics;

use std::io::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::wording::thousands;
use crate::error::{Error, ErrorKind, Result};
use crate::topics::{Assessment, LearningPoint};

const STYLE: &str = concat!(include_str!("../colours.css"), include_str!("report.css"));

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationReport<'a> {
    /// What was measured, such as `my.slug` or `5-fold cross-validation`.
    pub subject: &'a str,
    /// What it was measured on, such as `test.jsonl`.
    pub data: &'a str,
    /// The measures and the mistakes.
    pub assessment: &'a Assessment,
    /// The measures after learning from parts of the articles; none where there was nothing to learn from.
    pub learning_curve: Option<&'a [LearningPoint]>,
}

/// Writes the page.
///
/// # Errors
/// [`ErrorKind::Io`] where `out` fails; [`ErrorKind::Data`] where a plot cannot be drawn.
pub fn write_report_html(out: &mut dyn Write, report: &EvaluationReport<'_>) -> Result<()> {
    let n_rows = report.assessment.evaluation.rows;
    let title = format!("{} on {}", report.subject, report.data);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "slugline " (env!("CARGO_PKG_VERSION")) };
                title { "Evaluation: " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.kicker { "Evaluation" }
                    h1 { (report.subject) }
                    p.lead { "measured on " (thousands(n_rows)) (if n_rows == 1 { " labelled article of " } else { " labelled articles of " }) (report.data) }
                }
                main { (body(report)?) }
                footer { p { "Made by slugline " (env!("CARGO_PKG_VERSION")) "." } }
            }
        }
    };
    out.write_all(page.into_string().as_bytes())?;
    Ok(())
}

fn body(report: &EvaluationReport<'_>) -> Result<Markup> {
    let evaluation = &report.assessment.evaluation;
    Ok(html! {
        (sections::summary(evaluation))
        (sections::coverage(evaluation)?)
        (sections::reliability(evaluation)?)
        (topics::topics(evaluation))
        (topics::confusion(evaluation)?)
        (sections::learning(report.learning_curve)?)
        (mistakes::mistakes(&report.assessment.mistakes, evaluation))
    })
}

/// What went wrong while drawing, as an error of ours.
fn cannot_draw(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Data, format!("cannot draw a plot: {error}"))
}

#[cfg(test)]
mod tests;
