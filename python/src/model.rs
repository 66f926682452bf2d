//! A topic model as Python holds it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use slugline::article::{Article, Row, Span};
use slugline::boilerplate::KnownLines;
use slugline::features::{Document, Scratch, SharedBytes};
use slugline::parallel::Scratches;
use slugline::pipeline::{Masking, explain_rows, topic_row};
use slugline::publish::{write_explanation_json, write_model_json};
use slugline::store::{builtin_model, load, load_bytes, save, to_bytes};
use slugline::topics::{Classification, TopicModel, examples_among, learn_more};

use crate::errors::OrRaise;
use crate::learning::{labelled, trained};
use crate::rows::{Rows, check};
use crate::settings::{Decision, Learning, PriorParameter, masking};
use crate::through::{each_article, json_lines, note, refuse};
use crate::work::{n_threads_for, run};

/// A trained topic model: what a model file holds.
///
/// It does not change; what learns more is a model of its own. It may be used by several threads at once.
#[pyclass(frozen, module = "slugline._native")]
pub(crate) struct Model {
    pub(crate) model: Arc<TopicModel>,
    /// What workers know of words in this model, from one call to the next: a few MB for each thread.
    pub(crate) scratches: Arc<Scratches<Scratch>>,
}

impl From<TopicModel> for Model {
    fn from(model: TopicModel) -> Self {
        Self { model: Arc::new(model), scratches: Arc::default() }
    }
}

#[pymethods]
impl Model {
    /// Learns a model from articles and their labels, a list for each.
    #[staticmethod]
    fn train(
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        labels: Vec<Vec<String>>,
        learning: Learning,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let (masking, lang, settings) = learning.resolve()?;
        let (rows, exception) = Rows::of(x)?;
        let model = run(py, n_threads, || {
            let (articles, masks) = labelled(rows, labels, masking)?;
            trained(&articles, &masks, lang, settings)
        });
        check(&exception)?;
        Ok(model?.or_raise()?.into())
    }

    /// The model after it has learnt more articles with their labels.
    fn learn_more(
        &self,
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        labels: Vec<Vec<String>>,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let (rows, exception) = Rows::of(x)?;
        let several = self.model.is_multi_label() || labels.iter().any(|labels| labels.len() > 1);
        let model = run(py, n_threads, || {
            // Known lines are masked, and nothing else.
            let (articles, _) = labelled(rows, labels, Masking::Kept)?;
            let lines = KnownLines::from_hashes(self.model.learnt().known_lines.as_slice().to_vec());
            let masks = lines.masks(&articles);
            let (added, _) = examples_among(&articles, &masks, several);
            learn_more(copied(&self.model)?, &added, &[]).map(|(model, _)| model)
        });
        check(&exception)?;
        Ok(model?.or_raise()?.into())
    }

