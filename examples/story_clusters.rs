//! How well stories are found: B-cubed precision, recall and F1 on articles with the story that each belongs to.
//!
//! `cargo run --release --example story_clusters -- FILE.jsonl…`: JSON lines with `title`, `text` (optional), `published` (RFC 3339, or seconds
//! since 1970) and `story`. With `--titles` texts are left out. (Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector
//! space model", ACL 1998.)

use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

use jiff::Timestamp;
use serde_json::Value;
use slugline::article::Article;
use slugline::stories::{StoryCard, StoryScope, find_stories};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let titles_only = flags.iter().any(|flag| flag == "--titles");
    for file in files {
        let (mut articles, mut stories) = (Vec::new(), Vec::new());
        for line in std::fs::read_to_string(&file)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            stories.push(row["story"].as_str().ok_or("a row without `story`")?.to_owned());
            articles.push(article(&row, titles_only));
        }
        let start = Instant::now();
        let cards: Vec<StoryCard> = articles.iter().map(|article| StoryCard::new(article, &[])).collect();
        let made = start.elapsed();
        let mut found = vec![0; cards.len()];
        for (number, story) in find_stories(&cards, StoryScope::Stories).into_iter().enumerate() {
            for member in story.members {
                found[member] = number;
            }
        }
        let (precision, recall) = b_cubed(&stories, &found);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{file}: {} articles, {} stories, {} found; precision {:.1}, recall {:.1}, F1 {:.1}; cards {made:.0?}, stories {:.0?}",
            cards.len(),
            count(&stories),
            count(&found),
            100.0 * precision,
            100.0 * recall,
            100.0 * f1,
            start.elapsed() - made,
        );
    }
    Ok(())
}

fn article(row: &Value, titles_only: bool) -> Article {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let published = match &row["published"] {
        Value::Number(seconds) => seconds.as_i64().and_then(|seconds| Timestamp::from_second(seconds).ok()),
        moment => moment.as_str().and_then(|moment| moment.parse().ok()),
    };
    let body = if titles_only { String::new() } else { text("text") };
    Article { id: text("id"), title: text("title"), text: body, published, ..Article::default() }
}

fn count<T: std::hash::Hash + Eq>(labels: &[T]) -> usize {
    labels.iter().collect::<std::collections::HashSet<_>>().len()
}

/// Of each article, the share of its cluster that is of its story, and the share of its story that is in its cluster; averaged.
fn b_cubed(stories: &[String], found: &[usize]) -> (f64, f64) {
    let mut both: HashMap<(&str, usize), f64> = HashMap::new();
    let mut of_story: HashMap<&str, f64> = HashMap::new();
    let mut of_cluster: HashMap<usize, f64> = HashMap::new();
    for (story, cluster) in stories.iter().zip(found) {
        *both.entry((story, *cluster)).or_default() += 1.0;
        *of_story.entry(story).or_default() += 1.0;
        *of_cluster.entry(*cluster).or_default() += 1.0;
    }
    let n = stories.len() as f64;
    let precision = both.iter().map(|((_, cluster), n)| n * n / of_cluster[cluster]).sum::<f64>() / n;
    let recall = both.iter().map(|((story, _), n)| n * n / of_story[story]).sum::<f64>() / n;
    (precision, recall)
}
