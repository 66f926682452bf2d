//! A model from what rows add up to: their class sums, who they are, and a sample by which naive Bayes is tuned.
//!
//! Nothing here depends on the order of the rows, so that the model of all rows is that of the sums of any parts of them: training on one
//! machine is training on one part.

use std::ops::Range;

use super::examples::documents_of;
use super::fitting::{Fitted, LabelledRows, fit_naive_bayes};
use super::ledger::fingerprints;
use super::row_hash::{digest_of, row_hashes};
use super::sample::{Sample, SampleRow, SampleSize};
use super::selection::{Settled, leave_one_out, settle_naive_bayes};
use super::{
    AlgorithmChoice, CandidateScore, ClassSums, Example, History, Learnt, NaiveBayesValidParams, Provenance,
    Recipe, RowLedger, SparseSums, Targets, TopicModel, TrainingSettings,
};
use crate::error::Result;
use crate::features::{Array, CountedDocuments, SparseRows, Vectorizer, VectorizerValidParams};
use crate::stories::near_copies_by_hash;

/// Smoothing is chosen on the first so many rows of the sample; all of them fit the calibration.
const TUNING_ROWS: usize = 2000;

/// Rows and what they were made of.
pub(super) struct LabelledCounts<'a> {
    pub(super) examples: &'a [Example<'a>],
    /// Their terms.
    pub(super) counted: &'a CountedDocuments,
    /// Their TF-IDF rows.
    pub(super) rows: &'a SparseRows,
    /// The number of each one's topic, if it has one.
    pub(super) topics: &'a [Option<usize>],
    pub(super) n_topics: usize,
}

/// The terms of examples, counted as `params` say.
pub(super) fn count(params: &VectorizerValidParams, examples: &[Example<'_>]) -> CountedDocuments {
    params.count(&documents_of(examples))
}

/// What rows add up to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowSums<S> {
    /// Their class sums, of which there are two forms.
    pub(super) sums: S,
    /// A hash of the rows in whatever order.
    pub(super) digest: u128,
    /// Their fingerprints for the ledger, rising.
    pub(super) fingerprints: Vec<u64>,
    pub(super) sample: Sample,
}

impl RowSums<ClassSums> {
    /// The sums of rows, with a sample of this size; and the places of the sample's rows.
    ///
    /// # Errors
    /// As [`ClassSums::add_rows`].
    pub(super) fn of(data: &LabelledCounts<'_>, size: SampleSize) -> Result<(Self, Vec<usize>)> {
        let LabelledCounts { examples, counted, rows, topics, n_topics } = *data;
        let every_row: Vec<usize> = (0..rows.n_rows()).collect();
        let sums = ClassSums::of_selected(rows, &every_row, n_topics, |row| {
            topics.get(row).map_or(&[], Option::as_slice)
        })?;
        let hashes = row_hashes(examples);
        let hashes_of_terms = counted.term_hashes();
        let row = |hash, topic, place| {
            let of_term = |term: u32| hashes_of_terms.get(term as usize).copied().unwrap_or_default();
            let mut terms: Vec<u64> = counted.term_set(place).map(of_term).collect();
            terms.sort_unstable();
            terms.dedup();
            let row = rows.row(place);
            SampleRow { hash, topic, columns: row.columns.to_vec(), values: row.values.to_vec(), terms }
        };
        let keys = hashes.iter().copied().zip(topics.iter().copied());
        let (sample, places) = Sample::draw(keys, size, row);
        let mut fingerprints = fingerprints(examples, rows);
        fingerprints.sort_unstable();
        Ok((Self { sums, digest: digest_of(&hashes), fingerprints, sample }, places))
    }

