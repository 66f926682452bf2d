//! `slugline classify`: a topic for each article.

use super::Outcome;
use super::args::{ClassifyArguments, RowForm};
use super::decision::{model_with_prior, topic_settings};
use super::output::write_to;
use super::session::Session;
use crate::error::Result;
use crate::pipeline::{Tally, classify};
use crate::publish::{RowFormat, RowWriter, TopicRow};

pub(super) fn run(arguments: &ClassifyArguments, quiet: bool) -> Result<Outcome> {
    let model = model_with_prior(&arguments.model, arguments.decision.prior.prior.as_ref())?;
    let settings = topic_settings(&model, &arguments.decision);
    let mut session = Session::open(&arguments.input, arguments.output.output.as_deref(), quiet)?;
    let mut tally = Tally::default();
    write_to(arguments.output.output.as_deref(), |out| {
        let mut writer = RowWriter::new(out, arguments.to.into());
        tally = session
            .run(|events, report| classify(events, &model, settings, report, |row| writer.write(row)))?;
        session.refuse_nothing(&tally)?;
        writer.finish::<TopicRow>()
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
