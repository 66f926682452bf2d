//! A topic for an article: naive Bayes and a discriminative model on sparse rows, how they are chosen, trained, calibrated and measured.

mod acceptance;
mod assessment;
mod audit;
mod calibration;
mod class_sums;
mod cross_validation;
mod discriminative;
mod dual_descent;
mod evaluation;
mod examples;
mod explanation;
mod fitting;
mod folds;
mod grouping;
mod history;
mod language_sample;
mod learning;
mod learning_curve;
mod ledger;
mod linear;
mod model;
mod naive_bayes;
mod posterior;
mod prior;
mod recipe;
mod refitting;
mod row_hash;
mod row_sums;
mod sample;
mod selection;
mod shards;
mod spread;
mod targets;
mod term_scales;
mod thresholds;
mod training;

pub use acceptance::Acceptance;
pub use assessment::{Assessment, Mistake, N_MISTAKES, evaluate};
pub use audit::{
    Audit, ConfusedPair, CopyGroup, DoubtfulLabel, EmptyReason, EmptyRow, FEW_ROWS, SmallTopic, audit,
};
pub use calibration::{Calibration, LogisticCurve, RisingCurve};
pub use class_sums::{ClassSums, SparseSums};
pub use cross_validation::{CrossValidated, CrossValidation};
pub use discriminative::DiscriminativeParams;
pub use evaluation::{
    ConfusionCell, CoveragePoint, CurvePoint, Evaluation, Interval, Intervals, MultiOutcome, Outcome,
    ReliabilityBin, TopicScore,
};
pub use examples::{Example, TrainingReport, examples, examples_among};
pub use explanation::{Explanation, N_TERMS, TermEvidence, WordEvidence, decisive_terms, explain};
pub use grouping::{GroupBy, Groups, group_examples};
pub use history::History;
pub use language_sample::LanguageSample;
pub use learning::{LearningReport, learn_more, refit};
pub use learning_curve::LearningPoint;
pub use ledger::RowLedger;
pub use linear::Linear;
pub use model::{Classification, Decision, Learnt, ModelWeights, Provenance, TopicModel, TopicProbability};
pub use naive_bayes::{Algorithm, NaiveBayes, NaiveBayesParams, NaiveBayesValidParams};
pub use prior::Prior;
pub use recipe::{NaiveBayesRecipe, Recipe};
pub use row_hash::row_hash;
pub use selection::{CandidateScore, Measured, OpenTerms, Optimize, TermsScore};
pub use shards::{Part, Shard, ShardCounts, ShardSums, SharedTerms};
pub use targets::Targets;
pub use training::{AlgorithmChoice, TrainingSettings, train};

#[cfg(test)]
mod tests;
