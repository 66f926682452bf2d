//! Rows as Parquet: columns are filled for some rows, and row groups written as they fill up, so that memory does not grow with the output.

use std::io::Write;
use std::sync::Arc;

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::arrow_rows::ArrowColumns;
use super::typed_rows::TypedRow;
use crate::error::{Error, ErrorKind, Result};

/// So many rows become columns at once.
const BATCH_ROWS: usize = 1024;
/// A row group holds no more rows …
const GROUP_ROWS: usize = 128 << 10;
/// … and is written when it has grown to this.
const GROUP_BYTES: usize = 32 << 20;

/// Writes rows of one kind into `out`.
pub(super) struct ParquetRows<W> {
    out: W,
    /// None before the first row.
    table: Option<Table>,
}

impl<W: Write> ParquetRows<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, table: None }
    }

    /// # Errors
    /// [`ErrorKind::Io`] where `out` fails.
    pub(super) fn write<R: TypedRow>(&mut self, row: &R) -> Result<()> {
        let table = begun::<R>(&mut self.table)?;
        table.columns.push(&row.values());
        if table.columns.n_rows() == BATCH_ROWS {
            table.write_batch()?;
            self.out.write_all(&std::mem::take(table.writer.inner_mut()))?;
        }
        Ok(())
    }

    /// Writes the rest, and where everything lies; a file without rows still has its columns.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where `out` fails.
    pub(super) fn finish<R: TypedRow>(mut self) -> Result<()> {
        begun::<R>(&mut self.table)?;
        if let Some(mut table) = self.table {
            table.write_batch()?;
            self.out.write_all(&table.writer.into_inner().map_err(failed)?)?;
        }
        Ok(self.out.flush()?)
    }
}

/// The table under way, or a new one.
fn begun<R: TypedRow>(table: &mut Option<Table>) -> Result<&mut Table> {
    if table.is_none() {
        *table = Some(Table::new::<R>()?);
    }
    table.as_mut().ok_or_else(|| failed("it has no columns"))
}

struct Table {
    columns: ArrowColumns,
    /// Writes into memory, from where its bytes are taken on: it asks for more than an output can do.
    writer: ArrowWriter<Vec<u8>>,
}

impl Table {
    fn new<R: TypedRow>() -> Result<Self> {
        let columns = ArrowColumns::of::<R>();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let schema = Arc::clone(columns.schema());
        let writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties)).map_err(failed)?;
        Ok(Self { columns, writer })
    }

    /// Gives the rows that have been gathered to the writer.
    fn write_batch(&mut self) -> Result<()> {
        self.writer.write(&self.columns.take()?).map_err(failed)?;
        Ok(self.writer.sync()?)
    }
}

fn failed(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Format, format!("cannot write Parquet: {reason}"))
}
