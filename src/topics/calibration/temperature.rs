//! One temperature for all topics.
//!
//! Naive Bayes takes every term for independent evidence, margins know no scale at all; one temperature, fitted on
//! scores of documents that the model had not seen, mends most of that and never changes the order of topics (Guo,
//! Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017).

use super::super::posterior::log_sum_exp;
use crate::parallel;

/// Temperatures are looked for between `exp(-LIMIT)` and `exp(LIMIT)`.
const LIMIT: f64 = 7.0;
/// Steps of the search; each narrows the interval by the golden ratio, to a millionth in all.
const N_STEPS: usize = 32;

/// The temperature that makes the true topics likeliest, by golden-section search over its logarithm.
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
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let loss = |log_temperature: f64| mean_loss(&documents, libm::exp(log_temperature));
    let (mut low, mut high) = (-LIMIT, LIMIT);
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut left_loss, mut right_loss) = (loss(left), loss(right));
    for _ in 0..N_STEPS {
        if left_loss <= right_loss {
            (high, right, right_loss) = (right, left, left_loss);
            left = high - ratio * (high - low);
            left_loss = loss(left);
        } else {
            (low, left, left_loss) = (left, right, right_loss);
            right = low + ratio * (high - low);
            right_loss = loss(right);
        }
    }
    libm::exp(f64::midpoint(low, high))
}

/// The mean loss of the scores at a temperature, summed in the order of the documents.
///
/// The loss is the cross-entropy with targets a little short of certain, `(n + 1) / (n + 2)` for the true topic and the
/// rest shared by the others (Platt, "Probabilistic outputs for support vector machines", 1999), so that few
/// documents, all of them right, do not make the model certain of everything.
fn mean_loss(documents: &[(&Vec<f64>, usize)], temperature: f64) -> f64 {
    let n = documents.len() as f64;
    let certainty = (n + 1.0) / (n + 2.0);
    let losses = parallel::map(documents, |(scores, target)| {
        let cooled: Vec<f64> = scores.iter().map(|score| score / temperature).collect();
        let of_target = cooled.get(*target).copied().unwrap_or(0.0);
        let others =
            || cooled.iter().enumerate().filter(|(topic, score)| topic != target && score.is_finite());
        let n_others = others().count().max(1) as f64;
        let of_others = others().map(|(_, score)| score).sum::<f64>() / n_others;
        log_sum_exp(&cooled) - certainty * of_target - (1.0 - certainty) * of_others
    });
    losses.iter().sum::<f64>() / n
}

#[cfg(test)]
mod tests {
    use super::*;

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
