//! What can be typed: commands, flags, their help and examples. Nothing here is checked beyond its own shape.

mod audit;
mod decision;
mod explain;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::ingest::Format;
use crate::text::CharacterRange;
use crate::topics::Prior;
pub(super) use audit::{AuditArguments, AuditForm};
pub(super) use decision::{DecisionArguments, PriorArguments};
pub(super) use explain::ExplainArguments;

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
    /// What was typed.
    ///
    /// # Errors
    /// A message for the person at the keyboard where it has no meaning; help and version are such messages too.
    pub(super) fn parse_typed() -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches()?;
        refuse_idle_learning(&matches)?;
        Self::from_arg_matches(&matches)
    }
}

/// Refuses flags on learning where nothing is learnt: `eval` of a model would pass over them in silence.
fn refuse_idle_learning(matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(("eval", typed)) = matches.subcommand() else { return Ok(()) };
    if typed.contains_id("cv") {
        return Ok(());
    }
    let learning = LearningArguments::augment_args(clap::Command::new("learning"));
    let is_typed = |id: &str| typed.value_source(id) == Some(ValueSource::CommandLine);
    // How frequent topics are can be said of a model too.
    let mut flags = learning.get_arguments().filter(|flag| flag.get_id() != "prior");
    let Some(flag) = flags.find(|flag| is_typed(flag.get_id().as_str())) else {
        return Ok(());
    };
    let message = format!(
        "--{} is about learning, and a model that is measured has been learnt already; to measure settings, learn and test by turns with --cv K",
        flag.get_long().unwrap_or_default()
    );
    Err(Arguments::command().error(ErrorKind::ArgumentConflict, message))
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
    /// Learn topics from labelled articles
    Train(TrainArguments),
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

    /// The input's format: feed, jsonl, csv, text (one article) or page (several) [default: told from its content]
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(super) from: Option<Format>,

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

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline digest feeds/*.xml\n  \
    slugline digest feeds/ --to md -o today.md\n  \
    curl -s https://example.org/feed | slugline digest -")]
pub(super) struct DigestArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    #[command(flatten)]
    pub(super) model: ModelArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// The form of the digest
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) to: DigestForm,

    /// The most characters a line may have; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 160)]
    pub(super) max_chars: usize,

    #[command(flatten)]
    pub(super) decision: DecisionArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DigestForm {
    /// For the terminal
    Text,
    /// Markdown
    Md,
    /// One JSON document
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline classify news.jsonl > topics.jsonl\n  \
    slugline classify feeds/ -m my.slug --to csv -o topics.csv\n  \
    slugline classify news.jsonl --max-error 5
  \
    zcat archive.jsonl.gz | slugline classify - --min-confidence 0.6")]
pub(super) struct ClassifyArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    #[command(flatten)]
    pub(super) model: ModelArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// The form of the rows
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    pub(super) to: RowForm,

    #[command(flatten)]
    pub(super) decision: DecisionArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline summarize article.txt\n  \
    slugline summarize news.jsonl --max-chars 100 -o lines.jsonl\n  \
    slugline summarize feeds/ --to csv")]
pub(super) struct SummarizeArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    #[command(flatten)]
    pub(super) model: ModelArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// The form of the rows
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    pub(super) to: RowForm,

    /// The most characters a line may have; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 160)]
    pub(super) max_chars: usize,

    /// Add the cleaned text that the spans refer to
    #[arg(long)]
    pub(super) with_text: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RowForm {
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// How a model is learnt.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
pub(super) struct LearningArguments {
    /// The algorithm; auto takes what does best on articles it has not seen: algorithm, blends, terms and settings
    #[arg(
        long,
        value_name = "NAME",
        default_value = "auto",
        value_parser = ["auto", "multinomial", "complement", "discriminative"]
    )]
    pub(super) algorithm: String,

    /// What auto is to be best in: the mean of the topics' F1, or the share of right decisions
    #[arg(long, value_name = "MEASURE", default_value = "macro-f1")]
    pub(super) optimize: Measure,

    /// How frequent topics are: train, uniform, or TOPIC=WEIGHT,… [default: as in the training data]
    #[arg(long, value_name = "PRIOR")]
    pub(super) prior: Option<Prior>,

    /// Additive smoothing of naive Bayes [default: the best of several]
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(super) alpha: Option<f64>,

    /// What errors cost the discriminative model [default: the best of several]
    #[arg(long, value_name = "C", allow_negative_numbers = true)]
    pub(super) cost: Option<f64>,

    /// How far small topics weigh as much as large ones in the discriminative model, 0 to 1 [default: 0 or 1, the better]
    #[arg(long, value_name = "B", allow_negative_numbers = true)]
    pub(super) balance: Option<f64>,

    /// Language of stems and stop words (ISO 639-1)
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub(super) lang: String,

    /// Reduce words to their stems [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(super) stems: Option<bool>,

    /// Leave stop words out [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(super) drop_stop_words: Option<bool>,

    /// The longest run of words that is a term [default: auto tries 1 to 3; else 2]
    #[arg(long, value_name = "N")]
    pub(super) ngrams: Option<usize>,

    /// The lengths of character n-grams, such as 3-5, or none [default: auto tries some; else none]
    #[arg(long, value_name = "LENGTHS", value_parser = parse_characters)]
    pub(super) characters: Option<Characters>,

    /// A term must stand in so many articles [default: auto tries 1 and 2; else 2]
    #[arg(long, value_name = "N")]
    pub(super) min_df: Option<usize>,

    /// A term may stand in this share of the articles, above 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 1.0)]
    pub(super) max_df: f64,

    /// So many terms at most, the most frequent
    #[arg(long, value_name = "N")]
    pub(super) max_features: Option<usize>,

    /// Counts weigh by their logarithm instead of as they are [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(super) sublinear_tf: Option<bool>,
}

/// The lengths of character n-grams, or none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Characters(pub(super) Option<CharacterRange>);

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Measure {
    /// The mean of the topics' F1: small topics count as much as large ones
    MacroF1,
    /// The share of right decisions
    Accuracy,
}

fn parse_yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}

fn parse_characters(text: &str) -> Result<Characters, String> {
    if text == "none" {
        return Ok(Characters(None));
    }
    let (min_n, max_n) = text.split_once('-').unwrap_or((text, text));
    let range = match (min_n.parse(), max_n.parse()) {
        (Ok(min_n), Ok(max_n)) => Some(CharacterRange { min_n, max_n }),
        _ => None,
    };
    let message = || format!("lengths are none, or 2 to {}, such as 4 or 3-5", CharacterRange::MAX_N);
    range.filter(|range| range.is_valid()).map(|range| Characters(Some(range))).ok_or_else(message)
}

#[derive(Debug, Args)]
#[command(
    after_help = "Labelled articles have a `label` (or `topic`, `category`) beside their `title` and `text`.\n\n\
    Examples:\n  \
    slugline train labelled.jsonl -o my.slug\n  \
    slugline train a.csv b.csv --label-column section -o my.slug\n  \
    slugline train labelled.jsonl --optimize accuracy -o my.slug\n  \
    slugline train labelled.jsonl --algorithm complement --alpha 0.3 -o my.slug"
)]
pub(super) struct TrainArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,

    /// The model file to write; it appears whole or not at all
    #[arg(short, long, value_name = "MODEL", required = true)]
    pub(super) output: PathBuf,

    #[command(flatten)]
    pub(super) learning: LearningArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    slugline eval test.jsonl -m my.slug\n  \
    slugline eval labelled.jsonl --cv 5\n  \
    slugline eval labelled.jsonl --cv 5 --group-by source --report report.html\n  \
    slugline eval test.jsonl -m my.slug --prior uniform
  \
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
    #[arg(long, value_name = "WHAT", requires = "cv", value_parser = ["source", "url-host", "day"])]
    pub(super) group_by: Option<String>,

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
#[command(after_help = "Examples:\n  slugline inspect my.slug\n  slugline inspect --json")]
pub(super) struct InspectArguments {
    /// A model file [default: the built-in digital-policy model]
    #[arg(value_name = "MODEL")]
    pub(super) model: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) output: OutputArguments,
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
