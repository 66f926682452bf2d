//! Choosing a recipe by how candidates do on rows that they have not learnt from.
//!
//! Naive Bayes is chosen by exact leave-one-out, the discriminative model by folds; they and their blends are compared by folds.
//! Large data are tried on a part of the rows, drawn by a fixed rule.

mod leave_one_out;
mod measure;
mod terms;
mod trial;

use std::ops::Range;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

pub(super) use leave_one_out::leave_one_out;
pub(super) use measure::measure;
pub use measure::{Measured, Optimize};
pub(super) use terms::choose_terms;
pub use terms::{OpenTerms, TermsScore};
pub(super) use trial::{Scores, Trial};

use super::training::{AlgorithmChoice, TrainingSettings};
use super::{Algorithm, DiscriminativeParams, NaiveBayesRecipe, NaiveBayesValidParams, Recipe, Targets};
use crate::error::{Error, ErrorKind, Result};

/// The smoothing at which algorithms are compared where none is asked for …
const MIDDLE_ALPHA: f64 = 0.1;
/// … and those that are tried besides.
const OTHER_ALPHAS: [f64; 4] = [0.01, 0.03, 0.3, 1.0];
/// The cost at which balances are compared where none is asked for …
const MIDDLE_COST: f64 = 1.0;
/// … and those that are tried besides.
const OTHER_COSTS: [f64; 2] = [0.3, 3.0];
/// The balances that are tried where none is asked for.
const BALANCES: [f64; 2] = [0.0, 1.0];
/// In a blend the scores of naive Bayes spread by so much of the spread of the margins.
const SHARES: [f64; 3] = [0.2, 0.5, 1.0];

/// A recipe that was tried, and how it did on rows it had not learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CandidateScore {
    /// The recipe.
    pub recipe: Recipe,
    /// How it did.
    #[serde(flatten)]
    pub measured: Measured,
}

/// The best naive Bayes and the best discriminative model, where they were tried, and all that were tried.
#[derive(Clone, Default)]
pub(super) struct Parts {
    pub(super) naive_bayes: Option<NaiveBayesRecipe>,
    /// The naive Bayes that blends are made of: the best, and the same with less smoothing, of which a blend mostly takes less than
    /// naive Bayes alone, and all rows less than a part of them.
    blended: Vec<NaiveBayesRecipe>,
    pub(super) discriminative: Option<DiscriminativeParams>,
    pub(super) candidates: Vec<CandidateScore>,
}

/// What the parts make of rows that they were learnt without.
#[derive(Default)]
pub(super) struct PartScores {
    /// Of naive Bayes learnt from all other rows but near-copies: closest to what is learnt from all rows. Empty where it is known by
    /// folds alone.
    pub(super) one_out: Scores,
    /// Of every naive Bayes that may be blended, the best first, learnt from the other folds, as the discriminative model is.
    by_folds: Vec<(NaiveBayesRecipe, Scores)>,
    /// Of the discriminative model learnt from the other folds.
    pub(super) discriminative: Scores,
}

/// Tries what `settings` leave open on the rows of `trial`; the scores of naive Bayes by folds are not among its scores yet.
pub(super) fn choose_parts(trial: &Trial<'_>, settings: &TrainingSettings) -> Result<(Parts, PartScores)> {
    let targets = trial.scored_targets();
    let (mut parts, mut scores) = (Parts::default(), PartScores::default());
    if !targets.is_multi_label() && settings.algorithm != AlgorithmChoice::Discriminative {
        let of_one_out = trial.one_out_targets();
        let sums = trial.class_sums()?;
        let scores_of = |params: &[NaiveBayesValidParams]| trial.naive_bayes(&sums, params);
        let tried = try_naive_bayes(settings, &of_one_out, scores_of)?;
        let best = parts.best_of(tried, Recipe::NaiveBayes, &of_one_out, settings.optimize);
        (parts.naive_bayes, scores.one_out) =
            best.map(|(recipe, scores)| (Some(recipe), scores)).unwrap_or_default();
        parts.blended = parts.naive_bayes.map_or_else(Vec::new, |best| with_less_smoothing(best, settings));
    }
    if !matches!(settings.algorithm, AlgorithmChoice::NaiveBayes(_)) {
        let tried = try_discriminative(trial, settings, &targets)?;
        let best = parts.best_of(tried, Recipe::Discriminative, &targets, settings.optimize);
        (parts.discriminative, scores.discriminative) =
            best.map(|(params, scores)| (Some(params), scores)).unwrap_or_default();
    }
    Ok((parts, scores))
}

