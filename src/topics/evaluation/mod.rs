//! How good predictions are: accuracy, F1, calibration error, and how much could be accepted at a given error.
//!
//! One kind of measures serves both articles of one topic and articles of several; [`Evaluation::new`] and
//! [`Evaluation::of_sets`] say how each measure reads there.

mod bootstrap;
mod counts;
mod ranking;
mod sets;

use std::collections::BTreeMap;

use serde::Serialize;

pub use bootstrap::{Interval, Intervals};
use counts::{Counts, Pattern};
pub(super) use counts::{accuracy_and_macro_f1, micro_and_macro_f1};
use ranking::Ranking;
pub use ranking::{CoveragePoint, CurvePoint, ReliabilityBin};
pub use sets::MultiOutcome;

/// One document's true and predicted topic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome<'a> {
    /// The topic it is labelled with.
    pub truth: &'a str,
    /// The topic it was given.
    pub predicted: &'a str,
    /// The probability of the topic it was given, in `[0, 1]`.
    pub confidence: f64,
}

/// Measures of a set of predictions. Percentages are 0 to 100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// The number of documents.
    pub rows: usize,
    /// Documents whose topic is right, in percent; with several topics per document, those whose topics all are.
    pub accuracy: f64,
    /// The mean of the topics' F1, each topic that a document has or was given counting the same, in percent.
    pub macro_f1: f64,
    /// F1 over all decisions, in percent; with one topic per document it equals accuracy.
    pub micro_f1: f64,
    /// Documents whose likeliest topic is one of theirs, in percent; only where documents have several topics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_at_1: Option<f64>,
    /// 95 % bootstrap intervals of the measures above.
    pub intervals: Intervals,
    /// Expected calibration error over 15 bins of equal mass, in percent.
    pub ece: f64,
    /// Those bins, by rising confidence.
    pub reliability: Vec<ReliabilityBin>,
    /// How much could be accepted at given error rates.
    pub coverage: Vec<CoveragePoint>,
    /// The error at every share accepted; for a plot.
    #[serde(skip)]
    pub coverage_curve: Vec<CurvePoint>,
    /// The topics, by name.
    pub topics: Vec<TopicScore>,
    /// The cells of the confusion matrix that are not 0, by true topic, then by predicted one; empty where documents have
    /// several topics.
    pub confusion: Vec<ConfusionCell>,
}

/// Documents of one topic that were given one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfusionCell {
    /// The topic they are labelled with.
    pub truth: String,
    /// The topic they were given.
    pub predicted: String,
    /// The number of documents.
    pub n: usize,
}

/// Measures of one topic, in percent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicScore {
    /// The topic's name.
    pub topic: String,
    /// Of the documents given this topic, those that have it.
    pub precision: f64,
    /// Of the documents that have this topic, those that were given it.
    pub recall: f64,
    /// The harmonic mean of precision and recall; 0 where both are.
    pub f1: f64,
    /// The number of documents that have this topic.
    pub support: usize,
}

impl Evaluation {
    /// Measures `outcomes`, one topic per document. Without outcomes every measure is 0.
    #[must_use]
    pub fn new(outcomes: &[Outcome<'_>]) -> Self {
        let mut names: Vec<&str> =
            outcomes.iter().flat_map(|outcome| [outcome.truth, outcome.predicted]).collect();
        names.sort_unstable();
        names.dedup();
        let place = |name: &str| names.binary_search(&name).unwrap_or(0);
        let mut pairs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for outcome in outcomes {
            *pairs.entry((place(outcome.truth), place(outcome.predicted))).or_default() += 1;
        }
        let patterns: Vec<Pattern> =
            pairs.iter().map(|(&(truth, predicted), &n)| Pattern::of_pair(truth, predicted, n)).collect();
        let name = |topic: usize| names.get(topic).copied().unwrap_or_default().to_owned();
        let ranking = Ranking::new(outcomes.iter().map(|outcome| (outcome.confidence, outcome.is_right())));
        let mut evaluation = Self::measure(&names, &patterns, &ranking, false);
        evaluation.confusion = pairs
            .iter()
            .map(|(&(truth, predicted), &n)| ConfusionCell {
                truth: name(truth),
                predicted: name(predicted),
                n: count(n),
            })
            .collect();
        evaluation
    }

    /// The measures of `patterns` over the topics `names`, and of `ranking`; all but the confusion matrix.
    fn measure(names: &[&str], patterns: &[Pattern], ranking: &Ranking, several_labels: bool) -> Self {
        let counts = Counts::of(patterns, names.len());
        let reliability = ranking.reliability();
        let score = |(name, of_topic): (&&str, &counts::TopicCounts)| TopicScore {
            topic: (*name).to_owned(),
            precision: of_topic.precision(),
            recall: of_topic.recall(),
            f1: of_topic.f1(),
            support: count(of_topic.support),
        };
        Self {
            rows: count(patterns.iter().map(|pattern| pattern.n).sum()),
            accuracy: counts.accuracy(),
            macro_f1: counts.macro_f1(),
            micro_f1: counts.micro_f1(),
            precision_at_1: several_labels.then(|| counts.precision_at_1()),
            intervals: bootstrap::intervals(patterns, names.len(), several_labels),
            ece: ranking::ece(&reliability),
            reliability,
            coverage: ranking.coverage(),
            coverage_curve: ranking.curve(),
            topics: names.iter().zip(counts.topics()).map(score).collect(),
            confusion: Vec::new(),
        }
    }

    /// Whether documents have several topics.
    #[must_use]
    pub const fn has_several_labels(&self) -> bool {
        self.precision_at_1.is_some()
    }

    /// The pairs of different topics that were confused, the most frequent first; of equal ones the first by name.
    #[must_use]
    pub fn confused_pairs(&self) -> Vec<&ConfusionCell> {
        let mut pairs: Vec<&ConfusionCell> =
            self.confusion.iter().filter(|cell| cell.truth != cell.predicted).collect();
        // Stable: the cells are in the order of their names.
        pairs.sort_by_key(|cell| std::cmp::Reverse(cell.n));
        pairs
    }
}

impl Outcome<'_> {
    /// Whether the topic it was given is its own.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.truth == self.predicted
    }
}

/// `part` of `whole` in percent; 0 of nothing.
fn percent<N: Into<Count>>(part: N, whole: N) -> f64 {
    let (Count(part), Count(whole)) = (part.into(), whole.into());
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// A number of documents or decisions.
struct Count(u64);

impl From<u64> for Count {
    fn from(n: u64) -> Self {
        Self(n)
    }
}

impl From<usize> for Count {
    fn from(n: usize) -> Self {
        Self(n as u64)
    }
}

fn count(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
