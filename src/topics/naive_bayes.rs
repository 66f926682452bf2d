//! Multinomial and complement naive Bayes on sparse rows, on linfa's traits.
//!
//! Multinomial: `P(topic | x) ∝ P(topic) Π p(term | topic)^x`, with `p(term | topic) = (N + α) / (Σ N + α n)`.
//! Complement (Rennie, Shih, Teevan and Karger, "Tackling the poor assumptions of naive Bayes text
//! classifiers", ICML 2003): a topic scores by how unlikely the document is in all the *other* topics taken
//! together, which suffers less where topics differ in size. As in scikit-learn it uses no prior.

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, FitWith, PredictInplace};
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use super::Linear;
use super::class_sums::{ClassSums, to_float};
use super::posterior::{argmax, normalize};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Row, SparseRows};
use crate::parallel;

/// More smoothing than this leaves nothing of the counts.
const MAX_ALPHA: f64 = 1e6;

/// Weights are made in stretches of so many terms.
const TERMS_PER_CHUNK: usize = 4096;

/// Which naive Bayes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// Multinomial naive Bayes.
    Multinomial,
    /// Complement naive Bayes.
    Complement,
}

impl Algorithm {
    /// The name on the command line and in model files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Multinomial => "multinomial",
            Self::Complement => "complement",
        }
    }
}

/// Checked parameters of [`NaiveBayes`]; see [`NaiveBayesParams`].
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveBayesValidParams {
    n_topics: usize,
    algorithm: Algorithm,
    alpha: f64,
    fit_prior: bool,
    norm: bool,
}

/// Parameters of [`NaiveBayes`]. Targets are topic numbers, `0..n_topics`, in the order of the topics' names.
///
/// # Parameters
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | `n_topics` | | the number of topics, whether or not all have documents | `[1, inf)` |
/// | `algorithm` | | multinomial or complement | |
/// | [`alpha`](Self::alpha) | 1.0 | additive smoothing of each term's weight | `(0, 1000000]` |
/// | [`fit_prior`](Self::fit_prior) | true | multinomial: topics weigh by their number of documents | |
/// | [`norm`](Self::norm) | false | complement: divide a topic's weights by their sum | |
///
/// # Errors
/// [`ErrorKind::Parameter`] for a value out of its range; [`ErrorKind::Data`] for rows that cannot be learnt from.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveBayesParams(NaiveBayesValidParams);

impl NaiveBayesParams {
    /// Parameters for `n_topics` topics.
    #[must_use]
    pub const fn new(algorithm: Algorithm, n_topics: usize) -> Self {
        Self(NaiveBayesValidParams { n_topics, algorithm, alpha: 1.0, fit_prior: true, norm: false })
    }

    /// Additive smoothing.
    #[must_use]
    pub const fn alpha(mut self, alpha: f64) -> Self {
        self.0.alpha = alpha;
        self
    }

    /// Whether topics weigh by their number of documents (multinomial only).
    #[must_use]
    pub const fn fit_prior(mut self, fit_prior: bool) -> Self {
        self.0.fit_prior = fit_prior;
        self
    }

    /// Whether a topic's weights are divided by their sum (complement only).
    #[must_use]
    pub const fn norm(mut self, norm: bool) -> Self {
        self.0.norm = norm;
        self
    }
}

