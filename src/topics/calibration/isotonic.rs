//! A rising curve from how sure a model says it is to how often it is right (Zadrozny and Elkan, "Transforming classifier
//! scores into accurate multiclass probability estimates", KDD 2002), by pooling adjacent violators.

use serde::{Deserialize, Serialize};

/// Confidences are gathered in so many steps at most, of equal mass, so that the curve does not follow single documents.
const MAX_STEPS: usize = 50;

/// A rising curve, straight between its points.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RisingCurve {
    /// Mean confidences, rising.
    pub confidences: Vec<f64>,
    /// How often documents so sure are right, rising.
    pub accuracies: Vec<f64>,
}

/// Documents whose confidences lie side by side.
struct Pool {
    n: f64,
    confidence: f64,
    n_right: f64,
    /// The largest confidence.
    largest: f64,
}

impl RisingCurve {
    /// The curve through `outcomes`: confidence and whether the document was right, of documents the model had not seen.
    pub(super) fn fit(mut outcomes: Vec<(f64, bool)>) -> Self {
        outcomes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let per_step = outcomes.len().div_ceil(MAX_STEPS).max(1);
        let mut pools: Vec<Pool> = Vec::new();
        for step in outcomes.chunks(per_step) {
            let n = step.len() as f64;
            let mut pool = Pool {
                n,
                confidence: step.iter().map(|(confidence, _)| confidence).sum(),
                n_right: step.iter().filter(|(_, right)| *right).count() as f64,
                largest: step.last().map_or(0.0, |(confidence, _)| *confidence),
            };
            // Equal confidences are one point, whatever rounding makes of their means.
            while let Some(before) = pools.pop_if(|before| {
                before.n_right * pool.n >= pool.n_right * before.n
                    || before.largest * (1.0 + 1e-12) >= pool.largest
            }) {
                pool.n += before.n;
                pool.confidence += before.confidence;
                pool.n_right += before.n_right;
            }
            pools.push(pool);
        }
        Self {
            confidences: pools.iter().map(|pool| pool.confidence / pool.n).collect(),
            // Never quite certain, however few the documents: half a document more on either side, as Jeffreys's prior
            // has it.
            accuracies: pools.iter().map(|pool| (pool.n_right + 0.5) / (pool.n + 1.0)).collect(),
        }
        .rising()
    }

    /// The halves added can turn pools of few documents round by a hair, and rounding the means of pools; the larger value wins.
    fn rising(mut self) -> Self {
        for values in [&mut self.confidences, &mut self.accuracies] {
            let mut largest = 0.0_f64;
            for value in values {
                largest = largest.max(*value);
                *value = largest;
            }
        }
        self
    }

    /// The accuracy at a confidence; that of the nearest point beyond either end.
    #[must_use]
    pub fn at(&self, confidence: f64) -> f64 {
        let next = self.confidences.partition_point(|point| *point < confidence);
        let point = |index: usize| Some((*self.confidences.get(index)?, *self.accuracies.get(index)?));
        match (next.checked_sub(1).and_then(point), point(next)) {
            (Some((x0, y0)), Some((x1, y1))) if x1 > x0 => y0 + (y1 - y0) * (confidence - x0) / (x1 - x0),
            (_, Some((_, y))) | (Some((_, y)), None) => y,
            (None, None) => confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By hand: the violators 0.4 (right) and 0.6 (wrong) pool to one of two; each pool's accuracy is `(n + ½) / (N + 1)`.
    #[test]
    fn violators_are_pooled() {
        let curve = RisingCurve::fit(vec![(0.9, true), (0.4, true), (0.6, false), (0.2, false)]);
        assert_eq!(curve.confidences, [0.2, 0.5, 0.9]);
        assert_eq!(curve.accuracies, [0.25, 0.5, 0.75]);
        assert!((curve.at(0.35) - 0.375).abs() < 1e-12);
        assert!((curve.at(0.0) - 0.25).abs() < 1e-12 && (curve.at(1.0) - 0.75).abs() < 1e-12);
        assert!((RisingCurve::default().at(0.3) - 0.3).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn curves_rise(outcomes in proptest::collection::vec((0.0_f64..1.0, any::<bool>()), 0..200), a in 0.0_f64..1.0, b in 0.0_f64..1.0) {
            let curve = RisingCurve::fit(outcomes);
            prop_assert!(curve.at(a.min(b)) <= curve.at(a.max(b)));
            prop_assert!((0.0..=1.0).contains(&curve.at(a)));
        }

        /// Where many are equally sure, the curve has one point for them, and both lists still rise.
        #[test]
        fn ties_are_one_point(outcomes in proptest::collection::vec((0_usize..3, any::<bool>()), 0..400)) {
            let confidences = [0.1, 1.0 / 3.0, 0.817_663_801_336_54];
            let curve = RisingCurve::fit(outcomes.into_iter().map(|(place, right)| (confidences[place], right)).collect());
            prop_assert!(curve.confidences.is_sorted() && curve.accuracies.is_sorted());
            prop_assert!(curve.confidences.windows(2).all(|pair| pair[1] - pair[0] > 1e-9), "{:?}", curve);
        }
    }
}
