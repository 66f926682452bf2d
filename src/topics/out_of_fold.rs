//! What the model thinks of each training row without having seen it or a copy of it.
//!
//! Algorithm and smoothing are chosen once, on all rows; vocabulary, IDF, weights and calibration are learnt anew without
//! each fold. Copies and near-copies share a fold, so that none vouches for another.

use super::training::{AlgorithmChoice, Example, TrainingSettings, train};
use super::{Provenance, TopicModel, grouped_folds};
use crate::error::{ErrorKind, Result};
use crate::features::{Document, Scratch};
use crate::parallel;

/// The number of folds.
const N_FOLDS: usize = 5;

/// The probability of each topic of `model` for each example, by models that have not seen the example's fold; empty for an
/// example that cannot be judged, as no other fold holds its topic or any of its terms.
///
/// `model` is what [`train`] made of all `examples` with `settings`, and `groups` are the examples' near-copies, as
/// [`crate::stories::near_copies`] tells them.
///
/// # Errors
/// As [`train`], but for what single folds lack.
pub fn out_of_fold_probabilities(
    examples: &[Example<'_>],
    groups: &[usize],
    settings: &TrainingSettings,
    model: &TopicModel,
) -> Result<Vec<Vec<f64>>> {
    let place = |label: &str| model.topics().binary_search_by(|topic| topic.as_str().cmp(label)).unwrap_or(0);
    let targets: Vec<usize> = examples.iter().map(|example| place(example.label)).collect();
    let folds = grouped_folds(&targets, groups, model.topics().len(), N_FOLDS);
    let settings = as_chosen(settings, model.provenance());
    let mut probabilities = vec![Vec::new(); examples.len()];
    for fold in 0..N_FOLDS {
        let (held_out, rest): (Vec<usize>, Vec<usize>) =
            (0..examples.len()).partition(|&index| folds.get(index) == Some(&fold));
        let pick = |indices: &[usize]| -> Vec<Example<'_>> {
            indices.iter().filter_map(|&index| examples.get(index).copied()).collect()
        };
        let without_fold = match train(&pick(&rest), &settings) {
            Ok(without_fold) => without_fold,
            Err(error) if error.kind() == ErrorKind::Data => continue,
            Err(error) => return Err(error),
        };
        let of_fold = probabilities_by(&without_fold, &pick(&held_out), model.topics());
        for (&index, of_example) in held_out.iter().zip(of_fold) {
            if let Some(slot) = probabilities.get_mut(index) {
                *slot = of_example;
            }
        }
    }
    Ok(probabilities)
}

/// The settings with what was chosen among those that were left open.
fn as_chosen(settings: &TrainingSettings, provenance: &Provenance) -> TrainingSettings {
    TrainingSettings {
        algorithm: AlgorithmChoice::Only(provenance.algorithm),
        alpha: Some(provenance.alpha),
        vectorizer: settings.vectorizer.clone(),
    }
}

/// The probability that `model` gives each of `topics`, 0 for a topic that it does not know; empty for an example of
/// whose topic or terms it knows nothing.
fn probabilities_by(model: &TopicModel, examples: &[Example<'_>], topics: &[String]) -> Vec<Vec<f64>> {
    let number = |topic: &str| model.topics().binary_search_by(|known| known.as_str().cmp(topic)).ok();
    let columns: Vec<Option<usize>> = topics.iter().map(|topic| number(topic)).collect();
    parallel::map_with(examples, Scratch::default, |scratch, example| {
        let result = model.classify(scratch, &Document::new(example.article, example.masked));
        if number(example.label).is_none() || result.n_known_terms == 0 {
            return Vec::new();
        }
        let of_topic = |column: &Option<usize>| column.and_then(|column| result.probabilities.get(column));
        columns.iter().map(|column| of_topic(column).copied().unwrap_or(0.0)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// Notes on gardens and trains, five of each, all different, and what else is given.
    fn articles(others: &[(&str, &str)]) -> Vec<Article> {
        let notes = [
            ("Gardens", "Roses want compost and water in May"),
            ("Trains", "The railway mends the signals at the border"),
            ("Gardens", "Compost feeds the soil and the soil feeds the roses"),
            ("Trains", "A train waits at the platform for the signals"),
            ("Gardens", "Sow the beans in warm soil and water them"),
            ("Trains", "The platform of the railway is closed"),
            ("Gardens", "Beans and roses grow in the same soil"),
            ("Trains", "Signals failed and the train was late"),
            ("Gardens", "Water the roses with care"),
            ("Trains", "The night train crosses the border by railway"),
        ];
        let article = |(label, text): &(&str, &str)| Article {
            text: (*text).to_owned(),
            labels: vec![(*label).to_owned()],
            ..Article::default()
        };
        notes.iter().chain(others).map(article).collect()
    }

    fn judged(articles: &[Article], groups: &[usize]) -> Vec<Vec<f64>> {
        let (examples, _) = super::super::examples(articles, &[]);
        let settings = TrainingSettings::default();
        let model = train(&examples, &settings).unwrap();
        out_of_fold_probabilities(&examples, groups, &settings, &model).unwrap()
    }

    #[test]
    fn rows_are_judged_by_the_others() {
        let articles = articles(&[]);
        let probabilities = judged(&articles, &(0..10).collect::<Vec<_>>());
        for (article, of_topics) in articles.iter().zip(&probabilities) {
            let [garden, train] = of_topics[..] else { panic!("{of_topics:?}") };
            assert!((garden + train - 1.0).abs() < 1e-9);
            assert_eq!(garden > train, article.labels[0] == "Gardens", "{}: {of_topics:?}", article.text);
        }
    }

    /// Two copies with the same wrong label: apart, each teaches the other's judge the wrong label.
    #[test]
    fn copies_do_not_vouch_for_each_other() {
        let copy = ("Trains", "Roses and beans want soil and water and compost");
        let articles = articles(&[copy, copy]);
        let together: Vec<usize> = (0..11).chain([10]).collect();
        let (together, apart) =
            (judged(&articles, &together), judged(&articles, &(0..12).collect::<Vec<_>>()));
        for index in [10, 11] {
            assert!(together[index][1] < 0.5, "{:?}", together[index]);
            assert!(together[index][1] < apart[index][1], "{:?} {:?}", together[index], apart[index]);
        }
    }

    #[test]
    fn a_topic_of_one_row_and_a_row_of_strange_words_cannot_be_judged() {
        let articles = articles(&[("Ferries", "The ferry crosses at night"), ("Trains", "Hwæt we gardena")]);
        let probabilities = judged(&articles, &(0..12).collect::<Vec<_>>());
        assert!(probabilities[10].is_empty() && probabilities[11].is_empty());
        assert!(probabilities[..10].iter().all(|of_topics| of_topics.len() == 3));
    }
}
