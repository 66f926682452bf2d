//! The records of a table by their place in its bytes, so that a quote left open costs the row that it stands in, and no other.
//!
//! The `csv` crate parses; what it is given to parse is cut out here, one record at a time. It would read on in
//! an open quote to the next quote, and without any to the end of the input; here it is known where the quote was opened.
//! Where it was left open (`quotes.rs` says how that is told), the line that opened it is a record of its own, and
//! what follows that line is read again.
//!
//! What is read again holds no quotes but in pairs, up to the line of the quote that told it. None of those lines can open a quote
//! that goes on behind it, so no line is read more than a few times, however many quotes are left open.

mod quotes;

use std::io::{self, Read};
use std::ops::Range;

use quotes::{Place, Table, is_line_end};

const CHUNK_BYTES: usize = 256 << 10;

/// What was found at the place of the next record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A record.
    Whole,
    /// A record with a quote that is not closed, up to the end of the line that opened it.
    Unclosed,
    /// A line longer than any record may be; it has been passed over.
    TooLong,
    /// No further record.
    End,
}

/// Cuts records out of a table; as a reader it holds the last one that was found, and a line end.
pub(super) struct Records<R> {
    inner: R,
    table: Table,
    max_bytes: usize,
    buffer: Vec<u8>,
    /// Where in the buffer the next record begins.
    start: usize,
    is_at_end: bool,
    /// The part of the record that is yet to be read.
    unread: Range<usize>,
    /// What closes the record.
    ending: &'static [u8],
}

/// How far into a record it has been read.
struct Progress {
    position: usize,
    place: Place,
    n_cells: usize,
    /// The lines behind the quote that is open, or was not closed as it should be.
    lines: Option<Lines>,
    /// Those of the last quote that was closed as it should be, and was not opened on the same line.
    closed: Option<Lines>,
}

/// Lines within a quote.
#[derive(Debug, Clone, Copy)]
struct Lines {
    /// The start of the first, behind the line that opened the quote.
    first: usize,
    /// The start of the last so far.
    last: usize,
}

impl Progress {
    const fn new(start: usize) -> Self {
        Self { position: start, place: Place::StartOfCell, n_cells: 1, lines: None, closed: None }
    }

    /// Goes on to `next`, the place behind `byte`.
    fn go_on(&mut self, byte: u8, next: Place) {
        self.position += 1;
        match (self.place, next) {
            (Place::StartOfCell, Place::Quoted) => self.lines = None,
            (_, Place::StartOfCell) => {
                self.n_cells += 1;
                if self.place == Place::QuoteInQuoted {
                    self.closed = self.lines.take().or(self.closed);
                }
            }
            _ if is_line_end(byte) => {
                let first = self.lines.map_or(self.position, |lines| lines.first);
                self.lines = Some(Lines { first, last: self.position });
            }
            _ => {}
        }
        self.place = next;
    }
}

impl<R: Read> Records<R> {
    /// The records of `inner`, none of them of more than `max_bytes`.
    pub(super) const fn new(inner: R, delimiter: u8, max_bytes: usize) -> Self {
        Self {
            inner,
            table: Table { delimiter, n_columns: None },
            max_bytes,
            buffer: Vec::new(),
            start: 0,
            is_at_end: false,
            unread: 0..0,
            ending: b"",
        }
    }

    /// Says how many columns the rows to come should have.
    pub(super) const fn expect_columns(&mut self, n_columns: usize) {
        self.table.n_columns = Some(n_columns);
    }

