//! How good predictions are: accuracy, F1, calibration error, and how much could be accepted at a given error.

use serde::Serialize;

/// Bins of equal mass for the expected calibration error.
const N_BINS: usize = 15;

/// Error rates, in percent, at which coverage is reported.
const ERROR_RATES: [f64; 4] = [1.0, 2.0, 5.0, 10.0];

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
    /// Documents whose topic is right, in percent.
    pub accuracy: f64,
    /// The mean of the topics' F1, each topic counting the same, in percent.
    pub macro_f1: f64,
    /// F1 over all decisions, in percent; with one topic per document it equals accuracy.
    pub micro_f1: f64,
    /// Expected calibration error over 15 bins of equal mass, in percent.
    pub ece: f64,
    /// How much could be accepted at given error rates.
    pub coverage: Vec<CoveragePoint>,
    /// The topics, by name.
    pub topics: Vec<TopicScore>,
}

/// The share of documents, the most confident first, that err at most so often.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoveragePoint {
    /// The error rate among the accepted documents, in percent.
    pub max_error: f64,
    /// The share of documents accepted, in percent.
    pub accepted: f64,
    /// The confidence from which a document is accepted, `[0, 1]`; none where nothing can be accepted.
    pub min_confidence: Option<f64>,
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
    /// Measures `outcomes`. Without outcomes every measure is 0.
    #[must_use]
    pub fn new(outcomes: &[Outcome<'_>]) -> Self {
        let topics = topic_scores(outcomes);
        let n_right = outcomes.iter().filter(|outcome| outcome.is_right()).count();
        let accuracy = percent(n_right, outcomes.len());
        let macro_f1 = topics.iter().map(|topic| topic.f1).sum::<f64>() / topics.len().max(1) as f64;
        let mut ranked: Vec<Outcome<'_>> = outcomes.to_vec();
        // Stable: of equal confidences the earlier document comes first.
        ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let coverage = ERROR_RATES.iter().map(|&max_error| coverage_at(&ranked, max_error)).collect();
        Self {
            rows: outcomes.len(),
            accuracy,
            macro_f1,
            micro_f1: accuracy,
            ece: ece(&ranked),
            coverage,
            topics,
        }
    }
}

impl Outcome<'_> {
    fn is_right(&self) -> bool {
        self.truth == self.predicted
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn topic_scores(outcomes: &[Outcome<'_>]) -> Vec<TopicScore> {
    let mut names: Vec<&str> =
        outcomes.iter().flat_map(|outcome| [outcome.truth, outcome.predicted]).collect();
    names.sort_unstable();
    names.dedup();
    // Support, times given, times right.
    let mut counts = vec![(0, 0, 0); names.len()];
    let place = |name: &str| names.binary_search(&name).unwrap_or(0);
    for outcome in outcomes {
        let (truth, given) = (place(outcome.truth), place(outcome.predicted));
        if let Some(count) = counts.get_mut(truth) {
            count.0 += 1;
            count.2 += usize::from(outcome.is_right());
        }
        if let Some(count) = counts.get_mut(given) {
            count.1 += 1;
        }
    }
    let score = |(name, (support, n_given, n_right)): (&str, (usize, usize, usize))| TopicScore {
        topic: name.to_owned(),
        precision: percent(n_right, n_given),
        recall: percent(n_right, support),
        f1: percent(2 * n_right, support + n_given),
        support,
    };
    names.iter().copied().zip(counts).map(score).collect()
}

/// Expected calibration error in percent: the mean gap between confidence and accuracy over bins of equal mass.
fn ece(ranked: &[Outcome<'_>]) -> f64 {
    let mut gaps = 0.0;
    for bin in 0..N_BINS {
        let (start, end) = (bin * ranked.len() / N_BINS, (bin + 1) * ranked.len() / N_BINS);
        let members = ranked.get(start..end).unwrap_or_default();
        let confidence: f64 = members.iter().map(|outcome| outcome.confidence).sum();
        let n_right = members.iter().filter(|outcome| outcome.is_right()).count();
        gaps += (confidence - n_right as f64).abs();
    }
    100.0 * gaps / ranked.len().max(1) as f64
}

fn coverage_at(ranked: &[Outcome<'_>], max_error: f64) -> CoveragePoint {
    let mut n_accepted = 0;
    let mut n_wrong = 0;
    for (index, outcome) in ranked.iter().enumerate() {
        n_wrong += usize::from(!outcome.is_right());
        // A threshold cannot part documents of equal confidence.
        let next = ranked.get(index + 1).map(|next| next.confidence);
        let is_cut = next.is_none_or(|next| next < outcome.confidence);
        if is_cut && percent(n_wrong, index + 1) <= max_error {
            n_accepted = index + 1;
        }
    }
    let min_confidence =
        n_accepted.checked_sub(1).and_then(|last| ranked.get(last)).map(|last| last.confidence);
    CoveragePoint { max_error, accepted: percent(n_accepted, ranked.len()), min_confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: &'static str, predicted: &'static str, confidence: f64) -> Outcome<'static> {
        Outcome { truth, predicted, confidence }
    }

    /// By hand, from the definitions of precision, recall and F1.
    #[test]
    fn measures_match_a_hand_calculation() {
        let outcomes = [
            outcome("a", "a", 0.9),
            outcome("a", "b", 0.8),
            outcome("b", "b", 0.7),
            outcome("b", "b", 0.6),
            outcome("c", "a", 0.5),
        ];
        let evaluation = Evaluation::new(&outcomes);
        assert!((evaluation.accuracy - 60.0).abs() < 1e-9);
        // a: 1 of 2 and 1 of 2; b: 2 of 3 and 2 of 2; c: none.
        let f1: Vec<f64> = evaluation.topics.iter().map(|topic| topic.f1).collect();
        assert!((f1[0] - 50.0).abs() < 1e-9 && (f1[1] - 80.0).abs() < 1e-9 && f1[2].abs() < 1e-9);
        assert!((evaluation.macro_f1 - 130.0 / 3.0).abs() < 1e-9);
        assert_eq!(evaluation.topics[1].support, 2);
    }

    #[test]
    fn calibration_error_is_the_gap_per_bin() {
        // Fifteen documents fill fifteen bins of one each: gaps of 0.1 where right, 0.9 where wrong.
        let mut outcomes = vec![outcome("a", "a", 0.9); 14];
        outcomes.push(outcome("a", "b", 0.9));
        assert!((Evaluation::new(&outcomes).ece - 100.0 * (14.0 * 0.1 + 0.9) / 15.0).abs() < 1e-9);
    }

    #[test]
    fn coverage_never_parts_equal_confidences() {
        let outcomes =
            [outcome("a", "a", 0.9), outcome("a", "a", 0.5), outcome("a", "b", 0.5), outcome("a", "a", 0.4)];
        let point = Evaluation::new(&outcomes).coverage[0];
        assert!((point.accepted - 25.0).abs() < 1e-9);
        assert_eq!(point.min_confidence, Some(0.9));
    }

    #[test]
    fn nothing_measured_is_zero() {
        let evaluation = Evaluation::new(&[]);
        assert_eq!((evaluation.rows, evaluation.coverage[0].min_confidence), (0, None));
        assert!(evaluation.ece.abs() < 1e-9 && evaluation.macro_f1.abs() < 1e-9);
    }
}
