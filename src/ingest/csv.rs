//! Tables: CSV and its kin, with a header that names the columns or with columns given by number.

mod records;

use std::io::Read;
use std::str;

use ::csv::{ByteRecord, ReaderBuilder};

use crate::article::{DamagedRow, Row};
use crate::error::{Error, Result};

use super::columns::{Field, Values, non_empty};
use super::inputs::io_error;
use super::layout::{Layout, count_columns, split_labels};
use super::{Columns, format_error};

use records::{Found, Records};

/// The delimiters to look for; where two are as likely, the earlier is taken.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows a delimiter must prove itself on where there is no header.
const SNIFFED_ROWS: usize = 8;
/// No row is longer than this; one that is has a quote that never closes.
const MAX_ROW_BYTES: usize = 16 << 20;
/// The names of columns are no longer than this …
const MAX_NAME_BYTES: usize = 64;
/// … and of no more words.
const MAX_NAME_WORDS: usize = 4;
/// A sample of at least this length may not be the whole of its input.
const MIN_CUT_SAMPLE_BYTES: usize = 32 << 10;

/// The rows of a table, read as they are asked for.
pub(super) struct CsvRows<R> {
    reader: ::csv::Reader<Records<R>>,
    /// The name that rows without an id go by.
    name: String,
    layout: Layout,
    record: ByteRecord,
    /// What `record` was found to be, where it is yet to be handed out: the first row of a table without a header.
    pending: Option<Found>,
    /// The number of the row under way, from 1; the header is not counted.
    row: u64,
    is_done: bool,
}

impl<R: Read> CsvRows<R> {
    /// The table that `reader` holds; `sample` is the beginning of it, to tell the delimiter from.
    ///
    /// # Errors
    /// Where no column holds a text or a title, or a column that the user named is not there.
    pub(super) fn new(reader: R, sample: &[u8], name: &str, columns: &Columns) -> Result<Self> {
        let has_header = !columns.has_positions();
        let delimiter = sniff_delimiter(sample, if has_header { 1 } else { SNIFFED_ROWS });
        let records = Records::new(reader, delimiter, MAX_ROW_BYTES);
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(records);
        let mut record = ByteRecord::new();
        let found = read_record(&mut reader, &mut record)?;
        let layout = if has_header {
            layout_of_header(&record, columns)?
        } else {
            Layout::of_positions(record.len(), columns)?
        };
        reader.get_mut().expect_columns(layout.n_columns);
        Ok(Self {
            reader,
            name: name.to_owned(),
            layout,
            record,
            pending: Some(found).filter(|_| !has_header),
            row: 0,
            is_done: false,
        })
    }

    /// The row in `self.record`; `None` at the end.
    fn row_of_record(&mut self, found: Found) -> Option<Row> {
        if found == Found::End {
            return None;
        }
        self.row += 1;
        Some(match found {
            Found::Unclosed => self.damaged("has a quote that is not closed"),
            Found::TooLong => self.damaged(&format!("is longer than {} MiB", MAX_ROW_BYTES >> 20)),
            Found::Whole | Found::End => self.row_of_whole_record(),
        })
    }

    fn row_of_whole_record(&self) -> Row {
        let n_columns = self.layout.n_columns;
        if self.record.len() != n_columns {
            let found = self.record.len();
            return self.damaged(&format!("has {} where {n_columns} are expected", count_columns(found)));
        }
        match values(&self.layout, &self.record) {
            Some(values) => Row::Article(values.into_article(|| self.fallback_id())),
            None => self.damaged("is not UTF-8 text"),
        }
    }

    fn damaged(&self, reason: &str) -> Row {
        let id = cell(&self.layout, &self.record, Field::Id).and_then(|cell| str::from_utf8(cell).ok());
        Row::Damaged(DamagedRow {
            id: id.and_then(non_empty).unwrap_or_else(|| self.fallback_id()),
            error: format!("row {} {reason}", self.row),
        })
    }

    fn fallback_id(&self) -> String {
        format!("{}#{}", self.name, self.row)
    }
}

impl<R: Read> Iterator for CsvRows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let found = match self.pending.take() {
            Some(found) => Ok(found),
            None => read_record(&mut self.reader, &mut self.record),
        };
        let row = found.map(|found| self.row_of_record(found)).transpose();
        self.is_done = !matches!(row, Some(Ok(_)));
        row
    }
}

