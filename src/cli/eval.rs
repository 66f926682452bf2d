//! `slugline eval`: how good a model is on labelled articles, or how good settings are by cross-validation.

use super::Outcome;
use super::args::EvalArguments;
use super::output::{diagnostic, note, write_to};
use super::progress::spinner;
use super::session::{Session, in_languages_of, model, training_settings};
use crate::error::{Error, ErrorKind, Result};
use crate::publish::write_evaluation_text;
use crate::topics::{Example, TopicModel, cross_validate, evaluate, examples};

pub(super) fn run(arguments: &EvalArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    let mut session = Session::open(&arguments.input, arguments.output.output.as_deref(), quiet)?;
    let (articles, masks, tally) = session.read_all()?;
    session.refuse_nothing(&tally)?;
    let (examples, report) = examples(&articles, &masks);
    if examples.is_empty() {
        return Err(Error::new(
            ErrorKind::Data,
            "no labelled article to measure on; is the label column right? see --label-column",
        ));
    }
    let progress = spinner("measuring", quiet);
    let evaluation = if let Some(n_folds) = arguments.cv {
        let settings = in_languages_of(&examples, settings, &arguments.learning)?;
        cross_validate(&examples, &settings, usize::from(n_folds))?
    } else {
        let model = model(&arguments.model)?;
        check_labels(&model, &examples)?;
        evaluate(&model, &examples)
    };
    progress.finish_and_clear();
    let left_out = report.n_unlabelled + report.n_empty;
    if left_out > 0 && !quiet {
        note(&format!("{left_out} articles without a label or a word were left out."));
    }
    write_to(arguments.output.output.as_deref(), |out| {
        if arguments.json {
            serde_json::to_writer_pretty(&mut *out, &evaluation).map_err(std::io::Error::from)?;
            Ok(writeln!(out)?)
        } else {
            write_evaluation_text(out, &evaluation)
        }
    })?;
    Ok(session.close(&tally))
}

/// Warns of labels that the model cannot give; refuses where it could give none of them.
fn check_labels(model: &TopicModel, examples: &[Example<'_>]) -> Result<()> {
    let is_unknown =
        |label: &str| model.topics().binary_search_by(|topic| topic.as_str().cmp(label)).is_err();
    let mut unknown: Vec<&str> =
        examples.iter().map(|example| example.label).filter(|label| is_unknown(label)).collect();
    let n_unknown = unknown.len();
    unknown.sort_unstable();
    unknown.dedup();
    let Some(first) = unknown.first() else { return Ok(()) };
    if n_unknown == examples.len() {
        return Err(Error::new(
            ErrorKind::Data,
            format!(
                "the model knows none of the labels (`{first}`, for one); name its file with -m, or use --cv"
            ),
        ));
    }
    diagnostic(
        "warning",
        &format!("the model does not know {} of the labels (`{first}`, for one)", unknown.len()),
    );
    Ok(())
}
