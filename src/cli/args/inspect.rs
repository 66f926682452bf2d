//! What can be typed after `slugline inspect`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArguments;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  slugline inspect my.slug\n  slugline inspect --json")]
pub(in crate::cli) struct InspectArguments {
    /// A model file [default: the built-in digital-policy model]
    #[arg(value_name = "MODEL")]
    pub(in crate::cli) model: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,
}
