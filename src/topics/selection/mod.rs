//! Choosing a recipe by how candidates do on rows that they have not learnt from.
//!
//! Naive Bayes is scored by exact leave-one-out, the discriminative model by folds, blends by the scores of their parts.
//! Large data are tried on a part of the rows, drawn by a fixed rule.

mod leave_one_out;
mod measure;
mod terms;
mod trial;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

pub(super) use measure::measure;
pub use measure::{Measured, Optimize};
pub(super) use terms::choose_terms;
pub use terms::{OpenTerms, TermsScore};
pub(super) use trial::{Scores, Trial};

use super::training::{AlgorithmChoice, TrainingSettings};
use super::{
    Algorithm, DiscriminativeParams, NaiveBayesParams, NaiveBayesRecipe, NaiveBayesValidParams, Recipe,
    Targets,
};
use crate::error::{Error, ErrorKind, Result};

/// The smoothing that is tried where none is asked for.
const ALPHAS: [f64; 5] = [0.01, 0.03, 0.1, 0.3, 1.0];
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

/// The best naive Bayes and the best discriminative model, where they were tried, each with its scores of the rows it was tried on,
/// and all that were tried.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) naive_bayes: Option<(NaiveBayesRecipe, Scores)>,
    pub(super) discriminative: Option<(DiscriminativeParams, Scores)>,
    pub(super) candidates: Vec<CandidateScore>,
}

/// Tries what `settings` leave open on the rows of `trial`.
pub(super) fn choose_parts(trial: &Trial, settings: &TrainingSettings) -> Result<Parts> {
    let targets = trial.scored_targets();
    let mut parts = Parts::default();
    if !targets.is_multi_label() {
        let candidates = naive_bayes_candidates(settings, targets.n_topics())?;
        let tried: Vec<(NaiveBayesRecipe, Scores)> =
            candidates.iter().map(recipe_of).zip(trial.naive_bayes(&candidates)?).collect();
        parts.naive_bayes = parts.best_of(tried, Recipe::NaiveBayes, &targets, settings.optimize);
    }
    let tried = try_discriminative(trial, settings, &targets)?;
    parts.discriminative = parts.best_of(tried, Recipe::Discriminative, &targets, settings.optimize);
    Ok(parts)
}

impl Parts {
    /// The parts of a recipe, without scores.
    pub(super) fn of(recipe: &Recipe) -> Self {
        Self {
            naive_bayes: recipe.naive_bayes().map(|recipe| (recipe, Scores::new())),
            discriminative: recipe.discriminative().map(|params| (params, Scores::new())),
            candidates: Vec::new(),
        }
    }

