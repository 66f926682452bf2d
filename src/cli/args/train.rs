//! What can be typed after `slugline train`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::{ColumnArguments, LearningArguments, ShardArguments, StatsArguments};
use crate::ingest::Format;

#[derive(Debug, Args)]
#[command(
    after_help = "Labelled articles have a `label` (or `topic`, `category`) beside their `title` and `text`. Several labels stand in \
    `labels` (or `topics`): a list, or in a table a cell with `;` or `|` between them; an empty one says that an article \
    has none of the topics.\n\n\
    Examples:\n  \
    slugline train labelled.jsonl -o my.slug\n  \
    slugline train a.csv b.csv --label-column section -o my.slug\n  \
    slugline train labelled.jsonl --optimize accuracy -o my.slug\n  \
    slugline train labelled.jsonl --algorithm complement --alpha 0.3 -o my.slug\n  \
    slugline train labelled.jsonl --lang de,fr,en -o my.slug\n  \
    slugline train new.jsonl --from my.slug -o my.slug\n  \
    slugline train corrected.jsonl --from my.slug --forget mislabelled.jsonl -o my.slug\n  \
    slugline train labelled.jsonl --algorithm complement --shard 2/8 -o 2.counts (see slugline help merge)"
)]
pub(in crate::cli) struct TrainArguments {
    /// Files, folders, globs, or - for standard input
    #[arg(value_name = "INPUT", required_unless_present = "forget")]
    pub(in crate::cli) inputs: Vec<OsString>,

    /// The model file to write; it appears whole or not at all
    #[arg(short, long, value_name = "MODEL", required = true)]
    pub(in crate::cli) output: PathBuf,

    #[command(flatten)]
    pub(in crate::cli) stats: StatsArguments,

    #[command(flatten)]
    pub(in crate::cli) more: LearningMoreArguments,

    #[command(flatten)]
    pub(in crate::cli) sharding: ShardArguments,

    /// The input's format: feed, jsonl, json, csv, parquet, fasttext, html, mail, text (one article) or page (several) [default: told from its content]
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(in crate::cli) format: Option<Format>,

    #[command(flatten)]
    pub(in crate::cli) columns: ColumnArguments,

    #[command(flatten)]
    pub(in crate::cli) learning: LearningArguments,
}

/// Which model is to learn more.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning more")]
pub(in crate::cli) struct LearningMoreArguments {
    /// Keep this model's terms and settings, and add the articles to what it learnt (the name of a format, such as jsonl, is
    /// taken for --format; a model of that name goes as ./jsonl)
    #[arg(long, value_name = "MODEL")]
    pub(in crate::cli) from: Option<OsString>,

    /// Take these articles, labelled as they were learnt, out of that model; all that follows is taken out, so articles to
    /// learn come before
    #[arg(long, value_name = "INPUT", num_args = 1.., requires = "from")]
    pub(in crate::cli) forget: Vec<OsString>,

    /// What that model learnt before, where it has to be re-fitted on everything
    #[arg(long, value_name = "INPUT", num_args = 1.., requires = "from")]
    pub(in crate::cli) earlier: Vec<OsString>,
}
