//! `slugline explain`: why each article has its topic.

use super::Outcome;
use super::args::ExplainArguments;
use super::decision::model_with_prior;
use super::files::Files;
use super::output::{may_colour, write_to};
use super::rules::rules;
use super::session::Session;
use crate::error::Result;
use crate::pipeline::{Tally, explain_rows};
use crate::publish::{ExplanationStyle, write_explanation_json, write_explanation_text};

/// So many terms for each of the two topics are enough for a person.
const N_TERMS: usize = 10;

pub(super) fn run(arguments: &ExplainArguments, quiet: bool) -> Result<Outcome> {
    let model = model_with_prior(&arguments.model, arguments.prior.prior.as_ref())?;
    let rules = rules(&arguments.rules, &model)?;
    let path = arguments.output.output.as_deref();
    let files = Files::new([path], [arguments.model.model.as_deref()])
        .also_reading(arguments.rules.rules.as_deref(), "the rules too");
    let mut session = Session::open(&arguments.input, &files, quiet)?;
    let coloured = may_colour(path);
    let style = ExplanationStyle {
        limit: arguments.limit.unwrap_or(N_TERMS),
        with_text: arguments.with_text || coloured,
        coloured,
    };
    let masking = arguments.masking.masking();
    let mut tally = Tally::default();
    write_to(path, |out| {
        tally = session.run(|events, report| {
            explain_rows(events, &model, rules.as_ref(), masking, report, |row| {
                if arguments.json {
                    write_explanation_json(out, row, arguments.limit.unwrap_or(0), arguments.with_text)
                } else {
                    write_explanation_text(out, row, style)
                }
            })
        })?;
        session.refuse_nothing(&tally)
    })?;
    Ok(session.close(&tally))
}
