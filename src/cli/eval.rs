//! `slugline eval`: how good a model is on labelled articles, or how good settings are by cross-validation.

use std::path::Path;

use super::Outcome;
use super::args::EvalArguments;
use super::decision::model_with_prior;
use super::files::Files;
use super::output::{diagnostic, note, write_to};
use super::progress::spinner;
use super::session::Session;
use super::settings::training_settings;
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};
use crate::publish::{
    EvaluationReport, counted, write_evaluation_json, write_evaluation_text, write_report_html,
};
use crate::store::write_whole;
use crate::topics::{
    Assessment, CrossValidated, CrossValidation, Example, LearningPoint, TopicModel, TrainingSettings,
    evaluate, examples_among, group_examples,
};

pub(super) fn run(arguments: &EvalArguments, quiet: bool) -> Result<Outcome> {
    let settings = training_settings(&arguments.learning)?;
    let model = match arguments.cv {
        Some(_) => None,
        None => Some(model_with_prior(&arguments.model, arguments.learning.prior.as_ref())?),
    };
    let output = arguments.output.output.as_deref();
    let files = Files::new([output, arguments.report.as_deref()], [arguments.model.model.as_deref()]);
    let mut session = Session::open(&arguments.input, &files, quiet)?;
    let (articles, masks, tally) = session.read_all(arguments.learning.masking.masking())?;
    let have_several = articles.iter().any(|article| article.labels.len() > 1);
    // A model of several topics was learnt from rows that may have none, whatever is measured.
    let may_have_none = model.as_ref().map_or(have_several, TopicModel::is_multi_label);
    let (examples, report) = examples_among(&articles, &masks, may_have_none);
    if examples.is_empty() {
        return Err(Error::new(
            ErrorKind::Data,
            "no labelled article to measure on; is the label column right? see --label-column",
        ));
    }
    let measured = match (&model, arguments.cv) {
        (Some(model), _) => {
            check_labels(model, &examples)?;
            if have_several && !model.is_multi_label() {
                warn_of_several_topics(&articles);
            }
            measure_model(arguments, model, &examples, quiet)
        }
        (None, n_folds) => {
            let articles = examples.iter().map(|example| example.article);
            let settings = settings.in_languages_of(articles, &arguments.learning.lang);
            measure_settings(
                arguments,
                &examples,
                &settings,
                usize::from(n_folds.unwrap_or_default()),
                quiet,
            )?
        }
    };
    let left_out = report.n_unlabelled + report.n_empty;
    if left_out > 0 && !quiet {
        let were = if left_out == 1 { "was" } else { "were" };
        note(&format!("{} without a label or a word {were} left out.", counted(left_out, "article")));
    }
    let evaluation = &measured.assessment.evaluation;
    write_to(output, |out| {
        if arguments.json {
            write_evaluation_json(out, evaluation)
        } else {
            write_evaluation_text(out, evaluation)
        }
    })?;
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
    Ok(session.close(&tally))
}

/// What was measured, and what came of it.
struct Measured {
    subject: String,
    assessment: Assessment,
    learning_curve: Option<Vec<LearningPoint>>,
}

fn measure_model(
    arguments: &EvalArguments,
    model: &TopicModel,
    examples: &[Example<'_>],
    quiet: bool,
) -> Measured {
    let subject = arguments.model.model.as_deref().map_or_else(|| "the built-in model".to_owned(), file_name);
    let progress = spinner("measuring", quiet);
    let assessment = evaluate(model, examples);
    progress.finish_and_clear();
    Measured { subject, assessment, learning_curve: None }
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
    if let Some(by) = arguments.group_by {
        let found = group_examples(examples, by)?;
        let name = by.as_str();
        if found.n_without > 0 && !quiet {
            note(&match found.n_without {
                1 => format!("1 article does not say its {name} and was taken by itself."),
                n => format!("{n} articles do not say their {name} and were taken each by itself."),
            });
        }
        subject = format!("{subject}, grouped by {name}");
        groups = Some(found.numbers);
    }
    let progress = spinner("measuring", quiet);
    let folds = CrossValidation::new(examples, settings, n_folds, groups.as_deref())?;
    let CrossValidated { assessment, first_fold } = folds.assess()?;
    let learning_curve = match arguments.report {
        Some(_) => Some(folds.learning_curve(first_fold)?),
        None => None,
    };
    progress.finish_and_clear();
    Ok(Measured { subject, assessment, learning_curve })
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

/// Warns that a model of one topic is measured on articles of which some have several, or none.
fn warn_of_several_topics(articles: &[Article]) {
    let has_one = |article: &&Article| match article.labels.as_slice() {
        [first, rest @ ..] => rest.iter().all(|label| label == first),
        [] => !article.has_label_list,
    };
    let n_others = articles.len() - articles.iter().filter(has_one).count();
    if n_others > 0 {
        let have = if n_others == 1 { "has" } else { "have" };
        let message = format!(
            "{} {have} several topics or none; this model gives one: their first topic is what counts, and those without one are left out",
            counted(n_others, "article")
        );
        diagnostic("warning", &message);
    }
}

/// Warns of labels that the model cannot give; refuses where it could give none of them.
fn check_labels(model: &TopicModel, examples: &[Example<'_>]) -> Result<()> {
    let is_unknown = |label: &&String| model.topics().binary_search(label).is_err();
    let mut unknown: Vec<&String> = examples.iter().flat_map(Example::labels).filter(is_unknown).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let Some(first) = unknown.first() else { return Ok(()) };
    let mut labelled = examples.iter().map(Example::labels).filter(|labels| !labels.is_empty());
    if labelled.all(|labels| labels.iter().all(|label| is_unknown(&label))) {
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
