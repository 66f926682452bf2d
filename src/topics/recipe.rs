//! What a model's weights are made of: naive Bayes, the discriminative model, or a blend of both.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Algorithm, DiscriminativeParams, NaiveBayesParams};

/// A naive Bayes with its smoothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NaiveBayesRecipe {
    /// Which naive Bayes.
    pub algorithm: Algorithm,
    /// Its additive smoothing.
    pub alpha: f64,
}

impl NaiveBayesRecipe {
    /// The parameters of its estimator for `n_topics` topics.
    pub(super) fn params(self, n_topics: usize) -> NaiveBayesParams {
        NaiveBayesParams::new(self.algorithm, n_topics).alpha(self.alpha)
    }
}

/// How a model's scores come about. All recipes are linear in the terms' weights, and so are their blends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recipe {
    /// The joint log-likelihoods of naive Bayes.
    NaiveBayes(NaiveBayesRecipe),
    /// The margins of the discriminative model.
    Discriminative(DiscriminativeParams),
    /// The margins of the discriminative model, to which the joint log-likelihoods of naive Bayes are added.
    Blend {
        /// The discriminative part.
        discriminative: DiscriminativeParams,
        /// The naive Bayes part.
        naive_bayes: NaiveBayesRecipe,
        /// What the scores of naive Bayes are multiplied by before they are added.
        factor: f64,
    },
}

impl Recipe {
    /// The name of its kind.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NaiveBayes(recipe) => recipe.algorithm.as_str(),
            Self::Discriminative(_) => "discriminative",
            Self::Blend { .. } => "blend",
        }
    }

    /// The naive Bayes part, if there is one.
    #[must_use]
    pub const fn naive_bayes(&self) -> Option<NaiveBayesRecipe> {
        match self {
            Self::NaiveBayes(recipe) | Self::Blend { naive_bayes: recipe, .. } => Some(*recipe),
            Self::Discriminative(_) => None,
        }
    }

    /// The discriminative part, if there is one.
    #[must_use]
    pub const fn discriminative(&self) -> Option<DiscriminativeParams> {
        match self {
            Self::Discriminative(params) | Self::Blend { discriminative: params, .. } => Some(*params),
            Self::NaiveBayes(_) => None,
        }
    }
}

/// `blend of discriminative (cost 1, balance 0) and complement (alpha 0.1), factor 0.32`
impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NaiveBayes(recipe) => write!(f, "{recipe}"),
            Self::Discriminative(params) => write!(f, "{params}"),
            Self::Blend { discriminative, naive_bayes, factor } => {
                write!(f, "blend of {discriminative} and {naive_bayes}, factor {factor:.3}")
            }
        }
    }
}

impl fmt::Display for NaiveBayesRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (alpha {})", self.algorithm.as_str(), self.alpha)
    }
}

impl fmt::Display for DiscriminativeParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "discriminative (cost {}, balance {})", self.cost, self.balance)
    }
}
