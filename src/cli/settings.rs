//! How to learn: the settings that the flags on learning come to, once for every command that learns.

use linfa::ParamGuard;

use super::args::{Characters, LearningArguments, Measure};
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{VectorizerParams, Weighting};
use crate::text::{AnalyzerSettings, LANGUAGE_SAMPLE_LEN, Language, LanguageChoice, languages_of};
use crate::topics::{
    Algorithm, AlgorithmChoice, DiscriminativeParams, NaiveBayesParams, OpenTerms, Optimize,
    TrainingSettings, row_hash,
};

/// How to learn; where the languages are to be detected, [`in_languages_of`] does it once the articles are read.
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

/// The same settings, with the languages of `articles` where they are to be detected.
pub(super) fn in_languages_of<'a>(
    articles: impl Iterator<Item = &'a Article>,
    settings: TrainingSettings,
    arguments: &LearningArguments,
) -> TrainingSettings {
    if arguments.lang != LanguageChoice::Auto {
        return settings;
    }
    let languages = if matches!(settings.algorithm, AlgorithmChoice::NaiveBayes(_)) {
        let mut sample = LanguageSample::default();
        articles.for_each(|article| sample.add(article));
        sample.languages()
    } else {
        languages_of(&articles.collect::<Vec<_>>())
    };
    TrainingSettings { vectorizer: settings.vectorizer.languages(languages), ..settings }
}

/// The articles by which naive Bayes tells languages: the same in whatever order they come.
#[derive(Default)]
pub(super) struct LanguageSample {
    /// Those whose hashes are least, and some that have not been sorted out yet.
    articles: Vec<(u128, Article)>,
    /// Articles with this hash or a larger one are none of them.
    limit: Option<u128>,
}

impl LanguageSample {
    /// Takes an article in.
    pub(super) fn add(&mut self, article: &Article) {
        let hash = row_hash(article, &[]);
        if self.limit.is_some_and(|limit| hash >= limit) {
            return;
        }
        self.articles.push((hash, article.clone()));
        if self.articles.len() >= 4 * LANGUAGE_SAMPLE_LEN {
            self.sort_out();
            self.limit = self.articles.last().map(|(hash, _)| *hash);
        }
    }

    fn sort_out(&mut self) {
        self.articles.sort_by_key(|(hash, _)| *hash);
        self.articles.truncate(LANGUAGE_SAMPLE_LEN);
    }

    /// The languages of the articles.
    pub(super) fn languages(mut self) -> Vec<Language> {
        self.sort_out();
        languages_of(&self.articles.iter().map(|(_, article)| article).collect::<Vec<_>>())
    }
}
