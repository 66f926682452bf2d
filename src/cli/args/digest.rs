//! What can be typed after `slugline digest`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};

use crate::digest::TITLE;

use super::{
    DecisionArguments, InputArguments, LineArguments, MaskingArguments, ModelArguments, OutputArguments,
    RulesArguments, StatsArguments, StoriesArgument,
};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline digest feeds/*.xml\n  \
    slugline digest feeds/ --since 24h --top 10 --to html -o today.html\n  \
    slugline digest feeds/ --topics cybersecurity,unsure --to md\n  \
    slugline digest feeds/ --to eml --title \"Morning brief\" --mail-to desk@example.org -o today.eml\n  \
    slugline digest feeds/ --to rss --feed-url https://example.org/digest.xml -o digest.xml\n  \
    slugline digest feeds/ --template my-page.html -o today.html\n  \
    slugline digest feeds/ --verbose > today.txt\n  \
    curl -s https://example.org/feed | slugline digest -")]
pub(in crate::cli) struct DigestArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) model: ModelArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// The form of the digest [default: by the ending of FILE, else text]
    #[arg(long, value_name = "FORM")]
    pub(in crate::cli) to: Option<DigestForm>,

    /// Write it in a layout of your own: a template in the language of Jinja; .html and .xml are escaped (docs/output.md)
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    pub(in crate::cli) template: Option<PathBuf>,

    /// What stands above the digest
    #[arg(long, value_name = "TEXT", default_value = TITLE, value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) title: String,

    /// Say on standard error what is amiss with inputs that could be read, as `slugline check --problems` does
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,

    #[command(flatten)]
    pub(in crate::cli) stats: StatsArguments,

    #[command(flatten)]
    pub(in crate::cli) masking: MaskingArguments,

    #[command(flatten)]
    pub(in crate::cli) decision: DecisionArguments,

    #[command(flatten)]
    pub(in crate::cli) rules: RulesArguments,

    #[command(flatten)]
    pub(in crate::cli) line: LineArguments,

    // Headings of the help hold for what follows: flags under one come last.
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArguments,

    #[command(flatten)]
    pub(in crate::cli) feed: FeedArguments,

    #[command(flatten)]
    pub(in crate::cli) mail: MailArguments,
}

/// What is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Stories")]
pub(in crate::cli) struct SelectionArguments {
    /// Which articles are shown as one
    #[arg(long, value_name = "SCOPE", default_value = "stories")]
    pub(in crate::cli) stories: StoriesArgument,

    /// Leave out what was published before: 24h, 7d, a day such as 2026-11-25 (UTC), or a moment; articles without a date stay
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) since: Option<String>,

    /// Show so many stories of each topic at most, and count the others
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(in crate::cli) top: Option<u64>,

    /// Show these topics only, with commas between their names; `unsure` is what no topic could be justified for
    #[arg(long, value_name = "NAMES")]
    pub(in crate::cli) topics: Option<String>,
}

/// Where a feed is put on the web.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --to rss")]
pub(in crate::cli) struct FeedArguments {
    /// The page that the feed belongs to [default: its own address, else that of this machine]
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) link: Option<String>,

    /// The address that the feed will have
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) feed_url: Option<String>,
}

/// Who sends a mail to whom.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --to eml")]
pub(in crate::cli) struct MailArguments {
    /// The sender, such as desk@example.org or "The Desk <desk@example.org>"
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) mail_from: Option<String>,

    /// A recipient; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) mail_to: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DigestForm {
    /// For the terminal
    Text,
    /// Markdown
    Md,
    /// One page that stands alone: to print, to publish, to search
    Html,
    /// One JSON document
    Json,
    /// An RSS feed, an item per story
    Rss,
    /// A mail that is ready to be sent
    Eml,
}
