//! Rows that are lines of bounded length: one too long to be a row is passed over without being held in memory.

use std::io::{self, BufRead};

use crate::article::{DamagedRow, Row};
use crate::error::Result;

use super::columns::non_empty;
use super::inputs::io_error;

/// No article is longer than this; a line that is has lost its line ends.
const MAX_LINE_BYTES: usize = 64 << 20;

/// What a line makes, with the name of the input and the number of the row, from 1.
type RowOfLine = Box<dyn FnMut(&[u8], &str, u64) -> Row + Send>;

/// The rows of an input of one row per line, read as they are asked for; blank lines are none.
pub(super) struct LineRows<R> {
    reader: R,
    /// The name that rows without an id go by.
    name: String,
    row_of: RowOfLine,
    pub(super) max_line_bytes: usize,
    line: Vec<u8>,
    /// The number of the row under way, from 1.
    row: u64,
    is_done: bool,
}

impl<R: BufRead> LineRows<R> {
    /// The rows that `row_of` makes of the lines, which come without white space around them.
    pub(super) fn new(
        reader: R,
        name: &str,
        row_of: impl FnMut(&[u8], &str, u64) -> Row + Send + 'static,
    ) -> Self {
        Self {
            reader,
            name: name.to_owned(),
            row_of: Box::new(row_of),
            max_line_bytes: MAX_LINE_BYTES,
            line: Vec::new(),
            row: 0,
            is_done: false,
        }
    }
}

impl<R: BufRead> Iterator for LineRows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            match read_line(&mut self.reader, &mut self.line, self.max_line_bytes) {
                Ok(Line::Whole) => {
                    // Without the mark that some writers put at the start of each file, or of each part of it.
                    let line = self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line).trim_ascii();
                    if !line.is_empty() {
                        self.row += 1;
                        return Some(Ok((self.row_of)(line, &self.name, self.row)));
                    }
                }
                Ok(Line::TooLong) => {
                    self.row += 1;
                    let reason = format!("is longer than {} MiB", self.max_line_bytes >> 20);
                    return Some(Ok(damaged_row(None, &self.name, self.row, &reason)));
                }
                Ok(Line::End) => self.is_done = true,
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(io_error(error)));
                }
            }
        }
        None
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
    /// A line; the buffer holds it without its line end.
    Whole,
    /// A line of more than the allowed length; it has been passed over.
    TooLong,
    /// No further line.
    End,
}

/// Reads the next line into `line`, holding at most `max_len` bytes of it.
pub(super) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, max_len: usize) -> io::Result<Line> {
    line.clear();
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
        let (part, n_used, is_end) = match available.iter().position(|&byte| byte == b'\n') {
            Some(position) => (available.get(..position).unwrap_or_default(), position + 1, true),
            None => (available, available.len(), false),
        };
        too_long |= line.len() + part.len() > max_len;
        if too_long {
            *line = Vec::new();
        } else {
            line.extend_from_slice(part);
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
                Line::Whole => found.push(String::from_utf8(line.clone()).unwrap()),
                Line::TooLong => found.push("(too long)".to_owned()),
                Line::End => break,
            }
        }
        assert_eq!(found, ["first", "", "(too long)", "last"]);
    }
}
