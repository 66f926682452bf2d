//! The words of one article, numbered, with what a model knows of each.

use hashbrown::HashMap;

use super::vectors::{Dense, Vector};
use super::wording::Wording;
use crate::features::{Scratch, Vectorizer};
use crate::text::{LanguageAnalyzer, WordId};

/// What a model knows of words: how rare they are, and what they say of topics.
pub trait Background: Sync {
    /// The vocabulary and its IDF.
    fn vectorizer(&self) -> &Vectorizer;
    /// The weights of a column of the vectorizer, topic by topic; empty where nothing is known of topics.
    fn topic_weights(&self, column: usize) -> &[f32];
}

/// The words of a stretch of text.
#[derive(Default)]
pub(super) struct Reading {
    /// Terms by how often they stand there.
    pub(super) counts: Vector,
    /// Terms in their order.
    pub(super) sequence: Vec<u32>,
    pub(super) wording: Wording,
}

/// The single-word terms of one article, numbered as they are met.
pub(super) struct ArticleTerms<'a, 's> {
    analyzer: &'a LanguageAnalyzer,
    background: &'a dyn Background,
    scratch: &'s mut Scratch,
    numbers: HashMap<WordId, u32>,
    idf: Vec<f64>,
    columns: Vec<Option<u32>>,
}

impl<'a, 's> ArticleTerms<'a, 's> {
    pub(super) fn new(
        analyzer: &'a LanguageAnalyzer,
        background: &'a dyn Background,
        scratch: &'s mut Scratch,
    ) -> Self {
        scratch.memo().make_room();
        Self { analyzer, background, scratch, numbers: HashMap::new(), idf: Vec::new(), columns: Vec::new() }
    }

    /// The terms of a stretch of text, and its wording.
    pub(super) fn read(&mut self, text: &str) -> Reading {
        let Self { analyzer, background, scratch, numbers, idf, columns } = self;
        let mut reading = Reading::default();
        let language = analyzer.language();
        analyzer.for_each_token(scratch.memo(), text, |memo, span, word| {
            reading.wording.count(language, text, span);
            let Some(word) = word else { return };
            let number = *numbers.entry(word).or_insert_with(|| {
                let block = background.vectorizer().words();
                let column = block.vocabulary().column(memo.term(word));
                let known =
                    column.and_then(|column| block.tfidf().idf().as_slice().get(column as usize).copied());
                idf.push(known.unwrap_or_else(|| block.tfidf().idf_of_unknown()));
                columns.push(column);
                u32::try_from(idf.len() - 1).unwrap_or(u32::MAX)
            });
            reading.sequence.push(number);
        });
        let mut counts: Vector = reading.sequence.iter().map(|&number| (number, 1.0)).collect();
        counts.sort_unstable_by_key(|(number, _)| *number);
        counts.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                earlier.1 += later.1;
            }
            is_same
        });
        Reading { counts, ..reading }
    }

    /// The IDF of a term.
    pub(super) fn idf(&self, number: u32) -> f64 {
        self.idf.get(number as usize).copied().unwrap_or(0.0)
    }

    /// How much each term speaks for the topic that the article's terms speak for most, against the topic that is second.
    pub(super) fn evidence(&self, counts: &Dense) -> Dense {
        let weights = |number: u32| {
            let column = self.columns.get(number as usize).copied().flatten();
            column.map_or(&[][..], |column| self.background.topic_weights(column as usize))
        };
        let numbers = || (0_u32..).take(self.idf.len());
        let mut scores: Vec<f64> = Vec::new();
        for number in numbers() {
            let weights = weights(number);
            scores.resize(scores.len().max(weights.len()), 0.0);
            let value = counts.of(number) * self.idf(number);
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value * f64::from(*weight);
            }
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        let score = |topic: &usize| scores.get(*topic).copied().unwrap_or(0.0);
        order.sort_by(|a, b| score(b).total_cmp(&score(a)));
        let mut evidence = Dense::default();
        if let [best, second, ..] = order.as_slice() {
            for number in numbers() {
                let weights = weights(number);
                if let (Some(best), Some(second)) = (weights.get(*best), weights.get(*second)) {
                    evidence.add(&[(number, f64::from(best - second) * self.idf(number))], 1.0);
                }
            }
        }
        evidence
    }
}
