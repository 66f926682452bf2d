//! Measures of documents that have several topics.

use std::collections::BTreeMap;

use super::Evaluation;
use super::counts::Pattern;
use super::ranking::Ranking;
use crate::topics::posterior::argmax;

/// One document's true and predicted topics, as numbers into a list of topics; neither order nor repeats matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MultiOutcome {
    /// The topics it is labelled with; may be none.
    pub truth: Vec<usize>,
    /// The topics it was given; may be none.
    pub predicted: Vec<usize>,
    /// The probability of each topic, in the order of the list, in `[0, 1]`.
    pub confidences: Vec<f64>,
}

impl MultiOutcome {
    /// The likeliest topic with its probability, and whether it is one of the document's own.
    fn top(&self) -> (f64, bool) {
        let top = argmax(&self.confidences);
        let confidence = self.confidences.get(top).copied();
        (confidence.unwrap_or(0.0), confidence.is_some() && self.truth.contains(&top))
    }
}

impl Evaluation {
    /// Measures `outcomes`, several topics per document, over the list `topics`.
    ///
    /// - `accuracy` is subset accuracy: the document was given all of its topics and no other.
    /// - `micro_f1` is over all decisions; `macro_f1` is the mean over the topics that a document has or was given
    ///   (scikit-learn's `f1_score(average="macro", zero_division=0)`, with `labels` set to those).
    /// - `precision_at_1` is the share of documents whose likeliest topic (of equal ones the first) is one of theirs; a
    ///   document without a topic counts, and is wrong.
    /// - `ece`, `reliability` and `coverage` are of the likeliest topic: how sure the model is of it, and how often
    ///   it is one of the document's.
    /// - `topics` holds those that a document has or was given, in the order of the list; a number that the list
    ///   does not have goes by `#NUMBER`.
    #[must_use]
    pub fn of_sets(topics: &[String], outcomes: &[MultiOutcome]) -> Self {
        let mut present: Vec<usize> = outcomes
            .iter()
            .flat_map(|outcome| outcome.truth.iter().chain(&outcome.predicted))
            .copied()
            .collect();
        present.sort_unstable();
        present.dedup();
        let places = |numbers: &[usize]| -> Vec<usize> {
            let mut places: Vec<usize> =
                numbers.iter().filter_map(|number| present.binary_search(number).ok()).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        let mut sets: BTreeMap<(Vec<usize>, Vec<usize>, bool), u64> = BTreeMap::new();
        for outcome in outcomes {
            let key = (places(&outcome.truth), places(&outcome.predicted), outcome.top().1);
            *sets.entry(key).or_default() += 1;
        }
        let patterns: Vec<Pattern> = sets
            .iter()
            .map(|((truth, predicted, is_top_right), &n)| {
                Pattern::of_sets(truth, predicted, *is_top_right, n)
            })
            .collect();
        let names: Vec<String> = present
            .iter()
            .map(|&number| topics.get(number).cloned().unwrap_or_else(|| format!("#{number}")))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Self::measure(&names, &patterns, &Ranking::new(outcomes.iter().map(MultiOutcome::top)), true)
    }
}
