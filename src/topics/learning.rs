//! Learning more, and forgetting, with vocabulary, IDF and settings kept.
//!
//! Naive Bayes follows from sums of integers, so both are exact: a model is the same whatever the order in which its
//! articles came, in one go or in parts, and forgetting what was learnt restores what was. What the first training settled
//! stays: the terms and their IDF, the algorithm, its smoothing, and the calibration, which was fitted on the first
//! articles' out-of-fold scores. Where every topic has a calibrating curve of its own, a topic that is new gets the mean of the
//! first topics' curves.
//!
//! The discriminative model, blends with it, and all models of articles of several topics follow from no sums. They are fitted
//! anew, by the same recipe on the same terms, on all articles, and calibrated anew.

use std::collections::BTreeMap;

use super::examples::{documents_of, targets_of};
use super::fitting::{Fitted, fit_naive_bayes};
use super::ledger::fingerprints;
use super::refitting::ToFit;
use super::{
    Calibration, ClassSums, Example, History, Learnt, LogisticCurve, Prior, Provenance, Recipe, RowLedger,
    SparseSums, TopicModel,
};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, CountedDocuments, SparseRows};

/// A model tells at least so many topics apart.
const MIN_TOPICS: usize = 2;

/// What became of learning more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LearningReport {
    /// Articles learnt.
    pub n_added: usize,
    /// Articles forgotten.
    pub n_forgotten: usize,
    /// Articles learnt that hold no word that the model knows: they count for their topic's frequency only.
    pub n_without_known_terms: usize,
    /// Topics that the model did not have before, by name.
    pub new_topics: Vec<String>,
    /// Topics that were left without an article and are gone, by name.
    pub gone_topics: Vec<String>,
}

