//! One temperature for all topics.
//!
//! Naive Bayes takes every term for independent evidence, margins know no scale at all; one temperature, fitted on
//! scores of documents that the model had not seen, mends most of that and never changes the order of topics (Guo,
//! Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017).

use crate::parallel;

/// Temperatures are looked for between `exp(-LIMIT)` and `exp(LIMIT)`.
const LIMIT: f64 = 7.0;
/// The search ends where a step changes the logarithm of the temperature by no more than this.
const TOLERANCE: f64 = 1e-7;
/// The most steps.
const MAX_STEPS: usize = 40;
/// So many documents are added up by one worker.
const DOCUMENTS_AT_ONCE: usize = 512;

/// The temperature that makes the true topics likeliest, by Newton's method on its inverse, of which the loss is a convex function.
/// A step that would lead out of the interval in which the best one must lie halves it instead.
///
/// `scores` are those of each document with each topic, by a model that had not seen the document. A document says nothing about the
/// temperature where it has no topic, where its topic is impossible (the model had no example of it), or where no other topic is
/// possible. Without documents that do the temperature is 1.
pub(super) fn fit(scores: &[Vec<f64>], targets: &[usize]) -> f64 {
    let says_something = |(scores, target): &(&Vec<f64>, usize)| {
        let n_finite = scores.iter().filter(|score| score.is_finite()).count();
        n_finite > 1 && scores.get(*target).is_some_and(|score| score.is_finite())
    };
    let documents: Vec<(&Vec<f64>, usize)> =
        scores.iter().zip(targets.iter().copied()).filter(says_something).collect();
    if documents.is_empty() {
        return 1.0;
    }
    let n = documents.len() as f64;
    let certainty = (n + 1.0) / (n + 2.0);
    let documents = parallel::map(&documents, |(scores, target)| Document::new(scores, *target, certainty));
    let (mut low, mut high) = (libm::exp(-LIMIT), libm::exp(LIMIT));
    let mut inverse = 1.0;
    for _ in 0..MAX_STEPS {
        let Slopes { first, second } = Slopes::of_loss(&documents, inverse);
        if first > 0.0 {
            high = inverse;
        } else {
            low = inverse;
        }
        let newton = inverse - first / second;
        let next = if newton > low && newton < high { newton } else { (low * high).sqrt() };
        let step = libm::log(next / inverse).abs();
        inverse = next;
        if step <= TOLERANCE {
            break;
        }
    }
    1.0 / inverse
}

/// The scores of a document, and what they are compared with.
struct Document<'a> {
    scores: &'a [f64],
    target: usize,
    /// The mean of the scores by the document's target, which is a little short of certain: the certainty for the true topic and the
    /// rest shared by the other possible ones (Platt, "Probabilistic outputs for support vector machines", 1999), so that few
    /// documents, all of them right, do not make the model certain of everything.
    mean: f64,
}

impl<'a> Document<'a> {
    fn new(scores: &'a [f64], target: usize, certainty: f64) -> Self {
        let mut document = Self { scores, target, mean: 0.0 };
        let of_others = document.others().sum::<f64>() / document.others().count().max(1) as f64;
        document.mean = certainty * document.of_target() + (1.0 - certainty) * of_others;
        document
    }

    fn of_target(&self) -> f64 {
        self.scores.get(self.target).copied().unwrap_or(0.0)
    }

    /// The scores of other topics that are possible.
    fn others(&self) -> impl Iterator<Item = f64> {
        let others = self.scores.iter().enumerate().filter(|(topic, _)| *topic != self.target);
        others.map(|(_, score)| *score).filter(|score| score.is_finite())
    }

    /// How far the scores of the possible topics lie from the mean. The cross-entropy with the target is
    /// `log Σ exp(distance / T)`.
    fn distances(&self) -> impl Iterator<Item = f64> {
        self.others().chain([self.of_target()]).map(|score| score - self.mean)
    }
}

/// The derivatives of the loss by the inverse of the temperature: sums, over the documents, of the mean of the distances by the
/// probabilities that the scores give, and of their variance.
#[derive(Debug, Clone, Copy, Default)]
struct Slopes {
    first: f64,
    second: f64,
}

