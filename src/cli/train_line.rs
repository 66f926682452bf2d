//! `slugline train-line`: learns what makes a good line from articles with lines that people wrote.

use std::path::Path;

use super::Outcome;
use super::args::TrainLineArguments;
use super::files::Files;
use super::output::{note, write_to};
use super::progress::spinner;
use super::session::{Session, model};
use crate::article::{Article, Span};
use crate::boilerplate::{cue_spans, merged};
use crate::error::{Error, ErrorKind, Result};
use crate::features::Document;
use crate::parallel;
use crate::pipeline::{Masking, written_line};
use crate::publish::{LineRow, RowFormat, RowWriter, counted};
use crate::store::save_line_model;
use crate::summary::{LearntLines, LineTraining, Pair, train_line};

/// Lines that share less with the references, by F1 of ROUGE-1, have nothing to do with them.
const LEAST_SHARED: f64 = 0.05;

pub(super) fn run(arguments: &TrainLineArguments, quiet: bool) -> Result<Outcome> {
    let (output, lines) = (arguments.output.as_deref(), arguments.out.as_deref());
    let files = Files::new([output, lines], [arguments.model.model.as_deref()]);
    let mut session = Session::open(&arguments.input, &files, quiet)?;
    let model = model(&arguments.model)?;
    let (articles, masks, tally) = session.read_all(Masking::default())?;
    let pairs: Vec<(&Article, &Vec<Span>)> = articles.iter().zip(&masks).collect();
    let masks = parallel::map(&pairs, |(article, mask)| merged(mask, &cue_spans(article)));
    let with_references = articles.iter().zip(&masks).filter(|(article, _)| !article.references.is_empty());
    let (members, pairs): (Vec<&Article>, Vec<Pair<'_>>) = with_references
        .map(|(article, mask)| {
            (article, Pair { document: Document::new(article, mask), references: &article.references })
        })
        .unzip();
    if pairs.is_empty() {
        return Err(Error::new(
            ErrorKind::Data,
            "no article comes with a line to learn from; they stand in `refs` or `summary` beside the `text`",
        ));
    }
    let settings = LineTraining {
        files: session.file_names(),
        n_folds: usize::from(arguments.cv),
        max_chars: arguments.max_chars,
    };
    let progress = spinner("learning", quiet);
    let learnt = train_line(&pairs, &model, &settings)?;
    progress.finish_and_clear();
    if let Some(path) = output {
        save_line_model(&learnt.model, path)?;
    }
    if let Some(path) = lines {
        write_lines(path, &members, &learnt)?;
    }
    if !quiet {
        report(arguments, &learnt, articles.len() - members.len());
    }
    Ok(session.close(&tally))
}

/// The line of each article by weights that were learnt without it.
fn write_lines(path: &Path, articles: &[&Article], learnt: &LearntLines) -> Result<()> {
    write_to(Some(path), |out| {
        let mut writer = RowWriter::new(out, RowFormat::Jsonl);
        for (article, line) in articles.iter().zip(&learnt.held_out) {
            writer.write(&written_line(article, line.clone(), false, false))?;
        }
        writer.finish::<LineRow>()
    })
}

fn report(arguments: &TrainLineArguments, learnt: &LearntLines, n_without: usize) {
    let (from, rouge) = (learnt.model.learnt_from(), learnt.rouge);
    if n_without > 0 {
        note(&format!("{} without a reference left out.", counted(n_without, "article")));
    }
    note(&format!(
        "Learnt from {} and {}. Cross-validated in {} folds, the lines share {:.1} / {:.1} / {:.1} % with the references (F1 of ROUGE-1, 2 and L).",
        counted(from.articles, "article"),
        counted(from.lines, "possible line"),
        arguments.cv,
        100.0 * rouge.rouge_1,
        100.0 * rouge.rouge_2,
        100.0 * rouge.rouge_l,
    ));
    if rouge.rouge_1 < LEAST_SHARED {
        note(
            "The lines share next to nothing with the references: the weights are of no use. Are they lines of these articles?",
        );
    }
    for path in [&arguments.output, &arguments.out].into_iter().flatten() {
        note(&format!("Wrote {}.", path.display()));
    }
}
