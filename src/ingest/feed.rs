//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed, every entry an article.
//!
//! `feed-rs` does the parsing; `feed_text` and `feed_mend` stand between it and what it cannot take.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use feed_rs::model::{Content, Entry, Feed, Text};
use feed_rs::parser::{self, ParseFeedError};
use jiff::Timestamp;

use crate::article::{Article, Row};
use crate::error::Result;
use crate::text::clean;

use super::columns::non_empty;
use super::reader::Name;
use super::{feed_mend, feed_text, format_error, html, one_line};

/// The articles of a feed, in its order; `name` is what entries without id, and a feed without title, go by.
///
/// Of a feed that breaks off, the articles before the break come first, and the error last.
///
/// # Errors
/// Where it is no feed, or its markup is broken.
pub(super) fn read(bytes: &[u8], name: Name<'_>) -> Result<Vec<Result<Row>>> {
    let bytes = feed_text::clean(bytes);
    let bytes = feed_mend::mend(&bytes)?;
    let rows = |feed: Feed| articles(feed, name).map(|article| Ok(Row::Article(article)));
    let failure = match parse(&bytes) {
        Ok(feed) => return Ok(rows(feed).collect()),
        Err(failure) => failure,
    };
    let Some(feed) = feed_mend::before_break(&bytes).and_then(|whole| parse(&whole).ok()) else {
        return Err(failure);
    };
    let n_articles = feed.entries.len();
    let report = format_error(format!("{failure}; the {n_articles} articles before the break are kept"));
    Ok(rows(feed).chain([Err(report)]).collect())
}

fn parse(bytes: &[u8]) -> Result<Feed> {
    // An id that the feed does not give is left empty, to be made from what is in the entry.
    let parser = parser::Builder::new().sanitize_content(false).id_generator(|_, _, _| String::new()).build();
    // The parser has been seen to panic; that must cost this feed only.
    panic::catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)))
        .map_err(|_| format_error("cannot be read as a feed: its parser broke down over it"))?
        .map_err(|error| format_error(reason(error)))
}

fn articles(feed: Feed, name: Name<'_>) -> impl Iterator<Item = Article> {
    let source = feed.title.as_ref().map(headline).filter(|title| !title.is_empty());
    let source = source.unwrap_or_else(|| name.short.to_owned());
    let page: Arc<str> = name.full.into();
    let short_name = name.short.to_owned();
    let feed_language = feed.language.as_deref().and_then(non_empty);
    feed.entries.into_iter().enumerate().map(move |(index, entry)| {
        let url = url(&entry);
        let id = non_empty(&entry.id).or_else(|| url.clone());
        let moment = entry.published.or(entry.updated);
        Article {
            id: id.unwrap_or_else(|| format!("{short_name}#{}", index + 1)),
            title: entry.title.as_ref().map(headline).unwrap_or_default(),
            text: text(&entry),
            url,
            source: Some(source.clone()),
            published: moment.and_then(|moment| Timestamp::from_second(moment.timestamp()).ok()),
            lang: entry.language.as_deref().and_then(non_empty).or_else(|| feed_language.clone()),
            labels: Vec::new(),
            has_label_list: false,
            references: Vec::new(),
            page: Some(Arc::clone(&page)),
        }
    })
}

/// The page that the entry is about: its first link that is no comment, enclosure or the like; else an id that is
/// an address.
fn url(entry: &Entry) -> Option<String> {
    let is_page = |media_type: &String| media_type.contains("html");
    let link = entry.links.iter().find(|link| {
        link.rel.as_deref().is_none_or(|rel| rel == "alternate")
            && link.target.is_none()
            && link.media_type.as_ref().is_none_or(is_page)
    });
    link.and_then(|link| non_empty(&link.href)).or_else(|| {
        let is_address = entry.id.starts_with("http://") || entry.id.starts_with("https://");
        non_empty(&entry.id).filter(|_| is_address)
    })
}

/// The first of content, summary and media description that has a text.
fn text(entry: &Entry) -> String {
    let content = entry.content.as_ref().and_then(content_text);
    let described = entry.media.iter().filter_map(|media| media.description.as_ref());
    let others = entry.summary.iter().chain(described).map(plain);
    content.into_iter().chain(others).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The text of the content, unless that is a picture or the like.
fn content_text(content: &Content) -> Option<String> {
    let media_type = content.content_type.as_str();
    let body = content.body.as_deref()?;
    let is_markup = is_markup(media_type);
    (is_markup || media_type.starts_with("text/")).then(|| to_text(body, is_markup))
}

fn plain(text: &Text) -> String {
    to_text(&text.content, is_markup(text.content_type.as_str()))
}

fn headline(text: &Text) -> String {
    one_line(&plain(text))
}

fn is_markup(media_type: &str) -> bool {
    media_type.ends_with("html") || media_type.ends_with("xml")
}

/// Feeds often declare one thing and send the other, so what looks like HTML is taken for it, and what has no
/// mark of it keeps its line ends.
fn to_text(content: &str, is_markup: bool) -> String {
    if html::looks_like_html(content) || (is_markup && content.contains('<')) {
        html::to_text(content)
    } else {
        clean(content).into_owned()
    }
}

/// The parser's reason in one sentence.
fn reason(error: ParseFeedError) -> String {
    let reason = match error {
        ParseFeedError::ParseError(parser::ParseErrorKind::NoFeedRoot) => {
            return "holds no feed (neither RSS nor Atom nor JSON Feed)".to_owned();
        }
        ParseFeedError::ParseError(kind) => kind.to_string(),
        ParseFeedError::IoError(error) => error.to_string(),
        ParseFeedError::JsonSerde(error) => error.to_string(),
        ParseFeedError::JsonUnsupportedVersion(version) => format!("unknown JSON Feed version {version}"),
        ParseFeedError::XmlReader(error) => error.to_string(),
    };
    let reason =
        ["Parser error: ", "Url error: ", "Encoding error: ", "Escape error: ", "ill-formed document: "]
            .iter()
            .fold(reason.as_str(), |reason, prefix| reason.strip_prefix(prefix).unwrap_or(reason));
    format!("cannot be read as a feed: {}", one_line(reason))
}

#[cfg(test)]
mod tests;
