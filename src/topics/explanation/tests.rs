//! Explanations held to the scores that they explain, computed here by hand from weights and values.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Part, Span};
use crate::features::VectorizerParams;
use crate::text::CharacterRange;
use crate::topics::{AlgorithmChoice, Prior, TrainingSettings, examples, train};

const ROWS: [(&str, &str, &str); 7] = [
    ("bread", "Rye", "The baker kneads the dough and heats the oven."),
    ("bread", "Crust", "Rye flour, salt and water make the dough rise."),
    ("bread", "", "An oven that is too hot burns the crust."),
    ("ships", "Ferry", "The ferry left the harbour with salt and flour."),
    ("ships", "", "A tug pulls the ferry through hot water."),
    ("bees", "Hives", "The keeper smokes the hives and takes the honey."),
    ("bees", "", "Bees dance for flowers and fill the comb with honey."),
];

fn model(algorithm: AlgorithmChoice, characters: Option<CharacterRange>) -> TopicModel {
    let articles = ROWS.map(|(label, title, text)| Article {
        title: title.to_owned(),
        text: text.to_owned(),
        labels: vec![label.to_owned()],
        ..Article::default()
    });
    let (examples, _) = examples(&articles, &[]);
    let vectorizer = VectorizerParams::default().min_df(1).with_analyzer(|a| a.characters = characters);
    train(&examples, &TrainingSettings { algorithm, vectorizer, ..TrainingSettings::default() }).unwrap()
}

const CHARACTERS: Option<CharacterRange> = Some(CharacterRange { min_n: 3, max_n: 4 });

/// By the definition of a linear score: the intercept plus value times weight for each column.
fn score_by_hand(model: &TopicModel, document: &Document<'_>, topic: usize) -> f64 {
    let (columns, values) = model.vectorizer().transform_one(&mut Scratch::default(), document);
    let n_topics = model.topics().len();
    let weight = |column: u32| f64::from(model.weights().as_slice()[column as usize * n_topics + topic]);
    model.intercepts()[topic] + columns.iter().zip(values).map(|(&c, value)| value * weight(c)).sum::<f64>()
}

fn check_sums(model: &TopicModel, document: &Document<'_>) {
    let found = explain(model, &mut Scratch::default(), document);
    if found.classification.n_known_words == 0 {
        assert!(found.terms.is_empty() && found.words.is_empty());
        return;
    }
    let runner_up = found.runner_up.unwrap();
    let margin = score_by_hand(model, document, found.topic) - score_by_hand(model, document, runner_up);
    assert!((found.margin - margin).abs() < 1e-9, "{} is not {margin}", found.margin);
    let of_terms: f64 = found.terms.iter().map(|term| term.contribution).sum();
    assert!((found.intercept + of_terms - margin).abs() < 1e-6, "{of_terms} {margin}");
    let of_words: f64 = found.words.iter().map(|word| word.contribution).sum();
    assert!((of_words - of_terms).abs() < 1e-6, "{of_words} {of_terms}");
    assert!(found.terms.is_sorted_by(|a, b| {
        let (first, next) = (a.contribution.abs(), b.contribution.abs());
        first > next || first.total_cmp(&next).is_eq() && a.term < b.term
    }));
    for term in &found.terms {
        assert!(term.count >= term.places.len() && !term.places.is_empty(), "{term:?}");
        assert!((term.value * term.weight - term.contribution).abs() < 1e-12, "{term:?}");
        for PartSpan { part, span } in &term.places {
            let text = if *part == Part::Title { document.title } else { document.text };
            assert!(!span.of(text).is_empty(), "{term:?}");
            let is_masked = |mask: &Span| span.start < mask.end && mask.start < span.end;
            assert!(*part == Part::Title || !document.masked.iter().any(is_masked), "{term:?}");
        }
    }
}

#[test]
fn contributions_add_up_to_the_margin() {
    let document = Document {
        title: "Ferry bakes bread",
        text: "The ferry carries flour, dough and salt past the harbour oven. Subscribe to honey!",
        masked: &[Span::new(63, 82)],
        lang: None,
    };
    for algorithm in [AlgorithmChoice::Auto, AlgorithmChoice::Discriminative] {
        check_sums(&model(algorithm, None), &document);
        check_sums(&model(algorithm, CHARACTERS), &document);
    }
}

