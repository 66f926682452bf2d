//! `slugline classify`: a topic for each article.

use super::Outcome;
use super::args::{ClassifyArguments, RowForm};
use super::decision::{model_with_prior, topic_settings};
use super::files::Files;
use super::output::write_to;
use super::session::Session;
use crate::error::Result;
use crate::pipeline::{Tally, classify};
use crate::publish::{RowFormat, RowWriter, SeveralTopicsRow, TopicRow};

pub(super) fn run(arguments: &ClassifyArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    let model = model_with_prior(&rows.model, arguments.decision.prior.prior.as_ref())?;
    let settings = topic_settings(&model, &arguments.decision);
    let masking = arguments.masking.masking();
    let files = Files::new([rows.output()], [rows.model.model.as_deref()]);
    let mut session = Session::open(&rows.input, &files, quiet)?;
    let mut tally = Tally::default();
    write_to(rows.output(), |out| {
        let mut writer = RowWriter::new(out, rows.to.into());
        let gives_several = model.is_multi_label();
        tally = session.run(|events, report| {
            classify(events, &model, settings, masking, report, |row| {
                if gives_several { writer.write(&SeveralTopicsRow(row)) } else { writer.write(row) }
            })
        })?;
        session.refuse_nothing(&tally)?;
        if gives_several { writer.finish::<SeveralTopicsRow<'_>>() } else { writer.finish::<TopicRow>() }
    })?;
    Ok(session.close(&tally))
}

impl From<RowForm> for RowFormat {
    fn from(form: RowForm) -> Self {
        match form {
            RowForm::Jsonl => Self::Jsonl,
            RowForm::Csv => Self::Csv,
        }
    }
}
