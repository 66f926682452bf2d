//! How much of the text of web pages is found, and of nothing else: token F1 against the text of hand-made extractions.
//!
//! ```console
//! $ cargo run --release --example page_text -- PAGES [--library]
//! ```
//!
//! `PAGES` holds a folder per page, with `source.html` and `expected.html` in it. With `--library` the text is that of `dom_smoothie` as it comes.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::io::Write;
use std::path::Path;

use dom_smoothie::Readability;
use html5gum::{Token, Tokenizer};
use slugline::article::Row;
use slugline::ingest::{Event, ReadOptions, find_inputs, read};

const SHOWN: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, is_library) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => (Path::new(folder), false),
        [folder, "--library"] => (Path::new(folder), true),
        _ => return Err("usage: page_text PAGES [--library]".into()),
    };
    let mut scores = Vec::new();
    for entry in fs::read_dir(folder)? {
        let page = entry?.path();
        let expected = markup_text(&fs::read_to_string(page.join("expected.html"))?);
        let source = page.join("source.html");
        let found = if is_library { library_text(&source)? } else { our_text(&source) };
        let name = page.file_name().unwrap_or_default().to_string_lossy().into_owned();
        scores.push((f1(&counts(&found), &counts(&expected)), name));
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mean = scores.iter().map(|(score, _)| score).sum::<f64>() / scores.len().max(1) as f64;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} pages, mean token F1 {:.2} %; worst:", scores.len(), 100.0 * mean)?;
    for (score, name) in scores.iter().take(SHOWN) {
        writeln!(out, "{:6.2} %  {name}", 100.0 * score)?;
    }
    Ok(())
}

fn our_text(source: &Path) -> String {
    let (inputs, _) = find_inputs(&[source]);
    let text = |event: Event| match event {
        Event::Row(Row::Article(article)) => Some(article.text),
        _ => None,
    };
    read(inputs, ReadOptions::default()).find_map(text).unwrap_or_default()
}

fn library_text(source: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let markup = String::from_utf8_lossy(&fs::read(source)?).into_owned();
    let article = Readability::new(markup, None, None)?.parse();
    Ok(article.map(|article| article.text_content.to_string()).unwrap_or_default())
}

/// The text between the tags; tags part words.
fn markup_text(markup: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(markup) {
        let token: Result<Token, Infallible> = token;
        match token {
            Ok(Token::String(string)) => text += &String::from_utf8_lossy(&string),
            Ok(Token::StartTag(_) | Token::EndTag(_)) => text.push(' '),
            _ => {}
        }
    }
    text
}

fn counts(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for token in text.split(|character: char| !character.is_alphanumeric()).filter(|token| !token.is_empty())
    {
        *counts.entry(token.to_lowercase()).or_default() += 1;
    }
    counts
}

fn f1(found: &HashMap<String, usize>, expected: &HashMap<String, usize>) -> f64 {
    let total = |counts: &HashMap<String, usize>| counts.values().sum::<usize>();
    let shared: usize =
        found.iter().map(|(token, n)| (*n).min(expected.get(token).copied().unwrap_or(0))).sum();
    let all = total(found) + total(expected);
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}
