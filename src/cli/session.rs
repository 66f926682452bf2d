//! What is meant: the inputs, the model and the settings of one run, resolved from what was typed.

use std::path::Path;

use indicatif::ProgressBar;

use super::Outcome;
use super::args::{Characters, InputArguments, LearningArguments, Measure, ModelArguments};
use super::output::{diagnostic, note};
use super::progress::byte_bar;
use crate::article::{Article, DamagedRow, Row, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{VectorizerParams, Weighting};
use crate::ingest::{Columns, Event, Failure, Input, ReadOptions, Reader, find_inputs, read};
use crate::pipeline::{Tally, in_batches};
use crate::store::{builtin_model, load};
use crate::text::{AnalyzerSettings, LanguageChoice, languages_of};
use crate::topics::{OpenTerms, Optimize, TopicModel, TrainingSettings};

/// The articles of one run, with a progress bar and a count of the inputs that failed.
pub(super) struct Session {
    reader: Reader,
    bar: ProgressBar,
    quiet: bool,
    file_names: Vec<String>,
    n_inputs: usize,
    n_failed: usize,
}

impl Session {
    /// Finds the inputs; those that are not there are reported at once.
    ///
    /// # Errors
    /// Where no input is left, or one of `outputs` would replace one.
    pub(super) fn open<'p>(
        arguments: &InputArguments,
        outputs: impl IntoIterator<Item = &'p Path>,
        quiet: bool,
    ) -> Result<Self> {
        let (inputs, failures) = find_inputs(&arguments.inputs);
        let n_inputs = inputs.len() + failures.len();
        let n_failed = failures.len();
        for failure in failures {
            report(&failure);
        }
        if inputs.is_empty() {
            return Err(Error::new(ErrorKind::Io, "there is nothing to read"));
        }
        let mut outputs = outputs.into_iter();
        if let Some(path) = outputs.find(|path| inputs.iter().any(|input| is_same_file(input, path))) {
            let message = format!("{} is an input too; name another output", path.display());
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        let bar = byte_bar(Reader::total_bytes(&inputs), quiet);
        let file_names = inputs.iter().map(|input| input.file_name().to_owned()).collect();
        let reader = read(inputs, read_options(arguments));
        Ok(Self { reader, bar, quiet, file_names, n_inputs, n_failed })
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
        let Self { reader, bar, n_failed, .. } = self;
        let mut events = std::iter::from_fn(|| {
            let event = reader.next();
            bar.set_position(reader.bytes_read());
            event
        });
        let mut report_one = |failure: Failure| {
            *n_failed += 1;
            bar.suspend(|| report(&failure));
        };
        let result = work(&mut events, &mut report_one);
        bar.finish_and_clear();
        result
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
        let troubles = [(tally.errors, "damaged"), (tally.empty, "empty"), (tally.unsure, "unsure")];
        let troubles: Vec<String> =
            troubles.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if !self.quiet && (!troubles.is_empty() || self.n_failed > 0) {
            let rows =
                if troubles.is_empty() { String::new() } else { format!(" ({})", troubles.join(", ")) };
            let inputs = match self.n_failed {
                0 => String::new(),
                n => format!("; {n} of {} inputs failed", self.n_inputs),
            };
            let articles = if tally.rows == 1 { "article" } else { "articles" };
            note(&format!("slugline: {} {articles}{rows}{inputs}", tally.rows));
        }
        if self.n_failed + tally.errors == 0 { Outcome::Done } else { Outcome::SomeFailed }
    }

    /// Reads everything: the articles with their boilerplate, and how many rows came to what.
    ///
    /// Damaged rows are reported and left out.
    pub(super) fn read_all(&mut self) -> Result<(Vec<Article>, Vec<Vec<Span>>, Tally)> {
        let mut articles = Vec::new();
        let mut masks = Vec::new();
        let mut tally = Tally::default();
        self.run(|events, report| {
            in_batches(events, report, |batch| {
                for (row, mask) in batch.rows.into_iter().zip(batch.masks) {
                    tally.rows += 1;
                    match row {
                        Row::Article(article) => {
                            articles.push(article);
                            masks.push(mask);
                        }
                        Row::Damaged(DamagedRow { id, error }) => {
                            tally.errors += 1;
                            diagnostic("warning", &format!("{id}: {error}"));
                        }
                    }
                }
                Ok(())
            })
        })?;
        Ok((articles, masks, tally))
    }
}

fn is_same_file(input: &Input, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok().filter(|path| path.is_file());
    input.path().and_then(real).is_some_and(|input| real(path) == Some(input))
}

/// Whether two files to be written, or read, would be the same; of those that do not exist yet, by the folder and the name.
pub(super) fn is_same_path(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
        })
    };
    // A terminal or /dev/null may be written to twice.
    place(one).filter(|place| !place.exists() || place.is_file()).is_some_and(|one| place(other) == Some(one))
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

/// How to learn; where the languages are to be detected, [`in_languages_of`] does it once the articles are read.
pub(super) fn training_settings(arguments: &LearningArguments) -> Result<TrainingSettings> {
    let analyzer = AnalyzerSettings {
        languages: match arguments.lang.parse()? {
            LanguageChoice::Only(languages) => languages,
            LanguageChoice::Auto => AnalyzerSettings::default().languages,
        },
        stem: arguments.stems.unwrap_or(true),
        stop_words: arguments.drop_stop_words.unwrap_or(true),
        max_n: arguments.ngrams.unwrap_or(2),
        characters: arguments.characters.and_then(|Characters(range)| range),
    };
    let is_sublinear = arguments.sublinear_tf.unwrap_or(true);
    let vectorizer = VectorizerParams::default()
        .analyzer(analyzer)
        .weighting(if is_sublinear { Weighting::Sublinear } else { Weighting::Linear })
        .min_df(arguments.min_df.unwrap_or(2))
        .max_df(arguments.max_df)
        .max_features(arguments.max_features);
    Ok(TrainingSettings {
        algorithm: arguments.algorithm.parse()?,
        alpha: arguments.alpha,
        cost: arguments.cost,
        balance: arguments.balance,
        vectorizer,
        open: OpenTerms {
            stems: arguments.stems.is_none(),
            stop_words: arguments.drop_stop_words.is_none(),
            characters: arguments.characters.is_none(),
            max_n: arguments.ngrams.is_none(),
            min_df: arguments.min_df.is_none(),
            weighting: arguments.sublinear_tf.is_none(),
        },
        optimize: match arguments.optimize {
            Measure::MacroF1 => Optimize::MacroF1,
            Measure::Accuracy => Optimize::Accuracy,
        },
        prior: arguments.prior.clone().unwrap_or_default(),
    })
}

/// The same settings, with the languages of `articles` where they are to be detected.
pub(super) fn in_languages_of<'a>(
    articles: impl Iterator<Item = &'a Article>,
    settings: TrainingSettings,
    arguments: &LearningArguments,
) -> Result<TrainingSettings> {
    if arguments.lang.parse::<LanguageChoice>()? != LanguageChoice::Auto {
        return Ok(settings);
    }
    let articles: Vec<&Article> = articles.collect();
    Ok(TrainingSettings { vectorizer: settings.vectorizer.languages(languages_of(&articles)), ..settings })
}
