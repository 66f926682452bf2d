//! `slugline boilerplate`: what is masked, and why.

use super::Outcome;
use super::args::{BoilerplateArguments, BoilerplateForm};
use super::files::Files;
use super::output::{may_colour, note, write_to};
use super::session::Session;
use crate::error::Result;
use crate::pipeline::{Tally, masked_rows};
use crate::publish::{counted, write_masked_json, write_masked_text};

pub(super) fn run(arguments: &BoilerplateArguments, quiet: bool) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    let mut session = Session::open(&arguments.input, &Files::new([path], []), quiet)?;
    let coloured = may_colour(path);
    let (mut tally, mut n_articles, mut n_sentences) = (Tally::default(), 0, 0);
    write_to(path, |out| {
        (tally, n_articles) = session.run(|events, report| {
            masked_rows(events, report, |row| {
                n_sentences += usize::from(row.is_sentence());
                match arguments.to {
                    BoilerplateForm::Text => write_masked_text(out, *row, coloured),
                    BoilerplateForm::Jsonl => write_masked_json(out, *row),
                }
            })
        })?;
        session.refuse_nothing(&tally)
    })?;
    if !quiet {
        let n_rows = counted(tally.rows, "article");
        note(&format!("{} masked in {n_articles} of {n_rows}.", counted(n_sentences, "sentence")));
    }
    Ok(session.close(&tally))
}
