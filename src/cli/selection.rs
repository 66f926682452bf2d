//! What is meant by the flags on what a digest shows: from when, of which topics, and how much of each.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::args::SelectionArguments;
use crate::digest::{Selection, TopicChoice};
use crate::error::{Error, ErrorKind, Result};

/// The word for the stories that no topic could be justified for.
const UNSURE: &str = "unsure";
/// A name is suggested for one that is spelt as like it as this (by Jaro and Winkler, from 0 to 1).
const ALIKE: f64 = 0.7;

/// The selection that was typed, for a model of `topics`, at the moment `now`.
pub(super) fn selection(
    arguments: &SelectionArguments,
    topics: &[String],
    now: Timestamp,
) -> Result<Selection> {
    Ok(Selection {
        since: arguments.since.as_deref().map(|text| since(text, now)).transpose()?,
        asked: arguments.since.is_some().then_some(now),
        topics: arguments.topics.as_deref().map(|text| choice(text, topics)).transpose()?,
        top: arguments.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)),
    })
}

/// A moment, a day (from midnight in UTC), or a stretch of time before now.
fn since(text: &str, now: Timestamp) -> Result<Timestamp> {
    let text = text.trim();
    let wrong = |why: &str| {
        let message = format!(
            "--since takes a stretch of time such as 24h or 7d, a day such as 2026-11-25, or a moment such as 2026-11-25T08:00:00Z, not `{text}`{why}"
        );
        Error::new(ErrorKind::Parameter, message)
    };
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    if let Ok(moment) = text.parse::<DateTime>() {
        let moment = moment.to_zoned(TimeZone::UTC).map_err(|error| wrong("").caused_by(error))?;
        return Ok(moment.timestamp());
    }
    let stretch: Span = text.parse().map_err(|error: jiff::Error| wrong("").caused_by(error))?;
    if stretch.is_negative() || stretch.is_zero() {
        return Err(wrong(", which does not lead back"));
    }
    // Days, weeks and months are those of the calendar, in UTC.
    let moment = now.to_zoned(TimeZone::UTC).checked_sub(stretch);
    let moment = moment.map_err(|error| wrong(", which leads back too far").caused_by(error))?.timestamp();
    // To the second is close enough, and reads better.
    Ok(Timestamp::from_second(moment.as_second()).unwrap_or(moment))
}

/// The topics named in `text` with commas between them, in any case; as names may hold commas, the longest run of parts that is a name
/// is one.
fn choice(text: &str, topics: &[String]) -> Result<TopicChoice> {
    let parts: Vec<&str> = text.split(',').collect();
    let mut choice = TopicChoice::default();
    let mut place = 0;
    while let Some(rest) = parts.get(place..).filter(|rest| !rest.is_empty()) {
        let names = (1..=rest.len()).rev().filter_map(|n| Some((n, rest.get(..n)?.join(","))));
        let found = names.into_iter().find_map(|(n, name)| Some((n, named(name.trim(), topics)?)));
        match (found, rest.first()) {
            (Some((n, name)), _) => {
                match name {
                    Named::Topic(topic) => choice.names.push(topic.clone()),
                    Named::Unsure => choice.unsure = true,
                }
                place += n;
            }
            (None, Some(part)) if !part.trim().is_empty() => return Err(unknown(part.trim(), topics)),
            (None, _) => place += 1,
        }
    }
    if choice == TopicChoice::default() {
        let message = format!("--topics names no topic; there are {}", listed(topics));
        return Err(Error::new(ErrorKind::Parameter, message));
    }
    Ok(choice)
}

/// What a name stands for.
enum Named<'t> {
    Topic(&'t String),
    Unsure,
}

/// The topic of that name, or what `unsure` stands for; `None` where nothing is called so.
fn named<'t>(name: &str, topics: &'t [String]) -> Option<Named<'t>> {
    let folded = name.to_lowercase();
    // A topic may be called like another in other letters, or even `unsure`.
    let topic = topics.iter().find(|topic| *topic == name);
    let topic = topic.or_else(|| topics.iter().find(|topic| topic.to_lowercase() == folded));
    topic.map(Named::Topic).or_else(|| (folded == UNSURE).then_some(Named::Unsure))
}

