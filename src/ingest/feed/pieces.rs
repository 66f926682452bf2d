//! A large feed in pieces: cut where its entries begin, each piece a small feed of its own, parsed when its first article is asked for.
//!
//! What the feed says of itself, whatever stands before, between and behind its entries, is parsed once, without them. So no more is in
//! memory than the markup and what comes of one piece. What had to be mended must be known before the first article is handed out: each
//! piece is parsed for that too, and dropped.

use std::ops::Range;
use std::vec;

use super::entries::About;
use super::nested::{Nested, holds_entries, is_entry};
use super::xml_tags::{Tag, TagKind, tags_of_soup};
use super::{
    Name, Parsed, Repair, Result, Row, cut_error, is_json, json_feed, json_head, made_anew, markup_head,
    parse_json, parsed, rows,
};
use crate::ingest::json_document::{Element, Elements, Ending, list_in};

/// A piece holds no more entries: the parser makes the same of a small one as of a large one.
const MAX_ENTRIES: usize = 4096;
/// No entry is longer that a person could read.
const MAX_ENTRY_BYTES: usize = 32 << 20;
/// So much of what a feed says of itself is looked at.
const MAX_FRAME_BYTES: usize = 4 << 20;
/// Elements around the entries.
const MAX_OPEN: usize = 16;

/// Where to cut a feed, and what makes a feed of a piece.
pub(super) struct Plan {
    /// The feed without its entries.
    frame: Vec<u8>,
    before: Vec<u8>,
    after: Vec<u8>,
    /// What goes behind the last piece, which may have the end of the feed.
    after_last: Vec<u8>,
    pieces: Vec<Range<usize>>,
    /// The items of a JSON Feed, with what is known of their lines.
    items: Option<Elements>,
}

impl Plan {
    /// How to cut the feed into pieces of about that many bytes; `None` where it holds no entries.
    pub(super) fn new(feed: &[u8], n_piece_bytes: usize) -> Option<Self> {
        if is_json(feed) { Self::of_json(feed, n_piece_bytes) } else { Self::of_markup(feed, n_piece_bytes) }
    }

    fn of_markup(feed: &[u8], n_piece_bytes: usize) -> Option<Self> {
        let nested = Nested::find(feed);
        // Those within entries neither begin a piece nor end an entry.
        let mut tags = tags_of_soup(feed).filter(|tag| !nested.holds(tag));
        let mut around: Vec<Tag<'_>> = Vec::new();
        let first = loop {
            let tag = tags.next()?;
            match tag.kind {
                TagKind::Start | TagKind::Empty if is_entry(&tag) => break tag,
                TagKind::Start if holds_entries(&tag) && around.len() < MAX_OPEN => around.push(tag),
                TagKind::End => {
                    let opened = around.iter().rposition(|around| around.name == tag.name);
                    around.truncate(opened.unwrap_or(around.len()));
                }
                _ => {}
            }
        };
        let mut frame = Vec::new();
        let mut frame_part = |part: Range<usize>| {
            let part = feed.get(part).unwrap_or_default();
            if part.contains(&b'<') {
                let room = MAX_FRAME_BYTES.saturating_sub(frame.len());
                frame.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
            }
        };
        frame_part(0..first.range.start);
        let mut cutter = Cutter { pieces: Vec::new(), start: first.range.start, n_entries: 1, n_piece_bytes };
        // The name of the entry that is open, and where the last one ended.
        let mut open = (first.kind == TagKind::Start).then_some(first.name);
        let mut end = first.range.end;
        for tag in tags {
            if tag.kind == TagKind::End {
                if open == Some(tag.name) {
                    (open, end) = (None, tag.range.end);
                }
            } else if open.is_none_or(|name| name == tag.name) && is_entry(&tag) {
                if open.is_none() {
                    frame_part(end..tag.range.start);
                }
                cutter.entry(tag.range.start);
                open = (tag.kind == TagKind::Start).then_some(tag.name);
                end = tag.range.end;
            }
        }
        if open.is_none() {
            frame_part(end..feed.len());
        }
        let markup = |tag: &Tag<'_>| feed.get(tag.range.clone()).unwrap_or_default().to_owned();
        Some(Self {
            frame,
            before: around.iter().flat_map(markup).collect(),
            after: around.iter().rev().flat_map(|tag| [b"</", tag.name, b">"].concat()).collect(),
            after_last: Vec::new(),
            pieces: cutter.finish(feed.len()),
            items: None,
        })
    }

