//! What a model keeps while it learns more: flags that ask for something else are refused, and told what the model has.

use std::path::Path;

use super::args::{Characters, LearningArguments};
use crate::error::{Error, ErrorKind, Result};
use crate::features::Weighting;
use crate::publish::prior_in_words;
use crate::text::LanguageChoice;
use crate::topics::{AlgorithmChoice, Optimize, Recipe, TopicModel};

/// Refuses flags that would have the model at `path` learn otherwise than it did.
///
/// # Errors
/// Where there is one.
pub(super) fn refuse_other_settings(
    arguments: &LearningArguments,
    model: &TopicModel,
    path: &Path,
) -> Result<()> {
    let kept = arguments.typed.iter().map(|flag| (flag, kept(flag, arguments, model)));
    let Some((flag, kept)) = kept.into_iter().find(|(_, kept)| !kept.is_asked_for) else { return Ok(()) };
    let has = kept.value.map_or_else(String::new, |value| format!(" (here: {value})"));
    let message = format!(
        "--{} does not go with --from: the terms and settings of {} are kept{has}; leave it out, or train anew",
        flag.replace('_', "-"),
        path.display()
    );
    Err(Error::new(ErrorKind::Parameter, message))
}

/// What the model has of one setting.
struct Kept {
    /// Whether what was typed is what it has.
    is_asked_for: bool,
    /// What it has, as it would be typed or in words; none where it has no such thing.
    value: Option<String>,
}

fn kept(flag: &str, arguments: &LearningArguments, model: &TopicModel) -> Kept {
    let (vectorizer, provenance) = (model.vectorizer(), model.provenance());
    let analyzer = vectorizer.analyzer().settings();
    let recipe = provenance.recipe;
    let yes_no = |asked: Option<bool>, has: bool| Kept {
        is_asked_for: asked == Some(has),
        value: Some(if has { "yes" } else { "no" }.to_owned()),
    };
    match flag {
        "algorithm" => {
            Kept { is_asked_for: is_of(&recipe, arguments.algorithm), value: Some(recipe.name().to_owned()) }
        }
        "optimize" => Kept {
            is_asked_for: Optimize::from(arguments.optimize) == provenance.optimize,
            value: Some(
                match provenance.optimize {
                    Optimize::MacroF1 => "macro-f1",
                    Optimize::Accuracy => "accuracy",
                }
                .to_owned(),
            ),
        },
        "prior" => {
            let prior = &model.decision().prior;
            Kept { is_asked_for: arguments.prior.as_ref() == Some(prior), value: Some(prior_in_words(prior)) }
        }
        "alpha" => number(arguments.alpha, recipe.naive_bayes().map(|recipe| recipe.alpha)),
        "cost" => number(arguments.cost, recipe.discriminative().map(|params| params.cost)),
        "balance" => number(arguments.balance, recipe.discriminative().map(|params| params.balance)),
        "lang" => {
            let codes: Vec<&str> = analyzer.languages.iter().map(|language| language.code()).collect();
            let is_asked_for = match &arguments.lang {
                LanguageChoice::Only(languages) => *languages == analyzer.languages,
                LanguageChoice::Auto => true,
            };
            Kept { is_asked_for, value: Some(codes.join(",")) }
        }
        "stems" => yes_no(arguments.stems, analyzer.stem),
        "drop_stop_words" => yes_no(arguments.drop_stop_words, analyzer.stop_words),
        "ngrams" => Kept {
            is_asked_for: arguments.ngrams == Some(analyzer.max_n),
            value: Some(analyzer.max_n.to_string()),
        },
        "characters" => Kept {
            is_asked_for: arguments.characters.is_some_and(|Characters(range)| range == analyzer.characters),
            value: Some(
                analyzer
                    .characters
                    .map_or_else(|| "none".to_owned(), |range| format!("{}-{}", range.min_n, range.max_n)),
            ),
        },
        "sublinear_tf" => {
            yes_no(arguments.sublinear_tf, vectorizer.words().tfidf().weighting() == Weighting::Sublinear)
        }
        // What was masked at the first training is masked again, and nothing else.
        "keep_boilerplate" => Kept {
            is_asked_for: model.learnt().known_lines.as_slice().is_empty(),
            value: Some("boilerplate was masked".to_owned()),
        },
        // The limits on terms are kept in words alone.
        _ => Kept { is_asked_for: false, value: Some(provenance.terms.clone()) },
    }
}

fn is_of(recipe: &Recipe, algorithm: AlgorithmChoice) -> bool {
    match (algorithm, recipe) {
        (AlgorithmChoice::Auto, _) | (AlgorithmChoice::Discriminative, Recipe::Discriminative(_)) => true,
        (AlgorithmChoice::NaiveBayes(asked), Recipe::NaiveBayes(recipe)) => asked == recipe.algorithm,
        _ => false,
    }
}

/// A number that is the same to the last bit, or that the model has none of.
fn number(asked: Option<f64>, has: Option<f64>) -> Kept {
    Kept {
        is_asked_for: has.is_some() && asked.map(f64::to_bits) == has.map(f64::to_bits),
        value: has.map(|value| value.to_string()),
    }
}
