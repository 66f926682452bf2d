//! Parameters as the library has them. Their names are those of the command's flags, and what they mean where they are left out is the same.

use pyo3::prelude::*;
use slugline::features::{VectorizerParams, Weighting};
use slugline::ingest::Columns;
use slugline::pipeline::{Masking, TopicSettings};
use slugline::rules::Rules;
use slugline::text::{AnalyzerSettings, CharacterRange, LanguageChoice};
use slugline::topics::{AlgorithmChoice, OpenTerms, Optimize, Prior, TrainingSettings};

use crate::errors::OrRaise;

/// How to learn: the parameters of `TopicClassifier`, which Python has checked.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Learning {
    algorithm: String,
    optimize: String,
    prior: Option<PriorParameter>,
    alpha: Option<f64>,
    cost: Option<f64>,
    balance: Option<f64>,
    lang: String,
    stems: Option<bool>,
    drop_stop_words: Option<bool>,
    ngrams: Option<usize>,
    characters: Option<(usize, usize)>,
    characters_are_open: bool,
    min_df: Option<usize>,
    max_df: f64,
    max_features: Option<usize>,
    hash_features: Option<usize>,
    sublinear_tf: Option<bool>,
    keep_boilerplate: bool,
    several_topics: bool,
}

/// How frequent topics are: a word, or weights by topic.
#[derive(FromPyObject)]
pub(crate) enum PriorParameter {
    /// `train`, `uniform`, or what a command line would say.
    Word(String),
    /// Topics with their weights.
    Weights(Vec<(String, f64)>),
}

impl TryFrom<PriorParameter> for Prior {
    type Error = slugline::Error;

    fn try_from(parameter: PriorParameter) -> slugline::Result<Self> {
        match parameter {
            PriorParameter::Word(word) => word.parse(),
            PriorParameter::Weights(weights) => Ok(Self::Weights(weights)),
        }
    }
}

impl Learning {
    /// Whether boilerplate is masked, which languages the articles are in, and the rest.
    ///
    /// # Errors
    /// Where a value is out of its range.
    pub(crate) fn resolve(self) -> PyResult<(Masking, LanguageChoice, TrainingSettings)> {
        let masking = masking(self.keep_boilerplate);
        let lang: LanguageChoice = self.lang.parse().or_raise()?;
        let analyzer = AnalyzerSettings {
            languages: match &lang {
                LanguageChoice::Only(languages) => languages.clone(),
                LanguageChoice::Auto => AnalyzerSettings::default().languages,
            },
            stem: self.stems.unwrap_or(true),
            stop_words: self.drop_stop_words.unwrap_or(true),
            max_n: self.ngrams.unwrap_or(2),
            characters: self.characters.map(|(min_n, max_n)| CharacterRange { min_n, max_n }),
        };
        let is_sublinear = self.sublinear_tf.unwrap_or(true);
        let vectorizer = VectorizerParams::default()
            .analyzer(analyzer)
            .weighting(if is_sublinear { Weighting::Sublinear } else { Weighting::Linear })
            .min_df(self.min_df.unwrap_or(2))
            .max_df(self.max_df)
            .max_features(self.max_features)
            .hash_features(self.hash_features);
        let algorithm: AlgorithmChoice = self.algorithm.parse().or_raise()?;
        let prior = self.prior.map(Prior::try_from).transpose().or_raise()?.unwrap_or_default();
        let settings = TrainingSettings {
            algorithm,
            alpha: self.alpha,
            cost: self.cost,
            balance: self.balance,
            vectorizer,
            open: OpenTerms {
                stems: self.stems.is_none(),
                stop_words: self.drop_stop_words.is_none(),
                characters: self.characters_are_open && self.hash_features.is_none(),
                max_n: self.ngrams.is_none(),
                min_df: self.min_df.is_none(),
                weighting: self.sublinear_tf.is_none(),
            },
            optimize: if self.optimize == "accuracy" { Optimize::Accuracy } else { Optimize::MacroF1 },
            prior,
            several_topics: self.several_topics,
        };
        Ok((masking, lang, settings))
    }
}

/// What becomes of boilerplate.
pub(crate) const fn masking(keep_boilerplate: bool) -> Masking {
    if keep_boilerplate { Masking::Kept } else { Masking::Masked }
}

/// When a topic is given, and what becomes of boilerplate.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Decision {
    min_confidence: f64,
    rules: Option<String>,
    keep_boilerplate: bool,
}

impl Decision {
    /// The rules that were given, as the text of their file.
    ///
    /// # Errors
    /// Where something in them has no meaning.
    pub(crate) fn rules(&self) -> PyResult<Option<Rules>> {
        self.rules.as_deref().map(Rules::parse).transpose().or_raise()
    }

    /// The decision, with these rules.
    pub(crate) const fn settings<'a>(&self, rules: Option<&'a Rules>) -> TopicSettings<'a> {
        TopicSettings { min_confidence: self.min_confidence, rules }
    }

    /// What becomes of boilerplate.
    pub(crate) const fn masking(&self) -> Masking {
        masking(self.keep_boilerplate)
    }
}

/// The user's names for columns.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ColumnNames {
    id: Option<String>,
    title: Option<String>,
    text: Option<String>,
    url: Option<String>,
    source: Option<String>,
    date: Option<String>,
    lang: Option<String>,
    label: Option<String>,
}

impl From<ColumnNames> for Columns {
    fn from(names: ColumnNames) -> Self {
        let ColumnNames { id, title, text, url, source, date, lang, label } = names;
        Self { id, title, text, url, source, published: date, lang, label }
    }
}
