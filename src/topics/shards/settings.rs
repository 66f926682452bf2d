//! How shards are learnt from, which has to be the same for all.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::features::{VectorizerParams, VectorizerValidParams};
use crate::text::{Analyzer, SEGMENTER_VERSION, STEMMER_VERSION};
use crate::topics::{
    Algorithm, AlgorithmChoice, Example, NaiveBayesParams, Optimize, Prior, TrainingSettings,
};

/// The part of [`TrainingSettings`] that naive Bayes has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ShardSettings {
    algorithm: Algorithm,
    alpha: Option<f64>,
    optimize: Optimize,
    prior: Prior,
    vectorizer: VectorizerParams,
    /// What the program makes words by.
    words: String,
}

impl ShardSettings {
    /// The settings, if they are of naive Bayes.
    pub(super) fn of(settings: &TrainingSettings) -> Result<Self> {
        let refused = |message: &str| Err(Error::new(ErrorKind::Parameter, message));
        let AlgorithmChoice::NaiveBayes(algorithm) = settings.algorithm else {
            return refused(
                "shards add up for naive Bayes only; use --algorithm complement or multinomial, or train on all articles at once",
            );
        };
        if settings.several_topics {
            return refused("shards add up for articles of one topic only; train on all articles at once");
        }
        let settings = Self {
            algorithm,
            alpha: settings.alpha,
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
        let alpha = self.alpha.unwrap_or(1.0);
        NaiveBayesParams::new(self.algorithm, 2).alpha(alpha).check_ref()?;
        self.vectorizer()?;
        if self.words != words_of(&self.vectorizer) {
            let message = "the part was made with other words, stems or stop words than this program's; make all parts with one version";
            return Err(Error::new(ErrorKind::Model, message));
        }
        Ok(())
    }

    /// The same as settings of a training.
    pub(super) fn training(&self) -> TrainingSettings {
        TrainingSettings {
            algorithm: AlgorithmChoice::NaiveBayes(self.algorithm),
            alpha: self.alpha,
            optimize: self.optimize,
            prior: self.prior.clone(),
            vectorizer: self.vectorizer.clone(),
            ..TrainingSettings::default()
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
