//! What is meant: the inputs and the model of one run, resolved from what was typed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;

use super::Outcome;
use super::args::{InputArguments, ModelArguments, OnError};
use super::files::Files;
use super::measure::Measure;
use super::output::{diagnostic, note};
use super::progress::byte_bar;
use crate::article::{Article, DamagedRow, Row, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::{Columns, Event, Failure, Input, ReadOptions, Reader, find_inputs, read};
use crate::pipeline::{Masking, StageTimes, Tally, in_batches};
use crate::publish::counted;
use crate::store::{builtin_model, load};
use crate::topics::TopicModel;

/// The articles of one run, with a progress bar and a count of the inputs that failed.
pub(super) struct Session {
    reader: Reader,
    bar: ProgressBar,
    quiet: bool,
    file_names: Vec<String>,
    paths: Vec<PathBuf>,
    on_error: OnError,
    n_inputs: usize,
    n_failed: usize,
    n_skipped: usize,
    /// Where the run is to be measured.
    measure: Option<Measure>,
}

impl Session {
    /// Finds the inputs; those that are not there are reported at once.
    ///
    /// # Errors
    /// Where no input is left, or one of `files` must not or cannot be written.
    pub(super) fn open(arguments: &InputArguments, files: &Files<'_>, quiet: bool) -> Result<Self> {
        let (inputs, failures) = find_inputs(&arguments.inputs);
        let n_inputs = inputs.len() + failures.len();
        let n_failed = failures.len();
        for failure in failures {
            report(&failure);
        }
        if inputs.is_empty() {
            return Err(Error::new(ErrorKind::Io, "there is nothing to read"));
        }
        files.check(inputs.iter().filter_map(Input::path))?;
        let bar = byte_bar(Reader::total_bytes(&inputs), quiet);
        let file_names = inputs.iter().map(|input| input.file_name().to_owned()).collect();
        let paths = inputs.iter().filter_map(Input::path).map(Path::to_owned).collect();
        let reader = read(inputs, read_options(arguments));
        let on_error = OnError::default();
        let (n_skipped, measure) = (0, None);
        Ok(Self { reader, bar, quiet, file_names, paths, on_error, n_inputs, n_failed, n_skipped, measure })
    }

    /// Does `on_error` with rows that cannot be read, and where the run is to stop, with inputs.
    pub(super) const fn handle_errors(&mut self, on_error: OnError) {
        self.on_error = on_error;
    }

    /// Measures the run from here on where `is_wanted`, and says in the end what came of it.
    pub(super) fn measure(&mut self, is_wanted: bool) {
        self.measure = is_wanted.then(Measure::begin);
    }

    /// How long the stages took, which went on at once.
    pub(super) fn note_stages(&mut self, times: StageTimes) {
        if let Some(measure) = &mut self.measure {
            measure.note_times(times);
        }
    }

    /// A stage of a run has ended whose stages follow one another.
    pub(super) fn end_stage(&mut self, name: &'static str) {
        if let Some(measure) = &mut self.measure {
            measure.end_stage(name);
        }
    }

    /// What a run took whose stages follow one another, but take turns.
    pub(super) fn add_stages(&mut self, stages: impl IntoIterator<Item = (&'static str, Duration)>) {
        if let Some(measure) = &mut self.measure {
            stages.into_iter().for_each(|(name, took)| measure.add_stage(name, took));
        }
    }

    /// So many rows were read, of which not all are this run's.
    pub(super) const fn note_read(&mut self, n_rows: usize) {
        if let Some(measure) = &mut self.measure {
            measure.n_read = Some(n_rows);
        }
    }

    /// How many bytes were read so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.bytes_read()
    }

    /// Whether only warnings and errors are to be said.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How many inputs could not be found, or read to their end.
    pub(super) const fn n_failed(&self) -> usize {
        self.n_failed
    }

    /// Where the inputs lie that are files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// The names of the inputs, without their folders.
    pub(super) fn file_names(&self) -> Vec<String> {
        self.file_names.clone()
    }

    /// Lets `work` read the articles, and passes on what it returns.
    ///
    /// `work` gets the events and the function that reports failed inputs.
    pub(super) fn run<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Iterator<Item = Event>, &mut dyn FnMut(Failure)) -> Result<T>,
    ) -> Result<T> {
        let Self { reader, bar, n_failed, n_skipped, on_error, .. } = self;
        let mut stopped = None;
        let mut events = std::iter::from_fn(|| {
            loop {
                let event = reader.next();
                bar.set_position(reader.bytes_read());
                let (id, error) = match &event {
                    Some(Event::Row(Row::Damaged(DamagedRow { id, error }))) => (id, error.clone()),
                    Some(Event::Failure(failure)) if *on_error == OnError::Stop => {
                        (&failure.name, failure.error.to_string())
                    }
                    _ => return event,
                };
                match on_error {
                    OnError::Row => return event,
                    OnError::Skip => *n_skipped += 1,
                    OnError::Stop => {
                        let message = format!("{id}: {error}; the run ends here, as --on-error stop says");
                        stopped = Some(Error::new(ErrorKind::Data, message));
                        return None;
                    }
                }
            }
        });
        let mut report_one = |failure: Failure| {
            *n_failed += 1;
            bar.suspend(|| report(&failure));
        };
        let result = work(&mut events, &mut report_one);
        bar.finish_and_clear();
        stopped.map_or(result, Err)
    }

    /// Refuses a run in which inputs failed and no row came out: its output would replace a good one with nothing.
    ///
    /// # Errors
    /// Where that is so.
    pub(super) fn refuse_nothing(&self, tally: &Tally) -> Result<()> {
        if tally.rows == 0 && self.n_failed > 0 {
            return Err(Error::new(ErrorKind::Data, "no input could be read, and nothing was written"));
        }
        Ok(())
    }

    /// Says how the run ended, and which exit code that is.
    pub(super) fn close(&self, tally: &Tally) -> Outcome {
        let troubles = [
            (tally.errors, "damaged"),
            (tally.empty, "empty"),
            (tally.unsure, "unsure"),
            (self.n_skipped, "more were damaged and left out"),
        ];
        let troubles: Vec<String> =
            troubles.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if !self.quiet && (!troubles.is_empty() || self.n_failed > 0) {
            let rows =
                if troubles.is_empty() { String::new() } else { format!(" ({})", troubles.join(", ")) };
            let inputs = match self.n_failed {
                0 => String::new(),
                n => format!("; {n} of {} failed", counted(self.n_inputs, "input")),
            };
            note(&format!("slugline: {}{rows}{inputs}", counted(tally.rows, "article")));
        }
        if let Some(measure) = &self.measure {
            note(&measure.report(tally.rows, self.bytes_read()));
        }
        if self.n_failed + self.n_skipped + tally.errors == 0 { Outcome::Done } else { Outcome::SomeFailed }
    }

    /// Reads everything: the articles with what is masked of them, and how many rows came to what.
    ///
    /// Damaged rows are reported and left out.
    pub(super) fn read_all(&mut self, masking: Masking) -> Result<(Vec<Article>, Vec<Vec<Span>>, Tally)> {
        let mut read = ReadArticles::default();
        let mut masks = Vec::new();
        self.run(|events, report| {
            in_batches(events, masking, report, |batch| {
                for (row, mask) in batch.rows.into_iter().zip(batch.masks) {
                    masks.extend(read.take(row).then_some(mask));
                }
                Ok(())
            })
        })?;
        self.refuse_nothing(&read.tally)?;
        Ok((read.articles, masks, read.tally))
    }

    /// The same without boilerplate, for those who know it already.
    pub(super) fn read_articles(&mut self) -> Result<(Vec<Article>, Tally)> {
        let mut read = ReadArticles::default();
        self.run(|events, report| {
            for event in events {
                match event {
                    Event::Row(row) => _ = read.take(row),
                    Event::Failure(failure) => report(failure),
                    Event::Origin(_) => {}
                }
            }
            Ok(())
        })?;
        self.refuse_nothing(&read.tally)?;
        Ok((read.articles, read.tally))
    }
}