/// The model after it has learnt `added` and then forgotten `forgotten`.
///
/// The masks of the examples are to be those of [`crate::boilerplate::KnownLines`], which do not depend on
/// what else is learnt. A topic is there as long as it has articles: one that is new is put in its place by name, and one
/// that loses its last article goes, whether it was new or of the first training.
///
/// # Errors
/// [`ErrorKind::Data`] where an article to forget was not learnt, with this text and label (then nothing is forgotten),
/// an article to learn has several topics or none, or fewer than two topics would be left; [`ErrorKind::Parameter`] where the
/// model does not follow from sums and has to be re-fitted on all its articles, see [`refit`].
pub fn learn_more(
    model: TopicModel,
    added: &[Example<'_>],
    forgotten: &[Example<'_>],
) -> Result<(TopicModel, LearningReport)> {
    let (Some(sparse), Recipe::NaiveBayes(recipe)) = (&model.learnt().sums, model.provenance().recipe) else {
        return Err(needs_refit(model.provenance()));
    };
    refuse_several_topics(added)?;
    let (added_rows, forgotten_rows) = (rows_of(&model, added), rows_of(&model, forgotten));
    let (coming, going) = (fingerprints(added, &added_rows), fingerprints(forgotten, &forgotten_rows));
    let ledger = changed_ledger(&model, &coming, forgotten, &going)?;
    let mut topics: Vec<String> = model.topics().to_vec();
    topics.extend(added.iter().map(|example| example.label.to_owned()));
    topics.sort_unstable();
    topics.dedup();
    let place =
        |topic: &str| topics.binary_search_by(|other| other.as_str().cmp(topic)).unwrap_or(usize::MAX);
    let places: Vec<usize> = model.topics().iter().map(|topic| place(topic)).collect();
    let mut n_rows = vec![0; topics.len()];
    for (&place, &n) in places.iter().zip(&model.provenance().n_documents) {
        if let Some(slot) = n_rows.get_mut(place) {
            *slot = n;
        }
    }
    let mut sums = sparse.expand(model.vectorizer().n_terms(), n_rows, &places)?;
    let targets = |examples: &[Example<'_>]| -> Vec<usize> {
        examples.iter().map(|example| place(example.label)).collect()
    };
    let every = |examples: &[Example<'_>]| -> Vec<usize> { (0..examples.len()).collect() };
    sums.add_rows(&added_rows, &targets(added), &every(added))?;
    sums.remove_rows(&forgotten_rows, &targets(forgotten), &every(forgotten))?;
    let kept: Vec<usize> =
        sums.n_rows().iter().enumerate().filter(|(_, n)| **n > 0).map(|(topic, _)| topic).collect();
    if kept.len() < MIN_TOPICS {
        return Err(Error::new(
            ErrorKind::Data,
            "this would leave fewer than two topics with articles; a model tells at least two apart",
        ));
    }
    let sums = sums.with_topics(&kept).ok_or_else(|| {
        Error::new(ErrorKind::Model, "the model's class sums do not fit its articles; train it again")
    })?;
    let topics: Vec<String> = kept.into_iter().filter_map(|topic| topics.get(topic).cloned()).collect();
    let report = LearningReport {
        n_added: added.len(),
        n_forgotten: forgotten.len(),
        n_without_known_terms: n_without_terms(&added_rows),
        ..changed_topics(model.topics(), &topics)
    };
    let mut history = model.provenance().history.changed(&ledger, changes(added, forgotten));
    let (calibration, first_curves) = calibration_of(&model, &topics);
    history.first_curves = first_curves;
    let n_documents = sums.n_rows().to_vec();
    let (vectorizer, decision, provenance, learnt) = model.into_parts();
    let provenance = Provenance { n_documents, history, ..provenance };
    let learnt = Learnt { sums: Some(SparseSums::of(&sums)), rows: ledger, ..learnt };
    let (linear, _) = fit_naive_bayes(recipe, sums)?;
    let model = TopicModel::from_parts(vectorizer, topics, linear.into(), calibration, decision, provenance)?;
    Ok((model.with_learnt(learnt), report))
}

/// What a model keeps of the `examples` of a first training, whose TF-IDF rows are `rows`; `sums` are those that its weights follow
/// from, if they do.
pub(super) fn first_learnt(examples: &[Example<'_>], rows: &SparseRows, sums: Option<&ClassSums>) -> Learnt {
    let rows = RowLedger::new(fingerprints(examples, rows));
    Learnt { sums: sums.map(SparseSums::of), rows, known_lines: Array::default() }
}

/// The calibration of the model, made to fit `topics`, and what [`History::first_curves`] is then.
fn calibration_of(model: &TopicModel, topics: &[String]) -> (Calibration, BTreeMap<String, LogisticCurve>) {
    let Calibration::Platt { curves } = model.calibration() else {
        return (model.calibration().clone(), BTreeMap::new());
    };
    let mut first = model.provenance().history.first_curves.clone();
    if first.is_empty() {
        first = model.topics().iter().cloned().zip(curves.iter().copied()).collect();
    }
    let n = first.len().max(1) as f64;
    let mean = LogisticCurve {
        slope: first.values().map(|curve| curve.slope).sum::<f64>() / n,
        intercept: first.values().map(|curve| curve.intercept).sum::<f64>() / n,
    };
    let curves = topics.iter().map(|topic| first.get(topic).copied().unwrap_or(mean)).collect();
    if first.keys().eq(topics) {
        first.clear();
    }
    (Calibration::Platt { curves }, first)
}

/// Refuses what naive Bayes does not learn.
fn refuse_several_topics(examples: &[Example<'_>]) -> Result<()> {
    let has_one = |example: &Example<'_>| match example.labels() {
        [first, rest @ ..] => rest.iter().all(|label| label == first),
        [] => false,
    };
    match examples.iter().find(|example| !has_one(example)) {
        None => Ok(()),
        Some(example) => Err(Error::new(
            ErrorKind::Data,
            format!(
                "{}: has several topics or none, and this model gives every article one; leave it out, or train anew",
                example.article.id
            ),
        )),
    }
}

/// What a model is to be re-fitted on.
struct ToRefit<'a> {
    examples: Vec<Example<'a>>,
    /// Their TF-IDF rows.
    rows: SparseRows,
    /// The number of examples added that hold no known word.
    n_without_known_terms: usize,
}

/// The articles that a model is to be re-fitted on: what it learnt, found again among `earlier`, and `added`, without
/// `forgotten`; in order. What it did not learn, or has forgotten, is passed over.
///
/// # Errors
/// [`ErrorKind::Data`] where articles that the model learnt are not among `earlier`, or an article to forget was not learnt.
fn to_refit<'a>(
    model: &TopicModel,
    earlier: &[Example<'a>],
    added: &[Example<'a>],
    forgotten: &[Example<'_>],
) -> Result<ToRefit<'a>> {
    let (earlier_rows, added_rows) = (rows_of(model, earlier), rows_of(model, added));
    let earlier_prints = fingerprints(earlier, &earlier_rows);
    let mut missing = model.learnt().rows.counts();
    let n_learnt: i64 = missing.values().sum();
    for row in &earlier_prints {
        missing.entry(*row).and_modify(|n| *n -= 1);
    }
    let n_missing: i64 = missing.values().filter(|n| **n > 0).sum();
    if n_missing > 0 {
        return Err(Error::new(
            ErrorKind::Data,
            format!(
                "{n_missing} of the {n_learnt} articles that the model learnt are not among the earlier ones; {}",
                earlier_files(model.provenance())
            ),
        ));
    }
    let added_prints = fingerprints(added, &added_rows);
    let going = fingerprints(forgotten, &rows_of(model, forgotten));
    let mut wanted = changed_ledger(model, &added_prints, forgotten, &going)?.counts();
    let mut kept = ToRefit {
        examples: Vec::new(),
        rows: model.vectorizer().no_rows(),
        n_without_known_terms: n_without_terms(&added_rows),
    };
    let prints = earlier_prints.into_iter().chain(added_prints);
    let rows = earlier_rows.iter().chain(added_rows.iter());
    for ((example, row), print) in earlier.iter().chain(added).zip(rows).zip(prints) {
        let n = wanted.entry(print).or_default();
        *n -= 1;
        if *n >= 0 {
            kept.examples.push(*example);
            kept.rows.push(row.columns.iter().copied().zip(row.values.iter().copied()));
        }
    }
    Ok(kept)
}

/// The model fitted anew on `earlier` and `added` without `forgotten`, by its own recipe on its own terms and IDF, and
/// calibrated anew: what learning more takes where the weights do not follow from sums.
///
/// Of `earlier` the articles count that the model has learnt; all of those have to be there. It is a first training: the
/// history begins with it.
///
/// # Errors
/// [`ErrorKind::Data`] where articles that the model learnt are not among `earlier`, or an article to forget was not
/// learnt; [`ErrorKind::Parameter`] where articles have several topics for the first time and the model assumes a prior; else
/// as [`super::train`].
pub fn refit(
    model: TopicModel,
    earlier: &[Example<'_>],
    added: &[Example<'_>],
    forgotten: &[Example<'_>],
) -> Result<(TopicModel, LearningReport)> {
    let ToRefit { examples, rows, n_without_known_terms } = to_refit(&model, earlier, added, forgotten)?;
    let targets = targets_of(&examples, model.is_multi_label())?;
    let report = LearningReport {
        n_added: added.len(),
        n_forgotten: forgotten.len(),
        n_without_known_terms,
        ..changed_topics(model.topics(), targets.topics())
    };
    let (vectorizer, decision, provenance, learnt) = model.into_parts();
    if targets.is_multi_label() && provenance.recipe.naive_bayes().is_some() {
        return Err(Error::new(
            ErrorKind::Parameter,
            "some articles have several topics, and the model was trained to give one; train anew",
        ));
    }
    if targets.is_multi_label() && decision.prior != Prior::Train {
        return Err(Error::new(
            ErrorKind::Parameter,
            "some articles have several topics, which have no common prior, and the model was trained with one; train anew",
        ));
    }
    let counted = CountedDocuments::new(&documents_of(&examples), vectorizer.analyzer().settings());
    let data = ToFit { examples: &examples, counted: &counted, rows: &rows, targets: &targets };
    let (Fitted { linear, sums, calibration, decision, .. }, tried, training_digest) =
        data.fit(&vectorizer, &provenance, decision.prior)?;
    let known_lines = learnt.known_lines;
    let learnt = Learnt { known_lines, ..first_learnt(&examples, &rows, sums.as_ref()) };
    let history = History { files: provenance.history.files, ..History::new(examples.len() as u64) };
    // What was tried says nothing about other articles.
    let (candidates, terms_tried) = if training_digest == provenance.training_digest {
        (provenance.candidates, provenance.terms_tried)
    } else {
        (tried, Vec::new())
    };
    let provenance = Provenance {
        n_documents: targets.n_rows_by_topic(),
        training_digest,
        candidates,
        terms_tried,
        history,
        ..provenance
    };
    let topics = targets.topics().to_vec();
    let model = TopicModel::from_parts(vectorizer, topics, linear.into(), calibration, decision, provenance)?;
    Ok((model.with_learnt(learnt), report))
}

/// A report on the topics that came and went.
fn changed_topics(before: &[String], after: &[String]) -> LearningReport {
    LearningReport {
        new_topics: missing_in(before, after),
        gone_topics: missing_in(after, before),
        ..LearningReport::default()
    }
}

fn n_without_terms(rows: &SparseRows) -> usize {
    rows.iter().filter(|row| row.columns.is_empty()).count()
}

/// The examples as the model counts them.
fn rows_of(model: &TopicModel, examples: &[Example<'_>]) -> SparseRows {
    model.vectorizer().transform(&documents_of(examples))
}

/// The ledger after rows with the fingerprints `added` came, and `forgotten` went, whose fingerprints are `going`.
fn changed_ledger(
    model: &TopicModel,
    added: &[u64],
    forgotten: &[Example<'_>],
    going: &[u64],
) -> Result<RowLedger> {
    model.learnt().rows.change(added, going).map_err(|place| {
        let (id, label) = forgotten
            .get(place)
            .map_or(("", ""), |example| (example.article.id.as_str(), example.label));
        Error::new(
            ErrorKind::Data,
            format!(
                "{id}: was not learnt with this text as `{label}` (or not so often), so it cannot be forgotten; \
                 nothing was forgotten"
            ),
        )
    })
}

/// The change of each topic's number of articles.
fn changes(added: &[Example<'_>], forgotten: &[Example<'_>]) -> BTreeMap<String, i64> {
    let mut changes = BTreeMap::new();
    for (examples, change) in [(added, 1), (forgotten, -1)] {
        for example in examples {
            *changes.entry(example.label.to_owned()).or_default() += change;
        }
    }
    changes
}

/// What is in `after` and not in `before`.
fn missing_in(before: &[String], after: &[String]) -> Vec<String> {
    after.iter().filter(|topic| !before.contains(topic)).cloned().collect()
}

/// What to do where sums are not enough.
fn needs_refit(provenance: &Provenance) -> Error {
    Error::new(
        ErrorKind::Parameter,
        format!(
            "a {} model is re-fitted on all its articles, those it learnt before too; {}",
            provenance.recipe.name(),
            earlier_files(provenance)
        ),
    )
}

fn earlier_files(provenance: &Provenance) -> String {
    // The model knows the names alone, and not in which folders the files are today.
    let named =
        |file: &String| if file == "stdin" { "standard input".to_owned() } else { format!("`{file}`") };
    let files: Vec<String> = provenance.history.files.iter().map(named).collect();
    match files.as_slice() {
        [] => "give the files it was trained on with --earlier".to_owned(),
        [file] => format!("it was trained on {file}; give its path with --earlier"),
        files => format!("it was trained on {}; give their paths with --earlier", files.join(", ")),
    }
}

#[cfg(test)]
mod tests;
