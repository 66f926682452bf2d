//! A topic for an article: naive Bayes on sparse rows, its training, its calibration and its measures.

mod calibration;
mod class_sums;
mod evaluation;
mod folds;
mod history;
mod learning;
mod ledger;
mod model;
mod naive_bayes;
mod posterior;
mod selection;
mod training;

pub use calibration::Calibration;
pub use class_sums::{ClassSums, SparseSums};
pub use evaluation::{CoveragePoint, Evaluation, Outcome, TopicScore};
pub use folds::stratified_folds;
pub use history::History;
pub use learning::{LearningReport, learn_more, refit};
pub use ledger::RowLedger;
pub use model::{Classification, Learnt, Provenance, TopicModel, TopicProbability};
pub use naive_bayes::{Algorithm, NaiveBayes, NaiveBayesParams, NaiveBayesValidParams};
pub use selection::CandidateScore;
pub use training::{
    AlgorithmChoice, Example, TrainingReport, TrainingSettings, cross_validate, evaluate, examples, train,
};

#[cfg(test)]
mod tests;
