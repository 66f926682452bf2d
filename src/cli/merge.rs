//! `slugline merge`: the parts of a training become one.

use std::path::Path;

use super::Outcome;
use super::args::MergeArguments;
use super::files::Files;
use super::output::note;
use super::progress::spinner;
use crate::error::{Error, ErrorKind, Result};
use crate::publish::{counted, write_training_text};
use crate::store::{load_part, save, save_bytes};
use crate::topics::{Part, TrainingReport};

pub(super) fn run(arguments: &MergeArguments, quiet: bool) -> Result<Outcome> {
    let output = arguments.output.as_path();
    Files::new([Some(output)], []).check(arguments.parts.iter().map(AsRef::as_ref))?;
    let progress = spinner("merging", quiet);
    let mut merged: Option<Part> = None;
    for path in &arguments.parts {
        let part = load_part(path)?;
        if matches!(part, Part::Terms(_)) {
            let message = "the counts are merged already; sum the shards with `slugline train --shard I/N --counts FILE`";
            return Err(Error::new(ErrorKind::Parameter, message).at(path.display()));
        }
        let sum = match merged {
            None => Ok(part),
            Some(before) => before.merged(&part),
        };
        merged = Some(sum.map_err(|error| error.at(path.display()))?);
    }
    let merged = merged.ok_or_else(|| Error::new(ErrorKind::Parameter, "there is no part to merge"))?;
    let text = write(merged, output, arguments.partial)?;
    progress.finish_and_clear();
    if !quiet {
        note(text.trim_end());
    }
    Ok(Outcome::Done)
}

/// Writes what the parts come to; and what to say of it.
fn write(merged: Part, output: &Path, is_partial: bool) -> Result<String> {
    let name = output.display();
    let of = |n: u64| counted(usize::try_from(n).unwrap_or(usize::MAX), "article");
    match merged {
        Part::Counts(ref counts) if is_partial => write_partial(&merged, output, "counts", counts.n_shards()),
        Part::Sums(ref sums) if is_partial => write_partial(&merged, output, "sums", sums.n_shards()),
        Part::Counts(counts) => {
            let terms = counts.freeze()?;
            save_bytes(&terms.to_bytes()?, output)?;
            let n_topics = terms.topics().count();
            Ok(format!(
                "Wrote {name}: counts of {}, {} of {} terms kept, {}.",
                of(terms.n_articles()),
                terms.n_terms(),
                counts.n_terms(),
                counted(n_topics, "topic")
            ))
        }
        Part::Sums(sums) => {
            let n_examples = usize::try_from(sums.n_articles()).unwrap_or(usize::MAX);
            let model = sums.into_model()?;
            save(&model, output)?;
            let mut text = Vec::new();
            write_training_text(
                &mut text,
                &model,
                &TrainingReport { n_examples, ..TrainingReport::default() },
            )?;
            Ok(format!("{}\nWrote {name}.", String::from_utf8_lossy(&text).trim_end()))
        }
        Part::Terms(_) => Err(Error::new(ErrorKind::Parameter, "the counts are merged already")),
    }
}

/// Writes a part that some shards are missing of.
fn write_partial(part: &Part, output: &Path, what: &str, (n_held, n_shards): (u64, u64)) -> Result<String> {
    save_bytes(&part.to_bytes()?, output)?;
    let n_articles = counted(usize::try_from(part.n_articles()).unwrap_or(usize::MAX), "article");
    Ok(format!("Wrote {}: {what} of {n_held} of {n_shards} shards, {n_articles}.", output.display()))
}
