//! Measuring on labelled articles, a model or settings: the measures, and the mistakes worth reading.

use linfa::ParamGuard;

use super::evaluation::{Evaluation, MultiOutcome, Outcome};
use super::examples::{documents_of, targets_of};
use super::{
    Example, N_TERMS, TopicModel, TrainingSettings, decisive_terms, grouped_stratified_folds, train,
};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Document, Scratch};
use crate::parallel;
use crate::stories::{joined_groups, near_copies};
use crate::text::sentences;

/// The number of mistakes that are kept.
pub const N_MISTAKES: usize = 20;

/// What came of measuring.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The measures.
    pub evaluation: Evaluation,
    /// The [`N_MISTAKES`] mistakes that the model was surest of, the surest first; of equal ones in the order of the articles.
    pub mistakes: Vec<Mistake>,
}

/// An article that was given a wrong topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// The article's id.
    pub id: String,
    /// Its title, or its first sentence where it has none.
    pub headline: String,
    /// The topic it is labelled with.
    pub truth: String,
    /// The topic it was given.
    pub predicted: String,
    /// The probability of the topic it was given, `[0, 1]`.
    pub confidence: f64,
    /// The terms that spoke most for that topic over the true one (over the next likeliest, where the model does not
    /// know the true one), the strongest first, each with its contribution; see [`decisive_terms`].
    pub terms: Vec<(String, f64)>,
}

/// What a model says of an example, by the numbers of the topics that the assessment knows.
#[derive(Debug, Clone, Default)]
struct Prediction {
    /// The probability of each topic.
    probabilities: Vec<f64>,
    /// The topics that are given.
    given: Vec<usize>,
}

impl Prediction {
    /// The first topic that is given, with its probability.
    fn first<'t>(&self, topics: &'t [String]) -> (&'t str, f64) {
        let first = self.given.first().copied();
        let name = first.and_then(|given| topics.get(given)).map_or("", String::as_str);
        (name, first.and_then(|given| self.probabilities.get(given)).copied().unwrap_or(0.0))
    }
}

/// Measures `model` on labelled articles.
#[must_use]
pub fn evaluate(model: &TopicModel, examples: &[Example<'_>]) -> Assessment {
    let topics = topics_of(examples, model.topics());
    let predictions = predict(model, examples, &topics);
    let mistakes = worst_mistakes(model, examples, &predictions, &topics);
    Assessment {
        evaluation: measure(examples, &predictions, &topics, model.is_multi_label()),
        mistakes: mistakes.into_iter().map(|(_, mistake)| mistake).collect(),
    }
}

/// Trains on all folds but one and classifies that one, for each of `n_folds`: measures without a model.
///
/// Everything is learnt anew for each fold: vocabulary, IDF, algorithm, smoothing and calibration. `groups` holds the
/// number of each example's group; the examples of a group never straddle a fold (see [`grouped_stratified_folds`]).
/// Near-copies share a fold too, and without groups every other example is dealt by itself.
///
/// # Errors
/// As [`train`]; [`ErrorKind::Parameter`] for fewer than two folds.
pub fn cross_validate(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    n_folds: usize,
    groups: Option<&[usize]>,
) -> Result<Assessment> {
    let folds = folds(examples, settings, n_folds, groups)?;
    let targets = targets_of(examples)?;
    let topics = targets.topics();
    let mut predictions = vec![Prediction::default(); examples.len()];
    let mut mistakes = Vec::new();
    for fold in 0..n_folds {
        let (held_out, rest) = part(&folds, fold);
        if held_out.is_empty() {
            continue;
        }
        let place = format!("fold {} of {n_folds}", fold + 1);
        let learnt = pick(examples, &rest);
        if targets_of(&learnt).is_err() {
            // All articles together can be learnt from, so it is the fold and not the label column.
            return Err(Error::new(
                ErrorKind::Data,
                format!(
                    "{place}: the other folds hold too few articles of a topic to learn from; label more, or take another K"
                ),
            ));
        }
        let model = train(&learnt, settings).map_err(|error| error.at(place))?;
        let tested = pick(examples, &held_out);
        let predicted = predict(&model, &tested, topics);
        let of_fold = worst_mistakes(&model, &tested, &predicted, topics);
        mistakes.extend(of_fold.into_iter().map(|(index, mistake)| (held_out.get(index).copied(), mistake)));
        for (&index, prediction) in held_out.iter().zip(predicted) {
            if let Some(slot) = predictions.get_mut(index) {
                *slot = prediction;
            }
        }
    }
    mistakes.sort_by(|a, b| b.1.confidence.total_cmp(&a.1.confidence).then(a.0.cmp(&b.0)));
    let mistakes = mistakes.into_iter().take(N_MISTAKES).map(|(_, mistake)| mistake).collect();
    let evaluation = measure(examples, &predictions, topics, targets.is_multi_label());
    Ok(Assessment { evaluation, mistakes })
}

/// The fold of each example: near-copies share one, and so do the examples of a group.
pub(super) fn folds(
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    n_folds: usize,
    groups: Option<&[usize]>,
) -> Result<Vec<usize>> {
    if n_folds < 2 {
        return Err(Error::new(
            ErrorKind::Parameter,
            format!("cross-validation takes 2 or more folds, not {n_folds}"),
        ));
    }
    let targets = targets_of(examples)?;
    let counted = settings.vectorizer.check_ref()?.count(&documents_of(examples));
    let copies = near_copies(&counted.term_sets());
    let groups = joined_groups(copies, groups.unwrap_or_default());
    Ok(grouped_stratified_folds(&targets.firsts(), &groups, targets.n_topics() + 1, n_folds))
}

/// The examples of `fold`, and all others.
pub(super) fn part(folds: &[usize], fold: usize) -> (Vec<usize>, Vec<usize>) {
    (0..folds.len()).partition(|&index| folds.get(index) == Some(&fold))
}

/// The examples with these numbers.
pub(super) fn pick<'a>(examples: &[Example<'a>], indices: &[usize]) -> Vec<Example<'a>> {
    indices.iter().filter_map(|&index| examples.get(index).copied()).collect()
}

