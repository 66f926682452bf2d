//! What is wrong with labelled data: labels that look wrong, copies, empty rows, topics that cannot be learnt well.
//!
//! Labels are judged by models that have seen neither the row nor a copy of it.

mod copies;
mod labels;
mod pairs;

pub use copies::CopyGroup;
pub use labels::DoubtfulLabel;
pub use pairs::ConfusedPair;

use super::posterior::argmax;
use super::training::{Learning, learn};
use super::{Example, Targets, TopicModel, TrainingReport, TrainingSettings, examples};
use crate::article::{Article, Span};
use crate::error::Result;

/// A topic with fewer rows than this has too few: each of five folds should hold two of them.
pub const FEW_ROWS: usize = 10;

/// What is wrong with labelled data. Each list stands in the order in which its findings are worth a look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Audit<'a> {
    /// Rows with a label and something to learn from.
    pub n_rows: usize,
    /// Topics among them.
    pub n_topics: usize,
    /// The rows whose labels can be judged: they have some, and other rows have them too.
    pub n_judged: usize,
    /// Of those, the rows whose label is predicted out of fold, in percent; none where none can be judged.
    pub agreement: Option<f64>,
    /// Rows whose label the model does not predict, the least probable label first.
    pub labels: Vec<DoubtfulLabel<'a>>,
    /// Rows that are copies of each other: first those whose labels differ, then the largest groups.
    pub copies: Vec<CopyGroup<'a>>,
    /// Rows that nothing can be learnt from, in the order of the input.
    pub empty: Vec<EmptyRow<'a>>,
    /// Topics with fewer than [`FEW_ROWS`] rows, the smallest first.
    pub few: Vec<SmallTopic<'a>>,
    /// Pairs of topics that are taken for each other, the worst first.
    pub confused: Vec<ConfusedPair<'a>>,
}

/// A row that nothing can be learnt from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EmptyRow<'a> {
    /// The row.
    pub article: &'a Article,
    /// Why nothing can be learnt from it.
    pub reason: EmptyReason,
}

/// Why nothing can be learnt from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyReason {
    /// It has neither title nor text.
    NoText,
    /// It has no words but stop words and boilerplate.
    NoTerm,
}

impl EmptyReason {
    /// The reason for a person.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoText => "neither title nor text",
            Self::NoTerm => "no words but stop words and boilerplate",
        }
    }
}

/// A topic with too few rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallTopic<'a> {
    /// The topic.
    pub topic: &'a str,
    /// Its rows.
    pub n_rows: usize,
    /// Its rows without copies and near-copies of others of them.
    pub n_distinct: usize,
}

/// The examples, by number: which topic each has, which are copies of each other, and what the model makes of them.
struct Judged<'a, 'm> {
    examples: &'m [Example<'a>],
    topics: &'m [&'a str],
    /// The topics of each example, as numbers.
    targets: Targets,
    /// The first topic of each example; the number of topics where it has none.
    firsts: Vec<usize>,
    /// The first of each example's copies.
    groups: Vec<usize>,
    /// The probability of each topic for each example, out of fold; empty where there is none.
    probabilities: Vec<Vec<f64>>,
}

impl Judged<'_, '_> {
    /// Forgets what the model made of rows whose topic no other row has, copies apart: it could not know the topic.
    fn leave_lone_topics_out(&mut self) {
        let is_lone = |of_topic: &Vec<usize>| of_topic.iter().all(|group| of_topic.first() == Some(group));
        let lone: Vec<bool> = self.groups_by_topic().iter().map(is_lone).collect();
        for (&topic, probabilities) in self.firsts.iter().zip(&mut self.probabilities) {
            if lone.get(topic) == Some(&true) {
                probabilities.clear();
            }
        }
    }

    /// The group of copies of each example that has a topic, for every topic.
    fn groups_by_topic(&self) -> Vec<Vec<usize>> {
        let mut groups = vec![Vec::new(); self.topics.len()];
        for (example, &group) in self.groups.iter().enumerate() {
            for &topic in self.targets.of(example) {
                if let Some(of_topic) = groups.get_mut(topic) {
                    of_topic.push(group);
                }
            }
        }
        groups
    }

    /// The topic that is predicted for an example out of fold.
    fn predicted(&self, example: usize) -> Option<usize> {
        self.probabilities.get(example).filter(|of_topics| !of_topics.is_empty()).map(|p| argmax(p))
    }

