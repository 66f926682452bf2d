//! The cue model: how much each cue speaks for boilerplate, and from when on a sentence is taken for it.
//!
//! Bernoulli naive Bayes over cues that are there or not (`McCallum` and Nigam, "A comparison of event models for naive Bayes
//! text classification", 1998) is linear in them: the log-odds of a sentence are an intercept plus a weight for each
//! cue that is there. Those numbers, not counts, are what is stored ([`super::learning`] has them from `linfa-bayes`), so that a
//! sentence costs a few additions.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::cues::{Cue, CueSet};
use crate::error::{Error, ErrorKind, Result};

/// Raised where a file of an older program would be misread.
const FORMAT: u32 = 1;

/// A weight, as it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CueWeight {
    /// The cue.
    pub cue: Cue,
    /// What it adds to the log-odds of boilerplate where it is there.
    pub log_odds: f64,
    /// The lines of boilerplate among the samples that have it.
    pub n_boilerplate: usize,
    /// The sentences of news among them that have it.
    pub n_news: usize,
}

/// A learnt model; see the module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CueModel {
    format: u32,
    intercept: f64,
    threshold: f64,
    cues: Vec<CueWeight>,
    /// The weights by the cues' places, for look-up.
    #[serde(skip)]
    weights: Vec<f64>,
}

impl CueModel {
    /// A model of these log-odds, which masks a sentence whose own are above `threshold`.
    #[must_use]
    pub fn new(intercept: f64, threshold: f64, cues: Vec<CueWeight>) -> Self {
        let mut weights = vec![0.0; Cue::ALL.len()];
        for weight in &cues {
            if let Some(slot) = weights.get_mut(weight.cue as usize) {
                *slot = weight.log_odds;
            }
        }
        Self { format: FORMAT, intercept, threshold, cues, weights }
    }

    /// The same model with another threshold.
    #[must_use]
    pub fn with_threshold(self, threshold: f64) -> Self {
        Self { threshold, ..self }
    }

    /// The model that comes with the program, `models/boilerplate.json`; none where it was built with a damaged one.
    pub fn builtin() -> Option<&'static Self> {
        static MODEL: OnceLock<Option<CueModel>> = OnceLock::new();
        MODEL.get_or_init(|| Self::from_json(include_str!("../../models/boilerplate.json")).ok()).as_ref()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where it is not that, or its weights are not those of the cues that this program knows.
    pub fn from_json(json: &str) -> Result<Self> {
        let damaged = |what: String| {
            Error::new(ErrorKind::Model, format!("the cue model {what}; make it again, see models/README.md"))
        };
        let read: Self =
            serde_json::from_str(json).map_err(|error| damaged(format!("cannot be read ({error})")))?;
        if read.format != FORMAT {
            return Err(damaged(format!("has format {}, not {FORMAT}", read.format)));
        }
        if !read.cues.iter().map(|weight| weight.cue).eq(Cue::ALL.iter().copied()) {
            return Err(damaged("is of other cues than this program".to_owned()));
        }
        let finite = read
            .cues
            .iter()
            .map(|weight| weight.log_odds)
            .chain([read.intercept, read.threshold])
            .all(f64::is_finite);
        if !finite {
            return Err(damaged("holds a number without bounds".to_owned()));
        }
        Ok(Self::new(read.intercept, read.threshold, read.cues))
    }

    /// The model as JSON, a cue to a line.
    ///
    /// # Errors
    /// None in practice; the signature is that of the JSON library.
    pub fn to_json(&self) -> Result<String> {
        let failed = |error: serde_json::Error| {
            Error::new(ErrorKind::Model, "the cue model cannot be written").caused_by(error)
        };
        let cues: Result<Vec<String>> =
            self.cues.iter().map(|weight| serde_json::to_string(weight).map_err(failed)).collect();
        Ok(format!(
            "{{\n\"format\":{},\n\"intercept\":{},\n\"threshold\":{},\n\"cues\":[\n{}\n]\n}}\n",
            self.format,
            serde_json::to_string(&self.intercept).map_err(failed)?,
            serde_json::to_string(&self.threshold).map_err(failed)?,
            cues?.join(",\n")
        ))
    }

    /// The weights, in the order of the cues.
    #[must_use]
    pub fn cues(&self) -> &[CueWeight] {
        &self.cues
    }

    /// The log-odds that a sentence with these cues is boilerplate.
    #[must_use]
    pub fn log_odds(&self, cues: CueSet) -> f64 {
        self.intercept + cues.iter().filter_map(|cue| self.weights.get(cue as usize)).sum::<f64>()
    }

    /// Whether a sentence with these log-odds is masked.
    #[must_use]
    pub fn masks(&self, log_odds: f64) -> bool {
        log_odds > self.threshold
    }

    /// The cues of a set that speak for boilerplate, the loudest first, of equal ones in the order of the cues.
    #[must_use]
    pub fn speaking(&self, cues: CueSet) -> Vec<Cue> {
        let weight = |cue: Cue| self.weights.get(cue as usize).copied().unwrap_or_default();
        let mut speaking: Vec<Cue> = cues.iter().filter(|cue| weight(*cue) > 0.0).collect();
        speaking.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)));
        speaking
    }
}

/// The probability that has these log-odds.
#[must_use]
pub fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let model = CueModel::builtin().unwrap();
        assert_eq!(&CueModel::from_json(&model.to_json().unwrap()).unwrap(), model);
    }

    #[test]
    fn other_files_are_refused_in_a_sentence() {
        let json = CueModel::builtin().unwrap().to_json().unwrap();
        let newer = json.replace("\"format\":1", "\"format\":2");
        assert!(CueModel::from_json(&newer).unwrap_err().to_string().contains("format 2, not 1"));
        let lines: Vec<&str> = json.lines().filter(|line| !line.contains("\"in brackets\"")).collect();
        assert!(CueModel::from_json(&lines.join("\n")).unwrap_err().to_string().contains("other cues"));
        assert!(CueModel::from_json("{}").is_err());
    }
}