impl Parts {
    /// The parts of a recipe.
    pub(super) fn of(recipe: &Recipe) -> Self {
        Self {
            naive_bayes: recipe.naive_bayes(),
            blended: recipe.naive_bayes().into_iter().collect(),
            discriminative: recipe.discriminative(),
            candidates: Vec::new(),
        }
    }

    /// What the parts make of the rows of `trial`.
    pub(super) fn score(&self, trial: &Trial<'_>) -> Result<PartScores> {
        let mut scores = PartScores::default();
        if let (Some(recipe), None) = (self.naive_bayes, self.discriminative) {
            let params = recipe.params(trial.n_topics()).check()?;
            scores.one_out = trial.naive_bayes(&trial.class_sums()?, &[params]).pop().unwrap_or_default();
        }
        if let Some(params) = self.discriminative {
            scores.discriminative = trial.discriminative(&[params])?.pop().unwrap_or_default();
        }
        self.compare_by_folds(trial, scores)
    }

    /// `scores` of the rows of `trial`, completed by those of naive Bayes by folds where there is something to compare it with.
    pub(super) fn compare_by_folds(&self, trial: &Trial<'_>, scores: PartScores) -> Result<PartScores> {
        if self.naive_bayes.is_none() || self.discriminative.is_none() {
            return Ok(scores);
        }
        let params = self.blended.iter().map(|recipe| recipe.params(trial.n_topics()).check());
        let by_folds = trial.naive_bayes_by_folds(&params.collect::<Result<Vec<_>>>()?)?;
        Ok(PartScores { by_folds: self.blended.iter().copied().zip(by_folds).collect(), ..scores })
    }

    /// The best of what was tried; all of it joins the candidates.
    fn best_of<P: Copy>(
        &mut self,
        mut tried: Vec<(P, Scores)>,
        recipe: impl Fn(P) -> Recipe,
        targets: &Targets,
        optimize: Optimize,
    ) -> Option<(P, Scores)> {
        let measured: Vec<Measured> = tried.iter().map(|(_, scores)| measure(scores, targets)).collect();
        let pairs = tried.iter().zip(&measured);
        self.candidates.extend(
            pairs.map(|((params, _), &measured)| CandidateScore { recipe: recipe(*params), measured }),
        );
        best(&measured, optimize).map(|place| tried.swap_remove(place))
    }

    /// The best of the parts and their blends, by their scores of rows with `targets`.
    ///
    /// What is compared here comes first among the candidates, the best first, and then all else that was tried, which may have been
    /// on fewer rows.
    pub(super) fn settle(
        self,
        scores: &PartScores,
        targets: &Targets,
        optimize: Optimize,
    ) -> Result<Settled> {
        let Self { naive_bayes, discriminative, candidates, .. } = self;
        let mut recipes: Vec<Recipe> = Vec::new();
        recipes.extend(naive_bayes.map(Recipe::NaiveBayes));
        recipes.extend(discriminative.map(Recipe::Discriminative));
        recipes.extend(discriminative.into_iter().flat_map(|params| scores.blends(params)));
        let compared = |recipe: &Recipe| match (recipe, scores.by_folds.first()) {
            (Recipe::NaiveBayes(_), Some((_, by_folds))) => measure(by_folds, targets),
            _ => measure(&scores.of(recipe), targets),
        };
        let measured: Vec<Measured> = recipes.iter().map(compared).collect();
        // Of equal ones the first, which is the simpler, wins.
        let winner = best(&measured, optimize).and_then(|place| recipes.get(place).copied());
        let recipe = winner.ok_or_else(|| Error::new(ErrorKind::Parameter, "no algorithm to try"))?;
        let pairs = recipes.iter().zip(measured);
        let mut settled: Vec<CandidateScore> =
            pairs.map(|(&recipe, measured)| CandidateScore { recipe, measured }).collect();
        let mut others = candidates;
        others.retain(|candidate| !recipes.contains(&candidate.recipe));
        // Stable: of equal candidates the earlier one stays first.
        let objective = |candidate: &CandidateScore| candidate.measured.objective(optimize);
        for part in [&mut settled, &mut others] {
            part.sort_by(|a, b| objective(b).total_cmp(&objective(a)));
        }
        settled.append(&mut others);
        Ok(Settled { recipe, scores: scores.of(&recipe), candidates: settled })
    }
}

