//! `slugline audit`: which labels look wrong, which rows are copies, and what else is wrong with labelled articles.

use super::Outcome;
use super::args::{AuditArguments, AuditForm};
use super::files::Files;
use super::output::{may_colour, note, write_to};
use super::progress::spinner;
use super::session::Session;
use super::settings::training_settings;
use crate::error::Result;
use crate::publish::{write_audit_json, write_audit_text};
use crate::topics::audit;

pub(super) fn run(arguments: &AuditArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    let path = arguments.output.output.as_deref();
    let mut session = Session::open(&arguments.input, &Files::new([path], []), quiet)?;
    let (articles, masks, tally) = session.read_all(arguments.learning.masking.masking())?;
    let progress = spinner("auditing", quiet);
    let labelled = articles.iter().filter(|article| !article.labels.is_empty());
    let settings = settings.in_languages_of(labelled, &arguments.learning.lang);
    let (audit, report) = audit(&articles, &masks, &settings)?;
    progress.finish_and_clear();
    if report.n_unlabelled > 0 && !quiet {
        note(&format!("{} without a label, passed over.", report.n_unlabelled));
    }
    write_to(path, |out| match arguments.to {
        AuditForm::Text => write_audit_text(out, &audit, arguments.limit, may_colour(path)),
        AuditForm::Jsonl => write_audit_json(out, &audit),
    })?;
    Ok(session.close(&tally))
}
