//! What the sentences of an article have in common: sums over their terms, and the terms and pairs that come again.

use hashbrown::HashMap;

use super::article_terms::{ArticleTerms, Entry, Reading, Term};

/// A title counts for as much of the centroid as so many sentences.
const TITLE_SENTENCES: f64 = 0.5;
/// So many terms of an article are its frequent ones.
pub(super) const FREQUENT_TERMS: usize = 5;

/// One sentence by its words.
#[derive(Debug, Default, Clone)]
pub(super) struct Sentence {
    pub(super) reading: Reading,
    /// The length of its vector of terms by TF-IDF.
    pub(super) length: f64,
    /// The cosine of its vector and that of the sentence before.
    pub(super) before: f64,
    pub(super) opens_paragraph: bool,
}

/// Adds the title and the sentences up to the article's centroid and counts, and gives the sum of the title's weights.
pub(super) fn add_up(terms: &mut ArticleTerms<'_, '_>, title: &Reading, sentences: &[Sentence]) -> f64 {
    let ArticleTerms { terms, entries, .. } = terms;
    for Sentence { reading, length, .. } in sentences {
        let (of_centroid, of_unit) =
            if *length > 0.0 { (1.0 / length.sqrt(), 1.0 / length) } else { (0.0, 0.0) };
        for Entry { number, count, weight } in entries.get(reading.entries.clone()).unwrap_or_default() {
            let Some(term) = terms.get_mut(*number as usize) else { continue };
            term.centroid += of_centroid * weight;
            term.unit += of_unit * weight;
            term.count += count;
        }
    }
    let title = entries.get(title.entries.clone()).unwrap_or_default();
    let scale = length(title);
    for Entry { number, weight, .. } in title {
        let Some(term) = terms.get_mut(*number as usize) else { continue };
        term.title = *weight;
        if scale > 0.0 {
            term.centroid += TITLE_SENTENCES / scale.sqrt() * weight;
        }
    }
    title.iter().map(|entry| entry.weight).sum()
}

/// Sets what each sentence has in common with the one before, and the weights of the first sentence's terms.
pub(super) fn set_cosines(terms: &mut ArticleTerms<'_, '_>, sentences: &mut [Sentence]) {
    let ArticleTerms { terms, entries, .. } = terms;
    let entries_of = |sentence: &Sentence| entries.get(sentence.reading.entries.clone()).unwrap_or_default();
    // The weight of each term in the sentence before, and which that is.
    let mut last: Vec<(usize, f64)> = vec![(usize::MAX, 0.0); terms.len()];
    let mut last_length = 0.0;
    for (index, sentence) in sentences.iter_mut().enumerate() {
        let mut product = 0.0;
        for Entry { number, weight, .. } in entries_of(sentence) {
            let Some(slot) = last.get_mut(*number as usize) else { continue };
            if index > 0 && slot.0 == index - 1 {
                product += weight * slot.1;
            }
            *slot = (index, *weight);
        }
        sentence.before = ratio(product, sentence.length * last_length);
        last_length = sentence.length;
    }
    for Entry { number, weight, .. } in sentences.first().map(entries_of).unwrap_or_default() {
        if let Some(term) = terms.get_mut(*number as usize) {
            term.lead = *weight;
        }
    }
}

/// Marks the terms that stand in the article most often, of equal ones the first.
pub(super) fn mark_frequent(terms: &mut [Term]) {
    let mut most: Vec<(usize, f64)> = Vec::with_capacity(FREQUENT_TERMS + 1);
    for (number, term) in terms.iter().enumerate().filter(|(_, term)| term.count > 0.0) {
        if most.len() < FREQUENT_TERMS || most.last().is_some_and(|(_, least)| term.count > *least) {
            let place = most.partition_point(|(_, count)| *count >= term.count);
            most.insert(place, (number, term.count));
            most.truncate(FREQUENT_TERMS);
        }
    }
    for (number, _) in most {
        if let Some(term) = terms.get_mut(number) {
            term.is_frequent = true;
        }
    }
}

/// The pairs of neighbouring terms that could stand in two sentences, as each of the two does; with the last sentence that holds them,
/// and whether an earlier one does.
pub(super) fn pairs(
    terms: &ArticleTerms<'_, '_>,
    sentences: &[Sentence],
) -> HashMap<(u32, u32), (usize, bool)> {
    let mut pairs = HashMap::new();
    let is_repeated = |number: u32| terms.term(number).count > 1.0;
    for (index, Sentence { reading, .. }) in sentences.iter().enumerate() {
        for pair in terms.neighbours(reading).filter(|(a, b)| is_repeated(*a) && is_repeated(*b)) {
            let (last, is_shared) = pairs.entry(pair).or_insert((index, false));
            *is_shared |= *last != index;
            *last = index;
        }
    }
    pairs
}

/// The Euclidean length of a stretch's vector of terms by TF-IDF.
pub(super) fn length(entries: &[Entry]) -> f64 {
    entries.iter().map(|entry| entry.weight * entry.weight).sum::<f64>().sqrt()
}

/// The inner product of two such vectors.
pub(super) fn inner_product(a: &[Entry], b: &[Entry]) -> f64 {
    let mut sum = 0.0;
    let mut rest = b.iter().peekable();
    for entry in a {
        while rest.next_if(|other| other.number < entry.number).is_some() {}
        if let Some(other) = rest.next_if(|other| other.number == entry.number) {
            sum += entry.weight * other.weight;
        }
    }
    sum
}

/// `a / b`, or 0 where there is nothing to compare.
pub(super) fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}
