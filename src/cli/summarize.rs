//! `slugline summarize`: one line for each article.

use super::Outcome;
use super::args::SummarizeArguments;
use super::files::Files;
use super::line_making::{line_model, line_settings};
use super::output::write_to;
use super::session::{Session, model};
use crate::error::Result;
use crate::pipeline::{LineMaking, Tally, summarize_rows};
use crate::publish::{LineRow, RowWriter};

pub(super) fn run(arguments: &SummarizeArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    let model = model(&rows.model)?;
    let settings = line_settings(&arguments.line);
    let lines = LineMaking {
        model: &line_model(&arguments.line)?,
        settings,
        with_text: arguments.with_text,
        with_sentences: arguments.explain || settings.n_sentences > 1,
    };
    let masking = arguments.masking.masking();
    let files =
        Files::new([rows.output()], [rows.model.model.as_deref(), arguments.line.line_model.as_deref()]);
    let mut session = Session::open(&rows.input, &files, quiet)?;
    let mut tally = Tally::default();
    write_to(rows.output(), |out| {
        let mut writer = RowWriter::new(out, rows.to.into());
        tally = session.run(|events, report| {
            summarize_rows(events, &model, lines, masking, report, |row| writer.write(row))
        })?;
        session.refuse_nothing(&tally)?;
        writer.finish::<LineRow>()
    })?;
    Ok(session.close(&tally))
}
