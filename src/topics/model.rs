//! A trained topic model: what is saved, loaded and asked for topics.

use serde::{Deserialize, Serialize};

use super::posterior::argmax;
use super::prior::adjust;
use super::thresholds::given;
use super::{
    Acceptance, Calibration, CandidateScore, History, Linear, Optimize, Prior, Recipe, RowLedger, SparseSums,
    TermsScore,
};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, Document, Row, Scratch, Vectorizer};

/// A vectorizer, the weight of every term for every topic, and how scores become probabilities.
#[derive(Debug)]
pub struct TopicModel {
    vectorizer: Vectorizer,
    topics: Vec<String>,
    /// Weights by term, then topic: the weights of one term lie side by side.
    weights: Array<f32>,
    intercepts: Vec<f64>,
    calibration: Calibration,
    decision: Decision,
    provenance: Provenance,
    /// The share of each topic in the training data.
    trained_shares: Vec<f64>,
    /// The share of each topic that is assumed.
    shares: Vec<f64>,
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
    /// What the weights are made of.
    pub recipe: Recipe,
    /// What the recipe was the best in.
    pub optimize: Optimize,
    /// How text becomes terms, in words.
    pub terms: String,
    /// The number of documents of each topic that are learnt today, in the order of the topics.
    pub n_documents: Vec<u64>,
    /// A hash of the documents and labels of the first training, of plain naive Bayes in any order (XXH3, 128 bits, hexadecimal).
    pub training_digest: String,
    /// Every setting that was tried and how it did out of fold, best first.
    pub candidates: Vec<CandidateScore>,
    /// Every way of making terms that was tried and how it did out of fold, in the order in which they were tried.
    pub terms_tried: Vec<TermsScore>,
    /// What was learnt and forgotten since the first training.
    pub history: History,
}

/// When a topic is given.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Decision {
    /// How sure the model must be to err only so often.
    pub acceptance: Acceptance,
    /// From which probability on each topic is given, where an article may have several; empty where it has one.
    pub thresholds: Vec<f64>,
    /// How frequent topics are taken to be.
    pub prior: Prior,
}

/// The weights and intercepts of a model file.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelWeights {
    /// Weights by term, then topic.
    pub weights: Array<f32>,
    /// What each topic starts from.
    pub intercepts: Vec<f64>,
}

impl From<Linear> for ModelWeights {
    fn from(linear: Linear) -> Self {
        let (weights, intercepts) = linear.into_parts();
        Self { weights: weights.into(), intercepts }
    }
}

/// A topic with its probability.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicProbability {
    /// The topic's name.
    pub topic: String,
    /// Its calibrated probability, `[0, 1]`; none of a topic that the model does not have.
    pub confidence: Option<f64>,
}

