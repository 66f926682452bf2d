//! How well scores of rows that were not learnt from tell the rows' topics.

use serde::{Deserialize, Serialize};

use super::Scores;
use crate::topics::Targets;
use crate::topics::evaluation::{accuracy_and_macro_f1, micro_and_macro_f1};
use crate::topics::posterior::argmax;
use crate::topics::thresholds::{best_thresholds, given};

/// What the best candidate is best in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Optimize {
    /// The mean of the topics' F1: small topics count as much as large ones.
    #[default]
    MacroF1,
    /// The share of right decisions: accuracy, or micro-F1 where articles have several topics.
    Accuracy,
}

/// Accuracy (micro-F1 where rows have several topics) and macro-F1, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Accuracy, or micro-F1.
    pub accuracy: f64,
    /// Macro-F1.
    pub macro_f1: f64,
}

impl Measured {
    /// The measure that is to be large.
    #[must_use]
    pub const fn objective(self, optimize: Optimize) -> f64 {
        match optimize {
            Optimize::MacroF1 => self.macro_f1,
            Optimize::Accuracy => self.accuracy,
        }
    }
}

/// Measures `scores` of rows with `targets`; rows without scores are left out.
///
/// Where rows have several topics, each topic is given from the score on at which its F1 is best on these rows.
pub(in crate::topics) fn measure(scores: &Scores, targets: &Targets) -> Measured {
    if targets.is_multi_label() {
        let thresholds = best_thresholds(scores, targets);
        let pairs =
            scores.iter().enumerate().map(|(row, scores)| (targets.of(row), given(scores, &thresholds)));
        let (accuracy, macro_f1) = micro_and_macro_f1(pairs, targets.n_topics());
        return Measured { accuracy, macro_f1 };
    }
    let with_scores = scores.iter().enumerate().filter(|(_, scores)| !scores.is_empty());
    let pairs = with_scores.filter_map(|(row, scores)| Some((*targets.of(row).first()?, argmax(scores))));
    let (accuracy, macro_f1) = accuracy_and_macro_f1(pairs, targets.n_topics());
    Measured { accuracy, macro_f1 }
}
