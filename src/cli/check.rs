//! `slugline check`: in which state inputs are.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Outcome;
use super::args::CheckArguments;
use super::files::Files;
use super::output::{may_colour, note, write_to};
use super::session::Session;
use crate::error::Result;
use crate::health::{Condition, HealthWatch, InputHealth};
use crate::publish::{counted, write_health_json, write_health_text};

pub(super) fn run(arguments: &CheckArguments, quiet: bool) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    let mut session = Session::open(&arguments.input, &Files::new([path], []), quiet)?;
    let coloured = may_colour(path);
    let mut counts = Counts::default();
    write_to(path, |out| {
        let mut write = |health: InputHealth| {
            counts.add(&health);
            if arguments.problems && !health.is_remarkable() {
                Ok(())
            } else if arguments.json {
                write_health_json(out, &health)
            } else {
                write_health_text(out, &health, coloured)
            }
        };
        // Failures are in the report: nothing is said twice.
        session.run(|events, _| {
            let mut watch = HealthWatch::new(Timestamp::now());
            for event in events {
                watch.see(&event).map_or(Ok(()), &mut write)?;
            }
            watch.finish().map_or(Ok(()), &mut write)
        })
    })?;
    if !quiet {
        note(&counts.summary());
    }
    let is_all_read = counts.is_all_read() && session.n_failed() == 0;
    Ok(if is_all_read { Outcome::Done } else { Outcome::SomeFailed })
}

/// How many inputs are in which state, and how many articles they hold.
#[derive(Default)]
pub(super) struct Counts {
    n_articles: usize,
    n_inputs: BTreeMap<Condition, usize>,
}

impl Counts {
    pub(super) fn add(&mut self, health: &InputHealth) {
        self.n_articles += health.n_articles;
        *self.n_inputs.entry(health.condition()).or_default() += 1;
    }

    /// Whether all of every input could be read.
    fn is_all_read(&self) -> bool {
        self.n_inputs.keys().all(|condition| matches!(condition, Condition::Sound | Condition::Mended))
    }

    pub(super) fn summary(&self) -> String {
        let states: Vec<String> =
            self.n_inputs.iter().map(|(condition, n)| format!("{n} {}", condition.as_str())).collect();
        let inputs = counted(self.n_inputs.values().sum::<usize>(), "input");
        format!("slugline: {inputs} ({}), {}", states.join(", "), counted(self.n_articles, "article"))
    }
}
