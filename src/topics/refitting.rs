//! Fitting a model's recipe anew, on the same terms, in the way that its training fitted it.

use super::fitting::{Fitted, LabelledRows};
use super::ledger::digest;
use super::row_sums::{LabelledCounts, RowSums, digest_in_words};
use super::sample::SampleSize;
use super::{
    AlgorithmChoice, CandidateScore, Example, NaiveBayesRecipe, Optimize, Prior, Provenance, Recipe, Targets,
    TrainingSettings,
};
use crate::error::Result;
use crate::features::{CountedDocuments, SparseRows, Vectorizer};
use crate::stories::near_copies;

/// What a model is re-fitted by.
pub(super) struct ToFit<'a> {
    pub(super) examples: &'a [Example<'a>],
    pub(super) counted: &'a CountedDocuments,
    pub(super) rows: &'a SparseRows,
    pub(super) targets: &'a Targets,
}

impl ToFit<'_> {
    /// What the recipe of `provenance` makes of the rows, the scores of what was tried, and the hash of the examples: each as the training
    /// that it comes from had it.
    ///
    /// # Errors
    /// As [`super::train`].
    pub(super) fn fit(
        &self,
        vectorizer: &Vectorizer,
        provenance: &Provenance,
        prior: Prior,
    ) -> Result<(Fitted, Vec<CandidateScore>, String)> {
        let (recipe, optimize) = (provenance.recipe, provenance.optimize);
        let mut tried = provenance.candidates.iter();
        let is_plain = tried.all(|candidate| matches!(candidate.recipe, Recipe::NaiveBayes(_)));
        let Recipe::NaiveBayes(NaiveBayesRecipe { algorithm, alpha }) = recipe else {
            return self.fit_by_folds(&recipe, optimize, prior);
        };
        if !is_plain {
            return self.fit_by_folds(&recipe, optimize, prior);
        }
        let algorithm = AlgorithmChoice::NaiveBayes(algorithm);
        let settings = TrainingSettings {
            algorithm,
            alpha: Some(alpha),
            optimize,
            prior,
            ..TrainingSettings::default()
        };
        let Self { examples, counted, rows, targets } = *self;
        let topics: Vec<Option<usize>> =
            (0..targets.n_rows()).map(|row| targets.of(row).first().copied()).collect();
        let n_topics = targets.n_topics();
        let data = LabelledCounts { examples, counted, rows, topics: &topics, n_topics };
        let (sums, _) = RowSums::of(&data, SampleSize::ENOUGH)?;
        let digest = digest_in_words(sums.digest);
        let tuned = sums.tune(vectorizer.no_rows(), targets.topics().to_vec(), &settings)?;
        Ok((tuned.fitted, tuned.candidates, digest))
    }

    fn fit_by_folds(
        &self,
        recipe: &Recipe,
        optimize: Optimize,
        prior: Prior,
    ) -> Result<(Fitted, Vec<CandidateScore>, String)> {
        let copies = near_copies(&self.counted.term_sets(), &self.counted.term_hashes());
        let data = LabelledRows { rows: self.rows, targets: self.targets, groups: &copies };
        let (fitted, score) = data.fit(recipe, optimize, prior)?;
        Ok((fitted, vec![score], digest(self.examples)))
    }
}
