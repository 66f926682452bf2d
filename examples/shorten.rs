//! Shortens the sentences of a JSONL file to a number of characters, for the benchmark of sentence compression:
//! `cargo run --release --example shorten -- FILE.jsonl 75 [--cut]`.
//!
//! Each row has an `id` and a `text` of one sentence; each line printed has the `id` and the `summary`. With `--cut` every
//! sentence is cut at the last word that fits: the baseline. Without it, only what the rules leave too long is.

use std::io::{BufWriter, Write};

use serde_json::{Value, json};
use slugline::summary::{shorten, shortest};

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
            cut_at_word(text, max_chars)
        } else {
            shorten(text, max_chars)
                .map_or_else(|| cut_at_word(&shortest(text).text, max_chars), |shortened| shortened.text)
        };
        writeln!(out, "{}", json!({ "id": row["id"], "summary": summary }))?;
    }
    Ok(out.flush()?)
}

/// The longest run of whole words from the start of at most `max_chars` characters.
fn cut_at_word(text: &str, max_chars: usize) -> String {
    let mut cut = String::new();
    let mut n_chars = 0;
    for word in text.split_whitespace() {
        n_chars += word.chars().count() + usize::from(!cut.is_empty());
        if n_chars > max_chars {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    cut
}
