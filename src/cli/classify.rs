//! `slugline classify`: a topic for each article.

use super::Outcome;
use super::args::ClassifyArguments;
use super::decision::{model_with_prior, topic_settings};
use super::files::Files;
use super::row_output::{stamp, write_rows};
use super::rules::{report_rules, rules};
use super::session::Session;
use crate::error::Result;
use crate::pipeline::classify;
use crate::publish::{RuledRow, SeveralTopicsRow, TopicRow};
use crate::rules::RuleTally;

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
    let flags = (&arguments.masking, &arguments.decision, arguments.rules.rules.as_deref().map(stamp));
    let (mut rule_tally, mut is_whole) = (RuleTally::default(), true);
    let tally = write_rows(rows, &flags, &mut session, |session, done, mut writer| {
        is_whole = done.rows == 0;
        let forms = (model.is_multi_label(), rules.is_some());
        let tally = session.run(|events, report| {
            classify(events, &model, settings, masking, done, report, |row| {
                if let Some(rules) = &rules {
                    rule_tally.count(rules, &row.verdict, &row.id);
                }
                match forms {
                    (false, false) => writer.write(row),
                    (true, false) => writer.write(&SeveralTopicsRow(row)),
                    (false, true) => writer.write(&RuledRow::<false>(row)),
                    (true, true) => writer.write(&RuledRow::<true>(row)),
                }
            })
        })?;
        session.refuse_nothing(&tally)?;
        match forms {
            (false, false) => writer.finish::<TopicRow>()?,
            (true, false) => writer.finish::<SeveralTopicsRow<'_>>()?,
            (false, true) => writer.finish::<RuledRow<'_, false>>()?,
            (true, true) => writer.finish::<RuledRow<'_, true>>()?,
        }
        Ok(tally)
    })?;
    if let Some(rules) = &rules {
        report_rules(rules, &rule_tally, tally.rows, is_whole, quiet);
    }
    Ok(session.close(&tally))
}
