//! `slugline classify`: a topic for each article.

use super::Outcome;
use super::args::ClassifyArguments;
use super::decision::{model_with_prior, topic_settings};
use super::files::Files;
use super::row_output::{Rendered, Rows, stamp, write_rows};
use super::rules::{report_rules, rules};
use super::session::Session;
use crate::article::Tally;
use crate::error::Result;
use crate::pipeline::{Masking, TopicSettings, classify};
use crate::publish::{OutputRow, RuledRow, SeveralTopicsRow, TopicRow};
use crate::rules::RuleTally;
use crate::topics::TopicModel;

pub(super) fn run(arguments: &ClassifyArguments, quiet: bool) -> Result<Outcome> {
    let rows = &arguments.rows;
    let model = model_with_prior(&rows.model, arguments.decision.prior.prior.as_ref())?;
    let rules = rules(&arguments.rules, &model)?;
    let settings = topic_settings(&model, &arguments.decision, rules.as_ref());
    let masking = arguments.masking.masking();
    let files = Files::new([rows.output()], [rows.model.model.as_deref()])
        .also_reading(arguments.rules.rules.as_deref(), "the rules too");
    let mut session = Session::open(&rows.input, &files, quiet)?;
    session.handle_errors(rows.batch.on_error);
    session.measure(rows.batch.stats.stats);
    let flags = (&arguments.masking, &arguments.decision, arguments.rules.rules.as_deref().map(stamp));
    let (mut rule_tally, mut is_whole) = (RuleTally::default(), true);
    let tally = write_rows(rows, &flags, &mut session, |session, done, writer| {
        is_whole = done.rows == 0;
        let count = |row: &TopicRow| {
            if let Some(rules) = &rules {
                rule_tally.count(rules, &row.verdict, &row.id);
            }
        };
        let run = (&model, settings, masking, done);
        match (model.is_multi_label(), rules.is_some()) {
            (false, false) => classify_as::<TopicRow>(run, session, writer, count),
            (true, false) => classify_as::<SeveralTopicsRow>(run, session, writer, count),
            (false, true) => classify_as::<RuledRow<false>>(run, session, writer, count),
            (true, true) => classify_as::<RuledRow<true>>(run, session, writer, count),
        }
    })?;
    if let Some(rules) = &rules {
        report_rules(rules, &rule_tally, tally.rows, is_whole, quiet);
    }
    Ok(session.close(&tally))
}

/// Classifies what `session` reads into rows of the form `R`; `count` sees every row, in order.
fn classify_as<R: OutputRow + From<TopicRow> + AsRef<TopicRow> + Send>(
    (model, settings, masking, done): (&TopicModel, TopicSettings<'_>, Masking, Tally),
    session: &mut Session,
    mut writer: Rows<'_>,
    mut count: impl FnMut(&TopicRow),
) -> Result<Tally> {
    let format = writer.format();
    let is_counted = settings.rules.is_some();
    let (tally, times) = session.run(|events, report| {
        let render =
            |rows: Vec<TopicRow>| Rendered::new(rows.into_iter().map(R::from).collect(), format, is_counted);
        classify(events, model, settings, masking, done, report, render, |rendered| {
            let Rendered { rows, bytes } = rendered?;
            for row in &rows {
                count(row.as_ref());
            }
            writer.write_rendered(&rows, &bytes)
        })
    })?;
    session.note_stages(times);
    session.refuse_nothing(&tally)?;
    writer.finish::<R>()?;
    Ok(tally)
}
