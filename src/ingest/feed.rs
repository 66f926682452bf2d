//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed, every entry an article.
//!
//! ```text
//! bytes ─ characters ─> text ─ mend ─> feed-rs ─> entries ─> articles
//!                         └─ rebuild, json_feed ─┘ where that refuses, or loses entries
//! ```
//!
//! `feed-rs` does the parsing; what stands before it brings a feed into a form that it can take.

mod characters;
mod entries;
mod json_feed;
mod mend;
mod rebuild;
mod vocabulary;
mod xml_tags;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed};
use feed_rs::parser::{self, ParseFeedError};

use super::detect::skip_blank;
use super::lines::damaged_row;
use super::reader::Name;
use super::{Repair, dates, format_error, one_line};
use crate::article::Row;
use crate::error::Result;
use crate::guarded::guarded;
use vocabulary::{Role, role};
use xml_tags::TagKind;

/// A feed that has been read.
#[derive(Debug)]
pub(super) struct ReadFeed {
    /// Its articles, in its order; of a feed that breaks off, those before the break, and the error last.
    pub(super) rows: Vec<Result<Row>>,
    /// The encoding that its bytes are in.
    pub(super) charset: &'static str,
    /// What had to be done to it.
    pub(super) repairs: Vec<Repair>,
}

/// Reads a feed; `name` is what entries without id, and a feed without title, go by.
///
/// # Errors
/// Where it is no feed, or nothing can be made of it.
pub(super) fn read(bytes: &[u8], name: Name<'_>) -> Result<ReadFeed> {
    let characters::Cleaned { bytes, charset, mut repairs } = characters::clean(bytes);
    let Parsed { feed, damaged, is_cut, repair } = parsed(&bytes)?;
    repairs.extend(repair);
    let mut rows: Vec<Result<Row>> =
        entries::articles(feed, name).map(|article| Ok(Row::Article(article))).collect();
    for (place, reason) in damaged {
        // Each keeps its place, as those before it have theirs by now.
        rows.insert(place.min(rows.len()), Ok(damaged_row(None, name.short, place as u64 + 1, &reason)));
    }
    if is_cut {
        repairs.push(Repair::Cut);
        let kept = match rows.len() {
            1 => "the article up to there is kept".to_owned(),
            n => format!("the {n} articles up to there are kept"),
        };
        rows.push(Err(format_error(format!("breaks off before its end; {kept}"))));
    }
    Ok(ReadFeed { rows, charset, repairs })
}

/// A feed in the words of its parser.
struct Parsed {
    feed: Feed,
    /// The places of what could not be read, in order, with what is wrong with it.
    damaged: Vec<(usize, String)>,
    /// Whether it breaks off.
    is_cut: bool,
    repair: Option<Repair>,
}

impl Parsed {
    const fn whole(feed: Feed) -> Self {
        Self { feed, damaged: Vec::new(), is_cut: false, repair: None }
    }
}

/// The feed as it stands, or made anew where that is refused or loses entries.
fn parsed(bytes: &[u8]) -> Result<Parsed> {
    if is_json(bytes) {
        return parse(bytes).map(Parsed::whole).or_else(|failure| json_made_anew(bytes).ok_or(failure));
    }
    let mended = mend::mend(bytes);
    let found =
        mended.as_ref().map_err(|error| format_error(error.to_string())).and_then(|mended| parse(mended));
    let n_found = found.as_ref().map_or(0, |feed| feed.entries.len());
    let anew = if found.is_err() || n_found < n_entries(bytes) { made_anew(bytes) } else { None };
    match (found, anew) {
        (Ok(_), Some(anew)) if anew.feed.entries.len() > n_found => Ok(anew),
        (Err(_), Some(anew)) if !(anew.is_cut && anew.feed.entries.is_empty()) => Ok(anew),
        (found, _) => {
            let repair = matches!(mended, Ok(Cow::Owned(_))).then_some(Repair::Dialect);
            Ok(Parsed { repair, ..Parsed::whole(found?) })
        }
    }
}

/// Whether it can only be a JSON Feed: the tags in it stand in the texts of its items, and are none of its own.
fn is_json(feed: &[u8]) -> bool {
    skip_blank(feed).first() == Some(&b'{')
}

/// The feed of markup that is made anew; `None` where nothing comes of it.
fn made_anew(bytes: &[u8]) -> Option<Parsed> {
    let rebuild::Rebuilt { xml, is_cut } = rebuild::rebuild(bytes)?;
    // What was within a comment or section may hold stray ampersands.
    let xml = characters::clean(&xml).bytes;
    let mut feed = parse(&mend::mend(&xml).ok()?).ok()?;
    if is_cut {
        feed.entries.pop_if(|last| says_nothing(last));
    }
    Some(Parsed { is_cut, repair: Some(Repair::Markup), ..Parsed::whole(feed) })
}

fn json_made_anew(bytes: &[u8]) -> Option<Parsed> {
    let json_feed::Rebuilt { json, damaged, is_cut } = json_feed::rebuild(bytes)?;
    Some(Parsed { feed: parse(&json).ok()?, damaged, is_cut, repair: Some(Repair::Markup) })
}

/// Whether the feed broke off before there was anything in the entry.
fn says_nothing(entry: &Entry) -> bool {
    entry.title.is_none() && entry.summary.is_none() && entry.content.is_none() && entry.links.is_empty()
}

/// How many entries begin in the markup, those included that a section swallows which was not closed.
fn n_entries(bytes: &[u8]) -> usize {
    let is_entry = |tag: &xml_tags::Tag<'_>| tag.kind != TagKind::End && role(tag.name) == Role::Entry;
    xml_tags::tags_of_soup(bytes).filter(is_entry).count()
}

fn parse(bytes: &[u8]) -> Result<Feed> {
    // An id that the feed does not give is left empty, to be made from what is in the entry.
    let parser = parser::Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(moment)
        .build();
    // The parser has been seen to panic; that must cost this feed only.
    guarded(|| parser.parse(bytes))
        .ok_or_else(|| format_error("cannot be read as a feed: its parser broke down over it"))?
        .map_err(|error| format_error(reason(error)))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let moment = dates::parse(text)?;
    DateTime::from_timestamp(moment.as_second(), 0)
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
