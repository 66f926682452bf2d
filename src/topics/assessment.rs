//! Measuring a model on labelled articles: the measures, and the mistakes worth reading.

use super::evaluation::{Evaluation, MultiOutcome, Outcome};
use super::{Example, N_TERMS, TopicModel, decisive_terms};
use crate::features::{Document, Scratch};
use crate::parallel;
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
pub(super) struct Prediction {
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

/// All topics that examples have or a model gives, by name.
fn topics_of(examples: &[Example<'_>], known: &[String]) -> Vec<String> {
    let mut topics: Vec<String> = examples.iter().flat_map(Example::labels).chain(known).cloned().collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// What `model` says of each example, by the numbers of `topics`.
pub(super) fn predict(model: &TopicModel, examples: &[Example<'_>], topics: &[String]) -> Vec<Prediction> {
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

/// The measures of the examples' `predictions`; sets of topics are compared where `several`.
pub(super) fn measure(
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
pub(super) fn worst_mistakes(
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
pub(super) mod tests {
    use super::*;
    use crate::article::Article;
    use crate::features::VectorizerParams;
    use crate::topics::{TrainingSettings, examples, train};

    pub(in crate::topics) fn settings() -> TrainingSettings {
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

    pub(in crate::topics) fn articles() -> Vec<Article> {
        let notes = [
            ("hens", "The hens laid nine eggs in the straw behind the barn."),
            ("kites", "A red kite tugged at its string above the windy beach."),
            ("hens", "Feed the hens grain in the morning and shut the barn at night."),
            ("kites", "Cut the string of the kite longer when the wind drops."),
        ];
        let rows = (0..16).map(|i| (i, notes[i % 4]));
        rows.map(|(i, (label, text))| article(i, "", &format!("{text} Day {i}."), label)).collect()
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
}
