//! What can be typed about rules beside the model.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesArguments {
    /// Rules beside the model, in TOML: articles with these words have that topic. docs/rules.md tells how they are written
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) rules: Option<PathBuf>,
}
