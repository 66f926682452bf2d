//! Shortens the sentences of a JSONL file to a number of characters, for the benchmark of sentence compression:
//! `cargo run --release --example shorten -- FILE.jsonl 75 [--cut | --whole]`.
//!
//! Each row has an `id` and a `text` of one sentence; each line printed has the `id` and the `summary`. With `--cut` every
//! sentence is cut at the last word that fits: the baseline. With `--whole` a sentence that the rules bring to fit is never cut,
//! whatever they take away: what a reader is shown. Without either, the rules' cuts and the words cut off the end are
//! weighed against each other.

use std::io::{BufWriter, Write};

use serde_json::{Value, json};
use slugline::summary::{Shortened, shorten, shortenings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, max_chars, flags @ ..] = arguments.as_slice() else {
        return Err("usage: shorten FILE.jsonl MAX_CHARS [--cut | --whole]".into());
    };
    let max_chars: usize = max_chars.parse()?;
    let has = |name: &str| flags.iter().any(|flag| flag == name);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let summary = if has("--cut") {
            cut_at_word(text, max_chars).to_owned()
        } else if let Some(shortened) = shorten(text, max_chars).filter(|_| has("--whole")) {
            shortened.text
        } else {
            least_loss(&shortenings(text), max_chars)
        };
        writeln!(out, "{}", json!({ "id": row["id"], "summary": summary }))?;
    }
    Ok(out.flush()?)
}

/// What a word costs that is cut off the end, in the unit of [`Shortened::loss`]: more than a word that a rule takes out
/// of the middle, less than one that takes half a sentence along.
const LOST_WORD: u32 = 70;
/// What a word costs that stays: one that a rule would let go for less has to go, though it would fit.
const KEPT_WORD: u32 = 15;

/// Of all shortenings, each cut at the last word that fits where it is too long, the one that loses least in all.
fn least_loss(shortenings: &[Shortened], max_chars: usize) -> String {
    let n_words = |text: &str| u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
    let cut = shortenings.iter().map(|shortened| {
        let cut = cut_at_word(&shortened.text, max_chars);
        let n_kept = n_words(cut);
        let n_lost = n_words(&shortened.text) - n_kept;
        (shortened.loss + n_lost.saturating_mul(LOST_WORD) + n_kept.saturating_mul(KEPT_WORD), cut)
    });
    cut.min_by_key(|(loss, _)| *loss).map(|(_, cut)| cut.to_owned()).unwrap_or_default()
}

/// The longest run of whole words from the start of at most `max_chars` characters.
fn cut_at_word(text: &str, max_chars: usize) -> &str {
    if text.chars().nth(max_chars).is_none() {
        return text;
    }
    let longest = text.char_indices().nth(max_chars).map_or(text.len(), |(index, _)| index);
    let cut = text.match_indices(' ').map(|(index, _)| index).rfind(|index| *index <= longest);
    text.get(..cut.unwrap_or(0)).unwrap_or("")
}
