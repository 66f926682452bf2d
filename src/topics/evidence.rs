//! The terms that decided between two topics.

use super::TopicModel;
use crate::features::{Document, Scratch};

/// The number of terms that explain a decision well enough for a person.
pub const N_TERMS: usize = 6;

/// The at most `n` terms of `document` that speak most for the topic `favoured` over the topic `other`, the strongest
/// first, each with its contribution.
///
/// A contribution is the term's TF-IDF value times the difference of its weights for the two topics (numbers into the model's
/// topics). Those above 0 are given; contributions of all terms and the difference of the intercepts add up to the
/// difference of the scores before calibration. Of equal terms the first by name comes first.
pub fn decisive_terms(
    model: &TopicModel,
    scratch: &mut Scratch,
    document: &Document<'_>,
    (favoured, other): (usize, usize),
    n: usize,
) -> Vec<(String, f64)> {
    let (columns, values) = model.vectorizer().transform_one(scratch, document);
    let contribution = |(column, value): (&u32, &f64)| {
        let weights = model.term_weights(*column as usize);
        let margin = f64::from(*weights.get(favoured)?) - f64::from(*weights.get(other)?);
        Some((*column as usize, value * margin))
    };
    let mut terms: Vec<(usize, f64)> = columns
        .iter()
        .zip(&values)
        .filter_map(contribution)
        .filter(|(_, contribution)| *contribution > 0.0)
        .collect();
    // Stable: columns rise in the order of the terms.
    terms.sort_by(|a, b| b.1.total_cmp(&a.1));
    let named = |(column, contribution): (usize, f64)| {
        Some((model.vectorizer().vocabulary().term(column)?.to_owned(), contribution))
    };
    terms.into_iter().take(n).filter_map(named).collect()
}
