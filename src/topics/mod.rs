//! A topic for an article: naive Bayes on sparse rows, its training, its calibration and its measures.

mod assessment;
mod calibration;
mod class_sums;
mod evaluation;
mod evidence;
mod folds;
mod grouping;
mod learning_curve;
mod model;
mod naive_bayes;
mod posterior;
mod selection;
mod training;

pub use assessment::{Assessment, Mistake, N_MISTAKES, cross_validate, evaluate};
pub use calibration::Calibration;
pub use class_sums::ClassSums;
pub use evaluation::{
    ConfusionCell, CoveragePoint, CurvePoint, Evaluation, Interval, Intervals, MultiOutcome, Outcome,
    ReliabilityBin, TopicScore,
};
pub use evidence::{N_TERMS, decisive_terms};
pub use folds::{grouped_stratified_folds, stratified_folds};
pub use grouping::{GroupBy, Groups, group_examples};
pub use learning_curve::{LearningPoint, learning_curve};
pub use model::{Classification, Provenance, TopicModel, TopicProbability};
pub use naive_bayes::{Algorithm, NaiveBayes, NaiveBayesParams, NaiveBayesValidParams};
pub use selection::CandidateScore;
pub use training::{AlgorithmChoice, Example, TrainingReport, TrainingSettings, examples, train};

#[cfg(test)]
mod tests;
