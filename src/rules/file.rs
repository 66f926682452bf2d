//! Rules as they are written: TOML, every mistake in it told with its line.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::patterns::{Parts, PhraseWord, phrase};
use super::sources::SourceName;
use super::spelling::nearest;
use super::{Mode, Rule};
use crate::error::{Error, ErrorKind, Result};

/// The keys of a rule.
const KEYS: [&str; 8] = ["topic", "any", "all", "none", "in", "source", "mode", "name"];

/// What a rule file holds.
const TABLE: &str = "rule";

type Phrase = Vec<PhraseWord>;

/// A rule with its words as they were written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) rule: Rule,
    pub(super) parts: Parts,
    pub(super) any: Vec<Phrase>,
    pub(super) all: Vec<Phrase>,
    pub(super) none: Vec<Phrase>,
    pub(super) sources: Vec<SourceName>,
}

/// The rules of a text, in its order.
///
/// # Errors
/// [`ErrorKind::Format`] with the line where something is wrong.
pub(super) fn read(text: &str) -> Result<Vec<Written>> {
    let file = File { text, line_ends: text.match_indices('\n').map(|(end, _)| end).collect() };
    let table = DeTable::parse(text).map_err(|error| file.no_toml(&error))?;
    let mut written: Vec<Written> = Vec::new();
    for (key, value) in in_order(table.get_ref()) {
        if key.get_ref() != TABLE {
            let message =
                format!("`{}` is not known here; every rule begins with a line [[rule]]", key.get_ref());
            return Err(file.fault(key.span(), message));
        }
        let rules = value.get_ref().as_array();
        let Some(rules) = rules.filter(|rules| rules.iter().all(|rule| rule.get_ref().is_table())) else {
            return Err(file.fault(key.span(), "write [[rule]], with two brackets on either side"));
        };
        for rule in rules {
            if let Some(table) = rule.get_ref().as_table() {
                written.push(file.rule(written.len() + 1, rule.span(), table)?);
            }
        }
    }
    refuse_same_names(&written)?;
    Ok(written)
}

type Entry<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// The entries as they stand in the text.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<Entry<'t, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

struct File<'t> {
    text: &'t str,
    /// Where its lines end.
    line_ends: Vec<usize>,
}

impl File<'_> {
    /// The line of a place, from 1.
    fn line(&self, place: &Range<usize>) -> usize {
        self.line_ends.partition_point(|end| *end < place.start) + 1
    }

    fn fault(&self, place: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Format, message).at(format!("line {}", self.line(&place)))
    }

    fn no_toml(&self, error: &toml::de::Error) -> Error {
        let place = error.span().unwrap_or(0..0);
        let line = self.text.lines().nth(self.line(&place) - 1).unwrap_or_default();
        let is_curly = line.contains(['“', '”', '„', '‘', '’']) && !line.contains('"');
        let hint = if is_curly { "; quotation marks are straight ones here: \"…\"" } else { "" };
        let reason = error.message().lines().collect::<Vec<_>>().join("; ");
        self.fault(place, format!("this is no TOML: {reason}{hint}"))
    }

    /// The rule of one table, the `number`th of the file.
    fn rule(&self, number: usize, place: Range<usize>, table: &DeTable<'_>) -> Result<Written> {
        let mut name = format!("{TABLE} {number}");
        let mut topic = None;
        let (mut mode, mut parts) = (Mode::default(), Parts::BOTH);
        let (mut any, mut all, mut none, mut sources) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (key, value) in in_order(table) {
            let key_name: &str = key.get_ref();
            match key_name {
                "topic" => topic = Some(self.string(key_name, value)?),
                "name" => name = self.string(key_name, value)?,
                "any" => any = self.phrases(key_name, value)?,
                "all" => all = self.phrases(key_name, value)?,
                "none" => none = self.phrases(key_name, value)?,
                "in" => {
                    let known = [("title", Parts::TITLE), ("text", Parts::TEXT), ("both", Parts::BOTH)];
                    parts = self.choice(key_name, value, &known)?;
                }
                "mode" => {
                    let known = [("override", Mode::Override), ("fill", Mode::Fill)];
                    mode = self.choice(key_name, value, &known)?;
                }
                "source" => {
                    sources = self.list(key_name, value, |source| {
                        SourceName::new(source).ok_or_else(|| "a source has a name".to_owned())
                    })?;
                }
                unknown => return Err(self.fault(key.span(), unknown_key(unknown))),
            }
        }
        let line = self.line(&place);
        if topic.as_ref().is_some_and(|topic: &String| topic.trim().eq_ignore_ascii_case("unsure")) {
            let message = format!(
                "\"{name}\" has the topic \"unsure\", which stands for articles without one; name a topic"
            );
            return Err(self.fault(place, message));
        }
        let Some(topic) = topic else {
            return Err(self.fault(place, format!("\"{name}\" has no topic; add a line topic = \"…\"")));
        };
        if any.is_empty() && all.is_empty() && sources.is_empty() {
            let message = format!("\"{name}\" says of no article that it is meant; add any, all or source");
            return Err(self.fault(place, message));
        }
        Ok(Written { rule: Rule { name, topic, mode, line }, parts, any, all, none, sources })
    }

    /// A text that is not empty.
    fn string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or_else(|| {
            self.fault(value.span(), format!("write a text in quotation marks: {key} = \"…\""))
        })
    }

    /// One of a few words.
    fn choice<T: Copy>(&self, key: &str, value: &Spanned<DeValue<'_>>, known: &[(&str, T)]) -> Result<T> {
        let word = value.get_ref().as_str();
        let found = known.iter().find(|(name, _)| word == Some(name));
        found.map(|(_, meant)| *meant).ok_or_else(|| {
            let names: Vec<String> = known.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.fault(value.span(), format!("`{key}` is {}", names.join(" or ")))
        })
    }

    fn phrases(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<Phrase>> {
        self.list(key, value, phrase)
    }

    /// A list of texts, or a single one, each made by `make`.
    fn list<T>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        make: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>> {
        let items: Vec<&Spanned<DeValue<'_>>> =
            value.get_ref().as_array().map_or_else(|| vec![value], |items| items.iter().collect());
        if items.is_empty() {
            return Err(self.fault(value.span(), format!("`{key}` is empty; fill it or leave it out")));
        }
        let make_one = |item: &Spanned<DeValue<'_>>| {
            let Some(text) = item.get_ref().as_str() else {
                let message =
                    format!("`{key}` is a list of texts in quotation marks: {key} = [\"…\", \"…\"]");
                return Err(self.fault(item.span(), message));
            };
            make(text).map_err(|reason| self.fault(item.span(), format!("`{key}`: {reason}")))
        };
        items.into_iter().map(make_one).collect()
    }
}

/// By its name a rule is known in the output.
fn refuse_same_names(written: &[Written]) -> Result<()> {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    for Written { rule, .. } in written {
        if let Some(line) = lines.insert(&rule.name, rule.line) {
            let message = format!("the rule of line {line} is called \"{}\" too", rule.name);
            return Err(Error::new(ErrorKind::Format, message).at(format!("line {}", rule.line)));
        }
    }
    Ok(())
}

fn unknown_key(key: &str) -> String {
    let meant = nearest(key, KEYS).map_or_else(String::new, |meant| format!(" (`{meant}`?)"));
    format!("a rule has no `{key}`{meant}; it has {}", KEYS.join(", "))
}
