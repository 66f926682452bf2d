//! What a feed needs before its parser may have it: small repairs of what real feeds get wrong, and a bound on
//! their depth.
//!
//! The parser knows the namespaces and versions of today only, gives up a whole feed over one text type that it
//! does not know, keeps a part of a text that holds elements, and calls itself for some nested elements, which ends the program where they
//! are many.

mod naked;
mod spare;

use std::borrow::Cow;
use std::ops::Range;

use url::Url;

use crate::error::Result;

use super::super::format_error;
use super::xml_tags::{Tag, TagKind, attribute, depth, tags};
use naked::{Text, split_name};
use spare::{Names, Spares};

/// Deeper than any feed, and safe on the smallest stack of a thread.
const MAX_DEPTH: usize = 256;

const ATOM_0_3: &[u8] = b"http://purl.org/atom/ns#";
const ATOM_1_0: &[u8] = b"http://www.w3.org/2005/Atom";
const RSS: &[u8] = b"http://purl.org/rss/1.0/";

/// Namespaces as feeds declare them, and as the parser knows them.
const NAMESPACES: [(&[u8], &[u8]); 8] = [
    (ATOM_0_3, ATOM_1_0),
    (b"https://www.w3.org/2005/Atom", ATOM_1_0),
    (b"http://www.w3.org/2005/atom", ATOM_1_0),
    (b"http://my.netscape.com/rdf/simple/0.9/", RSS),
    (b"http://channel.netscape.com/rdf/simple/0.9/", RSS),
    (b"http://backend.userland.com/rss2", RSS),
    (b"http://backend.userland.com/RSS2", RSS),
    (b"http://blogs.law.harvard.edu/tech/rss", RSS),
];

/// The elements of Atom that hold a text of a declared type.
const TEXTS: [&[u8]; 5] = [b"title", b"summary", b"subtitle", b"rights", b"content"];

/// What Atom 0.3 called them, and what Atom calls them.
const RENAMED: [(&[u8], &[u8]); 2] = [(b"issued", b"published"), (b"modified", b"updated")];

/// The attributes that hold playing times.
const DURATIONS: [&[u8]; 4] = [b"duration", b"start", b"end", b"time"];
const MAX_DURATION_DIGITS: usize = 12;

