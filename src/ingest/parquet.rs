//! Parquet: a table in columns, read a few rows at a time, and of its columns only those that hold a field.
//!
//! `schema` settles which columns those are and as what they are read, and `source` hands the file to the library in pieces of bounded size;
//! `thrift` looks at what the library would trust blindly. What becomes of the columns then is settled in `arrow`, once for all tables of its kind.

mod schema;
mod source;
mod thrift;

use std::fs::File;
use std::io::Read;

use ::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use ::parquet::errors::ParquetError;
use arrow_array::RecordBatch;

use crate::article::Row;
use crate::error::{Error, Result};
use crate::guarded::guarded;

use super::arrow::row_of;
use super::detect::PARQUET;
use super::inputs::Input;
use super::layout::Layout;
use super::reader::Rows;
use super::{Columns, Format, format_error, one_line};

pub(super) use source::Source;

/// So many rows are held at a time.
const BATCH_ROWS: usize = 1024;

/// The file that `input` is, where it is one that begins as Parquet does and may be taken for it: such a file is read here and there, not from
/// its beginning to its end.
pub(super) fn plain_file(input: &Input, from: Option<Format>) -> Option<File> {
    let path =
        input.path().filter(|path| path.is_file() && from.is_none_or(|from| from == Format::Parquet))?;
    let mut file = File::open(path).ok()?;
    let mut magic = [0; PARQUET.len()];
    file.read_exact(&mut magic).ok()?;
    (magic == PARQUET).then_some(file)
}

/// The rows of the file that `source` holds, read as they are asked for; `name` is what those without an id go by.
///
/// # Errors
/// Where it is not Parquet or cut off, where no column holds a text or a title, or a column that the user named is not there or holds nothing of
/// the kind.
pub(super) fn rows(source: Source, name: &str, columns: &Columns) -> Result<Rows> {
    source.check_ends()?;
    let opened =
        guarded(|| open(source, columns)).ok_or_else(|| broken_down().at("cannot be read as Parquet"));
    let (reader, layout, n_rows) = opened??;
    let rows = TableRows { reader, layout, name: name.to_owned(), batch: None, next: 0, row: 0, n_rows };
    Ok(Box::new(Guarded { rows, is_done: false }))
}

/// A reader of the columns that are needed, where they stand in its batches, and the number of rows.
fn open(source: Source, columns: &Columns) -> Result<(ParquetRecordBatchReader, Layout, u64)> {
    let table = schema::Table::of(&source, columns)?;
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(source, table.metadata)
        .with_projection(table.projection)
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(|error| unreadable(&error))?;
    Ok((reader, table.layout, table.n_rows))
}

/// The library has been seen to panic on damaged files.
fn broken_down() -> Error {
    format_error("its reader broke down over it")
}

fn unreadable(error: &ParquetError) -> Error {
    format_error(format!("cannot be read as Parquet: {}", reason(error)))
}

/// The library's reason, without the name of the library.
fn reason(error: &dyn std::fmt::Display) -> String {
    let reason = error.to_string();
    let prefixes = ["Parquet argument error: ", "Parquet error: ", "External: ", "Arrow: ", "EOF: "];
    one_line(
        prefixes.iter().fold(reason.as_str(), |reason, prefix| reason.strip_prefix(prefix).unwrap_or(reason)),
    )
}

/// The rows until the first error, which ends them, as does a panic.
struct Guarded {
    rows: TableRows,
    is_done: bool,
}

impl Iterator for Guarded {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let rows = &mut self.rows;
        let row = guarded(|| rows.next_row()).ok_or_else(broken_down).flatten().transpose();
        self.is_done = !matches!(row, Some(Ok(_)));
        row.map(|row| row.map_err(|error| self.rows.broken_off(&error)))
    }
}

struct TableRows {
    reader: ParquetRecordBatchReader,
    layout: Layout,
    /// The name that rows without an id go by.
    name: String,
    batch: Option<RecordBatch>,
    /// The next row of the batch.
    next: usize,
    /// How many rows have been handed out.
    row: u64,
    /// How many there are, as the file says.
    n_rows: u64,
}

impl TableRows {
    fn next_row(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some(batch) = self.batch.as_ref().filter(|batch| self.next < batch.num_rows()) {
                let row = row_of(&self.layout, batch.columns(), self.next, &self.name, self.row + 1);
                self.next += 1;
                self.row += 1;
                return Ok(Some(row));
            }
            // What was read goes before more is.
            self.batch = None;
            self.next = 0;
            match self.reader.next() {
                Some(Ok(batch)) => self.batch = Some(batch),
                Some(Err(error)) => return Err(format_error(reason(&error))),
                None if self.row == self.n_rows => return Ok(None),
                None => return Err(format_error(format!("it says that it has {} rows", self.n_rows))),
            }
        }
    }

    fn broken_off(&self, error: &Error) -> Error {
        if self.row == 0 {
            return format_error(format!("cannot be read as Parquet: {error}"));
        }
        format_error(format!("is damaged behind row {0}: {error}; the {0} rows before are kept", self.row))
    }
}

#[cfg(test)]
mod tests;
