//! `slugline digest`: the main job.

use jiff::Timestamp;

use super::Outcome;
use super::args::{DigestArguments, DigestForm};
use super::check::Counts;
use super::decision::{model_with_prior, topic_settings};
use super::files::Files;
use super::line_making::{line_model, line_settings};
use super::output::{may_colour, note, write_to};
use super::rules::{report_rules, rules};
use super::session::Session;
use crate::article::Status;
use crate::digest::{DigestSettings, Selection, make_digest};
use crate::error::Result;
use crate::health::{Condition, HealthWatch, InputHealth};
use crate::pipeline::{LineMaking, Tally};
use crate::publish::{
    Digest, write_digest_json, write_digest_markdown, write_digest_text, write_health_text,
};

pub(super) fn run(arguments: &DigestArguments, quiet: bool) -> Result<Outcome> {
    let model = model_with_prior(&arguments.model, arguments.decision.prior.prior.as_ref())?;
    let rules = rules(&arguments.rules, &model)?;
    let settings = DigestSettings {
        topics: topic_settings(&model, &arguments.decision, rules.as_ref()),
        line: LineMaking {
            model: &line_model(&arguments.line)?,
            settings: line_settings(&arguments.line),
            with_text: false,
            with_sentences: false,
        },
        masking: arguments.masking.masking(),
        stories: arguments.stories.into(),
        selection: Selection::default(),
        title: arguments.title.clone(),
    };
    let path = arguments.output.output.as_deref();
    let files = Files::new([path], [arguments.model.model.as_deref(), arguments.line.line_model.as_deref()])
        .with_rules(arguments.rules.rules.as_deref());
    let mut session = Session::open(&arguments.input, &files, quiet)?;
    let mut watch = HealthWatch::new(Timestamp::now());
    let mut healths = Vec::new();
    let digest = session.run(|events, report| {
        let events = events.inspect(|event| healths.extend(watch.see(event)));
        make_digest(events, &model, settings, report)
    })?;
    if arguments.verbose {
        healths.extend(watch.finish());
        note_health(&healths);
    }
    let tally = tally(&digest);
    session.refuse_nothing(&tally)?;
    write_to(path, |out| match arguments.to {
        DigestForm::Text => write_digest_text(out, &digest, may_colour(path)),
        DigestForm::Md => write_digest_markdown(out, &digest),
        DigestForm::Json => write_digest_json(out, &digest),
    })?;
    if let Some(rules) = &rules {
        report_rules(rules, &digest.rules, tally.rows, true, quiet);
    }
    Ok(session.close(&tally))
}

/// What is wrong with inputs, failures aside, which have been reported.
fn note_health(healths: &[InputHealth]) {
    let mut counts = Counts::default();
    let mut remarks = Vec::new();
    for health in healths {
        counts.add(health);
        if health.is_remarkable() && health.condition() != Condition::Failed {
            // Writing into memory does not fail.
            let _ = write_health_text(&mut remarks, health, false);
        }
    }
    note(&format!("{}{}", String::from_utf8_lossy(&remarks), counts.summary()));
}

fn tally(digest: &Digest) -> Tally {
    let count = |status| digest.entries.iter().filter(|entry| entry.status == status).count();
    Tally {
        rows: digest.entries.len(),
        unsure: count(Status::Unsure),
        empty: count(Status::Empty),
        errors: count(Status::Error),
    }
}
