//! What an explanation holds, before it has a form.

use crate::article::{Article, Doubt, Span, Status};
use crate::rules::{Rule, Rules, Verdict};
use crate::topics::{Explanation, TermEvidence, TopicProbability};

/// Why an article has its topic.
#[derive(Debug, Clone)]
pub struct ExplanationRow<'a> {
    /// The article's id.
    pub id: &'a str,
    /// The article; none for a row that could not be read.
    pub article: Option<&'a Article>,
    /// The boilerplate of its text, which is not counted.
    pub masked: &'a [Span],
    /// The likeliest topics, best first, or all that are given where an article may have several: those of the prior where
    /// the model knows no word.
    pub topics: Vec<TopicProbability>,
    /// What became of the article.
    pub status: Status,
    /// Why it is unsure, where it is.
    pub doubt: Option<Doubt>,
    /// What is wrong with the row, where its status is `error`.
    pub error: Option<&'a str>,
    /// The explanation; none where nothing could be scored.
    pub explained: Option<Explained>,
    /// The rules beside the model, if there are any, and what they say.
    pub rules: Option<&'a Rules>,
    /// The numbers of the rules that match and decide.
    pub verdict: Verdict,
}

impl<'a> ExplanationRow<'a> {
    /// The rules that give the article their topics, in the order of their file.
    pub fn deciding_rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.rules_of(&self.verdict.deciding)
    }

    /// The rules that match it, in the order of their file.
    pub fn matching_rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.rules_of(&self.verdict.matching)
    }

    fn rules_of(&self, places: &[usize]) -> impl Iterator<Item = &'a Rule> {
        let rules = self.rules.map(Rules::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| rules.get(*place))
    }
}

/// An explanation with the names of its topics.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The topic that is explained.
    pub topic: TopicProbability,
    /// The topic that it is held against; none where the model has a single one.
    pub runner_up: Option<TopicProbability>,
    /// What decided between them.
    pub explanation: Explanation,
}

impl Explained {
    /// The at most `limit` strongest terms for each of the two topics (0: every term), the strongest of all first, and what the
    /// number of the others contributed together.
    #[must_use]
    pub fn strongest(&self, limit: usize) -> (Vec<&TermEvidence>, usize, f64) {
        let terms = &self.explanation.terms;
        if limit == 0 {
            return (terms.iter().collect(), 0, 0.0);
        }
        let (mut n_for, mut n_against) = (0, 0);
        let is_shown = |term: &&TermEvidence| {
            let n = if term.contribution >= 0.0 { &mut n_for } else { &mut n_against };
            *n += 1;
            *n <= limit
        };
        let (shown, others): (Vec<_>, Vec<_>) = terms.iter().partition(is_shown);
        let of_others = others.iter().map(|term| term.contribution).fold(0.0, |sum, value| sum + value);
        (shown, others.len(), of_others)
    }
}
