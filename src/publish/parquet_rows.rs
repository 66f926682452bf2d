//! Rows as Parquet: columns are filled for some rows, and row groups written as they fill up, so that memory does not grow with the output.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::typed_rows::{Kind, TypedRow, Value};
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
        table.push(&row.values());
        if table.n_rows == BATCH_ROWS {
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
        *table = Some(Table::new(&R::typed_columns())?);
    }
    table.as_mut().ok_or_else(|| failed("it has no columns"))
}

struct Table {
    schema: SchemaRef,
    columns: Vec<Column>,
    /// The rows in `columns`.
    n_rows: usize,
    /// Writes into memory, from where its bytes are taken on: it asks for more than an output can do.
    writer: ArrowWriter<Vec<u8>>,
}

impl Table {
    fn new(columns: &[(&str, Kind)]) -> Result<Self> {
        let fields: Vec<Field> =
            columns.iter().map(|(name, kind)| Field::new(*name, data_type(*kind), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let writer =
            ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties)).map_err(failed)?;
        let columns = columns.iter().map(|(_, kind)| Column::new(*kind)).collect();
        Ok(Self { schema, columns, n_rows: 0, writer })
    }

    fn push(&mut self, values: &[Value<'_>]) {
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
        self.n_rows += 1;
    }

    /// Gives the rows that have been gathered to the writer.
    fn write_batch(&mut self) -> Result<()> {
        let columns = self.columns.iter_mut().map(Column::take).collect::<Result<_>>()?;
        self.n_rows = 0;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(failed)?;
        self.writer.write(&batch).map_err(failed)?;
        Ok(self.writer.sync()?)
    }
}

/// The values of one column.
enum Column {
    Text(StringBuilder),
    Number(Float64Builder),
    Count(Int64Builder),
    Truth(BooleanBuilder),
    Topics { lengths: Vec<usize>, topics: StringBuilder, confidences: Float64Builder },
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Count => Self::Count(Int64Builder::new()),
            Kind::Truth => Self::Truth(BooleanBuilder::new()),
            Kind::Topics => Self::Topics {
                lengths: Vec::new(),
                topics: StringBuilder::new(),
                confidences: Float64Builder::new(),
            },
        }
    }

    /// Adds a value, which is of the column's kind.
    fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.append_option(*text),
            (Self::Number(column), Value::Number(number)) => column.append_option(*number),
            (Self::Count(column), Value::Count(count)) => {
                column.append_option(count.and_then(|count| i64::try_from(count).ok()));
            }
            (Self::Truth(column), Value::Truth(truth)) => column.append_value(*truth),
            (Self::Topics { lengths, topics, confidences }, Value::Topics(found)) => {
                lengths.push(found.len());
                for topic in *found {
                    topics.append_value(&topic.topic);
                    confidences.append_option(topic.confidence);
                }
            }
            // A row that does not keep to its own columns: the batch will have columns of different lengths and be refused.
            _ => {}
        }
    }

    /// The values so far, which leave it empty.
    fn take(&mut self) -> Result<ArrayRef> {
        Ok(match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Number(column) => Arc::new(column.finish()),
            Self::Count(column) => Arc::new(column.finish()),
            Self::Truth(column) => Arc::new(column.finish()),
            Self::Topics { lengths, topics, confidences } => {
                let parts: Vec<ArrayRef> = vec![Arc::new(topics.finish()), Arc::new(confidences.finish())];
                let items = StructArray::try_new(topic_fields(), parts, None).map_err(failed)?;
                let offsets = OffsetBuffer::from_lengths(std::mem::take(lengths));
                Arc::new(ListArray::try_new(topic_item(), offsets, Arc::new(items), None).map_err(failed)?)
            }
        })
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Number => DataType::Float64,
        Kind::Count => DataType::Int64,
        Kind::Truth => DataType::Boolean,
        Kind::Topics => DataType::List(topic_item()),
    }
}

fn topic_item() -> Arc<Field> {
    Arc::new(Field::new("element", DataType::Struct(topic_fields()), true))
}

fn topic_fields() -> Fields {
    Fields::from(vec![
        Field::new("topic", DataType::Utf8, true),
        Field::new("confidence", DataType::Float64, true),
    ])
}

fn failed(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Format, format!("cannot write Parquet: {reason}"))
}
