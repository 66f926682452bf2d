//! Rows as a stream of record batches, computed as they are asked for.

use std::process;
use std::sync::Mutex;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use slugline::pipeline::{Batch, PulledBatches};

use crate::errors::{OrRaise, SluglineError, failed};
use crate::tables::TableRows;
use crate::work::{run, run_detached};

/// What is made of the rows of a batch.
pub(crate) type Compute = Box<dyn Fn(Batch) -> slugline::Result<RecordBatch> + Send + Sync>;

/// Batch by batch, what is made of the rows of a table.
pub(crate) struct RowBatches {
    batches: PulledBatches<TableRows>,
    schema: SchemaRef,
    compute: Compute,
    n_threads: Option<usize>,
    /// Why the table ended early.
    exception: Option<PyErr>,
    is_done: bool,
    /// The process that began it.
    process: u32,
}

impl RowBatches {
    pub(crate) fn new(
        batches: PulledBatches<TableRows>,
        schema: SchemaRef,
        compute: Compute,
        n_threads: Option<usize>,
    ) -> Self {
        Self { batches, schema, compute, n_threads, exception: None, is_done: false, process: process::id() }
    }

    /// The next batch. The caller may hold the interpreter, or have none: some readers call from threads of their own.
    fn pull(&mut self) -> PyResult<Option<RecordBatch>> {
        if self.process != process::id() {
            return Err(SluglineError::new_err(
                "this stream was begun before the process forked, and its table may be shared; make it where it is read",
            ));
        }
        let Self { batches, compute, n_threads, exception, .. } = self;
        let mut report = |failure| {
            exception.get_or_insert_with(|| failed(&failure));
        };
        let mut work = || batches.next(&mut report, &*compute);
        let n_threads = *n_threads;
        let made = match Python::try_attach(|py| run(py, n_threads, &mut work)) {
            Some(made) => made?,
            None => run_detached(n_threads, &mut work)?,
        };
        match made {
            Some(batch) => batch.or_raise().map(Some),
            None => self.exception.take().map_or(Ok(None), Err),
        }
    }
}

impl Iterator for RowBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let pulled = self.pull();
        self.is_done = !matches!(pulled, Ok(Some(_)));
        pulled.map_err(|exception| in_arrow(&exception)).transpose()
    }
}

impl RecordBatchReader for RowBatches {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// The exception as one who reads the stream gets it, in a message. Ctrl-C comes again when the reader has returned to Python.
fn in_arrow(exception: &PyErr) -> ArrowError {
    let message = Python::try_attach(|py| {
        if exception.is_instance_of::<PyKeyboardInterrupt>(py) {
            let again = py.import("_thread").and_then(|thread| thread.call_method0("interrupt_main"));
            return again.map_or_else(|error| error.to_string(), |_| "interrupted".to_owned());
        }
        exception.value(py).to_string()
    });
    ArrowError::ExternalError(message.unwrap_or_else(|| "the interpreter is gone".to_owned()).into())
}

/// A stream of rows, in columns, for whoever reads Arrow: it has ``__arrow_c_stream__``, and can be read once.
#[pyclass(frozen, module = "slugline._native")]
pub(crate) struct RowStream {
    batches: Mutex<Option<RowBatches>>,
    schema: SchemaRef,
}

impl RowStream {
    pub(crate) fn new(batches: RowBatches) -> Self {
        let schema = batches.schema.clone();
        Self { batches: Mutex::new(Some(batches)), schema }
    }
}

#[pymethods]
impl RowStream {
    /// The stream, through the Arrow `PyCapsule` interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish that a producer need not fulfil; the reader casts.
        drop(requested_schema);
        let batches = self.batches.lock().ok().and_then(|mut batches| batches.take()).ok_or_else(|| {
            SluglineError::new_err("this stream has been read, which can be done once; make it again, or keep what was read of it")
        })?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    /// Its columns, through the Arrow `PyCapsule` interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref())
            .map_err(|error| SluglineError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __repr__(&self) -> String {
        format!("<slugline.RowStream: {}>", self.column_names().join(", "))
    }
}
