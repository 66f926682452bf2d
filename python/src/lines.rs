//! Lines: by which weights, and how long.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use slugline::article::Row;
use slugline::features::Scratch;
use slugline::pipeline::{LineMaking, line_row};
use slugline::publish::LineRow;
use slugline::store::load_line_model;
use slugline::summary::{LineModel, LineSettings};

use crate::errors::OrRaise;
use crate::model::Model;
use crate::settings::masking;
use crate::through::{each_batch, json_lines};
use crate::work::run;

/// Makes lines: the weights by which a sentence is chosen, and the limits of the line.
#[pyclass(frozen, module = "slugline._native")]
pub(crate) struct LineMaker {
    pub(crate) model: Arc<LineModel>,
    pub(crate) settings: LineSettings,
}

#[pymethods]
impl LineMaker {
    /// By the weights in a file, or the built-in ones.
    #[new]
    fn new(
        py: Python<'_>,
        path: Option<PathBuf>,
        max_chars: usize,
        n_sentences: usize,
        allow_echo: bool,
    ) -> PyResult<Self> {
        let model = run(py, Some(1), || path.as_deref().map_or_else(LineModel::builtin, load_line_model));
        let settings = LineSettings { max_chars, n_sentences, allow_echo };
        Ok(Self { model: Arc::new(model?.or_raise()?), settings })
    }

    /// What `slugline summarize` says of each article, as its JSON lines.
    #[expect(clippy::too_many_arguments, reason = "what to read, by what, and what to write")]
    fn rows<'py>(
        &self,
        py: Python<'py>,
        x: &Bound<'py, PyAny>,
        model: &Model,
        with_text: bool,
        with_sentences: bool,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let making = LineMaking { with_text, with_sentences, ..self.making() };
        json_lines(py, x, masking(keep_boilerplate), &model.scratches, n_threads, |batch| {
            batch.map(|scratch, row, mask| {
                let row = line_row(scratch, row, &batch.line_mask(row, mask), &model.model, making);
                serde_json::to_vec(&row).unwrap_or_default()
            })
        })
    }

    /// The line of each article; empty where it has none.
    fn lines(
        &self,
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        model: &Model,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Vec<String>> {
        let making = self.making();
        let mut lines = Vec::new();
        let compute = |batch: slugline::pipeline::Batch| {
            batch.map(|scratch: &mut Scratch, row: &Row, mask| {
                let LineRow { summary, .. } =
                    line_row(scratch, row, &batch.line_mask(row, mask), &model.model, making);
                summary
            })
        };
        each_batch(py, x, masking(keep_boilerplate), &model.scratches, n_threads, compute, |found| {
            lines.extend(found);
            Ok(())
        })?;
        Ok(lines)
    }
}

impl LineMaker {
    /// Lines, and nothing beside them.
    pub(crate) fn making(&self) -> LineMaking<'_> {
        LineMaking { model: &self.model, settings: self.settings, with_text: false, with_sentences: false }
    }
}
