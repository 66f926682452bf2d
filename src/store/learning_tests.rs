//! Learning more, held to the bytes of the model file: any order, any parts, any number of threads, and back again.

use std::sync::Arc;

use proptest::prelude::*;

use super::{load_bytes, to_bytes};
use crate::article::Article;
use crate::boilerplate::KnownLines;
use crate::features::{SharedBytes, VectorizerParams};
use crate::parallel::with_threads;
use crate::topics::{Algorithm, AlgorithmChoice, TopicModel, TrainingSettings, examples, learn_more, train};

fn article(label: &str, text: &str) -> Article {
    Article { text: text.to_owned(), labels: vec![label.to_owned()], ..Article::default() }
}

fn first() -> Vec<Article> {
    vec![
        article("bees", "The swarm left the hive at noon and settled in the pear tree."),
        article("snow", "A plough cleared the pass after the blizzard buried two signs."),
        article("bees", "Honey was scarce, for the linden flowered in the rain."),
        article("snow", "Skiers waited for the lift while the blizzard rattled the pylons."),
        article("bees", "A queen from another hive was carried over the pass in a box."),
    ]
}

/// Of topics known and new, one of them twice, one without a word that the model knows.
fn later() -> Vec<Article> {
    vec![
        article("bees", "The hive by the linden gave no honey."),
        article("trees", "A pear tree and a linden fell in the rain."),
        article("snow", "The pass was shut; the plough broke down."),
        article("snow", "The pass was shut; the plough broke down."),
        article("ants", "Quokkas juggle xylophones."),
        article("trees", "Signs were nailed to the pear tree by the lift."),
        article("ants", "Noon found the swarm of them in the box of signs."),
    ]
}

fn model(algorithm: Algorithm) -> TopicModel {
    let settings = TrainingSettings {
        algorithm: AlgorithmChoice::NaiveBayes(algorithm),
        vectorizer: VectorizerParams::default().min_df(1),
        ..TrainingSettings::default()
    };
    train(&examples(&first(), &[]).0, &settings).unwrap()
}

/// The bytes of a model after it was read from `bytes`, learnt `added` and forgot `forgotten`.
fn after(bytes: &[u8], added: &[Article], forgotten: &[Article]) -> Vec<u8> {
    let shared: SharedBytes = Arc::new(bytes.to_vec());
    let model = load_bytes(&shared).unwrap();
    let (model, _) = learn_more(model, &examples(added, &[]).0, &examples(forgotten, &[]).0).unwrap();
    to_bytes(&model).unwrap()
}

fn algorithms() -> impl Strategy<Value = Algorithm> {
    prop_oneof![Just(Algorithm::Multinomial), Just(Algorithm::Complement)]
}

#[test]
fn learning_nothing_changes_nothing() {
    for algorithm in [Algorithm::Multinomial, Algorithm::Complement] {
        let bytes = to_bytes(&model(algorithm)).unwrap();
        assert!(after(&bytes, &[], &[]) == bytes);
    }
}

#[test]
fn threads_do_not_matter() {
    let bytes = to_bytes(&model(Algorithm::Complement)).unwrap();
    let on = |n| with_threads(Some(n), || after(&bytes, &later(), &first()[1..2])).unwrap();
    assert!([2, 7].into_iter().all(|n| on(n) == on(1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_and_parts_do_not_matter(
        algorithm in algorithms(),
        order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        cuts in proptest::collection::vec(0..8_usize, 0..4),
    ) {
        let base = to_bytes(&model(algorithm)).unwrap();
        let whole = after(&base, &later(), &[]);
        prop_assert!(whole != base);
        let shuffled: Vec<Article> = order.iter().map(|&place| later()[place].clone()).collect();
        let mut cuts = [cuts, vec![0, 7]].concat().into_iter().map(|cut| cut.min(7)).collect::<Vec<_>>();
        cuts.sort_unstable();
        let mut parts = base;
        for ends in cuts.windows(2) {
            parts = after(&parts, &shuffled[ends[0]..ends[1]], &[]);
        }
        prop_assert!(parts == whole);
    }

    /// Rows of the first training and later ones come and go in any order: what counts is what is there in the end.
    #[test]
    fn forgetting_restores(
        algorithm in algorithms(),
        order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        n_later in 0..8_usize,
        n_first in 0..4_usize,
    ) {
        let base = to_bytes(&model(algorithm)).unwrap();
        let shuffled: Vec<Article> = order.iter().map(|&place| later()[place].clone()).collect();
        let (some, others) = shuffled.split_at(n_later.min(7));
        // Some of the first training, such that two topics stay.
        let gone: Vec<Article> = first().into_iter().skip(5 - n_first.min(2)).collect();
        let there = after(&base, some, &gone);
        let detour = after(&after(&after(&base, &later(), &[]), &[], &gone), &[], others);
        prop_assert!(detour == there);
        prop_assert!(after(&there, &gone, some) == base);
    }
}

/// What is masked in a row depends on the model alone, so a row of a source is learnt alone as in company.
#[test]
fn boilerplate_is_that_of_the_first_training() {
    let of_source = |article: Article| Article {
        text: format!("{} Write to the Alpine Gazette on Fridays.", article.text),
        source: Some("Alpine Gazette".to_owned()),
        ..article
    };
    let first: Vec<Article> = first().into_iter().map(of_source).collect();
    let lines = KnownLines::of(&first, &crate::boilerplate::masks(&first));
    assert_eq!(lines.hashes().len(), 1);
    let masks = lines.masks(&first);
    let settings = TrainingSettings {
        algorithm: AlgorithmChoice::NaiveBayes(Algorithm::Complement),
        vectorizer: VectorizerParams::default().min_df(1),
        ..TrainingSettings::default()
    };
    let model = train(&examples(&first, &masks).0, &settings).unwrap().with_known_lines(lines.hashes());
    let base = to_bytes(&model).unwrap();
    let change = |bytes: &[u8], added: &[Article], forgotten: &[Article]| {
        let shared: SharedBytes = Arc::new(bytes.to_vec());
        let model = load_bytes(&shared).unwrap();
        let lines = KnownLines::from_hashes(model.learnt().known_lines.as_slice().to_vec());
        let (of_added, of_forgotten) = (lines.masks(added), lines.masks(forgotten));
        let (added, forgotten) = (examples(added, &of_added).0, examples(forgotten, &of_forgotten).0);
        to_bytes(&learn_more(model, &added, &forgotten).unwrap().0).unwrap()
    };
    let later: Vec<Article> = later().into_iter().map(of_source).collect();
    let whole = change(&base, &later, &[]);
    let mut one_by_one = base.clone();
    for article in &later {
        one_by_one = change(&one_by_one, std::slice::from_ref(article), &[]);
    }
    assert!(one_by_one == whole);
    let without_one = change(&base, &[], &first[..1]);
    assert!(change(&without_one, &first[..1], &[]) == base, "a row of the first training, alone");
}
