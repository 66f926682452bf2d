//! Shortens the sentences of a JSONL file to a number of characters, for the benchmark of sentence compression:
//! `cargo run --release --example shorten -- FILE.jsonl 75 [--cut]`.
//!
//! Each row has an `id` and a `text` of one sentence; each line printed has the `id` and the `summary`. With `--cut` every
//! sentence is cut at the last word that fits: the baseline. Without it, only what the rules leave too long is.

use std::io::{BufWriter, Write};

use serde_json::{Value, json};
use slugline::summary::{Shortened, shortenings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, max_chars, flags @ ..] = arguments.as_slice() else {
        return Err("usage: shorten FILE.jsonl MAX_CHARS [--cut]".into());
    };
    let max_chars: usize = max_chars.parse()?;
    let only_cut = flags.iter().any(|flag| flag == "--cut");
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let summary = if only_cut {
            cut_at_word(text, max_chars).to_owned()
        } else {
            least_loss(&shortenings(text), max_chars)
        };
        writeln!(out, "{}", json!({ "id": row["id"], "summary": summary }))?;
    }
    Ok(out.flush()?)
}

/// Of all shortenings, each cut at the last word that fits where it does not, the one that loses least in all.
fn least_loss(shortenings: &[Shortened], max_chars: usize) -> String {
    let n_words = |text: &str| u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
    let word: u32 = std::env::var("W").ok().and_then(|w| w.parse().ok()).unwrap_or(60);
    let base: u32 = std::env::var("B").ok().and_then(|w| w.parse().ok()).unwrap_or(0);
    let cut = shortenings.iter().map(|shortened| {
        let cut = trim_loose_end(cut_at_word(&shortened.text, max_chars), &shortened.text);
        let n_lost = n_words(&shortened.text) - n_words(&cut);
        (shortened.loss + n_lost * word + if n_lost > 0 { base } else { 0 } + n_words(cut) * std::env::var("LAM").ok().and_then(|w| w.parse().ok()).unwrap_or(0), cut)
    });
    cut.min_by_key(|(loss, _)| *loss).map(|(_, cut)| cut.to_owned()).unwrap_or_default()
}

/// The longest run of whole words from the start of at most `max_chars` characters.
fn cut_at_word(text: &str, max_chars: usize) -> &str {
    if text.chars().nth(max_chars).is_none() {
        return text;
    }
    let longest = text.char_indices().nth(max_chars).map_or(text.len(), |(index, _)| index);
    let cut = text.match_indices(' ').map(|(index, _)| index).filter(|index| *index <= longest).last();
    text.get(..cut.unwrap_or(0)).unwrap_or("")
}

/// A cut text without the words at its end that nothing follows any more.
fn trim_loose_end<'a>(cut: &'a str, text: &str) -> &'a str {
    const LOOSE: &[&str] = &[",", "a", "an", "and", "as", "at", "but", "by", "for", "from", "his", "in", "into", "is", "its", "of", "on", "or", "that", "the", "their", "to", "was", "which", "who", "with", "``"];
    if cut.len() == text.len() || std::env::var("NOTRIM").is_ok() {
        return cut;
    }
    let mut kept = cut;
    while let Some((before, word)) = kept.rsplit_once(' ')
        && LOOSE.contains(&word)
    {
        kept = before;
    }
    kept
}