    /// The topic that is predicted for an example where it is none of the example's labels.
    fn contradicted_by(&self, example: usize) -> Option<usize> {
        let predicted = self.predicted(example)?;
        let name = *self.topics.get(predicted)?;
        let labels = &self.examples.get(example)?.article.labels;
        // Of a row known to have no topic there is no label to doubt.
        (!labels.is_empty() && labels.iter().all(|label| label != name)).then_some(predicted)
    }
}

/// Audits labelled articles; `masks` holds the boilerplate of each, in the same order.
///
/// The report says what became of rows that are not looked at, as for training. Rows with several labels count by their
/// first where topics are confused, and none of their labels is doubted where the model predicts another of them.
///
/// # Errors
/// As [`train`](super::train).
pub fn audit<'a>(
    articles: &'a [Article],
    masks: &'a [Vec<Span>],
    settings: &TrainingSettings,
) -> Result<(Audit<'a>, TrainingReport)> {
    let (examples, report) = examples(articles, masks);
    let Learning { model, copies, has_terms, probabilities } = learn(&examples, settings, true)?;
    // The model's topics, as the articles name them.
    let mut topics: Vec<&'a str> = examples.iter().flat_map(Example::labels).map(String::as_str).collect();
    topics.sort_unstable();
    topics.dedup();
    let targets = Targets::new(examples.iter().map(Example::labels));
    let firsts = targets.firsts();
    let mut judged =
        Judged { examples: &examples, topics: &topics, targets, firsts, groups: copies, probabilities };
    judged.leave_lone_topics_out();
    let (n_judged, agreement) = agreement(&judged);
    let audit = Audit {
        n_rows: examples.len(),
        n_topics: topics.len(),
        n_judged,
        agreement,
        labels: labels::doubtful_labels(&judged, &model),
        copies: copies::copy_groups(&judged),
        empty: empty_rows(articles, &examples, &has_terms),
        few: small_topics(&judged),
        confused: pairs::confused_pairs(&judged),
    };
    Ok((audit, report))
}

/// The number of rows whose labels can be judged, and the share of them that is predicted, in percent.
fn agreement(judged: &Judged<'_, '_>) -> (usize, Option<f64>) {
    let pairs = judged.examples.iter().zip(&judged.probabilities);
    // Of a row known to have no topic there is no label to judge.
    let n_judged =
        pairs.filter(|(example, of_topics)| !example.labels().is_empty() && !of_topics.is_empty()).count();
    let n_doubted = (0..judged.examples.len()).filter_map(|index| judged.contradicted_by(index)).count();
    let share = (n_judged > 0).then(|| 100.0 * (n_judged - n_doubted) as f64 / n_judged as f64);
    (n_judged, share)
}

fn empty_rows<'a>(
    articles: &'a [Article],
    examples: &[Example<'a>],
    has_terms: &[bool],
) -> Vec<EmptyRow<'a>> {
    // Examples are some of the articles, in the same order.
    let mut without_terms = examples
        .iter()
        .zip(has_terms)
        .filter(|(_, has_terms)| !**has_terms)
        .map(|(example, _)| example.article)
        .peekable();
    let reason = |article: &'a Article| {
        if article.is_empty() {
            return Some(EmptyReason::NoText);
        }
        without_terms.next_if(|next| std::ptr::eq(*next, article)).map(|_| EmptyReason::NoTerm)
    };
    let with_reasons: Vec<Option<EmptyReason>> = articles.iter().map(reason).collect();
    let pairs = articles.iter().zip(with_reasons);
    pairs.filter_map(|(article, reason)| Some(EmptyRow { article, reason: reason? })).collect()
}

fn small_topics<'a>(judged: &Judged<'a, '_>) -> Vec<SmallTopic<'a>> {
    let mut small: Vec<SmallTopic<'a>> = Vec::new();
    let by_topic = judged.topics.iter().zip(judged.groups_by_topic());
    for (&topic, mut groups) in by_topic.filter(|(_, groups)| groups.len() < FEW_ROWS) {
        let n_rows = groups.len();
        groups.sort_unstable();
        groups.dedup();
        small.push(SmallTopic { topic, n_rows, n_distinct: groups.len() });
    }
    // Stable: of topics with as many rows the first by name comes first.
    small.sort_by_key(|topic| topic.n_rows);
    small
}

#[cfg(test)]
mod tests;
