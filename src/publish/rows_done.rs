//! The rows of an output that was interrupted: how many are whole, and what became of their articles.

use std::io::{BufRead, BufReader, Read};

use super::row_writer::RowFormat;
use crate::article::{Status, Tally};
use crate::error::Result;

/// Rows that were written before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowsDone {
    /// Whether the header of a table is among them.
    pub has_header: bool,
    /// How many came to what.
    pub tally: Tally,
}

/// The number of bytes that whole rows take up at the start of an output, and those rows.
///
/// # Errors
/// Where it cannot be read.
pub fn rows_done(output: &mut dyn Read, format: RowFormat) -> Result<(u64, RowsDone)> {
    let mut reader = BufReader::new(output);
    let mut done = RowsDone::default();
    let mut status_column = None;
    let (mut n_bytes, mut row) = (0_u64, Vec::new());
    loop {
        row.clear();
        // A quoted cell goes on behind a line end.
        let (mut start, mut is_open) = (0, false);
        while reader.read_until(b'\n', &mut row)? > 0 {
            let line = row.get(start..).unwrap_or_default();
            is_open ^= format == RowFormat::Csv && line.split(|byte| *byte == b'"').count() % 2 == 0;
            start = row.len();
            if !is_open {
                break;
            }
        }
        if !row.ends_with(b"\n") || is_open {
            return Ok((n_bytes, done));
        }
        n_bytes += row.len() as u64;
        match (format, status_column) {
            (RowFormat::Jsonl, _) => done.tally.count(status_of_json(&row)),
            (RowFormat::Csv, None) => {
                done.has_header = true;
                status_column = Some(cells(&row).position(|cell| cell == "status").unwrap_or(usize::MAX));
            }
            (RowFormat::Csv, Some(column)) => {
                let status = cells(&row).nth(column).and_then(|word| Status::of(&word));
                done.tally.count(status.unwrap_or(Status::Ok));
            }
            // Has no lines; see `RowFormat::can_go_on`.
            #[cfg(feature = "parquet")]
            (RowFormat::Parquet, _) => {}
        }
    }
}

fn cells(row: &[u8]) -> impl Iterator<Item = String> {
    let mut record = csv::StringRecord::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row);
    let _ = reader.read_record(&mut record);
    record.iter().map(ToOwned::to_owned).collect::<Vec<_>>().into_iter()
}

/// The status of a row; within a string its quotation marks would be escaped, so that it is found by its look.
fn status_of_json(row: &[u8]) -> Status {
    const KEY: &[u8] = b"\"status\":\"";
    let found = row.windows(KEY.len()).position(|window| window == KEY);
    let word = found.and_then(|start| row.get(start + KEY.len()..)?.split(|byte| *byte == b'"').next());
    word.and_then(|word| Status::of(&String::from_utf8_lossy(word))).unwrap_or(Status::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_rows_count() {
        let json = "{\"id\":\"a\",\"title\":\"\\\"status\\\":\\\"error\\\"\",\"status\":\"ok\"}\n{\"id\":\"b\",\"status\":\"error\"}\n{\"id\":\"c";
        let (n_bytes, done) = rows_done(&mut json.as_bytes(), RowFormat::Jsonl).unwrap();
        assert_eq!(n_bytes, json.rfind('\n').unwrap() as u64 + 1);
        assert_eq!(done.tally, Tally { rows: 2, errors: 1, ..Tally::default() });
        let csv = "id,title,status\na,\"two\nlines \"\"and\"\" more\",empty\nb,\"cut\n off";
        let (n_bytes, done) = rows_done(&mut csv.as_bytes(), RowFormat::Csv).unwrap();
        assert_eq!(n_bytes, csv.find("b,\"cut").unwrap() as u64);
        assert_eq!((done.has_header, done.tally), (true, Tally { rows: 1, empty: 1, ..Tally::default() }));
        assert_eq!(rows_done(&mut &b""[..], RowFormat::Csv).unwrap(), (0, RowsDone::default()));
    }
}