impl Slopes {
    /// Those of documents, added up by stretches, which are the same for any number of threads.
    fn of_loss(documents: &[Document<'_>], inverse: f64) -> Self {
        let sum =
            |all: Self, more: Self| Self { first: all.first + more.first, second: all.second + more.second };
        let stretches = parallel::map_chunks(documents, DOCUMENTS_AT_ONCE, |documents| {
            documents.iter().map(|document| Self::of_document(document, inverse)).fold(Self::default(), sum)
        });
        stretches.into_iter().fold(Self::default(), sum)
    }

    fn of_document(document: &Document<'_>, inverse: f64) -> Self {
        let largest = document.distances().fold(f64::NEG_INFINITY, f64::max);
        let (mut mass, mut moment, mut square) = (0.0, 0.0, 0.0);
        for distance in document.distances() {
            let weight = libm::exp(inverse * (distance - largest));
            mass += weight;
            moment += weight * distance;
            square += weight * distance * distance;
        }
        let mean = moment / mass;
        Self { first: mean, second: (square / mass - mean * mean).max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The mean cross-entropy with targets a little short of certain, as Platt has them, straight from its definition.
    fn loss(scores: &[Vec<f64>], targets: &[usize], temperature: f64) -> f64 {
        let n = scores.len() as f64;
        let certainty = (n + 1.0) / (n + 2.0);
        let of_row = |(scores, &target): (&Vec<f64>, &usize)| {
            let all: f64 = scores.iter().map(|score| libm::exp(score / temperature)).sum();
            let share = |topic| {
                if topic == target { certainty } else { (1.0 - certainty) / (scores.len() - 1) as f64 }
            };
            let losses = scores
                .iter()
                .enumerate()
                .map(|(topic, score)| -share(topic) * (score / temperature - libm::log(all)));
            losses.sum::<f64>()
        };
        scores.iter().zip(targets).map(of_row).sum::<f64>() / n
    }

    proptest! {
        /// Scores of any size, right or wrong.
        #[test]
        fn no_temperature_nearby_is_better(
            rows in proptest::collection::vec((proptest::collection::vec(-1.0_f64..1.0, 4), 0_usize..4), 1..30),
            log_size in -3.0_f64..3.0,
        ) {
            let size = libm::exp(log_size);
            let scores: Vec<Vec<f64>> =
                rows.iter().map(|(scores, _)| scores.iter().map(|score| score * size).collect()).collect();
            let targets: Vec<usize> = rows.iter().map(|(_, target)| *target).collect();
            let temperature = fit(&scores, &targets);
            let limits = libm::exp(-LIMIT)..=libm::exp(LIMIT);
            prop_assert!(limits.contains(&temperature), "{temperature}");
            let best = loss(&scores, &targets, temperature);
            for other in [temperature * 0.99, temperature * 1.01] {
                if limits.contains(&other) {
                    let loss = loss(&scores, &targets, other);
                    prop_assert!(best <= loss + 1e-12, "{best} at {temperature}, {loss} at {other}");
                }
            }
        }
    }

    /// Two topics, scores ±1, right in three of four. By hand: with targets of 5/6 the mean target of the first topic is
    /// `(3 × 5/6 + 1/6) / 4 = 2/3`, so the best temperature makes `1 / (1 + exp(-2 / T)) = 2/3`, which is `T = 2 / ln 2`.
    #[test]
    fn the_temperature_matches_a_hand_calculation() {
        let scores = vec![vec![1.0, -1.0]; 4];
        assert!((fit(&scores, &[0, 0, 0, 1]) - 2.0 / std::f64::consts::LN_2).abs() < 1e-5);
    }

    /// Two of two right: with Platt's targets, three in four, so `1 / (1 + exp(-2 / T)) = 3/4` and `T = 2 / ln 3`.
    #[test]
    fn few_documents_make_nothing_certain() {
        let temperature = fit(&[vec![1.0, -1.0], vec![1.0, -1.0]], &[0, 0]);
        assert!((temperature - 2.0 / 3.0_f64.ln()).abs() < 1e-5);
    }

    /// Documents of no topic, of an impossible one, or of the only possible one change nothing, wherever their scores lie.
    #[test]
    fn documents_that_say_nothing_change_nothing() {
        let mute = [vec![0.5, f64::NEG_INFINITY], vec![-70.0, f64::NEG_INFINITY], vec![-40.0, 30.0]];
        assert!((fit(&mute, &[0, 1, 2]) - 1.0).abs() < 1e-12);
        assert!((fit(&[], &[]) - 1.0).abs() < 1e-12);
        let mut scores = vec![vec![1.0, -1.0]; 4];
        let alone = fit(&scores, &[0, 0, 0, 1]);
        scores.extend(mute);
        assert!((fit(&scores, &[0, 0, 0, 1, 0, 1, 2]) - alone).abs() < 1e-12);
    }
}
