//! What can be typed about shards: after `slugline train`, and after `slugline merge`.

use std::path::PathBuf;

use clap::Args;

use crate::topics::Shard;

/// Which shard of the articles is learnt from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Shards")]
pub(in crate::cli) struct ShardArguments {
    /// Learn from every Nth article only, from the Ith on, and write a part for `slugline merge`: training on several machines.
    /// Each shard takes the same inputs in the same order
    #[arg(long, value_name = "I/N", conflicts_with_all = ["from", "forget", "earlier"])]
    pub(in crate::cli) shard: Option<Shard>,

    /// The merged counts of all shards: the part has the sums of the shard's articles then, and without this flag their counts
    #[arg(long, value_name = "FILE", requires = "shard")]
    pub(in crate::cli) counts: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Parts are what `slugline train --shard I/N` writes. It takes two rounds: parts with counts merge into the counts of all \
    articles, and parts with sums, made with these, into the model. With naive Bayes it is, byte for byte, the model that `slugline train` \
    makes of all articles on one machine. The discriminative model is fitted where the sums are merged, on all rows, which the parts hold for that. The \
    order of the parts does not matter.\n\n\
    Examples:\n  \
    slugline train news.jsonl --algorithm complement --shard 1/2 -o 1.counts\n  \
    slugline train news.jsonl --algorithm complement --shard 2/2 -o 2.counts\n  \
    slugline merge 1.counts 2.counts -o all.counts\n  \
    slugline train news.jsonl --shard 1/2 --counts all.counts -o 1.sums\n  \
    slugline train news.jsonl --shard 2/2 --counts all.counts -o 2.sums\n  \
    slugline merge 1.sums 2.sums -o my.slug\n  \
    slugline merge 1.sums 2.sums --partial -o half.sums"
)]
pub(in crate::cli) struct MergeArguments {
    /// Parts with counts, or parts with sums
    #[arg(value_name = "PART", required = true)]
    pub(in crate::cli) parts: Vec<PathBuf>,

    /// The file to write, which appears whole or not at all: the counts of all shards, or the model
    #[arg(short, long, value_name = "FILE", required = true)]
    pub(in crate::cli) output: PathBuf,

    /// Some shards are missing: write one part that holds those that are there, to be merged with the others
    #[arg(long)]
    pub(in crate::cli) partial: bool,
}