    /// The model in a file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(run(py, Some(1), || load(&path))?.or_raise()?.into())
    }

    /// The built-in model.
    #[staticmethod]
    fn builtin(py: Python<'_>) -> PyResult<Self> {
        Ok(run(py, Some(1), builtin_model)?.or_raise()?.into())
    }

    /// The model in the bytes of a file.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: Vec<u8>) -> PyResult<Self> {
        let bytes: SharedBytes = Arc::new(bytes);
        Ok(run(py, Some(1), || load_bytes(&bytes))?.or_raise()?.into())
    }

    /// The bytes of the model's file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, Some(1), || to_bytes(&self.model))?.or_raise()?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes the model's file, whole or not at all.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        run(py, Some(1), || save(&self.model, &path))?.or_raise()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let make = slf.get_type().getattr("from_bytes")?;
        Ok((make, (slf.get().to_bytes(slf.py())?,)))
    }

    /// The topics, sorted by name.
    #[getter]
    fn topics(&self) -> Vec<String> {
        self.model.topics().to_vec()
    }

    /// Whether an article may have several topics, or none.
    #[getter]
    fn has_several_topics(&self) -> bool {
        self.model.is_multi_label()
    }

    /// Whether the model can learn more from new articles alone.
    #[getter]
    fn keeps_sums(&self) -> bool {
        self.model.learnt().sums.is_some()
    }

    /// The same model for topics as frequent as is said.
    fn with_prior(&self, prior: PriorParameter) -> PyResult<Self> {
        let prior = prior.try_into().or_raise()?;
        let model = copied(&self.model).and_then(|model: TopicModel| model.with_prior(prior));
        Ok(model.or_raise()?.into())
    }

    /// The confidence down to which at most `max_error` percent of articles are wrong; none where no confidence does.
    fn min_confidence_for(&self, max_error: f64) -> Option<f64> {
        self.model.decision().acceptance.min_confidence(max_error)
    }

    /// What is in the model, as `slugline inspect --json` writes it.
    fn inspect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        write_model_json(&mut bytes, &self.model).or_raise()?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The number of each article's likeliest topic, as 32-bit integers, side by side.
    fn best<'py>(
        &self,
        py: Python<'py>,
        x: &Bound<'py, PyAny>,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        let best = |told: Classification| u32::try_from(told.best()).unwrap_or(u32::MAX);
        let take = |best: u32| bytes.extend(best.to_ne_bytes());
        self.each_told(py, x, keep_boilerplate, n_threads, best, take)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The probability of every topic for each article, as doubles, article by article.
    fn probabilities<'py>(
        &self,
        py: Python<'py>,
        x: &Bound<'py, PyAny>,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        let take = |row: Vec<f64>| bytes.extend(row.into_iter().flat_map(f64::to_ne_bytes));
        self.each_told(py, x, keep_boilerplate, n_threads, |told| told.probabilities, take)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The numbers of the topics that are given to each article.
    fn given(
        &self,
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Vec<Vec<usize>>> {
        let mut found = Vec::new();
        self.each_told(py, x, keep_boilerplate, n_threads, |told| told.given, |given| found.push(given))?;
        Ok(found)
    }

    /// What `slugline classify` says of each article, as its JSON lines.
    fn classify<'py>(
        &self,
        py: Python<'py>,
        x: &Bound<'py, PyAny>,
        decision: Decision,
        n_threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let rules = decision.rules()?;
        let settings = decision.settings(rules.as_ref());
        let line = |scratch: &mut Scratch, row: &Row, mask: &[Span]| {
            let row = topic_row(scratch, row, mask, &self.model, settings);
            serde_json::to_vec(&row).unwrap_or_default()
        };
        json_lines(py, x, decision.masking(), &self.scratches, n_threads, |batch| batch.map(line))
    }

    /// What `slugline explain --json` says of each article.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        x: &Bound<'py, PyAny>,
        limit: usize,
        with_text: bool,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (rows, exception) = Rows::of(x)?;
        let failure = Mutex::new(None);
        let n_threads = n_threads_for(x.len().unwrap_or(usize::MAX), n_threads);
        let bytes = run(py, n_threads, || {
            let (mut bytes, report) = (Vec::new(), |of_input| note(&failure, of_input));
            explain_rows(rows, &self.model, None, masking(keep_boilerplate), report, |row| {
                write_explanation_json(&mut bytes, row, limit, with_text)
            })?;
            Ok(bytes)
        });
        check(&exception)?;
        let bytes: slugline::Result<Vec<u8>> = bytes?;
        refuse(failure)?;
        Ok(PyBytes::new(py, &bytes.or_raise()?))
    }

    fn __repr__(&self) -> String {
        let model = &self.model;
        format!("<slugline model: {}, {} topics>", model.provenance().recipe.name(), model.topics().len())
    }
}

impl Model {
    /// Gives `take`, in order, what `of` takes from what the model tells of each article of `x`.
    fn each_told<T: Send>(
        &self,
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        keep_boilerplate: bool,
        n_threads: Option<usize>,
        of: impl Fn(Classification) -> T + Sync + Send,
        take: impl FnMut(T) + Send,
    ) -> PyResult<()> {
        let told = |scratch: &mut Scratch, article: &Article, mask: &[Span]| {
            of(self.model.classify(scratch, &Document::new(article, mask)))
        };
        each_article(py, x, masking(keep_boilerplate), &self.scratches, n_threads, told, take)
    }
}

/// The same model once more.
fn copied(model: &TopicModel) -> slugline::Result<TopicModel> {
    let bytes: SharedBytes = Arc::new(to_bytes(model)?);
    load_bytes(&bytes)
}
