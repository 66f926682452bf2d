//! The ways of calibration hold to what every distribution must, and the best is taken.

use proptest::prelude::*;

use super::{Calibration, LogisticCurve, RisingCurve};
use crate::topics::posterior::argmax;
use crate::topics::{Optimize, Targets};

fn targets(topics: &[usize]) -> Targets {
    let labels: Vec<Vec<String>> = topics.iter().map(|topic| vec![topic.to_string()]).collect();
    Targets::new(labels.iter().map(Vec::as_slice))
}

#[test]
fn few_documents_get_a_temperature() {
    let scores = vec![vec![1.0, -1.0]; 4];
    assert_eq!(
        Calibration::fit(&scores, &targets(&[0, 0, 0, 1]), &[], Optimize::MacroF1).name(),
        "temperature"
    );
    assert_eq!(Calibration::fit(&[], &targets(&[]), &[], Optimize::MacroF1), Calibration::default());
}

/// Whoever is sure by 3 is right in nine of ten; whoever is sure by 1 only in half: no temperature gives both.
#[test]
fn a_curve_wins_where_no_temperature_fits() {
    let mut scores = Vec::new();
    let mut topics = Vec::new();
    for row in 0..1200 {
        let (margin, period) = if row % 3 == 0 { (3.0, 10) } else { (1.0, 2) };
        // One in each `period`, in even rows as often as in odd ones, on which curves are tried in turn.
        let is_wrong = (row / 3 + row / 3 / period) % period == 0;
        scores.push(vec![margin, 0.0]);
        topics.push(usize::from(is_wrong));
    }
    let calibration = Calibration::fit(&scores, &targets(&topics), &[], Optimize::MacroF1);
    assert_ne!(calibration.name(), "temperature");
    let mut sure = vec![3.0, 0.0];
    calibration.apply(&mut sure);
    assert!((sure[0] - 0.9).abs() < 0.03, "{calibration:?} {sure:?}");
    let mut unsure = vec![1.0, 0.0];
    calibration.apply(&mut unsure);
    assert!((unsure[0] - 0.5).abs() < 0.03, "{unsure:?}");
}

fn some_calibrations() -> Vec<Calibration> {
    let curve = |slope: f64, intercept: f64| LogisticCurve { slope, intercept };
    vec![
        Calibration::Temperature { temperature: 0.3 },
        Calibration::Platt { curves: vec![curve(1.0, 0.0), curve(2.0, -1.0), curve(0.5, 0.5)] },
        Calibration::Isotonic {
            temperature: 2.0,
            curve: RisingCurve { confidences: vec![0.4, 0.9], accuracies: vec![0.1, 0.8] },
        },
    ]
}

proptest! {
    #[test]
    fn probabilities_add_up_to_one(scores in proptest::collection::vec(-50.0_f64..50.0, 3)) {
        for calibration in some_calibrations() {
            let mut probabilities = scores.clone();
            calibration.apply(&mut probabilities);
            prop_assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }

    #[test]
    fn temperature_and_rising_curve_keep_the_best(scores in proptest::collection::vec(-5.0_f64..5.0, 3)) {
        for calibration in some_calibrations().into_iter().filter(|calibration| calibration.name() != "Platt") {
            let mut probabilities = scores.clone();
            calibration.apply(&mut probabilities);
            let best = probabilities[argmax(&scores)];
            prop_assert!(probabilities.iter().all(|p| *p <= best + 1e-12));
        }
    }
}
