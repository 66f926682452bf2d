//! Texts that hold elements as they are, where the format asks for escaped markup or for none: the parser would keep what stands before the
//! first of them, or between two.
//!
//! Such a text becomes one CDATA section, so that it is markup within a text. References in it stay as they are, as HTML reads them too.

use std::borrow::Cow;
use std::ops::Range;

use super::super::super::html;
use super::super::xml_tags::{Literals, Tag, TagKind, attribute, first_of_soup};
use super::Repair;

/// The elements that hold a text and nothing else, without their prefixes.
const TEXTS: [&[u8]; 11] = [
    b"abstract",
    b"body",
    b"description",
    b"encoded",
    b"full-text",
    b"fulltext",
    b"rights",
    b"subtitle",
    b"summary",
    b"tagline",
    b"title",
];
/// The elements of RSS that hold a word, an address or a date.
const WORDS: [&[u8]; 7] = [b"author", b"category", b"dc:creator", b"dc:date", b"guid", b"link", b"pubDate"];
/// Elements of HTML that stand within words, and that [`html`] need not know; those it does not know otherwise are none of HTML, and separate.
const WITHIN_WORDS: [&str; 6] = ["data", "nobr", "rb", "rp", "rt", "ruby"];
/// Elements that HTML takes for open, and all that follows for theirs, where XML closes them on the spot.
const NEVER_EMPTY: [&str; 6] = ["iframe", "noscript", "script", "style", "textarea", "title"];

const OPEN: &[u8] = b"<![CDATA[";
const CLOSE: &[u8] = b"]]>";
const CLOSE_AND_OPEN: &[u8] = b"]]><![CDATA[";

/// The names that XML itself has for characters.
const OF_XML: [&[u8]; 5] = [b"amp", b"apos", b"gt", b"lt", b"quot"];
/// No name of a character is longer.
const MAX_NAME_BYTES: usize = 32;

/// What a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Prose, or markup that is a text.
    Prose,
    /// Elements, as it declares: the parser reads them then.
    Xhtml,
    /// What a film or the like is called.
    OfMedia,
    /// A word, an address or a date.
    Word,
}

/// A text under way.
pub(super) struct Text<'a> {
    pub(super) name: &'a [u8],
    /// Where its name stands.
    pub(super) name_range: Range<usize>,
    /// Where it says what namespace names without a prefix are of.
    pub(super) namespace: Option<Range<usize>>,
    /// Where its start tag begins.
    pub(super) tag_start: usize,
    /// Where its contents begin.
    start: usize,
    /// The depth of its contents.
    pub(super) depth: usize,
    kind: Kind,
    /// Whether an element stands in it.
    is_naked: bool,
}

impl<'a> Text<'a> {
    /// The text that `tag` opens, if it opens one; `own` is the prefix of the feed's own elements, `is_xhtml` what the parser believes of it.
    pub(super) fn opened(
        feed: &[u8],
        tag: &Tag<'a>,
        depth: usize,
        own: &[u8],
        is_xhtml: bool,
        is_atom: bool,
    ) -> Option<Self> {
        let is_word = !is_atom && WORDS.contains(&tag.name);
        let (prefix, name) = split_name(tag.name);
        let is_own = prefix.is_empty() || prefix == b"atom:" || prefix == own;
        // What `media:content` holds are elements, by whatever prefix it goes.
        let is_content = name == b"content" && is_own && attribute(feed, tag, b"url").is_none();
        let is_text = tag.kind == TagKind::Start && (is_content || is_word || TEXTS.contains(&name));
        let is_of_media = !is_own && !matches!(prefix, b"dc:" | b"itunes:") && name != b"encoded";
        let kind = match (is_xhtml, is_word) {
            (true, _) => Kind::Xhtml,
            (_, true) => Kind::Word,
            _ if is_of_media => Kind::OfMedia,
            _ => Kind::Prose,
        };
        is_text.then(|| Self {
            name: tag.name,
            name_range: tag.name_range(),
            namespace: attribute(feed, tag, b"xmlns"),
            tag_start: tag.range.start,
            start: tag.range.end,
            depth,
            kind,
            is_naked: false,
        })
    }

    /// Takes a tag at that depth. Returns whether it ends the text.
    pub(super) fn goes_on(&mut self, depth: usize) -> bool {
        self.is_naked |= depth >= self.depth;
        depth >= self.depth
    }

