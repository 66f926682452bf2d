//! Bytes to articles: finds the inputs, tells their formats apart, and reads them one row at a time.
//!
//! The way in is [`find_inputs`], or [`Input::bytes`] for what is in memory already, then [`read`]:
//!
//! ```text
//! arguments ─ inputs ─> Input ─ packed, reader ─> detect ─┬─ feed  (rooms of its own; html after)
//!                                                         ├─ jsonl, json_document ┐
//!                                                         ├─ csv                  ┼ columns, layout, dates: names to fields
//!                                                         ├─ parquet (with arrow) ┘
//!                                                         ├─ fasttext (like jsonl, rows are lines)
//!                                                         ├─ web_page, mail (html after)
//!                                                         └─ plain (one article, or a page of several)
//! ```
//!
//! Tables stream, whatever their length; feeds and texts are read whole, up to a bound. Whatever goes wrong
//! stays where it happened: a bad row is a [`Row::Damaged`] in its place, a bad input is a [`Failure`], and the
//! rest is read as if nothing had been.

#[cfg(feature = "arrow")]
mod arrow;
mod charset;
mod columns;
mod csv;
mod dates;
mod detect;
mod fasttext;
mod feed;
mod html;
mod inputs;
mod json_document;
mod jsonl;
mod layout;
mod lines;
mod mail;
mod origin;
mod packed;
mod page_facts;
mod page_tree;
#[cfg(feature = "parquet")]
mod parquet;
mod pattern;
mod plain;
mod reader;
mod web_page;

use std::fmt;
use std::str::FromStr;

use crate::article::Row;
use crate::error::{Error, ErrorKind, Result};

#[cfg(feature = "arrow")]
pub use arrow::{ArrowTable, read_arrow};
pub use inputs::{Input, find_inputs};
pub use jsonl::JsonArticles;
pub use origin::{Origin, Repair};
pub use reader::Reader;

/// How an input is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// One JSON object per line.
    Jsonl,
    /// A JSON array of articles, an object that holds one, or an article spread over lines.
    Json,
    /// A table with a delimiter: comma, semicolon, tab or bar.
    Csv,
    /// A table in columns, with their types; read where the program was built with the feature `parquet`.
    Parquet,
    /// One article per line, `__label__topic` before its text.
    FastText,
    /// A web page that holds one article.
    Html,
    /// A mail, or an mbox of several.
    Mail,
    /// Plain text that is one article.
    Text,
    /// Plain text that holds several articles one after another.
    Page,
}

impl Format {
    /// The word for it on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::FastText => "fasttext",
            Self::Html => "html",
            Self::Mail => "mail",
            Self::Text => "text",
            Self::Page => "page",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads the words of [`Format::as_str`] and their usual synonyms, in any case.
impl FromStr for Format {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        match word.trim().to_lowercase().as_str() {
            "feed" | "rss" | "atom" | "jsonfeed" => Ok(Self::Feed),
            "jsonl" | "ndjson" => Ok(Self::Jsonl),
            "json" => Ok(Self::Json),
            "csv" | "tsv" => Ok(Self::Csv),
            "parquet" => Ok(Self::Parquet),
            "fasttext" => Ok(Self::FastText),
            "html" | "htm" => Ok(Self::Html),
            "mail" | "eml" | "mbox" => Ok(Self::Mail),
            "text" | "txt" => Ok(Self::Text),
            "page" => Ok(Self::Page),
            _ => Err(Error::new(
                ErrorKind::Parameter,
                format!(
                    "`{word}` is no input format; choose one of feed, jsonl, json, csv, parquet, fasttext, html, mail, text, page"
                ),
            )),
        }
    }
}

/// What the user calls the keys of a JSON object or the columns of a table.
///
/// Where a name is given, the usual names are not looked for. A number is the position of a column,
/// counted from 1, in a CSV file without a header; then all names given must be numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The article's own id; usually `id`.
    pub id: Option<String>,
    /// The headline; usually `title` or `headline`.
    pub title: Option<String>,
    /// The body; usually `text`, `body`, `content`, `description` or `summary`.
    pub text: Option<String>,
    /// Where a reader finds it; usually `url` or `link`.
    pub url: Option<String>,
    /// Who published it; usually `source`, `feed` or `publisher`.
    pub source: Option<String>,
    /// When it was published; usually `published` or `date`.
    pub published: Option<String>,
    /// Its language; usually `lang`.
    pub lang: Option<String>,
    /// Its topic; usually `label`, `topic` or `category`, or, for several, `labels` or `topics`.
    pub label: Option<String>,
}

/// How inputs are to be read; the default detects everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every input, instead of detecting it for each.
    pub from: Option<Format>,
    /// The user's names for columns and keys.
    pub columns: Columns,
}

/// An input that could not be found, read or parsed.
#[derive(Debug)]
pub struct Failure {
    /// The input as the user knows it: a path, a pattern, or `stdin`.
    pub name: String,
    /// What is wrong with it; the message does not repeat the name.
    pub error: Error,
}

/// What reading brings forth.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every event is a row, and a box would cost each an allocation"
)]
pub enum Event {
    /// An input has been opened; its rows come next.
    Origin(Origin),
    /// A row, readable or damaged.
    Row(Row),
    /// The input under way cannot be read (any further); reading goes on with the next.
    Failure(Failure),
}

/// Reads `inputs` one after another, lazily: an input is opened when its first row is asked for, small ones a few dozen at a time.
///
/// Rows come in the order of the inputs, and within an input in its own order.
#[must_use]
pub fn read(inputs: Vec<Input>, options: ReadOptions) -> Reader {
    Reader::new(inputs, options)
}

/// The text that `bytes` are in whatever encoding, told as that of plain texts is.
#[cfg(feature = "fetch")]
pub(crate) fn text_of(bytes: &[u8]) -> String {
    charset::wide(bytes).unwrap_or_else(|| charset::decode(bytes, None)).0
}

/// An error about the format of an input.
fn format_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Format, message)
}

/// A headline or a name: cleaned, and on one line.
fn one_line(text: &str) -> String {
    let cleaned = crate::text::clean(text);
    if !cleaned.bytes().any(|byte| matches!(byte, b'\n' | b'\t')) {
        return cleaned.into_owned();
    }
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_back_from_their_words() {
        for format in [
            Format::Feed,
            Format::Jsonl,
            Format::Json,
            Format::Csv,
            Format::Parquet,
            Format::FastText,
            Format::Html,
            Format::Mail,
            Format::Text,
            Format::Page,
        ] {
            assert_eq!(format.to_string().parse::<Format>().unwrap(), format);
        }
        assert_eq!("RSS".parse::<Format>().unwrap(), Format::Feed);
        assert_eq!("tsv".parse::<Format>().unwrap(), Format::Csv);
        let error = "docx".parse::<Format>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Parameter);
        assert!(
            error.to_string().contains("feed, jsonl, json, csv, parquet, fasttext, html, mail, text, page")
        );
    }

    #[test]
    fn a_headline_stands_on_one_line() {
        assert_eq!(one_line(" Ministers\r\n  agree\ton grain "), "Ministers agree on grain");
        assert_eq!(one_line("Already  fine"), "Already  fine");
    }

    #[test]
    fn what_is_public_can_cross_threads() {
        fn check<T: Send>() {}
        check::<Reader>();
        check::<Input>();
        check::<Event>();
    }
}