/// The articles that were read.
#[derive(Default)]
struct ReadArticles {
    articles: Vec<Article>,
    tally: Tally,
}

impl ReadArticles {
    /// Takes a row in; a damaged one is reported. Returns whether it is an article.
    fn take(&mut self, row: Row) -> bool {
        self.tally.rows += 1;
        match row {
            Row::Article(article) => {
                self.articles.push(article);
                true
            }
            Row::Damaged(DamagedRow { id, error }) => {
                self.tally.errors += 1;
                diagnostic("warning", &format!("{id}: {error}"));
                false
            }
        }
    }
}

fn report(failure: &Failure) {
    diagnostic("warning", &format!("{}: {}", failure.name, failure.error));
}

fn read_options(arguments: &InputArguments) -> ReadOptions {
    let named = &arguments.columns;
    let columns = Columns {
        id: named.id_column.clone(),
        title: named.title_column.clone(),
        text: named.text_column.clone(),
        url: named.url_column.clone(),
        source: named.source_column.clone(),
        published: named.date_column.clone(),
        lang: named.lang_column.clone(),
        label: named.label_column.clone(),
    };
    ReadOptions { from: arguments.format, columns }
}

/// The model that was asked for, or the built-in one.
pub(super) fn model(arguments: &ModelArguments) -> Result<TopicModel> {
    model_at(arguments.model.as_deref())
}

/// The model at `path`, or the built-in one.
pub(super) fn model_at(path: Option<&Path>) -> Result<TopicModel> {
    path.map_or_else(builtin_model, load)
}
