//! How well stories are found: B-cubed precision, recall and F1 on articles with the story that each belongs to.
//!
//! `cargo run --release --example story_clusters -- FILE.jsonl…`: JSON lines with `title`, `text` (optional), `published` (RFC 3339, or seconds
//! since 1970) and `story`. With `--titles` texts are left out.

#[path = "story_clusters/scoring.rs"]
mod scoring;

use std::collections::HashSet;
use std::error::Error;
use std::io::Write;
use std::time::Instant;

use scoring::{articles_with_stories, b_cubed, found_stories};
use slugline::article::Article;
use slugline::stories::StoryScope;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let titles_only = flags.iter().any(|flag| flag == "--titles");
    let mut out = std::io::stdout().lock();
    for file in files {
        let (mut articles, stories): (Vec<Article>, Vec<String>) =
            articles_with_stories(&std::fs::read_to_string(&file)?).into_iter().unzip();
        if titles_only {
            for article in &mut articles {
                article.text.clear();
            }
        }
        let start = Instant::now();
        let found = found_stories(&articles, StoryScope::Stories);
        let took = start.elapsed();
        let (precision, recall) = b_cubed(&stories, &found);
        writeln!(
            out,
            "{file}: {} articles, {} stories, {} found in {took:.0?}; precision {:.1}, recall {:.1}, F1 {:.1}",
            articles.len(),
            stories.iter().collect::<HashSet<_>>().len(),
            found.iter().collect::<HashSet<_>>().len(),
            100.0 * precision,
            100.0 * recall,
            100.0 * 2.0 * precision * recall / (precision + recall),
        )?;
    }
    Ok(())
}
