//! What can be typed: commands, flags, their help and examples. Nothing here is checked beyond its own shape.

mod audit;
mod boilerplate;
mod check;
mod decision;
mod digest;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
mod inspect;
mod learning;
mod line;
mod merge;
mod rules;
mod stories;
mod train;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::ingest::Format;
use crate::topics::GroupBy;
pub(super) use audit::{AuditArguments, AuditForm};
pub(super) use boilerplate::{BoilerplateArguments, BoilerplateForm, MaskingArguments};
pub(super) use check::CheckArguments;
pub(super) use decision::{DecisionArguments, PriorArguments};
pub(super) use digest::{DigestArguments, DigestForm, SelectionArguments};
pub(super) use explain::ExplainArguments;
#[cfg(feature = "fetch")]
pub(super) use fetch::FetchArguments;
pub(super) use inspect::InspectArguments;
pub(super) use learning::{Characters, LearningArguments, Measure};
pub(super) use line::{LineArguments, TrainLineArguments};
pub(super) use merge::{MergeArguments, ShardArguments};
pub(super) use rules::RulesArguments;
pub(super) use stories::{StoriesArgument, StoriesArguments, StoriesForm};
pub(super) use train::TrainArguments;

/// A model has been told a prior, settings have not.
const EVAL_PRIOR_HELP: &str = "How frequent topics are: train, uniform, or TOPIC=WEIGHT,… [default: as the model was told; \
    with --cv as in the training data]";

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// Reads news feeds, gives every article a topic it can justify and one line that says what happened.
#[derive(Debug, Parser)]
#[command(
    name = "slugline",
    version,
    styles = STYLES,
    after_help = "Examples:\n  \
        slugline digest feeds/                    a digest of every feed in a folder\n  \
        slugline train labelled.csv -o my.slug    learn your own topics\n  \
        slugline classify news.jsonl -m my.slug   a topic for each article, as JSON lines\n\n\
        Exit status: 0 all done; 1 some inputs failed, the rest is written; 2 nothing could be done."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Threads to work with; changes nothing but the time [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = parse_threads)]
    pub(super) threads: Option<usize>,

    /// No progress bar and no closing notes; errors are still reported
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

impl Arguments {
    /// What was typed; `train` learns which of its learning flags were, and which only have their default.
    ///
    /// # Errors
    /// A message for the person at the keyboard where it has no meaning; help and version are such messages too.
    pub(super) fn parse_typed() -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches()?;
        learning::refuse_idle(&matches)?;
        let mut arguments = Self::from_arg_matches(&matches)?;
        if let (Command::Train(train), Some((_, matches))) = (&mut arguments.command, matches.subcommand()) {
            train.learning.typed = learning::typed_flags(matches);
        }
        Ok(arguments)
    }
}

fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=1024) => Ok(n),
        _ => Err("a number of threads is 1 to 1024".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a digest: read feeds, classify, summarise, group by topic
    Digest(DigestArguments),
    /// Fetch feeds into a folder: only what has changed, at the pace that servers like
    #[cfg(feature = "fetch")]
    Fetch(FetchArguments),
    /// Learn topics from labelled articles
    Train(TrainArguments),
    /// Merge what shards of the articles were learnt to: counts, then a model
    Merge(MergeArguments),
    /// Learn what makes a good line from articles with lines that people wrote
    TrainLine(TrainLineArguments),
    /// Give each article a topic
    Classify(ClassifyArguments),
    /// Give each article one line that says what happened
    Summarize(SummarizeArguments),
    /// Measure a model on labelled articles, or settings by cross-validation
    Eval(EvalArguments),
    /// Show why articles have their topics: the terms that decided, and where they stand
    Explain(ExplainArguments),
    /// Find doubtful labels, copies and hard topics in labelled articles
    Audit(AuditArguments),
    /// Show which articles tell the same story
    Stories(StoriesArguments),
    /// Show which lines are masked as boilerplate, and why
    Boilerplate(BoilerplateArguments),
    /// Show in which state inputs are: what was mended, what is missing, what cannot be read
    Check(CheckArguments),
    /// Show what is in a model
    Inspect(InspectArguments),
    /// Print a completion script for a shell
    Completions(CompletionsArguments),
    /// Print the manual page (roff)
    Man(ManArguments),
}

/// What to read, and how.
#[derive(Debug, Args)]
pub(super) struct InputArguments {
    /// Files, folders, globs, or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(super) inputs: Vec<OsString>,

    /// The input's format: feed, jsonl, json, csv, parquet, fasttext, html, mail, text (one article) or page (several) [default: told from its content]
    #[arg(long, visible_alias = "from", value_name = "FORMAT", help_heading = "Input")]
    pub(super) format: Option<Format>,

    #[command(flatten)]
    pub(super) columns: ColumnArguments,
}

/// What the columns are called.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_field_names, reason = "they are the names of the flags")]
pub(super) struct ColumnArguments {
    /// Column (or JSON key) of the id
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) id_column: Option<String>,

    /// Column of the title; columns of a CSV without header go by number, from 1
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) title_column: Option<String>,

    /// Column of the text
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) text_column: Option<String>,

    /// Column of the link
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) url_column: Option<String>,

    /// Column of the source
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) source_column: Option<String>,

    /// Column of the date
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) date_column: Option<String>,

    /// Column of the language
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) lang_column: Option<String>,

    /// Column of the label
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) label_column: Option<String>,
}

