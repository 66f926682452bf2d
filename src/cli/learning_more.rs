//! `slugline train --from MODEL`: articles are added to what a model learnt, and others taken out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{InputArguments, TrainArguments};
use super::files::Files;
use super::kept_settings::refuse_other_settings;
use super::measure::Measure;
use super::output::{diagnostic, note};
use super::progress::spinner;
use super::session::Session;
use crate::article::{Article, Span};
use crate::boilerplate::KnownLines;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Format;
use crate::pipeline::Tally;
use crate::publish::write_learning_text;
use crate::store::{load, save};
use crate::topics::{Example, TrainingReport, examples_among, learn_more, refit};

/// What `--from` means.
pub(super) enum Start {
    /// A first training, on inputs of this format.
    Anew(Option<Format>),
    /// This model learns more.
    Model(PathBuf),
}

impl TrainArguments {
    /// Whether a model is to learn more.
    ///
    /// # Errors
    /// Where `--from` names a format and something else does too, or there is something to forget and no model.
    pub(super) fn start(&self) -> Result<Start> {
        let refuse = |message: &str| Err(Error::new(ErrorKind::Parameter, message));
        let Some(from) = &self.more.from else { return Ok(Start::Anew(self.format)) };
        let Some(format) = from.to_str().and_then(|from| from.parse().ok()) else {
            return Ok(Start::Model(from.into()));
        };
        if self.format.is_some_and(|other| other != format) {
            return refuse(
                "--from and --format name two formats; a model whose name is that of a format goes as ./NAME",
            );
        }
        if !(self.more.forget.is_empty() && self.more.earlier.is_empty()) {
            return refuse(
                "--from names a format; to forget, name the model with it (./NAME where its name is that of a format)",
            );
        }
        Ok(Start::Anew(Some(format)))
    }

    /// What is to be read, as the other commands have it.
    pub(super) fn input(&self, inputs: &[OsString], format: Option<Format>) -> InputArguments {
        InputArguments { inputs: inputs.to_vec(), format, columns: self.columns.clone() }
    }
}

/// Lets the model at `path` learn more, and writes it.
pub(super) fn run(arguments: &TrainArguments, path: &Path, quiet: bool) -> Result<Outcome> {
    let model = load(path)?;
    refuse_other_settings(&arguments.learning, &model, path)?;
    let lines = KnownLines::from_hashes(model.learnt().known_lines.as_slice().to_vec());
    let mut measure = arguments.stats.stats.then(Measure::begin);
    let mut end_stage = |name| measure.iter_mut().for_each(|measure| measure.end_stage(name));
    let read = |inputs: &[OsString]| Labelled::read(arguments, inputs, &lines, quiet);
    let (new, gone) = (read(&arguments.inputs)?, read(&arguments.more.forget)?);
    let has_sums = model.learnt().sums.is_some();
    let earlier = if has_sums { Labelled::default() } else { read(&arguments.more.earlier)? };
    if has_sums && !arguments.more.earlier.is_empty() {
        diagnostic(
            "warning",
            &format!("{} is naive Bayes and needs no --earlier, which was not read", path.display()),
        );
    }
    let have_several = model.is_multi_label();
    let (added, added_report) = new.examples("learn", have_several)?;
    let (forgotten, forgotten_report) = gone.examples("forget", have_several)?;
    let (known, _) = earlier.examples("learn again", have_several)?;
    end_stage("reading");
    let progress = spinner("learning", quiet);
    let is_refitted = !known.is_empty();
    let (model, report) = if is_refitted {
        refit(model, &known, &added, &forgotten)?
    } else {
        learn_more(model, &added, &forgotten)?
    };
    progress.finish_and_clear();
    end_stage("learning");
    let model = if is_refitted { model.with_files([earlier.names(), new.names()].concat()) } else { model };
    save(&model, &arguments.output)?;
    end_stage("writing");
    if !quiet {
        let mut text = Vec::new();
        write_learning_text(&mut text, &model, &report, &added_report, &forgotten_report)?;
        note(String::from_utf8_lossy(&text).trim_end());
        note(&format!("Wrote {}.", arguments.output.display()));
    }
    let all = [new, gone, earlier];
    let outcomes = all.each_ref().map(Labelled::close);
    if let Some(measure) = measure {
        let n_bytes = all.iter().filter_map(|of| of.session.as_ref()).map(Session::bytes_read).sum();
        note(&measure.report(all.iter().map(|of| of.tally.rows).sum(), n_bytes));
    }
    Ok(if outcomes.contains(&Outcome::SomeFailed) { Outcome::SomeFailed } else { Outcome::Done })
}

/// Labelled articles of some of the inputs; none where there are no inputs.
#[derive(Default)]
struct Labelled {
    articles: Vec<Article>,
    masks: Vec<Vec<Span>>,
    tally: Tally,
    session: Option<Session>,
}

impl Labelled {
    fn read(
        arguments: &TrainArguments,
        inputs: &[OsString],
        lines: &KnownLines,
        quiet: bool,
    ) -> Result<Self> {
        if inputs.is_empty() {
            return Ok(Self::default());
        }
        let input = arguments.input(inputs, arguments.format);
        let files = Files::new([Some(arguments.output.as_path())], []);
        let mut session = Session::open(&input, &files, quiet)?;
        let (articles, tally) = session.read_articles()?;
        let masks = lines.masks(&articles);
        Ok(Self { articles, masks, tally, session: Some(session) })
    }

    /// The examples among the articles, of which there is one unless nothing was to be read. Where `have_several`, the model's
    /// articles may have several labels, or none.
    fn examples(&self, purpose: &str, have_several: bool) -> Result<(Vec<Example<'_>>, TrainingReport)> {
        let several = have_several || self.articles.iter().any(|article| article.labels.len() > 1);
        let (found, report) = examples_among(&self.articles, &self.masks, several);
        if self.session.is_some() && found.is_empty() {
            return Err(Error::new(
                ErrorKind::Data,
                format!(
                    "no article to {purpose} has a label and a word; is the label column right? see --label-column"
                ),
            ));
        }
        Ok((found, report))
    }

    fn names(&self) -> Vec<String> {
        self.session.as_ref().map(Session::file_names).unwrap_or_default()
    }

    fn close(&self) -> Outcome {
        self.session.as_ref().map_or(Outcome::Done, |session| session.close(&self.tally))
    }
}
