//! How sure a model must be for the articles it accepts to err only so often.

use serde::{Deserialize, Serialize};

/// The table has so many points at most.
const MAX_POINTS: usize = 400;

/// The error among the articles that are at least so sure, measured on articles that the model had not seen, though its calibration
/// had.
///
/// Half an article more is counted wrong, and half right (Jeffreys's prior): that the surest one was right does not say that
/// such articles never err.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Acceptance {
    /// Confidences, falling.
    min_confidences: Vec<f64>,
    /// The error in percent among all articles that are at least so sure.
    errors: Vec<f64>,
}

impl Acceptance {
    /// The table of `outcomes`: confidence, and whether the likeliest topic was right.
    #[must_use]
    pub fn new(mut outcomes: Vec<(f64, bool)>) -> Self {
        // Stable: of equal confidences the earlier article comes first.
        outcomes.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut table = Self::default();
        let per_point = outcomes.len().div_ceil(MAX_POINTS).max(1);
        let mut n_wrong = 0;
        let mut last_point = 0;
        for (place, &(confidence, is_right)) in outcomes.iter().enumerate() {
            n_wrong += usize::from(!is_right);
            // A threshold cannot part articles of equal confidence.
            let is_cut = outcomes.get(place + 1).is_none_or(|(next, _)| *next < confidence);
            if is_cut && (place + 1 >= last_point + per_point || place + 1 == outcomes.len()) {
                last_point = place + 1;
                table.min_confidences.push(confidence);
                table.errors.push(100.0 * (n_wrong as f64 + 0.5) / (place as f64 + 2.0));
            }
        }
        table
    }

    /// The lowest confidence from which articles err at most `max_error` percent of the time; `None` where even the
    /// surest err more often, or nothing was measured.
    #[must_use]
    pub fn min_confidence(&self, max_error: f64) -> Option<f64> {
        let points = self.min_confidences.iter().zip(&self.errors);
        points.rev().find(|(_, error)| **error <= max_error).map(|(confidence, _)| *confidence)
    }

    /// The lowest error in percent that some confidence keeps; `None` where nothing was measured.
    #[must_use]
    pub fn lowest_error(&self) -> Option<f64> {
        self.errors.iter().copied().min_by(f64::total_cmp)
    }

    /// Whether it makes sense; a model file could hold anything.
    pub(super) fn is_valid(&self) -> bool {
        self.min_confidences.len() == self.errors.len() && self.min_confidences.is_sorted_by(|a, b| a >= b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of the surest 1, 2, 3, 4 err 0, 0, 1, 1, and with the halves 1/4, 1/6, 3/8, 3/10.
    #[test]
    fn the_widest_acceptance_within_the_error_is_found() {
        let table = Acceptance::new(vec![(0.9, true), (0.5, false), (0.8, true), (0.4, true)]);
        assert_eq!(table.min_confidence(16.0), None);
        assert_eq!(table.min_confidence(17.0), Some(0.8));
        assert_eq!(table.min_confidence(30.0), Some(0.4));
        assert_eq!(Acceptance::new(vec![(0.9, false)]).min_confidence(50.0), None);
        assert_eq!(Acceptance::default().min_confidence(50.0), None);
        assert_eq!(Acceptance::default().lowest_error(), None);
        assert_eq!(Acceptance::new(vec![(0.9, false), (0.5, true)]).lowest_error(), Some(50.0));
        // Of a thousand right ones, half of one may be wrong.
        let sure = Acceptance::new(vec![(0.9, true); 1000]);
        assert!((sure.lowest_error().unwrap() - 50.0 / 1001.0).abs() < 1e-12);
    }

    #[test]
    fn equal_confidences_are_accepted_together() {
        let table = Acceptance::new(vec![(0.9, true), (0.9, false), (0.9, true)]);
        assert_eq!(table.min_confidence(10.0), None);
        // Three, of which one is wrong: 3/8.
        assert_eq!(table.min_confidence(37.0), None);
        assert_eq!(table.min_confidence(38.0), Some(0.9));
    }
}