/// Reads the next record, which is left empty where there is none or its line is too long.
fn read_record(reader: &mut ::csv::Reader<Records<impl Read>>, record: &mut ByteRecord) -> Result<Found> {
    record.clear();
    let found = reader.get_mut().advance().map_err(io_error)?;
    if matches!(found, Found::Whole | Found::Unclosed) {
        reader.read_byte_record(record).map_err(read_error)?;
    }
    Ok(found)
}

/// The first cell of `field` that holds something.
fn cell<'a>(layout: &Layout, record: &'a ByteRecord, field: Field) -> Option<&'a [u8]> {
    let mut cells = layout.positions(field).iter().filter_map(|&index| record.get(index));
    cells.find(|cell| !cell.trim_ascii().is_empty())
}

/// The values of a row; `None` where a cell that is asked for is not UTF-8.
fn values(layout: &Layout, record: &ByteRecord) -> Option<Values> {
    let text = |field| match cell(layout, record, field) {
        None => Some(None),
        Some(cell) => str::from_utf8(cell).ok().map(|cell| Some(cell.to_owned())),
    };
    let mut labels: Vec<String> = text(Field::Label)?.into_iter().collect();
    if let Some(several) = text(Field::Labels)?.filter(|_| labels.is_empty()) {
        labels.extend(split_labels(&several));
    }
    Some(Values {
        id: text(Field::Id)?,
        title: text(Field::Title)?.unwrap_or_default(),
        text: text(Field::Text)?.unwrap_or_default(),
        url: text(Field::Url)?,
        source: text(Field::Source)?,
        published: text(Field::Published)?,
        lang: text(Field::Lang)?,
        labels,
        references: text(Field::References)?.into_iter().collect(),
        has_label_list: !layout.positions(Field::Labels).is_empty(),
    })
}

/// The layout of a table that begins with this header.
fn layout_of_header(header: &ByteRecord, columns: &Columns) -> Result<Layout> {
    let name = |cell| String::from_utf8_lossy(cell).trim().to_owned();
    Layout::of_names(&header.iter().map(name).collect::<Vec<_>>(), columns)
}

/// True where `sample` begins with a header line: at least two columns, one of them a text or a title, all of them
/// named as columns are, and a row of as many cells behind it.
pub(super) fn starts_with_header(sample: &[u8], columns: &Columns) -> bool {
    let delimiter = sniff_delimiter(sample, 1);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(sample);
    let (mut header, mut row) = (ByteRecord::new(), ByteRecord::new());
    let is_header = reader.read_byte_record(&mut header).is_ok_and(|found| found)
        && header.len() >= 2
        && header.iter().all(is_like_a_column_name)
        && layout_of_header(&header, columns).is_ok();
    if !is_header || !reader.read_byte_record(&mut row).is_ok_and(|found| found) {
        return is_header && header.iter().all(|name| !name.iter().any(u8::is_ascii_whitespace));
    }
    // A sample may end in the midst of its first row.
    let is_cut = reader.position().byte() >= sample.len() as u64 && sample.len() >= MIN_CUT_SAMPLE_BYTES;
    row.len() == header.len() || (is_cut && row.len() < header.len())
}

/// True for a few words that are no sentence.
fn is_like_a_column_name(name: &[u8]) -> bool {
    let words = name.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    words <= MAX_NAME_WORDS
        && name.len() <= MAX_NAME_BYTES
        && !name.trim_ascii().ends_with(b".")
        && !name.iter().any(|byte| matches!(byte, b'!' | b'\n'))
}

/// The delimiter that stands most often in each of the first `n_rows` rows of `sample`, outside quotes.
fn sniff_delimiter(sample: &[u8], n_rows: usize) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let count = least_count(sample, delimiter, n_rows);
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}

/// How often `delimiter` stands in the row that has the fewest of it.
fn least_count(sample: &[u8], delimiter: u8, n_rows: usize) -> usize {
    let (mut least, mut n_seen) = (usize::MAX, 0);
    let (mut count, mut is_quoted, mut is_blank) = (0, false, true);
    for &byte in sample.iter().chain(b"\n") {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => {
                if !is_blank {
                    least = least.min(count);
                    n_seen += 1;
                }
                if n_seen == n_rows {
                    break;
                }
                (count, is_blank) = (0, true);
                continue;
            }
            byte if byte == delimiter && !is_quoted => count += 1,
            _ => {}
        }
        is_blank &= byte.is_ascii_whitespace();
    }
    if n_seen == 0 { 0 } else { least }
}

fn read_error(error: ::csv::Error) -> Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => io_error(error),
        _ => format_error("is not a table that can be read"),
    }
}

#[cfg(test)]
mod tests;
