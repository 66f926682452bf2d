//! What files hold: articles, one after another, as dicts.

use std::ffi::OsString;
use std::mem;
use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use slugline::article::{Article, DamagedRow, Row, Status};
use slugline::ingest::{Event, Failure, Format, ReadOptions, Reader, find_inputs, read};

use crate::errors::{OrRaise, SluglineError, SluglineIOError, in_python};
use crate::settings::ColumnNames;
use crate::work::run;

/// So many rows are read at a time.
const ROWS_AT_ONCE: usize = 256;

/// Opens the inputs that were named: the reader of those that are there, and what is wrong with the others.
///
/// # Errors
/// Where none is there, or `format` names no format.
pub(crate) fn open(
    py: Python<'_>,
    paths: &[OsString],
    format: Option<&str>,
    columns: ColumnNames,
) -> PyResult<(Reader, Vec<Failure>)> {
    let from = format.map(str::parse::<Format>).transpose().or_raise()?;
    let options = ReadOptions { from, columns: columns.into() };
    let (inputs, failures) = run(py, Some(1), || find_inputs(paths))?;
    if inputs.is_empty() {
        let reasons: Vec<String> = failures.iter().map(wording).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
        return Err(SluglineIOError::new_err(format!("there is nothing to read{reasons}")));
    }
    Ok((read(inputs, options), failures))
}

/// What is wrong with an input, for a person.
pub(crate) fn wording(failure: &Failure) -> String {
    format!("{}: {}", failure.name, in_python(&failure.error.to_string()))
}

/// The articles of files, read as they are asked for.
#[pyclass(frozen, module = "slugline._native")]
pub(crate) struct ArticleReader {
    /// The reader, and what was wrong with inputs before the first was opened.
    reader: Mutex<(Reader, Vec<Failure>)>,
    n_threads: Option<usize>,
}

#[pymethods]
impl ArticleReader {
    /// Finds the inputs; none is opened yet.
    #[new]
    fn new(
        py: Python<'_>,
        paths: Vec<OsString>,
        format: Option<&str>,
        columns: ColumnNames,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let (reader, failures) = open(py, &paths, format, columns)?;
        Ok(Self { reader: Mutex::new((reader, failures)), n_threads })
    }

    /// The next few articles, and what was wrong with inputs on the way; no articles behind the last.
    fn next<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyList>, Vec<String>)> {
        // Who waited here would hold the interpreter, which the other needs to come to an end.
        let mut held = self.reader.try_lock().map_err(|_| {
            SluglineError::new_err("another thread is reading from this reader, or has broken down over it; give each thread its own")
        })?;
        let (reader, failures) = &mut *held;
        let rows = run(py, self.n_threads, || {
            let mut rows = Vec::new();
            while rows.len() < ROWS_AT_ONCE {
                match reader.next() {
                    Some(Event::Row(row)) => rows.push(row),
                    Some(Event::Failure(failure)) => failures.push(failure),
                    Some(Event::Origin(_)) => {}
                    None => break,
                }
            }
            rows
        })?;
        let articles = PyList::empty(py);
        for row in rows {
            articles.append(as_dict(py, row)?)?;
        }
        Ok((articles, mem::take(failures).iter().map(wording).collect()))
    }
}

/// A row with everything that is known of it.
fn as_dict(py: Python<'_>, row: Row) -> PyResult<Bound<'_, PyDict>> {
    let dict = PyDict::new(py);
    let article = match row {
        Row::Article(article) => article,
        Row::Damaged(DamagedRow { id, error }) => {
            dict.set_item("id", id)?;
            dict.set_item("status", Status::Error.as_str())?;
            dict.set_item("error", error)?;
            return Ok(dict);
        }
    };
    let status = if article.is_empty() { Status::Empty } else { Status::Ok };
    let Article {
        id,
        title,
        text,
        url,
        source,
        authors,
        categories,
        published,
        lang,
        labels,
        references,
        page,
        ..
    } = article;
    dict.set_item("id", id)?;
    dict.set_item("title", title)?;
    dict.set_item("text", text)?;
    dict.set_item("url", url)?;
    dict.set_item("source", source)?;
    dict.set_item("authors", authors)?;
    dict.set_item("categories", categories)?;
    dict.set_item("published", published.map(|moment| moment.to_string()))?;
    dict.set_item("lang", lang)?;
    dict.set_item("labels", labels)?;
    dict.set_item("refs", references)?;
    dict.set_item("page", page.as_deref())?;
    dict.set_item("status", status.as_str())?;
    Ok(dict)
}
