//! An article as a digest holds it, before it has a form.

use jiff::Timestamp;
use serde::Serialize;

use crate::article::{Doubt, Span, Status};
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
