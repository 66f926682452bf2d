//! `slugline train`: learns a model from labelled articles.

use super::args::TrainArguments;
use super::files::Files;
use super::learning_more::Start;
use super::output::note;
use super::progress::spinner;
use super::session::Session;
use super::settings::training_settings;
use super::{Outcome, learning_more, shard};
use crate::boilerplate::KnownLines;
use crate::error::Result;
use crate::publish::write_training_text;
use crate::store::save;
use crate::topics::{examples, train};

pub(super) fn run(arguments: &TrainArguments, quiet: bool) -> Result<Outcome> {
    let format = match arguments.start()? {
        Start::Anew(format) => format,
        Start::Model(path) => return learning_more::run(arguments, &path, quiet),
    };
    if let Some(number) = arguments.sharding.shard {
        return shard::run(arguments, number, format, quiet);
    }
    let settings = training_settings(&arguments.learning)?;
    let input = arguments.input(&arguments.inputs, format);
    let files = Files::new([Some(arguments.output.as_path())], []);
    let mut session = Session::open(&input, &files, quiet)?;
    session.measure(arguments.stats.stats);
    let (articles, masks, tally) = session.read_all(arguments.learning.masking.masking())?;
    let lines = KnownLines::of(&articles, &masks);
    let masks = lines.masks(&articles);
    let (examples, report) = examples(&articles, &masks);
    session.end_stage("reading");
    let progress = spinner("learning", quiet);
    let articles = examples.iter().map(|example| example.article);
    let settings = settings.in_languages_of(articles, &arguments.learning.lang);
    let model = train(&examples, &settings)?;
    progress.finish_and_clear();
    session.end_stage("learning");
    let model = model.with_known_lines(lines.hashes()).with_files(session.file_names());
    save(&model, &arguments.output)?;
    session.end_stage("writing");
    if !quiet {
        let mut text = Vec::new();
        write_training_text(&mut text, &model, &report)?;
        note(String::from_utf8_lossy(&text).trim_end());
        note(&format!("Wrote {}.", arguments.output.display()));
    }
    Ok(session.close(&tally))
}
