//! What can be typed after `slugline audit`.

use clap::{Args, ValueEnum};

use super::{InputArguments, LearningArguments, OutputArguments};

#[derive(Debug, Args)]
#[command(after_help = "Labels are judged by a model that has not seen the row, nor a copy of it.\n\n\
    Examples:\n  \
    slugline audit labelled.jsonl\n  \
    slugline audit labelled.csv --label-column section --limit 50\n  \
    slugline audit labelled.jsonl --to jsonl -o findings.jsonl")]
pub(in crate::cli) struct AuditArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// The form of the findings
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(in crate::cli) to: AuditForm,

    /// So many findings of each kind at most, in text; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) limit: usize,

    #[command(flatten)]
    pub(in crate::cli) learning: LearningArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum AuditForm {
    /// For the terminal
    Text,
    /// One JSON object per finding, all of them
    Jsonl,
}
