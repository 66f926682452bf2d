//! Why a document has its topic: the terms that decided against the runner-up, what each contributed, and where it stands.
//!
//! A score is linear in the terms, so the difference of two scores is the difference of the intercepts plus, for each term, its
//! TF-IDF value times the difference of its weights. Calibration and prior come after the scores and are no part of the sum.

use super::{Classification, TopicModel};
use crate::article::{Part, PartSpan};
use crate::features::{Document, Occurrences, Row, Scratch};

/// The number of terms that explain a decision well enough for a person.
pub const N_TERMS: usize = 6;

/// Why a document has its topic and not the next likeliest.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What the model makes of the document.
    pub classification: Classification,
    /// The number of the likeliest topic that is given, or of the likeliest where none is; of equal ones the first by name.
    pub topic: usize,
    /// The number of the likeliest other topic; none where the model has one topic.
    pub runner_up: Option<usize>,
    /// The difference of the two topics' scores before calibration and prior: `intercept` plus all contributions. Without a
    /// runner-up, the topic's own score. Below 0 where calibration or prior turned the scores' order.
    pub margin: f64,
    /// The difference of the two topics' intercepts.
    pub intercept: f64,
    /// Every term that contributed, those that contributed most (either way) first, of equal ones the first by name.
    pub terms: Vec<TermEvidence>,
    /// What the counted words contributed, in reading order: the contribution of a term is shared equally by its occurrences,
    /// and that of an occurrence by its words.
    pub words: Vec<WordEvidence>,
}

/// What a term contributed.
#[derive(Debug, Clone, PartialEq)]
pub struct TermEvidence {
    /// The term as the model has it: stems, joined by spaces; `…` stands where a character n-gram was cut.
    pub term: String,
    /// How often it occurs in the document.
    pub count: usize,
    /// Its TF-IDF value, `[0, 1]`.
    pub value: f64,
    /// The difference of its weights for the two topics: above 0 it speaks for the topic, below for the runner-up.
    pub weight: f64,
    /// `value` times `weight`.
    pub contribution: f64,
    /// Where it stands, in reading order; a character n-gram stands at its word.
    pub places: Vec<PartSpan>,
}

/// What a word contributed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordEvidence {
    /// Where it stands.
    pub place: PartSpan,
    /// Its share of what its terms contributed.
    pub contribution: f64,
}

/// What a column of a row contributed.
struct ColumnEvidence {
    column: u32,
    value: f64,
    weight: f64,
    contribution: f64,
}

/// Explains the topic of `document`.
///
/// Where the model knows none of its words, the topics are those of the prior, nothing is scored and nothing contributes.
pub fn explain(model: &TopicModel, scratch: &mut Scratch, document: &Document<'_>) -> Explanation {
    let (columns, values) = model.vectorizer().transform_one(scratch, document);
    let row = Row { columns: &columns, values: &values };
    let classification = model.classify_row(row);
    let topic = chosen(&classification);
    let runner_up = second(&classification.probabilities, topic);
    if classification.n_known_words == 0 {
        let (terms, words) = (Vec::new(), Vec::new());
        return Explanation { classification, topic, runner_up, margin: 0.0, intercept: 0.0, terms, words };
    }
    let scores = model.scores(row);
    let difference = |of_topics: &[f64]| {
        let of = |topic: usize| of_topics.get(topic).copied().unwrap_or(0.0);
        of(topic) - runner_up.map_or(0.0, of)
    };
    let contributions = contributions(model, row, topic, runner_up);
    let occurrences = model.vectorizer().occurrences(document);
    Explanation {
        margin: difference(&scores),
        intercept: difference(model.intercepts()),
        words: shared_by_words(&contributions, &occurrences),
        terms: evidence(model, document, contributions, &occurrences),
        classification,
        topic,
        runner_up,
    }
}

/// The at most `n` terms of `document` that speak most for the topic `favoured` over the topic `other` (numbers into the model's
/// topics), the strongest first, each with its contribution; only those above 0.
pub fn decisive_terms(
    model: &TopicModel,
    scratch: &mut Scratch,
    document: &Document<'_>,
    (favoured, other): (usize, usize),
    n: usize,
) -> Vec<(String, f64)> {
    let row = model.vectorizer().transform_in(scratch, document);
    let contributions = contributions(model, row, favoured, Some(other));
    let favourable = contributions.into_iter().filter(|found| found.contribution > 0.0).take(n);
    let favourable: Vec<ColumnEvidence> = favourable.collect();
    // Only terms without texts of their own are looked for in the document.
    let is_hashed = model.vectorizer().words().vocabulary().is_hashed();
    let occurrences =
        if is_hashed { model.vectorizer().occurrences(document) } else { Occurrences::default() };
    let named = |found: ColumnEvidence| {
        let places = places_of(found.column, &occurrences);
        Some((name_of(model, document, found.column, places)?.to_owned(), found.contribution))
    };
    favourable.into_iter().filter_map(named).collect()
}

