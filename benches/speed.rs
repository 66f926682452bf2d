//! How long the parts take: `cargo bench --bench speed`. As a test, each runs once and gives its answer.

mod work;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use slugline::features::Scratch;
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    divan::main();
}

/// The bytes of all texts.
fn n_bytes() -> BytesCount {
    BytesCount::new(work::articles().iter().map(|article| article.text.len()).sum::<usize>())
}

fn n_articles() -> ItemsCount {
    ItemsCount::new(work::articles().len())
}

#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    let expected: usize = work::articles().iter().map(|article| article.text.unicode_words().count()).sum();
    assert_eq!(work::find_words(), expected);
    bencher.counter(n_bytes()).bench(work::find_words);
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let printed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let least: usize = work::articles().iter().map(|article| printed(&article.text)).sum();
    assert!(work::find_sentences() >= least);
    bencher.counter(n_bytes()).bench(work::find_sentences);
}

#[divan::bench]
fn vocabulary(bencher: Bencher<'_, '_>) {
    let n_terms = work::model().vectorizer().words().len();
    assert_eq!(work::make_vocabulary(), u32::try_from(n_terms - 1).ok());
    bencher.counter(ItemsCount::new(n_terms)).bench(work::make_vocabulary);
}

#[divan::bench]
fn transform(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    let length = work::transform(&mut scratch);
    assert!((length - work::articles().len() as f64).abs() < 1e-6, "{length}");
    bencher.counter(n_articles()).bench_local(|| work::transform(&mut scratch));
}

#[divan::bench(sample_count = 10)]
fn train(bencher: Bencher<'_, '_>) {
    assert_eq!(work::learn(), 10);
    bencher.counter(n_articles()).bench(work::learn);
}

#[divan::bench]
fn classify(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    // The model has learnt from these very articles.
    assert!(work::classify(&mut scratch) > work::articles().len() * 95 / 100);
    bencher.counter(n_articles()).bench_local(|| work::classify(&mut scratch));
}

#[divan::bench]
fn rank(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    assert_eq!(work::summarise(&mut scratch, 0), work::articles().len());
    bencher.counter(n_articles()).bench_local(|| work::summarise(&mut scratch, 0));
}

#[divan::bench]
fn summarise(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    assert_eq!(work::summarise(&mut scratch, 160), work::articles().len());
    bencher.counter(n_articles()).bench_local(|| work::summarise(&mut scratch, 160));
}

#[divan::bench]
fn near_copies(bencher: Bencher<'_, '_>) {
    let sets = work::twofold_sets();
    assert!(work::find_near_copies(&sets) >= work::articles().len());
    bencher.counter(n_articles()).bench(|| work::find_near_copies(black_box(&sets)));
}

#[divan::bench(sample_count = 10)]
fn stories(bencher: Bencher<'_, '_>) {
    assert_eq!(work::find_all_stories(work::twofold_cards()), work::articles().len());
    bencher.counter(n_articles()).with_inputs(work::twofold_cards).bench_values(work::find_all_stories);
}

#[divan::bench]
fn feed(bencher: Bencher<'_, '_>) {
    let feed = work::feed();
    assert_eq!(work::read_feed(feed.clone()), work::articles().len());
    let counter = BytesCount::new(feed.len());
    bencher.counter(counter).with_inputs(|| feed.clone()).bench_values(work::read_feed);
}

#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let bytes = work::model_bytes();
    assert_eq!(work::load(&bytes), 10);
    bencher.counter(BytesCount::new((*bytes).as_ref().len())).bench(|| work::load(black_box(&bytes)));
}