/// What a model makes of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The calibrated probability of each topic, in the order of the model's topics; they add up to 1 unless an article may
    /// have several topics.
    pub probabilities: Vec<f64>,
    /// The number of distinct words and n-grams of words that the model knows; where it is 0, the probabilities are the prior.
    pub n_known_words: usize,
    /// The topics that are given, rising: the likeliest, or all that reach their thresholds where an article may have several. None
    /// where no word is known.
    pub given: Vec<usize>,
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
        ModelWeights { weights, intercepts }: ModelWeights,
        calibration: Calibration,
        decision: Decision,
        provenance: Provenance,
    ) -> Result<Self> {
        let n_weights = vectorizer.n_terms().checked_mul(topics.len());
        let fits = n_weights == Some(weights.as_slice().len())
            && intercepts.len() == topics.len()
            && provenance.n_documents.len() == topics.len();
        if !fits || topics.is_empty() {
            return Err(Error::new(
                ErrorKind::Model,
                "the model's topics, terms and weights do not fit each other",
            ));
        }
        let makes_sense = topics.is_sorted_by(|a, b| a < b)
            && calibration.is_valid(topics.len())
            && decision.acceptance.is_valid()
            && [0, topics.len()].contains(&decision.thresholds.len());
        if !makes_sense {
            return Err(Error::new(ErrorKind::Model, "the model's topics or calibration make no sense"));
        }
        let trained_shares = trained_shares(&provenance.n_documents, provenance.history.n_learnt());
        // Topics that an article may have side by side do not share it out.
        let shares = if decision.thresholds.is_empty() {
            decision.prior.shares(&topics, &trained_shares)?
        } else {
            trained_shares.clone()
        };
        Ok(Self {
            vectorizer,
            topics,
            weights,
            intercepts,
            calibration,
            decision,
            provenance,
            trained_shares,
            shares,
            learnt: Learnt::default(),
        })
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

    /// The vectorizer, when a topic is given, where the model comes from, and what it keeps of its articles.
    pub(super) fn into_parts(self) -> (Vectorizer, Decision, Provenance, Learnt) {
        (self.vectorizer, self.decision, self.provenance, self.learnt)
    }

    /// What the model keeps of its articles.
    #[must_use]
    pub const fn learnt(&self) -> &Learnt {
        &self.learnt
    }

    /// The same model for topics as frequent as `prior` says. With another prior than it was trained with, nothing is known of how
    /// often it errs.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] where the prior names a topic that the model does not have, or articles have several topics.
    pub fn with_prior(mut self, prior: Prior) -> Result<Self> {
        if self.is_multi_label() && prior != Prior::Train {
            let message = "this model gives several topics to an article, which have no common prior; leave --prior out";
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        if prior != self.decision.prior {
            self.shares = prior.shares(&self.topics, &self.trained_shares)?;
            // How often the surest err was measured with the other prior.
            self.decision.acceptance = Acceptance::default();
            self.decision.prior = prior;
        }
        Ok(self)
    }

    /// Whether an article may have several topics, or none.
    #[must_use]
    pub fn is_multi_label(&self) -> bool {
        !self.decision.thresholds.is_empty()
    }

    /// When a topic is given.
    #[must_use]
    pub const fn decision(&self) -> &Decision {
        &self.decision
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
    pub const fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Where the model comes from.
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The topics of one document.
    pub fn classify(&self, scratch: &mut Scratch, document: &Document<'_>) -> Classification {
        self.classify_row(self.vectorizer.transform_in(scratch, document))
    }

    /// The topics of a document by its columns (rising) and values.
    pub(super) fn classify_row(&self, row: Row<'_>) -> Classification {
        let n_words = self.vectorizer.words().len();
        let n_known_words = row.columns.partition_point(|&column| (column as usize) < n_words);
        if n_known_words == 0 {
            return Classification { probabilities: self.shares.clone(), n_known_words, given: Vec::new() };
        }
        let mut scores = self.scores(row);
        self.calibration.apply(&mut scores);
        if self.decision.prior != Prior::Train {
            adjust(&mut scores, &self.trained_shares, &self.shares);
        }
        let given = if self.is_multi_label() {
            given(&scores, &self.decision.thresholds)
        } else {
            vec![argmax(&scores)]
        };
        Classification { probabilities: scores, n_known_words, given }
    }

    /// The score of each topic, before calibration and prior, of a document by its row.
    pub(super) fn scores(&self, row: Row<'_>) -> Vec<f64> {
        let (n_topics, weights) = (self.topics.len(), self.weights.as_slice());
        let mut scores = self.intercepts.clone();
        let [first, inner @ .., last] = scores.as_mut_slice() else { return scores };
        // The rows lie far apart: one quick loop over both ends of each lets the machine fetch them side by side.
        for (column, value) in row.iter() {
            let (start, end) = (column * n_topics, (column + 1) * n_topics - 1);
            if let (Some(of_first), Some(of_last)) = (weights.get(start), weights.get(end)) {
                *first += value * f64::from(*of_first);
                *last += value * f64::from(*of_last);
            }
        }
        for (column, value) in row.iter() {
            let weights = weights.get(column * n_topics + 1..(column + 1) * n_topics - 1).unwrap_or_default();
            for (score, weight) in inner.iter_mut().zip(weights) {
                *score += value * f64::from(*weight);
            }
        }
        scores
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

    /// The share of each topic that is assumed: that of the training data, unless a prior was given.
    #[must_use]
    pub fn priors(&self) -> &[f64] {
        &self.shares
    }

    /// The topics to name of a classification, best first; of equal ones the first by name: the `n` likeliest, or where
    /// an article may have several, those that are given, and the likeliest alone where none is.
    #[must_use]
    pub fn ranked(&self, classification: &Classification, n: usize) -> Vec<TopicProbability> {
        let probabilities = &classification.probabilities;
        let probability = |topic: usize| probabilities.get(topic).copied().unwrap_or(0.0);
        let likelier = |a: &usize, b: &usize| probability(*b).total_cmp(&probability(*a)).then(a.cmp(b));
        let mut order: Vec<usize> = if self.is_multi_label() && !classification.given.is_empty() {
            classification.given.clone()
        } else {
            (0..probabilities.len()).collect()
        };
        let n = match (self.is_multi_label(), classification.given.len()) {
            (false, _) => n.min(order.len()),
            (true, n_given) => n_given.max(1).min(order.len()),
        };
        if let Some(last) = n.checked_sub(1).filter(|last| *last < order.len()) {
            order.select_nth_unstable_by(last, likelier);
        }
        order.truncate(n);
        order.sort_by(likelier);
        let named = order.into_iter().filter_map(|topic| {
            let name = self.topics.get(topic)?.clone();
            Some(TopicProbability { topic: name, confidence: Some(probability(topic)) })
        });
        named.collect()
    }

    /// For each topic, the `n` terms that speak most for it against the mean of all topics, the strongest first.
    #[must_use]
    pub fn characteristic_terms(&self, n: usize) -> Vec<Vec<&str>> {
        let mut strongest: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.topics.len()];
        for column in 0..self.vectorizer.n_terms() {
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
        let name = |(_, column): (f64, usize)| self.vectorizer.term(column);
        strongest.into_iter().map(|terms| terms.into_iter().filter_map(name).collect()).collect()
    }
}

/// The share of the training documents that have each topic.
pub(super) fn trained_shares(by_topic: &[u64], n_documents: u64) -> Vec<f64> {
    by_topic.iter().map(|&n| n as f64 / n_documents.max(1) as f64).collect()
}
