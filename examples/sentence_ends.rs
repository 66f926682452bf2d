//! How well `slugline::text::sentences` finds where sentences end.
//!
//! `cargo run --release --example sentence_ends -- [--failed] FILE…` takes two kinds of files: `.jsonl` with one
//! `{"text", "spans"}` a line, which gives precision, recall and F1 of sentence ends over all its documents, and `.json` with
//! lists of rules by name, `[text, sentences]` each, which gives how many pass; `--failed` prints those that do not.

use std::error::Error;
use std::io::Write;
use std::path::Path;

#[path = "sentence_ends/scoring.rs"]
mod scoring;

use scoring::{RuleList, ends_of_documents, is_english, rule_lists};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let is_verbose = flags.iter().any(|flag| flag == "--failed");
    let mut out = std::io::stdout().lock();
    for file in &files {
        let content = std::fs::read_to_string(file)?;
        if Path::new(file).extension().is_some_and(|extension| extension == "jsonl") {
            let ends = ends_of_documents(&content)?;
            writeln!(
                out,
                "{file}: precision {:.2} recall {:.2} F1 {:.2} ({} right, {} wrong, {} missed)",
                ends.precision(),
                ends.recall(),
                ends.f1(),
                ends.right,
                ends.wrong,
                ends.missed
            )?;
        } else {
            print_rules(&mut out, file, &rule_lists(&content)?, is_verbose)?;
        }
    }
    Ok(())
}

fn print_rules(
    out: &mut impl Write,
    file: &str,
    lists: &[RuleList],
    is_verbose: bool,
) -> std::io::Result<()> {
    for list in lists {
        writeln!(out, "{file}: {} {} of {}", list.name, list.n_passed(), list.n_rules)?;
        for failure in list.failures.iter().filter(|_| is_verbose) {
            writeln!(out, "  expected {:?}\n  found    {:?}", failure.expected, failure.found)?;
        }
    }
    let (n_passed, n_rules) = lists
        .iter()
        .filter(|list| !is_english(list))
        .fold((0, 0), |(passed, rules), list| (passed + list.n_passed(), rules + list.n_rules));
    writeln!(out, "{file}: languages other than English {n_passed} of {n_rules}")
}
