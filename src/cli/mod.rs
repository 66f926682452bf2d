//! The command line: what was typed (`args`), what is meant (`session`, `settings`, `files`, `selection`, `digest_form`), where rows go (`row_output`), and one file per command; `train --from`
//! is `learning_more`, `train --shard` is `shard`.

mod args;
mod audit;
mod boilerplate;
mod check;
mod classify;
mod completions;
mod decision;
mod digest;
mod digest_form;
mod eval;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
mod files;
mod inspect;
mod kept_settings;
mod learning_more;
mod line_making;
mod measure;
mod merge;
mod output;
mod progress;
mod row_output;
mod rules;
mod selection;
mod session;
mod settings;
mod shard;
mod stories;
mod summarize;
mod train;
mod train_line;

use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::parallel;
use args::{Arguments, Command};

/// The exit code where nothing could be done.
const NOTHING_DONE: u8 = 2;

/// How a run ended that did something, as the exit code says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All done: 0.
    Done,
    /// Some inputs failed, the rest is written: 1.
    SomeFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::SomeFailed => Self::from(1),
        }
    }
}

/// Parses the command line, runs the command, and reports what went wrong on standard error.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::parse_typed() {
        Ok(arguments) => arguments,
        Err(message) => {
            // Help and version go to standard output with 0, mistakes to standard error with 2.
            let _ = message.print();
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(NOTHING_DONE));
        }
    };
    let n_threads = arguments.threads;
    match parallel::with_threads(n_threads, || dispatch(arguments)).and_then(|outcome| outcome) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            NOTHING_DONE.into()
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<Outcome> {
    let quiet = arguments.quiet;
    match arguments.command {
        Command::Digest(command) => digest::run(&command, quiet),
        Command::Train(command) => train::run(&command, quiet),
        Command::Merge(command) => merge::run(&command, quiet),
        Command::TrainLine(command) => train_line::run(&command, quiet),
        Command::Classify(command) => classify::run(&command, quiet),
        Command::Summarize(command) => summarize::run(&command, quiet),
        Command::Eval(command) => eval::run(&command, quiet),
        Command::Explain(command) => explain::run(&command, quiet),
        Command::Audit(command) => audit::run(&command, quiet),
        Command::Stories(command) => stories::run(&command, quiet),
        Command::Boilerplate(command) => boilerplate::run(&command, quiet),
        Command::Check(command) => check::run(&command, quiet),
        #[cfg(feature = "fetch")]
        Command::Fetch(command) => fetch::run(&command, quiet),
        Command::Inspect(command) => inspect::run(&command),
        Command::Completions(command) => completions::completions(&command),
        Command::Man(command) => completions::man(&command),
    }
}

/// Prints `error` as `slugline: message` on standard error.
fn report(error: &Error) {
    output::diagnostic("error", &error.to_string());
}
