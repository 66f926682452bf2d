//! `slugline completions` and `slugline man`: what a package installs beside the program.

use clap::CommandFactory;

use super::Outcome;
use super::args::{Arguments, CompletionsArguments, ManArguments};
use super::output::write_to;
use crate::error::{Error, ErrorKind, Result};

/// Prints a completion script.
pub(super) fn completions(arguments: &CompletionsArguments) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "slugline", &mut script);
    write_to(None, |out| Ok(out.write_all(&script)?))?;
    Ok(Outcome::Done)
}

/// Prints the manual page of the program or of one command.
pub(super) fn man(arguments: &ManArguments) -> Result<Outcome> {
    let mut program = Arguments::command();
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Error::new(ErrorKind::Parameter, format!("no command `{name}`; see slugline --help"))
        })?,
    };
    write_to(None, |out| Ok(clap_mangen::Man::new(page).render(out)?))?;
    Ok(Outcome::Done)
}
