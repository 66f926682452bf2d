//! `slugline eval`: how good a model is on labelled articles, or how good settings are by cross-validation.

use std::path::Path;

use super::Outcome;
use super::args::EvalArguments;
use super::decision::model_with_prior;
use super::output::{diagnostic, note, write_to};
use super::progress::spinner;
use super::session::{Session, in_languages_of, is_same_path, training_settings};
use crate::error::{Error, ErrorKind, Result};
use crate::publish::{EvaluationReport, write_evaluation_text, write_report_html};
use crate::store::write_whole;
use crate::topics::{
    Assessment, Example, LearningPoint, TopicModel, TrainingSettings, cross_validate, evaluate, examples,
    group_examples, learning_curve,
};

pub(super) fn run(arguments: &EvalArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    refuse_clashing_outputs(arguments)?;
    let outputs = [arguments.output.output.as_deref(), arguments.report.as_deref()];
    let mut session = Session::open(&arguments.input, outputs.into_iter().flatten(), quiet)?;
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
    let measured = match arguments.cv {
        Some(n_folds) => {
            let articles = examples.iter().map(|example| example.article);
            let settings = in_languages_of(articles, settings, &arguments.learning)?;
            measure_settings(arguments, &examples, &settings, usize::from(n_folds), quiet)?
        }
        None => measure_model(arguments, &examples)?,
    };
    progress.finish_and_clear();
    let left_out = report.n_unlabelled + report.n_empty;
    if left_out > 0 && !quiet {
        note(&format!("{left_out} articles without a label or a word were left out."));
    }
    if let Some(path) = &arguments.report {
        write_whole(path, |out| {
            let data = data_name(arguments);
            let report = EvaluationReport {
                subject: &measured.subject,
                data: &data,
                assessment: &measured.assessment,
                learning_curve: measured.learning_curve.as_deref(),
            };
            write_report_html(out, &report)
        })?;
    }
    let evaluation = &measured.assessment.evaluation;
    write_to(arguments.output.output.as_deref(), |out| {
        if arguments.json {
            serde_json::to_writer_pretty(&mut *out, evaluation).map_err(std::io::Error::from)?;
            Ok(writeln!(out)?)
        } else {
            write_evaluation_text(out, evaluation)
        }
    })?;
    Ok(session.close(&tally))
}

/// What was measured, and what came of it.
struct Measured {
    subject: String,
    assessment: Assessment,
    learning_curve: Option<Vec<LearningPoint>>,
}

fn measure_model(arguments: &EvalArguments, examples: &[Example<'_>]) -> Result<Measured> {
    let model = model_with_prior(&arguments.model, arguments.learning.prior.as_ref())?;
    check_labels(&model, examples)?;
    let subject = arguments.model.model.as_deref().map_or_else(|| "the built-in model".to_owned(), file_name);
    Ok(Measured { subject, assessment: evaluate(&model, examples), learning_curve: None })
}

fn measure_settings(
    arguments: &EvalArguments,
    examples: &[Example<'_>],
    settings: &TrainingSettings,
    n_folds: usize,
    quiet: bool,
) -> Result<Measured> {
    let mut subject = format!("{n_folds}-fold cross-validation");
    let mut groups = None;
    if let Some(by) = arguments.group_by.as_deref() {
        let found = group_examples(examples, by.parse()?)?;
        if found.n_without > 0 && !quiet {
            note(&format!(
                "{} articles do not say their {by} and were taken each by itself.",
                found.n_without
            ));
        }
        subject = format!("{subject}, grouped by {by}");
        groups = Some(found.numbers);
    }
    let assessment = cross_validate(examples, settings, n_folds, groups.as_deref())?;
    let learning_curve = match arguments.report {
        Some(_) => Some(learning_curve(examples, settings, n_folds, groups.as_deref())?),
        None => None,
    };
    Ok(Measured { subject, assessment, learning_curve })
}

/// Refuses a report that would replace the other output or the model.
fn refuse_clashing_outputs(arguments: &EvalArguments) -> Result<()> {
    let Some(report) = arguments.report.as_deref() else { return Ok(()) };
    let clashes = |other: &Option<std::path::PathBuf>| {
        other.as_deref().is_some_and(|other| is_same_path(other, report))
    };
    let taken = if clashes(&arguments.output.output) {
        "the output of -o"
    } else if clashes(&arguments.model.model) {
        "the model"
    } else {
        return Ok(());
    };
    let message = format!("{} is {taken} too; name another file for the report", report.display());
    Err(Error::new(ErrorKind::Parameter, message))
}

/// What to call the inputs.
fn data_name(arguments: &EvalArguments) -> String {
    match arguments.input.inputs.as_slice() {
        [one] if one == "-" => "standard input".to_owned(),
        [one] => file_name(Path::new(one)),
        several => format!("{} inputs", several.len()),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
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
