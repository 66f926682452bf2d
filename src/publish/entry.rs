//! What a digest holds, before it has a form.

use std::cmp::Reverse;

use jiff::Timestamp;
use serde::Serialize;

use super::counted;
use crate::article::{Doubt, Span, Status};
use crate::rules::RuleTally;
use crate::topics::TopicProbability;

/// One article of a digest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DigestEntry {
    /// The article's id.
    pub id: String,
    /// Its title; empty where there is none.
    pub title: String,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The words under which its publisher filed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Its topic; null where it is `unsure`, `empty` or an `error`.
    pub topic: Option<String>,
    /// The calibrated probability of the likeliest topic, or of the topic by rule; null where the model does not have it.
    pub confidence: Option<f64>,
    /// The likeliest topics, best first.
    pub topics: Vec<TopicProbability>,
    /// The name of the rule that decided, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// One line that says what happened; empty where the article has no sentence.
    pub summary: String,
    /// The byte range of the source sentence in the article's cleaned text.
    pub span: Option<Span>,
    /// Whether the sentence was shortened.
    pub trimmed: bool,
    /// What became of the article.
    pub status: Status,
    /// Why the article is `unsure`, where it is.
    #[serde(rename = "why", skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// What is wrong with the row, where its status is `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl DigestEntry {
    /// What stands for the article in a digest: its line, or its title where it has no sentence.
    #[must_use]
    pub fn headline(&self) -> &str {
        if self.summary.is_empty() { &self.title } else { &self.summary }
    }

    /// Whether there is something of the article to show.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self.status, Status::Ok | Status::Unsure)
    }

    /// The title, where it is not already the headline.
    #[must_use]
    pub fn subtitle(&self) -> Option<&str> {
        (!self.title.is_empty() && !self.summary.is_empty()).then_some(self.title.as_str())
    }

    /// The link, where it leads to the web.
    #[must_use]
    pub fn web_url(&self) -> Option<&str> {
        let url = self.url.as_deref()?;
        let is_web =
            |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        (is_web("https://") || is_web("http://")).then_some(url)
    }

    /// The day of publication in UTC, as `2026-11-02`.
    #[must_use]
    pub fn day(&self) -> Option<String> {
        self.published.map(day_of)
    }
}

pub(super) fn day_of(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// The articles of a digest, in input order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Digest {
    /// One entry per article.
    pub entries: Vec<DigestEntry>,
    /// What became of the rules, where there were any.
    pub rules: RuleTally,
}

/// A topic of a digest with its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicGroup<'d> {
    /// The topic's name; `None` for the articles that no topic could be justified for.
    pub topic: Option<&'d str>,
    /// Its articles, the newest first, those without a date last.
    pub entries: Vec<&'d DigestEntry>,
}

impl TopicGroup<'_> {
    /// The topic's name for a reader.
    #[must_use]
    pub fn name(&self) -> &str {
        self.topic.unwrap_or("Unsure")
    }
}

impl Digest {
    /// The topics with their articles: the largest first, of equal ones by name, the unsure last.
    ///
    /// Articles that are empty or could not be read are in no group.
    #[must_use]
    pub fn groups(&self) -> Vec<TopicGroup<'_>> {
        let mut shown: Vec<&DigestEntry> = self.entries.iter().filter(|entry| entry.is_shown()).collect();
        // Stable sorts: articles of one topic and time stay in input order.
        shown.sort_by_key(|entry| Reverse(entry.published));
        shown.sort_by_key(|entry| (entry.topic.is_none(), entry.topic.as_deref()));
        let mut groups: Vec<TopicGroup<'_>> = shown
            .chunk_by(|a, b| a.topic == b.topic)
            .map(|entries| TopicGroup {
                topic: entries.first().and_then(|entry| entry.topic.as_deref()),
                entries: entries.to_vec(),
            })
            .collect();
        groups.sort_by_key(|group| (group.topic.is_none(), Reverse(group.entries.len()), group.topic));
        groups
    }

    /// The number of different sources named by the articles.
    #[must_use]
    pub fn n_sources(&self) -> usize {
        let mut sources: Vec<&str> =
            self.entries.iter().filter_map(|entry| entry.source.as_deref()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }

    /// The first and last day of publication, in UTC.
    #[must_use]
    pub fn period(&self) -> Option<(String, String)> {
        let times = || self.entries.iter().filter_map(|entry| entry.published);
        Some((day_of(times().min()?), day_of(times().max()?)))
    }

    /// One phrase on what is in the digest: `33 articles from 3 sources, 2026-11-02 to 2026-11-20`.
    #[must_use]
    pub fn overview(&self) -> String {
        let n_shown = self.entries.iter().filter(|entry| entry.is_shown()).count();
        let articles = counted(n_shown, "article");
        let left_out = match self.entries.len() - n_shown {
            0 => String::new(),
            n => format!("; {n} more without text or unreadable"),
        };
        let sources = match self.n_sources() {
            0 => String::new(),
            n => format!(" from {}", counted(n, "source")),
        };
        let period = match self.period() {
            Some((first, last)) if first == last => format!(", {first}"),
            Some((first, last)) => format!(", {first} to {last}"),
            None => String::new(),
        };
        format!("{articles}{sources}{period}{left_out}")
    }
}
