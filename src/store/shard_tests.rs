//! Training in shards, held to the bytes that plain training gives.

use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::to_bytes;
use crate::article::Article;
use crate::features::VectorizerParams;
use crate::parallel::with_threads;
use crate::text::CharacterRange;
use crate::topics::{
    Algorithm, AlgorithmChoice, Part, Prior, Shard, ShardCounts, ShardSums, SharedTerms, TrainingSettings,
    examples, train,
};

/// Every sixth of the project's labelled samples, two of them twice.
fn corpus() -> &'static [Article] {
    static CORPUS: OnceLock<Vec<Article>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let text =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/digital-policy/train.jsonl"))
                .unwrap();
        let article = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let of = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            Article {
                id: of("id"),
                title: of("title"),
                text: of("text"),
                labels: vec![of("label")],
                ..Article::default()
            }
        };
        let mut articles: Vec<Article> = text.lines().step_by(6).map(article).collect();
        articles.extend_from_within(3..5);
        articles
    })
}

fn settings(algorithm: Algorithm) -> TrainingSettings {
    TrainingSettings { algorithm: AlgorithmChoice::NaiveBayes(algorithm), ..TrainingSettings::default() }
}

fn plain(articles: &[Article], settings: &TrainingSettings) -> Vec<u8> {
    to_bytes(&train(&examples(articles, &[]).0, settings).unwrap()).unwrap()
}

/// Counts as they are after a file.
fn counts(part: &[Article], settings: &TrainingSettings) -> ShardCounts {
    let bytes = ShardCounts::of(&examples(part, &[]).0, settings).unwrap().to_bytes().unwrap();
    let Part::Counts(counts) = Part::from_bytes(&bytes).unwrap() else { panic!("no counts") };
    assert_eq!(counts.to_bytes().unwrap(), bytes);
    counts
}

fn sums(part: &[Article], terms: &SharedTerms) -> ShardSums {
    let bytes = ShardSums::of(&examples(part, &[]).0, terms, None).unwrap().to_bytes().unwrap();
    let Part::Sums(sums) = Part::from_bytes(&bytes).unwrap() else { panic!("no sums") };
    assert_eq!(sums.to_bytes().unwrap(), bytes);
    sums
}

fn terms_of(parts: &[Vec<Article>], settings: &TrainingSettings) -> SharedTerms {
    let merged = parts.iter().map(|part| counts(part, settings)).reduce(|a, b| a.merged(&b).unwrap());
    let bytes = merged.unwrap().freeze().unwrap().to_bytes().unwrap();
    let Part::Terms(terms) = Part::from_bytes(&bytes).unwrap() else { panic!("no terms") };
    terms
}

fn sharded(parts: &[Vec<Article>], settings: &TrainingSettings) -> Vec<u8> {
    let terms = terms_of(parts, settings);
    let merged = parts.iter().map(|part| sums(part, &terms)).reduce(|a, b| a.merged(b).unwrap());
    to_bytes(&merged.unwrap().into_model().unwrap()).unwrap()
}

/// `articles` dealt out by `of`, the number of each one's part.
fn dealt(articles: &[Article], n_parts: usize, of: impl Fn(usize) -> usize) -> Vec<Vec<Article>> {
    let mut parts = vec![Vec::new(); n_parts];
    for (index, article) in articles.iter().enumerate() {
        parts[of(index) % n_parts].push(article.clone());
    }
    parts
}

