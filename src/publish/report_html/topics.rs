//! The sections on the topics: how well each is found, and which are taken for which.

use maud::{Markup, html};

use super::heat_map::heat_map;
use super::sections::figure;
use super::thousands;
use crate::error::Result;
use crate::topics::{ConfusionCell, Evaluation, TopicScore};

/// Up to so many topics, the matrix leaves room beside it.
const MAX_BESIDE: usize = 8;

/// The most confused pairs that are listed.
const N_PAIRS: usize = 12;

/// A row per topic.
pub(super) fn topics(evaluation: &Evaluation) -> Markup {
    html! {
        section aria-labelledby="topics" {
            h2 id="topics" { "Topic by topic" }
            div.scroll { table.figures {
                thead { tr {
                    th { "topic" }
                    th.number { "articles" }
                    th.number title="Of the articles given this topic, those that have it" { "precision" }
                    th.number title="Of the articles that have this topic, those that were given it" { "recall" }
                    th.number { "F1" }
                    th aria-hidden="true" {}
                } }
                tbody { @for topic in &evaluation.topics { (topic_row(topic)) } }
            } }
            p.note { "Precision: of the articles given the topic, those that have it. Recall: of the articles that have it, those that were given it. F1 is their harmonic mean. All in percent." }
        }
    }
}

fn topic_row(topic: &TopicScore) -> Markup {
    html! {
        tr {
            th scope="row" { (topic.topic) }
            td.number { (thousands(topic.support)) }
            td.number { (format!("{:.1}", topic.precision)) }
            td.number { (format!("{:.1}", topic.recall)) }
            td.number.strong { (format!("{:.1}", topic.f1)) }
            td.bar aria-hidden="true" { span style=(format!("width:{:.1}%", topic.f1)) {} }
        }
    }
}

/// Which topics are taken for which; nothing where articles have several topics.
pub(super) fn confusion(evaluation: &Evaluation) -> Result<Markup> {
    if evaluation.confusion.is_empty() {
        return Ok(html! {});
    }
    let map = heat_map(evaluation)?;
    let pairs = evaluation.confused_pairs();
    let is_wide = evaluation.topics.len() > MAX_BESIDE;
    Ok(html! {
        section aria-labelledby="confusion" {
            h2 id="confusion" { "Which topics are taken for which" }
            div.pair[!is_wide] {
                (figure(&map.svg, "Confusion matrix: true topics in rows, given topics in columns", &html! {
                    "Rows are the true topics, columns the given ones; the darker a cell, the larger its share of the row. Blue is right, orange is wrong, and drawn stronger, so that small shares are seen."
                    @if map.n_hidden > 0 {
                        " The " (map.n_hidden) " topics with the fewest articles are not shown."
                    }
                }))
                @if pairs.is_empty() {
                    p { "No topic was taken for another." }
                } @else {
                    div.scroll { table {
                        caption { "Most frequent mistakes" }
                        thead { tr { th { "true topic" } th { "given topic" } th.number { "articles" } } }
                        tbody { @for pair in pairs.into_iter().take(N_PAIRS) { (pair_row(pair)) } }
                    } }
                }
            }
        }
    })
}

fn pair_row(pair: &ConfusionCell) -> Markup {
    html! {
        tr {
            td { (pair.truth) }
            td { (pair.predicted) }
            td.number { (thousands(pair.n)) }
        }
    }
}
