//! Measuring settings without a model: each fold of the articles by a model learnt from the other folds.

use linfa::ParamGuard;

use super::assessment::{Prediction, measure, predict, worst_mistakes};
use super::examples::{documents_of, targets_of};
use super::folds::grouped_stratified_folds;
use super::learning_curve::LearningPoint;
use super::{Assessment, Example, N_MISTAKES, Targets, TrainingSettings, train};
use crate::error::{Error, ErrorKind, Result};
use crate::stories::{joined_groups, near_copies};

/// Labelled articles in folds.
pub struct CrossValidation<'e, 'a> {
    pub(super) examples: &'e [Example<'a>],
    pub(super) settings: TrainingSettings,
    targets: Targets,
    folds: Vec<usize>,
    n_folds: usize,
}

/// What came of a cross-validation.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossValidated {
    /// The measures over all folds together, and the mistakes of all.
    pub assessment: Assessment,
    /// The first fold alone: where a learning curve ends.
    pub first_fold: LearningPoint,
}

impl<'e, 'a> CrossValidation<'e, 'a> {
    /// Deals `examples` out in `n_folds`.
    ///
    /// `groups` holds the number of each example's group; the examples of a group never straddle a fold. Near-copies share a fold too, and without groups every other example is dealt by itself.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] for fewer than two folds or settings out of their range; [`ErrorKind::Data`] where there is nothing
    /// to tell apart.
    pub fn new(
        examples: &'e [Example<'a>],
        settings: &TrainingSettings,
        n_folds: usize,
        groups: Option<&[usize]>,
    ) -> Result<Self> {
        if n_folds < 2 {
            return Err(Error::new(
                ErrorKind::Parameter,
                format!("cross-validation takes 2 or more folds, not {n_folds}"),
            ));
        }
        let targets = targets_of(examples, settings.several_topics)?;
        let counted = settings.vectorizer.check_ref()?.count(&documents_of(examples));
        let copies = near_copies(&counted.term_sets(), &counted.term_hashes());
        let groups = joined_groups(copies, groups.unwrap_or_default());
        let folds = grouped_stratified_folds(&targets.firsts(), &groups, targets.n_topics() + 1, n_folds);
        // A fold may hold no article of several topics though others do.
        let settings = TrainingSettings { several_topics: targets.is_multi_label(), ..settings.clone() };
        Ok(Self { examples, settings, targets, folds, n_folds })
    }

    /// Trains on all folds but one and classifies that one, for each.
    ///
    /// Vocabulary, IDF, algorithm, smoothing and calibration are learnt anew for each fold; boilerplate and languages are those of
    /// all articles.
    ///
    /// # Errors
    /// As [`train`].
    pub fn assess(&self) -> Result<CrossValidated> {
        let topics = self.targets.topics();
        let several = self.targets.is_multi_label();
        let mut predictions = vec![Prediction::default(); self.examples.len()];
        let mut mistakes = Vec::new();
        let mut first_fold = None;
        for fold in 0..self.n_folds {
            let (held_out, rest) = self.part(fold);
            if held_out.is_empty() {
                continue;
            }
            let place = format!("fold {} of {}", fold + 1, self.n_folds);
            let learnt = self.pick(&rest);
            if targets_of(&learnt, several).is_err() {
                // All articles together can be learnt from, so it is the fold and not the label column.
                return Err(Error::new(
                    ErrorKind::Data,
                    format!(
                        "{place}: the other folds hold too few articles of a topic to learn from; label more, or take another K"
                    ),
                ));
            }
            let model = train(&learnt, &self.settings).map_err(|error| error.at(place))?;
            let tested = self.pick(&held_out);
            let predicted = predict(&model, &tested, topics);
            first_fold.get_or_insert_with(|| {
                LearningPoint::new(learnt.len(), &measure(&tested, &predicted, topics, several))
            });
            let of_fold = worst_mistakes(&model, &tested, &predicted, topics);
            mistakes
                .extend(of_fold.into_iter().map(|(index, mistake)| (held_out.get(index).copied(), mistake)));
            for (&index, prediction) in held_out.iter().zip(predicted) {
                if let Some(slot) = predictions.get_mut(index) {
                    *slot = prediction;
                }
            }
        }
        mistakes.sort_by(|a, b| b.1.confidence.total_cmp(&a.1.confidence).then(a.0.cmp(&b.0)));
        let mistakes = mistakes.into_iter().take(N_MISTAKES).map(|(_, mistake)| mistake).collect();
        let evaluation = measure(self.examples, &predictions, topics, several);
        let assessment = Assessment { evaluation, mistakes };
        Ok(CrossValidated { assessment, first_fold: first_fold.unwrap_or_default() })
    }

    /// The examples of `fold`, and all others.
    pub(super) fn part(&self, fold: usize) -> (Vec<usize>, Vec<usize>) {
        (0..self.folds.len()).partition(|&index| self.folds.get(index) == Some(&fold))
    }

    /// The examples with these numbers.
    pub(super) fn pick(&self, indices: &[usize]) -> Vec<Example<'a>> {
        indices.iter().filter_map(|&index| self.examples.get(index).copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::assessment::tests::{articles, settings};
    use crate::topics::examples;

    /// Every text comes four times but for the day, which makes them near-copies: told or not, they share a fold.
    #[test]
    fn a_group_is_never_on_both_sides() {
        let articles = articles();
        let (examples, _) = examples(&articles, &[]);
        let copies: Vec<usize> = (0..16).map(|i| i % 4).collect();
        for groups in [None, Some(copies.as_slice())] {
            let folds = CrossValidation::new(&examples, &settings(), 2, groups).unwrap().folds;
            assert!((4..16).all(|i| folds[i] == folds[i - 4]), "{folds:?}");
            assert_eq!(folds.iter().filter(|fold| **fold == 0).count(), 8);
        }
        let found = CrossValidation::new(&examples, &settings(), 2, Some(&copies)).unwrap().assess().unwrap();
        assert_eq!(found.assessment.evaluation.rows, 16);
    }

    #[test]
    fn a_learning_curve_grows_to_all_that_is_learnt_from() {
        let articles = articles();
        let (examples, _) = examples(&articles, &[]);
        let folds = CrossValidation::new(&examples, &settings(), 2, None).unwrap();
        let first_fold = folds.assess().unwrap().first_fold;
        let curve = folds.learning_curve(first_fold).unwrap();
        let sizes: Vec<usize> = curve.iter().map(|point| point.n_examples).collect();
        // Half of 16 are learnt from, four of each topic: one of each, two, four.
        assert_eq!(sizes, [2, 4, 8]);
        assert_eq!(curve.last(), Some(&first_fold));
        assert!(CrossValidation::new(&examples, &settings(), 1, None).is_err());
    }
}
