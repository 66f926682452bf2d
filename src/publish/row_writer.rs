//! Writes output rows in their form: workers render them, and what they rendered is put one behind another.

use std::io::Write;

#[cfg(feature = "parquet")]
use super::parquet_rows::ParquetRows;
use super::rows::OutputRow;
use crate::error::{Error, ErrorKind, Result};

/// The form of output rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON object per line.
    Jsonl,
    /// Comma-separated values with a header line.
    Csv,
    /// Columns with their types.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl RowFormat {
    /// Whether rows can be put behind those that an interrupted run has written.
    #[must_use]
    pub const fn can_go_on(self) -> bool {
        self.is_rendered()
    }

    /// Whether workers can make the bytes of rows, which need only be put one behind another.
    #[must_use]
    pub const fn is_rendered(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv)
    }
}

impl RowFormat {
    /// The bytes of `rows`, one behind another and without a header: what a worker can make of them. None of Parquet, which is not written
    /// row by row.
    ///
    /// # Errors
    /// None that can happen: rows always have a text.
    pub fn render<R: OutputRow>(self, rows: &[R]) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Jsonl => {
                for row in rows {
                    serde_json::to_writer(&mut bytes, row).map_err(std::io::Error::from)?;
                    bytes.push(b'\n');
                }
            }
            Self::Csv => {
                let mut out = csv::Writer::from_writer(&mut bytes);
                rows.iter().try_for_each(|row| out.write_record(row.cells())).map_err(csv_error)?;
                out.flush()?;
            }
            #[cfg(feature = "parquet")]
            Self::Parquet => {}
        }
        Ok(bytes)
    }
}

/// Writes rows one after another.
pub struct RowWriter<W: Write> {
    sink: Sink<W>,
    format: RowFormat,
    has_header: bool,
}

enum Sink<W: Write> {
    Bytes(W),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows<W>>),
}

impl<W: Write> RowWriter<W> {
    /// Rows of `format` into `out`.
    pub fn new(out: W, format: RowFormat) -> Self {
        let sink = match format {
            RowFormat::Jsonl | RowFormat::Csv => Sink::Bytes(out),
            #[cfg(feature = "parquet")]
            RowFormat::Parquet => Sink::Parquet(Box::new(ParquetRows::new(out))),
        };
        Self { sink, format, has_header: false }
    }

    /// The same behind rows that were written before, the header among them where `has_header`.
    pub fn after(out: W, format: RowFormat, has_header: bool) -> Self {
        let mut writer = Self::new(out, format);
        writer.has_header = has_header;
        writer
    }

    /// The form of the rows.
    pub const fn format(&self) -> RowFormat {
        self.format
    }

    /// Writes one row, and before the first one of a CSV the header.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where `out` fails.
    pub fn write<R: OutputRow>(&mut self, row: &R) -> Result<()> {
        let rows = std::slice::from_ref(row);
        self.write_rendered(rows, &self.format.render(rows)?)
    }

    /// Writes `rows`, of which [`RowFormat::render`] has made `bytes`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where `out` fails.
    pub fn write_rendered<R: OutputRow>(&mut self, rows: &[R], bytes: &[u8]) -> Result<()> {
        self.write_header::<R>()?;
        match &mut self.sink {
            Sink::Bytes(out) => out.write_all(bytes)?,
            #[cfg(feature = "parquet")]
            Sink::Parquet(out) => rows.iter().try_for_each(|row| out.write(row))?,
        }
        #[cfg(not(feature = "parquet"))]
        let _ = rows;
        Ok(())
    }

    /// Writes the rest; an output without rows still gets its header.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where `out` fails.
    pub fn finish<R: OutputRow>(mut self) -> Result<()> {
        self.write_header::<R>()?;
        match self.sink {
            Sink::Bytes(mut out) => out.flush()?,
            #[cfg(feature = "parquet")]
            Sink::Parquet(out) => out.finish::<R>()?,
        }
        Ok(())
    }

    fn write_header<R: OutputRow>(&mut self) -> Result<()> {
        if let (Sink::Bytes(out), RowFormat::Csv, false) = (&mut self.sink, self.format, self.has_header) {
            let mut header = csv::Writer::from_writer(out);
            header.write_record(R::columns()).map_err(csv_error)?;
            header.flush()?;
        }
        self.has_header = true;
        Ok(())
    }
}

fn csv_error(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::new(ErrorKind::Format, format!("cannot write CSV: {other:?}")),
    }
}
