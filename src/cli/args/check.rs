//! What can be typed after `slugline check`.

use clap::Args;

use super::{InputArguments, OutputArguments};

#[derive(Debug, Args)]
#[command(
    after_help = "An input is sound; mended, where it had to be put right to be read; damaged, where some of it could not be read; or failed.\n\n\
    A teaser is a text of fewer than 280 characters, or one that ends in \"…\". A copy has the id, the link, or the title and text of an \
    earlier article of its input. A date is in the future where it is more than an hour ahead.\n\n\
    Examples:\n  \
    slugline check feeds/\n  \
    slugline check archive.jsonl.gz\n  \
    slugline check feeds/ --problems\n  \
    slugline check feeds/ --json -o health.jsonl"
)]
pub(in crate::cli) struct CheckArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// Leave out inputs that are sound and hold articles, none of them without text, a copy or dated in the future
    #[arg(long)]
    pub(in crate::cli) problems: bool,

    /// Print one JSON object per input
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
