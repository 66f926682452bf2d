//! What rules make of a row that the model has been asked about.

use std::mem;

use crate::article::{Article, Status};
use crate::features::Document;
use crate::publish::{TopicRow, round_confidence};
use crate::rules::{Rule, Rules};
use crate::topics::{Classification, TopicModel, TopicProbability};

/// The row of `article` as `rules` have it: where one decides, its topic stands in place of the model's, or before them where an article may
/// have several; `topics` stays what the model says otherwise.
pub(super) fn ruled(
    mut row: TopicRow,
    rules: &Rules,
    (article, document): (&Article, &Document<'_>),
    model: &TopicModel,
    result: &Classification,
) -> TopicRow {
    let gives_several = model.is_multi_label();
    row.verdict = rules.decide(document, article.source.as_deref(), row.doubt.is_some(), gives_several);
    let decided = row.verdict.deciding.iter().filter_map(|place| rules.as_slice().get(*place));
    let deciding: Vec<&Rule> = decided.collect();
    let Some(first) = deciding.first() else { return row };
    if gives_several {
        let added = deciding.iter().map(|rule| TopicProbability {
            topic: rule.topic.clone(),
            confidence: probability(model, result, &rule.topic),
        });
        let is_given = |topic: &TopicProbability| deciding.iter().all(|rule| rule.topic != topic.topic);
        // What the model names where it is unsure is not given.
        let of_model =
            mem::take(&mut row.topics).into_iter().filter(|_| row.doubt.is_none()).filter(is_given);
        row.topics = added.chain(of_model).collect();
    }
    TopicRow {
        topic: Some(first.topic.clone()),
        confidence: probability(model, result, &first.topic),
        rule: Some(first.name.clone()),
        status: Status::Ok,
        doubt: None,
        ..row
    }
}

/// What the model holds of a topic; none where it does not know it.
fn probability(model: &TopicModel, result: &Classification, topic: &str) -> Option<f64> {
    let place = model.topics().iter().position(|known| known == topic)?;
    result.probabilities.get(place).map(|probability| round_confidence(*probability))
}
