//! How to learn: the settings that the flags on learning come to, once for every command that learns.

use linfa::ParamGuard;

use super::args::{Characters, LearningArguments, Measure};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{VectorizerParams, Weighting};
use crate::text::{AnalyzerSettings, LanguageChoice};
use crate::topics::{
    Algorithm, AlgorithmChoice, DiscriminativeParams, NaiveBayesParams, OpenTerms, Optimize, TrainingSettings,
};

/// How to learn; where the languages are to be detected, [`TrainingSettings::in_languages_of`] does it once the articles are read.
///
/// # Errors
/// Where a flag is about an algorithm that is not learnt, or its value is out of its range.
pub(super) fn training_settings(arguments: &LearningArguments) -> Result<TrainingSettings> {
    check_algorithm_flags(arguments)?;
    let analyzer = AnalyzerSettings {
        languages: match &arguments.lang {
            LanguageChoice::Only(languages) => languages.clone(),
            LanguageChoice::Auto => AnalyzerSettings::default().languages,
        },
        stem: arguments.stems.unwrap_or(true),
        stop_words: arguments.drop_stop_words.unwrap_or(true),
        max_n: arguments.ngrams.unwrap_or(2),
        characters: arguments.characters.and_then(|Characters(range)| range),
    };
    let is_sublinear = arguments.sublinear_tf.unwrap_or(true);
    let vectorizer = VectorizerParams::default()
        .analyzer(analyzer)
        .weighting(if is_sublinear { Weighting::Sublinear } else { Weighting::Linear })
        .min_df(arguments.min_df.unwrap_or(2))
        .max_df(arguments.max_df)
        .max_features(arguments.max_features)
        .hash_features(arguments.hash_features);
    vectorizer.check_ref()?;
    Ok(TrainingSettings {
        algorithm: arguments.algorithm,
        alpha: arguments.alpha,
        cost: arguments.cost,
        balance: arguments.balance,
        vectorizer,
        open: OpenTerms {
            stems: arguments.stems.is_none(),
            stop_words: arguments.drop_stop_words.is_none(),
            characters: arguments.characters.is_none() && arguments.hash_features.is_none(),
            max_n: arguments.ngrams.is_none(),
            min_df: arguments.min_df.is_none(),
            weighting: arguments.sublinear_tf.is_none(),
        },
        optimize: arguments.optimize.into(),
        prior: arguments.prior.clone().unwrap_or_default(),
        several_topics: false,
    })
}

impl From<Measure> for Optimize {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::MacroF1 => Self::MacroF1,
            Measure::Accuracy => Self::Accuracy,
        }
    }
}

/// Refuses flags about an algorithm that is not learnt, and values out of their range, before anything is read.
fn check_algorithm_flags(arguments: &LearningArguments) -> Result<()> {
    let LearningArguments { algorithm, alpha, cost, balance, .. } = arguments;
    let has_naive_bayes = *algorithm != AlgorithmChoice::Discriminative;
    let has_discriminative = !matches!(algorithm, AlgorithmChoice::NaiveBayes(_));
    let idle = [
        ("--alpha", alpha.is_some() && !has_naive_bayes, "naive Bayes"),
        ("--cost", cost.is_some() && !has_discriminative, "the discriminative model"),
        ("--balance", balance.is_some() && !has_discriminative, "the discriminative model"),
    ];
    if let Some((flag, _, what)) = idle.into_iter().find(|(_, is_idle, _)| *is_idle) {
        let message = format!("{flag} is about {what}, which this --algorithm does not learn; leave it out");
        return Err(Error::new(ErrorKind::Parameter, message));
    }
    if let Some(alpha) = alpha {
        NaiveBayesParams::new(Algorithm::Complement, 2).alpha(*alpha).check_ref()?;
    }
    let usual = DiscriminativeParams::default();
    let asked =
        DiscriminativeParams { cost: cost.unwrap_or(usual.cost), balance: balance.unwrap_or(usual.balance) };
    asked.check()
}
