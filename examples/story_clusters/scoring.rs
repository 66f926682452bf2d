//! Articles with the story that each belongs to, and B-cubed precision and recall of clusters of them.
//!
//! (Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", ACL 1998.)

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;
use slugline::article::Article;
use slugline::stories::{StoryCard, StoryScope, find_stories};

/// The articles of JSON lines with `title`, `text` (optional), `published` (RFC 3339, or seconds since 1970) and `story`.
pub(crate) fn articles_with_stories(lines: &str) -> Vec<(Article, String)> {
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let published = match &row["published"] {
            Value::Number(seconds) => {
                seconds.as_i64().and_then(|seconds| Timestamp::from_second(seconds).ok())
            }
            moment => moment.as_str().and_then(|moment| moment.parse().ok()),
        };
        let article = Article {
            id: text("id"),
            title: text("title"),
            text: text("text"),
            published,
            ..Article::default()
        };
        (article, text("story"))
    })
    .collect()
}

/// The number of the story that each article is found to tell.
pub(crate) fn found_stories(articles: &[Article], scope: StoryScope) -> Vec<usize> {
    let cards: Vec<StoryCard> = articles.iter().map(|article| StoryCard::new(article, &[])).collect();
    let mut found = vec![0; articles.len()];
    for (number, story) in find_stories(cards, scope).into_iter().enumerate() {
        for member in story.members {
            found[member] = number;
        }
    }
    found
}

/// Precision and recall: of each article, the share of its cluster that is of its story, and the share of its story that is in its
/// cluster; averaged.
pub(crate) fn b_cubed(stories: &[String], found: &[usize]) -> (f64, f64) {
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
