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

/// Every recipe that was tried, the best first, with the scores that the best gave to the trial's rows.
pub(super) struct Chosen {
    pub(super) candidates: Vec<CandidateScore>,
    pub(super) scores: Scores,
}

impl Chosen {
    /// The best recipe.
    pub(super) fn recipe(&self) -> Result<Recipe> {
        let best = self.candidates.first().map(|candidate| candidate.recipe);
        best.ok_or_else(|| Error::new(ErrorKind::Parameter, "no algorithm to try"))
    }
}

/// Tries what `settings` leave open on the rows of `trial`.
pub(super) fn choose_recipe(trial: &Trial, settings: &TrainingSettings) -> Result<Chosen> {
    let targets = trial.scored_targets();
    let naive_bayes = naive_bayes_candidates(settings, targets.n_topics())?;
    let mut tried: Vec<(Recipe, Scores)> = Vec::new();
    let of_naive_bayes: Vec<NaiveBayesRecipe> = naive_bayes.iter().map(recipe_of).collect();
    tried.extend(
        of_naive_bayes.iter().map(|&recipe| Recipe::NaiveBayes(recipe)).zip(trial.naive_bayes(&naive_bayes)?),
    );
    let n_naive_bayes = tried.len();
    tried.extend(try_discriminative(trial, settings, &targets)?);
    let mut measured: Vec<Measured> = tried.iter().map(|(_, scores)| measure(scores, &targets)).collect();
    let best_naive_bayes = best(measured.get(..n_naive_bayes).unwrap_or_default(), settings.optimize);
    if let Some((Recipe::NaiveBayes(recipe), scores)) = best_naive_bayes.and_then(|place| tried.get(place)) {
        let mut blends = Vec::new();
        for (other, margins) in &tried {
            if let Recipe::Discriminative(params) = other {
                blends.extend(blended(*recipe, scores, *params, margins));
            }
        }
        measured.extend(blends.iter().map(|(_, scores)| measure(scores, &targets)));
        tried.extend(blends);
    }
    let Some(winner) = best(&measured, settings.optimize) else {
        return Ok(Chosen { candidates: Vec::new(), scores: Vec::new() });
    };
    let recipes = tried.iter().map(|(recipe, _)| *recipe).zip(measured);
    let mut candidates: Vec<CandidateScore> =
        recipes.map(|(recipe, measured)| CandidateScore { recipe, measured }).collect();
    // Stable: of equal candidates the earlier one wins, which is the simpler.
    candidates.sort_by(|a, b| {
        b.measured.objective(settings.optimize).total_cmp(&a.measured.objective(settings.optimize))
    });
    Ok(Chosen { candidates, scores: tried.swap_remove(winner).1 })
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
pub(super) fn add(margins: &Scores, scores: &Scores, factor: f64) -> Scores {
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

/// Tries discriminative models: balances first, then the other kind of scales, then other costs, each on top of the best so far.
fn try_discriminative(
    trial: &Trial,
    settings: &TrainingSettings,
    targets: &Targets,
) -> Result<Vec<(Recipe, Scores)>> {
    if matches!(settings.algorithm, AlgorithmChoice::NaiveBayes(_)) {
        return Ok(Vec::new());
    }
    let first = DiscriminativeParams {
        cost: settings.cost.unwrap_or(MIDDLE_COST),
        balance: settings.balance.unwrap_or_default(),
        by_topic: false,
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
    let best = try_all(vec![DiscriminativeParams { by_topic: true, ..best }]);
    try_all(costs.iter().map(|&cost| DiscriminativeParams { cost, ..best }).collect());
    Ok(tried.into_iter().map(|(params, _, scores)| (Recipe::Discriminative(params), scores)).collect())
}
