//! Rules beside the model: words that an analyst names, and the topic of the articles that have them.
//!
//! Rules come from a text in TOML ([`Rules::parse`]), match by the words of [`crate::text`], and decide in the order of their file
//! ([`Rules::decide`]). [`RuleTally`] says in the end what became of each: a rule that never fires, or is at odds with another, should be known.

mod file;
mod patterns;
mod sources;
mod spelling;
mod tally;

pub use tally::{Conflict, RuleCounts, RuleTally};

use crate::error::Result;
use crate::features::Document;
use file::Written;
use patterns::{Parts, PatternId, Patterns};
use sources::SourceName;

/// When a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// Whatever the model says.
    #[default]
    Override,
    /// Only where the model is unsure.
    Fill,
}

/// What a rule is called, and what it decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name: its own, or `rule 3` for the third of the file.
    pub name: String,
    /// The topic of the articles that it matches.
    pub topic: String,
    /// When it decides.
    pub mode: Mode,
    /// Where it stands in its file, from 1.
    pub line: usize,
}

/// What a rule asks of an article.
#[derive(Debug)]
struct Conditions {
    parts: Parts,
    any: Vec<PatternId>,
    all: Vec<PatternId>,
    none: Vec<PatternId>,
    sources: Vec<SourceName>,
}

/// The rules of a file, in its order.
#[derive(Debug, Default)]
pub struct Rules {
    list: Vec<Rule>,
    /// Of each rule.
    conditions: Vec<Conditions>,
    patterns: Patterns,
    /// By pattern, the rules that can only match where it stands, or one like it.
    woken: Vec<Vec<usize>>,
    /// The rules that name no word which must be there.
    always_awake: Vec<usize>,
}

/// What rules say of an article: the numbers of rules, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Those that match, rising.
    pub matching: Vec<usize>,
    /// Those of them that give their topics, rising: one at most, unless an article may have several topics.
    pub deciding: Vec<usize>,
}

impl Rules {
    /// The rules that are written in `text`, which is TOML.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with the line of what is no TOML, of a key or a word that has no meaning, and of a rule without a topic or
    /// without a condition.
    pub fn parse(text: &str) -> Result<Self> {
        let mut rules = Self::default();
        for written in file::read(text)? {
            rules.add(written);
        }
        Ok(rules)
    }

    fn add(&mut self, written: Written) {
        let Written { rule, parts, any, all, none, sources } = written;
        let mut number = |phrases: Vec<_>| -> Vec<PatternId> {
            phrases.iter().map(|phrase: &Vec<_>| self.patterns.add(phrase)).collect()
        };
        let (any, all, none) = (number(any), number(all), number(none));
        self.woken.resize_with(self.patterns.n_ids(), Vec::new);
        let place = self.list.len();
        // One of `any` must be there, or else each of `all`.
        let waking = if any.is_empty() { all.get(..1).unwrap_or_default() } else { &any };
        for pattern in waking {
            if let Some(woken) = self.woken.get_mut(*pattern as usize) {
                woken.push(place);
            }
        }
        if waking.is_empty() {
            self.always_awake.push(place);
        }
        self.list.push(rule);
        self.conditions.push(Conditions { parts, any, all, none, sources });
    }

    /// The rules, in the order of the file.
    #[must_use]
    pub fn as_slice(&self) -> &[Rule] {
        &self.list
    }

    /// The rules whose topic is not among `topics` but looks like a misspelling of one, with that one.
    #[must_use]
    pub fn misspelt<'r>(&'r self, topics: &'r [String]) -> Vec<(&'r Rule, &'r str)> {
        let unknown = self.list.iter().filter(|rule| !topics.contains(&rule.topic));
        let names = || topics.iter().map(String::as_str);
        unknown.filter_map(|rule| Some((rule, spelling::nearest(&rule.topic, names())?))).collect()
    }

    /// What the rules say of an article from `source`: overrides decide first, and fills where the model `is_unsure` and none of those
    /// matches. Of several the first in the file decides; where an article may have several topics (`gives_several`), the first of each topic.
    #[must_use]
    pub fn decide(
        &self,
        document: &Document<'_>,
        source: Option<&str>,
        is_unsure: bool,
        gives_several: bool,
    ) -> Verdict {
        let matching = self.matching(document, source);
        let of_mode = |mode| -> Vec<(usize, &Rule)> {
            let rules = matching.iter().filter_map(|place| Some((*place, self.list.get(*place)?)));
            rules.filter(|(_, rule)| rule.mode == mode).collect()
        };
        let mut candidates = of_mode(Mode::Override);
        if candidates.is_empty() && is_unsure {
            candidates = of_mode(Mode::Fill);
        }
        let mut deciding = Vec::new();
        let mut topics: Vec<&str> = Vec::new();
        for (place, rule) in candidates {
            let is_free =
                if gives_several { !topics.contains(&rule.topic.as_str()) } else { topics.is_empty() };
            if is_free {
                topics.push(&rule.topic);
                deciding.push(place);
            }
        }
        Verdict { matching, deciding }
    }

    /// The numbers of the rules that match, rising.
    fn matching(&self, document: &Document<'_>, source: Option<&str>) -> Vec<usize> {
        let found = self.patterns.find(document);
        let woken = found.iter().filter_map(|(pattern, _)| self.woken.get(*pattern as usize)).flatten();
        let mut awake: Vec<usize> = woken.chain(&self.always_awake).copied().collect();
        awake.sort_unstable();
        awake.dedup();
        if awake.is_empty() {
            return awake;
        }
        let source = source.map(sources::folded);
        awake.retain(|place| {
            self.conditions.get(*place).is_some_and(|conditions| conditions.hold(&found, source.as_deref()))
        });
        awake
    }
}

impl Conditions {
    /// Whether an article meets them, in which these patterns were `found`, rising.
    fn hold(&self, found: &[(PatternId, Parts)], source: Option<&str>) -> bool {
        let stands = |pattern: &PatternId| {
            let place = found.binary_search_by_key(pattern, |(pattern, _)| *pattern).ok();
            place.and_then(|place| found.get(place)).is_some_and(|(_, parts)| parts.meets(self.parts))
        };
        let is_of_source = |source: &str| self.sources.iter().any(|name| name.is(source));
        (self.sources.is_empty() || source.is_some_and(is_of_source))
            && (self.any.is_empty() || self.any.iter().any(stands))
            && self.all.iter().all(stands)
            && !self.none.iter().any(stands)
    }
}

#[cfg(test)]
mod tests;
