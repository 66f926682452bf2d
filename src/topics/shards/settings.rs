//! How shards are learnt from, which has to be the same for all.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::features::{VectorizerParams, VectorizerValidParams};
use crate::text::{Analyzer, SEGMENTER_VERSION, STEMMER_VERSION};
use crate::topics::sample::SampleSize;
use crate::topics::{
    Algorithm, AlgorithmChoice, DiscriminativeParams, Example, NaiveBayesParams, Optimize, Prior,
    TrainingSettings,
};

/// The part of [`TrainingSettings`] that says how to learn from shards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ShardSettings {
    algorithm: ShardAlgorithm,
    optimize: Optimize,
    prior: Prior,
    vectorizer: VectorizerParams,
    /// What the program makes words by.
    words: String,
}

/// What is learnt, and by which numbers; `None` tries several.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ShardAlgorithm {
    /// It follows from sums.
    NaiveBayes { algorithm: Algorithm, alpha: Option<f64> },
    /// It is fitted on all rows, which the parts hold for that.
    Discriminative { cost: Option<f64>, balance: Option<f64> },
}

impl ShardSettings {
    /// The settings, if they are of one algorithm.
    pub(super) fn of(settings: &TrainingSettings) -> Result<Self> {
        let refused = |message: &str| Err(Error::new(ErrorKind::Parameter, message));
        let algorithm = match settings.algorithm {
            AlgorithmChoice::NaiveBayes(algorithm) => {
                ShardAlgorithm::NaiveBayes { algorithm, alpha: settings.alpha }
            }
            AlgorithmChoice::Discriminative => {
                ShardAlgorithm::Discriminative { cost: settings.cost, balance: settings.balance }
            }
            AlgorithmChoice::Auto => {
                return refused(
                    "the choice among algorithms takes all articles at once; use --algorithm complement, multinomial or discriminative",
                );
            }
        };
        if settings.several_topics {
            return refused("shards add up for articles of one topic only; train on all articles at once");
        }
        let settings = Self {
            algorithm,
            optimize: settings.optimize,
            prior: settings.prior.clone(),
            vectorizer: settings.vectorizer.clone(),
            words: words_of(&settings.vectorizer),
        };
        settings.check()?;
        Ok(settings)
    }

    /// Whether they can be learnt with; a file could hold anything.
    pub(super) fn check(&self) -> Result<()> {
        match self.algorithm {
            ShardAlgorithm::NaiveBayes { algorithm, alpha } => {
                NaiveBayesParams::new(algorithm, 2).alpha(alpha.unwrap_or(1.0)).check_ref()?;
            }
            ShardAlgorithm::Discriminative { cost, balance } => {
                let usual = DiscriminativeParams::default();
                let (cost, balance) = (cost.unwrap_or(usual.cost), balance.unwrap_or(usual.balance));
                DiscriminativeParams { cost, balance }.check()?;
            }
        }
        self.vectorizer()?;
        if self.words != words_of(&self.vectorizer) {
            let message = "the part was made with other words, stems or stop words than this program's; make all parts with one version";
            return Err(Error::new(ErrorKind::Model, message));
        }
        Ok(())
    }

    /// The same as settings of a training.
    pub(super) fn training(&self) -> TrainingSettings {
        let settings = TrainingSettings {
            optimize: self.optimize,
            prior: self.prior.clone(),
            vectorizer: self.vectorizer.clone(),
            ..TrainingSettings::default()
        };
        match self.algorithm {
            ShardAlgorithm::NaiveBayes { algorithm, alpha } => {
                TrainingSettings { algorithm: AlgorithmChoice::NaiveBayes(algorithm), alpha, ..settings }
            }
            ShardAlgorithm::Discriminative { cost, balance } => {
                TrainingSettings { algorithm: AlgorithmChoice::Discriminative, cost, balance, ..settings }
            }
        }
    }

    /// How many rows the sums keep.
    pub(super) const fn sample_size(&self) -> SampleSize {
        match self.algorithm {
            ShardAlgorithm::NaiveBayes { .. } => SampleSize::ENOUGH,
            ShardAlgorithm::Discriminative { .. } => SampleSize::ALL,
        }
    }

    /// How articles become rows.
    pub(super) fn vectorizer(&self) -> Result<&VectorizerValidParams> {
        self.vectorizer.check_ref()
    }
}

fn words_of(params: &VectorizerParams) -> String {
    let analyzer = Analyzer::new(params.analyzer_settings().clone());
    format!("{STEMMER_VERSION}, {SEGMENTER_VERSION}, stop words {:016x}", analyzer.stop_words_hash())
}

/// The topic of an example, which has one.
pub(super) fn topic_of<'a>(example: &Example<'a>) -> Result<&'a str> {
    match example.labels() {
        [first, rest @ ..] if rest.iter().all(|label| label == first) => Ok(first),
        labels => {
            let has = if labels.is_empty() { "no topic" } else { "several topics" };
            let message = format!(
                "{}: has {has}, and shards add up for articles of one topic; leave it out, or train on all articles at once",
                example.article.id
            );
            Err(Error::new(ErrorKind::Data, message))
        }
    }
}
