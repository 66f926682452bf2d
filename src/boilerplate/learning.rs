//! How the cue model comes about: from labelled lines, by `linfa-bayes`.
//!
//! Its `BernoulliNb` is fitted, then asked for the log-likelihoods of a sentence without cues and of one sentence for each cue alone. As
//! they are linear in the cues, their differences are the intercept and the weights, and nothing else of it is needed.

use std::collections::BTreeSet;

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_bayes::{BernoulliNb, NaiveBayes};
use ndarray::{Array1, Array2};
use serde::Deserialize;

use super::cues::{Cue, CueSet};
use super::lone::cues_of;
use super::model::{CueModel, CueWeight};
use super::places::Place;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Language;

/// Additive smoothing of the counts (Laplace).
const ALPHA: f64 = 1.0;
/// The threshold masks at most so many of so many sentences of the news among the samples, held out by kind of publisher. Much of it was written to
/// look like boilerplate; of ordinary news it masks far less.
const MAX_MASKED_NEWS: (usize, usize) = (5, 200);
/// Weights are stored to so many decimals, so that every machine writes the same.
const DECIMALS: f64 = 10_000.0;

/// What a sample is, and what a class is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// A line that says nothing of a story.
    Boilerplate,
    /// A sentence of one.
    News,
}

/// Where in an article a sample stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SamplePlace {
    Opening,
    Body,
    Closing,
}

/// A row of a file of samples.
#[derive(Debug, Deserialize)]
struct SampleRow {
    text: String,
    label: Label,
    source: String,
    place: SamplePlace,
}

/// A labelled line by its cues.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What it is.
    pub label: Label,
    /// The kind of publisher that it is typical of.
    pub source: String,
    /// Its language.
    pub language: Language,
    /// Its cues.
    pub cues: CueSet,
}

/// The samples in `json_lines`, all of one language.
///
/// # Errors
/// [`ErrorKind::Data`] where a row is not a sample, or cues have no words in the language.
pub fn samples(json_lines: &str, language: Language) -> Result<Vec<Sample>> {
    let read = |(index, line): (usize, &str)| {
        let wrong = |what: &str| Error::new(ErrorKind::Data, format!("line {}: {what}", index + 1));
        let row: SampleRow =
            serde_json::from_str(line).map_err(|error| wrong("no sample").caused_by(error))?;
        let place = Place {
            opening: row.place == SamplePlace::Opening,
            closing: row.place == SamplePlace::Closing,
            in_quotation: false,
        };
        let cues =
            cues_of(language, &row.text, place).ok_or_else(|| wrong("no cue words in this language"))?;
        Ok(Sample { label: row.label, source: row.source, language, cues })
    };
    json_lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect()
}

/// Learns a model, and its threshold by holding out one kind of publisher after another.
///
/// # Errors
/// [`ErrorKind::Data`] where a class has no sample.
pub fn learn(samples: &[Sample]) -> Result<CueModel> {
    let all: Vec<&Sample> = samples.iter().collect();
    learn_from(&all)
}

fn learn_from(samples: &[&Sample]) -> Result<CueModel> {
    let mut of_news = Vec::new();
    for kind in kinds_of_publisher(samples) {
        let (held_out, rest) = parted(samples, kind);
        // With one kind there is nothing to learn from, and no threshold to be had.
        let Ok(model) = fit(&rest) else { continue };
        let news = held_out.iter().filter(|sample| sample.label == Label::News);
        of_news.extend(news.map(|sample| model.log_odds(sample.cues)));
    }
    of_news.sort_by(|a, b| b.total_cmp(a));
    let n_masked = of_news.len() * MAX_MASKED_NEWS.0 / MAX_MASKED_NEWS.1;
    let threshold = of_news.get(n_masked).copied().unwrap_or_default();
    Ok(fit(samples)?.with_threshold(rounded(threshold)))
}