    fn of_json(feed: &[u8], n_piece_bytes: usize) -> Option<Self> {
        let list = list_in(feed)?;
        let mut cutter = None;
        let (mut end, mut is_cut) = (list.start, false);
        let mut items = Elements::of(&list);
        while let Some(Element { range, ending }) = items.next(feed) {
            let start = range.start;
            cutter
                .get_or_insert(Cutter { pieces: Vec::new(), start, n_entries: 0, n_piece_bytes })
                .entry(start);
            (end, is_cut) = (range.end, ending == Ending::CutOff);
        }
        let n_frame_bytes = feed.len() - list.len();
        let after = b"]}".to_vec();
        Some(Self {
            frame: if n_frame_bytes > MAX_FRAME_BYTES {
                b"{}".to_vec()
            } else {
                json_feed::without_items(feed, &list)
            },
            before: [br#"{"title":"","version":""#, json_feed::VERSION.as_bytes(), br#"","items":["#]
                .concat(),
            after_last: if is_cut { Vec::new() } else { after.clone() },
            after,
            pieces: cutter?.finish(end),
            items: Some(items),
        })
    }

    /// What comes of the piece at that place.
    fn read(&self, feed: &[u8], place: usize) -> Found {
        let Some(piece) = self.pieces.get(place) else { return Found::default() };
        let is_last = place + 1 == self.pieces.len();
        let whole =
            (piece.len() <= MAX_ENTRY_BYTES).then(|| self.parse(feed, piece, is_last)).and_then(Result::ok);
        let whole = match (whole, &self.items) {
            (None, None) => return self.read_one_by_one(feed, piece, is_last),
            (None, Some(items)) => {
                super::json_items_made_anew(feed, items.from(piece.start), piece.end, MAX_ENTRY_BYTES)
            }
            (whole, _) => whole,
        };
        let mut found = Found::default();
        if let Some(whole) = whole {
            found.add(whole, is_last);
        }
        found
    }

    /// The feed that a piece is.
    fn parse(&self, feed: &[u8], piece: &Range<usize>, is_last: bool) -> Result<Parsed> {
        let after = if is_last { &self.after_last } else { &self.after };
        let mut contents = feed.get(piece.clone()).unwrap_or_default();
        if self.items.is_some() {
            contents = contents.trim_ascii_end();
            contents = contents.strip_suffix(b",").unwrap_or(contents);
        }
        let piece = [&self.before, contents, after].concat();
        if self.items.is_some() {
            return parse_json(&piece);
        }
        let found = parsed(&piece);
        // Of one that breaks off, nothing need be left.
        found.or_else(|error| made_anew(&piece).filter(|anew| is_last && anew.is_cut).ok_or(error))
    }

    /// Parses the entries of a piece by themselves, so that what cannot be read costs one.
    fn read_one_by_one(&self, feed: &[u8], piece: &Range<usize>, is_last: bool) -> Found {
        let mut found = Found::default();
        let markup = feed.get(piece.clone()).unwrap_or_default();
        let nested = Nested::find(markup);
        let is_start = |tag: &Tag<'_>| tag.kind != TagKind::End && is_entry(tag) && !nested.holds(tag);
        let starts = tags_of_soup(markup).filter(is_start);
        let mut starts = starts.map(|tag| piece.start + tag.range.start).peekable();
        while let Some(start) = starts.next() {
            let end = starts.peek().copied();
            let entry = start..end.unwrap_or(piece.end);
            let is_last = is_last && end.is_none();
            if entry.len() > MAX_ENTRY_BYTES {
                found.damaged(format!("is longer than {} MiB", MAX_ENTRY_BYTES >> 20));
                continue;
            }
            match self.parse(feed, &entry, is_last) {
                Ok(parsed) => found.add(parsed, is_last),
                Err(error) => found.damaged(error.to_string()),
            }
        }
        found
    }
}

/// Gathers entries in pieces.
struct Cutter {
    pieces: Vec<Range<usize>>,
    start: usize,
    n_entries: usize,
    n_piece_bytes: usize,
}

impl Cutter {
    /// Takes an entry that begins at `start`.
    fn entry(&mut self, start: usize) {
        if start - self.start >= self.n_piece_bytes || self.n_entries >= MAX_ENTRIES {
            self.pieces.push(self.start..start);
            (self.start, self.n_entries) = (start, 0);
        }
        self.n_entries += 1;
    }

    fn finish(mut self, end: usize) -> Vec<Range<usize>> {
        self.pieces.push(self.start..end);
        self.pieces
    }
}

/// What comes of a piece.
#[derive(Default)]
struct Found {
    entries: Vec<feed_rs::model::Entry>,
    damaged: Vec<(usize, String)>,
    is_cut: bool,
    repairs: Vec<Repair>,
}

impl Found {
    fn n_rows(&self) -> usize {
        self.entries.len() + self.damaged.len()
    }

    fn add(&mut self, parsed: Parsed, is_last: bool) {
        let n_before = self.n_rows();
        self.damaged.extend(parsed.damaged.into_iter().map(|(place, reason)| (n_before + place, reason)));
        self.entries.extend(parsed.feed.entries);
        self.repairs.extend(parsed.repair);
        self.is_cut = is_last && parsed.is_cut;
    }

    fn damaged(&mut self, reason: String) {
        self.damaged.push((self.n_rows(), reason));
    }
}

/// The rows of a feed that is read in pieces.
pub(super) struct Pieces {
    feed: Vec<u8>,
    plan: Plan,
    about: About,
    next_piece: usize,
    n_rows: usize,
    waiting: vec::IntoIter<Result<Row>>,
}

impl Pieces {
    /// The feed in pieces, and what must be done to it.
    pub(super) fn new(feed: Vec<u8>, plan: Plan, name: Name<'_>) -> (Self, Vec<Repair>) {
        let frame = if plan.items.is_some() { json_head(&plan.frame) } else { markup_head(&plan.frame) };
        let mut repairs: Vec<Repair> = frame.iter().filter_map(|frame| frame.repair).collect();
        for place in 0..plan.pieces.len() {
            let found = plan.read(&feed, place);
            repairs.extend(found.repairs);
            repairs.extend(found.is_cut.then_some(Repair::Cut));
        }
        repairs.sort_unstable();
        repairs.dedup();
        let about = About::new(frame.as_ref().map(|frame| &frame.feed), name);
        let waiting = Vec::new().into_iter();
        (Self { feed, plan, about, next_piece: 0, n_rows: 0, waiting }, repairs)
    }
}

impl Iterator for Pieces {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.waiting.next() {
                return Some(row);
            }
            if self.next_piece >= self.plan.pieces.len() {
                return None;
            }
            let found = self.plan.read(&self.feed, self.next_piece);
            self.next_piece += 1;
            let mut rows = rows(&self.about, found.entries, found.damaged, self.n_rows);
            self.n_rows += rows.len();
            if found.is_cut {
                rows.push(Err(cut_error(self.n_rows)));
            }
            self.waiting = rows.into_iter();
        }
    }
}

#[cfg(test)]
mod tests;
