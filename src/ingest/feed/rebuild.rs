//! A feed made anew, well-formed, for one that its parser refuses: end tags that are missing or wrong, markup in a title, brackets that stand
//! for themselves, junk before it, an end that never came.
//!
//! It goes by the vocabulary of feeds alone. What stands in a field is text, whatever it looks like, up to the end tag of that field or
//! to the tag that can only be the next; an article ends where another begins. So a slip costs the field that it is in, and no more. RSS of
//! any version comes out as version 2.0.

use std::borrow::Cow;

use super::super::html;
use super::nested::{Nested, is_entry};
use super::vocabulary::{Role, Root, ends_field, may_hold_markup, role};
use super::xml_tags::{Literals, Tag, TagKind, attributes, first_of_soup, tags_of_soup};

/// The namespaces that fields go by; the feed's own declarations come before them.
const NAMESPACES: [(&str, &str); 8] = [
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xmlns:slash", "http://purl.org/rss/1.0/modules/slash/"),
    ("xmlns:thr", "http://purl.org/syndication/thread/1.0"),
];
/// Deeper elements are passed over.
const MAX_OPEN: usize = 64;

/// A feed that has been made anew.
pub(super) struct Rebuilt {
    /// Its XML, in UTF-8.
    pub(super) xml: Vec<u8>,
    /// Whether it breaks off before its end.
    pub(super) is_cut: bool,
}

/// The feed made anew; `None` where nothing in it says that it is one.
pub(super) fn rebuild(feed: &[u8]) -> Option<Rebuilt> {
    let feed = &*without_prefix(feed);
    let mut builder = Builder {
        feed,
        nested: Nested::find(feed),
        xml: Vec::with_capacity(feed.len() + 512),
        open: Vec::new(),
        root: None,
        has_root_tag: false,
        is_cut: false,
    };
    let mut tags = tags_of_soup(feed);
    let mut next = tags.next();
    let mut position = next.as_ref()?.range.start;
    let mut is_root_closed = false;
    while let Some(tag) = next {
        builder.text(position, tag.range.start);
        position = tag.range.end;
        next = match builder.role(&tag) {
            Role::Field(_) | Role::PrefixedField if tag.kind == TagKind::Start && builder.root.is_some() => {
                let (end, after) = builder.field(&tag, &mut tags);
                position = end;
                after
            }
            found => {
                is_root_closed |= builder.structure(&tag, found);
                tags.next()
            }
        };
    }
    let is_cut = builder.is_cut || !is_root_closed;
    if builder.root == Some(Root::Rss) {
        // One without a channel is a feed all the same.
        builder.start_channel(None);
    }
    builder.close_to(0);
    builder.root.map(|_| Rebuilt { xml: builder.xml, is_cut })
}

/// The feed without the prefix that its entries have, which some feeds give to all that is theirs.
fn without_prefix(feed: &[u8]) -> Cow<'_, [u8]> {
    let nested = Nested::find(feed);
    let entry = tags_of_soup(feed).find(|tag| is_entry(tag) && !nested.holds(tag));
    let colon = entry.as_ref().and_then(|entry| entry.name.iter().position(|byte| *byte == b':'));
    let Some(prefix) = entry.zip(colon).and_then(|(entry, colon)| entry.name.get(..=colon)) else {
        return Cow::Borrowed(feed);
    };
    let mut bare = Vec::with_capacity(feed.len());
    let mut copied = 0;
    for tag in tags_of_soup(feed).filter(|tag| tag.name.starts_with(prefix)) {
        let name = tag.name_range();
        bare.extend_from_slice(feed.get(copied..name.start).unwrap_or_default());
        copied = name.start + prefix.len();
    }
    bare.extend_from_slice(feed.get(copied..).unwrap_or_default());
    Cow::Owned(bare)
}

