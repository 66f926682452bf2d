//! From log-likelihoods to probabilities, and from probabilities to one winner.

/// Turns joint log-likelihoods into posterior probabilities, in place. Where no topic is possible, all are equal.
pub(super) fn normalize(scores: &mut [f64]) {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        let even = 1.0 / scores.len().max(1) as f64;
        scores.fill(even);
        return;
    }
    for score in scores.iter_mut() {
        *score = libm::exp(*score - largest);
    }
    let total: f64 = scores.iter().sum();
    for score in scores.iter_mut() {
        *score /= total;
    }
}

/// The index of the largest score; of equal ones the first, which is the first by topic name.
pub(super) fn argmax(scores: &[f64]) -> usize {
    let mut best = 0;
    let mut largest = f64::NEG_INFINITY;
    for (index, &score) in scores.iter().enumerate() {
        if score > largest {
            best = index;
            largest = score;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_documents_do_not_overflow() {
        let mut scores = [-50_000.0, -50_000.0 + std::f64::consts::LN_2, f64::NEG_INFINITY];
        normalize(&mut scores);
        // 1 : 2 : 0, by hand.
        assert!((scores[0] - 1.0 / 3.0).abs() < 1e-9 && (scores[1] - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(scores[2].to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn nothing_possible_is_evenly_unlikely() {
        let mut scores = [f64::NEG_INFINITY; 4];
        normalize(&mut scores);
        assert!(scores.iter().all(|score| (score - 0.25).abs() < 1e-12));
        normalize(&mut []);
    }

    #[test]
    fn a_tie_goes_to_the_first() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(argmax(&[]), 0);
    }
}
