//! A logistic curve per topic (Platt, "Probabilistic outputs for support vector machines", 1999).
//!
//! Fitted by Newton's method as Lin, Lin and Weng describe ("A note on Platt's probabilistic outputs for support vector
//! machines", 2007), on scores of documents that the model had not seen.

use serde::{Deserialize, Serialize};

/// Newton steps at most; a curve takes about ten.
const N_STEPS: usize = 50;
/// Added to the diagonal of the Hessian, so that it can be inverted.
const RIDGE: f64 = 1e-10;

/// `1 / (1 + exp(-(slope × score + intercept)))`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LogisticCurve {
    /// How steep.
    pub slope: f64,
    /// Where.
    pub intercept: f64,
}

impl LogisticCurve {
    /// The probability that belongs to a score: 0 for one of negative infinity, which is that of an impossible topic.
    #[must_use]
    pub fn at(&self, score: f64) -> f64 {
        if score.is_finite() || score > 0.0 { sigmoid(self.slope * score + self.intercept) } else { 0.0 }
    }

    /// The curve that makes it likeliest which documents are inside the topic, with targets a little short of certain.
    pub(super) fn fit(scores: &[f64], is_inside: &[bool]) -> Self {
        let n_inside = is_inside.iter().filter(|inside| **inside).count() as f64;
        let n_outside = is_inside.len() as f64 - n_inside;
        let inside_target = (n_inside + 1.0) / (n_inside + 2.0);
        let outside_target = 1.0 / (n_outside + 2.0);
        let pairs = || {
            let target = |inside: &bool| if *inside { inside_target } else { outside_target };
            scores.iter().copied().zip(is_inside.iter().map(target)).filter(|(score, _)| score.is_finite())
        };
        let loss = |curve: &Self| -> f64 {
            pairs()
                .map(|(score, target)| {
                    let z = curve.slope * score + curve.intercept;
                    // ln(1 + exp(z)) - target × z, without overflow.
                    z.max(0.0) + libm::log1p(libm::exp(-z.abs())) - target * z
                })
                .sum()
        };
        let flat = Self { slope: 0.0, intercept: libm::log((n_inside + 1.0) / (n_outside + 1.0)) };
        let mut curve = flat;
        let mut current = loss(&curve);
        for _ in 0..N_STEPS {
            let (mut g_slope, mut g_intercept) = (0.0, 0.0);
            let (mut h_slope, mut h_both, mut h_intercept) = (RIDGE, 0.0, RIDGE);
            for (score, target) in pairs() {
                let p = curve.at(score);
                let (d, w) = (p - target, p * (1.0 - p));
                g_slope += d * score;
                g_intercept += d;
                h_slope += w * score * score;
                h_both += w * score;
                h_intercept += w;
            }
            let determinant = h_slope * h_intercept - h_both * h_both;
            if determinant.is_nan() || determinant.abs() <= 0.0 || g_slope.abs().max(g_intercept.abs()) < 1e-6
            {
                break;
            }
            let d_slope = (h_intercept * g_slope - h_both * g_intercept) / determinant;
            let d_intercept = (h_slope * g_intercept - h_both * g_slope) / determinant;
            let mut step = 1.0;
            let mut next = curve;
            let mut is_better = false;
            while step > 1e-6 && !is_better {
                next = Self {
                    slope: curve.slope - step * d_slope,
                    intercept: curve.intercept - step * d_intercept,
                };
                let after = loss(&next);
                is_better = after < current;
                if is_better {
                    current = after;
                }
                step /= 2.0;
            }
            if !is_better {
                break;
            }
            curve = next;
        }
        // A curve that falls would turn the order round: then the score says nothing.
        if curve.slope > 0.0 { curve } else { flat }
    }
}

/// `1 / (1 + exp(-z))`, without overflow.
fn sigmoid(z: f64) -> f64 {
    if z >= 0.0 {
        1.0 / (1.0 + libm::exp(-z))
    } else {
        let e = libm::exp(z);
        e / (1.0 + e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores of ±1, right in three of four on either side. By hand: four inside, four outside, so targets are 5/6 and 1/6, and
    /// the mean target at +1 is `(3 × 5/6 + 1/6) / 4 = 2/3`, at -1 it is 1/3: slope `ln 2`, intercept 0.
    #[test]
    fn the_curve_matches_a_hand_calculation() {
        let scores = [1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0];
        let inside = [true, true, true, false, false, false, false, true];
        let curve = LogisticCurve::fit(&scores, &inside);
        assert!((curve.slope - std::f64::consts::LN_2).abs() < 1e-6, "{curve:?}");
        assert!(curve.intercept.abs() < 1e-6);
        assert!((curve.at(1.0) - 2.0 / 3.0).abs() < 1e-6);
    }

    /// High scores outside, low ones inside: the curve is flat, at (2 + 1) / (2 + 6 + 2), whatever all scores have in common.
    #[test]
    fn a_score_that_says_nothing_leaves_the_share_of_the_topic() {
        let inside = [true, true, false, false, false, false, false, false];
        for shift in [-80.0, 0.0, 80.0] {
            let scores = [-1.0, -2.0, 1.0, 2.0, 3.0, 1.5, 2.5, 0.5].map(|score| score + shift);
            let curve = LogisticCurve::fit(&scores, &inside);
            assert!(scores.iter().all(|&score| (curve.at(score) - 0.3).abs() < 1e-12), "{curve:?}");
            assert!(curve.at(f64::NEG_INFINITY).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_to_fit_is_no_trouble() {
        for inside in [vec![], vec![true], vec![false; 3]] {
            let scores = vec![0.5; inside.len()];
            assert!((0.0..=1.0).contains(&LogisticCurve::fit(&scores, &inside).at(0.5)));
        }
        assert!(LogisticCurve::fit(&[f64::NEG_INFINITY, 1.0], &[false, true]).at(1e9).is_finite());
    }
}
