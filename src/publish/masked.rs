//! Masked sentences with their reasons: for a person, under the article that they stand in, or as JSON lines.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::json::write_line;
use crate::article::{Article, Span, Status};
use crate::boilerplate::{Cue, Masked, Reason};
use crate::error::Result;

/// A row of `slugline boilerplate`.
#[derive(Debug, Clone, Copy)]
pub enum MaskedRow<'a> {
    /// A masked sentence.
    Sentence {
        /// The article that it stands in.
        article: &'a Article,
        /// The sentence, and why.
        masked: &'a Masked,
        /// Whether it is the first of its article.
        is_first: bool,
    },
    /// A row of input that could not be read.
    Damaged {
        /// Its id, or its place.
        id: &'a str,
        /// What is wrong with it.
        error: &'a str,
    },
}

impl MaskedRow<'_> {
    /// Whether it is a masked sentence.
    #[must_use]
    pub const fn is_sentence(&self) -> bool {
        matches!(self, Self::Sentence { .. })
    }
}

/// What a line of JSON holds; its keys are the contract with whoever reads it.
#[derive(Serialize)]
struct JsonRow<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(flatten)]
    reason: Option<&'a Reason>,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Writes a row as one line of JSON.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_masked_json(out: &mut dyn Write, row: MaskedRow<'_>) -> Result<()> {
    write_line(
        out,
        &match row {
            MaskedRow::Sentence { article, masked, .. } => JsonRow {
                id: &article.id,
                title: Some(&article.title),
                text: Some(masked.span.of(&article.text)),
                span: Some(masked.span),
                reason: Some(&masked.reason),
                status: Status::Ok,
                error: None,
            },
            MaskedRow::Damaged { id, error } => JsonRow {
                id,
                title: None,
                text: None,
                span: None,
                reason: None,
                status: Status::Error,
                error: Some(error),
            },
        },
    )
}

/// Writes a row as text: the article where it is the first of its own, the sentence, and under it the reason.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_masked_text(out: &mut dyn Write, row: MaskedRow<'_>, coloured: bool) -> Result<()> {
    let (heading, detail) = if coloured {
        (AnsiColor::Cyan.on_default().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    match row {
        MaskedRow::Sentence { article, masked, is_first } => {
            if is_first {
                let Article { id, title, .. } = article;
                let between = if title.is_empty() { "" } else { "  " };
                writeln!(out, "{heading}{id}{heading:#}{between}{title}")?;
            }
            let words: Vec<&str> = masked.span.of(&article.text).split_whitespace().collect();
            writeln!(out, "  {}", words.join(" "))?;
            writeln!(out, "    {detail}{}{detail:#}", in_words(&masked.reason))?;
        }
        MaskedRow::Damaged { id, error } => {
            writeln!(out, "{heading}{id}{heading:#}  could not be read: {error}")?;
        }
    }
    Ok(())
}

/// A reason for a person.
fn in_words(reason: &Reason) -> String {
    match reason {
        Reason::Repeated { articles, of } => format!("repeated in {articles} of {of} articles"),
        Reason::Cues { probability, cues } => {
            let names: Vec<&str> = cues.iter().copied().map(Cue::name).collect();
            format!("cue model {probability:.2}: {}", names.join("; "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms() {
        let article = Article {
            id: "7".to_owned(),
            title: "Lock is shut".to_owned(),
            text: "Follow us.\nThe lock is\nshut.".to_owned(),
            ..Article::default()
        };
        let cues = Reason::Cues { probability: 0.987, cues: vec![Cue::Order, Cue::We] };
        let repeated = Reason::Repeated { articles: 3, of: 5 };
        let masked = [
            Masked { span: Span::new(0, 10), reason: cues },
            Masked { span: Span::new(11, 28), reason: repeated },
        ];
        let rows = [
            MaskedRow::Sentence { article: &article, masked: &masked[0], is_first: true },
            MaskedRow::Sentence { article: &article, masked: &masked[1], is_first: false },
            MaskedRow::Damaged { id: "8", error: "no text" },
        ];
        let (mut text, mut json) = (Vec::new(), Vec::new());
        for row in rows {
            write_masked_text(&mut text, row, false).unwrap();
            write_masked_json(&mut json, row).unwrap();
        }
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "7  Lock is shut\n  Follow us.\n    cue model 0.99: imperative; first person plural\n  \
             The lock is shut.\n    repeated in 3 of 5 articles\n8  could not be read: no text\n"
        );
        assert_eq!(
            String::from_utf8(json).unwrap(),
            "{\"id\":\"7\",\"title\":\"Lock is shut\",\"text\":\"Follow us.\",\"span\":[0,10],\"reason\":\"cues\",\"probability\":0.987,\
             \"cues\":[\"imperative\",\"first person plural\"],\"status\":\"ok\"}\n\
             {\"id\":\"7\",\"title\":\"Lock is shut\",\"text\":\"The lock is\\nshut.\",\"span\":[11,28],\"reason\":\"repeated\",\
             \"articles\":3,\"of\":5,\"status\":\"ok\"}\n\
             {\"id\":\"8\",\"status\":\"error\",\"error\":\"no text\"}\n"
        );
    }
}