#[test]
fn the_terms_of_the_topic_speak_for_it() {
    let model = model(AlgorithmChoice::Discriminative, None);
    let text = "The keeper took honey, and the ferry took the honey.";
    let found = explain(&model, &mut Scratch::default(), &Document::of_text(text));
    assert_eq!(model.topics()[found.topic], "bees");
    assert_eq!(model.topics()[found.runner_up.unwrap()], "ships");
    let honey = found.terms.iter().find(|term| term.term == "honey").unwrap();
    assert!(honey.contribution > 0.0 && honey.count == 2);
    let at = |place: &PartSpan| (place.part, place.span.of(text), place.span.start);
    assert_eq!(
        honey.places.iter().map(at).collect::<Vec<_>>(),
        [(Part::Text, "honey", 16), (Part::Text, "honey", 46)]
    );
    assert!(found.terms.iter().find(|term| term.term == "ferri").unwrap().contribution < 0.0);
    let words: Vec<&str> = found.words.iter().map(|word| word.place.span.of(text)).collect();
    assert_eq!(words, ["keeper", "took", "honey", "ferry", "took", "honey"]);
    assert!(found.words[0].contribution > 0.0 && found.words[3].contribution < 0.0);
    assert!(found.words[1].contribution.abs() < 1e-12, "a word that the model does not know");
}

/// By hand: one half of what the n-gram contributes goes to each of its words.
#[test]
fn an_ngram_is_shared_by_its_words() {
    let model = model(AlgorithmChoice::Discriminative, None);
    let text = "Hot water";
    let found = explain(&model, &mut Scratch::default(), &Document::of_text(text));
    let of = |name: &str| found.terms.iter().find(|term| term.term == name).unwrap().contribution;
    let expected = [of("hot") + of("hot water") / 2.0, of("water") + of("hot water") / 2.0];
    for (word, expected) in found.words.iter().zip(expected) {
        assert!((word.contribution - expected).abs() < 1e-12);
    }
    assert_eq!(found.words.len(), 2);
}

#[test]
fn without_a_known_word_there_is_only_the_prior() {
    // Pieces of `doughy` are known, but no word is.
    let model = model(AlgorithmChoice::Discriminative, CHARACTERS).with_prior(Prior::Uniform).unwrap();
    for text in ["Doughys", "", "the and"] {
        let found = explain(&model, &mut Scratch::default(), &Document::of_text(text));
        assert!(found.terms.is_empty() && found.words.is_empty() && found.classification.given.is_empty());
        assert!(found.classification.probabilities.iter().all(|p| (p - 1.0 / 3.0).abs() < 1e-12));
        assert_eq!((found.topic, found.runner_up), (0, Some(1)), "ties go to the first by name");
    }
}

#[test]
fn decisive_terms_favour_the_topic_asked_for() {
    let model = model(AlgorithmChoice::Discriminative, None);
    let document = Document::of_text("The ferry carries flour, dough and salt past the harbour oven.");
    let mut scratch = Scratch::default();
    let place = |name: &str| model.topics().iter().position(|topic| topic == name).unwrap();
    let (bread, ships) = (place("bread"), place("ships"));
    let terms = decisive_terms(&model, &mut scratch, &document, (ships, bread), usize::MAX);
    assert!(terms.is_sorted_by(|a, b| a.1 >= b.1) && terms.iter().all(|(_, weight)| *weight > 0.0));
    assert!(terms.iter().any(|(term, _)| term == "ferri"), "{terms:?}");
    assert!(terms.iter().all(|(term, _)| term != "dough"), "{terms:?}");
    assert_eq!(decisive_terms(&model, &mut scratch, &document, (ships, bread), 2), terms[..2]);
    assert!(decisive_terms(&model, &mut scratch, &document, (7, bread), 2).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn sums_hold_for_any_text(
        words in proptest::collection::vec(
            prop::sample::select(vec!["dough", "ovens", "ferry.", "The", "honey", "Zyx", "flour", "salt", "hot", "water", "é"]),
            0..25,
        ),
        in_title in 0_usize..6,
        masked in 0_usize..40,
    ) {
        use std::sync::LazyLock;
        static MODELS: LazyLock<[TopicModel; 2]> = LazyLock::new(|| [
            model(AlgorithmChoice::Auto, None),
            model(AlgorithmChoice::Discriminative, CHARACTERS),
        ]);
        let in_title = in_title.min(words.len());
        let (title, text) = (words[..in_title].join(" "), words[in_title..].join(" "));
        // Between words, so that both ends are character boundaries.
        let end = text.match_indices(' ').map(|(at, _)| at).take_while(|at| *at < masked).last().unwrap_or(0);
        let masked = [Span::new(0, end)];
        for model in MODELS.iter() {
            check_sums(model, &Document { title: &title, text: &text, masked: &masked, lang: None });
        }
    }
}
