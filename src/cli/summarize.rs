//! `slugline summarize`: one line for each article.

use super::Outcome;
use super::args::SummarizeArguments;
use super::output::write_to;
use super::session::{Session, model};
use crate::error::Result;
use crate::pipeline::{Tally, summarize_rows};
use crate::publish::{LineRow, RowWriter};
use crate::summary::LineSettings;

pub(super) fn run(arguments: &SummarizeArguments, quiet: bool) -> Result<Outcome> {
    let model = model(&arguments.model)?;
    let settings = LineSettings { max_chars: arguments.max_chars };
    let with_text = arguments.with_text;
    let mut session = Session::open(&arguments.input, arguments.output.output.as_deref(), quiet)?;
    let mut tally = Tally::default();
    write_to(arguments.output.output.as_deref(), |out| {
        let mut writer = RowWriter::new(out, arguments.to.into());
        tally = session.run(|events, report| {
            summarize_rows(events, &model, settings, with_text, report, |row| writer.write(row))
        })?;
        session.refuse_nothing(&tally)?;
        writer.finish::<LineRow>()
    })?;
    Ok(session.close(&tally))
}
