//! How well copies are found: each article of a file gets an edited copy, and every article should share a story with its copy alone.
//!
//! `cargo run --release --example story_copies -- FILE.jsonl…`: JSON lines with `title` and `text`. The edits take turns: case; punctuation; every
//! twentieth word replaced by one from another article; a sentence of another article appended; all of them. Recall is the share of copies
//! that are found with their original, precision the share of all pairs of articles put together that are an article and its copy. Articles of
//! the file that are put together without any planted copy are near-copies as they come, and told apart from mistakes by that.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

use serde_json::Value;
use slugline::article::Article;
use slugline::random::SplitMix64;
use slugline::stories::{StoryCard, StoryScope, find_stories};

const EDITS: [&str; 5] = ["case", "punctuation", "words", "sentence", "all"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut originals: Vec<Article> = Vec::new();
    for file in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&file)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            originals.push(Article { title: text("title"), text: text("text"), ..Article::default() });
        }
    }
    let n = originals.len();
    let natural = groups(&originals);
    let mut random = SplitMix64::new(7);
    let copies: Vec<Article> = (0..n)
        .map(|place| {
            edited(&originals[place], EDITS[place % 5], &originals[(place * 7919 + 13) % n], &mut random)
        })
        .collect();
    let found = groups(&[originals, copies].concat());
    for (kind, name) in EDITS.iter().enumerate() {
        let places = || (kind..n).step_by(EDITS.len());
        let n_found = places().filter(|&place| found[place] == found[n + place]).count();
        writeln!(
            out,
            "{name}: recall {:.2} % of {}",
            100.0 * n_found as f64 / places().count() as f64,
            places().count()
        )?;
    }
    let n_found = (0..n).filter(|&place| found[place] == found[n + place]).count();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, group) in found.iter().enumerate() {
        members.entry(*group).or_default().push(place % n);
    }
    let (mut n_pairs, mut n_natural) = (0_usize, 0_usize);
    for originals in members.values() {
        for (index, a) in originals.iter().enumerate() {
            for b in originals.iter().skip(index + 1).filter(|b| *b != a) {
                n_pairs += 1;
                n_natural += usize::from(natural[*a] == natural[*b]);
            }
        }
    }
    let precision = |n_wrong: usize| 100.0 * n_found as f64 / (n_found + n_wrong) as f64;
    writeln!(out, "recall {:.2} % of {n}", 100.0 * n_found as f64 / n as f64)?;
    writeln!(
        out,
        "precision {:.2} %, {:.2} % without the {n_natural} pairs of near-copies as they come",
        precision(n_pairs),
        precision(n_pairs - n_natural)
    )?;
    Ok(())
}

/// The number of the story of each article.
fn groups(articles: &[Article]) -> Vec<usize> {
    let cards: Vec<StoryCard> = articles.iter().map(|article| StoryCard::new(article, &[])).collect();
    let mut groups = vec![0; articles.len()];
    for (number, story) in find_stories(cards, StoryScope::Copies).into_iter().enumerate() {
        for member in story.members {
            groups[member] = number;
        }
    }
    groups
}

fn edited(article: &Article, edit: &str, other: &Article, random: &mut SplitMix64) -> Article {
    let (mut title, mut text) = (article.title.clone(), article.text.clone());
    let is = |wanted: &str| edit == wanted || edit == "all";
    if is("words") {
        title = with_words_changed(&title, &other.text, random);
        text = with_words_changed(&text, &other.text, random);
    }
    if is("punctuation") {
        title = title.replace([',', ':', ';', '\'', '"', '(', ')'], "");
        text = text.replace(['\'', '"', '(', ')', ';', ':'], "").replace(" - ", " -- ").replace(", ", " ");
    }
    if is("case") {
        title = title.to_uppercase();
        text = text.to_lowercase();
    }
    if is("sentence") {
        text = format!("{text} {}", other.text.split(". ").next().unwrap_or_default());
    }
    Article { title, text, ..article.clone() }
}

/// Each word is replaced by a word of `other` with a probability of one in twenty.
fn with_words_changed(text: &str, other: &str, random: &mut SplitMix64) -> String {
    let others: Vec<&str> = other.split_whitespace().collect();
    let mut draw = |n: usize| usize::try_from(random.next() % n.max(1) as u64).unwrap_or(0);
    let word = |word: &str| {
        if draw(20) == 0 {
            others.get(draw(others.len())).copied().unwrap_or("x").to_owned()
        } else {
            word.to_owned()
        }
    };
    text.split_whitespace().map(word).collect::<Vec<String>>().join(" ")
}
