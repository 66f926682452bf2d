//! A topic for an article: naive Bayes on sparse rows, its training, its calibration and its measures.

mod audit;
mod calibration;
mod class_sums;
mod evaluation;
mod folds;
mod model;
mod naive_bayes;
mod out_of_fold;
mod posterior;
mod selection;
mod training;

pub use audit::{
    Audit, ConfusedPair, CopyGroup, DoubtfulLabel, EmptyReason, EmptyRow, FEW_ROWS, SmallTopic, audit,
};
pub use calibration::Calibration;
pub use class_sums::ClassSums;
pub use evaluation::{CoveragePoint, Evaluation, Outcome, TopicScore};
pub use folds::{grouped_folds, stratified_folds};
pub use model::{Classification, Provenance, TopicModel, TopicProbability};
pub use naive_bayes::{Algorithm, NaiveBayes, NaiveBayesParams, NaiveBayesValidParams};
pub use out_of_fold::out_of_fold_probabilities;
pub use selection::CandidateScore;
pub use training::{
    AlgorithmChoice, Example, TrainingReport, TrainingSettings, cross_validate, evaluate, examples, train,
};

#[cfg(test)]
mod tests;