/// The likeliest of the topics that are given, or of all where none is.
fn chosen(classification: &Classification) -> usize {
    let probability = |topic: &usize| classification.probabilities.get(*topic).copied().unwrap_or(0.0);
    let given = classification.given.iter().copied();
    // The last of the largest in reverse order is the first of them.
    let likeliest = given.rev().max_by(|a, b| probability(a).total_cmp(&probability(b)));
    likeliest.unwrap_or_else(|| classification.best())
}

/// The next likeliest after `best`; of equal ones the first.
fn second(probabilities: &[f64], best: usize) -> Option<usize> {
    let others = probabilities.iter().enumerate().filter(|(topic, _)| *topic != best);
    // The last of the largest in reverse order is the first of them.
    others.rev().max_by(|a, b| a.1.total_cmp(b.1)).map(|(topic, _)| topic)
}

/// What each column of a row contributes to the difference of two scores, those that contribute most first, of equal ones the
/// first by name. Nothing for a topic that the model does not have.
fn contributions(
    model: &TopicModel,
    Row { columns, values }: Row<'_>,
    topic: usize,
    runner_up: Option<usize>,
) -> Vec<ColumnEvidence> {
    let of_column = |(&column, &value): (&u32, &f64)| {
        let weights = model.term_weights(column as usize);
        let against = match runner_up {
            Some(runner_up) => f64::from(*weights.get(runner_up)?),
            None => 0.0,
        };
        let weight = f64::from(*weights.get(topic)?) - against;
        Some(ColumnEvidence { column, value, weight, contribution: value * weight })
    };
    let mut found: Vec<ColumnEvidence> = columns.iter().zip(values).filter_map(of_column).collect();
    let name = |found: &ColumnEvidence| model.vectorizer().term(found.column as usize);
    found.sort_by(|a, b| {
        b.contribution.abs().total_cmp(&a.contribution.abs()).then_with(|| name(a).cmp(&name(b)))
    });
    found
}

/// The occurrences of a column.
fn places_of(column: u32, occurrences: &Occurrences) -> &[(u32, PartSpan)] {
    let terms = &occurrences.terms;
    let start = terms.partition_point(|(other, _)| *other < column);
    let end = terms.partition_point(|(other, _)| *other <= column);
    terms.get(start..end).unwrap_or_default()
}

/// The text of a column's term; of a hashed one that of the first of its places in the document.
fn name_of<'a>(
    model: &'a TopicModel,
    document: &Document<'a>,
    column: u32,
    places: &[(u32, PartSpan)],
) -> Option<&'a str> {
    let in_document = || {
        let (_, place) = places.first()?;
        Some(place.span.of(if place.part == Part::Title { document.title } else { document.text }))
    };
    model.vectorizer().term(column as usize).or_else(in_document)
}

fn evidence(
    model: &TopicModel,
    document: &Document<'_>,
    contributions: Vec<ColumnEvidence>,
    occurrences: &Occurrences,
) -> Vec<TermEvidence> {
    let of_term = |ColumnEvidence { column, value, weight, contribution }| {
        let places = places_of(column, occurrences);
        let term = name_of(model, document, column, places).unwrap_or_default().to_owned();
        let count = places.len();
        let mut places: Vec<PartSpan> = places.iter().map(|(_, place)| *place).collect();
        // A word that holds a character n-gram twice is one place.
        places.dedup();
        TermEvidence { term, count, value, weight, contribution, places }
    };
    contributions.into_iter().map(of_term).collect()
}

fn shared_by_words(contributions: &[ColumnEvidence], occurrences: &Occurrences) -> Vec<WordEvidence> {
    let words = &occurrences.words;
    let mut sums = vec![0.0; words.len()];
    for found in contributions {
        let places = places_of(found.column, occurrences);
        let of_place = found.contribution / places.len().max(1) as f64;
        for (_, place) in places {
            // The words of an n-gram, or the word that a part of it stands in.
            let is_before = |word: &PartSpan| (word.part, word.span.end) <= (place.part, place.span.start);
            let is_behind = |word: &PartSpan| (word.part, word.span.start) >= (place.part, place.span.end);
            let first = words.partition_point(is_before);
            let end = words.partition_point(|word| !is_behind(word));
            let share = of_place / end.saturating_sub(first).max(1) as f64;
            sums.get_mut(first..end).unwrap_or_default().iter_mut().for_each(|sum| *sum += share);
        }
    }
    let pairs = words.iter().zip(sums);
    pairs.map(|(&place, contribution)| WordEvidence { place, contribution }).collect()
}

#[cfg(test)]
mod tests;
