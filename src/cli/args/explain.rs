//! What can be typed after `slugline explain`.

use clap::Args;

use super::{
    InputArguments, MaskingArguments, ModelArguments, OutputArguments, PriorArguments, RulesArguments,
};

#[derive(Debug, Args)]
#[command(
    after_help = "The contributions of all terms and the intercept add up to the margin: the difference of the two topics' \
    scores, before calibration and prior. A term contributes its TF-IDF value times the difference of its weights.\n\n\
    Examples:\n  \
    slugline explain article.txt\n  \
    slugline explain news.jsonl -m my.slug --limit 5 --with-text\n  \
    slugline explain news.jsonl --json -o why.jsonl"
)]
pub(in crate::cli) struct ExplainArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) model: ModelArguments,
    #[command(flatten)]
    pub(in crate::cli) prior: PriorArguments,
    #[command(flatten)]
    pub(in crate::cli) rules: RulesArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,
    #[command(flatten)]
    pub(in crate::cli) masking: MaskingArguments,

    /// So many terms at most for each of the two topics; 0 for all [default: 10, all with --json]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// Add title and cleaned text, in text with the words marked: [+word] speaks for the topic, [-word] for the runner-up. A
    /// terminal shows them in any case, in green and red
    #[arg(long)]
    pub(in crate::cli) with_text: bool,

    /// Print JSON, one object per article
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