    /// Whether nothing stands in it up to `end`.
    pub(super) fn is_blank(&self, feed: &[u8], end: usize) -> bool {
        let contents = feed.get(self.start..end).unwrap_or_default().trim_ascii();
        let section = contents.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE));
        section.unwrap_or(contents).trim_ascii().is_empty()
    }

    /// Whether it is a content of another type than text or HTML, over which the parser gives up a feed where nothing stands in it.
    pub(super) fn is_typed_content(&self, feed: &[u8]) -> bool {
        let tag = feed.get(self.tag_start..self.start).unwrap_or_default();
        split_name(self.name).1 == b"content" && tag.contains(&b'/')
    }

    /// Mends the text, which ends at `end`.
    pub(super) fn mend(&self, feed: &[u8], end: usize, repairs: &mut Vec<Repair>) {
        let contents = feed.get(self.start..end).unwrap_or_default();
        if self.kind == Kind::Xhtml {
            spell_out(feed, self.start..end, repairs);
        } else if self.is_naked {
            cover(feed, self.start..end, self.kind == Kind::Word, repairs);
        } else if self.kind == Kind::OfMedia && (contents.is_empty() || contents.starts_with(b"<!")) {
            // The parser gives up a feed over one that holds nothing.
            repairs.push((self.start..self.start, Cow::Borrowed(b" ")));
        }
    }
}

/// A name's prefix with its colon, and the rest.
pub(super) fn split_name(name: &[u8]) -> (&[u8], &[u8]) {
    let colon = name.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
    name.split_at(colon)
}

/// Makes the contents of a text one section; what sections stand in it stay, comments and instructions go, and all tags `without_tags`.
fn cover(feed: &[u8], contents: Range<usize>, without_tags: bool, repairs: &mut Vec<Repair>) {
    let feed = feed.get(..contents.end).unwrap_or_default();
    let mut put = |range: Range<usize>, bytes: &'static [u8]| repairs.push((range, Cow::Borrowed(bytes)));
    put(contents.start..contents.start, OPEN);
    let mut literals = Literals::default();
    let mut position = contents.start;
    while let Some(place) = find_any(feed, position, b"<]") {
        let rest = feed.get(place..).unwrap_or_default();
        position = place + 1;
        if rest.starts_with(CLOSE) {
            put(place + 2..place + 2, CLOSE_AND_OPEN);
            position = place + 3;
        } else if let Some(literal) = literals.at(feed, place) {
            position = literal.range.end;
            if literal.is_section {
                put(place..place, CLOSE);
                put(position..position, OPEN);
            } else {
                put(literal.range, b"");
            }
        } else if let Some(tag) = first_of_soup(rest) {
            let (prefix, name) = split_name(tag.name);
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            let is_html = !without_tags && html::is_element(&name);
            if !is_html || (tag.kind == TagKind::Empty && NEVER_EMPTY.contains(&name.as_str())) {
                position = place + tag.range.end;
                let is_within_word = is_html || WITHIN_WORDS.contains(&name.as_str());
                put(place..position, if is_within_word { b"" } else { b" " });
            } else if !prefix.is_empty() {
                let start = place + tag.name_range().start;
                position = start + prefix.len();
                put(start..position, b"");
            }
        }
    }
    put(contents.end..contents.end, CLOSE);
}

/// Puts characters for the names that HTML has for them: the parser, which does not know them, would take them for text.
fn spell_out(feed: &[u8], contents: Range<usize>, repairs: &mut Vec<Repair>) {
    let feed = feed.get(..contents.end).unwrap_or_default();
    let mut literals = Literals::default();
    let mut position = contents.start;
    while let Some(place) = find_any(feed, position, b"<&") {
        position = place + 1;
        if feed.get(place) == Some(&b'<') {
            if let Some(literal) = literals.at(feed, place) {
                position = literal.range.end;
            } else if let Some(tag) = first_of_soup(feed.get(place..).unwrap_or_default()) {
                position = place + tag.range.end;
                single_quotes(feed, place..position, repairs);
            }
            continue;
        }
        let rest = feed.get(position..).unwrap_or_default();
        let name_len =
            rest.iter().take(MAX_NAME_BYTES).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = rest.get(..name_len).unwrap_or_default();
        if name.is_empty() || rest.get(name_len) != Some(&b';') || OF_XML.contains(&name) {
            continue;
        }
        position += name_len + 1;
        let reference = format!("&{};", String::from_utf8_lossy(name));
        let character = html::to_text(&reference);
        if character != reference {
            // What is cleaned away is white space.
            let character = if character.is_empty() { " ".to_owned() } else { character };
            repairs.push((place..position, Cow::Owned(character.into_bytes())));
        }
    }
}

/// Puts other quotes for those in the attributes of a tag: the parser writes them as they are, and they would end the attribute.
fn single_quotes(feed: &[u8], tag: Range<usize>, repairs: &mut Vec<Repair>) {
    let feed = feed.get(..tag.end).unwrap_or_default();
    let mut position = tag.start;
    while let Some(place) = find_any(feed, position, b"&") {
        position = place + 1;
        let rest = feed.get(place..).unwrap_or_default();
        let known = [&b"&quot;"[..], b"&#34;", b"&#x22;"].into_iter().find(|known| rest.starts_with(known));
        if let Some(known) = known {
            position = place + known.len();
            repairs.push((place..position, Cow::Borrowed(b"'")));
        }
    }
}

fn find_any(feed: &[u8], start: usize, wanted: &[u8]) -> Option<usize> {
    let offset = feed.get(start..)?.iter().position(|byte| wanted.contains(byte))?;
    Some(start + offset)
}
