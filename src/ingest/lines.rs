//! Rows that are lines of bounded length: one too long to be a row is passed over without being held in memory.
//!
//! Lines are read a block at a time, and the rows of a block are made side by side, in order.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use memchr::memchr;

use crate::article::{DamagedRow, Row, Span};
use crate::error::Result;
use crate::parallel;

use super::columns::non_empty;
use super::inputs::io_error;

/// No article is longer than this; a line that is has lost its line ends.
const MAX_LINE_BYTES: usize = 64 << 20;
/// A block is full with so many bytes …
const BLOCK_BYTES: usize = 1 << 20;
/// … or so many lines, whichever comes first.
const BLOCK_LINES: usize = 1024;

/// What a line makes, with the name of the input and the number of the row, from 1.
type RowOfLine = Box<dyn Fn(&[u8], &str, u64) -> Row + Send + Sync>;

/// The rows of an input of one row per line, read as they are asked for; blank lines are none.
pub(super) struct LineRows<R> {
    reader: R,
    /// The name that rows without an id go by.
    name: String,
    row_of: RowOfLine,
    pub(super) max_line_bytes: usize,
    block: Block,
    /// The rows of the block that have not been handed out.
    rows: VecDeque<Row>,
    /// The number of rows so far.
    n_rows: u64,
    /// What ended the input, if it was no end of file.
    error: Option<io::Error>,
    is_done: bool,
}

/// Lines one behind another.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    lines: Vec<NumberedLine>,
}

/// A line of a block.
struct NumberedLine {
    /// Its bytes in the block; none of a line that is too long.
    bytes: Option<Span>,
    /// The number of its row, from 1.
    row: u64,
}

impl<R: BufRead> LineRows<R> {
    /// The rows that `row_of` makes of the lines, which come without white space around them.
    pub(super) fn new(
        reader: R,
        name: &str,
        row_of: impl Fn(&[u8], &str, u64) -> Row + Send + Sync + 'static,
    ) -> Self {
        Self {
            reader,
            name: name.to_owned(),
            row_of: Box::new(row_of),
            max_line_bytes: MAX_LINE_BYTES,
            block: Block::default(),
            rows: VecDeque::new(),
            n_rows: 0,
            error: None,
            is_done: false,
        }
    }

    /// Reads lines until the block is full, or there are no more.
    fn read_block(&mut self) {
        let Block { bytes, lines } = &mut self.block;
        bytes.clear();
        lines.clear();
        while !self.is_done && bytes.len() < BLOCK_BYTES && lines.len() < BLOCK_LINES {
            let start = bytes.len();
            let line = match read_line(&mut self.reader, bytes, self.max_line_bytes) {
                Ok(Line::Whole) => Some(trimmed(bytes, start)),
                Ok(Line::TooLong) => None,
                Ok(Line::End) => {
                    self.is_done = true;
                    break;
                }
                Err(error) => {
                    self.is_done = true;
                    self.error = Some(error);
                    break;
                }
            };
            if line.is_none_or(|line| !line.is_empty()) {
                self.n_rows += 1;
                lines.push(NumberedLine { bytes: line, row: self.n_rows });
            }
        }
    }

    /// Makes the rows of the block.
    fn make_rows(&mut self) {
        let Self { block, row_of, name, max_line_bytes, .. } = self;
        let row = |line: &NumberedLine| {
            if let Some(Span { start, end }) = line.bytes {
                return row_of(block.bytes.get(start..end).unwrap_or_default(), name, line.row);
            }
            let reason = format!("is longer than {} MiB", *max_line_bytes >> 20);
            damaged_row(None, name, line.row, &reason)
        };
        self.rows = parallel::map(&block.lines, row).into();
    }
}

/// The line that begins at `start`, without white space around it, and without the mark that some writers put at the start of each file,
/// or of each part of it.
fn trimmed(bytes: &[u8], start: usize) -> Span {
    let line = bytes.get(start..).unwrap_or_default();
    let unmarked = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let opened = unmarked.trim_ascii_start();
    let start = start + line.len() - opened.len();
    Span::new(start, start + opened.trim_ascii_end().len())
}

impl<R: BufRead> Iterator for LineRows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Some(Ok(row));
            }
            if self.is_done {
                return self.error.take().map(|error| Err(io_error(error)));
            }
            self.read_block();
            self.make_rows();
        }
    }
}

/// A row that is no article, and why.
pub(super) fn damaged_row(id: Option<&str>, name: &str, row: u64, reason: &str) -> Row {
    Row::Damaged(DamagedRow {
        id: id.and_then(non_empty).unwrap_or_else(|| fallback_id(name, row)),
        error: format!("row {row} {reason}"),
    })
}

pub(super) fn fallback_id(name: &str, row: u64) -> String {
    format!("{name}#{row}")
}

/// What a read of one line found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, without its line end.
    Whole,
    /// A line of more than the allowed length; it has been passed over.
    TooLong,
    /// No further line.
    End,
}

/// Appends the next line to `bytes`, but nothing of one that has more than `max_len` bytes.
pub(super) fn read_line(reader: &mut impl BufRead, bytes: &mut Vec<u8>, max_len: usize) -> io::Result<Line> {
    let start = bytes.len();
    let (mut found_any, mut too_long) = (false, false);
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        found_any = true;
        let (part, n_used, is_end) = match memchr(b'\n', available) {
            Some(position) => (available.get(..position).unwrap_or_default(), position + 1, true),
            None => (available, available.len(), false),
        };
        if too_long || bytes.len() - start + part.len() > max_len {
            too_long = true;
            bytes.truncate(start);
            bytes.shrink_to(BLOCK_BYTES);
        } else {
            bytes.extend_from_slice(part);
        }
        reader.consume(n_used);
        if is_end {
            break;
        }
    }
    Ok(match (found_any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_is_passed_over() {
        // A small buffer, so that lines span several reads.
        let mut reader = io::BufReader::with_capacity(3, "first\n\nmuch too long\nlast".as_bytes());
        let mut line = Vec::new();
        let mut found = Vec::new();
        loop {
            match read_line(&mut reader, &mut line, 5).unwrap() {
                Line::Whole => found.push(String::from_utf8(std::mem::take(&mut line)).unwrap()),
                Line::TooLong => found.push("(too long)".to_owned()),
                Line::End => break,
            }
        }
        assert_eq!(found, ["first", "", "(too long)", "last"]);
    }
}
