//! What is in a model, and what became of a training run, for a person or a program.

use std::io::Write;

use serde::Serialize;

use super::counted;
use super::json::write_document;
use super::learning_text::write_history;
use crate::error::Result;
use crate::text::AnalyzerSettings;
use crate::topics::{
    Calibration, CandidateScore, Decision, Measured, Prior, Provenance, TopicModel, TrainingReport,
};

/// So many terms are shown for each topic.
const N_TERMS: usize = 8;
/// The errors, in percent, for which it is shown how sure an article has to be.
const MAX_ERRORS: [f64; 4] = [1.0, 2.0, 5.0, 10.0];
/// So many candidates are shown of a training run.
const N_CANDIDATES: usize = 5;

#[derive(Serialize)]
struct Description<'m> {
    n_topics: usize,
    n_terms: usize,
    n_documents: u64,
    analyzer: &'m AnalyzerSettings,
    weighting: crate::features::Weighting,
    calibration: &'m Calibration,
    decision: DecisionDescription<'m>,
    several_topics: bool,
    provenance: &'m Provenance,
    topics: Vec<TopicDescription<'m>>,
}

/// When a topic is given.
#[derive(Serialize)]
struct DecisionDescription<'m> {
    prior: &'m Prior,
    thresholds: &'m [f64],
    acceptance: [AcceptancePoint; MAX_ERRORS.len()],
}

/// From which confidence on articles err at most so often, in percent; none where even the surest err more often.
#[derive(Serialize)]
struct AcceptancePoint {
    max_error: f64,
    min_confidence: Option<f64>,
}

#[derive(Serialize)]
struct TopicDescription<'m> {
    topic: &'m str,
    n_documents: u64,
    terms: Vec<&'m str>,
}

fn describe_decision(decision: &Decision) -> DecisionDescription<'_> {
    let min_confidence = |max_error| decision.acceptance.min_confidence(max_error);
    let point = |max_error| AcceptancePoint { max_error, min_confidence: min_confidence(max_error) };
    DecisionDescription {
        prior: &decision.prior,
        thresholds: &decision.thresholds,
        acceptance: MAX_ERRORS.map(point),
    }
}

fn describe(model: &TopicModel) -> Description<'_> {
    let provenance = model.provenance();
    let terms = model.characteristic_terms(N_TERMS);
    let topics = model.topics().iter().zip(&provenance.n_documents).zip(terms);
    let topics = topics.map(|((topic, &n_documents), terms)| TopicDescription { topic, n_documents, terms });
    Description {
        n_topics: model.topics().len(),
        n_terms: model.vectorizer().n_terms(),
        n_documents: provenance.history.n_learnt(),
        analyzer: model.vectorizer().analyzer().settings(),
        weighting: model.vectorizer().words().tfidf().weighting(),
        calibration: model.calibration(),
        decision: describe_decision(model.decision()),
        several_topics: model.is_multi_label(),
        provenance,
        topics: topics.collect(),
    }
}

/// Writes what is in `model` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_model_json(out: &mut dyn Write, model: &TopicModel) -> Result<()> {
    write_document(out, &describe(model))
}

/// Writes what is in `model` as text.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_model_text(out: &mut dyn Write, model: &TopicModel) -> Result<()> {
    let description = describe(model);
    writeln!(
        out,
        "{}, {}, learnt from {}",
        counted(description.n_topics, "topic"),
        counted(description.n_terms, "term"),
        counted(description.n_documents, "article")
    )?;
    if description.several_topics {
        writeln!(out, "labels       an article may have several topics, or none")?;
    }
    writeln!(out, "weights      {}", description.provenance.recipe)?;
    writeln!(
        out,
        "terms        {}, {}",
        named_languages(description.analyzer),
        description.provenance.terms
    )?;
    writeln!(out, "calibration  {}", description.calibration.name())?;
    if *description.decision.prior != Prior::Train {
        writeln!(out, "prior        {}", prior_in_words(description.decision.prior))?;
    }
    if let Some(score) = description.provenance.candidates.first() {
        let figures = measured(score.measured, description.several_topics);
        // What was learnt or forgotten since has not been measured.
        let when =
            if description.provenance.history.digest.is_some() { ", at the first training" } else { "" };
        writeln!(out, "out of fold  {figures}{when}")?;
    }
    writeln!(out, "data hash    {}", description.provenance.training_digest)?;
    write_history(out, &description.provenance.history)?;
    for topic in &description.topics {
        let articles = counted(topic.n_documents, "article");
        writeln!(out, "\n{} ({articles})", topic.topic)?;
        // Hashed terms have no texts.
        if !topic.terms.is_empty() {
            writeln!(out, "  {}", topic.terms.join(", "))?;
        }
    }
    Ok(())
}

/// A prior as it is typed.
pub(crate) fn prior_in_words(prior: &Prior) -> String {
    match prior {
        Prior::Train => "train".to_owned(),
        Prior::Uniform => "uniform".to_owned(),
        Prior::Weights(weights) => {
            let weights: Vec<String> =
                weights.iter().map(|(topic, weight)| format!("{topic}={weight}")).collect();
            weights.join(",")
        }
    }
}

/// The languages with their codes, such as `languages de, en`.
fn named_languages(analyzer: &AnalyzerSettings) -> String {
    let codes: Vec<&str> = analyzer.languages.iter().map(|language| language.code()).collect();
    format!("{} {}", if codes.len() > 1 { "languages" } else { "language" }, codes.join(", "))
}

/// Writes what became of a training run as text.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_training_text(out: &mut dyn Write, model: &TopicModel, report: &TrainingReport) -> Result<()> {
    let provenance = model.provenance();
    writeln!(
        out,
        "Learnt {} and {} from {}: {}.",
        counted(model.topics().len(), "topic"),
        counted(model.vectorizer().n_terms(), "term"),
        counted(report.n_examples, "article"),
        provenance.recipe
    )?;
    writeln!(out, "Terms: {}. Calibration: {}.", provenance.terms, model.calibration().name())?;
    if model.is_multi_label() {
        writeln!(
            out,
            "Some articles have several topics: each topic is given from a probability of its own on."
        )?;
    }
    let passed_over = [
        (report.n_unlabelled, "without a label, passed over"),
        (report.n_empty, "without a word, passed over"),
    ];
    for (n, what) in passed_over.into_iter().filter(|(n, _)| *n > 0) {
        writeln!(out, "{n} {what}.")?;
    }
    writeln!(out, "Taken to be in {}.", named_languages(model.vectorizer().analyzer().settings()))?;
    if !provenance.terms_tried.is_empty() {
        writeln!(
            out,
            "Terms tried, and how a discriminative model did with them on articles it had not seen:"
        )?;
        for tried in &provenance.terms_tried {
            writeln!(out, "  {}  {}", measured(tried.measured, model.is_multi_label()), tried.terms)?;
        }
    }
    writeln!(out, "Weights tried, the best first:")?;
    for CandidateScore { recipe, measured: score } in provenance.candidates.iter().take(N_CANDIDATES) {
        writeln!(out, "  {}  {recipe}", measured(*score, model.is_multi_label()))?;
    }
    Ok(())
}

/// `accuracy  90.12 %  macro-F1  89.90 %`
fn measured(measured: Measured, several_topics: bool) -> String {
    let accuracy = if several_topics { "micro-F1" } else { "accuracy" };
    format!("{accuracy} {:>6.2} %  macro-F1 {:>6.2} %", measured.accuracy, measured.macro_f1)
}
