//! `slugline summarize`: one line for each article.

use super::Outcome;
use super::args::SummarizeArguments;
use super::files::Files;
use super::output::write_to;
use super::session::{Session, model};
use crate::error::Result;
use crate::pipeline::{LineRowSettings, Tally, summarize_rows};
use crate::publish::{LineRow, RowWriter};
use crate::summary::LineSettings;

pub(super) fn run(arguments: &SummarizeArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    let model = model(&rows.model)?;
    let settings = LineRowSettings {
        line: LineSettings { max_chars: arguments.max_chars },
        with_text: arguments.with_text,
        masking: arguments.masking.masking(),
    };
    let files = Files::new([rows.output()], [rows.model.model.as_deref()]);
    let mut session = Session::open(&rows.input, &files, quiet)?;
    let mut tally = Tally::default();
    write_to(rows.output(), |out| {
        let mut writer = RowWriter::new(out, rows.to.into());
        tally = session.run(|events, report| {
            summarize_rows(events, &model, settings, report, |row| writer.write(row))
        })?;
        session.refuse_nothing(&tally)?;
        writer.finish::<LineRow>()
    })?;
    Ok(session.close(&tally))
}