impl ParamGuard for NaiveBayesParams {
    type Checked = NaiveBayesValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&NaiveBayesValidParams> {
        let NaiveBayesValidParams { n_topics, alpha, .. } = self.0;
        if n_topics == 0 {
            return Err(Error::new(ErrorKind::Parameter, "naive Bayes needs at least one topic"));
        }
        if !(alpha > 0.0 && alpha <= MAX_ALPHA) {
            return Err(Error::new(
                ErrorKind::Parameter,
                format!("the smoothing alpha is a number above 0 and up to {MAX_ALPHA}, not {alpha}"),
            ));
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<NaiveBayesValidParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl<T: AsSingleTargets<Elem = usize>> Fit<SparseRows, T, Error> for NaiveBayesValidParams {
    type Object = NaiveBayes;

    fn fit(&self, dataset: &DatasetBase<SparseRows, T>) -> Result<NaiveBayes> {
        self.fit_with(None, dataset)
    }
}

/// Learns more documents: the sums of the earlier model grow, and the weights are made anew from them.
impl<'a, T: AsSingleTargets<Elem = usize> + 'a> FitWith<'a, SparseRows, T, Error> for NaiveBayesValidParams {
    type ObjectIn = Option<NaiveBayes>;
    type ObjectOut = NaiveBayes;

    fn fit_with(
        &self,
        model: Option<NaiveBayes>,
        dataset: &DatasetBase<SparseRows, T>,
    ) -> Result<NaiveBayes> {
        let rows = dataset.records();
        let targets = dataset.as_single_targets().to_vec();
        if targets.len() != rows.n_rows() {
            return Err(linfa::Error::MismatchedShapes(rows.n_rows(), targets.len()).into());
        }
        let mut sums = ClassSums::of(rows, &targets, self.n_topics)?;
        if let Some(earlier) = model {
            sums.merge(&earlier.sums)?;
        }
        self.fit_sums(sums)
    }
}

impl NaiveBayesValidParams {
    /// Which naive Bayes.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Additive smoothing.
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// The model of documents that have been summed already.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where there is no document or no term.
    pub fn fit_sums(&self, sums: ClassSums) -> Result<NaiveBayes> {
        if sums.n_rows().sum() == 0 || sums.n_terms() == 0 {
            return Err(Error::new(ErrorKind::Data, "naive Bayes needs at least one document and one term"));
        }
        let mut linear = LogLinear::new(sums.n_terms(), sums.n_topics());
        self.refit(&sums, &mut linear);
        Ok(NaiveBayes { sums, linear })
    }

    /// Makes `linear`, which has the shape of `sums`, the model that follows from `sums`.
    pub(super) fn refit(&self, sums: &ClassSums, linear: &mut LogLinear) {
        let n_documents: u64 = sums.n_rows().sum();
        linear.intercepts = match self.algorithm {
            Algorithm::Multinomial if self.fit_prior => {
                sums.n_rows().mapv(|n| libm::log(n as f64) - libm::log(n_documents as f64))
            }
            Algorithm::Multinomial => Array1::from_elem(self.n_topics, -libm::log(self.n_topics as f64)),
            Algorithm::Complement => Array1::zeros(self.n_topics),
        };
        self.fill_weights(sums, &mut linear.weights);
    }

    /// Log-probabilities of the terms, shape (terms, topics).
    fn fill_weights(&self, sums: &ClassSums, weights: &mut Array2<f64>) {
        let smoothing = self.alpha * sums.n_terms() as f64;
        let (totals, sign) = match self.algorithm {
            Algorithm::Multinomial => (sums.totals(), 1.0),
            Algorithm::Complement => (sums.complement_totals(), -1.0),
        };
        let log_totals: Vec<f64> = totals.into_iter().map(|total| libm::log(total + smoothing)).collect();
        let n_topics = self.n_topics;
        let fill = |chunk: usize, weights: &mut [f64]| {
            for (place, weights) in weights.chunks_mut(n_topics).enumerate() {
                let by_topic = sums.of_term(chunk * TERMS_PER_CHUNK + place);
                let all: u64 = by_topic.iter().fold(0, |all, &sum| all.saturating_add(sum));
                let log = |sum: u64| match self.algorithm {
                    Algorithm::Multinomial => libm::log(to_float(sum) + self.alpha),
                    Algorithm::Complement => libm::log(to_float(all.saturating_sub(sum)) + self.alpha),
                };
                // Most terms never occur in most topics, which then share one logarithm.
                let log_absent = log(0);
                for ((weight, &sum), log_total) in weights.iter_mut().zip(by_topic).zip(&log_totals) {
                    let log = if sum == 0 { log_absent } else { log(sum) };
                    *weight = sign * (log - log_total);
                }
            }
        };
        if let Some(weights) = weights.as_slice_mut() {
            parallel::fill_chunks(weights, TERMS_PER_CHUNK * n_topics, fill);
        }
        if self.algorithm == Algorithm::Complement && self.norm {
            for mut column in weights.columns_mut() {
                let total: f64 = column.iter().sum();
                column.mapv_inplace(|weight| weight / total);
            }
        }
    }
}

/// The weight of each term for each topic, and what each topic starts from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LogLinear {
    /// Shape (terms, topics).
    weights: Array2<f64>,
    intercepts: Array1<f64>,
}

impl LogLinear {
    /// A model that says nothing yet.
    pub(super) fn new(n_terms: usize, n_topics: usize) -> Self {
        Self { weights: Array2::zeros((n_terms, n_topics)), intercepts: Array1::zeros(n_topics) }
    }

