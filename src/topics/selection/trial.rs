//! Rows on which candidates are tried: what each makes of the rows that it has not learnt from.
//!
//! Models are learnt anew without each fold; copies and near-copies share a fold. Naive Bayes needs no folds: see
//! [`super::leave_one_out`]. But learnt from all rows but one it would look better beside a model learnt from four fifths
//! of them than it is, and is compared by folds too.
//!
//! A row that is held out holds terms that no other row does. A model learnt without the row would not know them, and the
//! row's other terms would weigh more; so they do here.

use std::borrow::Cow;

use super::leave_one_out::leave_one_out;
use crate::error::Result;
use crate::features::{Row, SparseRows};
use crate::parallel;
use crate::topics::dual_descent::ScaledRows;
use crate::topics::folds::grouped_stratified_folds;
use crate::topics::naive_bayes::LogLinear;
use crate::topics::term_scales::term_scales;
use crate::topics::{ClassSums, DiscriminativeParams, NaiveBayesValidParams, Targets, spread};

/// The scores of each row with each topic.
pub(in crate::topics) type Scores = Vec<Vec<f64>>;

/// Labelled rows in folds.
pub(in crate::topics) struct Trial<'a> {
    rows: Cow<'a, SparseRows>,
    targets: Targets,
    groups: Vec<usize>,
    folds: Vec<usize>,
    /// The rows of the folds that are scored, rising.
    scored: Vec<usize>,
    /// Those of them that naive Bayes is tried on by leave-one-out.
    one_out: Vec<usize>,
    n_scored_folds: usize,
}

impl<'a> Trial<'a> {
    /// The rows `members` in `n_folds` folds, of which the first `n_scored_folds` are scored; `groups` are the near-copies.
    pub(in crate::topics) fn new(
        rows: &'a SparseRows,
        targets: &Targets,
        groups: &[usize],
        members: &[usize],
        n_folds: usize,
        n_scored_folds: usize,
    ) -> Self {
        let is_whole = members.len() == rows.n_rows();
        let rows = if is_whole { Cow::Borrowed(rows) } else { Cow::Owned(rows.compact(members)) };
        let targets = targets.select(members);
        let groups = regroup(groups, members);
        let folds = grouped_stratified_folds(&targets.firsts(), &groups, targets.n_topics() + 1, n_folds);
        let is_scored = |row: &usize| folds.get(*row).is_some_and(|fold| *fold < n_scored_folds);
        let scored: Vec<usize> = (0..members.len()).filter(is_scored).collect();
        Self { rows, targets, groups, folds, one_out: scored.clone(), scored, n_scored_folds }
    }

    /// The same, where naive Bayes is tried on no more than `n_rows` of the rows by leave-one-out, learnt from all the others as before.
    pub(in crate::topics) fn with_fewer_one_out(mut self, n_rows: usize) -> Self {
        self.one_out = spread::drawn(self.scored.len(), n_rows)
            .into_iter()
            .filter_map(|place| self.scored.get(place).copied())
            .collect();
        self
    }

    /// The number of rows.
    pub(in crate::topics) fn n_rows(&self) -> usize {
        self.targets.n_rows()
    }

    /// The number of topics.
    pub(in crate::topics) fn n_topics(&self) -> usize {
        self.targets.n_topics()
    }

    /// The targets of the rows that are scored, in the order of the scores.
    pub(in crate::topics) fn scored_targets(&self) -> Targets {
        self.targets.select(&self.scored)
    }

    /// The targets of the rows that [`naive_bayes`](Self::naive_bayes) scores.
    pub(in crate::topics) fn one_out_targets(&self) -> Targets {
        self.targets.select(&self.one_out)
    }

    /// The near-copies among the rows that are scored: rows of a group have the same number.
    pub(in crate::topics) fn scored_groups(&self) -> Vec<usize> {
        self.scored.iter().filter_map(|&row| self.groups.get(row).copied()).collect()
    }

    /// The scores of naive Bayes, for each candidate: exact leave-one-out, each row without itself and its near-copies. `sums` are
    /// the [`class_sums`](Self::class_sums).
    pub(in crate::topics) fn naive_bayes(
        &self,
        sums: &ClassSums,
        candidates: &[NaiveBayesValidParams],
    ) -> Vec<Scores> {
        leave_one_out(&self.rows, &self.targets, &self.groups, sums, &self.one_out, candidates)
    }

