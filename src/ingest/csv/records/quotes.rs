//! Quotes of a table: what a byte means behind them, and how it is told that one was left open.
//!
//! A quote that was left open seems to be closed by the next quote there is, rows later. By RFC 4180 a delimiter or a
//! line end follows a quote that closes a cell, and every row has the same number of columns. What keeps to that is taken as it stands,
//! whatever the lines in the cell look like: a quote left open whose row and a later one make a row of the right width together cannot be told from a
//! cell of several lines. Where a cell of several lines breaks these rules, the lines in it tell:
//!
//! - A text follows the closing quote. Then the quote was left open if it is an opening quote on its own line, or if any of the lines
//!   in the cell has as many columns as a row should have. If not, its writer did not double the quotes within a cell, and
//!   it is left to the parser, which is lenient.
//! - The row has another number of columns than it should have. Then the quote was left open if all of the lines in the cell have
//!   as many as a row should have; such a cell ends at a stray quote (as in `24",`).

/// What the next byte of a record means depends on where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    StartOfCell,
    Cell,
    Quoted,
    /// Behind a quote in a quoted cell, which closes it unless another follows.
    QuoteInQuoted,
}

impl Place {
    /// The place behind `byte`, unless that ends the record.
    pub(super) const fn behind(self, byte: u8, delimiter: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Quoted, b'"') => Self::QuoteInQuoted,
            (Self::StartOfCell | Self::QuoteInQuoted, b'"') | (Self::Quoted, _) => Self::Quoted,
            (_, b'\n' | b'\r') => return None,
            (_, byte) if byte == delimiter => Self::StartOfCell,
            _ => Self::Cell,
        })
    }
}

/// What is known of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) delimiter: u8,
    /// How many columns a row should have; not known before the first.
    pub(super) n_columns: Option<usize>,
}

/// A line, read as if a record began with it.
struct Reading {
    n_cells: usize,
    /// Whether a quote is open at its end.
    is_open: bool,
    /// Whether a delimiter, or the end, follows every quote that closes a cell.
    is_well_quoted: bool,
}

impl Table {
    /// Whether the lines that a quoted cell swallowed are rows, where a text follows the quote before `behind` on the last of them.
    pub(super) fn shows_rows(&self, lines: &[u8], last: usize, behind: usize) -> bool {
        if self.n_columns.is_none() {
            return true;
        }
        let line = lines.get(last..).unwrap_or_default();
        let before = lines.get(last..behind).unwrap_or_default();
        let is_opening = match before.iter().rev().find(|byte| **byte != b'"') {
            None => true,
            Some(byte) => *byte == self.delimiter,
        };
        (is_opening && self.reading(line).is_well_quoted)
            || split_lines(lines).any(|line| self.is_like_a_row(line))
    }

    /// Whether each of these lines, and there are some, has the columns of a row.
    pub(super) fn is_all_rows(&self, lines: &[u8]) -> bool {
        split_lines(lines).next().is_some() && split_lines(lines).all(|line| self.is_like_a_row(line))
    }

    /// Whether a line has the columns of a row, or may have them together with lines behind it.
    fn is_like_a_row(&self, line: &[u8]) -> bool {
        let Reading { n_cells, is_open, .. } = self.reading(line);
        self.n_columns.is_some_and(|n| n_cells == n || (is_open && 1 < n_cells && n_cells < n))
    }

    fn reading(&self, line: &[u8]) -> Reading {
        let (mut place, mut n_cells, mut is_well_quoted) = (Place::StartOfCell, 1, true);
        for byte in line {
            let Some(next) = place.behind(*byte, self.delimiter) else { break };
            n_cells += usize::from(next == Place::StartOfCell);
            is_well_quoted &= (place, next) != (Place::QuoteInQuoted, Place::Cell);
            place = next;
        }
        Reading { n_cells, is_open: place == Place::Quoted, is_well_quoted }
    }
}

/// The lines that are not empty.
fn split_lines(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines.split(|byte| is_line_end(*byte)).filter(|line| !line.is_empty())
}

pub(super) const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
