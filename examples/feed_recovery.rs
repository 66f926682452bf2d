//! How many feeds can be read, and how many of those that `feed-rs` alone refuses.
//!
//! ```console
//! $ cargo run --release --example feed_recovery -- FEEDS…
//! ```
//!
//! Files named `*.serde.json` are passed over: they are what tests of feeds expect.

use std::fs;
use std::io::Write;
use std::panic;

use slugline::article::Row;
use slugline::ingest::{Event, Format, Input, ReadOptions, find_inputs, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (inputs, failures) = find_inputs(&arguments);
    if inputs.is_empty() || !failures.is_empty() {
        return Err("usage: feed_recovery FEEDS…".into());
    }
    let mut out = std::io::stdout().lock();
    // The number of articles of each feed that is read.
    let (mut alone, mut refused): (Vec<Option<usize>>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for input in inputs.into_iter().filter(|input| !input.name().ends_with(".serde.json")) {
        let path = input.path().ok_or("standard input is no feed")?.to_owned();
        let name = input.name().to_owned();
        let found = n_articles_alone(&fs::read(path)?);
        alone.push(found);
        if found.is_none() {
            let ours = n_articles(input);
            if ours.is_none() {
                writeln!(out, "refused: {name}")?;
            }
            refused.push(ours);
        }
    }
    let read = |feeds: &[Option<usize>]| feeds.iter().flatten().count();
    let articles = |feeds: &[Option<usize>]| feeds.iter().flatten().sum::<usize>();
    writeln!(
        out,
        "{} feeds, {} read by feed-rs alone, with {} articles",
        alone.len(),
        read(&alone),
        articles(&alone)
    )?;
    writeln!(
        out,
        "{} refused by it, {} of them recovered, with {} articles",
        refused.len(),
        read(&refused),
        articles(&refused)
    )?;
    Ok(())
}

fn n_articles_alone(feed: &[u8]) -> Option<usize> {
    let parsed = panic::catch_unwind(|| feed_rs::parser::parse(feed).ok());
    parsed.ok().flatten().map(|feed| feed.entries.len())
}

/// The number of articles; `None` where the feed is refused.
fn n_articles(input: Input) -> Option<usize> {
    let options = ReadOptions { from: Some(Format::Feed), ..ReadOptions::default() };
    let mut n_articles = 0;
    let mut is_read = false;
    for event in read(vec![input], options) {
        match event {
            Event::Origin(_) => is_read = true,
            Event::Row(row) => n_articles += usize::from(matches!(row, Row::Article(_))),
            Event::Failure(_) => {}
        }
    }
    is_read.then_some(n_articles)
}
