//! `slugline classify`: a topic for each article.

use super::Outcome;
use super::args::ClassifyArguments;
use super::decision::{model_with_prior, topic_settings};
use super::files::Files;
use super::row_output::write_rows;
use super::session::Session;
use crate::error::Result;
use crate::pipeline::classify;
use crate::publish::{SeveralTopicsRow, TopicRow};

pub(super) fn run(arguments: &ClassifyArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    let model = model_with_prior(&rows.model, arguments.decision.prior.prior.as_ref())?;
    let settings = topic_settings(&model, &arguments.decision);
    let masking = arguments.masking.masking();
    let files = Files::new([rows.output()], [rows.model.model.as_deref()]);
    let mut session = Session::open(&rows.input, &files, quiet)?;
    session.handle_errors(rows.batch.on_error);
    let flags = (&arguments.masking, &arguments.decision);
    let tally = write_rows(rows, &flags, &mut session, |session, done, mut writer| {
        let gives_several = model.is_multi_label();
        let tally = session.run(|events, report| {
            classify(events, &model, settings, masking, done, report, |row| {
                if gives_several { writer.write(&SeveralTopicsRow(row)) } else { writer.write(row) }
            })
        })?;
        session.refuse_nothing(&tally)?;
        if gives_several {
            writer.finish::<SeveralTopicsRow<'_>>()?;
        } else {
            writer.finish::<TopicRow>()?;
        }
        Ok(tally)
    })?;
    Ok(session.close(&tally))
}
