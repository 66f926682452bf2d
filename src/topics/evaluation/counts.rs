//! Counting right and wrong decisions, and the measures that follow from the counts alone.

use super::percent;

/// Documents that are labelled alike and were given alike: for every measure but the calibrated ones they are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The number of such documents.
    pub(super) n: u64,
    /// Whether they were given exactly their topics.
    pub(super) is_exact: bool,
    /// Whether their likeliest topic is one of theirs.
    pub(super) is_top_right: bool,
    /// The topics they have or were given, each once.
    pub(super) decisions: Vec<Decision>,
}

/// A topic that documents have, were given, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) topic: usize,
    pub(super) is_true: bool,
    pub(super) is_given: bool,
}

impl Pattern {
    /// Documents of one topic that were given one topic.
    pub(super) fn of_pair(truth: usize, predicted: usize, n: u64) -> Self {
        let is_right = truth == predicted;
        let mut decisions = vec![Decision { topic: truth, is_true: true, is_given: is_right }];
        if !is_right {
            decisions.push(Decision { topic: predicted, is_true: false, is_given: true });
        }
        Self { n, is_exact: is_right, is_top_right: is_right, decisions }
    }

    /// Documents of several topics (or none) that were given several (or none); both lists rising, without repeats.
    pub(super) fn of_sets(truth: &[usize], predicted: &[usize], is_top_right: bool, n: u64) -> Self {
        let true_ones = truth.iter().map(|&topic| Decision {
            topic,
            is_true: true,
            is_given: predicted.binary_search(&topic).is_ok(),
        });
        let false_ones = predicted
            .iter()
            .filter(|topic| truth.binary_search(topic).is_err())
            .map(|&topic| Decision { topic, is_true: false, is_given: true });
        let decisions = true_ones.chain(false_ones).collect();
        Self { n, is_exact: truth == predicted, is_top_right, decisions }
    }
}

/// How often one topic was right to give, was given, and was given rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TopicCounts {
    pub(super) support: u64,
    pub(super) n_given: u64,
    pub(super) n_right: u64,
}

impl TopicCounts {
    /// Precision in percent; 0 for a topic that was never given.
    pub(super) fn precision(self) -> f64 {
        percent(self.n_right, self.n_given)
    }

    /// Recall in percent; 0 for a topic that no document has.
    pub(super) fn recall(self) -> f64 {
        percent(self.n_right, self.support)
    }

    /// The harmonic mean of precision and recall in percent, which is `2 n_right / (support + n_given)`.
    pub(super) fn f1(self) -> f64 {
        percent(2 * self.n_right, self.support + self.n_given)
    }

    /// Whether a document has the topic or was given it.
    const fn occurs(self) -> bool {
        self.support + self.n_given > 0
    }
}

/// The counts over some documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    n: u64,
    n_exact: u64,
    n_top_right: u64,
    topics: Vec<TopicCounts>,
}

impl Counts {
    pub(super) fn new(n_topics: usize) -> Self {
        Self { n: 0, n_exact: 0, n_top_right: 0, topics: vec![TopicCounts::default(); n_topics] }
    }

    /// The counts over every document of `patterns`.
    pub(super) fn of(patterns: &[Pattern], n_topics: usize) -> Self {
        let mut counts = Self::new(n_topics);
        for pattern in patterns {
            counts.add(pattern, pattern.n);
        }
        counts
    }

    /// Back to nothing counted.
    pub(super) fn clear(&mut self) {
        (self.n, self.n_exact, self.n_top_right) = (0, 0, 0);
        self.topics.fill(TopicCounts::default());
    }

    /// Counts `n` documents like those of `pattern`.
    pub(super) fn add(&mut self, pattern: &Pattern, n: u64) {
        self.n += n;
        self.n_exact += n * u64::from(pattern.is_exact);
        self.n_top_right += n * u64::from(pattern.is_top_right);
        for decision in &pattern.decisions {
            if let Some(topic) = self.topics.get_mut(decision.topic) {
                topic.support += n * u64::from(decision.is_true);
                topic.n_given += n * u64::from(decision.is_given);
                topic.n_right += n * u64::from(decision.is_true && decision.is_given);
            }
        }
    }

    /// The counts of each topic, by number.
    pub(super) fn topics(&self) -> &[TopicCounts] {
        &self.topics
    }

    /// Documents that were given exactly their topics, in percent.
    pub(super) fn accuracy(&self) -> f64 {
        percent(self.n_exact, self.n)
    }

    /// Documents whose likeliest topic is one of theirs, in percent.
    pub(super) fn precision_at_1(&self) -> f64 {
        percent(self.n_top_right, self.n)
    }

    /// The mean F1 of the topics that a document has or was given, in percent.
    pub(super) fn macro_f1(&self) -> f64 {
        let (sum, n) = self
            .topics
            .iter()
            .filter(|topic| topic.occurs())
            .fold((0.0, 0_usize), |(sum, n), topic| (sum + topic.f1(), n + 1));
        sum / n.max(1) as f64
    }

    /// F1 over all decisions, in percent.
    pub(super) fn micro_f1(&self) -> f64 {
        let all = self.topics.iter().fold(TopicCounts::default(), |sum, topic| TopicCounts {
            support: sum.support + topic.support,
            n_given: sum.n_given + topic.n_given,
            n_right: sum.n_right + topic.n_right,
        });
        all.f1()
    }
}

/// Accuracy and macro-F1 in percent of `(truth, predicted)` topic numbers below `n_topics`.
///
/// The two figures by which settings are compared, without the rest of an [`Evaluation`](super::Evaluation).
pub(in crate::topics) fn accuracy_and_macro_f1(
    pairs: impl IntoIterator<Item = (usize, usize)>,
    n_topics: usize,
) -> (f64, f64) {
    let mut counts = Counts::new(n_topics);
    for (truth, predicted) in pairs {
        counts.n += 1;
        counts.n_exact += u64::from(truth == predicted);
        if let Some(topic) = counts.topics.get_mut(truth) {
            topic.support += 1;
            topic.n_right += u64::from(truth == predicted);
        }
        if let Some(topic) = counts.topics.get_mut(predicted) {
            topic.n_given += 1;
        }
    }
    (counts.accuracy(), counts.macro_f1())
}

/// Micro- and macro-F1 in percent of `(truth, predicted)` sets of topic numbers below `n_topics`, both rising.
pub(in crate::topics) fn micro_and_macro_f1<'a>(
    pairs: impl IntoIterator<Item = (&'a [usize], Vec<usize>)>,
    n_topics: usize,
) -> (f64, f64) {
    let mut counts = Counts::new(n_topics);
    for (truth, predicted) in pairs {
        counts.add(&Pattern::of_sets(truth, &predicted, false, 1), 1);
    }
    (counts.micro_f1(), counts.macro_f1())
}