fn unknown(name: &str, topics: &[String]) -> Error {
    let folded = name.to_lowercase();
    let alike = |topic: &str| {
        let topic = topic.to_lowercase();
        // Part of a long name is often all that is typed of it.
        if topic.contains(&folded) { 1.0 } else { strsim::jaro_winkler(&topic, &folded) }
    };
    // Of topics as like as each other the first by name.
    let mut nearest: Option<(f64, &String)> = None;
    for topic in topics {
        let likeness = alike(topic);
        if nearest.is_none_or(|(most, _)| likeness > most) {
            nearest = Some((likeness, topic));
        }
    }
    let hint = match nearest.filter(|(likeness, _)| *likeness >= ALIKE) {
        Some((_, topic)) => format!("do you mean `{topic}`? There are"),
        None => "there are".to_owned(),
    };
    let message = format!("there is no topic `{name}`; {hint} {}", listed(topics));
    Error::new(ErrorKind::Parameter, message)
}

fn listed(topics: &[String]) -> String {
    format!("{}, and `{UNSURE}` for stories of none", topics.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics() -> Vec<String> {
        ["AI and chips", "Crypto", "Ships, boats", "Telecoms and connectivity"].map(str::to_owned).to_vec()
    }

    fn chosen(text: &str) -> (Vec<String>, bool) {
        let TopicChoice { names, unsure } = choice(text, &topics()).unwrap();
        (names, unsure)
    }

    #[test]
    fn topics_go_by_name_in_any_case() {
        assert_eq!(chosen("crypto"), (vec!["Crypto".to_owned()], false));
        assert_eq!(chosen(" AI AND CHIPS , unsure,"), (vec!["AI and chips".to_owned()], true));
        assert_eq!(
            chosen("ships, boats,Crypto"),
            (vec!["Ships, boats".to_owned(), "Crypto".to_owned()], false)
        );
        assert_eq!(chosen("Unsure"), (vec![], true));
    }

    #[test]
    fn an_unknown_topic_gets_a_hint() {
        let refused = |text: &str| choice(text, &topics()).unwrap_err().to_string();
        let all =
            "AI and chips, Crypto, Ships, boats, Telecoms and connectivity, and `unsure` for stories of none";
        assert_eq!(
            refused("Cripto"),
            format!("there is no topic `Cripto`; do you mean `Crypto`? There are {all}")
        );
        assert_eq!(
            refused("crypto,chips"),
            format!("there is no topic `chips`; do you mean `AI and chips`? There are {all}")
        );
        assert_eq!(refused("xyz"), format!("there is no topic `xyz`; there are {all}"));
        assert_eq!(refused(" , "), format!("--topics names no topic; there are {all}"));
    }

    /// By hand, from noon of 26 November 2026; a day in UTC has 24 hours.
    #[test]
    fn moments_are_told_from_now() {
        let now = "2026-11-26T12:00:00Z".parse().unwrap();
        for (text, moment) in [
            ("24h", "2026-11-25T12:00:00Z"),
            ("7d", "2026-11-19T12:00:00Z"),
            ("90m", "2026-11-26T10:30:00Z"),
            ("1 week 2 days", "2026-11-17T12:00:00Z"),
            ("P1D", "2026-11-25T12:00:00Z"),
            ("2026-11-25", "2026-11-25T00:00:00Z"),
            ("2026-11-25T08:00:00Z", "2026-11-25T08:00:00Z"),
            ("2026-11-25T08:00:00+02:00", "2026-11-25T06:00:00Z"),
            ("2026-11-25 08:00", "2026-11-25T08:00:00Z"),
        ] {
            assert_eq!(since(text, now).unwrap().to_string(), moment, "{text}");
        }
        for text in ["", "yesterday", "0h", "-24h", "24", "2026-11-31", "99999999y", "15000 years"] {
            let error = since(text, now).unwrap_err().to_string();
            assert!(
                error.starts_with("--since takes a stretch of time") && error.contains(&format!("`{text}`")),
                "{error}"
            );
        }
    }
}
