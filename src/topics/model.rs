//! A trained topic model: what is saved, loaded and asked for topics.

use serde::{Deserialize, Serialize};

use super::posterior::argmax;
use super::{Algorithm, Calibration, CandidateScore, History, RowLedger, SparseSums};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, Document, Scratch, Vectorizer};

/// A vectorizer, the weight of every term for every topic, and how scores become probabilities.
#[derive(Debug)]
pub struct TopicModel {
    vectorizer: Vectorizer,
    topics: Vec<String>,
    /// Weights by term, then topic: the weights of one term lie side by side.
    weights: Array<f32>,
    intercepts: Vec<f64>,
    calibration: Calibration,
    provenance: Provenance,
    learnt: Learnt,
}

/// What a model keeps of its articles, to learn more or to forget; classifying does without.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learnt {
    /// What the articles of each topic add up to; `None` where the weights do not follow from sums.
    pub sums: Option<SparseSums>,
    /// The articles, by their fingerprints.
    pub rows: RowLedger,
    /// The boilerplate of the first training: see [`crate::boilerplate::KnownLines`].
    pub known_lines: Array<u64>,
}

/// Where a model comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The algorithm of the weights.
    pub algorithm: Algorithm,
    /// Its additive smoothing.
    pub alpha: f64,
    /// The number of documents of each topic that are learnt today, in the order of the topics.
    pub n_documents: Vec<u64>,
    /// A hash of the documents and labels of the first training, in order (XXH3, 128 bits, hexadecimal).
    pub training_digest: String,
    /// Every setting that was tried and how it did out of fold, best first.
    pub candidates: Vec<CandidateScore>,
    /// What was learnt and forgotten since the first training.
    pub history: History,
}

impl Provenance {
    /// The number of documents that are learnt today.
    #[must_use]
    pub fn n_learnt(&self) -> u64 {
        self.n_documents.iter().fold(0, |total, &n| total.saturating_add(n))
    }
}

/// A topic with its probability.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicProbability {
    /// The topic's name.
    pub topic: String,
    /// Its calibrated probability, `[0, 1]`.
    pub confidence: f64,
}

/// What a model makes of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The calibrated probability of each topic, in the order of the model's topics; they add up to 1.
    pub probabilities: Vec<f64>,
    /// The number of distinct known terms; where it is 0, the probabilities are those of the training data.
    pub n_known_terms: usize,
}

impl Classification {
    /// The number of the likeliest topic; of equal ones the first by name.
    #[must_use]
    pub fn best(&self) -> usize {
        argmax(&self.probabilities)
    }

    /// The probability of the likeliest topic.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.probabilities.get(self.best()).copied().unwrap_or(0.0)
    }
}

impl TopicModel {
    /// A model from its parts.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the parts do not fit each other.
    pub fn from_parts(
        vectorizer: Vectorizer,
        topics: Vec<String>,
        weights: Array<f32>,
        intercepts: Vec<f64>,
        calibration: Calibration,
        provenance: Provenance,
    ) -> Result<Self> {
        let n_weights = vectorizer.vocabulary().len().checked_mul(topics.len());
        let fits = n_weights == Some(weights.as_slice().len())
            && intercepts.len() == topics.len()
            && provenance.n_documents.len() == topics.len();
        if !fits || topics.is_empty() {
            return Err(Error::new(
                ErrorKind::Model,
                "the model's topics, terms and weights do not fit each other",
            ));
        }
        if !(topics.is_sorted_by(|a, b| a < b) && calibration.temperature > 0.0) {
            return Err(Error::new(ErrorKind::Model, "the model's topics or calibration make no sense"));
        }
        let learnt = Learnt::default();
        Ok(Self { vectorizer, topics, weights, intercepts, calibration, provenance, learnt })
    }

    /// The same model with what it keeps of its articles.
    #[must_use]
    pub fn with_learnt(self, learnt: Learnt) -> Self {
        Self { learnt, ..self }
    }

    /// The same model with the boilerplate that was masked when it was trained: the hashes of
    /// [`crate::boilerplate::KnownLines`].
    #[must_use]
    pub fn with_known_lines(mut self, hashes: &[u64]) -> Self {
        self.learnt.known_lines = hashes.to_vec().into();
        self
    }

