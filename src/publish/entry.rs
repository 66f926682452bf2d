//! An article as a digest holds it, before it has a form.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::printable::{is_hidden, printable};
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

    /// What the article is called: its title, or its line where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.is_empty() { &self.summary } else { &self.title }
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

    /// The link, where it leads to the web; characters that no address may hold are percent-encoded.
    #[must_use]
    pub fn web_url(&self) -> Option<Cow<'_, str>> {
        let url = self.url.as_deref()?.trim();
        let is_web =
            |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        (is_web("https://") || is_web("http://")).then(|| encoded(url))
    }

    /// Where it appeared, for a reader: its source, else the site that its link leads to.
    #[must_use]
    pub fn outlet(&self) -> Cow<'_, str> {
        let named = self.source.as_deref().map(printable).filter(|source| !source.is_empty());
        named.unwrap_or_else(|| {
            let url = self.url.as_deref().and_then(|url| Url::parse(url).ok());
            let host = url.as_ref().and_then(Url::host_str);
            Cow::Owned(host.map_or("unnamed source", |host| host.trim_start_matches("www.")).to_owned())
        })
    }

    /// The day of publication in UTC, as `2026-11-02`.
    #[must_use]
    pub fn day(&self) -> Option<String> {
        self.published.map(day_of)
    }
}

/// The address with everything percent-encoded that would end it, or could be taken for something else.
fn encoded(url: &str) -> Cow<'_, str> {
    let is_foreign = |character: char| {
        character.is_whitespace()
            || is_hidden(character)
            || matches!(character, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    if !url.chars().any(is_foreign) {
        return Cow::Borrowed(url);
    }
    let mut encoded = String::with_capacity(url.len() + 16);
    let mut bytes = [0; 4];
    for character in url.chars() {
        if is_foreign(character) {
            for byte in character.encode_utf8(&mut bytes).bytes() {
                encoded.push('%');
                encoded.extend([byte >> 4, byte & 15].map(|digit| {
                    char::from(b"0123456789ABCDEF".get(usize::from(digit)).copied().unwrap_or(b'0'))
                }));
            }
        } else {
            encoded.push(character);
        }
    }
    Cow::Owned(encoded)
}

pub(super) fn day_of(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use crate::publish::digest_samples::entry;

    #[test]
    fn only_links_to_the_web_are_links() {
        let link = |url: &str| {
            let mut entry = entry("a", "A", "");
            entry.url = Some(url.to_owned());
            entry.web_url().map(std::borrow::Cow::into_owned)
        };
        assert_eq!(link("https://a.example/b?c=d&e=é#f").unwrap(), "https://a.example/b?c=d&e=é#f");
        assert_eq!(link(" HTTP://a.example/ ").unwrap(), "HTTP://a.example/");
        assert_eq!(
            link("https://a.example/b c\u{1b}[1m\"><x>\u{202e}").unwrap(),
            "https://a.example/b%20c%1B[1m%22%3E%3Cx%3E%E2%80%AE"
        );
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "java\nscript:alert(1)",
            "//a.example",
            "file:///etc/passwd",
            "",
        ] {
            assert_eq!(link(url), None, "{url}");
        }
    }

    #[test]
    fn an_article_without_source_appeared_on_its_site() {
        let mut entry = entry("a", "A", "");
        entry.source = None;
        entry.url = Some("https://www.quay.example/1".to_owned());
        assert_eq!(entry.outlet(), "quay.example");
        entry.url = None;
        assert_eq!(entry.outlet(), "unnamed source");
        entry.source = Some("\u{202e}Quay\nNotes".to_owned());
        assert_eq!(entry.outlet(), "Quay Notes");
    }
}