/// What to put in the place of a stretch of bytes.
type Repair = (Range<usize>, Cow<'static, [u8]>);

/// The feed in a form that the parser can take.
///
/// # Errors
/// Where its elements are nested too deep.
pub(super) fn mend(feed: &[u8]) -> Result<Cow<'_, [u8]>> {
    if depth(feed) > MAX_DEPTH {
        return Err(format_error(format!("has elements nested more than {MAX_DEPTH} deep")));
    }
    let mut repairs: Vec<Repair> = Vec::new();
    let (mut depth, mut is_root, mut is_atom, mut is_atom_0_3) = (0_usize, true, false, false);
    // The prefix of the feed's own elements, and the text under way.
    let (mut own, mut text): (&[u8], Option<Text<'_>>) = (b"", None);
    let mut spares = Spares::default();
    for tag in tags(feed) {
        match tag.kind {
            TagKind::Start => depth += 1,
            TagKind::End => depth = depth.saturating_sub(1),
            TagKind::Empty => {}
        }
        if std::mem::take(&mut is_root) {
            mend_root(feed, &tag, &mut repairs);
            repairs.extend(no_base(feed, &tag));
            is_atom_0_3 = find(feed, &tag.range, ATOM_0_3).is_some();
            let (prefix, name) = split_name(tag.name);
            is_atom = matches!(name, b"feed" | b"entry");
            own = if is_atom { prefix } else { b"" };
        } else if let Some(open) = &mut text {
            if !open.goes_on(depth) {
                let end = tag.range.start;
                if open.is_blank(feed, end)
                    && (open.is_typed_content(feed) || (open.name == b"title" && spares.has_title()))
                {
                    repairs.push((open.tag_start..tag.range.end, Cow::Borrowed(b"")));
                } else {
                    open.mend(feed, end, &mut repairs);
                }
                if !open.is_blank(feed, end) {
                    let tags = [open.name_range.clone(), tag.name_range()];
                    let names = Names { tags, namespace: open.namespace.clone() };
                    spares.see(open.name, &names, open.depth, own);
                }
                text = None;
            }
        } else if is_empty_of_media(&tag)
            || is_empty_content(feed, &tag, own)
            || (tag.name == b"title" && tag.kind == TagKind::Empty && spares.has_title())
        {
            repairs.push((tag.range, Cow::Borrowed(b"")));
        } else {
            repairs.extend(renamed(&tag).filter(|_| is_atom_0_3));
            let typed = text_type(feed, &tag, own);
            let is_xhtml = is_atom && is_xhtml(feed, &tag, typed.as_ref());
            repairs.extend(typed);
            repairs.extend(wild_duration(feed, &tag));
            repairs.extend(elsewhere(feed, &tag));
            repairs.extend(no_base(feed, &tag));
            text = Text::opened(feed, &tag, depth, own, is_xhtml, is_atom);
            if tag.kind == TagKind::Start && is_entry(&tag, own) {
                spares.begin(depth + 1);
            }
        }
        if text.is_none() {
            spares.end(depth + 1, own, is_atom, &mut repairs);
        }
    }
    repairs.sort_by_key(|(range, _)| range.start);
    Ok(apply(feed, &repairs))
}

fn is_entry(tag: &Tag<'_>, own: &[u8]) -> bool {
    let (prefix, name) = split_name(tag.name);
    prefix == own && matches!(name, b"item" | b"entry")
}

/// Whether it may be a title or description of a film or the like that holds nothing, over which the parser gives up the feed.
fn is_empty_of_media(tag: &Tag<'_>) -> bool {
    let (prefix, name) = split_name(tag.name);
    let is_known = matches!(prefix, b"" | b"atom:" | b"dc:" | b"itunes:");
    tag.kind == TagKind::Empty && !is_known && matches!(name, b"title" | b"description")
}

/// Whether it is a content of a type of media that holds nothing, over which the parser gives up the feed too.
fn is_empty_content(feed: &[u8], tag: &Tag<'_>, own: &[u8]) -> bool {
    let (prefix, name) = split_name(tag.name);
    let has = |wanted| attribute(feed, tag, wanted).is_some();
    let is_typed = || {
        attribute(feed, tag, b"type")
            .and_then(|range| feed.get(range))
            .is_some_and(|kind| kind.contains(&b'/'))
    };
    let is_content = tag.kind == TagKind::Empty && name == b"content" && (prefix.is_empty() || prefix == own);
    is_content && !has(b"src") && !has(b"url") && is_typed()
}

/// Whether the parser will read the elements in a text of Atom.
fn is_xhtml(feed: &[u8], tag: &Tag<'_>, typed: Option<&Repair>) -> bool {
    match typed {
        Some((_, new)) => **new == *b"xhtml",
        None => attribute(feed, tag, b"type").and_then(|range| feed.get(range)) == Some(b"xhtml"),
    }
}

fn renamed(tag: &Tag<'_>) -> Option<Repair> {
    RENAMED.iter().find(|(old, _)| *old == tag.name).map(|(_, new)| (tag.name_range(), Cow::Borrowed(*new)))
}

/// The version of RSS, where the parser does not know it, and the namespaces.
fn mend_root(feed: &[u8], tag: &Tag<'_>, repairs: &mut Vec<Repair>) {
    if tag.name == b"rss" {
        let version = attribute(feed, tag, b"version");
        match version.map(|range| (feed.get(range.clone()).unwrap_or_default(), range)) {
            Some((b"2.0" | b"0.91" | b"0.92" | b"", _)) => {}
            Some((_, range)) => repairs.push((range, Cow::Borrowed(b"2.0"))),
            None => {
                let end = tag.name_range().end;
                repairs.push((end..end, Cow::Borrowed(b" version=\"2.0\"")));
            }
        }
    }
    for (old, new) in NAMESPACES {
        if let Some(range) = find(feed, &tag.range, old) {
            repairs.push((range, Cow::Borrowed(new)));
        }
    }
    repairs.sort_by_key(|(range, _)| range.start);
}

/// The repair of the type of a text, where the parser would not take it; `own` is the prefix of the feed's own elements.
fn text_type(feed: &[u8], tag: &Tag<'_>, own: &[u8]) -> Option<Repair> {
    let (prefix, name) = split_name(tag.name);
    if tag.kind == TagKind::End || !(TEXTS.contains(&name) || (name == b"description" && !prefix.is_empty()))
    {
        return None;
    }
    let range = attribute(feed, tag, b"type")?;
    let declared = feed.get(range.clone())?;
    let mended: &[u8] = if prefix.is_empty() || prefix == b"atom:" || prefix == b"itunes:" || prefix == own {
        match declared {
            b"text" | b"html" | b"xhtml" | b"text/html" => return None,
            b"application/xhtml+xml" | b"application/xml" | b"text/xml" => b"xhtml",
            b"HTML" | b"text/HTML" | b"TEXT/HTML" => b"html",
            // A content may be of any type that is one; a title or summary may not.
            mime if name == b"content" && is_mime(mime) => return None,
            mime if name == b"content" && mime.contains(&b'/') && !mime.starts_with(b"text/") => {
                b"application/octet-stream"
            }
            _ => b"text",
        }
    } else {
        match declared {
            b"plain" | b"html" => return None,
            // That of `media:content` is of what it points to.
            _ if name == b"content" => return None,
            b"xhtml" | b"text/html" | b"HTML" => b"html",
            _ => b"plain",
        }
    };
    Some((range, Cow::Borrowed(mended)))
}

/// Whether the parser will take it for a type of media.
fn is_mime(declared: &[u8]) -> bool {
    let is_token = |part: &[u8]| {
        part.iter().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(byte))
            && part.first().is_some_and(u8::is_ascii_alphanumeric)
    };
    let mut parts = declared.split(|byte| *byte == b'/');
    parts.next().is_some_and(is_token) && parts.next().is_some_and(is_token) && parts.next().is_none()
}

