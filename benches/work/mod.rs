//! What is measured: the same works for `speed` (time) and `instructions` (counts), each with the answer that it has to give.
//!
//! The articles are the project's own samples, so that anyone has them.

use std::sync::{Arc, OnceLock};

use slugline::article::{Article, Row, Span};
use slugline::features::{CountedDocuments, Document, Scratch, SharedBytes, Vocabulary};
use slugline::ingest::{Event, Input, ReadOptions, find_inputs, read};
use slugline::store::{builtin_model, load_bytes, to_bytes};
use slugline::stories::{StoryCard, StoryScope, find_stories, near_copies};
use slugline::summary::{LineKnowledge, LineModel, LineSettings, summarize};
use slugline::text::{AnalyzerSettings, sentences, words};
use slugline::topics::{Algorithm, AlgorithmChoice, Example, TopicModel, TrainingSettings, train};

/// The labelled samples.
pub(crate) fn articles() -> &'static [Article] {
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digital-policy/train.jsonl");
        read_articles(find_inputs(&[path]).0)
    })
}

fn read_articles(inputs: Vec<Input>) -> Vec<Article> {
    read(inputs, ReadOptions::default())
        .filter_map(|event| match event {
            Event::Row(Row::Article(article)) => Some(article),
            _ => None,
        })
        .collect()
}

pub(crate) fn model() -> &'static TopicModel {
    static MODEL: OnceLock<TopicModel> = OnceLock::new();
    MODEL.get_or_init(|| builtin_model().expect("the built-in model can be read"))
}

fn line_model() -> &'static LineModel {
    static MODEL: OnceLock<LineModel> = OnceLock::new();
    MODEL.get_or_init(|| LineModel::builtin().expect("the built-in weights can be read"))
}

fn documents() -> Vec<Document<'static>> {
    articles().iter().map(|article| Document::new(article, &[])).collect()
}

/// Words of all texts: as many as `unicode-segmentation` finds.
pub(crate) fn find_words() -> usize {
    articles().iter().map(|article| words(&article.text).count()).sum()
}

/// The bytes that sentences cover: all but the white space between them.
pub(crate) fn find_sentences() -> usize {
    articles().iter().flat_map(|article| sentences(&article.text)).map(Span::len).sum()
}

/// A vocabulary of the built-in model's terms, and the place of its last.
pub(crate) fn make_vocabulary() -> Option<u32> {
    let known = model().vectorizer().words().vocabulary();
    let terms: Vec<&str> = (0..known.len()).filter_map(|column| known.term(column)).collect();
    let last = terms.last().copied().unwrap_or_default();
    Vocabulary::new(terms).column(last)
}

/// The length of all rows together: each has the length 1.
pub(crate) fn transform(scratch: &mut Scratch) -> f64 {
    let vectorizer = model().vectorizer();
    let length = |document: &Document<'_>| {
        let (_, values) = vectorizer.transform_one(scratch, document);
        values.iter().map(|value| value * value).sum::<f64>()
    };
    documents().iter().map(length).sum()
}

/// A model of the samples: how many topics it has.
pub(crate) fn learn() -> usize {
    let examples: Vec<Example<'_>> =
        articles().iter().map(|article| Example { article, masked: &[], label: label(article) }).collect();
    let settings = TrainingSettings {
        algorithm: AlgorithmChoice::NaiveBayes(Algorithm::Complement),
        alpha: Some(0.3),
        ..TrainingSettings::default()
    };
    train(&examples, &settings).map_or(0, |model| model.topics().len())
}

fn label(article: &Article) -> &str {
    article.labels.first().map_or("", String::as_str)
}

/// How many of the samples, which the model has learnt from, get the topic that they are labelled with.
pub(crate) fn classify(scratch: &mut Scratch) -> usize {
    let is_right = |article: &&Article| {
        let best = model().classify(scratch, &Document::new(article, &[])).best();
        model().topics().get(best).is_some_and(|topic| topic == label(article))
    };
    articles().iter().filter(is_right).count()
}

/// How many articles get a line of at most `max_chars` characters.
pub(crate) fn summarise(scratch: &mut Scratch, max_chars: usize) -> usize {
    let knowledge = LineKnowledge { background: model(), model: line_model() };
    let settings = LineSettings { max_chars, ..LineSettings::default() };
    let has_line =
        |document: &&Document<'_>| !summarize(document, knowledge, scratch, settings).summary.is_empty();
    documents().iter().filter(has_line).count()
}

/// Near-copies among the samples and one copy of each: how many are copies of one before.
pub(crate) fn find_near_copies((sets, hashes): &(Vec<Vec<u32>>, Vec<u64>)) -> usize {
    near_copies(sets, hashes).iter().enumerate().filter(|(place, first)| place != *first).count()
}

/// The terms of the samples, twice, and their hashes.
pub(crate) fn twofold_sets() -> (Vec<Vec<u32>>, Vec<u64>) {
    let documents = documents();
    let twice: Vec<Document<'_>> = documents.iter().chain(&documents).copied().collect();
    let counted = CountedDocuments::new(&twice, &AnalyzerSettings::default());
    (counted.term_sets(), counted.term_hashes())
}

/// Cards of the samples, twice.
pub(crate) fn twofold_cards() -> Vec<StoryCard> {
    articles().iter().chain(articles()).map(|article| StoryCard::new(article, &[])).collect()
}

/// The number of stories that every article shares with its copy: all articles, where each is in one story with its copy.
pub(crate) fn find_all_stories(cards: Vec<StoryCard>) -> usize {
    find_stories(cards, StoryScope::Stories).iter().map(|story| story.members.len() / 2).sum()
}

/// A feed of the samples.
pub(crate) fn feed() -> Vec<u8> {
    let item = |article: &Article| {
        format!(
            "<item><title>{}</title><link>https://example.org/{}</link><description>{}</description></item>",
            escaped(&article.title),
            escaped(&article.id),
            escaped(&article.text)
        )
    };
    let items: String = articles().iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Samples</title>{items}</channel></rss>").into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The number of articles in a feed.
pub(crate) fn read_feed(feed: Vec<u8>) -> usize {
    read_articles(vec![Input::bytes("samples.xml", feed)]).len()
}

/// The bytes of the built-in model.
pub(crate) fn model_bytes() -> SharedBytes {
    Arc::new(to_bytes(model()).expect("a model that was read can be written"))
}

/// The number of topics of a model that is loaded.
pub(crate) fn load(bytes: &SharedBytes) -> usize {
    load_bytes(bytes).map_or(0, |model| model.topics().len())
}
