//! A topic for an article: naive Bayes on sparse rows, its training, its calibration and its measures.

mod calibration;
mod class_sums;
mod discriminative;
mod dual_descent;
mod evaluation;
mod folds;
mod linear;
mod model;
mod naive_bayes;
mod posterior;
mod selection;
mod targets;
mod training;

pub use calibration::Calibration;
pub use class_sums::ClassSums;
pub use discriminative::DiscriminativeParams;
pub use evaluation::{
    ConfusionCell, CoveragePoint, CurvePoint, Evaluation, Interval, Intervals, MultiOutcome, Outcome,
    ReliabilityBin, TopicScore,
};
pub use folds::{grouped_folds, stratified_folds};
pub use linear::Linear;
pub use model::{Classification, Provenance, TopicModel, TopicProbability};
pub use naive_bayes::{Algorithm, NaiveBayes, NaiveBayesParams, NaiveBayesValidParams};
pub use selection::CandidateScore;
pub use targets::Targets;
pub use training::{
    AlgorithmChoice, Example, TrainingReport, TrainingSettings, cross_validate, evaluate, examples, train,
};

#[cfg(test)]
mod tests;
