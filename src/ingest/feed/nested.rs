//! Elements that are called entries and are none: those within an entry, a text or an image, where that is closed as it should be, and those
//! of another vocabulary within an entry.
//!
//! An entry whose end tag is missing holds all that follow it, and these are entries all the same. So what stands around one counts only
//! where it is well-formed from its start to its end.

use super::vocabulary::{Role, role};
use super::xml_tags::{Tag, TagKind, tags_of_soup};

/// What lies deeper is broken, or no feed.
const MAX_OPEN: usize = 256;
/// Elements of a feed that hold elements, and no entries.
const WITHOUT_ENTRIES: [&[u8]; 3] = [b"cloud", b"image", b"textinput"];
/// Elements that entries stand in.
const AROUND_ENTRIES: [&[u8]; 4] = [b"channel", b"feed", b"rdf", b"rss"];

/// Whether the tag says that it is that of an entry.
pub(super) fn is_entry(tag: &Tag<'_>) -> bool {
    let ends_so = |end: &[u8]| {
        let start = tag.name.len().checked_sub(end.len());
        start.and_then(|start| tag.name.get(start..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    (ends_so(b"item") || ends_so(b"entry")) && role(tag.name) == Role::Entry
}

/// Whether entries stand in such an element, by whatever prefix it goes.
pub(super) fn holds_entries(tag: &Tag<'_>) -> bool {
    is_one_of(&AROUND_ENTRIES, split_name(tag.name).1)
}

/// Whether what such an element holds is no entry.
fn holds_no_entries(name: &[u8]) -> bool {
    let (prefix, bare) = split_name(name);
    match role(name) {
        Role::Root(_) | Role::Channel => false,
        Role::Entry | Role::Field(_) | Role::PrefixedField => true,
        Role::Other => {
            is_one_of(&WITHOUT_ENTRIES, bare) || (!prefix.is_empty() && !is_one_of(&AROUND_ENTRIES, bare))
        }
    }
}

fn is_one_of(names: &[&[u8]], name: &[u8]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The prefix of a name with its colon, and the rest.
fn split_name(name: &[u8]) -> (&[u8], &[u8]) {
    name.split_at(name.iter().rposition(|byte| *byte == b':').map_or(0, |colon| colon + 1))
}

/// The tags that are called those of entries and are none.
pub(super) struct Nested {
    /// Where they begin, in order.
    starts: Vec<usize>,
    n_entries: usize,
}

impl Nested {
    pub(super) fn find(markup: &[u8]) -> Self {
        let mut walk = Walk::default();
        for tag in tags_of_soup(markup) {
            match tag.kind {
                TagKind::Start => walk.open(&tag),
                TagKind::Empty => {
                    walk.open(&tag);
                    walk.close_top(None);
                }
                TagKind::End => walk.close(&tag),
            }
        }
        walk.nested.sort_unstable();
        Self { starts: walk.nested, n_entries: walk.entries.len() }
    }

    /// Whether the tag is one of them.
    pub(super) fn holds(&self, tag: &Tag<'_>) -> bool {
        self.starts.binary_search(&tag.range.start).is_ok()
    }

    /// How many entries there are, those included that a section swallows which was not closed.
    pub(super) const fn n_entries(&self) -> usize {
        self.n_entries
    }
}

/// An element that is open.
struct Open<'a> {
    name: &'a [u8],
    kind: Kind,
    /// How many entries began before its contents.
    n_before: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entry,
    /// One that is called an entry, within one.
    Foreign,
    Other,
}

#[derive(Default)]
struct Walk<'a> {
    open: Vec<Open<'a>>,
    /// So many of the elements that are open hold what is not well-formed.
    n_broken: usize,
    /// Where the tags of the entries begin, those of their ends as far as there are such.
    entries: Vec<(usize, Option<usize>)>,
    nested: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn open(&mut self, tag: &Tag<'a>) {
        if self.open.len() >= MAX_OPEN {
            self.open.clear();
            self.n_broken = 0;
        }
        let kind = match is_entry(tag) {
            true if self.is_foreign(tag.name) => Kind::Foreign,
            true => Kind::Entry,
            false => Kind::Other,
        };
        match kind {
            Kind::Entry => self.entries.push((tag.range.start, None)),
            Kind::Foreign => self.nested.push(tag.range.start),
            // What stands around the whole feed is not looked at.
            Kind::Other if self.entries.is_empty() && matches!(role(tag.name), Role::Root(_)) => {
                self.open.clear();
                self.n_broken = 0;
            }
            Kind::Other => {}
        }
        self.open.push(Open { name: tag.name, kind, n_before: self.entries.len() });
    }

    /// Whether an entry is open that goes by another prefix, and the name is not one that feeds go by.
    fn is_foreign(&self, name: &[u8]) -> bool {
        let (prefix, _) = split_name(name);
        if prefix.is_empty() || is_one_of(&[b"atom:", b"rss:"], prefix) {
            return false;
        }
        let entry = self.open.iter().find(|open| open.kind == Kind::Entry);
        entry.is_some_and(|entry| split_name(entry.name).0 != prefix)
    }

    fn close(&mut self, tag: &Tag<'a>) {
        let Some(place) = self.open.iter().rposition(|open| open.name == tag.name) else {
            if is_entry(tag) && self.is_foreign(tag.name) {
                self.nested.push(tag.range.start);
            }
            self.n_broken = self.open.len();
            return;
        };
        if place + 1 < self.open.len() {
            self.open.truncate(place + 1);
            self.n_broken = place + 1;
        }
        self.close_top(Some(tag.range.start));
    }

    /// Closes the innermost element by a tag that begins there.
    fn close_top(&mut self, end: Option<usize>) {
        let Some(closed) = self.open.pop() else { return };
        let is_whole = self.open.len() >= self.n_broken;
        self.n_broken = self.n_broken.min(self.open.len());
        match closed.kind {
            Kind::Entry => {
                let entry = closed.n_before.checked_sub(1).and_then(|place| self.entries.get_mut(place));
                if let Some(entry) = entry {
                    entry.1 = end;
                }
            }
            Kind::Foreign => self.nested.extend(end),
            Kind::Other => {}
        }
        if is_whole && self.entries.len() > closed.n_before && holds_no_entries(closed.name) {
            let within = self.entries.drain(closed.n_before..);
            self.nested.extend(within.flat_map(|(start, end)| std::iter::once(start).chain(end)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the tags that are no entries', by where they stand.
    fn nested(markup: &str) -> Vec<String> {
        let found = Nested::find(markup.as_bytes());
        let tags = tags_of_soup(markup.as_bytes()).filter(|tag| found.holds(tag));
        tags.map(|tag| markup[tag.range].to_owned()).collect()
    }

    #[test]
    fn what_is_within_something_whole_is_no_entry() {
        for (markup, found) in [
            ("<item><item>a</item></item>", &["<item>", "</item>"][..]),
            ("<item><item/></item>", &["<item/>"]),
            ("<entry><content><p/><item>a</item></content></entry>", &["<item>", "</item>"]),
            ("<image><item>5</item></image><item/>", &["<item>", "</item>"]),
            ("<title><item>5</item></title>", &["<item>", "</item>"]),
            ("<q:a><item/></q:a><item/>", &["<item/>"]),
            ("<item/><item></item>", &[]),
            ("<items><item/></items>", &[]),
            ("<r:RDF><r:channel/><r:item></r:item></r:RDF>", &[]),
            ("<s:body><rss><item/></rss></s:body>", &[]),
        ] {
            assert_eq!(nested(markup), found, "{markup}");
        }
    }

    #[test]
    fn what_is_within_something_broken_is_an_entry() {
        for markup in [
            "<item>a<item>b</item><item>c</item></channel>",
            "<item><title>a<item>b</item></item>",
            "<item></b><item>b</item></item>",
            "<image><item>b</item>",
        ] {
            assert_eq!(nested(markup), [""; 0], "{markup}");
        }
    }

    #[test]
    fn within_an_entry_another_vocabulary_has_none() {
        assert_eq!(nested("<item><q:item>a</q:item><b></item>"), ["<q:item>", "</q:item>"]);
        assert_eq!(nested("<item></q:item>"), ["</q:item>"]);
        assert_eq!(nested("<item><atom:entry>"), [""; 0]);
        assert_eq!(nested("<q:item><q:item>"), [""; 0]);
    }
}