impl PartScores {
    /// What a recipe of the parts makes of the rows.
    pub(super) fn of(&self, recipe: &Recipe) -> Scores {
        let by_folds = |wanted: &NaiveBayesRecipe| {
            let found = self.by_folds.iter().find(|(recipe, _)| recipe == wanted);
            found.map(|(_, scores)| scores.as_slice()).unwrap_or_default()
        };
        match recipe {
            Recipe::NaiveBayes(recipe) if self.one_out.is_empty() => by_folds(recipe).to_vec(),
            Recipe::NaiveBayes(_) => self.one_out.clone(),
            Recipe::Discriminative(_) => self.discriminative.clone(),
            Recipe::Blend { naive_bayes, factor, .. } => {
                add(&self.discriminative, by_folds(naive_bayes), *factor)
            }
        }
    }

    /// The blends of the two parts.
    fn blends(&self, discriminative: DiscriminativeParams) -> Vec<Recipe> {
        let of_margins = spread(&self.discriminative);
        let with = |(naive_bayes, scores): &(NaiveBayesRecipe, Scores)| {
            let (naive_bayes, of_scores) = (*naive_bayes, spread(scores));
            let factors = SHARES.map(|share| share * of_margins / of_scores);
            // No factor where nothing spreads.
            let factors = factors.into_iter().filter(|factor| factor.is_finite() && *factor > 0.0);
            factors.map(move |factor| Recipe::Blend { discriminative, naive_bayes, factor })
        };
        self.by_folds.iter().flat_map(with).collect()
    }
}

/// The recipe that is trained, its scores of rows that it was learnt without, and all that were tried.
pub(super) struct Settled {
    pub(super) recipe: Recipe,
    pub(super) scores: Scores,
    pub(super) candidates: Vec<CandidateScore>,
}

/// The first of the best.
fn best(measured: &[Measured], optimize: Optimize) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (place, measured) in measured.iter().enumerate() {
        let objective = measured.objective(optimize);
        if best.is_none_or(|(_, largest)| objective > largest) {
            best = Some((place, objective));
        }
    }
    best.map(|(place, _)| place)
}

/// `margins + factor × scores`.
fn add(margins: &[Vec<f64>], scores: &[Vec<f64>], factor: f64) -> Scores {
    let pairs = margins.iter().zip(scores);
    pairs.map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + factor * b).collect()).collect()
}

/// The root mean square of the scores about the mean of their row.
fn spread(scores: &Scores) -> f64 {
    let (mut squares, mut n) = (0.0, 0.0);
    for of_row in scores {
        let finite = || of_row.iter().filter(|score| score.is_finite());
        let mean = finite().sum::<f64>() / finite().count().max(1) as f64;
        squares += finite().map(|score| (score - mean) * (score - mean)).sum::<f64>();
        n += finite().count() as f64;
    }
    (squares / f64::max(n, 1.0)).sqrt()
}

/// `best`, and where the smoothing is open the same with less.
fn with_less_smoothing(best: NaiveBayesRecipe, settings: &TrainingSettings) -> Vec<NaiveBayesRecipe> {
    let mut alphas: Vec<f64> = OTHER_ALPHAS.into_iter().chain([MIDDLE_ALPHA]).collect();
    alphas.retain(|&alpha| settings.alpha.is_none() && alpha < best.alpha);
    alphas.sort_by(|a, b| b.total_cmp(a));
    std::iter::once(best.alpha).chain(alphas).map(|alpha| NaiveBayesRecipe { alpha, ..best }).collect()
}

