//! The way of articles through the pipeline, batch by batch, and what becomes of those that end it.

use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use slugline::article::{Article, DamagedRow, Row, Span};
use slugline::features::Scratch;
use slugline::ingest::Failure;
use slugline::parallel::Scratches;
use slugline::pipeline::{Batch, Masking, PulledBatches};

use crate::errors::{OrRaise, failed};
use crate::rows::{Rows, check};
use crate::work::{n_threads_for, run};

/// Gives `take`, in order, what `f` makes of each article of `x`; rows that are none end it.
pub(crate) fn each_article<T: Send>(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    masking: Masking,
    scratches: &Arc<Scratches<Scratch>>,
    n_threads: Option<usize>,
    f: impl Fn(&mut Scratch, &Article, &[Span]) -> T + Sync + Send,
    mut take: impl FnMut(T) + Send,
) -> PyResult<()> {
    let of_row = |scratch: &mut Scratch, row: &Row, mask: &[Span]| match row {
        Row::Article(article) => Ok(f(scratch, article, mask)),
        Row::Damaged(row) => Err(damaged(row)),
    };
    each_batch(
        py,
        x,
        masking,
        scratches,
        n_threads,
        |batch| batch.map(of_row),
        |made| made.into_iter().try_for_each(|made| made.map(&mut take)),
    )
}

/// What `lines` makes of the rows of each batch, one JSON object each, as lines.
pub(crate) fn json_lines<'py>(
    py: Python<'py>,
    x: &Bound<'py, PyAny>,
    masking: Masking,
    scratches: &Arc<Scratches<Scratch>>,
    n_threads: Option<usize>,
    lines: impl Fn(Batch) -> Vec<Vec<u8>> + Sync + Send,
) -> PyResult<Bound<'py, PyBytes>> {
    let mut bytes = Vec::new();
    each_batch(py, x, masking, scratches, n_threads, lines, |lines| {
        for line in lines {
            bytes.extend(line);
            bytes.push(b'\n');
        }
        Ok(())
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// Gives `take`, in order, what `compute` makes of each batch of the rows of `x`.
pub(crate) fn each_batch<T: Send>(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    masking: Masking,
    scratches: &Arc<Scratches<Scratch>>,
    n_threads: Option<usize>,
    compute: impl Fn(Batch) -> T + Sync + Send,
    mut take: impl FnMut(T) -> slugline::Result<()> + Send,
) -> PyResult<()> {
    let (rows, exception) = Rows::of(x)?;
    let failure = Mutex::new(None);
    let n_threads = n_threads_for(x.len().unwrap_or(usize::MAX), n_threads);
    let result = run(py, n_threads, || {
        let mut batches = PulledBatches::new(rows, masking).with_scratches(scratches);
        while let Some(made) = batches.next(&mut |of_input| note(&failure, of_input), &compute) {
            take(made)?;
        }
        Ok(())
    });
    check(&exception)?;
    refuse(failure)?;
    result?.or_raise()
}

/// Keeps the first failure.
pub(crate) fn note(slot: &Mutex<Option<Failure>>, failure: Failure) {
    if let Ok(mut slot) = slot.lock() {
        slot.get_or_insert(failure);
    }
}

/// Raises the failure, where there was one.
pub(crate) fn refuse(slot: Mutex<Option<Failure>>) -> PyResult<()> {
    match slot.into_inner().ok().flatten() {
        Some(failure) => Err(failed(&failure)),
        None => Ok(()),
    }
}

/// Why a row is no article.
pub(crate) fn damaged(row: &DamagedRow) -> slugline::Error {
    slugline::Error::new(slugline::ErrorKind::Data, format!("{}: {}", row.id, row.error))
}
