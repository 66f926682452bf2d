//! Rules beside the model: reading their file, and saying in the end what became of them.

use std::fs;
use std::path::Path;

use super::args::RulesArguments;
use super::output::{diagnostic, note};
use crate::error::{Error, ErrorKind, Result};
use crate::publish::counted;
use crate::rules::{Conflict, RuleCounts, RuleTally, Rules};
use crate::topics::TopicModel;

/// So many pairs of rules that are at odds are told one by one.
const MAX_CONFLICTS: usize = 20;

/// The rules that were asked for; a warning says which of their topics are likely misspelt.
///
/// # Errors
/// Where the file cannot be read, or something in it has no meaning.
pub(super) fn rules(arguments: &RulesArguments, model: &TopicModel) -> Result<Option<Rules>> {
    let Some(path) = arguments.rules.as_deref() else { return Ok(None) };
    let rules =
        text_of(path).and_then(|text| Rules::parse(&text)).map_err(|error| error.at(path.display()))?;
    if rules.as_slice().is_empty() {
        diagnostic("warning", &format!("there is no [[rule]] in {}", path.display()));
    }
    for (rule, topic) in rules.misspelt(model.topics()) {
        let message = format!(
            "{}: line {}: \"{}\" is no topic of the model, and becomes one of its own; is \"{topic}\" meant?",
            path.display(),
            rule.line,
            rule.topic
        );
        diagnostic("warning", &message);
    }
    Ok(Some(rules))
}

/// The text of a file, without the mark that some editors put in front.
fn text_of(path: &Path) -> Result<String> {
    let text = String::from_utf8(fs::read(path)?).map_err(|error| {
        Error::new(ErrorKind::Format, "this is no UTF-8; save the rules as UTF-8").caused_by(error)
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Says which rules are at odds, and unless `quiet`, how many articles were decided, and which rules never did so. Of an input of which only
/// the end was read (`is_whole` is false) no rule can be said never to fire.
pub(super) fn report_rules(rules: &Rules, tally: &RuleTally, n_articles: usize, is_whole: bool, quiet: bool) {
    let conflicts = tally.conflicts(rules);
    for Conflict { first, second, n_articles, example } in conflicts.iter().take(MAX_CONFLICTS) {
        let such_as = if *n_articles == 1 { ":" } else { ", such as" };
        let message = format!(
            "rules \"{}\" ({}) and \"{}\" ({}) disagree on {}{such_as} {example}; \"{}\" stands first and decided",
            first.name,
            first.topic,
            second.name,
            second.topic,
            counted(*n_articles, "article"),
            first.name,
        );
        diagnostic("warning", &message);
    }
    if let Some(n_more @ 1..) = conflicts.len().checked_sub(MAX_CONFLICTS) {
        diagnostic("warning", &format!("{} of rules disagree too", counted(n_more, "more pair")));
    }
    if quiet {
        return;
    }
    if is_whole {
        report_idle(rules, tally);
    }
    note(&format!("slugline: rules decided {} of {}", tally.n_decided(), counted(n_articles, "article")));
}

/// The rules that never match, and those that match but never decide.
fn report_idle(rules: &Rules, tally: &RuleTally) {
    let mut never: Vec<&str> = Vec::new();
    for (rule, RuleCounts { matched, decided, beaten }) in tally.of_each(rules) {
        if matched == 0 {
            never.push(&rule.name);
        } else if decided == 0 {
            let reason = match (beaten, matched - beaten) {
                (0, _) => "the model was sure".to_owned(),
                (_, 0) => "other rules did".to_owned(),
                (beaten, sure) => format!("other rules did of {beaten}, and of {sure} the model was sure"),
            };
            let articles = counted(matched, "article");
            let message = format!("rule \"{}\" matches {articles} and never decided: {reason}", rule.name);
            diagnostic("warning", &message);
        }
    }
    let message = match never.as_slice() {
        [] => return,
        [rule] => format!("rule \"{rule}\" never fired"),
        rules => format!("{} rules never fired: \"{}\"", rules.len(), rules.join("\", \"")),
    };
    diagnostic("warning", &message);
}