/// What an article says beside the model's own settings: each setting that bears on which terms are kept, and on how rows are weighed.
#[test]
fn every_setting_gives_the_bytes_of_plain_training() {
    let vectorizer = VectorizerParams::default;
    let characters = Some(CharacterRange { min_n: 3, max_n: 4 });
    let plainly = settings(Algorithm::Complement);
    for settings in [
        plainly.clone(),
        settings(Algorithm::Multinomial),
        TrainingSettings { alpha: Some(0.3), prior: Prior::Uniform, ..plainly.clone() },
        TrainingSettings { vectorizer: vectorizer().max_features(Some(300)).max_df(0.3), ..plainly.clone() },
        TrainingSettings {
            vectorizer: vectorizer().with_analyzer(|analyzer| analyzer.characters = characters),
            ..plainly.clone()
        },
        TrainingSettings {
            vectorizer: vectorizer().with_analyzer(|analyzer| analyzer.max_n = 3).min_df(1),
            ..plainly
        },
    ] {
        let whole = plain(corpus(), &settings);
        for n_shards in [1, 2, 7] {
            assert!(
                sharded(&dealt(corpus(), n_shards, |row| row), &settings) == whole,
                "{n_shards}: {settings:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Any order of the rows, any parts (empty ones too), any number of threads.
    #[test]
    fn order_parts_and_threads_do_not_matter(
        order in Just((0..corpus().len()).collect::<Vec<usize>>()).prop_shuffle(),
        of in proptest::collection::vec(0_usize..5, 16),
        n_threads in prop_oneof![Just(1), Just(3)],
    ) {
        let settings = settings(Algorithm::Complement);
        let shuffled: Vec<Article> = order.iter().map(|&row| corpus()[row].clone()).collect();
        let whole = plain(corpus(), &settings);
        with_threads(Some(n_threads), || {
            assert!(plain(&shuffled, &settings) == whole);
            assert!(sharded(&dealt(&shuffled, 5, |row| of[row % 16]), &settings) == whole);
        }).unwrap();
    }

    /// Parts merge in any order and grouping.
    #[test]
    fn parts_merge_in_any_order_and_grouping(of in proptest::collection::vec(0_usize..3, 8..40)) {
        let settings = settings(Algorithm::Multinomial);
        let parts = dealt(&corpus()[..of.len()], 3, |row| of[row]);
        let [a, b, c] = [0, 1, 2].map(|part| counts(&parts[part], &settings));
        let merged = a.merged(&b).unwrap().merged(&c).unwrap();
        prop_assert_eq!(&c.merged(&a.merged(&b).unwrap()).unwrap(), &merged);
        prop_assert_eq!(&b.merged(&c).unwrap().merged(&a).unwrap(), &merged);
        let terms = merged.freeze();
        prop_assume!(terms.is_ok());
        let terms = terms.unwrap();
        let [a, b, c] = [0, 1, 2].map(|part| sums(&parts[part], &terms));
        let merged = a.clone().merged(&b).unwrap().merged(&c).unwrap();
        prop_assert_eq!(&c.clone().merged(a.clone().merged(&b).unwrap()).unwrap(), &merged);
        prop_assert_eq!(&b.merged(c).unwrap().merged(a).unwrap(), &merged);
    }

    /// A part with a wrong byte, or cut short, is refused.
    #[test]
    fn damaged_parts_are_refused(place in any::<prop::sample::Index>(), flip in 1_u8.., cut in any::<prop::sample::Index>()) {
        for bytes in parts_of_each_kind() {
            let mut flipped = bytes.clone();
            flipped[place.index(bytes.len())] ^= flip;
            prop_assert!(Part::from_bytes(&flipped).is_err());
            prop_assert!(Part::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
        }
    }
}

fn parts_of_each_kind() -> &'static [Vec<u8>; 3] {
    static PARTS: OnceLock<[Vec<u8>; 3]> = OnceLock::new();
    PARTS.get_or_init(|| {
        let part = corpus()[..20].to_vec();
        let settings = settings(Algorithm::Complement);
        let terms = terms_of(std::slice::from_ref(&part), &settings);
        [counts(&part, &settings).to_bytes(), terms.to_bytes(), sums(&part, &terms).to_bytes()]
            .map(|bytes| bytes.unwrap())
    })
}

#[test]
fn what_is_no_part_is_refused() {
    for foreign in [
        &b""[..],
        b"PK\x03\x04",
        b"a line of text\n",
        &[0xff; 64],
        &plain(corpus(), &settings(Algorithm::Complement)),
    ] {
        let error = Part::from_bytes(foreign).unwrap_err().to_string();
        assert!(error.contains("no part of a training"), "{error}");
    }
}

/// Parts that do not belong together say so, and what to do.
#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let settings = settings(Algorithm::Complement);
    let parts = dealt(corpus(), 3, |row| row);
    let shard = |number| Shard::new(number, 3).unwrap();
    let counted = |number: usize| {
        let counted = counts(&parts[number - 1], &settings).of_shard(shard(number as u64));
        assert_eq!(Part::from_bytes(&counted.to_bytes().unwrap()).unwrap(), Part::Counts(counted.clone()));
        counted
    };
    let refusal = |result: crate::error::Result<()>| result.unwrap_err().to_string();
    let (one, two, three) = (counted(1), counted(2), counted(3));
    assert!(refusal(one.merged(&one).map(drop)).contains("shard 1/3 comes twice"));
    let some = one.merged(&two).unwrap();
    assert!(refusal(some.freeze().map(drop)).contains("shard 3/3 is missing"));
    assert!(refusal(one.freeze().map(drop)).contains("shard 2/3 and 1 more are missing"));
    let other = TrainingSettings { alpha: Some(0.7), ..settings.clone() };
    assert!(refusal(one.merged(&counts(&parts[1], &other)).map(drop)).contains("different settings"));
    assert!(
        refusal(one.merged(&counts(&parts[1], &settings)).map(drop)).contains("number all shards or none")
    );
    let terms = some.merged(&three).unwrap().freeze().unwrap();
    let summed = |number: usize, of: usize| {
        ShardSums::of(&examples(&parts[of - 1], &[]).0, &terms, Some(shard(number as u64)))
    };
    assert!(
        refusal(summed(1, 2).map(drop)).contains("articles of shard 1/3 are not those that were counted")
    );
    let (one, two) = (summed(1, 1).unwrap(), summed(2, 2).unwrap());
    assert_eq!(Part::from_bytes(&one.to_bytes().unwrap()).unwrap(), Part::Sums(one.clone()));
    assert!(refusal(one.clone().merged(&one).map(drop)).contains("comes twice"));
    assert!(
        refusal(one.clone().merged(&two).unwrap().into_model().map(drop)).contains("shard 3/3 is missing")
    );
    let unnumbered = terms_of(&parts, &settings);
    assert!(refusal(one.merged(sums(&parts[1], &unnumbered)).map(drop)).contains("same --counts"));
    assert!(refusal(sums(&parts[0], &unnumbered).into_model().map(drop)).contains("not the"));
    let new_topic = Article { labels: vec!["Gardening".to_owned()], ..corpus()[0].clone() };
    assert!(
        refusal(ShardSums::of(&examples(&[new_topic], &[]).0, &unnumbered, None).map(drop))
            .contains("no article of `Gardening`")
    );
}

#[test]
fn what_does_not_add_up_is_refused() {
    let of = |articles: &[Article], settings: &TrainingSettings| {
        ShardCounts::of(&examples(articles, &[]).0, settings).unwrap_err().to_string()
    };
    assert!(of(corpus(), &TrainingSettings::default()).contains("all articles at once"));
    let complement = settings(Algorithm::Complement);
    assert!(
        of(corpus(), &TrainingSettings { several_topics: true, ..complement.clone() })
            .contains("one topic only")
    );
    let both =
        Article { id: "b1".to_owned(), labels: vec!["a".to_owned(), "b".to_owned()], ..corpus()[0].clone() };
    assert!(of(&[both], &complement).starts_with("b1: has several topics"));
    let one_topic = counts(&corpus()[..1], &complement).freeze().unwrap_err().to_string();
    assert!(one_topic.contains("at least two"), "{one_topic}");
    for wrong in ["0/3", "4/3", "1", "1/0", "a/b", "1/9999999"] {
        assert!(wrong.parse::<Shard>().unwrap_err().to_string().contains("I/N"), "{wrong}");
    }
}
