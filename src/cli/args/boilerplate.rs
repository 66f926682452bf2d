//! What can be typed about boilerplate, and after `slugline boilerplate`.

use clap::{Args, ValueEnum};

use super::{InputArguments, OutputArguments};
use crate::pipeline::Masking;

/// What becomes of boilerplate.
#[derive(Debug, Args)]
pub(in crate::cli) struct MaskingArguments {
    /// Keep boilerplate: lines that are repeated across articles of a source, or that look like a page's own ("Sign up to
    /// our newsletter"). `slugline boilerplate` shows what is masked otherwise
    #[arg(long)]
    pub(in crate::cli) keep_boilerplate: bool,
}

impl MaskingArguments {
    /// What that means.
    pub(in crate::cli) fn masking(&self) -> Masking {
        if self.keep_boilerplate { Masking::Kept } else { Masking::Masked }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Lines that several articles of a source have in common are masked for every purpose. Those that have the cues of a page's \
    own lines (an imperative, a link, \"newsletter\", \"all rights reserved\" …) are not chosen as an article's line; this works in English, \
    French, German and Spanish, for a lone article too. No article is ever masked whole.\n\n\
    \"repeated in 6 of 12 articles\" says how many articles of the source hold the line. \"cue model 0.97: imperative; link\" gives the \
    probability that it is boilerplate by its cues alone, and the cues that spoke for it.\n\n\
    Examples:\n  \
    slugline boilerplate feeds/\n  \
    slugline boilerplate news.jsonl --to jsonl -o masked.jsonl\n  \
    slugline summarize news.jsonl --keep-boilerplate    lines as if nothing were masked"
)]
pub(in crate::cli) struct BoilerplateArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// The form of the rows
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(in crate::cli) to: BoilerplateForm,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum BoilerplateForm {
    /// For the terminal
    Text,
    /// One JSON object per masked sentence
    Jsonl,
}
