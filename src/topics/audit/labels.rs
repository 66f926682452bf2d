//! Labels that look wrong: rows whose label is improbable to a model that has not seen them.
//!
//! They are ranked by the probability of their label, the least first ("self-confidence" in Northcutt, Jiang and Chuang,
//! "Confident learning: estimating uncertainty in dataset labels", JAIR 2021). Of labels changed at random this finds more
//! than the margin between label and prediction does, with or without thresholds by topic.

use super::{Judged, TopicModel};
use crate::article::Article;
use crate::features::{Document, Scratch};
use crate::parallel;
use crate::topics::decisive_terms;

/// So many terms are named as evidence.
const N_TERMS: usize = 5;

/// A row whose label the model does not predict.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubtfulLabel<'a> {
    /// The row.
    pub article: &'a Article,
    /// Its label.
    pub label: &'a str,
    /// The topic that is predicted out of fold.
    pub predicted: &'a str,
    /// The probability of the label, `[0, 1]`.
    pub label_probability: f64,
    /// The probability of the predicted topic, `[0, 1]`.
    pub predicted_probability: f64,
    /// Whether the predicted topic is as probable as it is, on average, for rows that are labelled with it: the rule by which
    /// confident learning counts label errors.
    pub is_confident: bool,
    /// The row's terms that speak most for the predicted topic against the label, strongest first.
    pub terms: Vec<String>,
}

/// The rows whose label is not predicted, the least probable label first; ties in the order of the input.
pub(super) fn doubtful_labels<'a>(judged: &Judged<'a, '_>, model: &TopicModel) -> Vec<DoubtfulLabel<'a>> {
    let usual = mean_self_confidence(judged);
    let mut ranked: Vec<(f64, usize, usize)> = (0..judged.examples.len())
        .filter_map(|index| {
            let predicted = judged.contradicted_by(index)?;
            let label = *judged.firsts.get(index)?;
            Some((*judged.probabilities.get(index)?.get(label)?, index, predicted))
        })
        .collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let found =
        parallel::map_with(&ranked, Scratch::default, |scratch, &(label_probability, index, predicted)| {
            let example = judged.examples.get(index)?;
            let predicted_probability = *judged.probabilities.get(index)?.get(predicted)?;
            let document = Document::new(example.article, example.masked);
            Some(DoubtfulLabel {
                article: example.article,
                label: example.label,
                predicted: judged.topics.get(predicted)?,
                label_probability,
                predicted_probability,
                is_confident: predicted_probability >= *usual.get(predicted)?,
                terms: terms(model, scratch, &document, (predicted, *judged.firsts.get(index)?)),
            })
        });
    found.into_iter().flatten().collect()
}

/// The mean probability of each topic for the rows that are labelled with it.
fn mean_self_confidence(judged: &Judged<'_, '_>) -> Vec<f64> {
    let mut sums = vec![(0.0, 0_usize); judged.topics.len()];
    for (&target, of_topics) in judged.firsts.iter().zip(&judged.probabilities) {
        if let (Some(sum), Some(probability)) = (sums.get_mut(target), of_topics.get(target)) {
            sum.0 += probability;
            sum.1 += 1;
        }
    }
    sums.into_iter().map(|(sum, n)| sum / n.max(1) as f64).collect()
}

fn terms(
    model: &TopicModel,
    scratch: &mut Scratch,
    document: &Document<'_>,
    pair: (usize, usize),
) -> Vec<String> {
    decisive_terms(model, scratch, document, pair, N_TERMS).into_iter().map(|(term, _)| term).collect()
}
