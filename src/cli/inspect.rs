//! `slugline inspect`: what is in a model.

use super::Outcome;
use super::args::InspectArguments;
use super::files::Files;
use super::output::write_to;
use super::session::model_at;
use crate::error::Result;
use crate::publish::{write_model_json, write_model_text};

pub(super) fn run(arguments: &InspectArguments) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    Files::new([path], [arguments.model.as_deref()]).check([])?;
    let model = model_at(arguments.model.as_deref())?;
    write_to(path, |out| {
        if arguments.json { write_model_json(out, &model) } else { write_model_text(out, &model) }
    })?;
    Ok(Outcome::Done)
}
