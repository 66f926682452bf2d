//! The records of a table by their place in its bytes, so that a quote left open costs one row, or those up
//! to the next quote where there is one.
//!
//! The `csv` crate parses; what it is given to parse is cut out here, one record at a time. It would read on in
//! an open quote to the end of the input; here it is known where the quote was opened, and what follows that
//! line is read again as records of their own.

use std::io::{self, Read};
use std::ops::Range;

const CHUNK_BYTES: usize = 256 << 10;

/// What was found at the place of the next record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A record.
    Whole,
    /// A record whose last quote is not closed, up to the end of the line that opened it.
    Unclosed,
    /// A line longer than any record may be; it has been passed over.
    TooLong,
    /// No further record.
    End,
}

/// Cuts records out of a table; as a reader it holds the last one that was found, and a line end.
pub(super) struct Records<R> {
    inner: R,
    delimiter: u8,
    max_bytes: usize,
    buffer: Vec<u8>,
    /// Where in the buffer the next record begins.
    start: usize,
    /// From an open quote at the start of a line before this place, the record goes on to here, in a quote.
    quoted_to: usize,
    is_at_end: bool,
    /// The part of the record that is yet to be read.
    unread: Range<usize>,
    /// What closes the record.
    ending: &'static [u8],
}

/// What the next byte of a record means depends on where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    StartOfCell,
    Cell,
    Quoted,
    /// Behind a quote in a quoted cell, which closes it unless another follows.
    QuoteInQuoted,
}

impl Place {
    /// The place behind `byte`, unless that ends the record.
    const fn behind(self, byte: u8, delimiter: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Quoted, b'"') => Self::QuoteInQuoted,
            (Self::StartOfCell | Self::QuoteInQuoted, b'"') | (Self::Quoted, _) => Self::Quoted,
            (_, b'\n' | b'\r') => return None,
            (_, byte) if byte == delimiter => Self::StartOfCell,
            _ => Self::Cell,
        })
    }
}

impl<R: Read> Records<R> {
    /// The records of `inner`, none of them of more than `max_bytes`.
    pub(super) const fn new(inner: R, delimiter: u8, max_bytes: usize) -> Self {
        Self {
            inner,
            delimiter,
            max_bytes,
            buffer: Vec::new(),
            start: 0,
            quoted_to: 0,
            is_at_end: false,
            unread: 0..0,
            ending: b"",
        }
    }

    /// Goes on to the next record, which can then be read.
    pub(super) fn advance(&mut self) -> io::Result<Found> {
        self.forget_what_is_done();
        self.skip_line_ends()?;
        let mut place = Place::StartOfCell;
        let mut position = self.start;
        // The starts of the lines behind the quote that is open, or was not closed as it should be: of the first, and
        // of the last so far.
        let mut lines: Option<(usize, usize)> = None;
        loop {
            let end = self.buffer.len().min(self.start + self.max_bytes);
            while position < end {
                let byte = self.buffer.get(position).copied().unwrap_or_default();
                let Some(next) = place.behind(byte, self.delimiter) else {
                    return Ok(self.found(Found::Whole, position + 1, b""));
                };
                position += 1;
                if place == Place::QuoteInQuoted && next == Place::StartOfCell {
                    lines = None;
                } else if is_line_end(byte) {
                    let first = lines.map_or(position, |(first, _)| first);
                    position = position.max(self.quoted_to);
                    lines = Some((first, position));
                }
                place = next;
            }
            if position >= self.start + self.max_bytes {
                let Some((first, last)) = lines else { return self.pass_over_line(position) };
                self.quoted_to = self.quoted_to.max(last);
                return Ok(self.found(Found::Unclosed, first, b"\"\n"));
            }
            if !self.is_at_end {
                self.fill()?;
                continue;
            }
            if self.start == self.buffer.len() {
                return Ok(Found::End);
            }
            if place != Place::Quoted {
                return Ok(self.found(Found::Whole, position, b"\n"));
            }
            self.quoted_to = position;
            let first = lines.map_or(position, |(first, _)| first);
            return Ok(self.found(Found::Unclosed, first, b"\"\n"));
        }
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
            self.quoted_to = self.quoted_to.saturating_sub(self.start);
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

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use ::csv::{ByteRecord, ReaderBuilder};
    use proptest::prelude::*;

    use super::*;

    /// The records of a table, each with what was found in its place.
    fn records(table: &[u8], max_bytes: usize) -> Vec<(Found, Vec<String>)> {
        let records = Records::new(table, b',', max_bytes);
        let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(records);
        let mut all = Vec::new();
        loop {
            let found = reader.get_mut().advance().unwrap();
            let mut record = ByteRecord::new();
            match found {
                Found::End => return all,
                Found::TooLong => {}
                Found::Whole | Found::Unclosed => assert!(reader.read_byte_record(&mut record).unwrap()),
            }
            all.push((found, record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()));
        }
    }

    fn kinds(table: &[u8], max_bytes: usize) -> Vec<Found> {
        records(table, max_bytes).into_iter().map(|(found, _)| found).collect()
    }

    #[test]
    fn reading_goes_on_behind_the_line_of_an_open_quote() {
        let found = records(b"1,\"a\nb\",\"c \"\"d\"\"\n2,x\r\n3,y", 1000);
        let expected: [(Found, &[&str]); 3] = [
            (Found::Unclosed, &["1", "a\nb", "c \"d\"\n"]),
            (Found::Whole, &["2", "x"]),
            (Found::Whole, &["3", "y"]),
        ];
        assert_eq!(found.len(), expected.len());
        for ((found, cells), expected) in found.iter().zip(expected) {
            assert_eq!(
                (*found, cells.iter().map(String::as_str).collect::<Vec<_>>()),
                (expected.0, expected.1.to_vec())
            );
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        use Found::{TooLong, Unclosed, Whole};
        assert_eq!(kinds(b"a,b\nmuch too long\nc,d\n", 8), [Whole, TooLong, Whole]);
        assert_eq!(
            kinds(b"a\n\"b\nc\nd\ne\nf\"\ng\n", 8),
            [Whole, Unclosed, Whole, Whole, Whole, Whole, Whole]
        );
    }

    #[test]
    fn a_quote_left_open_on_every_line_takes_no_time() {
        let table = "a\"b,\"c\n".repeat(200_000);
        let start = std::time::Instant::now();
        assert_eq!(kinds(table.as_bytes(), 1 << 30).len(), 200_000);
        assert_eq!(kinds(table.as_bytes(), 1 << 20).len(), 200_000);
        assert!(start.elapsed().as_secs() < 20);
    }

    proptest! {
        #[test]
        fn records_are_what_the_parser_takes_for_them(table in "[ab,\"\n\r]{0,40}") {
            let closed = format!("{table}\"\n");
            for table in [table, closed] {
                let found = records(table.as_bytes(), 1000);
                if found.iter().any(|(found, _)| *found != Found::Whole) {
                    continue;
                }
                let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(table.as_bytes());
                let expected: Vec<Vec<String>> = reader
                    .byte_records()
                    .map(|record| record.unwrap().iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
                    .collect();
                prop_assert_eq!(found.into_iter().map(|(_, record)| record).collect::<Vec<_>>(), expected);
            }
        }
    }
}
