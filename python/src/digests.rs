//! Digests of files and tables, as the JSON that `slugline digest --to json` writes.

use std::ffi::OsString;
use std::iter;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use slugline::digest::{DigestSettings, Selection, TopicChoice, make_digest};
use slugline::ingest::{Event, Failure, Format, Origin};
use slugline::publish::write_digest_json;
use slugline::stories::StoryScope;

use crate::errors::{OrRaise, SluglineError, failed};
use crate::feeds::{open, wording};
use crate::lines::LineMaker;
use crate::model::Model;
use crate::settings::{ColumnNames, Decision};
use crate::tables::table_rows;
use crate::work::run;

/// What a digest shows.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Shown {
    title: String,
    stories: String,
    since: Option<String>,
    asked: Option<String>,
    topics: Option<Vec<String>>,
    unsure: bool,
    top: Option<usize>,
}

impl Shown {
    fn scope(&self) -> PyResult<StoryScope> {
        match self.stories.as_str() {
            "off" => Ok(StoryScope::Off),
            "copies" => Ok(StoryScope::Copies),
            "stories" => Ok(StoryScope::Stories),
            other => Err(SluglineError::new_err(format!("stories is off, copies or stories, not {other:?}"))),
        }
    }

    fn selection(&self) -> PyResult<Selection> {
        let moment = |text: &Option<String>| {
            let moment = text.as_deref().map(str::parse).transpose();
            moment.map_err(|error| SluglineError::new_err(format!("since: {error}")))
        };
        let choice = |names: &Vec<String>| TopicChoice { names: names.clone(), unsure: self.unsure };
        Ok(Selection {
            since: moment(&self.since)?,
            asked: moment(&self.asked)?,
            topics: self.topics.as_ref().map(choice),
            top: self.top,
        })
    }
}

/// A digest of files, and what was wrong with some of them.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to show")]
pub(crate) fn digest_paths<'py>(
    py: Python<'py>,
    paths: Vec<OsString>,
    format: Option<&str>,
    columns: ColumnNames,
    model: &Model,
    lines: &LineMaker,
    decision: Decision,
    shown: Shown,
    n_threads: Option<usize>,
) -> PyResult<(Bound<'py, PyBytes>, Vec<String>)> {
    let (reader, mut failures) = open(py, &paths, format, columns)?;
    let (bytes, more) = digest(py, reader, model, lines, &decision, &shown, n_threads)?;
    failures.extend(more);
    Ok((bytes, failures.iter().map(wording).collect()))
}

/// A digest of a table.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to show")]
pub(crate) fn digest_stream<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    columns: ColumnNames,
    name: &str,
    model: &Model,
    lines: &LineMaker,
    decision: Decision,
    shown: Shown,
    n_threads: Option<usize>,
) -> PyResult<Bound<'py, PyBytes>> {
    let rows = table_rows(table, &columns.into(), name)?;
    // A table is an input, and counted as one.
    let origin =
        Origin { name: name.to_owned(), format: Format::Parquet, charset: "UTF-8", repairs: Vec::new() };
    let rows = iter::once(Event::Origin(origin)).chain(rows);
    let (bytes, failures) = digest(py, rows, model, lines, &decision, &shown, n_threads)?;
    // A part of a table is not the table.
    failures.first().map_or(Ok(bytes), |failure| Err(failed(failure)))
}

fn digest<'py>(
    py: Python<'py>,
    events: impl Iterator<Item = Event> + Send,
    model: &Model,
    lines: &LineMaker,
    decision: &Decision,
    shown: &Shown,
    n_threads: Option<usize>,
) -> PyResult<(Bound<'py, PyBytes>, Vec<Failure>)> {
    let rules = decision.rules()?;
    let settings = DigestSettings {
        topics: decision.settings(rules.as_ref()),
        line: lines.making(),
        masking: decision.masking(),
        stories: shown.scope()?,
        selection: shown.selection()?,
        title: shown.title.clone(),
    };
    let mut failures = Vec::new();
    let bytes: slugline::Result<(Vec<u8>, usize)> = run(py, n_threads, || {
        let digest = make_digest(events, &model.model, settings, |failure| failures.push(failure))?;
        let mut bytes = Vec::new();
        write_digest_json(&mut bytes, &digest)?;
        Ok((bytes, digest.entries.len()))
    })?;
    let (bytes, n_entries) = bytes.or_raise()?;
    match failures.first().filter(|_| n_entries == 0) {
        Some(failure) => Err(failed(failure)),
        None => Ok((PyBytes::new(py, &bytes), failures)),
    }
}
