//! Training in parts, as Spark does it: what a partition counts and sums, and what the parts come to.
//!
//! A partition's articles are read as they come and counted a stretch at a time; the parts of stretches are merged two by two, equals with
//! equals, so that no large table is gone through once for each stretch.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use slugline::article::{Article, Row};
use slugline::ingest::{Columns, Event};
use slugline::store::load_part;
use slugline::text::LanguageChoice;
use slugline::topics::{
    LanguageSample, Part, ShardCounts, ShardSums, SharedTerms, TrainingSettings, examples,
};
use slugline::{Error, ErrorKind, Result};

use crate::errors::{OrRaise, failed};
use crate::learning::{read_languages, written_languages};
use crate::model::Model;
use crate::settings::{ColumnNames, Learning};
use crate::tables::{TableRows, table_rows};
use crate::work::run;

/// A stretch ends when its texts come to so many bytes.
const STRETCH_BYTES: usize = 32 << 20;
/// What rows without an id go by; nobody sees it.
const NAME: &str = "partition";

/// A part as bytes, and how many rows of the partition could not be read or had no label or word.
type PartOfPartition<'py> = (Bound<'py, PyBytes>, u64, u64);

/// The articles of a partition by which the languages of all are told.
#[pyfunction]
pub(crate) fn sample_languages<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    columns: ColumnNames,
    n_threads: Option<usize>,
) -> PyResult<Bound<'py, PyBytes>> {
    let rows = rows(table, columns)?;
    let sample = run(py, n_threads, || {
        let mut sample = LanguageSample::default();
        let (failure, ..) = rows.stretches(|articles| {
            for example in examples(articles, &[]).0 {
                sample.add(example.article);
            }
            Ok(())
        })?;
        Ok((failure, sample))
    })?;
    let (failure, sample): (_, LanguageSample) = sample.or_raise()?;
    failure.map_or(Ok(()), Err)?;
    Ok(PyBytes::new(py, &written_languages(sample)))
}

/// The languages of the articles in samples of several partitions, as a command line has them; and the samples as one.
#[pyfunction]
pub(crate) fn merge_languages(
    py: Python<'_>,
    samples: Vec<Vec<u8>>,
) -> PyResult<(String, Bound<'_, PyBytes>)> {
    let merged = run(py, Some(1), || {
        let mut merged = LanguageSample::default();
        for sample in &samples {
            read_languages(sample)?.iter().for_each(|article| merged.add(article));
        }
        let codes: Vec<&str> = merged.clone().languages().iter().map(|language| language.code()).collect();
        Ok((codes.join(","), written_languages(merged)))
    });
    let (codes, sample) = merged?.or_raise()?;
    Ok((codes, PyBytes::new(py, &sample)))
}

/// The counts of a partition, of which `learning` names the languages.
#[pyfunction]
pub(crate) fn count_shard<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    learning: Learning,
    columns: ColumnNames,
    n_threads: Option<usize>,
) -> PyResult<PartOfPartition<'py>> {
    let settings = shard_settings(learning)?;
    summed(py, table, columns, n_threads, |articles| {
        Ok(Part::Counts(ShardCounts::of(&examples(articles, &[]).0, &settings)?))
    })
}

/// The sums of a partition.
#[pyfunction]
pub(crate) fn sum_shard<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    terms: Py<Terms>,
    columns: ColumnNames,
    n_threads: Option<usize>,
) -> PyResult<PartOfPartition<'py>> {
    let terms = &terms.get().terms;
    summed(py, table, columns, n_threads, |articles| {
        Ok(Part::Sums(ShardSums::of(&examples(articles, &[]).0, terms, None)?))
    })
}

/// Several parts of one kind as one.
#[pyfunction]
pub(crate) fn merge_parts(
    py: Python<'_>,
    parts: Vec<Vec<u8>>,
    n_threads: Option<usize>,
) -> PyResult<Bound<'_, PyBytes>> {
    let merged = run(py, n_threads, || {
        let mut merged = Merged::default();
        for part in parts {
            merged.add(Part::from_bytes(&part)?)?;
        }
        merged.bytes()
    });
    Ok(PyBytes::new(py, &merged?.or_raise()?))
}

/// The model of sums.
#[pyfunction]
pub(crate) fn model_of_sums(py: Python<'_>, sums: Vec<u8>, n_threads: Option<usize>) -> PyResult<Model> {
    let model = run(py, n_threads, || match Part::from_bytes(&sums)? {
        Part::Sums(sums) => sums.into_model(),
        _ => Err(other_kind()),
    });
    Ok(model?.or_raise()?.into())
}

/// What all counts come to: the terms that every partition is summed by.
#[pyclass(frozen, module = "slugline._native")]
pub(crate) struct Terms {
    terms: SharedTerms,
}