    /// The naive Bayes that `settings` ask for, learnt from the rows: smoothing and calibration by what it makes of each row of the
    /// sample without the row and its near-copies in the sample. Or the discriminative model, fitted on the sample, which has to be all
    /// rows then. `no_rows` are rows of the vectorizer's columns, of which there are none yet.
    ///
    /// # Errors
    /// As [`super::train`].
    pub(super) fn tune(
        self,
        no_rows: SparseRows,
        topics: Vec<String>,
        settings: &TrainingSettings,
    ) -> Result<Tuned> {
        let Self { sums, sample, .. } = self;
        let SampledRows { rows, targets, groups } = SampledRows::of(&sample, no_rows, topics);
        if settings.algorithm == AlgorithmChoice::Discriminative {
            let data = LabelledRows { rows: &rows, targets: &targets, groups: &groups };
            let (recipe, candidates, fitted) = data.choose_and_fit(settings, false)?;
            return Ok(Tuned { recipe, candidates, fitted, groups });
        }
        let scores_of = |range: Range<usize>, params: &[NaiveBayesValidParams]| {
            let selected: Vec<usize> = range.collect();
            leave_one_out(&rows, &targets, &groups, &sums, &selected, params)
        };
        let Settled { recipe, scores, candidates } =
            settle_naive_bayes(settings, &targets, TUNING_ROWS, scores_of)?;
        let (linear, sums) = match recipe.naive_bayes() {
            Some(recipe) => fit_naive_bayes(recipe, sums).map(|(linear, sums)| (linear, Some(sums)))?,
            None => Default::default(),
        };
        let (optimize, prior) = (settings.optimize, settings.prior.clone());
        let fitted = Fitted::new((linear, sums), scores, (&targets, &groups), optimize, prior)?;
        Ok(Tuned { recipe, candidates, fitted, groups })
    }

    /// The model of the rows: [`tune`](Self::tune), and where it comes from.
    ///
    /// # Errors
    /// As [`super::train`].
    pub(super) fn fit(
        self,
        vectorizer: Vectorizer,
        topics: Vec<String>,
        settings: &TrainingSettings,
    ) -> Result<FittedSums> {
        let (n_documents, digest) = (self.sums.n_rows().to_vec(), self.digest);
        let ledger = RowLedger::new(self.fingerprints.clone());
        let Tuned { recipe, candidates, fitted, groups } =
            self.tune(vectorizer.no_rows(), topics.clone(), settings)?;
        let provenance = Provenance {
            recipe,
            optimize: settings.optimize,
            terms: settings.vectorizer.describe(),
            n_documents,
            training_digest: digest_in_words(digest),
            candidates,
            terms_tried: Vec::new(),
            history: History::new(ledger.n_first()),
        };
        let Fitted { linear, sums, calibration, decision, probabilities } = fitted;
        let learnt =
            Learnt { sums: sums.as_ref().map(SparseSums::of), rows: ledger, known_lines: Array::default() };
        let model =
            TopicModel::from_parts(vectorizer, topics, linear.into(), calibration, decision, provenance)?;
        Ok(FittedSums { model: model.with_learnt(learnt), groups, probabilities })
    }
}

/// A hash of rows in whatever order, as a model keeps it.
pub(super) fn digest_in_words(digest: u128) -> String {
    format!("{digest:032x}")
}

/// A sample as rows to learn from.
struct SampledRows {
    rows: SparseRows,
    targets: Targets,
    /// The first of each row's near-copies.
    groups: Vec<usize>,
}

impl SampledRows {
    fn of(sample: &Sample, no_rows: SparseRows, topics: Vec<String>) -> Self {
        let mut rows = no_rows;
        for row in sample.rows() {
            rows.push(row.columns.iter().copied().zip(row.values.iter().copied()));
        }
        let targets = Targets::of_one_each(topics, sample.rows().iter().map(|row| row.topic).collect());
        let sets: Vec<&[u64]> = sample.rows().iter().map(|row| row.terms.as_slice()).collect();
        Self { rows, targets, groups: near_copies_by_hash(&sets) }
    }
}

/// What the sums of rows come to.
pub(super) struct Tuned {
    pub(super) recipe: Recipe,
    /// All that were tried, the best first.
    pub(super) candidates: Vec<CandidateScore>,
    pub(super) fitted: Fitted,
    /// The first of each sample row's near-copies.
    pub(super) groups: Vec<usize>,
}

/// A model, and what was found on the way about the rows of the sample, in their order.
pub(super) struct FittedSums {
    pub(super) model: TopicModel,
    /// The first of each one's near-copies.
    pub(super) groups: Vec<usize>,
    /// The probability of each topic, by weights learnt without the row and its near-copies.
    pub(super) probabilities: Vec<Vec<f64>>,
}
