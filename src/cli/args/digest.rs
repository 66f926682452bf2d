//! What can be typed after `slugline digest`.

use clap::{Args, ValueEnum};

use crate::digest::TITLE;

use super::{
    DecisionArguments, InputArguments, LineArguments, MaskingArguments, ModelArguments, OutputArguments,
    RulesArguments, StoriesArgument,
};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline digest feeds/*.xml\n  \
    slugline digest feeds/ --to md -o today.md\n  \
    slugline digest feeds/ --verbose > today.txt\n  \
    curl -s https://example.org/feed | slugline digest -")]
pub(in crate::cli) struct DigestArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) model: ModelArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// The form of the digest
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(in crate::cli) to: DigestForm,

    /// Which articles are shown as one
    #[arg(long, value_name = "SCOPE", default_value = "stories")]
    pub(in crate::cli) stories: StoriesArgument,

    /// What stands above the digest
    #[arg(long, value_name = "TEXT", default_value = TITLE)]
    pub(in crate::cli) title: String,

    /// Say on standard error what is amiss with inputs that could be read, as `slugline check --problems` does
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,

    #[command(flatten)]
    pub(in crate::cli) masking: MaskingArguments,

    #[command(flatten)]
    pub(in crate::cli) decision: DecisionArguments,

    #[command(flatten)]
    pub(in crate::cli) rules: RulesArguments,

    #[command(flatten)]
    pub(in crate::cli) line: LineArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum DigestForm {
    /// For the terminal
    Text,
    /// Markdown
    Md,
    /// One JSON document
    Json,
}