/// All topics that examples have or a model gives, by name.
fn topics_of(examples: &[Example<'_>], known: &[String]) -> Vec<String> {
    let mut topics: Vec<String> = examples.iter().flat_map(Example::labels).chain(known).cloned().collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// What `model` says of each example, by the numbers of `topics`.
fn predict(model: &TopicModel, examples: &[Example<'_>], topics: &[String]) -> Vec<Prediction> {
    let places: Vec<usize> =
        model.topics().iter().map(|topic| topics.binary_search(topic).unwrap_or(0)).collect();
    parallel::map_with(examples, Scratch::default, |scratch, example| {
        let result = model.classify(scratch, &Document::new(example.article, example.masked));
        let mut probabilities = vec![0.0; topics.len()];
        for (&place, &probability) in places.iter().zip(&result.probabilities) {
            if let Some(slot) = probabilities.get_mut(place) {
                *slot = probability;
            }
        }
        let given = if model.is_multi_label() { result.given } else { vec![result.best()] };
        let given = given.iter().filter_map(|&topic| places.get(topic).copied()).collect();
        Prediction { probabilities, given }
    })
}

fn measure(
    examples: &[Example<'_>],
    predictions: &[Prediction],
    topics: &[String],
    several: bool,
) -> Evaluation {
    let number = |label: &String| topics.binary_search(label).ok();
    let pairs = examples.iter().zip(predictions);
    if several {
        let outcomes: Vec<MultiOutcome> = pairs
            .map(|(example, prediction)| MultiOutcome {
                truth: example.labels().iter().filter_map(number).collect(),
                predicted: prediction.given.clone(),
                confidences: prediction.probabilities.clone(),
            })
            .collect();
        return Evaluation::of_sets(topics, &outcomes);
    }
    let outcomes: Vec<Outcome<'_>> = pairs
        .map(|(example, prediction)| {
            let (predicted, confidence) = prediction.first(topics);
            Outcome { truth: example.label, predicted, confidence }
        })
        .collect();
    Evaluation::new(&outcomes)
}

/// The wrong predictions that `model` was surest of, explained, each with the number of its example.
fn worst_mistakes(
    model: &TopicModel,
    examples: &[Example<'_>],
    predictions: &[Prediction],
    topics: &[String],
) -> Vec<(usize, Mistake)> {
    let given = predictions.iter().map(|prediction| prediction.first(topics));
    let pairs = examples.iter().zip(given).enumerate();
    let is_wrong = |example: &Example<'_>, topic: &str| {
        !topic.is_empty() && example.labels().iter().all(|label| label != topic)
    };
    let mut wrong: Vec<_> = pairs.filter(|(_, (example, (topic, _)))| is_wrong(example, topic)).collect();
    // Stable: of equal confidences the earlier example comes first.
    wrong.sort_by(|a, b| b.1.1.1.total_cmp(&a.1.1.1));
    wrong.truncate(N_MISTAKES);
    let mut scratch = Scratch::default();
    let explained = wrong
        .into_iter()
        .map(|(index, (example, prediction))| (index, explain(model, &mut scratch, example, prediction)));
    explained.collect()
}

fn explain(
    model: &TopicModel,
    scratch: &mut Scratch,
    example: &Example<'_>,
    (topic, confidence): (&str, f64),
) -> Mistake {
    let article = example.article;
    let document = Document::new(article, example.masked);
    let number = |name: &str| model.topics().binary_search_by(|topic| topic.as_str().cmp(name)).ok();
    let runner_up = |scratch: &mut Scratch| {
        let ranked = model.ranked(&model.classify(scratch, &document), 2);
        ranked.get(1).and_then(|second| number(&second.topic))
    };
    let pair = number(topic).zip(number(example.label).or_else(|| runner_up(scratch)));
    let terms = pair.map_or_else(Vec::new, |pair| decisive_terms(model, scratch, &document, pair, N_TERMS));
    let first_sentence = || sentences(&article.text).first().map_or("", |span| span.of(&article.text));
    let title = article.title.trim();
    Mistake {
        id: article.id.clone(),
        headline: if title.is_empty() { first_sentence() } else { title }.to_owned(),
        truth: example.label.to_owned(),
        predicted: topic.to_owned(),
        confidence,
        terms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::features::VectorizerParams;
    use crate::topics::{examples, learning_curve};

    fn settings() -> TrainingSettings {
        TrainingSettings { vectorizer: VectorizerParams::default().min_df(1), ..TrainingSettings::default() }
    }

    fn article(number: usize, title: &str, text: &str, label: &str) -> Article {
        Article {
            id: number.to_string(),
            title: title.to_owned(),
            text: text.to_owned(),
            labels: vec![label.to_owned()],
            ..Article::default()
        }
    }

    fn articles() -> Vec<Article> {
        let notes = [
            ("hens", "The hens laid nine eggs in the straw behind the barn."),
            ("kites", "A red kite tugged at its string above the windy beach."),
            ("hens", "Feed the hens grain in the morning and shut the barn at night."),
            ("kites", "Cut the string of the kite longer when the wind drops."),
        ];
        let rows = (0..16).map(|i| (i, notes[i % 4]));
        rows.map(|(i, (label, text))| article(i, "", &format!("{text} Day {i}."), label)).collect()
    }

    /// Every text comes four times but for the day, which makes them near-copies: told or not, they share a fold.
    #[test]
    fn a_group_is_never_on_both_sides() {
        let articles = articles();
        let (examples, _) = examples(&articles, &[]);
        let copies: Vec<usize> = (0..16).map(|i| i % 4).collect();
        for groups in [None, Some(copies.as_slice())] {
            let folds = folds(&examples, &settings(), 2, groups).unwrap();
            assert!((4..16).all(|i| folds[i] == folds[i - 4]), "{folds:?}");
            assert_eq!(folds.iter().filter(|fold| **fold == 0).count(), 8);
        }
        assert_eq!(cross_validate(&examples, &settings(), 2, Some(&copies)).unwrap().evaluation.rows, 16);
    }

    #[test]
    fn mistakes_are_explained_the_surest_first() {
        let articles = articles();
        let model = train(&examples(&articles, &[]).0, &settings()).unwrap();
        let tested = [
            article(0, "", "Grain for the hens is dear. Nobody knows why.", "kites"),
            article(1, "Kite and string", "The kite, the string, the wind and the windy beach.", "hens"),
            article(2, "Barn", "Eggs and grain and straw in the barn.", "hens"),
            article(3, "", "Hens in a barn, with a kite.", "owls"),
        ];
        let Assessment { evaluation, mistakes } = evaluate(&model, &examples(&tested, &[]).0);
        assert!((evaluation.accuracy - 25.0).abs() < 1e-9);
        assert_eq!(mistakes.len(), 3);
        assert!(mistakes.is_sorted_by(|a, b| a.confidence >= b.confidence));
        let of = |id: &str| mistakes.iter().find(|mistake| mistake.id == id).unwrap();
        assert_eq!(
            (of("0").headline.as_str(), of("0").predicted.as_str()),
            ("Grain for the hens is dear.", "hens")
        );
        assert_eq!(of("1").headline, "Kite and string");
        let has = |id: &str, term: &str| of(id).terms.iter().any(|(found, _)| found == term);
        assert!(has("0", "hen") && has("1", "kite"), "{mistakes:?}");
        assert!(
            has("3", "barn"),
            "a topic that the model does not know is explained against the next likeliest"
        );
    }

    #[test]
    fn a_learning_curve_grows_to_all_that_is_learnt_from() {
        let articles = articles();
        let (examples, _) = examples(&articles, &[]);
        let curve = learning_curve(&examples, &settings(), 2, None).unwrap();
        let sizes: Vec<usize> = curve.iter().map(|point| point.n_examples).collect();
        // Half of 16 are learnt from, four of each topic: one of each, two, four.
        assert_eq!(sizes, [2, 4, 8]);
        assert!(learning_curve(&examples, &settings(), 1, None).is_err());
    }
}
