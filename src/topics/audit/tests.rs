//! Findings against calculations by hand, on judgements made up for the purpose.

use super::*;
use crate::features::VectorizerParams;
use crate::topics::train;

const TOPICS: [&str; 3] = ["Gardens", "Kitchens", "Trains"];

/// Rows by label and probability of each topic.
const JUDGEMENTS: [(&str, [f64; 3]); 8] = [
    ("Gardens", [0.8, 0.1, 0.1]),
    ("Gardens", [0.3, 0.6, 0.1]),
    ("Gardens", [0.1, 0.8, 0.1]),
    ("Kitchens", [0.1, 0.8, 0.1]),
    ("Kitchens", [0.7, 0.2, 0.1]),
    ("Kitchens", [0.2, 0.6, 0.2]),
    ("Trains", [0.1, 0.1, 0.8]),
    ("Trains", [0.0, 0.6, 0.4]),
];

fn articles() -> Vec<Article> {
    let article = |(number, (label, _)): (usize, &(&str, [f64; 3]))| Article {
        id: number.to_string(),
        text: format!("Row {number} about {label}"),
        labels: vec![(*label).to_owned()],
        ..Article::default()
    };
    JUDGEMENTS.iter().enumerate().map(article).collect()
}

fn with_judged<R>(articles: &[Article], groups: &[usize], work: impl FnOnce(&Judged<'_, '_>) -> R) -> R {
    let (examples, _) = examples(articles, &[]);
    let targets = Targets::new(examples.iter().map(Example::labels));
    assert_eq!(targets.topics(), TOPICS);
    work(&Judged {
        examples: &examples,
        topics: &TOPICS,
        firsts: targets.firsts(),
        targets,
        groups: groups.to_vec(),
        probabilities: JUDGEMENTS.iter().map(|(_, p)| p.to_vec()).take(examples.len()).collect(),
    })
}

/// The articles, where one on kitchens is on gardens too, and one on trains is known to be on none of the topics.
fn with_other_labels() -> Vec<Article> {
    let mut articles = articles();
    articles[3].labels.push("Gardens".to_owned());
    articles[6].labels.clear();
    articles[6].has_label_list = true;
    articles
}

const NO_COPIES: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 7];

/// Of six rows on gardens and kitchens three are taken for the other; of five on kitchens and trains one only, which
/// is too few to speak of.
#[test]
fn confused_pairs_match_a_hand_calculation() {
    let articles = articles();
    with_judged(&articles, &NO_COPIES, |judged| {
        let pairs = pairs::confused_pairs(judged);
        assert_eq!(
            pairs,
            [ConfusedPair {
                topics: ["Gardens", "Kitchens"],
                n_first_as_second: 2,
                n_second_as_first: 1,
                n_rows: 6,
                share: 50.0
            }]
        );
        // 4 of 8 labels are contradicted.
        assert_eq!(agreement(judged), (8, Some(50.0)));
    });
}

/// Of the seven rows that have a label four are contradicted; it once counted the eighth as right.
#[test]
fn rows_without_labels_neither_agree_nor_disagree() {
    let articles = with_other_labels();
    with_judged(&articles, &NO_COPIES, |judged| {
        assert_eq!(agreement(judged), (7, Some(100.0 * 3.0 / 7.0)));
    });
}

/// Ranked by the label's probability: 0.1, 0.2, 0.3, 0.4. Rows on kitchens are given 0.8, 0.2 and 0.6, so a confident
/// prediction of kitchens is one of 1.6 / 3 or more; of gardens 0.4 or more.
#[test]
fn doubtful_labels_are_ranked_by_the_probability_of_the_label() {
    let articles = articles();
    let (examples, _) = examples(&articles, &[]);
    let settings =
        TrainingSettings { vectorizer: VectorizerParams::default().min_df(1), ..TrainingSettings::default() };
    let model = train(&examples, &settings).unwrap();
    with_judged(&articles, &NO_COPIES, |judged| {
        let found = labels::doubtful_labels(judged, &model);
        let ids: Vec<&str> = found.iter().map(|found| found.article.id.as_str()).collect();
        assert_eq!(ids, ["2", "4", "1", "7"]);
        assert_eq!((found[1].label, found[1].predicted), ("Kitchens", "Gardens"));
        assert!(found.iter().all(|found| found.is_confident));
        assert!(found[0].terms.len() <= 5);
    });
}

/// A second label that agrees with the prediction is enough.
#[test]
fn none_of_several_labels_is_doubted_where_one_is_predicted() {
    let mut articles = articles();
    articles[2].labels.push("Kitchens".to_owned());
    with_judged(&articles, &NO_COPIES, |judged| {
        assert_eq!(judged.contradicted_by(2), None);
        assert_eq!(judged.contradicted_by(1), Some(1));
    });
}

#[test]
fn copies_with_different_labels_come_first() {
    let mut articles = articles();
    articles[5].text = articles[4].text.clone();
    with_judged(&articles, &[0, 0, 0, 3, 4, 4, 6, 3], |judged| {
        let groups = copies::copy_groups(judged);
        let ids: Vec<Vec<&str>> = groups
            .iter()
            .map(|group| group.articles.iter().map(|article| article.id.as_str()).collect())
            .collect();
        assert_eq!(ids, [vec!["3", "7"], vec!["0", "1", "2"], vec!["4", "5"]]);
        let flags: Vec<(bool, bool)> =
            groups.iter().map(|group| (group.is_conflict(), group.is_exact)).collect();
        assert_eq!(flags, [(true, false), (false, false), (false, true)]);
    });
}

/// Three rows on gardens of which two are copies, three on kitchens, two on trains.
#[test]
fn small_topics_count_rows_and_distinct_rows() {
    let articles = articles();
    with_judged(&articles, &[0, 0, 2, 3, 4, 5, 6, 7], |judged| {
        let found: Vec<(&str, usize, usize)> =
            small_topics(judged).iter().map(|topic| (topic.topic, topic.n_rows, topic.n_distinct)).collect();
        assert_eq!(found, [("Trains", 2, 2), ("Gardens", 3, 2), ("Kitchens", 3, 3)]);
    });
}

/// A second label counts for its topic, and a row known to have no topic for none: four rows on gardens now.
#[test]
fn small_topics_count_every_label() {
    let articles = with_other_labels();
    with_judged(&articles, &NO_COPIES, |judged| {
        let found: Vec<(&str, usize)> =
            small_topics(judged).iter().map(|topic| (topic.topic, topic.n_rows)).collect();
        assert_eq!(found, [("Trains", 1), ("Kitchens", 3), ("Gardens", 4)]);
    });
}