/// Tries the naive Bayes that `settings` ask for with every smoothing that they leave open on the first `n_tried` of rows with `targets`,
/// and settles on the best; `scores_of` says what each makes of a range of rows, each by all rows but itself and its near-copies.
pub(super) fn settle_naive_bayes(
    settings: &TrainingSettings,
    targets: &Targets,
    n_tried: usize,
    scores_of: impl Fn(Range<usize>, &[NaiveBayesValidParams]) -> Vec<Scores>,
) -> Result<Settled> {
    let n_tried = n_tried.min(targets.n_rows());
    let first: Vec<usize> = (0..n_tried).collect();
    let of_first = targets.select(&first);
    let tried = try_naive_bayes(settings, &of_first, |params| scores_of(0..n_tried, params))?;
    let mut parts = Parts::default();
    let best = parts.best_of(tried, Recipe::NaiveBayes, &of_first, settings.optimize);
    let (naive_bayes, mut one_out) = best.map(|(recipe, scores)| (Some(recipe), scores)).unwrap_or_default();
    parts.naive_bayes = naive_bayes;
    if let Some(best) = naive_bayes.filter(|_| n_tried < targets.n_rows()) {
        let params = best.params(targets.n_topics()).check()?;
        one_out.extend(scores_of(n_tried..targets.n_rows(), &[params]).pop().unwrap_or_default());
    }
    parts.settle(&PartScores { one_out, ..PartScores::default() }, targets, settings.optimize)
}

/// Tries naive Bayes: both algorithms first, then other smoothing of the better one.
fn try_naive_bayes(
    settings: &TrainingSettings,
    targets: &Targets,
    scores_of: impl Fn(&[NaiveBayesValidParams]) -> Vec<Scores>,
) -> Result<Vec<(NaiveBayesRecipe, Scores)>> {
    let alpha = settings.alpha.unwrap_or(MIDDLE_ALPHA);
    let first = match settings.algorithm {
        AlgorithmChoice::NaiveBayes(algorithm) => vec![algorithm],
        _ => vec![Algorithm::Complement, Algorithm::Multinomial],
    };
    let first = first.into_iter().map(|algorithm| NaiveBayesRecipe { algorithm, alpha }).collect();
    let alphas: &[f64] = if settings.alpha.is_some() { &[] } else { &OTHER_ALPHAS };
    let others = |best| alphas.iter().map(|&alpha| NaiveBayesRecipe { alpha, ..best }).collect();
    let scores = |recipes: &[NaiveBayesRecipe]| {
        let params = recipes.iter().map(|recipe| recipe.params(targets.n_topics()).check());
        Ok(scores_of(&params.collect::<Result<Vec<_>>>()?))
    };
    in_two_steps(first, others, scores, targets, settings.optimize)
}

/// Tries discriminative models: balances first, then other costs at the better balance.
fn try_discriminative(
    trial: &Trial<'_>,
    settings: &TrainingSettings,
    targets: &Targets,
) -> Result<Vec<(DiscriminativeParams, Scores)>> {
    let cost = settings.cost.unwrap_or(MIDDLE_COST);
    let balances = settings.balance.map_or_else(|| BALANCES.to_vec(), |balance| vec![balance]);
    let first: Vec<DiscriminativeParams> =
        balances.into_iter().map(|balance| DiscriminativeParams { cost, balance }).collect();
    first.iter().try_for_each(DiscriminativeParams::check)?;
    let costs: &[f64] = if settings.cost.is_some() { &[] } else { &OTHER_COSTS };
    let others = |best| costs.iter().map(|&cost| DiscriminativeParams { cost, ..best }).collect();
    in_two_steps(first, others, |params| trial.discriminative(params), targets, settings.optimize)
}

/// The scores of the candidates `first`, and then of the `others` that go with the best of them.
fn in_two_steps<P: Copy>(
    first: Vec<P>,
    others: impl Fn(P) -> Vec<P>,
    scores: impl Fn(&[P]) -> Result<Vec<Scores>>,
    targets: &Targets,
    optimize: Optimize,
) -> Result<Vec<(P, Scores)>> {
    let of_first = scores(&first)?;
    let measured: Vec<Measured> = of_first.iter().map(|scores| measure(scores, targets)).collect();
    let others = best(&measured, optimize)
        .and_then(|place| first.get(place))
        .map_or_else(Vec::new, |&best| others(best));
    let of_others = if others.is_empty() { Vec::new() } else { scores(&others)? };
    Ok(first.into_iter().chain(others).zip(of_first.into_iter().chain(of_others)).collect())
}