struct Builder<'a> {
    feed: &'a [u8],
    nested: Nested,
    xml: Vec<u8>,
    /// The names of what is open, as written, with its part in the feed.
    open: Vec<(Vec<u8>, Role)>,
    root: Option<Root>,
    /// Whether the feed itself has a tag for it; where it has none, its channel is all of it.
    has_root_tag: bool,
    /// Whether the feed broke off within a field.
    is_cut: bool,
}

impl<'a> Builder<'a> {
    /// What the element is to this feed.
    fn role(&self, tag: &Tag<'_>) -> Role {
        match role(tag.name) {
            Role::Entry if self.nested.holds(tag) => Role::Other,
            found => found,
        }
    }

    /// Takes a tag that is no start of a field. Returns whether it ends the whole feed.
    fn structure(&mut self, tag: &Tag<'a>, found: Role) -> bool {
        match (found, tag.kind) {
            (Role::Root(root), TagKind::Start | TagKind::Empty) => {
                if self.root.is_none() {
                    self.start_root(root, Some(tag));
                }
                return tag.kind == TagKind::Empty;
            }
            (Role::Root(_), TagKind::End) => return self.root.is_some(),
            (Role::Channel, TagKind::End) => {
                // It stays open: articles of RSS 1.0 stand behind it, and some of RSS 2.0 by mistake.
                return !self.has_root_tag;
            }
            (Role::Channel, _) => self.start_channel(Some(tag)),
            (Role::Entry, TagKind::End) => self.close_entry(),
            (Role::Entry, kind) => {
                self.start_entry(tag);
                if kind == TagKind::Empty {
                    self.close_entry();
                }
            }
            // Before the feed, whatever there is, is junk.
            _ if self.root.is_none() => {}
            (_, TagKind::End) => {
                let is_it = |(name, role): &(Vec<u8>, Role)| *role == Role::Other && name == tag.name;
                let above =
                    self.open.iter().rposition(|(_, role)| *role != Role::Other).map_or(0, |place| place + 1);
                if let Some(place) = self.open.iter().rposition(is_it).filter(|place| *place >= above) {
                    self.close_to(place);
                }
            }
            (_, kind) => self.start(tag.name, tag, kind, found),
        }
        false
    }

    fn start_root(&mut self, root: Root, tag: Option<&Tag<'a>>) {
        let (name, own): (&[u8], &[(&str, &str)]) = match root {
            Root::Rss => (b"rss", &[("version", "2.0")]),
            Root::Atom => (b"feed", &[("xmlns", "http://www.w3.org/2005/Atom")]),
        };
        self.root = Some(root);
        self.has_root_tag = tag.is_some();
        let mut attributes = tag.map(|tag| attributes(self.feed, tag)).unwrap_or_default();
        // The names are known by now; one of its own would make them unknown to the parser.
        attributes.retain(|(name, _)| *name != b"xmlns");
        for (name, value) in own.iter().chain(&NAMESPACES) {
            if !attributes.iter().any(|(known, _)| *known == name.as_bytes()) {
                attributes.push((name.as_bytes(), value.as_bytes()));
            }
        }
        self.push(name, &attributes, Role::Root(root));
    }

    fn start_channel(&mut self, tag: Option<&Tag<'a>>) {
        if self.root.is_none() {
            self.start_root(Root::Rss, None);
        }
        let has_one = self.open.iter().any(|(_, role)| matches!(role, Role::Channel | Role::Entry));
        if self.root != Some(Root::Atom) && !has_one {
            let attributes = tag.map(|tag| attributes(self.feed, tag)).unwrap_or_default();
            self.push(b"channel", &attributes, Role::Channel);
            self.fields_of_attributes(&attributes);
        }
    }

    fn start_entry(&mut self, tag: &Tag<'a>) {
        let is_atom = tag.name.to_ascii_lowercase().ends_with(b"entry");
        if self.root.is_none() {
            self.start_root(if is_atom { Root::Atom } else { Root::Rss }, None);
        }
        // An entry stands in the feed, or in its channel.
        if self.root == Some(Root::Rss) {
            self.start_channel(None);
        }
        self.close_to(if self.root == Some(Root::Rss) { 2 } else { 1 });
        let name: &[u8] = if self.root == Some(Root::Atom) { b"entry" } else { b"item" };
        let attributes = attributes(self.feed, tag);
        self.push(name, &attributes, Role::Entry);
        self.fields_of_attributes(&attributes);
    }

