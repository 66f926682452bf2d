//! Measures held to hand calculations, to scikit-learn and to linfa.
//!
//! Expected values of scikit-learn 1.9.1 were computed by `tests/oracles/evaluation.py`.

use linfa::prelude::ToConfusionMatrix;
use ndarray::Array1;
use proptest::prelude::*;

use super::*;

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

fn outcome(truth: &'static str, predicted: &'static str, confidence: f64) -> Outcome<'static> {
    Outcome { truth, predicted, confidence }
}

fn is_close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// By hand, from the definitions of precision, recall and F1.
#[test]
fn measures_match_a_hand_calculation() {
    let outcomes = [
        outcome("a", "a", 0.9),
        outcome("a", "b", 0.8),
        outcome("b", "b", 0.7),
        outcome("b", "b", 0.6),
        outcome("c", "a", 0.5),
    ];
    let evaluation = Evaluation::new(&outcomes);
    assert!(is_close(evaluation.accuracy, 60.0));
    // a: 1 of 2 and 1 of 2; b: 2 of 3 and 2 of 2; c: none.
    let f1: Vec<f64> = evaluation.topics.iter().map(|topic| topic.f1).collect();
    assert!(is_close(f1[0], 50.0) && is_close(f1[1], 80.0) && is_close(f1[2], 0.0));
    assert!(is_close(evaluation.macro_f1, 130.0 / 3.0));
    assert_eq!(evaluation.topics[1].support, 2);
    let cell = |truth: &str, predicted: &str, n| ConfusionCell {
        truth: truth.to_owned(),
        predicted: predicted.to_owned(),
        n,
    };
    let expected = [cell("a", "a", 1), cell("a", "b", 1), cell("b", "b", 2), cell("c", "a", 1)];
    assert_eq!(evaluation.confusion, expected);
    assert_eq!(evaluation.confused_pairs(), [&expected[1], &expected[3]]);
}

/// The documents of `tests/oracles/evaluation.py`.
fn sixty() -> Vec<Outcome<'static>> {
    let document = |i: usize| {
        let truth = i * i % 7 % 4;
        let predicted = if i % 17 == 3 { 4 } else { (i * i + usize::from(i.is_multiple_of(5))) % 7 % 4 };
        outcome(NAMES[truth], NAMES[predicted], 0.5)
    };
    (0..60).map(document).collect()
}

#[test]
fn measures_are_scikit_learn_s() {
    let evaluation = Evaluation::new(&sixty());
    assert!(is_close(evaluation.accuracy, 75.0) && is_close(evaluation.micro_f1, 75.0));
    assert!(is_close(evaluation.macro_f1, 47.503_607_503_607_505));
    let expected = [
        (100.0, 73.076_923_076_923_07, 84.444_444_444_444_44, 26),
        (72.222_222_222_222_21, 76.470_588_235_294_12, 74.285_714_285_714_29, 17),
        (81.25, 76.470_588_235_294_12, 78.787_878_787_878_78, 17),
        (0.0, 0.0, 0.0, 0),
        (0.0, 0.0, 0.0, 0),
    ];
    for (topic, (precision, recall, f1, support)) in evaluation.topics.iter().zip(expected) {
        assert!(is_close(topic.precision, precision) && is_close(topic.recall, recall), "{topic:?}");
        assert!(is_close(topic.f1, f1) && topic.support == support, "{topic:?}");
    }
    let cells: Vec<(&str, &str, usize)> = evaluation
        .confusion
        .iter()
        .map(|cell| (cell.truth.as_str(), cell.predicted.as_str(), cell.n))
        .collect();
    let expected = [
        ("a", "a", 19),
        ("a", "b", 5),
        ("a", "e", 2),
        ("b", "b", 13),
        ("b", "c", 3),
        ("b", "e", 1),
        ("c", "c", 13),
        ("c", "d", 3),
        ("c", "e", 1),
    ];
    assert_eq!(cells, expected);
}