/// The repair of a content that says where it is to be found: the parser gives up the feed where it stands here all the same, or where it
/// is of a type that only one that stands here has.
fn elsewhere(feed: &[u8], tag: &Tag<'_>) -> Option<Repair> {
    if split_name(tag.name).1 != b"content" || tag.kind == TagKind::End {
        return None;
    }
    let address = attribute(feed, tag, b"src")?;
    let is_typed = attribute(feed, tag, b"type").and_then(|range| feed.get(range)).is_some_and(is_mime);
    if tag.kind == TagKind::Empty && is_typed {
        return None;
    }
    let before = feed.get(tag.range.start..address.start)?;
    let name = tag.range.start + before.windows(3).rposition(|window| window == b"src")?;
    Some((name..name + 3, Cow::Borrowed(b"data")))
}

/// The repair of an address that others go out from and that is none, over which the parser gives up the feed.
fn no_base(feed: &[u8], tag: &Tag<'_>) -> Option<Repair> {
    let markup = feed.get(tag.range.clone())?;
    if tag.kind == TagKind::End || !markup.windows(9).any(|window| window == b"xml:base=") {
        return None;
    }
    let range = attribute(feed, tag, b"xml:base")?;
    let address = String::from_utf8_lossy(feed.get(range.clone())?);
    let is_address = matches!(Url::parse(&address), Ok(_) | Err(url::ParseError::RelativeUrlWithoutBase));
    (!is_address).then_some((range, Cow::Borrowed(b"")))
}

/// The repair of a playing time with a number so large that the parser panics over it.
fn wild_duration(feed: &[u8], tag: &Tag<'_>) -> Option<Repair> {
    let range = match tag.name.rsplit(|byte| *byte == b':').next()? {
        b"duration" if tag.kind == TagKind::Start => {
            let n_bytes = feed.get(tag.range.end..)?.iter().position(|byte| *byte == b'<')?;
            tag.range.end..tag.range.end + n_bytes
        }
        b"content" | b"text" | b"thumbnail" if tag.kind != TagKind::End => DURATIONS
            .iter()
            .filter_map(|name| attribute(feed, tag, name))
            .find(|range| has_wild_number(feed, range))?,
        _ => return None,
    };
    has_wild_number(feed, &range).then_some((range, Cow::Borrowed(b"0")))
}

fn has_wild_number(feed: &[u8], range: &Range<usize>) -> bool {
    let value = feed.get(range.clone()).unwrap_or_default();
    value.split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() > MAX_DURATION_DIGITS)
}

fn find(feed: &[u8], within: &Range<usize>, wanted: &[u8]) -> Option<Range<usize>> {
    // Within quotes, so that no namespace is taken for the beginning of a longer one.
    let is_here = |window: &[u8]| {
        window.get(1..=wanted.len()) == Some(wanted) && matches!(window.last(), Some(b'"' | b'\''))
    };
    let start = feed.get(within.clone())?.windows(wanted.len() + 2).position(is_here)?;
    let start = within.start + start + 1;
    Some(start..start + wanted.len())
}

/// The feed with all `repairs`, which are in order and do not overlap.
fn apply<'a>(feed: &'a [u8], repairs: &[Repair]) -> Cow<'a, [u8]> {
    if repairs.is_empty() {
        return Cow::Borrowed(feed);
    }
    let mut mended = Vec::with_capacity(feed.len() + 64);
    let mut position = 0;
    for (range, replacement) in repairs {
        mended.extend_from_slice(feed.get(position..range.start).unwrap_or_default());
        mended.extend_from_slice(replacement);
        position = range.end;
    }
    mended.extend_from_slice(feed.get(position..).unwrap_or_default());
    Cow::Owned(mended)
}

#[cfg(test)]
mod tests;
