//! Titles and descriptions by other names, for entries that have none by their own: the parser passes over some of them, and over others
//! unless a film or the like goes with them.

use std::borrow::Cow;
use std::ops::Range;

use super::Repair;
use super::naked::split_name;

/// What stands in for a title, the likeliest first.
const TITLES: [&[u8]; 4] = [b"atom:title", b"media:title", b"dc:title", b"dcterms:title"];
/// What stands in for a description.
const DESCRIPTIONS: [&[u8]; 12] = [
    b"atom:content",
    b"xhtml:body",
    b"body",
    b"yandex:full-text",
    b"fulltext",
    b"atom:summary",
    b"media:description",
    b"dc:description",
    b"dcterms:description",
    b"dcterms:abstract",
    b"abstract",
    b"itunes:subtitle",
];

/// What makes an element what it is.
#[derive(Clone)]
pub(super) struct Names {
    /// Where the names in its tags stand.
    pub(super) tags: [Range<usize>; 2],
    /// Where it says what namespace names without a prefix are of.
    pub(super) namespace: Option<Range<usize>>,
}

/// What is known of the texts of the entry under way.
#[derive(Default)]
pub(super) struct Spares {
    /// The depth of its fields; 0 where no entry is open.
    depth: usize,
    has_title: bool,
    has_description: bool,
    /// The best of the others, by their place in the lists above.
    title: Option<(usize, Names)>,
    description: Option<(usize, Names)>,
}

impl Spares {
    /// Begins with an entry whose fields are that deep. What is called one within another is none.
    pub(super) fn begin(&mut self, depth: usize) {
        if self.depth == 0 {
            *self = Self { depth, ..Self::default() };
        }
    }

    /// Takes a text of the entry that is not blank; `own` is the prefix of the feed's own elements.
    pub(super) fn see(&mut self, name: &[u8], names: &Names, depth: usize, own: &[u8]) {
        if depth != self.depth {
            return;
        }
        let (prefix, bare) = split_name(name);
        // Those that the parser knows.
        if prefix == own || prefix == b"itunes:" || bare == b"encoded" {
            self.has_title |= bare == b"title";
            self.has_description |= matches!(bare, b"content" | b"description" | b"encoded" | b"summary");
        }
        for (candidates, best) in [(&TITLES[..], &mut self.title), (&DESCRIPTIONS[..], &mut self.description)]
        {
            let rank = candidates.iter().position(|candidate| *candidate == name);
            if let Some(rank) = rank.filter(|rank| best.as_ref().is_none_or(|(best, _)| rank < best)) {
                *best = Some((rank, names.clone()));
            }
        }
    }

    /// Whether the entry has a title; another that is blank would take its place.
    pub(super) const fn has_title(&self) -> bool {
        self.has_title
    }

    /// Ends the entry, where elements are that deep by now, and gives what it lacks to the parser by the name that it knows.
    pub(super) fn end(&mut self, depth: usize, own: &[u8], is_atom: bool, repairs: &mut Vec<Repair>) {
        if depth >= self.depth {
            return;
        }
        let found = std::mem::take(self);
        let (description, namespace): (&[u8], &[u8]) =
            if is_atom { (b"summary", super::ATOM_1_0) } else { (b"description", super::RSS) };
        for (spare, is_there, name) in [
            (found.title, found.has_title, &b"title"[..]),
            (found.description, found.has_description, description),
        ] {
            let Some((_, names)) = spare.filter(|_| !is_there) else { continue };
            repairs.extend(names.tags.map(|range| (range, Cow::Owned([own, name].concat()))));
            repairs.extend(names.namespace.map(|range| (range, Cow::Borrowed(namespace))));
        }
    }
}
