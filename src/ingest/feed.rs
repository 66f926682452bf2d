//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed, every entry an article.
//!
//! ```text
//! bytes ─ characters ─> text ─ mend ─> feed-rs ─> entries ─> articles
//!                         └─ rebuild, json_feed ─┘ where that refuses, or loses entries
//! ```
//!
//! `feed-rs` does the parsing; what stands before it brings a feed into a form that it can take. It makes a tree of all entries, many times
//! the size of the markup, so a feed that is large goes through it in pieces.

mod characters;
mod entries;
mod json_feed;
mod mend;
mod nested;
mod pieces;
mod rebuild;
mod vocabulary;
mod xml_tags;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed};
use feed_rs::parser::{self, ParseFeedError};

use super::detect::skip_blank;
use super::json_document::Elements;
use super::lines::damaged_row;
use super::reader::{Name, Rows};
use super::{Repair, dates, format_error, one_line};
use crate::article::Row;
use crate::error::{Error, Result};
use crate::guarded::guarded;
use entries::About;
use nested::Nested;
use pieces::{Pieces, Plan};

/// A feed up to this size is parsed whole, a larger one in pieces that are hardly larger.
const MAX_WHOLE_BYTES: usize = 1 << 20;

/// A feed that has been read.
pub(super) struct ReadFeed {
    /// Its articles, in its order; of a feed that breaks off, those before the break, and the error last.
    pub(super) rows: Rows,
    /// The encoding that its bytes are in.
    pub(super) charset: &'static str,
    /// What had to be done to it.
    pub(super) repairs: Vec<Repair>,
}

/// Reads a feed; `name` is what entries without id, and a feed without title, go by.
///
/// # Errors
/// Where it is no feed, or nothing can be made of it.
pub(super) fn read(bytes: Vec<u8>, name: Name<'_>) -> Result<ReadFeed> {
    read_by(bytes, name, MAX_WHOLE_BYTES)
}

/// The same, in pieces of that many bytes where it is larger.
fn read_by(bytes: Vec<u8>, name: Name<'_>, n_piece_bytes: usize) -> Result<ReadFeed> {
    let (bytes, charset, mut repairs) = cleaned(bytes);
    if bytes.len() > n_piece_bytes
        && let Some(plan) = Plan::new(&bytes, n_piece_bytes)
    {
        let (rows, found) = Pieces::new(bytes, plan, name);
        repairs.extend(found);
        return Ok(ReadFeed { rows: Box::new(rows), charset, repairs });
    }
    let Parsed { feed, damaged, is_cut, repair } = parsed(&bytes)?;
    repairs.extend(repair);
    let mut rows = rows(&About::new(Some(&feed), name), feed.entries, damaged, 0);
    if is_cut {
        repairs.push(Repair::Cut);
        rows.push(Err(cut_error(rows.len())));
    }
    Ok(ReadFeed { rows: Box::new(rows.into_iter()), charset, repairs })
}

/// The feed as text, the encoding that it came in, and what had to be done to it.
fn cleaned(mut bytes: Vec<u8>) -> (Vec<u8>, &'static str, Vec<Repair>) {
    let characters::Cleaned { bytes: text, charset, repairs } = characters::clean(&bytes);
    let kept = match text {
        Cow::Owned(text) => return (text, charset, repairs),
        Cow::Borrowed(text) => text.len(),
    };
    // What is left out is a declaration, at the beginning.
    bytes.drain(..bytes.len() - kept);
    (bytes, charset, repairs)
}

/// The rows of entries before which `n_before` rows stand, and those of `damaged` in their places.
fn rows(
    about: &About,
    entries: Vec<Entry>,
    damaged: Vec<(usize, String)>,
    n_before: usize,
) -> Vec<Result<Row>> {
    let mut rows: Vec<Result<Row>> = Vec::with_capacity(entries.len() + damaged.len());
    let mut damaged = damaged.into_iter().peekable();
    let mut entries = entries.into_iter();
    loop {
        let is_due = damaged.peek().is_some_and(|(place, _)| *place <= rows.len());
        let number = n_before + rows.len();
        rows.push(Ok(if let Some(entry) = (!is_due).then(|| entries.next()).flatten() {
            Row::Article(about.article(&entry, number))
        } else if let Some((_, reason)) = damaged.next() {
            damaged_row(None, about.short_name(), number as u64 + 1, &reason)
        } else {
            return rows;
        }));
    }
}

/// What is said where a feed breaks off behind `n` articles.
fn cut_error(n: usize) -> Error {
    let kept = match n {
        1 => "the article up to there is kept".to_owned(),
        n => format!("the {n} articles up to there are kept"),
    };
    format_error(format!("breaks off before its end; {kept}"))
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
        return parse_json(bytes).or_else(|failure| json_made_anew(bytes).ok_or(failure));
    }
    let mended = mend::mend(bytes);
    let found =
        mended.as_ref().map_err(|error| format_error(error.to_string())).and_then(|mended| parse(mended));
    let n_found = found.as_ref().map_or(0, |feed| feed.entries.len());
    let anew =
        if found.is_err() || n_found < Nested::find(bytes).n_entries() { made_anew(bytes) } else { None };
    match (found, anew) {
        (Ok(found), Some(anew)) if n_telling(&anew.feed) > n_telling(&found) => Ok(anew),
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
    of_rebuilt_json(json_feed::rebuild(bytes)?)
}

/// The feed of the items alone that begin before `end`, none of which may be longer than that.
fn json_items_made_anew(feed: &[u8], items: Elements, end: usize, n_item_bytes: usize) -> Option<Parsed> {
    of_rebuilt_json(json_feed::rebuild_items(feed, items, end, n_item_bytes)?)
}

/// A JSON Feed as it stands. Where the HTML of an item is blank, its text would be passed over: then the items are written anew.
fn parse_json(bytes: &[u8]) -> Result<Parsed> {
    let mut whole = Parsed::whole(parse(bytes)?);
    let is_blank = |entry: &Entry| {
        let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
        content.is_some_and(|content| content.trim().is_empty())
    };
    if whole.feed.entries.iter().any(is_blank)
        && let Some(anew) = json_made_anew(bytes)
        && anew.feed.entries.len() == whole.feed.entries.len()
    {
        whole.feed.entries = anew.feed.entries;
    }
    Ok(whole)
}

/// What a feed of markup without its entries says of itself.
fn markup_head(bytes: &[u8]) -> Option<Parsed> {
    parsed(bytes).ok().or_else(|| made_anew(bytes))
}

/// What a JSON Feed without its items says of itself.
fn json_head(bytes: &[u8]) -> Option<Parsed> {
    parse(bytes).map(Parsed::whole).ok().or_else(|| of_rebuilt_json(json_feed::rebuild_head(bytes)?))
}

fn of_rebuilt_json(rebuilt: json_feed::Rebuilt) -> Option<Parsed> {
    let json_feed::Rebuilt { json, damaged, is_cut } = rebuilt;
    Some(Parsed { feed: parse(&json).ok()?, damaged, is_cut, repair: Some(Repair::Markup) })
}

/// Whether the feed broke off before there was anything in the entry.
fn says_nothing(entry: &Entry) -> bool {
    entry.title.is_none() && entry.summary.is_none() && entry.content.is_none() && entry.links.is_empty()
}

/// How many entries hold anything.
fn n_telling(feed: &Feed) -> usize {
    let is_empty = |entry: &Entry| says_nothing(entry) && entry.media.is_empty() && entry.id.is_empty();
    feed.entries.iter().filter(|entry| !is_empty(entry)).count()
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
