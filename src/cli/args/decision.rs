//! What can be typed about when a topic is given.

use clap::Args;

use super::parse_probability;
use crate::topics::Prior;

/// How frequent topics are.
#[derive(Debug, Args)]
pub(in crate::cli) struct PriorArguments {
    /// How frequent topics are in these articles: train, uniform, or TOPIC=WEIGHT,… [default: as the model was told]
    #[arg(long, value_name = "PRIOR")]
    pub(in crate::cli) prior: Option<Prior>,
}

/// When a topic is given.
#[derive(Debug, Args)]
pub(in crate::cli) struct DecisionArguments {
    #[command(flatten)]
    pub(in crate::cli) prior: PriorArguments,

    /// Articles less sure than this are `unsure`, 0 to 1; those without a word that the model knows always are
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = parse_probability)]
    pub(in crate::cli) min_confidence: f64,

    /// Accept articles down to the confidence at which at most E percent of those accepted are wrong, 0 to 100; the others are
    /// `unsure`. Measured at the first training, or where a model was last re-fitted, on articles that it had not
    /// seen and in their mix of topics
    #[arg(long, value_name = "E", conflicts_with = "min_confidence", value_parser = parse_percentage)]
    pub(in crate::cli) max_error: Option<f64>,
}

fn parse_percentage(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("an error is a percentage from 0 to 100, such as 5".to_owned()),
    }
}
