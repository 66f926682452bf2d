//! Explanations for a person: the two topics, the terms that speak for each, how they add up, and the article with its words marked.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::audit_text::percent;
use super::{Explained, ExplanationRow, counted};
use crate::article::{Article, Doubt, Part, Span, Status};
use crate::error::Result;
use crate::rules::Rule;
use crate::topics::{TermEvidence, TopicProbability, WordEvidence};

/// A word is marked where it contributes this share of what the strongest word does …
const MARKED: f64 = 0.1;
/// … stands out with this share …
const MIDDLING: f64 = 0.25;
/// … and most of all with this.
const STRONG: f64 = 0.5;

/// How explanations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExplanationStyle {
    /// So many terms for each of the two topics at most; 0 for all.
    pub limit: usize,
    /// Whether the article follows, its words marked.
    pub with_text: bool,
    /// Whether words are marked, and headings shown, by ANSI colours; without, words for the topic stand as `[+word]` and those
    /// for the runner-up as `[-word]`.
    pub coloured: bool,
}

/// Writes one explanation, and a blank line behind it.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_explanation_text(
    out: &mut dyn Write,
    row: &ExplanationRow<'_>,
    style: ExplanationStyle,
) -> Result<()> {
    let heading = if style.coloured { Style::new().bold() } else { Style::new() };
    let title = row.article.map_or("", |article| article.title.trim());
    let separator = if title.is_empty() { "" } else { " · " };
    writeln!(out, "{heading}{}{heading:#}{separator}{title}", row.id)?;
    if let Some(error) = row.error {
        writeln!(out, "  error: {error}")?;
    }
    if row.status == Status::Empty {
        writeln!(out, "  empty: neither title nor text")?;
    }
    match row.doubt {
        None => {}
        Some(Doubt::NoKnownWord) => {
            let prior: Vec<String> = row.topics.iter().map(likelihood).collect();
            writeln!(
                out,
                "  unsure: no word that the model knows; likeliest by the prior: {}",
                prior.join(", ")
            )?;
        }
        Some(doubt) => writeln!(out, "  unsure: {}", doubt.as_str())?,
    }
    write_rules(out, row)?;
    if let Some(explained) = &row.explained {
        write_decision(out, explained, style)?;
        if let Some(article) = row.article.filter(|_| style.with_text) {
            write_article(out, article, row.masked, &explained.explanation.words, style.coloured)?;
        }
    }
    Ok(writeln!(out)?)
}

/// The rule that decides, and the others that match, where one does.
fn write_rules(out: &mut dyn Write, row: &ExplanationRow<'_>) -> Result<()> {
    let deciding: Vec<&Rule> = row.deciding_rules().collect();
    for rule in &deciding {
        writeln!(out, "  {} by the rule \"{}\"", rule.topic, rule.name)?;
    }
    for rule in row.matching_rules().filter(|rule| !deciding.contains(rule)) {
        writeln!(out, "  ({} by the rule \"{}\", which does not decide)", rule.topic, rule.name)?;
    }
    if !deciding.is_empty() && row.explained.is_some() {
        writeln!(out, "  The model alone:")?;
    }
    Ok(())
}

/// The two topics, a table of terms, and the sum.
fn write_decision(out: &mut dyn Write, explained: &Explained, style: ExplanationStyle) -> Result<()> {
    let Explained { topic, runner_up, explanation } = explained;
    write!(out, "  {}", likelihood(topic))?;
    match runner_up {
        Some(next) => writeln!(out, ", next {}", likelihood(next))?,
        None => writeln!(out)?,
    }
    let (shown, n_others, of_others) = explained.strongest(style.limit);
    let (speaking_for, against): (Vec<&TermEvidence>, Vec<&TermEvidence>) =
        shown.iter().partition(|term| term.contribution >= 0.0);
    let [green, red] = tones(style.coloured);
    let against_name =
        runner_up.as_ref().map_or_else(|| "against it".to_owned(), |next| format!("for {}", next.topic));
    let sides = [(format!("for {}", topic.topic), speaking_for, green), (against_name, against, red)];
    let heading_widths = sides.iter().filter(|side| !side.1.is_empty()).map(|side| width(&side.0));
    let widths = heading_widths.chain(shown.iter().map(|term| width(&term.term) + 2));
    let width_of_terms = widths.max().unwrap_or(0);
    let mut columns = "  count  TF-IDF   weight  contribution";
    for (name, terms, tone) in sides.iter().filter(|side| !side.1.is_empty()) {
        let padding = if columns.is_empty() { 0 } else { width_of_terms.saturating_sub(width(name)) };
        writeln!(out, "\n  {tone}{name}{tone:#}{:padding$}{columns}", "")?;
        columns = "";
        for TermEvidence { term, count, value, weight, contribution, .. } in terms {
            let padding = width_of_terms.saturating_sub(width(term) + 2);
            writeln!(
                out,
                "    {term}{:padding$}  {count:>5}  {value:>6.3}  {weight:>+7.3}  {contribution:>+12.4}",
                ""
            )?;
        }
    }
    let of_shown: f64 = shown.iter().map(|term| term.contribution).fold(0.0, |sum, value| sum + value);
    let n_shown = counted(shown.len(), "term");
    write!(out, "\n  margin {:+.4} = {:+.4} (intercept)", explanation.margin, explanation.intercept)?;
    write!(out, " {} ({n_shown})", signed(of_shown))?;
    if n_others > 0 {
        write!(out, " {} ({})", signed(of_others), counted(n_others, "other term"))?;
    }
    writeln!(out)?;
    if explanation.margin < 0.0 && runner_up.is_some() {
        writeln!(
            out,
            "  (by its score the runner-up is ahead; calibration, prior or thresholds turned them round)"
        )?;
    }
    Ok(())
}

