//! What the confidences are worth: calibration, and how much could be accepted at which error.

use serde::Serialize;

use super::percent;

/// Bins of equal mass for the expected calibration error.
const N_BINS: usize = 15;

/// Error rates, in percent, at which coverage is reported.
const ERROR_RATES: [f64; 4] = [1.0, 2.0, 5.0, 10.0];

/// The points of a coverage curve; more would not be seen.
const N_CURVE_POINTS: usize = 200;

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

/// Documents of neighbouring confidence: how sure the model was of them, and how often it was right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// The number of documents.
    pub n: usize,
    /// Their mean confidence, in percent.
    pub mean_confidence: f64,
    /// Those that are right, in percent.
    pub accuracy: f64,
}

/// The error among the documents that are accepted from a confidence on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The share of documents accepted, in percent.
    pub accepted: f64,
    /// Of those, the share that is wrong, in percent.
    pub error: f64,
}

/// Documents by falling confidence; of equal confidences the earlier document comes first.
pub(super) struct Ranking(Vec<(f64, bool)>);

impl Ranking {
    /// Ranks documents, each the confidence in its topic and whether the topic is right.
    pub(super) fn new(documents: impl Iterator<Item = (f64, bool)>) -> Self {
        let mut ranked: Vec<(f64, bool)> = documents.collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self(ranked)
    }

    /// Bins of equal mass, by rising confidence; fewer than 15 where there are fewer documents.
    pub(super) fn reliability(&self) -> Vec<ReliabilityBin> {
        let n = self.0.len();
        let members = |bin: usize| self.0.get(bin * n / N_BINS..(bin + 1) * n / N_BINS).unwrap_or_default();
        let bins = (0..N_BINS).rev().map(members).filter(|members| !members.is_empty());
        bins.map(|members| ReliabilityBin {
            n: members.len(),
            mean_confidence: 100.0 * members.iter().map(|(confidence, _)| confidence).sum::<f64>()
                / members.len() as f64,
            accuracy: percent(members.iter().filter(|(_, is_right)| *is_right).count(), members.len()),
        })
        .collect()
    }

    /// How much can be accepted at each of the error rates.
    pub(super) fn coverage(&self) -> Vec<CoveragePoint> {
        ERROR_RATES.iter().map(|&max_error| self.coverage_at(max_error)).collect()
    }

    fn coverage_at(&self, max_error: f64) -> CoveragePoint {
        let n = self.0.len();
        let within = |(n_accepted, n_wrong): &(usize, usize)| percent(*n_wrong, *n_accepted) <= max_error;
        let n_accepted = self.cuts().filter(within).last().map_or(0, |(n_accepted, _)| n_accepted);
        let min_confidence =
            n_accepted.checked_sub(1).and_then(|last| self.0.get(last)).map(|(confidence, _)| *confidence);
        CoveragePoint { max_error, accepted: percent(n_accepted, n), min_confidence }
    }

    /// The number of documents accepted, and of wrong ones among them, at each confidence that parts documents:
    /// those of equal confidence stay together.
    fn cuts(&self) -> impl Iterator<Item = (usize, usize)> {
        let wrong_so_far = self.0.iter().scan(0, |n_wrong, (_, is_right)| {
            *n_wrong += usize::from(!is_right);
            Some(*n_wrong)
        });
        let is_cut = |index: usize| match (self.0.get(index), self.0.get(index + 1)) {
            (Some((here, _)), Some((next, _))) => next < here,
            _ => true,
        };
        wrong_so_far.enumerate().filter(move |(index, _)| is_cut(*index)).map(|(index, n)| (index + 1, n))
    }

    /// The error at every share accepted, thinned to some 200 points, the last of which accepts all.
    pub(super) fn curve(&self) -> Vec<CurvePoint> {
        let n = self.0.len();
        let step = n.div_ceil(N_CURVE_POINTS).max(1);
        let mut next = step;
        let mut points = Vec::new();
        for (n_accepted, n_wrong) in self.cuts() {
            if n_accepted >= next || n_accepted == n {
                next = (n_accepted / step + 1) * step;
                points.push(CurvePoint {
                    accepted: percent(n_accepted, n),
                    error: percent(n_wrong, n_accepted),
                });
            }
        }
        points
    }
}

/// Expected calibration error in percent: the mean gap between confidence and accuracy over the bins.
pub(super) fn ece(bins: &[ReliabilityBin]) -> f64 {
    let n: usize = bins.iter().map(|bin| bin.n).sum();
    let gaps: f64 = bins.iter().map(|bin| bin.n as f64 * (bin.mean_confidence - bin.accuracy).abs()).sum();
    gaps / n.max(1) as f64
}
