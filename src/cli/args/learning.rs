//! What can be typed about learning, on every command that learns.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, ValueEnum};

use super::{Arguments, MaskingArguments};
use crate::text::{CharacterRange, LanguageChoice};
use crate::topics::{AlgorithmChoice, Prior};

/// How a model is learnt.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
pub(in crate::cli) struct LearningArguments {
    /// The algorithm; auto takes what does best on articles it has not seen: algorithm, blends, terms and settings
    #[arg(
        long,
        value_name = "NAME",
        default_value = "auto",
        value_parser = PossibleValuesParser::new(["auto", "multinomial", "complement", "discriminative"])
            .try_map(|name| name.parse::<AlgorithmChoice>())
    )]
    pub(in crate::cli) algorithm: AlgorithmChoice,

    /// What auto is to be best in: the mean of the topics' F1, or the share of right decisions
    #[arg(long, value_name = "MEASURE", default_value = "macro-f1")]
    pub(in crate::cli) optimize: Measure,

    /// How frequent topics are: train, uniform, or TOPIC=WEIGHT,… [default: as in the training data]
    #[arg(long, value_name = "PRIOR")]
    pub(in crate::cli) prior: Option<Prior>,

    /// Additive smoothing of naive Bayes, above 0 [default: the best of several]
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(in crate::cli) alpha: Option<f64>,

    /// What errors cost the discriminative model, above 0 [default: the best of several]
    #[arg(long, value_name = "C", allow_negative_numbers = true)]
    pub(in crate::cli) cost: Option<f64>,

    /// How far small topics weigh as much as large ones in the discriminative model, 0 to 1 [default: 0 or 1, the better]
    #[arg(long, value_name = "B", allow_negative_numbers = true)]
    pub(in crate::cli) balance: Option<f64>,

    /// Languages of the articles (ISO 639-1 codes, commas between), or auto: those that they turn out to be in. Words,
    /// stems and stop words follow each article's language, told by its tag or its text
    #[arg(long, value_name = "CODES", default_value = "auto")]
    pub(in crate::cli) lang: LanguageChoice,

    /// Reduce words to their stems [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(in crate::cli) stems: Option<bool>,

    /// Leave stop words out [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(in crate::cli) drop_stop_words: Option<bool>,

    /// The longest run of words that is a term [default: auto tries 1 to 3; else 2]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) ngrams: Option<usize>,

    /// The lengths of character n-grams, such as 3-5, or none [default: auto tries some; else none]
    #[arg(long, value_name = "LENGTHS", value_parser = parse_characters)]
    pub(in crate::cli) characters: Option<Characters>,

    /// A word or n-gram of words must stand in so many articles, a character n-gram always in 2 [default: auto tries 1 and 2;
    /// else 2]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_df: Option<usize>,

    /// A term may stand in this share of the articles, above 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 1.0)]
    pub(in crate::cli) max_df: f64,

    /// So many words and n-grams of words at most, the most frequent; character n-grams come on top
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max_features: Option<usize>,

    /// Give words and n-grams of words one of N columns by their hashes, a power of two such as 1048576, and keep no vocabulary: for
    /// more terms than memory holds. Explanations then name terms by the text that they are in, and character n-grams are left out
    #[arg(long, value_name = "N")]
    pub(in crate::cli) hash_features: Option<usize>,

    /// Counts weigh by their logarithm instead of as they are [default: auto tries both; else yes]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = parse_yes_no)]
    pub(in crate::cli) sublinear_tf: Option<bool>,

    #[command(flatten)]
    pub(in crate::cli) masking: MaskingArguments,

    /// The flags of this group that were typed, by name.
    #[arg(skip)]
    pub(in crate::cli) typed: Vec<String>,
}

/// The lengths of character n-grams, or none.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Characters(pub(in crate::cli) Option<CharacterRange>);

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Measure {
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

/// The flags on learning among `matches` that were typed, by name.
pub(super) fn typed_flags(matches: &ArgMatches) -> Vec<String> {
    let command = LearningArguments::augment_args(clap::Command::new("learning"));
    let ids = command.get_arguments().map(|argument| argument.get_id().as_str().to_owned());
    ids.filter(|id| matches.value_source(id) == Some(ValueSource::CommandLine)).collect()
}

/// Refuses flags on learning where nothing is learnt: `eval` of a model would pass over them in silence.
pub(super) fn refuse_idle(matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(("eval", typed)) = matches.subcommand() else { return Ok(()) };
    if typed.contains_id("cv") {
        return Ok(());
    }
    // How frequent topics are, and what becomes of boilerplate, can be said of a model too.
    let of_models = ["prior", "keep_boilerplate"];
    let Some(flag) = typed_flags(typed).into_iter().find(|flag| !of_models.contains(&flag.as_str())) else {
        return Ok(());
    };
    let message = format!(
        "--{} is about learning, and a model that is measured has been learnt already; to measure settings, learn and test by turns with --cv K",
        flag.replace('_', "-")
    );
    // Its usage line is to be that of the command, not of the program.
    let mut program = Arguments::command();
    program.build();
    let mut eval = program.find_subcommand("eval").cloned().unwrap_or(program);
    Err(eval.error(ErrorKind::ArgumentConflict, message))
}
