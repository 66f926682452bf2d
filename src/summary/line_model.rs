//! Which sentence makes a good line: weights of features and of their products.

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, N_CORE, N_FEATURES, N_STYLE};
use super::ridge::n_columns;
use crate::error::{Error, ErrorKind, Result};

/// The format that this program writes and reads.
const FORMAT: u64 = 1;
/// Larger weights come from no training, and their sums might not be finite.
const MAX_WEIGHT: f64 = 1e9;

/// The weights by which sentences are ranked.
///
/// The score of a sentence is the sum of its features and of products of two of them, each times its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineModel {
    format: u64,
    /// What it was learnt from.
    learnt_from: LearntFrom,
    /// The names of the features, in order.
    features: Vec<String>,
    /// A weight for each feature, then for the product of each of the first with itself and those behind it.
    weights: Vec<f64>,
}

/// What line weights were learnt from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LearntFrom {
    /// The names of the files, without their folders.
    pub files: Vec<String>,
    /// Articles.
    pub articles: usize,
    /// Lines that could be chosen.
    pub lines: usize,
}

impl LineModel {
    pub(super) fn new(weights: Vec<f64>, learnt_from: LearntFrom) -> Self {
        let features = FEATURES.iter().map(ToString::to_string).collect();
        Self { format: FORMAT, learnt_from, features, weights }
    }

    /// The weights that come with the program.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the program was built with a damaged file.
    pub fn builtin() -> Result<Self> {
        Self::from_json(include_str!("../../models/line.json"))
            .map_err(|error| error.at("built-in line weights"))
    }

    /// The weights of a file's text.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where it holds no line weights, or those of another version.
    pub fn from_json(text: &str) -> Result<Self> {
        let model: Self = serde_json::from_str(text).map_err(|error| {
            Error::new(
                ErrorKind::Model,
                format!("holds no line weights ({error}); make some with `slugline train-line`"),
            )
        })?;
        let is_ours = model.format == FORMAT
            && model.features.iter().map(String::as_str).eq(FEATURES)
            && model.weights.len() == n_columns(N_FEATURES, N_CORE);
        let refused = |why: &str| {
            Err(Error::new(ErrorKind::Model, format!("{why}; make it again with `slugline train-line`")))
        };
        if !is_ours {
            return refused("has not the format, features and number of weights of this version of slugline");
        }
        if !model.weights.iter().all(|weight| weight.abs() <= MAX_WEIGHT) {
            return refused("is damaged: it holds a weight that no training gives");
        }
        Ok(model)
    }

    /// The text of a file.
    ///
    /// # Errors
    /// None that can happen: numbers and names always have a text.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self)
            .map(|text| text + "\n")
            .map_err(|error| Error::new(ErrorKind::Model, error.to_string()))
    }

    /// What it was learnt from.
    #[must_use]
    pub const fn learnt_from(&self) -> &LearntFrom {
        &self.learnt_from
    }

    /// The weights for lines of one article, which have their first features, `style`, in common.
    pub(super) fn in_article(&self, style: [f64; N_STYLE]) -> ArticleWeights<'_> {
        let (linear, mut products) = self.weights.split_at_checked(N_FEATURES).unwrap_or_default();
        let mut folded = [0.0; N_FEATURES];
        folded.iter_mut().zip(linear).for_each(|(folded, weight)| *folded = *weight);
        for (place, value) in style.iter().enumerate() {
            let (row, rest) = products.split_at_checked(N_FEATURES - place).unwrap_or_default();
            folded.iter_mut().skip(place).zip(row).for_each(|(folded, weight)| *folded += value * weight);
            products = rest;
        }
        let constant = folded.iter().zip(style).map(|(weight, value)| weight * value).sum();
        ArticleWeights { constant, linear: folded, products }
    }
}

