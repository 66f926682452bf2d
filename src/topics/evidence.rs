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
        Some((model.vectorizer().term(column)?.to_owned(), contribution))
    };
    terms.into_iter().take(n).filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::features::VectorizerParams;
    use crate::topics::{Calibration, TrainingSettings, examples, train};

    fn article(label: &str, text: &str) -> Article {
        Article { text: text.to_owned(), labels: vec![label.to_owned()], ..Article::default() }
    }

    /// By the definition of the scores: their difference before calibration is that of the intercepts plus what every
    /// term contributes, and the calibrated odds to the power of the temperature are that difference.
    #[test]
    fn contributions_add_up_to_the_margin() {
        let articles = [
            article("bread", "The baker kneads the dough and heats the oven."),
            article("bread", "Rye flour, salt and water make the dough rise."),
            article("bread", "An oven that is too hot burns the crust."),
            article("ships", "The ferry left the harbour with salt and flour."),
            article("ships", "A tug pulls the ferry through hot water."),
        ];
        let (examples, _) = examples(&articles, &[]);
        let vectorizer = VectorizerParams::default().min_df(1);
        let model =
            train(&examples, &TrainingSettings { vectorizer, ..TrainingSettings::default() }).unwrap();
        let mut scratch = Scratch::default();
        let document = Document::of_text("The ferry carries flour, dough and salt past the harbour oven.");
        let probabilities = model.classify(&mut scratch, &document).probabilities;
        let Calibration::Temperature { temperature } = model.calibration() else {
            panic!("so few articles get a temperature");
        };
        let margin = (probabilities[0] / probabilities[1]).ln() * temperature;
        let mut sum = |pair| {
            let terms = decisive_terms(&model, &mut scratch, &document, pair, usize::MAX);
            assert!(terms.is_sorted_by(|a, b| a.1 >= b.1) && terms.iter().all(|(_, weight)| *weight > 0.0));
            terms.iter().map(|(_, contribution)| contribution).sum::<f64>()
        };
        let found = model.intercepts()[0] - model.intercepts()[1] + sum((0, 1)) - sum((1, 0));
        assert!((found - margin).abs() < 1e-6, "{found}, not {margin}");
        let terms = decisive_terms(&model, &mut scratch, &document, (1, 0), 2);
        assert_eq!(terms.len(), 2);
        assert!(terms.iter().any(|(term, _)| term == "ferri"), "{terms:?}");
        assert!(decisive_terms(&model, &mut scratch, &document, (7, 0), 2).is_empty());
    }
}
