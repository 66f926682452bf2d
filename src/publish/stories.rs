//! Stories and their articles: for a person, or as JSON lines.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use serde::Serialize;

use super::counted;
use super::entry::day_of;
use super::json::write_line;
use crate::error::Result;

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryArticle {
    /// Its id.
    pub id: String,
    /// Its title; empty where there is none.
    pub title: String,
    /// Who published it.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Where a reader finds it.
    pub url: Option<String>,
}

/// A story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// What it is known by.
    pub id: String,
    /// The article that stands for it first, then the others, earliest first.
    pub articles: Vec<StoryArticle>,
    /// When its first article was published.
    pub first: Option<Timestamp>,
    /// When its last was.
    pub last: Option<Timestamp>,
    /// What is wrong with the row, where it could not be read.
    pub error: Option<String>,
}

impl StoryRow {
    fn lead(&self) -> Option<&StoryArticle> {
        self.articles.first()
    }

    /// The sources of its articles, each once, that of the article which stands for it first.
    #[must_use]
    pub fn sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let named = self.articles.iter().filter_map(|article| article.source.as_deref());
        sources.extend(named.filter(|source| seen.insert(*source)));
        sources
    }
}

/// What a line of JSON holds; its keys are the contract with whoever reads it.
#[derive(Serialize)]
struct JsonRow<'r> {
    story: &'r str,
    size: usize,
    ids: Vec<&'r str>,
    title: &'r str,
    sources: Vec<&'r str>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'r str>,
}

/// Writes a story as one line of JSON.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_story_json(out: &mut dyn Write, row: &StoryRow) -> Result<()> {
    write_line(
        out,
        &JsonRow {
            story: &row.id,
            size: row.articles.len(),
            ids: row.articles.iter().map(|article| article.id.as_str()).collect(),
            title: row.lead().map_or("", |lead| &lead.title),
            sources: row.sources(),
            first: row.first,
            last: row.last,
            error: row.error.as_deref(),
        },
    )
}

/// Writes a story as text: its title, and below it the other reports.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_story_text(out: &mut dyn Write, row: &StoryRow, coloured: bool) -> Result<()> {
    let (strong, faint) = if coloured {
        (AnsiColor::Cyan.on_default().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let title = row.lead().map_or("", |lead| named(lead));
    let size = counted(row.articles.len(), "article");
    writeln!(out, "{strong}{title}{strong:#} {faint}({size}){faint:#}")?;
    if let Some(error) = &row.error {
        writeln!(out, "  {error}")?;
    }
    for article in &row.articles {
        let day = article.published.map(day_of);
        let title = Some(named(article).to_owned());
        let details: Vec<String> = [article.source.clone(), day, title].into_iter().flatten().collect();
        writeln!(out, "  {faint}{}{faint:#}", details.join(" · "))?;
    }
    Ok(writeln!(out)?)
}

/// The title, or without one the id.
fn named(article: &StoryArticle) -> &str {
    if article.title.is_empty() { &article.id } else { &article.title }
}