/// The percentiles of 100,000 (accuracy) and 10,000 (macro-F1) resamples in `numpy` are 63.3 to 85.0
/// and 40.8 to 62.3. One document
/// is 1.7 points of accuracy; so many resamples as ours find the ends to about that.
#[test]
fn intervals_agree_with_a_resampling_of_documents() {
    let intervals = Evaluation::new(&sixty()).intervals;
    let agree = |interval: Interval, low: f64, high: f64| {
        (interval.low - low).abs() < 2.0 && (interval.high - high).abs() < 2.0
    };
    assert!(agree(intervals.accuracy, 63.333_333, 85.0), "{intervals:?}");
    assert!(agree(intervals.macro_f1, 40.761_866, 62.344_961), "{intervals:?}");
    assert_eq!(intervals.accuracy, intervals.micro_f1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The oracle is linfa 0.8.1. Its matrix has the predictions in its rows and its `precision` divides by the column,
    /// so that what it calls precision of a topic is recall, and the other way round.
    #[test]
    fn topic_scores_are_linfa_s(pairs in proptest::collection::vec((0_usize..5, 0_usize..5), 1..80)) {
        let outcomes: Vec<Outcome<'_>> =
            pairs.iter().map(|&(truth, predicted)| outcome(NAMES[truth], NAMES[predicted], 0.5)).collect();
        let evaluation = Evaluation::new(&outcomes);
        let truth: Array1<usize> = pairs.iter().map(|(truth, _)| *truth).collect();
        let predicted: Array1<usize> = pairs.iter().map(|(_, predicted)| *predicted).collect();
        let matrix = predicted.confusion_matrix(&truth).unwrap();
        prop_assert!((evaluation.accuracy - 100.0 * f64::from(matrix.accuracy())).abs() < 1e-4);
        let mut of_topics = matrix.split_one_vs_all();
        // linfa sorts the topics, but two of them in reverse.
        if of_topics.len() == 2 {
            of_topics.reverse();
        }
        prop_assert_eq!(of_topics.len(), evaluation.topics.len());
        for (ours, theirs) in evaluation.topics.iter().zip(of_topics) {
            // Where nothing was to be found or given, linfa divides by zero.
            let or_zero = |value: f32| if value.is_nan() { 0.0 } else { 100.0 * f64::from(value) };
            prop_assert!((ours.recall - or_zero(theirs.precision())).abs() < 1e-4);
            prop_assert!((ours.precision - or_zero(theirs.recall())).abs() < 1e-4);
            prop_assert!((ours.f1 - or_zero(theirs.f1_score())).abs() < 1e-4);
        }
    }

    /// Articles of one topic each are a special case of articles of several.
    #[test]
    fn sets_of_one_are_single_topics(
        pairs in proptest::collection::vec((0_usize..5, 0_usize..5, 0.2_f64..1.0), 1..60),
    ) {
        let topics: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        let single: Vec<Outcome<'_>> = pairs
            .iter()
            .map(|&(truth, predicted, confidence)| outcome(NAMES[truth], NAMES[predicted], confidence))
            .collect();
        let sets: Vec<MultiOutcome> = pairs
            .iter()
            .map(|&(truth, predicted, confidence)| {
                let mut confidences = vec![0.1; 5];
                confidences[predicted] = confidence;
                MultiOutcome { truth: vec![truth], predicted: vec![predicted], confidences }
            })
            .collect();
        let mut expected = Evaluation::new(&single);
        let found = Evaluation::of_sets(&topics, &sets);
        prop_assert_eq!(found.precision_at_1, Some(expected.accuracy));
        prop_assert_eq!(found.intervals.precision_at_1, Some(expected.intervals.accuracy));
        expected.precision_at_1 = found.precision_at_1;
        expected.intervals.precision_at_1 = found.intervals.precision_at_1;
        expected.confusion.clear();
        prop_assert_eq!(found, expected);
    }

    /// The cheap way to the two figures gives the figures.
    #[test]
    fn the_figures_for_choosing_are_the_figures(
        pairs in proptest::collection::vec((0_usize..5, 0_usize..5), 0..60),
    ) {
        let outcomes: Vec<Outcome<'_>> =
            pairs.iter().map(|&(truth, predicted)| outcome(NAMES[truth], NAMES[predicted], 0.5)).collect();
        let evaluation = Evaluation::new(&outcomes);
        prop_assert_eq!(accuracy_and_macro_f1(pairs, 5), (evaluation.accuracy, evaluation.macro_f1));
    }
}

#[test]
fn measures_of_sets_are_scikit_learn_s() {
    let sets: [(&[usize], &[usize], [f64; 4]); 7] = [
        (&[1, 0], &[0], [0.9, 0.3, 0.1, 0.0]),
        (&[1], &[1, 2, 1], [0.1, 0.6, 0.7, 0.0]),
        (&[0, 2], &[2, 0], [0.6, 0.2, 0.6, 0.1]),
        (&[2], &[3], [0.1, 0.2, 0.3, 0.8]),
        (&[], &[1], [0.1, 0.5, 0.2, 0.0]),
        (&[1, 2], &[2], [0.1, 0.4, 0.9, 0.0]),
        (&[0], &[], [0.4, 0.3, 0.2, 0.0]),
    ];
    let outcomes = sets.map(|(truth, predicted, confidences)| MultiOutcome {
        truth: truth.to_vec(),
        predicted: predicted.to_vec(),
        confidences: confidences.to_vec(),
    });
    let topics: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    let evaluation = Evaluation::of_sets(&topics, &outcomes);
    assert!(evaluation.has_several_labels());
    assert!(is_close(evaluation.accuracy, 14.285_714_285_714_285));
    assert!(is_close(evaluation.micro_f1, 58.823_529_411_764_71));
    assert!(is_close(evaluation.macro_f1, 46.666_666_666_666_664));
    assert!(is_close(evaluation.precision_at_1.unwrap(), 57.142_857_142_857_14));
    let expected = [
        (100.0, 66.666_666_666_666_66, 80.0, 3),
        (50.0, 33.333_333_333_333_33, 40.0, 3),
        (66.666_666_666_666_66, 66.666_666_666_666_66, 66.666_666_666_666_66, 3),
        (0.0, 0.0, 0.0, 0),
    ];
    assert_eq!(evaluation.topics.len(), 4, "the fifth topic does not occur");
    for (topic, (precision, recall, f1, support)) in evaluation.topics.iter().zip(expected) {
        assert!(is_close(topic.precision, precision) && is_close(topic.recall, recall), "{topic:?}");
        assert!(is_close(topic.f1, f1) && topic.support == support, "{topic:?}");
    }
    // Seven documents in seven bins of one; by hand, the gaps of the likeliest topics' confidence to 1 or 0.
    let gaps = 0.1 + 0.7 + 0.4 + 0.8 + 0.5 + 0.1 + 0.6;
    assert!(is_close(evaluation.ece, 100.0 * gaps / 7.0), "{}", evaluation.ece);
}

#[test]
fn numbers_without_a_topic_are_survived() {
    let outcome = MultiOutcome { truth: vec![usize::MAX], predicted: vec![7], confidences: Vec::new() };
    let evaluation = Evaluation::of_sets(&[], &[outcome]);
    assert_eq!(evaluation.topics[0].topic, "#7");
    assert!(is_close(evaluation.micro_f1, 0.0));
}

#[test]
fn calibration_error_is_the_gap_per_bin() {
    // Fifteen documents fill fifteen bins of one each: gaps of 0.1 where right, 0.9 where wrong.
    let mut outcomes = vec![outcome("a", "a", 0.9); 14];
    outcomes.push(outcome("a", "b", 0.9));
    let evaluation = Evaluation::new(&outcomes);
    assert!(is_close(evaluation.ece, 100.0 * (14.0 * 0.1 + 0.9) / 15.0));
    assert_eq!(evaluation.reliability.len(), 15);
    let wrong = evaluation.reliability[0];
    assert!(wrong.n == 1 && is_close(wrong.mean_confidence, 90.0) && is_close(wrong.accuracy, 0.0));
}

#[test]
fn coverage_never_parts_equal_confidences() {
    let outcomes =
        [outcome("a", "a", 0.9), outcome("a", "a", 0.5), outcome("a", "b", 0.5), outcome("a", "a", 0.4)];
    let evaluation = Evaluation::new(&outcomes);
    let point = evaluation.coverage[0];
    assert!(is_close(point.accepted, 25.0));
    assert_eq!(point.min_confidence, Some(0.9));
    // By hand: 1 accepted, none wrong; then 3, one wrong; then all 4, one wrong.
    let curve: Vec<(f64, f64)> =
        evaluation.coverage_curve.iter().map(|point| (point.accepted, point.error)).collect();
    assert_eq!(curve, [(25.0, 0.0), (75.0, 100.0 / 3.0), (100.0, 25.0)]);
}

#[test]
fn a_long_curve_is_thinned_and_ends_at_all() {
    let outcomes: Vec<Outcome<'_>> = (0..10_001).map(|i| outcome("a", "a", f64::from(i) / 2e4)).collect();
    let curve = Evaluation::new(&outcomes).coverage_curve;
    assert!((150..=201).contains(&curve.len()), "{}", curve.len());
    assert!(is_close(curve.last().unwrap().accepted, 100.0));
}

#[test]
fn nothing_measured_is_zero() {
    for evaluation in [Evaluation::new(&[]), Evaluation::of_sets(&[], &[])] {
        assert_eq!((evaluation.rows, evaluation.coverage[0].min_confidence), (0, None));
        assert!(is_close(evaluation.ece, 0.0) && is_close(evaluation.macro_f1, 0.0));
        assert!(evaluation.reliability.is_empty() && evaluation.coverage_curve.is_empty());
        assert!(is_close(evaluation.intervals.accuracy.high, 0.0));
    }
}

#[test]
fn public_types_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<Evaluation>();
    check::<MultiOutcome>();
}