/// Weights for the lines of one article. What lines have in common is folded into the weights of the rest: of the sum over features and
/// products, a form of two degrees in the features that differ is left.
pub(super) struct ArticleWeights<'m> {
    /// What all lines score.
    constant: f64,
    linear: [f64; N_FEATURES],
    /// For each further core feature the weights of its products with itself and those behind it.
    products: &'m [f64],
}

impl ArticleWeights<'_> {
    /// How well a line with these features would stand for its article; comparable within the article.
    pub(super) fn score(&self, features: &[f64; N_FEATURES]) -> f64 {
        let behind_style = |values: &'_ [f64; N_FEATURES]| -> [f64; N_FEATURES - N_STYLE] {
            values.last_chunk().copied().unwrap_or([0.0; N_FEATURES - N_STYLE])
        };
        let features = behind_style(features);
        let mut score = self.constant + inner_product(&behind_style(&self.linear), &features);
        let mut products = self.products;
        for (place, value) in features.iter().enumerate().take(N_CORE - N_STYLE) {
            let (row, rest) = products.split_at_checked(features.len() - place).unwrap_or_default();
            if *value != 0.0 {
                score += value * inner_product(row, features.get(place..).unwrap_or_default());
            }
            products = rest;
        }
        score
    }
}

/// The inner product, summed in several lanes, which the machine adds up side by side.
fn inner_product(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 4;
    let mut sums = [0.0; LANES];
    let ((a, rest_of_a), (b, rest_of_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3], [s0, s1, s2, s3]) = (a, b, sums);
        sums = [s0 + a0 * b0, s1 + a1 * b1, s2 + a2 * b2, s3 + a3 * b3];
    }
    let rest: f64 = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::ridge::expand;
    use proptest::prelude::*;

    fn score(model: &LineModel, features: &[f64; N_FEATURES]) -> f64 {
        model.in_article(*features.first_chunk().unwrap()).score(features)
    }

    proptest! {
        /// The reference is the sum over all features and products, one by one.
        #[test]
        fn what_is_folded_changes_nothing(features in proptest::collection::vec(-2.0_f64..2.0, N_FEATURES)) {
            let features: [f64; N_FEATURES] = features.try_into().unwrap();
            let model = LineModel::builtin().unwrap();
            let mut expanded = Vec::new();
            expand(&features, N_CORE, &mut expanded);
            let expected: f64 = model.weights.iter().zip(&expanded).map(|(weight, value)| weight * value).sum();
            prop_assert!((score(&model, &features) - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn a_file_is_what_was_written() {
        let model = LineModel::builtin().unwrap();
        assert_eq!(LineModel::from_json(&model.to_json().unwrap()).unwrap(), model);
        assert!(model.learnt_from().articles > 1000);
    }

    #[test]
    fn files_that_are_no_weights_are_refused() {
        let good = LineModel::builtin().unwrap().to_json().unwrap();
        let mut huge = LineModel::builtin().unwrap();
        huge.weights[0] = -1e200;
        let bad = [
            "",
            "{}",
            "[1]",
            &good.replace("\"lead\"", "\"led\""),
            &good.replace("\"format\": 1", "\"format\": 2"),
            &good.replacen("\"weights\": [", "\"weights\": [0.0, ", 1),
            &huge.to_json().unwrap(),
        ];
        for text in bad {
            let error = LineModel::from_json(text).unwrap_err();
            assert!(error.to_string().contains("train-line"), "{error}");
        }
    }

    /// By hand: the first feature and its square.
    #[test]
    fn a_score_is_the_sum_of_features_and_products() {
        let mut model = LineModel::builtin().unwrap();
        model.weights.fill(0.0);
        model.weights[0] = 2.0;
        model.weights[N_FEATURES] = -1.0;
        let mut features = [1.0; N_FEATURES];
        features[0] = 3.0;
        assert!((score(&model, &features) - (6.0 - 9.0)).abs() < 1e-12);
    }

    #[test]
    fn weights_can_be_shared() {
        fn check<T: Send + Sync>() {}
        check::<LineModel>();
    }
}
