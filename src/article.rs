//! The types that every room shares: an article, a stretch of its text, and what became of it.

use std::ops::Range;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, Serializer};

/// Clocks differ; a date so little ahead is no date in the future.
pub const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(1);

/// One article as the rest of the program sees it: cleaned text with the facts that came along.
///
/// `title` and `text` have gone through [`crate::text::clean`]; every [`Span`] that the program reports
/// is a byte range of `text` (or, where it says so, of `title`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// A stable name for the article: its own id, its GUID or URL, or `NAME#ROW`.
    pub id: String,
    /// The headline; empty where there is none.
    pub title: String,
    /// The body; paragraphs are separated by blank lines.
    pub text: String,
    /// Where a reader finds the article.
    pub url: Option<String>,
    /// Who published it: the feed's title, or a column of the input.
    pub source: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The words under which its publisher filed it, which are no labels.
    pub categories: Vec<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The language tag that came with it, such as `en` or `pt-BR`.
    pub lang: Option<String>,
    /// The topics it is labelled with; empty for an article that is yet to be classified.
    pub labels: Vec<String>,
    /// Whether it came with a place for several labels, which may be empty: then it has none of the topics, which is known
    /// too where articles have several.
    pub has_label_list: bool,
    /// Lines that people wrote for it; empty for an article that came without.
    pub references: Vec<String>,
    /// The feed or page it stood in together with others; `None` for a row of a table and for a lone text.
    pub page: Option<Arc<str>>,
}

impl Article {
    /// True where neither title nor text holds anything but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.text.trim().is_empty()
    }

    /// The source or page whose articles share its boilerplate, if there is one.
    #[must_use]
    pub fn boilerplate_group(&self) -> Option<&str> {
        self.source.as_deref().or(self.page.as_deref())
    }
}

/// One row of the input: an article, or the reason why there is none.
///
/// A damaged row keeps its place, so that every row that goes in comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every row is an article, and a box would cost each an allocation"
)]
pub enum Row {
    /// A row that could be read.
    Article(Article),
    /// A row that could not.
    Damaged(DamagedRow),
}

/// A row that could not be read as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedRow {
    /// The row's own id where that much could be read, else `NAME#ROW`.
    pub id: String,
    /// What is wrong with it, for a person.
    pub error: String,
}

/// A half-open range of bytes in a text; both ends are character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The length in bytes.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text that the span covers; empty where the span does not fit `text`.
    #[must_use]
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or("")
    }

    /// The same stretch when the text starts `offset` bytes later.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// Written as `[start, end]`.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

/// Which of an article's two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The title.
    Title,
    /// The cleaned text.
    Text,
}

/// A stretch of an article's title or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct PartSpan {
    /// Which of the two.
    #[serde(rename = "in")]
    pub part: Part,
    /// The bytes of it.
    pub span: Span,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has its result.
    Ok,
    /// It was read, but no topic can be justified.
    Unsure,
    /// There is nothing to work on.
    Empty,
    /// The row could not be read.
    Error,
}

impl Status {
    /// The word that stands in the output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unsure => "unsure",
            Self::Empty => "empty",
            Self::Error => "error",
        }
    }

    /// The status of that word.
    #[must_use]
    #[inline]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Ok, Self::Unsure, Self::Empty, Self::Error].into_iter().find(|status| status.as_str() == word)
    }
}

/// How many articles came to what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows written.
    pub rows: usize,
    /// Rows whose status is `unsure`.
    pub unsure: usize,
    /// Rows whose status is `empty`.
    pub empty: usize,
    /// Rows whose status is `error`.
    pub errors: usize,
}

impl Tally {
    /// Counts a row.
    pub const fn count(&mut self, status: Status) {
        self.rows += 1;
        match status {
            Status::Ok => {}
            Status::Unsure => self.unsure += 1,
            Status::Empty => self.empty += 1,
            Status::Error => self.errors += 1,
        }
    }

    /// Counts the rows of `other` too.
    pub const fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.unsure += other.unsure;
        self.empty += other.empty;
        self.errors += other.errors;
    }
}

/// Why an article is [`Status::Unsure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The model knows none of its words; the probabilities are the prior.
    NoKnownWord,
    /// The model is less sure than was asked for.
    BelowConfidence,
    /// Articles may have several topics, and no topic reaches its threshold.
    BelowThresholds,
}

impl Doubt {
    /// The words that stand in the output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoKnownWord => "no known word",
            Self::BelowConfidence => "below the confidence asked for",
            Self::BelowThresholds => "no topic reaches its threshold",
        }
    }
}

/// Written as [`Doubt::as_str`] says it.
impl Serialize for Doubt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_does_not_fit_covers_nothing() {
        assert_eq!(Span::new(0, 2).of("día"), "");
        assert_eq!(Span::new(0, 3).of("día"), "dí");
        assert_eq!(Span::new(2, 99).of("día"), "");
        assert_eq!(Span::new(3, 1).of("día"), "");
    }
}
