//! What became of feeds that were asked: a line for each, for a person or as JSON; and a summary of a run.

use std::collections::BTreeMap;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use serde::Serialize;

use super::counted;
use super::json::write_line;
use crate::error::Result;
use crate::fetch::{Outcome, Status};

/// Writes what became of a feed as one line of text: a word, the address, and in brackets what else is worth knowing.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_fetched_text(out: &mut dyn Write, outcome: &Outcome, coloured: bool) -> Result<()> {
    let style = match outcome.status {
        _ if !coloured => Style::new(),
        Status::New | Status::Updated => AnsiColor::Green.on_default(),
        Status::Moved => AnsiColor::Cyan.on_default(),
        Status::Unchanged => Style::new(),
        Status::Waits | Status::Gone => AnsiColor::Yellow.on_default(),
        Status::Failed => AnsiColor::Red.on_default().bold(),
    };
    let details = details(outcome).join("; ");
    let details = if details.is_empty() { details } else { format!("  ({details})") };
    writeln!(out, "{style}{:<9}{style:#}  {}{details}", outcome.status.as_str(), outcome.address)?;
    Ok(())
}

fn details(outcome: &Outcome) -> Vec<String> {
    let mut details = Vec::new();
    details.extend(outcome.moved_to.as_ref().map(|address| format!("for good to {address}")));
    if outcome.status == Status::Moved {
        let status = match (outcome.is_changed, outcome.is_new) {
            (false, _) => Status::Unchanged,
            (true, true) => Status::New,
            (true, false) => Status::Updated,
        };
        details.push(status.as_str().to_owned());
    }
    if let (true, Some(n_articles), Some(file)) = (outcome.is_changed, outcome.n_articles, &outcome.file) {
        let size = bytes_in_words(outcome.n_transferred);
        details.push(format!("{}, {size}, {file}", counted(n_articles, "article")));
    }
    details.extend(outcome.reason.clone());
    details.extend(outcome.not_before.map(|until| format!("not asked before {until:.0}")));
    details
}

/// What a line of JSON holds; its keys are the contract with whoever reads it.
#[derive(Serialize)]
struct JsonRow<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    status: &'static str,
    changed: bool,
    file: Option<&'a str>,
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<usize>,
    transferred: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// Writes what became of a feed as one line of JSON.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_fetched_json(out: &mut dyn Write, outcome: &Outcome) -> Result<()> {
    write_line(
        out,
        &JsonRow {
            url: &outcome.address,
            title: outcome.title.as_deref(),
            status: outcome.status.as_str(),
            changed: outcome.is_changed,
            file: outcome.file.as_deref(),
            http_status: outcome.http_status,
            articles: outcome.n_articles,
            transferred: outcome.n_transferred,
            moved_to: outcome.moved_to.as_deref(),
            not_before: outcome.not_before,
            reason: outcome.reason.as_deref(),
        },
    )
}

/// How many feeds came to what, and how much was transferred for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FetchTally {
    n_feeds: BTreeMap<Status, usize>,
    n_transferred: u64,
}

impl FetchTally {
    /// Counts a feed in.
    pub fn add(&mut self, outcome: &Outcome) {
        *self.n_feeds.entry(outcome.status).or_default() += 1;
        self.n_transferred += outcome.n_transferred;
    }

    /// How many feeds came to `status`.
    #[must_use]
    pub fn n(&self, status: Status) -> usize {
        self.n_feeds.get(&status).copied().unwrap_or_default()
    }

    /// How many feeds there were.
    #[must_use]
    pub fn total(&self) -> usize {
        self.n_feeds.values().sum()
    }

    /// All of it in a line: `5 feeds (2 new, 3 unchanged), 34 kB transferred`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let states: Vec<String> =
            self.n_feeds.iter().map(|(status, n)| format!("{n} {}", status.as_str())).collect();
        let states = if states.is_empty() { String::new() } else { format!(" ({})", states.join(", ")) };
        let feeds = counted(self.total(), "feed");
        format!("{feeds}{states}, {} transferred", bytes_in_words(self.n_transferred))
    }
}

/// A number of bytes as people say it, in units of a thousand.
fn bytes_in_words(n_bytes: u64) -> String {
    match n_bytes {
        0..1_000 => counted(n_bytes, "byte"),
        1_000..999_500 => format!("{:.0} kB", n_bytes as f64 / 1e3),
        _ => format!("{:.1} MB", n_bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_do() {
        let said = [0, 1, 999, 1_000, 34_499, 999_499, 999_500, 16_777_216].map(bytes_in_words);
        assert_eq!(said, ["0 bytes", "1 byte", "999 bytes", "1 kB", "34 kB", "999 kB", "1.0 MB", "16.8 MB"]);
    }
}