    /// RSS 1.0 has names in attributes, the Channel Definition Format addresses and dates.
    fn fields_of_attributes(&mut self, attributes: &[(&[u8], &[u8])]) {
        for (attribute, field) in
            [(&b"rdf:about"[..], &b"guid"[..]), (b"href", b"link"), (b"lastmod", b"pubDate")]
        {
            if let Some((_, value)) = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute))
            {
                let value = escaped(value, false);
                self.xml.extend([b"<", field, b">", &value, b"</", field, b">"].concat());
            }
        }
    }

    /// Takes a field whole. Returns where its end is and the tag behind it.
    fn field(&mut self, tag: &Tag<'a>, tags: &mut impl Iterator<Item = Tag<'a>>) -> (usize, Option<Tag<'a>>) {
        if matches!(role(tag.name), Role::Field("author" | "source")) && starts_with_field(self.feed, tag) {
            self.start(tag.name, tag, TagKind::Start, Role::Other);
            return (tag.range.end, tags.next());
        }
        let mut n_same = 0;
        let (end, end_with_tag, after) = loop {
            let Some(inner) = tags.next() else {
                self.is_cut = true;
                break (self.feed.len(), self.feed.len(), None);
            };
            let is_same = inner.name.eq_ignore_ascii_case(tag.name);
            match inner.kind {
                TagKind::End if is_same && n_same == 0 => {
                    break (inner.range.start, inner.range.end, tags.next());
                }
                TagKind::End if is_same => n_same -= 1,
                TagKind::Start if is_same && !ends_field(tag.name, inner.name) => n_same += 1,
                _ if ends_field(tag.name, inner.name) && !self.nested.holds(&inner) => {
                    break (inner.range.start, inner.range.start, Some(inner));
                }
                _ => {}
            }
        };
        // Of what breaks off, a part is worth having only where it is prose.
        if !self.is_cut || may_hold_markup(tag.name) {
            let contents = self.feed.get(tag.range.end..end).unwrap_or_default();
            self.write_field(tag, if self.is_cut { without_cut_tag(contents) } else { contents });
        }
        (end_with_tag, after)
    }

    fn write_field(&mut self, tag: &Tag<'a>, contents: &[u8]) {
        let is_markup = tags_of_soup(contents).any(|tag| is_html(&tag));
        let name = match role(tag.name) {
            Role::Field(name) => name.as_bytes(),
            _ => tag.name,
        };
        if !is_name(name) {
            return;
        }
        let mut attributes = attributes(self.feed, tag);
        if is_markup && self.root == Some(Root::Atom) {
            attributes.retain(|(name, _)| *name != b"type");
            attributes.push((b"type", b"html"));
        }
        self.push(name, &attributes, Role::Other);
        write_text(contents, is_markup, &mut self.xml);
        self.close_to(self.open.len().saturating_sub(1));
    }

    fn start(&mut self, name: &[u8], tag: &Tag<'a>, kind: TagKind, found: Role) {
        let name = match found {
            Role::Field(name) => name.as_bytes(),
            _ => name,
        };
        if !is_name(name) || kind == TagKind::Start && self.open.len() >= MAX_OPEN {
            return;
        }
        let attributes = attributes(self.feed, tag);
        self.push(name, &attributes, Role::Other);
        if kind == TagKind::Empty {
            self.close_to(self.open.len().saturating_sub(1));
        }
    }

    fn push(&mut self, name: &[u8], attributes: &[(&[u8], &[u8])], role: Role) {
        self.xml.push(b'<');
        self.xml.extend(name);
        for (name, value) in attributes {
            self.xml.extend([b" ", *name, b"=\"", &escaped(value, false), b"\""].concat());
        }
        self.xml.push(b'>');
        self.open.push((name.to_owned(), role));
    }

    /// Closes the entry that is open, with all in it.
    fn close_entry(&mut self) {
        if let Some(place) = self.open.iter().rposition(|(_, role)| *role == Role::Entry) {
            self.close_to(place);
        }
    }

    fn close_to(&mut self, n_open: usize) {
        for (name, _) in self.open.drain(n_open.min(self.open.len())..).rev() {
            self.xml.extend([b"</", name.as_slice(), b">"].concat());
        }
    }

    /// Text between tags that are no field's: kept where an element is open that is not known.
    fn text(&mut self, start: usize, end: usize) {
        if self.open.last().is_some_and(|(_, role)| *role == Role::Other) {
            write_text(self.feed.get(start..end).unwrap_or_default(), false, &mut self.xml);
        }
    }
}