    /// The same model with the names of the files it was trained on, where learning more takes reading them again. A model that
    /// keeps its sums needs none, and stays the same whatever its files are called.
    #[must_use]
    pub fn with_files(mut self, mut names: Vec<String>) -> Self {
        if self.learnt.sums.is_none() {
            names.sort_unstable();
            names.dedup();
            self.provenance.history.files = names;
        }
        self
    }

    /// What the model keeps of its articles.
    #[must_use]
    pub const fn learnt(&self) -> &Learnt {
        &self.learnt
    }

    /// The vectorizer, the calibration, where the model comes from, and what it keeps of its articles.
    pub(super) fn into_parts(self) -> (Vectorizer, Calibration, Provenance, Learnt) {
        (self.vectorizer, self.calibration, self.provenance, self.learnt)
    }

    /// The topics, sorted by name.
    #[must_use]
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// How documents become rows.
    #[must_use]
    pub const fn vectorizer(&self) -> &Vectorizer {
        &self.vectorizer
    }

    /// The weights by term, then topic.
    #[must_use]
    pub const fn weights(&self) -> &Array<f32> {
        &self.weights
    }

    /// What each topic starts from.
    #[must_use]
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// How scores become probabilities.
    #[must_use]
    pub const fn calibration(&self) -> Calibration {
        self.calibration
    }

    /// Where the model comes from.
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The topics of one document.
    pub fn classify(&self, scratch: &mut Scratch, document: &Document<'_>) -> Classification {
        let (columns, values) = self.vectorizer.transform_one(scratch, document);
        if columns.is_empty() {
            return Classification { probabilities: self.priors(), n_known_terms: 0 };
        }
        let mut scores = self.intercepts.clone();
        for (&column, &value) in columns.iter().zip(&values) {
            for (score, weight) in scores.iter_mut().zip(self.term_weights(column as usize)) {
                *score += value * f64::from(*weight);
            }
        }
        self.calibration.apply(&mut scores);
        Classification { probabilities: scores, n_known_terms: columns.len() }
    }

    /// The weight of the term in `column` for each topic.
    #[must_use]
    pub fn term_weights(&self, column: usize) -> &[f32] {
        let n_topics = self.topics.len();
        column
            .checked_mul(n_topics)
            .and_then(|start| self.weights.as_slice().get(start..start + n_topics))
            .unwrap_or_default()
    }

    /// The share of each topic in the training data.
    #[must_use]
    pub fn priors(&self) -> Vec<f64> {
        let total = self.provenance.n_learnt();
        self.provenance.n_documents.iter().map(|&n| n as f64 / total.max(1) as f64).collect()
    }

    /// The `n` likeliest topics of a classification, best first; of equal ones the first by name.
    #[must_use]
    pub fn ranked(&self, classification: &Classification, n: usize) -> Vec<TopicProbability> {
        let mut order: Vec<(usize, f64)> = classification.probabilities.iter().copied().enumerate().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let named = order.into_iter().take(n).filter_map(|(topic, confidence)| {
            Some(TopicProbability { topic: self.topics.get(topic)?.clone(), confidence })
        });
        named.collect()
    }

    /// For each topic, the `n` terms that speak most for it against the mean of all topics, the strongest first.
    #[must_use]
    pub fn characteristic_terms(&self, n: usize) -> Vec<Vec<&str>> {
        let mut strongest: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.topics.len()];
        for column in 0..self.vectorizer.vocabulary().len() {
            let weights = self.term_weights(column);
            let mean =
                weights.iter().map(|&weight| f64::from(weight)).sum::<f64>() / weights.len().max(1) as f64;
            for (strongest, &weight) in strongest.iter_mut().zip(weights) {
                let margin = f64::from(weight) - mean;
                // Behind those that are as strong: of equal terms the first by name stays first.
                let place = strongest.partition_point(|(other, _)| *other >= margin);
                if place < n && margin > 0.0 {
                    strongest.insert(place, (margin, column));
                    strongest.truncate(n);
                }
            }
        }
        let name = |(_, column): (f64, usize)| self.vectorizer.vocabulary().term(column);
        strongest.into_iter().map(|terms| terms.into_iter().filter_map(name).collect()).collect()
    }
}
