//! `slugline train`: learns a model from labelled articles.

use super::Outcome;
use super::args::TrainArguments;
use super::output::note;
use super::progress::spinner;
use super::session::{Session, in_languages_of, training_settings};
use crate::error::Result;
use crate::publish::write_training_text;
use crate::store::save;
use crate::topics::{examples, train};

pub(super) fn run(arguments: &TrainArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    let mut session = Session::open(&arguments.input, Some(&arguments.output), quiet)?;
    let (articles, masks, tally) = session.read_all()?;
    session.refuse_nothing(&tally)?;
    let (examples, report) = examples(&articles, &masks);
    let progress = spinner("learning", quiet);
    let settings = in_languages_of(&examples, settings, &arguments.learning)?;
    let model = train(&examples, &settings)?;
    progress.finish_and_clear();
    save(&model, &arguments.output)?;
    if !quiet {
        let mut text = Vec::new();
        write_training_text(&mut text, &model, &report)?;
        note(String::from_utf8_lossy(&text).trim_end());
        note(&format!("Wrote {}.", arguments.output.display()));
    }
    Ok(session.close(&tally))
}
