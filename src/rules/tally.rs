//! What became of rules over many articles: how often each matched and decided, and which are at odds.

use std::collections::BTreeMap;

use super::{Rule, Rules, Verdict};

/// How often a rule matched, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleCounts {
    /// Articles that it matched.
    pub matched: usize,
    /// Those of them that have its topic by it.
    pub decided: usize,
    /// Those that other rules decided.
    pub beaten: usize,
}

/// Two rules that match the same articles and name different topics for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict<'t> {
    /// The rule that decided.
    pub first: &'t Rule,
    /// The one that came behind it.
    pub second: &'t Rule,
    /// The number of articles.
    pub n_articles: usize,
    /// The id of the first of them.
    pub example: &'t str,
}

/// Counts of rules; articles are counted in input order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleTally {
    counts: Vec<RuleCounts>,
    /// By the numbers of the two rules: how many articles, and the id of the first.
    conflicts: BTreeMap<(usize, usize), (usize, String)>,
    n_decided: usize,
}

impl RuleTally {
    /// Counts what `rules` said of the article called `id`.
    pub fn count(&mut self, rules: &Rules, verdict: &Verdict, id: &str) {
        self.counts.resize(rules.as_slice().len(), RuleCounts::default());
        self.n_decided += usize::from(!verdict.deciding.is_empty());
        for place in &verdict.matching {
            let Some(counts) = self.counts.get_mut(*place) else { continue };
            counts.matched += 1;
            if verdict.deciding.contains(place) {
                counts.decided += 1;
            } else if !verdict.deciding.is_empty() {
                counts.beaten += 1;
            }
        }
        let rule = |place: usize| rules.as_slice().get(place);
        let Some((first_place, first)) =
            verdict.deciding.first().and_then(|place| Some((*place, rule(*place)?)))
        else {
            return;
        };
        let deciding: Vec<&Rule> = verdict.deciding.iter().filter_map(|place| rule(*place)).collect();
        for place in &verdict.matching {
            let is_at_odds = |other: &Rule| {
                other.mode == first.mode && deciding.iter().all(|deciding| deciding.topic != other.topic)
            };
            if rule(*place).is_some_and(is_at_odds) {
                let conflict =
                    self.conflicts.entry((first_place, *place)).or_insert_with(|| (0, id.to_owned()));
                conflict.0 += 1;
            }
        }
    }

    /// The number of articles that have their topic by a rule.
    #[must_use]
    pub const fn n_decided(&self) -> usize {
        self.n_decided
    }

    /// The rules with their counts, in the order of the file.
    pub fn of_each<'t>(&'t self, rules: &'t Rules) -> impl Iterator<Item = (&'t Rule, RuleCounts)> {
        let counts = self.counts.iter().copied().chain(std::iter::repeat(RuleCounts::default()));
        rules.as_slice().iter().zip(counts)
    }

    /// The pairs of rules that are at odds: those with the most articles first, of equal ones in the order of the file.
    #[must_use]
    pub fn conflicts<'t>(&'t self, rules: &'t Rules) -> Vec<Conflict<'t>> {
        let rule = |place: usize| rules.as_slice().get(place);
        let found = self.conflicts.iter().filter_map(|((first, second), (n_articles, example))| {
            Some(Conflict { first: rule(*first)?, second: rule(*second)?, n_articles: *n_articles, example })
        });
        let mut conflicts: Vec<Conflict<'t>> = found.collect();
        // Stable.
        conflicts.sort_by_key(|conflict| std::cmp::Reverse(conflict.n_articles));
        conflicts
    }
}
