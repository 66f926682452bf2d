//! `slugline audit`: which labels look wrong, which rows are copies, and what else is wrong with labelled articles.

use super::Outcome;
use super::args::{AuditArguments, AuditForm};
use super::output::{may_colour, note, write_to};
use super::progress::spinner;
use super::session::{Session, in_languages_of, training_settings};
use crate::error::Result;
use crate::publish::{write_audit_json, write_audit_text};
use crate::topics::audit;

pub(super) fn run(arguments: &AuditArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    let path = arguments.output.output.as_deref();
    let mut session = Session::open(&arguments.input, path, quiet)?;
    let (articles, masks, tally) = session.read_all()?;
    session.refuse_nothing(&tally)?;
    let progress = spinner("auditing", quiet);
    let labelled = articles.iter().filter(|article| !article.labels.is_empty());
    let settings = in_languages_of(labelled, settings, &arguments.learning)?;
    let (audit, report) = audit(&articles, &masks, &settings)?;
    progress.finish_and_clear();
    let notes = [(report.n_unlabelled, "without a label, passed over")];
    for (n, what) in notes.into_iter().filter(|(n, _)| *n > 0 && !quiet) {
        note(&format!("{n} {what}."));
    }
    write_to(path, |out| match arguments.to {
        AuditForm::Text => write_audit_text(out, &audit, arguments.limit, may_colour(path)),
        AuditForm::Jsonl => write_audit_json(out, &audit),
    })?;
    Ok(session.close(&tally))
}