/// Whether a name holds nothing but what names of XML hold.
fn is_name(name: &[u8]) -> bool {
    let begins_well =
        name.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_' || !first.is_ascii());
    begins_well
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b":-_.".contains(byte) || !byte.is_ascii())
}

/// Whether what `tag` holds begins with a field, so that it is no text.
fn starts_with_field(feed: &[u8], tag: &Tag<'_>) -> bool {
    let rest = feed.get(tag.range.end..).unwrap_or_default().trim_ascii_start();
    first_of_soup(rest)
        .is_some_and(|first| first.kind != TagKind::End && matches!(role(first.name), Role::Field(_)))
}

/// The contents of a field as the text that they are. Where they are markup, each reference in them stands for itself: it is one of HTML.
fn write_text(contents: &[u8], is_markup: bool, xml: &mut Vec<u8>) {
    let mut literals = Literals::default();
    let mut tags = tags_of_soup(contents).peekable();
    let (mut position, mut copied) = (0, 0);
    while let Some(start) =
        contents.get(position..).and_then(|rest| rest.iter().position(|byte| *byte == b'<'))
    {
        let start = position + start;
        while tags.next_if(|tag| tag.range.start < start).is_some() {}
        let is_dropped =
            |tag: &Tag<'_>| tag.range.start == start && tag.kind == TagKind::End && !is_html(tag);
        let (range, is_section) = if let Some(literal) = literals.at(contents, start) {
            (literal.range, literal.is_section)
        } else if let Some(tag) = tags.next_if(is_dropped) {
            (tag.range, false)
        } else {
            // It is text, or a tag that is taken for it.
            position = start + 1;
            continue;
        };
        xml.extend(escaped(contents.get(copied..range.start).unwrap_or_default(), is_markup));
        if is_section {
            xml.extend(contents.get(range.clone()).unwrap_or_default());
        }
        position = range.end;
        copied = range.end;
    }
    xml.extend(escaped(contents.get(copied..).unwrap_or_default(), is_markup));
}

fn is_html(tag: &Tag<'_>) -> bool {
    std::str::from_utf8(tag.name).is_ok_and(|name| html::is_element(&name.to_ascii_lowercase()))
}

/// The contents without a tag in which they break off.
fn without_cut_tag(contents: &[u8]) -> &[u8] {
    let last = contents.iter().rposition(|byte| matches!(byte, b'<' | b'>'));
    let is_cut = last.and_then(|last| contents.get(last)) == Some(&b'<');
    last.filter(|_| is_cut).and_then(|last| contents.get(..last)).unwrap_or(contents)
}

/// The text with its brackets and quotes escaped, and its ampersands where those are to be read twice.
fn escaped(text: &[u8], with_ampersands: bool) -> Vec<u8> {
    let mut written = Vec::with_capacity(text.len());
    for &byte in text {
        match byte {
            b'<' => written.extend(b"&lt;"),
            b'>' => written.extend(b"&gt;"),
            b'"' => written.extend(b"&quot;"),
            b'&' if with_ampersands => written.extend(b"&amp;"),
            byte => written.push(byte),
        }
    }
    written
}

#[cfg(test)]
mod tests;