    /// Goes on to the next record, which can then be read.
    pub(super) fn advance(&mut self) -> io::Result<Found> {
        self.forget_what_is_done();
        self.skip_line_ends()?;
        let mut at = Progress::new(self.start);
        loop {
            let end = self.buffer.len().min(self.start + self.max_bytes);
            while at.position < end {
                let byte = self.buffer.get(at.position).copied().unwrap_or_default();
                let Some(next) = at.place.behind(byte, self.table.delimiter) else {
                    return Ok(self.found_end(&at, at.position + 1, b""));
                };
                if (at.place, next) == (Place::QuoteInQuoted, Place::Cell)
                    && let Some(lines) = at.lines
                    && self.is_left_open(lines, at.position)?
                {
                    return Ok(self.found(Found::Unclosed, lines.first, b"\"\n"));
                }
                at.go_on(byte, next);
            }
            if at.position >= self.start + self.max_bytes {
                let Some(lines) = at.lines else { return self.pass_over_line(at.position) };
                return Ok(self.found(Found::Unclosed, lines.first, b"\"\n"));
            }
            if !self.is_at_end {
                self.fill()?;
                continue;
            }
            if self.start == self.buffer.len() {
                return Ok(Found::End);
            }
            if at.place != Place::Quoted {
                return Ok(self.found_end(&at, at.position, b"\n"));
            }
            let first = at.lines.map_or(at.position, |lines| lines.first);
            return Ok(self.found(Found::Unclosed, first, b"\"\n"));
        }
    }

    /// Whether the quote before `lines` was left open, as a text follows at `behind` what seems to close it.
    fn is_left_open(&mut self, lines: Lines, behind: usize) -> io::Result<bool> {
        let end = self.line_end(behind)?;
        let swallowed = self.buffer.get(lines.first..end).unwrap_or_default();
        Ok(self.table.shows_rows(swallowed, lines.last - lines.first, behind - lines.first))
    }

    /// Where the line ends that holds `position`, as far as a record may go.
    fn line_end(&mut self, position: usize) -> io::Result<usize> {
        let mut searched = position;
        loop {
            let end = self.buffer.len().min(self.start + self.max_bytes);
            let rest = self.buffer.get(searched..end).unwrap_or_default();
            if let Some(length) = rest.iter().position(|byte| is_line_end(*byte)) {
                return Ok(searched + length);
            }
            if self.is_at_end || end < self.buffer.len() {
                return Ok(end);
            }
            searched = end;
            self.fill()?;
        }
    }

    /// What a record is that ends before `end`.
    fn found_end(&mut self, at: &Progress, end: usize, ending: &'static [u8]) -> Found {
        if let Some(lines) = at.lines.or(at.closed)
            && self.table.n_columns.is_some_and(|n_columns| n_columns != at.n_cells)
            && self.table.is_all_rows(self.buffer.get(lines.first..at.position).unwrap_or_default())
        {
            return self.found(Found::Unclosed, lines.first, b"\"\n");
        }
        self.found(Found::Whole, end, ending)
    }

    fn found(&mut self, found: Found, end: usize, ending: &'static [u8]) -> Found {
        self.unread = self.start..end;
        self.ending = ending;
        self.start = end;
        found
    }

    /// Goes to the end of the line at `position` without holding it in memory.
    fn pass_over_line(&mut self, position: usize) -> io::Result<Found> {
        self.start = position;
        loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(length) = rest.iter().position(|byte| is_line_end(*byte)) {
                self.start += length;
                return Ok(Found::TooLong);
            }
            self.start = self.buffer.len();
            self.forget_what_is_done();
            if self.is_at_end {
                return Ok(Found::TooLong);
            }
            self.fill()?;
        }
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(length) = rest.iter().position(|byte| !is_line_end(*byte)) {
                self.start += length;
                return Ok(());
            }
            self.start = self.buffer.len();
            self.forget_what_is_done();
            if self.is_at_end {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Frees the front of the buffer, where that is the greater part: what is moved has then been read once for
    /// every time that it is moved.
    fn forget_what_is_done(&mut self) {
        self.unread = 0..0;
        if self.start > self.buffer.len() / 2 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK_BYTES, 0);
        let result = loop {
            match self.inner.read(self.buffer.get_mut(filled..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.buffer.truncate(filled + result.as_ref().map_or(0, |n_read| *n_read));
        self.is_at_end = result? == 0;
        Ok(())
    }
}

impl<R> Read for Records<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.buffer.get(self.unread.clone()).unwrap_or_default();
        let n_read = unread.read(buffer)?;
        self.unread.start += n_read;
        if n_read > 0 {
            return Ok(n_read);
        }
        self.ending.read(buffer)
    }
}

#[cfg(test)]
mod tests;
