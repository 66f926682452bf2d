//! Rows as Arrow columns, which keep the types of their values: what Parquet files and record batches hold.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

use super::typed_rows::{Kind, TypedRow, Value};
use crate::error::{Error, ErrorKind, Result};

/// The columns of rows of one kind.
#[must_use]
pub fn arrow_schema<R: TypedRow>() -> SchemaRef {
    let columns = R::typed_columns().into_iter();
    let fields: Vec<Field> = columns.map(|(name, kind)| Field::new(name, data_type(kind), true)).collect();
    Arc::new(Schema::new(fields))
}

/// The rows as one record batch.
///
/// # Errors
/// [`ErrorKind::Data`] where its texts are more than Arrow can count (2 GB in one column).
pub fn record_batch<R: TypedRow>(rows: &[R]) -> Result<RecordBatch> {
    let mut columns = ArrowColumns::of::<R>();
    for row in rows {
        columns.push(&row.values());
    }
    columns.take()
}

/// Columns that are filled row by row.
pub(super) struct ArrowColumns {
    schema: SchemaRef,
    columns: Vec<Column>,
    n_rows: usize,
}

impl ArrowColumns {
    /// Empty columns for rows of one kind.
    pub(super) fn of<R: TypedRow>() -> Self {
        let columns = R::typed_columns().into_iter().map(|(_, kind)| Column::new(kind)).collect();
        Self { schema: arrow_schema::<R>(), columns, n_rows: 0 }
    }

    #[cfg(feature = "parquet")]
    pub(super) const fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The rows since they were last taken.
    #[cfg(feature = "parquet")]
    pub(super) const fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Adds a row of the kind that the columns are for.
    pub(super) fn push(&mut self, values: &[Value<'_>]) {
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
        self.n_rows += 1;
    }

    /// The rows so far, which leave the columns empty.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where they do not make a record batch.
    pub(super) fn take(&mut self) -> Result<RecordBatch> {
        let columns = self.columns.iter_mut().map(Column::take).collect::<Result<_>>()?;
        self.n_rows = 0;
        RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(failed)
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
    Error::new(ErrorKind::Data, format!("cannot make columns of the rows: {reason}"))
}
