//! The health of inputs: for a person, a line for each and what is noteworthy below it, or as JSON lines.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use serde::Serialize;

use super::counted;
use super::entry::day_of;
use super::json::write_line;
use crate::error::Result;
use crate::health::{Condition, InputHealth, MAX_KNOWN_AGAIN};
use crate::ingest::{Format, Repair};

/// Writes what is known of an input as text: one line, and below it what was mended and what is missing.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_health_text(out: &mut dyn Write, health: &InputHealth, coloured: bool) -> Result<()> {
    let condition = health.condition();
    let style = match condition {
        _ if !coloured => Style::new(),
        Condition::Sound => AnsiColor::Green.on_default(),
        Condition::Mended => AnsiColor::Cyan.on_default(),
        Condition::Damaged => AnsiColor::Yellow.on_default(),
        Condition::Failed => AnsiColor::Red.on_default().bold(),
    };
    writeln!(out, "{style}{:<7}{style:#}  {}", condition.as_str(), health.name)?;
    let facts = facts(health);
    if !facts.is_empty() {
        writeln!(out, "         {facts}")?;
    }
    for remark in remarks(health) {
        writeln!(out, "         {remark}")?;
    }
    Ok(())
}

/// Format, encoding, number and period of the articles.
fn facts(health: &InputHealth) -> String {
    let format = health.format.map(|format| format.to_string());
    let charset = health.charset.map(str::to_owned);
    let articles = health.format.map(|_| counted(health.n_articles, "article"));
    let period =
        health.oldest.zip(health.newest).map(|(oldest, newest)| match (day_of(oldest), day_of(newest)) {
            (first, last) if first == last => first,
            (first, last) => format!("{first} to {last}"),
        });
    [format, charset, articles, period].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a person should know about an input, one remark a line.
fn remarks(health: &InputHealth) -> Vec<String> {
    let repairs: Vec<&str> = health.repairs.iter().map(|repair| repair.as_str()).collect();
    let mut remarks = Vec::new();
    if !repairs.is_empty() {
        remarks.push(format!("mended: {}", repairs.join(", ")));
    }
    // What a table or a text need not have is worth a word where some of its articles have it.
    let is_feed = health.format == Some(Format::Feed);
    let expected = |n: usize| if is_feed || n < health.n_articles { n } else { 0 };
    let missing = [
        (health.n_without_text, "without text"),
        (if is_feed { health.n_teasers } else { 0 }, "with a teaser only"),
        (expected(health.n_untitled), "without title"),
        (expected(health.n_without_link), "without link"),
        (health.n_copies, "seen before"),
        (expected(health.n_undated), "without a date that can be read"),
        (health.n_future, "dated in the future"),
    ];
    if health.failure.is_none() && health.n_articles + health.n_damaged == 0 {
        remarks.push("holds no article".to_owned());
    }
    let missing: Vec<String> =
        missing.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if !missing.is_empty() {
        remarks.push(missing.join(", "));
    }
    if health.n_articles > MAX_KNOWN_AGAIN {
        remarks.push(format!("only copies of the first {MAX_KNOWN_AGAIN} articles are counted"));
    }
    remarks.extend(health.damaged.iter().map(|row| format!("{}: {}", row.id, row.error)));
    let n_unnamed = health.n_damaged - health.damaged.len();
    if n_unnamed > 0 {
        remarks.push(format!("and {} more damaged", counted(n_unnamed, "row")));
    }
    remarks.extend(health.failure.clone());
    remarks
}

/// What a line of JSON holds; its keys are the contract with whoever reads it.
#[derive(Serialize)]
struct JsonRow<'a> {
    input: &'a str,
    condition: &'static str,
    format: Option<&'static str>,
    charset: Option<&'static str>,
    repairs: &'a [Repair],
    articles: usize,
    damaged: usize,
    without_text: usize,
    teasers: usize,
    untitled: usize,
    without_link: usize,
    copies: usize,
    undated: usize,
    future: usize,
    oldest: Option<Timestamp>,
    newest: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Writes what is known of an input as one line of JSON.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_health_json(out: &mut dyn Write, health: &InputHealth) -> Result<()> {
    let first_damaged = health.damaged.first().map(|row| row.error.as_str());
    write_line(
        out,
        &JsonRow {
            input: &health.name,
            condition: health.condition().as_str(),
            format: health.format.map(Format::as_str),
            charset: health.charset,
            repairs: &health.repairs,
            articles: health.n_articles,
            damaged: health.n_damaged,
            without_text: health.n_without_text,
            teasers: health.n_teasers,
            untitled: health.n_untitled,
            without_link: health.n_without_link,
            copies: health.n_copies,
            undated: health.n_undated,
            future: health.n_future,
            oldest: health.oldest,
            newest: health.newest,
            error: health.failure.as_deref().or(first_damaged),
        },
    )
}
