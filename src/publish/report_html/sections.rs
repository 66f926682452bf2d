//! The sections on the figures, the confidences and the learning curve.

use maud::{Markup, PreEscaped, html};

use super::super::evaluation_text::threshold;
use super::{charts, thousands};
use crate::error::Result;
use crate::topics::{CoveragePoint, Evaluation, Interval, LearningPoint};

/// The measures with their intervals, each with a sentence on what it means.
pub(super) fn summary(evaluation: &Evaluation) -> Markup {
    let intervals = &evaluation.intervals;
    let (name, accuracy, micro) = if evaluation.has_several_labels() {
        (
            "Exact match",
            "Articles that were given all of their topics and no other.",
            "F1 over all decisions, a topic of an article each.",
        )
    } else {
        (
            "Accuracy",
            "Articles that were given their topic.",
            "F1 over all decisions; with one topic per article, the accuracy.",
        )
    };
    html! {
        section aria-labelledby="summary" {
            h2 id="summary" { "In short" }
            div.scroll { table.figures.measures {
                thead { tr { th { "measure" } th.number { "%" } th.number { "95 % interval" } th { "what it says" } } }
                tbody {
                    (measure(name, evaluation.accuracy, Some(intervals.accuracy), accuracy))
                    @if let Some(precision) = evaluation.precision_at_1 {
                        (measure("Precision at 1", precision, intervals.precision_at_1, "Articles whose likeliest topic is one of theirs."))
                    }
                    (measure("Macro-F1", evaluation.macro_f1, Some(intervals.macro_f1), "The mean of the topics’ F1: a rare topic counts as much as a common one."))
                    (measure("Micro-F1", evaluation.micro_f1, Some(intervals.micro_f1), micro))
                    (measure("Calibration error", evaluation.ece, None, "How far confidence and accuracy lie apart, on average over 15 bins of equal size (ECE)."))
                }
            } }
            p.note { "The intervals come from 1,000 resamples of the articles. Made this way, an interval holds the figure that endless articles of the same kind would give about 19 times out of 20." }
        }
    }
}

fn measure(name: &str, value: f64, interval: Option<Interval>, meaning: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            td.number.strong { (format!("{value:.1}")) }
            td.number { @if let Some(Interval { low, high }) = interval { (format!("{low:.1} to {high:.1}")) } @else { "–" } }
            td { (meaning) }
        }
    }
}

/// How much could be accepted at which error, as a table and a curve.
pub(super) fn coverage(evaluation: &Evaluation) -> Result<Markup> {
    let plot = charts::coverage(&evaluation.coverage_curve, &evaluation.coverage)?;
    Ok(html! {
        section aria-labelledby="coverage" {
            h2 id="coverage" { "What could be accepted without a second look" }
            (pair(&figure(&plot, "Coverage curve: the error among the accepted articles against the share accepted", &html! {
                "Errors among the accepted articles, as more and more are accepted in the order of their confidence. The dots are the rows of the table."
            }), &["error at most", "accepted", "confidence from"], &html! {
                @for point in &evaluation.coverage { (coverage_row(point)) }
            }))
        }
    })
}

fn coverage_row(point: &CoveragePoint) -> Markup {
    html! {
        tr {
            td.number { (format!("{:.0} %", point.max_error)) }
            @if let Some(confidence) = point.min_confidence {
                td.number.strong { (format!("{:.1} %", point.accepted)) }
                td.number { (format!("{:.4}", threshold(confidence))) }
            } @else {
                td.number { "none" }
                td.number { "–" }
            }
        }
    }
}

/// Whether the confidences mean what they say.
pub(super) fn reliability(evaluation: &Evaluation) -> Result<Markup> {
    let plot = charts::reliability(&evaluation.reliability)?;
    Ok(html! {
        section aria-labelledby="reliability" {
            h2 id="reliability" { "Does the confidence mean what it says?" }
            (pair(&figure(&plot, "Reliability diagram: accuracy against mean confidence", &html! {
                "Each dot is an equal part of the articles, grouped by confidence. On the dashed line, articles of 80 % confidence are right 80 times in 100; below it the model is too sure, above it not sure enough."
            }), &["articles", "mean confidence", "right"], &html! {
                @for bin in &evaluation.reliability {
                    tr {
                        td.number { (thousands(bin.n)) }
                        td.number { (format!("{:.1} %", bin.mean_confidence)) }
                        td.number { (format!("{:.1} %", bin.accuracy)) }
                    }
                }
            }))
        }
    })
}

/// What more articles would bring.
pub(super) fn learning(points: Option<&[LearningPoint]>) -> Result<Markup> {
    let content = match points {
        None => html! {
            p { "A learning curve shows whether more labelled articles would help. It takes the articles that a model was learnt from, which are not known here: measure them with " code { "--cv 5 --report" } " to see it." }
        },
        Some(points) if points.len() < 2 => html! {
            p { "There are too few articles to learn from parts of them." }
        },
        Some(points) => html! {
            (pair(&figure(&charts::learning(points)?, "Learning curve: accuracy and macro-F1 against the number of articles learnt from", &html! {
                "Learnt from a sixteenth, an eighth and so on of the articles outside the first fold, measured on that fold. A curve that still rises on the right says that more labelled articles would help."
            }), &["learnt from", "accuracy", "macro-F1"], &html! {
                @for point in points {
                    tr {
                        td.number { (thousands(point.n_examples)) }
                        td.number { (format!("{:.1} %", point.accuracy)) }
                        td.number { (format!("{:.1} %", point.macro_f1)) }
                    }
                }
            }))
        },
    };
    Ok(html! {
        section aria-labelledby="learning" {
            h2 id="learning" { "Would more labelled articles help?" }
            (content)
        }
    })
}

/// A plot and, beside it, a table of numbers.
fn pair(plot: &Markup, headings: &[&str], rows: &Markup) -> Markup {
    html! {
        div.pair {
            (plot)
            div.scroll { table {
                thead { tr { @for heading in headings { th.number { (heading) } } } }
                tbody { (rows) }
            } }
        }
    }
}

/// A plot with its caption; `name` is read out in its place.
pub(super) fn figure(svg: &str, name: &str, caption: &Markup) -> Markup {
    html! {
        figure {
            div.plot role="img" aria-label=(name) { (PreEscaped(svg)) }
            figcaption { (caption) }
        }
    }
}
