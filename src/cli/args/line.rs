//! What can be typed about lines: how long, how many sentences, by which weights; and after `slugline train-line`.

use std::path::PathBuf;

use clap::Args;

use super::{InputArguments, ModelArguments};

/// How lines are made.
#[derive(Debug, Args)]
#[command(next_help_heading = "Line")]
pub(in crate::cli) struct LineArguments {
    /// The most characters a line may have, all its sentences together; 0 for no limit and whole sentences [default: 160 for each sentence]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = parse_max_chars)]
    pub(in crate::cli) max_chars: Option<usize>,

    /// Sentences per line at most; those that are chosen do not repeat each other, and stand in the order of the article
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = parse_n_sentences)]
    pub(in crate::cli) sentences: usize,

    /// Let a sentence be the line that only repeats the title, though there are others
    #[arg(long)]
    pub(in crate::cli) allow_echo: bool,

    /// Weights that `slugline train-line` made [default: the built-in ones]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) line_model: Option<PathBuf>,
}

fn parse_max_chars(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "give a number of characters, or 0 for no limit".to_owned())
}

fn parse_n_sentences(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=100) => Ok(n),
        _ => Err("a line has 1 to 100 sentences".to_owned()),
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "An article comes with its lines in `refs` (a list; in a table one line) or `summary`, beside its `text` and, if it has one, its \
    `title`. Articles without are left out. A few hundred are enough to learn from.\n\n\
    Examples:\n  \
    slugline train-line pairs.jsonl -o my-line.json\n  \
    slugline summarize news.jsonl --line-model my-line.json\n  \
    slugline train-line pairs.jsonl --cv 10 --out lines.jsonl"
)]
pub(in crate::cli) struct TrainLineArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,

    #[command(flatten)]
    pub(in crate::cli) model: ModelArguments,

    /// The file of line weights to write; it appears whole or not at all. This or --out has to be given
    #[arg(short, long, value_name = "FILE", required_unless_present = "out")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Folds of the cross-validation
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(in crate::cli) cv: u16,

    /// Also write the line of each article by weights learnt without it, as `slugline summarize` writes them
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,

    /// The most characters of those lines; 0 for whole sentences
    #[arg(long, value_name = "N", default_value_t = 160, allow_negative_numbers = true, value_parser = parse_max_chars)]
    pub(in crate::cli) max_chars: usize,
}
