//! Tables that speak Arrow, through the `PyCapsule` interface: their record batches go the way of a Parquet file's.

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::ArrowError;
use pyo3::prelude::*;
use slugline::article::Row;
use slugline::features::Scratch;
use slugline::ingest::{ArrowTable, Columns, read_arrow};
use slugline::pipeline::{Batch, LineMaking, PulledBatches, line_row, topic_row};
use slugline::publish::{LineRow, RuledRow, TopicRow, TypedRow, arrow_schema, record_batch};

use crate::errors::{OrRaise, SluglineTypeError};
use crate::lines::LineMaker;
use crate::model::Model;
use crate::settings::{ColumnNames, Decision, masking};
use crate::streams::{Compute, RowBatches, RowStream};

/// The rows of a table.
pub(crate) type TableRows = ArrowTable<Box<dyn RecordBatchReader + Send>>;

/// The rows of `table`, of which `columns` says what the user calls what; those without an id go by `name` and their number.
///
/// # Errors
/// Where it is no table, or its columns do not do.
pub(crate) fn table_rows(table: &Bound<'_, PyAny>, columns: &Columns, name: &str) -> PyResult<TableRows> {
    let batches = batches_of(table)?;
    let schema = batches.schema();
    read_arrow(batches, &schema, columns, name).or_raise()
}

fn batches_of(table: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    if table.hasattr("__arrow_c_stream__")? {
        return Ok(Box::new(RecordBatchStreamReader::from_pyarrow_bound(table)?));
    }
    if table.hasattr("__arrow_c_array__")? {
        let batch = RecordBatch::from_pyarrow_bound(table)?;
        let schema = batch.schema();
        let batches: [Result<RecordBatch, ArrowError>; 1] = [Ok(batch)];
        return Ok(Box::new(RecordBatchIterator::new(batches, schema)));
    }
    Err(SluglineTypeError::new_err(format!(
        "{} is no table; give one that speaks Arrow (it has __arrow_c_stream__ or __arrow_c_array__): of pyarrow, polars, pandas 2.2 or DuckDB",
        table.get_type().fully_qualified_name()?
    )))
}

/// The rows of `slugline classify` for the articles of a table.
#[pyfunction]
pub(crate) fn classify_stream(
    table: &Bound<'_, PyAny>,
    model: &Model,
    decision: Decision,
    columns: ColumnNames,
    name: &str,
    n_threads: Option<usize>,
) -> PyResult<RowStream> {
    let rows = table_rows(table, &columns.into(), name)?;
    let batches = PulledBatches::new(rows, decision.masking()).with_scratches(&model.scratches);
    let rules = decision.rules()?;
    let (schema, has_rules) = match &rules {
        Some(_) => (arrow_schema::<RuledRow<false>>(), true),
        None => (arrow_schema::<TopicRow>(), false),
    };
    let model = model.model.clone();
    let compute: Compute = Box::new(move |batch: Batch| {
        let settings = decision.settings(rules.as_ref());
        let row =
            |scratch: &mut Scratch, row: &Row, mask: &[_]| topic_row(scratch, row, mask, &model, settings);
        if has_rules {
            columns_of::<RuledRow<false>, _>(&batch, row)
        } else {
            columns_of::<TopicRow, _>(&batch, row)
        }
    });
    Ok(RowStream::new(RowBatches::new(batches, schema, compute, n_threads)))
}

/// The rows of `slugline summarize` for the articles of a table.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to write")]
pub(crate) fn summarize_stream(
    table: &Bound<'_, PyAny>,
    model: &Model,
    lines: Py<LineMaker>,
    with_text: bool,
    keep_boilerplate: bool,
    columns: ColumnNames,
    name: &str,
    n_threads: Option<usize>,
) -> PyResult<RowStream> {
    let rows = table_rows(table, &columns.into(), name)?;
    let batches = PulledBatches::new(rows, masking(keep_boilerplate)).with_scratches(&model.scratches);
    let model = model.model.clone();
    let (line_model, settings) = (lines.get().model.clone(), lines.get().settings);
    let compute: Compute = Box::new(move |batch: Batch| {
        let making = LineMaking { model: &line_model, settings, with_text, with_sentences: false };
        columns_of::<LineRow, _>(&batch, |scratch: &mut Scratch, row: &Row, mask: &[_]| {
            line_row(scratch, row, &batch.line_mask(row, mask), &model, making)
        })
    });
    let schema = arrow_schema::<LineRow>();
    Ok(RowStream::new(RowBatches::new(batches, schema, compute, n_threads)))
}

/// What `row` makes of the rows of the batch, in columns.
fn columns_of<R: TypedRow + From<T> + Send, T: Send>(
    batch: &Batch,
    row: impl Fn(&mut Scratch, &Row, &[slugline::article::Span]) -> T + Sync + Send,
) -> slugline::Result<RecordBatch> {
    let rows: Vec<R> = batch.map(|scratch, of_row, mask| R::from(row(scratch, of_row, mask)));
    record_batch(&rows)
}
