//! Rows on which candidates are tried: what each makes of the rows that it has not learnt from.
//!
//! The discriminative model is learnt anew without each fold; copies and near-copies share a fold. Naive Bayes needs
//! no folds: see [`super::leave_one_out`].

use super::leave_one_out::leave_one_out;
use crate::error::Result;
use crate::features::SparseRows;
use crate::parallel;
use crate::topics::dual_descent::ScaledRows;
use crate::topics::term_scales::term_scales;
use crate::topics::{
    ClassSums, DiscriminativeParams, NaiveBayesValidParams, Targets, grouped_stratified_folds,
};

/// The scores of each row with each topic.
pub(in crate::topics) type Scores = Vec<Vec<f64>>;

/// Labelled rows in folds.
pub(in crate::topics) struct Trial {
    rows: SparseRows,
    targets: Targets,
    groups: Vec<usize>,
    folds: Vec<usize>,
    /// The rows of the folds that are scored, rising.
    scored: Vec<usize>,
    n_scored_folds: usize,
}

impl Trial {
    /// The rows `members` in `n_folds` folds, of which the first `n_scored_folds` are scored; `groups` are the near-copies.
    pub(in crate::topics) fn new(
        rows: &SparseRows,
        targets: &Targets,
        groups: &[usize],
        members: &[usize],
        n_folds: usize,
        n_scored_folds: usize,
    ) -> Self {
        let rows = rows.compact(members);
        let targets = targets.select(members);
        let groups = regroup(groups, members);
        let folds = grouped_stratified_folds(&targets.firsts(), &groups, targets.n_topics() + 1, n_folds);
        let is_scored = |row: &usize| folds.get(*row).is_some_and(|fold| *fold < n_scored_folds);
        let scored = (0..members.len()).filter(is_scored).collect();
        Self { rows, targets, groups, folds, scored, n_scored_folds }
    }

    /// The number of rows.
    pub(in crate::topics) fn n_rows(&self) -> usize {
        self.targets.n_rows()
    }

    /// The targets of the rows that are scored, in the order of the scores.
    pub(in crate::topics) fn scored_targets(&self) -> Targets {
        self.targets.select(&self.scored)
    }

    /// The scores of naive Bayes, for each candidate: exact leave-one-out, each row without itself and its near-copies.
    pub(in crate::topics) fn naive_bayes(&self, candidates: &[NaiveBayesValidParams]) -> Result<Vec<Scores>> {
        let sums = ClassSums::of_targets(&self.rows, &self.targets)?;
        Ok(leave_one_out(&self.rows, &self.targets, &self.groups, &sums, &self.scored, candidates))
    }

    /// The scores of the discriminative model, for each candidate, each fold by models learnt without it.
    pub(in crate::topics) fn discriminative(&self, candidates: &[DiscriminativeParams]) -> Vec<Scores> {
        let folds: Vec<usize> = (0..self.n_scored_folds).collect();
        let by_fold = parallel::map(&folds, |&fold| self.score_fold(fold, candidates));
        let mut scores = vec![vec![Vec::new(); self.scored.len()]; candidates.len()];
        for (held_out, by_candidate) in by_fold {
            for (scores, of_candidate) in scores.iter_mut().zip(by_candidate) {
                for (row, of_row) in held_out.iter().zip(of_candidate) {
                    if let Some(slot) =
                        self.scored.binary_search(row).ok().and_then(|place| scores.get_mut(place))
                    {
                        *slot = of_row;
                    }
                }
            }
        }
        scores
    }

    /// The rows of a fold, and what each candidate, learnt without them, makes of them.
    fn score_fold(&self, fold: usize, candidates: &[DiscriminativeParams]) -> (Vec<usize>, Vec<Scores>) {
        let is_held_out = |row: &usize| self.folds.get(*row) == Some(&fold);
        let (held_out, rest): (Vec<usize>, Vec<usize>) =
            (0..self.targets.n_rows()).partition(|row| is_held_out(row));
        let scales = term_scales(&self.rows, &rest, &self.targets);
        let scaled_rows = ScaledRows::new(&self.rows, &rest, &scales);
        let by_candidate = parallel::map(candidates, |params| {
            let model = params.fit(&scaled_rows, &rest, &self.targets, &scales);
            held_out.iter().map(|&row| model.scores(self.rows.row(row))).collect()
        });
        (held_out, by_candidate)
    }
}

/// The groups of `members` by the place of each group's first member among them.
fn regroup(groups: &[usize], members: &[usize]) -> Vec<usize> {
    let mut first_of_group: Vec<Option<usize>> = vec![None; groups.len()];
    let mut regrouped = Vec::with_capacity(members.len());
    for (place, &member) in members.iter().enumerate() {
        let first = groups.get(member).and_then(|&group| first_of_group.get_mut(group));
        regrouped.push(first.map_or(place, |first| *first.get_or_insert(place)));
    }
    regrouped
}
