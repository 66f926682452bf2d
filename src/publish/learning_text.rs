//! What a model learnt later, for a person.

use std::io::Write;

use super::counted;
use crate::error::Result;
use crate::topics::{History, LearningReport, TopicModel, TrainingReport};

/// Writes what became of learning more as text; `added` and `forgotten` tell of articles that were passed over.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_learning_text(
    out: &mut dyn Write,
    model: &TopicModel,
    report: &LearningReport,
    added: &TrainingReport,
    forgotten: &TrainingReport,
) -> Result<()> {
    let provenance = model.provenance();
    writeln!(
        out,
        "Added {} and took out {}: {} from {} now.",
        counted(report.n_added, "article"),
        counted(report.n_forgotten, "article"),
        counted(provenance.n_documents.len(), "topic"),
        counted(provenance.history.n_learnt(), "article")
    )?;
    for (what, topics) in
        [("New topic", &report.new_topics), ("Left without an article and gone", &report.gone_topics)]
    {
        for topic in topics {
            writeln!(out, "{what}: {topic}.")?;
        }
    }
    let passed_over = [
        (report.n_without_known_terms, "added without a word that the model knows"),
        (added.n_unlabelled, "without a label, not added"),
        (added.n_empty, "without a word, not added"),
        (forgotten.n_unlabelled, "without a label, not taken out"),
        (forgotten.n_empty, "without a word, not taken out"),
    ];
    for (n, what) in passed_over.into_iter().filter(|(n, _)| *n > 0) {
        writeln!(out, "{n} {what}.")?;
    }
    Ok(())
}

/// Writes the history of a model as text.
pub(super) fn write_history(out: &mut dyn Write, history: &History) -> Result<()> {
    write!(out, "history      {} at first; ", counted(history.n_first, "article"))?;
    let Some(digest) = &history.digest else {
        writeln!(out, "nothing added or taken out since")?;
        return write_files(out, history);
    };
    writeln!(out, "since then {} added, {} taken out (hash {digest})", history.n_added, history.n_forgotten)?;
    if !history.topics.is_empty() {
        let changes: Vec<String> =
            history.topics.iter().map(|(topic, change)| format!("{topic} {change:+}")).collect();
        writeln!(out, "             {}", changes.join(", "))?;
    }
    write_files(out, history)
}

fn write_files(out: &mut dyn Write, history: &History) -> Result<()> {
    if history.files.is_empty() {
        return Ok(());
    }
    Ok(writeln!(out, "files        {} (needed to learn more)", history.files.join(", "))?)
}
