//! `slugline fetch`: what is new on the feeds of a list, into a folder.

use std::path::Path;

use super::Outcome;
use super::args::FetchArguments;
use super::files::Files;
use super::output::{diagnostic, may_colour, note, write_to};
use super::progress::count_bar;
use crate::error::{Error, ErrorKind, Result};
use crate::fetch::{Folder, Progress, Status, find_subscriptions};
use crate::publish::{FetchTally, write_fetched_json, write_fetched_text};

pub(super) fn run(arguments: &FetchArguments, quiet: bool) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    Files::new([path], []).check(arguments.feeds.iter().map(Path::new))?;
    let (list, failures) = find_subscriptions(&arguments.feeds);
    for failure in &failures {
        diagnostic("warning", &format!("{}: {}", failure.name, failure.error));
    }
    if list.is_empty() {
        return Err(Error::new(ErrorKind::Data, "there is no feed to ask"));
    }
    let mut folder = Folder::open(&arguments.into)?;
    if let Some(trouble) = folder.trouble() {
        diagnostic("warning", trouble);
    }
    let coloured = may_colour(path);
    let bar = count_bar(list.len() as u64, quiet);
    let mut tally = FetchTally::default();
    let written = write_to(path, |out| {
        folder.fetch(&list, &arguments.options(), &mut |progress| match progress {
            Progress::Done(n_done) => {
                bar.set_position(n_done as u64);
                Ok(())
            }
            Progress::Outcome(outcome) => {
                tally.add(outcome);
                bar.suspend(|| {
                    if arguments.json {
                        write_fetched_json(out, outcome)?;
                    } else {
                        write_fetched_text(out, outcome, coloured)?;
                    }
                    // Whoever waits sees each as it comes.
                    Ok(out.flush()?)
                })
            }
        })
    });
    bar.finish_and_clear();
    written?;
    if !quiet {
        note(&format!("slugline: {}", tally.in_words()));
    }
    let n_failed = tally.n(Status::Failed);
    if n_failed == tally.total() {
        return Err(Error::new(ErrorKind::Data, "no feed could be fetched; the reasons are above"));
    }
    Ok(if n_failed + failures.len() == 0 { Outcome::Done } else { Outcome::SomeFailed })
}
