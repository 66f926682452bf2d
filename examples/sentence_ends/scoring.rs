//! Scores of the sentence splitter: ends of sentences against spans, and sentences against rules.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use slugline::text::sentences;

/// Counts of sentence ends: the places behind the last character of a sentence that is no white space.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ends {
    /// Found and expected.
    pub(crate) right: usize,
    /// Found, not expected.
    pub(crate) wrong: usize,
    /// Expected, not found.
    pub(crate) missed: usize,
}

impl Ends {
    /// The share of the found ends that are right, in percent.
    pub(crate) fn precision(&self) -> f64 {
        percent(self.right, self.right + self.wrong)
    }

    /// The share of the expected ends that are found, in percent.
    pub(crate) fn recall(&self) -> f64 {
        percent(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two, in percent.
    pub(crate) fn f1(&self) -> f64 {
        percent(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[derive(Deserialize)]
struct TaggedDocument {
    text: String,
    /// The sentences, counted in characters.
    spans: Vec<(usize, usize)>,
}

/// The ends in all documents together, one document as JSON on each line of `jsonl`.
pub(crate) fn ends_of_documents(jsonl: &str) -> serde_json::Result<Ends> {
    let mut ends = Ends::default();
    for line in jsonl.lines() {
        let document: TaggedDocument = serde_json::from_str(line)?;
        let expected: BTreeSet<usize> = document.spans.iter().map(|(_, end)| *end).collect();
        // `sentences` counts in bytes.
        let n_characters = |end: usize| document.text.get(..end).map_or(0, |before| before.chars().count());
        let found: BTreeSet<usize> =
            sentences(&document.text).iter().map(|span| n_characters(span.end)).collect();
        ends.right += found.intersection(&expected).count();
        ends.wrong += found.difference(&expected).count();
        ends.missed += expected.difference(&found).count();
    }
    Ok(ends)
}

/// A list of rules and those that the splitter fails.
#[derive(Debug)]
pub(crate) struct RuleList {
    /// `test_LANGUAGE:NAME`.
    pub(crate) name: String,
    pub(crate) n_rules: usize,
    pub(crate) failures: Vec<Failure>,
}

impl RuleList {
    pub(crate) fn n_passed(&self) -> usize {
        self.n_rules - self.failures.len()
    }
}

/// A rule that is not kept.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) expected: Vec<String>,
    pub(crate) found: Vec<String>,
}

/// The lists of a file of rules; a rule ends with its text and the sentences of it, which are compared without white space.
pub(crate) fn rule_lists(json: &str) -> serde_json::Result<Vec<RuleList>> {
    let lists: BTreeMap<String, Vec<Vec<Value>>> = serde_json::from_str(json)?;
    let judged = lists.into_iter().map(|(name, rules)| {
        let failures = rules.iter().filter_map(|rule| failure_of(rule)).collect();
        RuleList { name, n_rules: rules.len(), failures }
    });
    Ok(judged.collect())
}

fn failure_of(rule: &[Value]) -> Option<Failure> {
    let [.., text, sentences_of_it] = rule else { return None };
    let text = text.as_str().unwrap_or_default();
    let expected: Vec<String> = sentences_of_it
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let found: Vec<String> = sentences(text).iter().map(|span| span.of(text).to_owned()).collect();
    let without_space = |sentences: &[String]| {
        sentences.iter().map(|sentence| sentence.split_whitespace().collect()).collect::<Vec<String>>()
    };
    (without_space(&expected) != without_space(&found)).then_some(Failure { expected, found })
}

/// Whether the rules are of English; the list of reported faults, `test_issues`, is.
pub(crate) fn is_english(list: &RuleList) -> bool {
    list.name.contains("english") || list.name.starts_with("test_issues")
}
