//! Labelled articles to learn from or to measure on.

use super::Targets;
use crate::article::{Article, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::features::Document;

/// Beyond so many topics, most of them with a single article, the labels are surely something else.
const MAX_SPARSE_TOPICS: usize = 50;

/// A labelled article with the stretches of its text that are boilerplate.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The article.
    pub article: &'a Article,
    /// Stretches of its text that are not to be learnt.
    pub masked: &'a [Span],
    /// Its first topic; empty where it has none, which is known of it.
    pub label: &'a str,
}

impl<'a> Example<'a> {
    /// All its topics.
    #[must_use]
    pub fn labels(&self) -> &'a [String] {
        &self.article.labels
    }
}

/// What became of the training data, for the report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainingReport {
    /// Articles learnt from.
    pub n_examples: usize,
    /// Articles without a label, which were passed over.
    pub n_unlabelled: usize,
    /// Articles without a word, which were passed over.
    pub n_empty: usize,
}

/// The articles that can be learnt from, in order, and what became of the others.
///
/// `masks` holds the boilerplate of each article, in the same order. Where any article has several labels, one whose
/// list of labels is empty is known to have none; elsewhere it is one without a label.
#[must_use]
pub fn examples<'a>(articles: &'a [Article], masks: &'a [Vec<Span>]) -> (Vec<Example<'a>>, TrainingReport) {
    let have_several = articles.iter().any(|article| article.labels.len() > 1);
    examples_among(articles, masks, have_several)
}

/// [`examples`] of articles that belong to others, of which any may have several labels where `have_several`.
#[must_use]
pub fn examples_among<'a>(
    articles: &'a [Article],
    masks: &'a [Vec<Span>],
    have_several: bool,
) -> (Vec<Example<'a>>, TrainingReport) {
    let mut found = Vec::with_capacity(articles.len());
    let mut report = TrainingReport::default();
    let masks = masks.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    for (article, masked) in articles.iter().zip(masks) {
        let label = article.labels.first().map(String::as_str);
        let Some(label) = label.or((have_several && article.has_label_list).then_some("")) else {
            report.n_unlabelled += 1;
            continue;
        };
        if article.is_empty() {
            report.n_empty += 1;
            continue;
        }
        found.push(Example { article, masked, label });
    }
    report.n_examples = found.len();
    (found, report)
}

/// The topics by name, and those of each example, which may have several where `several` or where any has.
///
/// # Errors
/// [`ErrorKind::Data`] where there is nothing to tell apart.
pub(super) fn targets_of(examples: &[Example<'_>], several: bool) -> Result<Targets> {
    let targets = Targets::new(examples.iter().map(Example::labels)).or_several(several);
    check_topics(targets.n_topics(), examples.len())?;
    Ok(targets)
}

/// Refuses topics that cannot be told apart, or are surely something else.
pub(super) fn check_topics(n_topics: usize, n_examples: usize) -> Result<()> {
    let refused = |message: String| Err(Error::new(ErrorKind::Data, message));
    if n_topics == 0 {
        return refused(
            "no article has a label; they are read from `label`, `topic` or `category`, or see --label-column".to_owned(),
        );
    }
    if n_topics > MAX_SPARSE_TOPICS && n_topics * 2 > n_examples {
        return refused(format!(
            "{n_topics} topics in {n_examples} articles leave most topics with one; is the label column right? see --label-column"
        ));
    }
    if n_topics < 2 {
        return refused(format!(
            "all {n_examples} labelled articles have one topic; learning takes at least two (is the label column right? see --label-column)"
        ));
    }
    Ok(())
}

/// The examples as documents.
pub(super) fn documents_of<'a>(examples: &[Example<'a>]) -> Vec<Document<'a>> {
    examples.iter().map(|example| Document::new(example.article, example.masked)).collect()
}
