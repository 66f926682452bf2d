//! What is meant by the flags on when a topic is given: the model with its prior, and how sure it must be.

use super::args::{DecisionArguments, ModelArguments};
use super::output::diagnostic;
use super::session::model;
use crate::error::Result;
use crate::pipeline::TopicSettings;
use crate::rules::Rules;
use crate::topics::{Prior, TopicModel};

/// The model that was asked for, for topics as frequent as was said.
pub(super) fn model_with_prior(arguments: &ModelArguments, prior: Option<&Prior>) -> Result<TopicModel> {
    let model = model(arguments)?;
    match prior {
        Some(prior) => model.with_prior(prior.clone()),
        None => Ok(model),
    }
}

/// How sure `model` must be; where no confidence keeps the error as low as was asked for, nothing is sure, and a warning says so; and what is asked beside it.
pub(super) fn topic_settings<'a>(
    model: &TopicModel,
    arguments: &DecisionArguments,
    rules: Option<&'a Rules>,
) -> TopicSettings<'a> {
    let Some(max_error) = arguments.max_error else {
        return TopicSettings { min_confidence: arguments.min_confidence, rules };
    };
    let acceptance = &model.decision().acceptance;
    let min_confidence = acceptance.min_confidence(max_error).unwrap_or_else(|| {
        // What was learnt or forgotten since has not been measured.
        let has_changed = model.provenance().history.digest.is_some();
        let training = if has_changed { "the first training" } else { "training" };
        let measured = match acceptance.lowest_error() {
            Some(lowest) => format!("the lowest error that was measured in {training} is {lowest:.1} %"),
            None => format!(
                "nothing was measured in {training}, or with another --prior: leave it out, or train with it"
            ),
        };
        let message = format!(
            "no confidence keeps the error at {max_error} % or less; all articles are unsure ({measured})"
        );
        diagnostic("warning", &message);
        f64::INFINITY
    });
    TopicSettings { min_confidence, rules }
}