/// Which model.
#[derive(Debug, Args)]
pub(super) struct ModelArguments {
    /// A model file [default: the built-in digital-policy model]
    #[arg(short, long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,
}

/// Where the result goes.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// Write to a file, which appears whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// What to read and by which model, for commands that write a row for every article.
#[derive(Debug, Args)]
pub(super) struct RowArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    #[command(flatten)]
    pub(super) model: ModelArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// The form of the rows [default: by the ending of FILE, else jsonl]
    #[arg(long, value_name = "FORM")]
    to: Option<RowForm>,

    #[command(flatten)]
    pub(super) batch: BatchArguments,
}

/// What a batch does where something goes wrong.
#[derive(Debug, Args)]
#[command(next_help_heading = "Batch")]
pub(super) struct BatchArguments {
    /// What becomes of a row that cannot be read
    #[arg(long, value_name = "WHAT", default_value = "row")]
    pub(super) on_error: OnError,

    /// Go on with the rows that an interrupted run with the same inputs, model and flags left in FILE.partial beside the output
    #[arg(long)]
    pub(super) resume: bool,

    #[command(flatten)]
    pub(super) stats: StatsArguments,
}

/// Whether a run says what it took.
#[derive(Debug, Args)]
pub(super) struct StatsArguments {
    /// Say at the end how many rows and bytes there were, how long each stage took, and how much memory
    #[arg(long)]
    pub(super) stats: bool,
}

/// What becomes of a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum OnError {
    /// It gets a row with the status `error`
    #[default]
    Row,
    /// It is left out, and counted
    Skip,
    /// The run ends, and no file is written
    Stop,
}

impl RowArguments {
    /// The file to write, if it is not standard output.
    pub(super) fn output(&self) -> Option<&Path> {
        self.output.output.as_deref()
    }

    /// The form that was typed, else the one that the ending of the output's name says, else JSON lines.
    pub(super) fn form(&self) -> RowForm {
        let ending = self.output().and_then(Path::extension).and_then(OsStr::to_str);
        self.to.unwrap_or_else(|| match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => RowForm::Csv,
            Some("parquet") => RowForm::Parquet,
            _ => RowForm::Jsonl,
        })
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline classify news.jsonl > topics.jsonl\n  \
    slugline classify feeds/ -m my.slug --to csv -o topics.csv\n  \
    slugline classify news.jsonl --max-error 5\n  \
    slugline classify news.jsonl --rules rules.toml\n  \
    slugline classify archive.jsonl.zst -o topics.jsonl --resume --stats\n  \
    fetch-news | slugline classify - --min-confidence 0.6")]
pub(super) struct ClassifyArguments {
    #[command(flatten)]
    pub(super) rows: RowArguments,

    #[command(flatten)]
    pub(super) masking: MaskingArguments,

    #[command(flatten)]
    pub(super) decision: DecisionArguments,

    #[command(flatten)]
    pub(super) rules: RulesArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline summarize article.txt\n  \
    slugline summarize news.jsonl --max-chars 100 -o lines.jsonl\n  \
    slugline summarize news.jsonl --sentences 3 --max-chars 500\n  \
    slugline summarize article.txt --explain\n  \
    slugline summarize feeds/ --to csv")]
pub(super) struct SummarizeArguments {
    #[command(flatten)]
    pub(super) rows: RowArguments,

    /// Add each sentence of the line with its score and what was cut from it, and why; in JSONL only
    #[arg(long)]
    pub(super) explain: bool,

    /// Add the cleaned text that the spans refer to
    #[arg(long)]
    pub(super) with_text: bool,

    #[command(flatten)]
    pub(super) masking: MaskingArguments,

    #[command(flatten)]
    pub(super) line: LineArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RowForm {
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// Parquet, into a file that -o names; in builds with the feature `parquet`
    Parquet,
}

#[derive(Debug, Args)]
#[command(mut_arg("prior", |prior| prior.help(EVAL_PRIOR_HELP)))]
#[command(after_help = "Examples:\n  \
    slugline eval test.jsonl -m my.slug\n  \
    slugline eval labelled.jsonl --cv 5\n  \
    slugline eval labelled.jsonl --cv 5 --group-by source --report report.html\n  \
    slugline eval test.jsonl -m my.slug --prior uniform\n  \
    slugline eval test.jsonl -m my.slug --json")]
pub(super) struct EvalArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    #[command(flatten)]
    pub(super) model: ModelArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// Measure without a model: learn on K - 1 parts, test on the other, K times
    #[arg(long, value_name = "K", conflicts_with = "model", value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(super) cv: Option<u16>,

    /// With --cv: articles of one source, one site (url-host) or one day are never both learnt from and tested
    #[arg(
        long,
        value_name = "WHAT",
        requires = "cv",
        value_parser = PossibleValuesParser::new(["source", "url-host", "day"]).try_map(|what| what.parse::<GroupBy>())
    )]
    pub(super) group_by: Option<GroupBy>,

    /// Also write a page with plots, tables and the worst mistakes; it appears whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) learning: LearningArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline completions bash > ~/.local/share/bash-completion/completions/slugline\n  \
    slugline completions zsh > ~/.zfunc/_slugline")]
pub(super) struct CompletionsArguments {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  slugline man > slugline.1\n  slugline man train | man -l -")]
pub(super) struct ManArguments {
    /// The command whose page to print [default: the program's own]
    pub(super) command: Option<String>,
}

fn parse_probability(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a confidence is a number from 0 to 1".to_owned()),
    }
}