    /// What a recipe of these parts makes of the rows that the parts have scored.
    pub(super) fn scores(self, recipe: &Recipe) -> Scores {
        let naive_bayes = self.naive_bayes.map(|(_, scores)| scores).unwrap_or_default();
        let discriminative = self.discriminative.map(|(_, scores)| scores).unwrap_or_default();
        match recipe {
            Recipe::NaiveBayes(_) => naive_bayes,
            Recipe::Discriminative(_) => discriminative,
            Recipe::Blend { factor, .. } => add(&discriminative, &naive_bayes, *factor),
        }
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

    /// The best of the parts and their blends, by the parts' scores of rows with `targets`; what is compared joins the candidates, which
    /// come out the best first.
    pub(super) fn settle(mut self, targets: &Targets, optimize: Optimize) -> Result<Settled> {
        let mut compared: Vec<(Recipe, Scores)> = Vec::new();
        if let (Some((recipe, scores)), Some((params, margins))) = (&self.naive_bayes, &self.discriminative) {
            compared.extend(blended(*recipe, scores, *params, margins));
        }
        let of_naive_bayes = self.naive_bayes.map(|(recipe, scores)| (Recipe::NaiveBayes(recipe), scores));
        let of_discriminative =
            self.discriminative.map(|(params, scores)| (Recipe::Discriminative(params), scores));
        // Of equal ones the simpler wins.
        compared.splice(0..0, of_naive_bayes.into_iter().chain(of_discriminative));
        let measured: Vec<Measured> = compared.iter().map(|(_, scores)| measure(scores, targets)).collect();
        let pairs = compared.iter().zip(&measured);
        let settled: Vec<CandidateScore> =
            pairs.map(|((recipe, _), &measured)| CandidateScore { recipe: *recipe, measured }).collect();
        self.candidates.retain(|candidate| settled.iter().all(|settled| settled.recipe != candidate.recipe));
        self.candidates.splice(0..0, settled);
        // Stable: of equal candidates the earlier one stays first.
        let objective = |candidate: &CandidateScore| candidate.measured.objective(optimize);
        self.candidates.sort_by(|a, b| objective(b).total_cmp(&objective(a)));
        let winner = best(&measured, optimize)
            .ok_or_else(|| Error::new(ErrorKind::Parameter, "no algorithm to try"))?;
        let (recipe, scores) = compared.swap_remove(winner);
        Ok(Settled { recipe, scores, candidates: self.candidates })
    }
}

/// The recipe that is trained, its scores of the rows by which it won, and all that were tried, the best first.
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

/// The blends of two parts, with their scores.
fn blended(
    naive_bayes: NaiveBayesRecipe,
    scores: &Scores,
    discriminative: DiscriminativeParams,
    margins: &Scores,
) -> Vec<(Recipe, Scores)> {
    let spreads = (spread(margins), spread(scores));
    if !(spreads.0 > 0.0 && spreads.1 > 0.0) {
        return Vec::new();
    }
    let of_share = |share: &f64| {
        let factor = share * spreads.0 / spreads.1;
        (Recipe::Blend { discriminative, naive_bayes, factor }, add(margins, scores, factor))
    };
    SHARES.iter().map(of_share).collect()
}

/// `margins + factor × scores`.
fn add(margins: &Scores, scores: &Scores, factor: f64) -> Scores {
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

fn recipe_of(params: &NaiveBayesValidParams) -> NaiveBayesRecipe {
    NaiveBayesRecipe { algorithm: params.algorithm(), alpha: params.alpha() }
}

fn naive_bayes_candidates(
    settings: &TrainingSettings,
    n_topics: usize,
) -> Result<Vec<NaiveBayesValidParams>> {
    let algorithms = match settings.algorithm {
        AlgorithmChoice::Auto => vec![Algorithm::Complement, Algorithm::Multinomial],
        AlgorithmChoice::NaiveBayes(algorithm) => vec![algorithm],
        AlgorithmChoice::Discriminative => Vec::new(),
    };
    let alphas = settings.alpha.map_or_else(|| ALPHAS.to_vec(), |alpha| vec![alpha]);
    let pairs =
        algorithms.into_iter().flat_map(|algorithm| alphas.iter().map(move |&alpha| (algorithm, alpha)));
    pairs.map(|(algorithm, alpha)| NaiveBayesParams::new(algorithm, n_topics).alpha(alpha).check()).collect()
}

/// Tries discriminative models: balances first, then other costs at the better balance.
fn try_discriminative(
    trial: &Trial,
    settings: &TrainingSettings,
    targets: &Targets,
) -> Result<Vec<(DiscriminativeParams, Scores)>> {
    if matches!(settings.algorithm, AlgorithmChoice::NaiveBayes(_)) {
        return Ok(Vec::new());
    }
    let first = DiscriminativeParams {
        cost: settings.cost.unwrap_or(MIDDLE_COST),
        balance: settings.balance.unwrap_or_default(),
    };
    first.check()?;
    let balances = settings.balance.map_or_else(|| BALANCES.to_vec(), |balance| vec![balance]);
    let costs: &[f64] = if settings.cost.is_some() { &[] } else { &OTHER_COSTS };
    let mut tried: Vec<(DiscriminativeParams, Measured, Scores)> = Vec::new();
    let mut try_all = |candidates: Vec<DiscriminativeParams>| {
        for (params, scores) in candidates.iter().zip(trial.discriminative(&candidates)) {
            tried.push((*params, measure(&scores, targets), scores));
        }
        let measured: Vec<Measured> = tried.iter().map(|(_, measured, _)| *measured).collect();
        best(&measured, settings.optimize)
            .and_then(|place| tried.get(place))
            .map_or(first, |(params, ..)| *params)
    };
    let best = try_all(balances.iter().map(|&balance| DiscriminativeParams { balance, ..first }).collect());
    try_all(costs.iter().map(|&cost| DiscriminativeParams { cost, ..best }).collect());
    Ok(tried.into_iter().map(|(params, _, scores)| (params, scores)).collect())
}