/// A topic with its probability.
fn likelihood(topic: &TopicProbability) -> String {
    let confidence =
        topic.confidence.map_or_else(String::new, |confidence| format!(" {}", percent(confidence)));
    topic.topic.clone() + &confidence
}

/// A summand with its sign apart.
fn signed(value: f64) -> String {
    format!("{} {:.4}", if value < 0.0 { '-' } else { '+' }, value.abs())
}

/// The width of a term in characters.
fn width(term: &str) -> usize {
    term.chars().count()
}

/// The colours of the topic and of the runner-up.
fn tones(coloured: bool) -> [Style; 2] {
    if coloured {
        [AnsiColor::Green.on_default(), AnsiColor::Red.on_default()]
    } else {
        [Style::new(), Style::new()]
    }
}

/// The title and the text with the words marked by what they contribute, boilerplate dimmed.
fn write_article(
    out: &mut dyn Write,
    article: &Article,
    masked: &[Span],
    words: &[WordEvidence],
    coloured: bool,
) -> Result<()> {
    let strongest = words.iter().map(|word| word.contribution.abs()).fold(0.0, f64::max);
    let marker = Marker { strongest, coloured };
    let (of_title, of_text): (Vec<&WordEvidence>, Vec<&WordEvidence>) =
        words.iter().partition(|word| word.place.part == Part::Title);
    for (text, words, masked) in [(&article.title, of_title, [].as_slice()), (&article.text, of_text, masked)]
    {
        if !text.trim().is_empty() {
            writeln!(out)?;
            marker.write(out, text, &words, masked)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

struct Marker {
    /// What the strongest word contributes, either way.
    strongest: f64,
    coloured: bool,
}

impl Marker {
    fn write(&self, out: &mut dyn Write, text: &str, words: &[&WordEvidence], masked: &[Span]) -> Result<()> {
        // Words and boilerplate never overlap.
        let words = words.iter().map(|word| (word.place.span, Some(word.contribution)));
        let mut stretches: Vec<(Span, Option<f64>)> =
            words.chain(masked.iter().map(|span| (*span, None))).collect();
        stretches.sort_by_key(|(span, _)| *span);
        let mut position = 0;
        for (span, contribution) in stretches {
            out.write_all(Span::new(position, span.start).of(text).as_bytes())?;
            self.stretch(out, span.of(text), contribution)?;
            position = span.end;
        }
        Ok(out.write_all(Span::new(position, text.len()).of(text).as_bytes())?)
    }

    /// A word with its contribution, or boilerplate.
    fn stretch(&self, out: &mut dyn Write, text: &str, contribution: Option<f64>) -> Result<()> {
        let Some(contribution) = contribution else {
            let style = if self.coloured { Style::new().dimmed() } else { Style::new() };
            return Ok(write!(out, "{style}{text}{style:#}")?);
        };
        let share = if self.strongest > 0.0 { contribution.abs() / self.strongest } else { 0.0 };
        if share < MARKED {
            return Ok(out.write_all(text.as_bytes())?);
        }
        let is_for = contribution > 0.0;
        if !self.coloured {
            return Ok(write!(out, "[{}{text}]", if is_for { '+' } else { '-' })?);
        }
        let [green, red] = tones(true);
        let tone = if is_for { green } else { red };
        let style = match share {
            strong if strong >= STRONG => tone.bold().underline(),
            middling if middling >= MIDDLING => tone.bold(),
            _ => tone,
        };
        Ok(write!(out, "{style}{text}{style:#}")?)
    }
}
