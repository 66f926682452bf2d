//! `slugline digest`: the main job.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Outcome;
use super::args::DigestArguments;
use super::check::Counts;
use super::decision::{model_with_prior, topic_settings};
use super::digest_form::Form;
use super::files::Files;
use super::line_making::{line_model, line_settings};
use super::output::{note, write_to};
use super::rules::{report_rules, rules};
use super::selection::selection;
use super::session::Session;
use crate::article::Status;
use crate::digest::{DigestSettings, make_digest};
use crate::error::Result;
use crate::health::{Condition, HealthWatch, InputHealth};
use crate::pipeline::{LineMaking, Tally};
use crate::publish::{Digest, write_health_text};
use crate::rules::Rules;
use crate::topics::TopicModel;

pub(super) fn run(arguments: &DigestArguments, quiet: bool) -> Result<Outcome> {
    let now = Timestamp::now();
    let path = arguments.output.output.as_deref();
    let form = Form::new(arguments, path)?;
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
        stories: arguments.selection.stories.into(),
        selection: selection(&arguments.selection, &topics(&model, rules.as_ref()), now)?,
        title: arguments.title.clone(),
    };
    let models = [arguments.model.model.as_deref(), arguments.line.line_model.as_deref()];
    let files = Files::new([path], models)
        .also_reading(arguments.template.as_deref(), "the template too")
        .also_reading(arguments.rules.rules.as_deref(), "the rules too");
    let mut session = Session::open(&arguments.input, &files, quiet)?;
    session.measure(arguments.stats.stats);
    let mut watch = HealthWatch::new(now);
    let mut healths = Vec::new();
    let (mut reading, start) = (Duration::ZERO, Instant::now());
    let digest = session.run(|events, report| {
        let events = std::iter::from_fn(|| {
            let start = Instant::now();
            let event = events.next();
            reading += start.elapsed();
            healths.extend(event.as_ref().and_then(|event| watch.see(event)));
            event
        });
        make_digest(events, &model, settings, report)
    })?;
    let computing = start.elapsed().saturating_sub(reading);
    if arguments.verbose {
        healths.extend(watch.finish());
        note_health(&healths);
    }
    let tally = tally(&digest);
    session.refuse_nothing(&tally)?;
    let start = Instant::now();
    write_to(path, |out| form.write(out, &digest))?;
    session.add_stages([("reading", reading), ("computing", computing), ("writing", start.elapsed())]);
    if let Some(rules) = &rules {
        report_rules(rules, &digest.rules, tally.rows, true, quiet);
    }
    Ok(session.close(&tally))
}

/// The topics that stories may have: those of the model, then those that only rules give, in their order.
fn topics(model: &TopicModel, rules: Option<&Rules>) -> Vec<String> {
    let mut topics = model.topics().to_vec();
    for rule in rules.map(Rules::as_slice).unwrap_or_default() {
        if !topics.contains(&rule.topic) {
            topics.push(rule.topic.clone());
        }
    }
    topics
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