    /// The class sums of all rows.
    pub(in crate::topics) fn class_sums(&self) -> Result<ClassSums> {
        ClassSums::of_targets(&self.rows, &self.targets)
    }

    /// The scores of naive Bayes, for each candidate, each fold by models learnt without it.
    pub(in crate::topics) fn naive_bayes_by_folds(
        &self,
        candidates: &[NaiveBayesValidParams],
    ) -> Result<Vec<Scores>> {
        let firsts = self.targets.firsts();
        self.by_folds(candidates.len(), |held_out, rest| {
            let sums = ClassSums::of_selected(&self.rows, rest, self.targets.n_topics(), |row| {
                firsts.get(row).map_or(&[], std::slice::from_ref)
            })?;
            Ok(self.scores_by_sums(held_out, &sums, candidates))
        })
    }

    /// The scores of rows that `sums` do not hold, for each naive Bayes that follows from these.
    fn scores_by_sums(
        &self,
        held_out: &[usize],
        sums: &ClassSums,
        candidates: &[NaiveBayesValidParams],
    ) -> Vec<Scores> {
        let known_values = parallel::map(held_out, |&row| {
            let columns = self.rows.row(row).columns;
            let of_place =
                |place: usize| columns.get(place).map_or(&[][..], |&column| sums.of_term(column as usize));
            self.rows.values_where_known(row, |place| of_place(place).iter().any(|&sum| sum > 0))
        });
        let mut linear = LogLinear::new(sums.n_terms(), sums.n_topics());
        let rows: Vec<(usize, &[f64])> =
            held_out.iter().copied().zip(known_values.iter().map(Vec::as_slice)).collect();
        let scores = |candidate: &NaiveBayesValidParams| {
            candidate.refit(sums, &mut linear);
            parallel::map(&rows, |&(row, values)| {
                linear.scores(Row { columns: self.rows.row(row).columns, values })
            })
        };
        candidates.iter().map(scores).collect()
    }

    /// The scores of the discriminative model, for each candidate, each fold by models learnt without it.
    pub(in crate::topics) fn discriminative(
        &self,
        candidates: &[DiscriminativeParams],
    ) -> Result<Vec<Scores>> {
        self.by_folds(candidates.len(), |held_out, rest| {
            let scales = term_scales(&self.rows, rest, &self.targets);
            let scaled_rows = ScaledRows::new(&self.rows, rest, &scales);
            let by_candidate = parallel::map(candidates, |params| {
                let model = params.fit(&scaled_rows, rest, &self.targets, &scales);
                parallel::map(held_out, |&row| model.scores(&self.rows, row))
            });
            Ok(by_candidate)
        })
    }

    /// The scores of the rows that are scored, for each of `n_candidates`; `score_fold` gives those of the rows it gets first, learnt
    /// from those it gets second.
    fn by_folds(
        &self,
        n_candidates: usize,
        score_fold: impl Fn(&[usize], &[usize]) -> Result<Vec<Scores>> + Sync + Send,
    ) -> Result<Vec<Scores>> {
        let folds: Vec<usize> = (0..self.n_scored_folds).collect();
        let by_fold: Vec<Result<(Vec<usize>, Vec<Scores>)>> = parallel::map(&folds, |fold| {
            let (held_out, rest): (Vec<usize>, Vec<usize>) =
                (0..self.n_rows()).partition(|row| self.folds.get(*row) == Some(fold));
            let by_candidate = score_fold(&held_out, &rest)?;
            Ok((held_out, by_candidate))
        });
        let mut scores = vec![vec![Vec::new(); self.scored.len()]; n_candidates];
        for of_fold in by_fold {
            let (held_out, by_candidate) = of_fold?;
            for (scores, of_candidate) in scores.iter_mut().zip(by_candidate) {
                for (row, of_row) in held_out.iter().zip(of_candidate) {
                    let place = self.scored.binary_search(row).ok();
                    if let Some(slot) = place.and_then(|place| scores.get_mut(place)) {
                        *slot = of_row;
                    }
                }
            }
        }
        Ok(scores)
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