    /// The joint log-likelihood of one row with each topic.
    pub(super) fn scores(&self, row: Row<'_>) -> Vec<f64> {
        let mut scores = self.intercepts.to_vec();
        let n_topics = scores.len();
        let weights = self.weights.as_slice().unwrap_or_default();
        for (term, value) in row.iter() {
            let of_term = weights.get(term * n_topics..(term + 1) * n_topics).unwrap_or_default();
            for (score, weight) in scores.iter_mut().zip(of_term) {
                *score += value * weight;
            }
        }
        scores
    }
}

/// A fitted naive Bayes classifier: a linear model of the terms' weights, and the sums that they follow from.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveBayes {
    sums: ClassSums,
    linear: LogLinear,
}

impl NaiveBayes {
    /// What the documents of each topic add up to, without the weights.
    pub(super) fn into_sums(self) -> ClassSums {
        self.sums
    }

    /// What the documents of each topic add up to.
    #[must_use]
    pub const fn class_sums(&self) -> &ClassSums {
        &self.sums
    }

    /// The weight of each term for each topic, shape (terms, topics).
    #[must_use]
    pub const fn weights(&self) -> &Array2<f64> {
        &self.linear.weights
    }

    /// What each topic starts from: its log-prior, or zero for complement naive Bayes.
    #[must_use]
    pub const fn intercepts(&self) -> &Array1<f64> {
        &self.linear.intercepts
    }

    /// The same model in the form that every algorithm ends in.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are kept in single precision, to seven digits"
    )]
    pub fn to_linear(&self) -> Linear {
        let weights = self.linear.weights.as_slice().unwrap_or_default();
        let n_topics = self.linear.intercepts.len();
        Linear::new(self.linear.weights.nrows(), self.linear.intercepts.to_vec(), |term, of_term| {
            let learnt = weights.get(term * n_topics..).unwrap_or_default();
            for (weight, &learnt) in of_term.iter_mut().zip(learnt) {
                *weight = learnt as f32;
            }
        })
    }

    /// The joint log-likelihood of one row with each topic.
    #[must_use]
    pub fn scores(&self, row: Row<'_>) -> Vec<f64> {
        self.linear.scores(row)
    }

    /// The joint log-likelihoods of all rows, shape (rows, topics).
    #[must_use]
    pub fn joint_log_likelihood(&self, rows: &SparseRows) -> Array2<f64> {
        self.by_row(rows, |_| ())
    }

    /// The posterior probabilities of all rows, shape (rows, topics); every row adds up to 1.
    #[must_use]
    pub fn predict_proba(&self, rows: &SparseRows) -> Array2<f64> {
        self.by_row(rows, normalize)
    }

    fn by_row(&self, rows: &SparseRows, finish: impl Fn(&mut [f64]) + Sync + Send) -> Array2<f64> {
        let indices: Vec<usize> = (0..rows.n_rows()).collect();
        let scores = parallel::map(&indices, |&index| {
            let mut scores = self.scores(rows.row(index));
            finish(&mut scores);
            scores
        });
        Array2::from_shape_vec((rows.n_rows(), self.intercepts().len()), scores.concat()).unwrap_or_default()
    }
}

/// Predicts topic numbers; of equal scores the lower number wins, which is the first by topic name.
impl PredictInplace<SparseRows, Array1<usize>> for NaiveBayes {
    fn predict_inplace(&self, x: &SparseRows, y: &mut Array1<usize>) {
        for (index, topic) in y.iter_mut().enumerate() {
            *topic = argmax(&self.scores(x.row(index)));
        }
    }

    fn default_target(&self, x: &SparseRows) -> Array1<usize> {
        Array1::zeros(x.n_rows())
    }
}
