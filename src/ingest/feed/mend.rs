//! What a feed needs before its parser may have it: small repairs of what real feeds get wrong, and a bound on
//! their depth.
//!
//! The parser knows the namespaces and versions of today only, gives up a whole feed over one text type that it
//! does not know, and calls itself for some nested elements, which ends the program where they are many.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Result;

use super::super::format_error;
use super::xml_tags::{Tag, TagKind, attribute, depth, tags};

/// Deeper than any feed, and safe on the smallest stack of a thread.
const MAX_DEPTH: usize = 256;

const ATOM_0_3: &[u8] = b"http://purl.org/atom/ns#";

/// Namespaces as feeds declare them, and as the parser knows them.
const NAMESPACES: [(&[u8], &[u8]); 8] = [
    (ATOM_0_3, b"http://www.w3.org/2005/Atom"),
    (b"https://www.w3.org/2005/Atom", b"http://www.w3.org/2005/Atom"),
    (b"http://www.w3.org/2005/atom", b"http://www.w3.org/2005/Atom"),
    (b"http://my.netscape.com/rdf/simple/0.9/", b"http://purl.org/rss/1.0/"),
    (b"http://channel.netscape.com/rdf/simple/0.9/", b"http://purl.org/rss/1.0/"),
    (b"http://backend.userland.com/rss2", b"http://purl.org/rss/1.0/"),
    (b"http://backend.userland.com/RSS2", b"http://purl.org/rss/1.0/"),
    (b"http://blogs.law.harvard.edu/tech/rss", b"http://purl.org/rss/1.0/"),
];

/// The elements of Atom that hold a text of a declared type.
const TEXTS: [&[u8]; 5] = [b"title", b"summary", b"subtitle", b"rights", b"content"];

/// The elements of RSS that hold HTML, which must be escaped.
const DESCRIPTIONS: [&[u8]; 2] = [b"description", b"content:encoded"];

/// What Atom 0.3 called them, and what Atom calls them.
const RENAMED: [(&[u8], &[u8]); 2] = [(b"issued", b"published"), (b"modified", b"updated")];

/// The attributes that hold playing times.
const DURATIONS: [&[u8]; 4] = [b"duration", b"start", b"end", b"time"];
const MAX_DURATION_DIGITS: usize = 12;

/// What to put in the place of a stretch of bytes.
type Repair = (Range<usize>, &'static [u8]);

/// The feed in a form that the parser can take.
///
/// # Errors
/// Where its elements are nested too deep.
pub(super) fn mend(feed: &[u8]) -> Result<Cow<'_, [u8]>> {
    if depth(feed) > MAX_DEPTH {
        return Err(format_error(format!("has elements nested more than {MAX_DEPTH} deep")));
    }
    let mut repairs: Vec<Repair> = Vec::new();
    let (mut depth, mut is_root, mut is_atom_0_3) = (0_usize, true, false);
    let mut description: Option<Description> = None;
    for tag in tags(feed) {
        match tag.kind {
            TagKind::Start => depth += 1,
            TagKind::End => depth = depth.saturating_sub(1),
            TagKind::Empty => {}
        }
        if std::mem::take(&mut is_root) {
            mend_root(feed, &tag, &mut repairs);
            is_atom_0_3 = find(feed, &tag.range, ATOM_0_3).is_some();
        } else if let Some(open) = &mut description {
            if depth < open.depth {
                repairs.extend(open.wrapped(feed, tag.range.start).into_iter().flatten());
                description = None;
            } else {
                open.is_naked = true;
            }
        } else if tag.kind == TagKind::Start && DESCRIPTIONS.contains(&tag.name) {
            description = Some(Description { start: tag.range.end, depth, is_naked: false });
        } else {
            repairs.extend(renamed(&tag).filter(|_| is_atom_0_3));
            repairs.extend(text_type(feed, &tag));
            repairs.extend(wild_duration(feed, &tag));
        }
    }
    Ok(apply(feed, &repairs))
}

/// A description of RSS under way.
struct Description {
    /// Where its contents begin.
    start: usize,
    /// The depth of its contents.
    depth: usize,
    /// True where a tag stands in it as it is, which hides from the parser whatever follows.
    is_naked: bool,
}

impl Description {
    /// The contents up to `end` as a CDATA section, where they hold naked markup.
    fn wrapped(&self, feed: &[u8], end: usize) -> Option<[Repair; 2]> {
        let contents = feed.get(self.start..end)?;
        let has_section = contents.windows(3).any(|window| window == b"]]>");
        (self.is_naked && !has_section)
            .then_some([(self.start..self.start, b"<![CDATA[".as_slice()), (end..end, b"]]>".as_slice())])
    }
}

fn renamed(tag: &Tag<'_>) -> Option<Repair> {
    RENAMED.iter().find(|(old, _)| *old == tag.name).map(|(_, new)| (tag.name_range(), *new))
}

/// The version of RSS, where the parser does not know it, and the namespaces.
fn mend_root(feed: &[u8], tag: &Tag<'_>, repairs: &mut Vec<Repair>) {
    if tag.name == b"rss" {
        let version = attribute(feed, tag, b"version");
        match version.map(|range| (feed.get(range.clone()).unwrap_or_default(), range)) {
            Some((b"2.0" | b"0.91" | b"0.92" | b"", _)) => {}
            Some((_, range)) => repairs.push((range, b"2.0")),
            None => repairs.push((tag.name_range().end..tag.name_range().end, b" version=\"2.0\"")),
        }
    }
    for (old, new) in NAMESPACES {
        if let Some(range) = find(feed, &tag.range, old) {
            repairs.push((range, new));
        }
    }
    repairs.sort_by_key(|(range, _)| range.start);
}

/// The repair of the type of a text, where the parser would not take it.
fn text_type(feed: &[u8], tag: &Tag<'_>) -> Option<Repair> {
    let name = tag.name.strip_prefix(b"atom:").unwrap_or(tag.name);
    if tag.kind == TagKind::End || !TEXTS.contains(&name) {
        return None;
    }
    let range = attribute(feed, tag, b"type")?;
    let mended: &[u8] = match feed.get(range.clone())? {
        b"text" | b"html" | b"xhtml" | b"text/html" => return None,
        b"application/xhtml+xml" | b"application/xml" | b"text/xml" => b"xhtml",
        b"HTML" | b"text/HTML" | b"TEXT/HTML" => b"html",
        // A content may be of any type that is one; a title or summary may not.
        mime if name == b"content" && mime.len() > 2 && mime.contains(&b'/') => return None,
        _ => b"text",
    };
    Some((range, mended))
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
    has_wild_number(feed, &range).then_some((range, b"0"))
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