#[pymethods]
impl Terms {
    /// What counts come to that hold every article.
    #[staticmethod]
    fn of_counts(py: Python<'_>, counts: Vec<u8>) -> PyResult<Self> {
        let terms = run(py, Some(1), || match Part::from_bytes(&counts)? {
            Part::Counts(counts) => counts.freeze(),
            _ => Err(other_kind()),
        });
        Ok(Self { terms: terms?.or_raise()? })
    }

    /// The terms in a file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let terms = run(py, Some(1), || match load_part(&path)? {
            Part::Terms(terms) => Ok(terms),
            _ => Err(other_kind()),
        });
        Ok(Self { terms: terms?.or_raise()? })
    }

    /// The bytes of the file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, Some(1), || self.terms.to_bytes())?.or_raise()?;
        Ok(PyBytes::new(py, &bytes))
    }
}

/// Refuses settings that shards do not learn by, before anything is read.
#[pyfunction]
pub(crate) fn check_shard_settings(learning: Learning) -> PyResult<()> {
    let (_, _, settings) = learning.resolve()?;
    ShardCounts::of(&[], &settings).or_raise().map(drop)
}

fn shard_settings(learning: Learning) -> PyResult<TrainingSettings> {
    let (_, lang, settings) = learning.resolve()?;
    match lang {
        LanguageChoice::Only(_) => Ok(settings),
        LanguageChoice::Auto => {
            let message = "the languages of shards are those of all articles, and have to be named";
            Err(Error::new(ErrorKind::Parameter, message)).or_raise()
        }
    }
}

/// The rows of a partition.
struct PartitionRows(TableRows);

fn rows(table: &Bound<'_, PyAny>, columns: ColumnNames) -> PyResult<PartitionRows> {
    Ok(PartitionRows(table_rows(table, &Columns::from(columns), NAME)?))
}

impl PartitionRows {
    /// Hands the articles to `take`, a stretch at a time; why the table ended early, the number of rows that could not be read, and of those
    /// that could.
    fn stretches(self, mut take: impl FnMut(&[Article]) -> Result<()>) -> Result<(Option<PyErr>, u64, u64)> {
        let (mut failure, mut n_damaged, mut n_read) = (None, 0, 0);
        let (mut articles, mut n_bytes) = (Vec::new(), 0);
        for event in self.0 {
            match event {
                Event::Row(Row::Article(article)) => {
                    n_read += 1;
                    n_bytes += article.text.len() + article.title.len();
                    articles.push(article);
                }
                Event::Row(Row::Damaged(_)) => n_damaged += 1,
                Event::Failure(of_table) => {
                    failure.get_or_insert_with(|| failed(&of_table));
                }
                _ => {}
            }
            if n_bytes >= STRETCH_BYTES {
                take(&articles)?;
                articles.clear();
                n_bytes = 0;
            }
        }
        take(&articles)?;
        Ok((failure, n_damaged, n_read))
    }
}

/// What `part` makes of the articles of a table.
fn summed<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    columns: ColumnNames,
    n_threads: Option<usize>,
    part: impl Fn(&[Article]) -> Result<Part> + Send + Sync,
) -> PyResult<PartOfPartition<'py>> {
    let rows = rows(table, columns)?;
    let made = run(py, n_threads, || {
        let (mut merged, mut n_learnt) = (Merged::default(), 0);
        let (failure, n_damaged, n_read) = rows.stretches(|articles| {
            let part = part(articles)?;
            n_learnt += part.n_articles();
            merged.add(part)
        })?;
        Ok((failure, merged.bytes()?, n_damaged, n_read.saturating_sub(n_learnt)))
    });
    let (failure, bytes, n_damaged, n_left_out) = made?.or_raise()?;
    failure.map_or(Ok(()), Err)?;
    Ok((PyBytes::new(py, &bytes), n_damaged, n_left_out))
}

/// Parts on their way to being one. Each stands for twice as many as the one behind it.
#[derive(Default)]
struct Merged {
    parts: Vec<(u32, Part)>,
}

impl Merged {
    fn add(&mut self, mut part: Part) -> Result<()> {
        let mut level = 0;
        while let Some((_, before)) = self.parts.pop_if(|(of_last, _)| *of_last == level) {
            part = before.merged(&part)?;
            level += 1;
        }
        self.parts.push((level, part));
        Ok(())
    }

    /// All of them, as the bytes of one.
    fn bytes(self) -> Result<Vec<u8>> {
        let mut parts = self.parts.into_iter().rev().map(|(_, part)| part);
        let first = parts.next().ok_or_else(other_kind)?;
        parts.try_fold(first, |merged, part| merged.merged(&part))?.to_bytes()
    }
}

fn other_kind() -> Error {
    Error::new(ErrorKind::Data, "parts of different rounds do not go together")
}
