//! The stored cue model against its samples, and against `linfa-bayes`.

use linfa::Dataset;
use linfa::traits::{Fit, Predict};
use linfa_bayes::{BernoulliNb, NaiveBayes};
use ndarray::{Array1, Array2};

use super::*;
use crate::text::Language;

fn all_samples() -> Vec<Sample> {
    let files = [
        (include_str!("../../data/boilerplate/english.jsonl"), Language::English),
        (include_str!("../../data/boilerplate/french.jsonl"), Language::French),
        (include_str!("../../data/boilerplate/german.jsonl"), Language::German),
        (include_str!("../../data/boilerplate/spanish.jsonl"), Language::Spanish),
    ];
    files.iter().flat_map(|(json_lines, language)| samples(json_lines, *language).unwrap()).collect()
}

/// After a change of samples or cues: `cargo run --release --example boilerplate_model -- data/boilerplate -o models/boilerplate.json`.
#[test]
fn the_stored_model_is_what_the_samples_give() {
    let stored = include_str!("../../models/boilerplate.json");
    assert!(
        learn(&all_samples()).unwrap().to_json().unwrap() == stored,
        "models/boilerplate.json is not of these samples"
    );
}

#[test]
fn log_odds_are_those_of_linfa_bayes() {
    let samples = all_samples();
    let model = CueModel::builtin().unwrap();
    let records = Array2::from_shape_fn((samples.len(), Cue::ALL.len()), |(row, column)| {
        f64::from(u8::from(samples[row].cues.has(Cue::ALL[column])))
    });
    let targets = Array1::from_shape_fn(samples.len(), |row| samples[row].label == Label::Boilerplate);
    let oracle = BernoulliNb::<f64, bool>::params().fit(&Dataset::new(records.clone(), targets)).unwrap();
    let (log_probabilities, classes) = oracle.predict_log_proba(records.view());
    assert_eq!(classes, [&false, &true]);
    let predicted = oracle.predict(&records);
    for (row, sample) in samples.iter().enumerate() {
        let log_odds = model.log_odds(sample.cues);
        let theirs = log_probabilities[(row, 1)] - log_probabilities[(row, 0)];
        // The stored weights are rounded to four decimals.
        assert!((log_odds - theirs).abs() < 0.005, "{log_odds} {theirs}");
        assert!((log_odds > 0.0) == predicted[row] || theirs.abs() < 0.005);
        let probability_of_theirs = log_probabilities[(row, 1)].exp();
        assert!((probability(log_odds) - probability_of_theirs).abs() < 0.005);
    }
}

#[test]
fn publishers_that_were_not_seen_are_known_too() {
    let languages = [Language::English, Language::French, Language::German, Language::Spanish];
    let results = hold_out(&all_samples(), &languages).unwrap();
    for (language, result) in languages.iter().zip(results) {
        assert!(result.caught.percent() >= MIN_CAUGHT, "{language}: {result:?}");
        assert!(result.masked_news.percent() <= MAX_MASKED, "{language}: {result:?}");
    }
}

/// Per cent, in each language; what is measured stands in `models/README.md`.
const MIN_CAUGHT: f64 = 80.0;
const MAX_MASKED: f64 = 5.0;

#[test]
fn a_class_without_samples_is_refused() {
    let news: Vec<Sample> = all_samples().into_iter().filter(|sample| sample.label == Label::News).collect();
    assert!(learn(&news).unwrap_err().to_string().contains("no sample"));
    assert!(learn(&[]).is_err());
    let error = samples("{}", Language::English).unwrap_err().to_string();
    assert!(error.contains("line 1"), "{error}");
}

#[test]
fn types_cross_threads() {
    fn crosses<T: Send + Sync + Unpin>() {}
    crosses::<CueModel>();
    crosses::<Masked>();
    crosses::<Sample>();
}