/// A model without a threshold of its own.
fn fit(samples: &[&Sample]) -> Result<CueModel> {
    let refused = |what: &str| Error::new(ErrorKind::Data, format!("no cue model can be learnt: {what}"));
    let n_cues = Cue::ALL.len();
    let has = |set: CueSet, column: usize| Cue::ALL.get(column).is_some_and(|cue| set.has(*cue));
    let indicator = |row: usize, column: usize| {
        samples.get(row).map_or(0.0, |sample| f64::from(u8::from(has(sample.cues, column))))
    };
    let is_boilerplate =
        |row: usize| samples.get(row).is_some_and(|sample| sample.label == Label::Boilerplate);
    let records = Array2::from_shape_fn((samples.len(), n_cues), |(row, column)| indicator(row, column));
    let targets = Array1::from_shape_fn(samples.len(), is_boilerplate);
    let fitted = BernoulliNb::<f64, bool>::params()
        .alpha(ALPHA)
        .fit(&Dataset::new(records, targets))
        .map_err(|error| refused(&error.to_string()))?;
    // No cue, then each cue alone.
    let probes =
        Array2::from_shape_fn((n_cues + 1, n_cues), |(row, column)| f64::from(u8::from(row == column + 1)));
    let likelihoods = fitted.joint_log_likelihood(probes.view());
    let (Some(boilerplate), Some(news)) = (likelihoods.get(&true), likelihoods.get(&false)) else {
        return Err(refused("one of its two classes has no sample"));
    };
    let log_odds = boilerplate - news;
    let intercept = log_odds.first().copied().unwrap_or_default();
    let count = |cue: Cue, label: Label| {
        samples.iter().filter(|sample| sample.label == label && sample.cues.has(cue)).count()
    };
    let weight = |(&cue, log_odds): (&Cue, &f64)| CueWeight {
        cue,
        log_odds: rounded(log_odds - intercept),
        n_boilerplate: count(cue, Label::Boilerplate),
        n_news: count(cue, Label::News),
    };
    let cues = Cue::ALL.iter().zip(log_odds.iter().skip(1)).map(weight).collect();
    Ok(CueModel::new(rounded(intercept), 0.0, cues))
}

fn rounded(value: f64) -> f64 {
    (value * DECIMALS).round() / DECIMALS
}

fn kinds_of_publisher<'s>(samples: &[&'s Sample]) -> BTreeSet<&'s str> {
    samples.iter().map(|sample| sample.source.as_str()).collect()
}

fn parted<'s>(samples: &[&'s Sample], kind: &str) -> (Vec<&'s Sample>, Vec<&'s Sample>) {
    samples.iter().partition(|sample| sample.source == kind)
}

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Those that count.
    pub n: usize,
    /// All.
    pub of: usize,
}

impl Share {
    fn add(&mut self, counts: bool) {
        self.n += usize::from(counts);
        self.of += 1;
    }

    /// In per cent; 0 of none.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.of == 0 { 0.0 } else { 100.0 * self.n as f64 / self.of as f64 }
    }
}

/// What models do to lines of publishers that they were not learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeldOut {
    /// Boilerplate that is masked.
    pub caught: Share,
    /// News that is masked.
    pub masked_news: Share,
}

/// Learns on all kinds of publisher but one and tests on that, each kind in turn. The result for each of `languages`, which are
/// learnt together.
///
/// # Errors
/// Those of [`learn`].
pub fn hold_out(samples: &[Sample], languages: &[Language]) -> Result<Vec<HeldOut>> {
    let all: Vec<&Sample> = samples.iter().collect();
    let mut found = vec![HeldOut::default(); languages.len()];
    for kind in kinds_of_publisher(&all) {
        let (held_out, rest) = parted(&all, kind);
        let model = learn_from(&rest)?;
        for sample in held_out {
            let place = languages.iter().position(|language| *language == sample.language);
            let Some(result) = place.and_then(|place| found.get_mut(place)) else { continue };
            let is_masked = model.masks(model.log_odds(sample.cues));
            match sample.label {
                Label::Boilerplate => result.caught.add(is_masked),
                Label::News => result.masked_news.add(is_masked),
            }
        }
    }
    Ok(found)
}
