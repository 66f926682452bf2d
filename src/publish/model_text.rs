//! What is in a model, and what became of a training run, for a person or a program.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::text::AnalyzerSettings;
use crate::topics::{Provenance, TopicModel, TrainingReport};

/// So many terms are shown for each topic.
const N_TERMS: usize = 8;
/// So many candidates are shown of a training run.
const N_CANDIDATES: usize = 5;

#[derive(Serialize)]
struct Description<'m> {
    n_topics: usize,
    n_terms: usize,
    n_documents: u64,
    analyzer: &'m AnalyzerSettings,
    weighting: crate::features::Weighting,
    temperature: f64,
    provenance: &'m Provenance,
    topics: Vec<TopicDescription<'m>>,
}

#[derive(Serialize)]
struct TopicDescription<'m> {
    topic: &'m str,
    n_documents: u64,
    terms: Vec<&'m str>,
}

fn describe(model: &TopicModel) -> Description<'_> {
    let provenance = model.provenance();
    let terms = model.characteristic_terms(N_TERMS);
    let topics = model.topics().iter().zip(&provenance.n_documents).zip(terms);
    let topics = topics.map(|((topic, &n_documents), terms)| TopicDescription { topic, n_documents, terms });
    Description {
        n_topics: model.topics().len(),
        n_terms: model.vectorizer().vocabulary().len(),
        n_documents: model.vectorizer().tfidf().n_documents(),
        analyzer: model.vectorizer().analyzer().settings(),
        weighting: model.vectorizer().tfidf().weighting(),
        temperature: model.calibration().temperature,
        provenance,
        topics: topics.collect(),
    }
}

/// Writes what is in `model` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_model_json(out: &mut dyn Write, model: &TopicModel) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, &describe(model)).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Writes what is in `model` as text.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_model_text(out: &mut dyn Write, model: &TopicModel) -> Result<()> {
    let description = describe(model);
    let analyzer = description.analyzer;
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    writeln!(
        out,
        "{} topics, {} terms, learnt from {} articles",
        description.n_topics, description.n_terms, description.n_documents
    )?;
    writeln!(
        out,
        "algorithm    {} (alpha {})",
        description.provenance.algorithm.as_str(),
        description.provenance.alpha
    )?;
    writeln!(
        out,
        "terms        {}, stems {}, stop words left out {}, n-grams up to {}",
        named_languages(analyzer),
        yes_no(analyzer.stem),
        yes_no(analyzer.stop_words),
        analyzer.max_n
    )?;
    writeln!(out, "calibration  temperature {:.4}", description.temperature)?;
    if let Some(score) = description.provenance.candidates.first() {
        writeln!(out, "out of fold  accuracy {:.2} %, macro-F1 {:.2} %", score.accuracy, score.macro_f1)?;
    }
    writeln!(out, "data hash    {}", description.provenance.training_digest)?;
    for topic in &description.topics {
        writeln!(out, "\n{} ({} articles)\n  {}", topic.topic, topic.n_documents, topic.terms.join(", "))?;
    }
    Ok(())
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
        "Learnt {} topics and {} terms from {} articles: {}, alpha {}.",
        model.topics().len(),
        model.vectorizer().vocabulary().len(),
        report.n_examples,
        provenance.algorithm.as_str(),
        provenance.alpha
    )?;
    let passed_over = [
        (report.n_unlabelled, "without a label, passed over"),
        (report.n_empty, "without a word, passed over"),
        (report.n_several_labels, "with several labels, of which the first counted"),
    ];
    for (n, what) in passed_over.into_iter().filter(|(n, _)| *n > 0) {
        writeln!(out, "{n} {what}.")?;
    }
    writeln!(out, "Taken to be in {}.", named_languages(model.vectorizer().analyzer().settings()))?;
    writeln!(out, "Tried, and how each did on articles it had not seen:")?;
    for candidate in provenance.candidates.iter().take(N_CANDIDATES) {
        writeln!(
            out,
            "  {:<12} alpha {:<5} accuracy {:>6.2} %  macro-F1 {:>6.2} %",
            candidate.algorithm.as_str(),
            candidate.alpha,
            candidate.accuracy,
            candidate.macro_f1
        )?;
    }
    Ok(())
}
