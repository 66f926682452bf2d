//! What was masked and why.

use serde::Serialize;

use super::cues::Cue;
use crate::article::Span;

/// A sentence that was masked.
#[derive(Debug, Clone, PartialEq)]
pub struct Masked {
    /// The sentence, in the article's text.
    pub span: Span,
    /// Why.
    pub reason: Reason,
}

/// Why a sentence is boilerplate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "lowercase")]
pub enum Reason {
    /// Other articles of its source have it too.
    Repeated {
        /// So many articles have it …
        articles: usize,
        /// … of so many of the source; copies of an article count once.
        of: usize,
    },
    /// It has the cues of boilerplate.
    Cues {
        /// The cue model's probability that it is boilerplate, `[0, 1]`.
        probability: f64,
        /// The cues that speak for it, the loudest first.
        cues: Vec<Cue>,
    },
}

/// The spans of what was masked, in order.
#[must_use]
pub fn spans(masked: &[Masked]) -> Vec<Span> {
    masked.iter().map(|masked| masked.span).collect()
}

/// Two lists of spans of sentences as one, in order, each sentence once.
#[must_use]
pub fn merged(some: &[Span], others: &[Span]) -> Vec<Span> {
    let mut all = [some, others].concat();
    all.sort_unstable();
    all.dedup();
    all
}
