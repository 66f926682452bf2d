//! `slugline summarize`: one line for each article.

use super::Outcome;
use super::args::{RowForm, SummarizeArguments};
use super::files::Files;
use super::line_making::{line_model, line_settings};
use super::row_output::{Rendered, stamp, write_rows};
use super::session::{Session, model};
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::{LineMaking, summarize_rows};
use crate::publish::LineRow;

pub(super) fn run(arguments: &SummarizeArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    if arguments.explain && rows.form() != RowForm::Jsonl {
        let message = "--explain adds lists to rows, which only JSONL can hold; leave --to out";
        return Err(Error::new(ErrorKind::Parameter, message));
    }
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
    session.handle_errors(rows.batch.on_error);
    session.measure(rows.batch.stats.stats);
    let weights = arguments.line.line_model.as_deref().map(stamp);
    let flags = (&arguments.masking, &arguments.line, weights, arguments.with_text, arguments.explain);
    let tally = write_rows(rows, &flags, &mut session, |session, done, mut writer| {
        let format = writer.format();
        let (tally, times) = session.run(|events, report| {
            let render = |rows: Vec<LineRow>| Rendered::new(rows, format, false);
            summarize_rows(events, &model, lines, masking, done, report, render, |rendered| {
                let Rendered { rows, bytes } = rendered?;
                writer.write_rendered(&rows, &bytes)
            })
        })?;
        session.note_stages(times);
        session.refuse_nothing(&tally)?;
        writer.finish::<LineRow>()?;
        Ok(tally)
    })?;
    Ok(session.close(&tally))
}
