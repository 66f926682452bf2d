//! The findings of an audit for a person: a section for each kind, what it means, and where to look.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::counted;
use super::wording::clipped;
use crate::article::Article;
use crate::error::Result;
use crate::topics::{Audit, ConfusedPair, CopyGroup, DoubtfulLabel, EmptyRow, FEW_ROWS, SmallTopic};

/// So many characters of a row are shown, so that it is known again.
const EXCERPT_CHARS: usize = 100;

/// Where the text goes, how it looks, and how much of it there may be.
struct Page<'o> {
    out: &'o mut dyn Write,
    heading: Style,
    detail: Style,
    /// The most findings of a section.
    limit: usize,
}

/// Writes `audit` as text: up to `limit` findings of each kind (0: all), with ANSI colours where `coloured`.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_audit_text(out: &mut dyn Write, audit: &Audit<'_>, limit: usize, coloured: bool) -> Result<()> {
    write!(out, "{}, {}; ", counted(audit.n_rows, "row"), counted(audit.n_topics, "topic"))?;
    match audit.agreement {
        Some(agreement) => writeln!(
            out,
            "{agreement:.1} % of the {} that could be judged are what a model predicts that has not seen the row.",
            counted(audit.n_judged, "label")
        )?,
        None => writeln!(out, "too few to judge a label by the others.")?,
    }
    let (heading, detail) = if coloured {
        (AnsiColor::Cyan.on_default().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let limit = if limit == 0 { usize::MAX } else { limit };
    let mut page = Page { out, heading, detail, limit };
    page.section("Labels that look wrong", &about_labels(audit), &audit.labels, Page::label)?;
    page.section("Groups of copies", &about_copies(audit), &audit.copies, Page::copies)?;
    page.section("Rows to learn nothing from", "", &audit.empty, Page::empty)?;
    let about_few = format!(
        "with fewer than {FEW_ROWS} rows a topic is hardly learnt, and its figures mean little: label more, or merge it"
    );
    page.section("Topics with too few rows", &about_few, &audit.few, Page::small_topic)?;
    page.section(
        "Topics that are hard to tell apart",
        "by the share of their rows that is predicted to be of the other",
        &audit.confused,
        Page::pair,
    )
}

fn about_labels(audit: &Audit<'_>) -> String {
    let n_confident = audit.labels.iter().filter(|label| label.is_confident).count();
    format!(
        "the least probable first; in {n_confident} the model is as sure as it usually is of what it predicts"
    )
}

fn about_copies(audit: &Audit<'_>) -> String {
    let n_rows: usize = audit.copies.iter().map(|group| group.articles.len()).sum();
    let n_conflicts = audit.copies.iter().filter(|group| group.is_conflict()).count();
    format!("{} in all; groups whose labels differ come first: {n_conflicts}", counted(n_rows, "row"))
}

impl Page<'_> {
    /// A heading with the number of findings and what is to be known about them, and the first of them.
    fn section<T>(
        &mut self,
        heading: &str,
        about: &str,
        findings: &[T],
        write: fn(&mut Self, &T) -> Result<()>,
    ) -> Result<()> {
        let style = self.heading;
        write!(self.out, "\n{style}{heading}{style:#}: ")?;
        if findings.is_empty() {
            return Ok(writeln!(self.out, "none")?);
        }
        let about = if about.is_empty() { String::new() } else { format!(" ({about})") };
        writeln!(self.out, "{}{about}", findings.len())?;
        for finding in findings.iter().take(self.limit) {
            write(self, finding)?;
        }
        if let n @ 1.. = findings.len().saturating_sub(self.limit) {
            writeln!(self.out, "  … and {n} more; --limit 0 shows all")?;
        }
        Ok(())
    }

    fn detail(&mut self, text: &str) -> Result<()> {
        let style = self.detail;
        Ok(writeln!(self.out, "    {style}{text}{style:#}")?)
    }

    fn label(&mut self, found: &DoubtfulLabel<'_>) -> Result<()> {
        writeln!(
            self.out,
            "  {}: labelled {} ({}), predicted {} ({})",
            found.article.id,
            found.label,
            percent(found.label_probability),
            found.predicted,
            percent(found.predicted_probability)
        )?;
        self.detail(&excerpt(found.article))?;
        if found.terms.is_empty() {
            Ok(())
        } else {
            self.detail(&format!("terms: {}", found.terms.join(", ")))
        }
    }

    fn copies(&mut self, group: &CopyGroup<'_>) -> Result<()> {
        let what = if group.is_exact { "the same" } else { "nearly the same" };
        let labels = if group.is_conflict() { ", labels differ" } else { "" };
        writeln!(self.out, "  {}, {what}{labels}:", counted(group.articles.len(), "row"))?;
        for (article, label) in group.articles.iter().zip(&group.labels).take(self.limit) {
            let label = if label.is_empty() { "none" } else { label };
            writeln!(self.out, "    {} ({label})", article.id)?;
        }
        if let n @ 1.. = group.articles.len().saturating_sub(self.limit) {
            writeln!(self.out, "    … and {n} more")?;
        }
        group.articles.first().map_or(Ok(()), |article| self.detail(&excerpt(article)))
    }

    fn empty(&mut self, row: &EmptyRow<'_>) -> Result<()> {
        Ok(writeln!(self.out, "  {}: {}", row.article.id, row.reason.as_str())?)
    }

    fn small_topic(&mut self, topic: &SmallTopic<'_>) -> Result<()> {
        let copies = match topic.n_rows - topic.n_distinct {
            0 => String::new(),
            n => format!(", {n} of them copies of others"),
        };
        Ok(writeln!(self.out, "  {}: {}{copies}", topic.topic, counted(topic.n_rows, "row"))?)
    }

    fn pair(&mut self, pair: &ConfusedPair<'_>) -> Result<()> {
        let [first, second] = pair.topics;
        Ok(writeln!(
            self.out,
            "  {first} and {second}: {:.1} % of {} ({} of {first}, {} of {second})",
            pair.share, pair.n_rows, pair.n_first_as_second, pair.n_second_as_first
        )?)
    }
}

/// A probability as a person reads it: nothing is certain, and nothing impossible.
pub(super) fn percent(probability: f64) -> String {
    match 100.0 * probability {
        low if low < 1.0 => "<1 %".to_owned(),
        high if high > 99.0 => ">99 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// The beginning of a row, on one line, by which a person knows it again.
pub(super) fn excerpt(article: &Article) -> String {
    let mut title = article.title.split_whitespace().peekable();
    let separator = title.peek().filter(|_| !article.text.is_empty()).map(|_| "·");
    clipped(title.chain(separator).chain(article.text.split_whitespace()), EXCERPT_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt_of(title: &str, text: &str) -> String {
        excerpt(&Article { title: title.to_owned(), text: text.to_owned(), ..Article::default() })
    }

    #[test]
    fn excerpts_are_one_short_line() {
        assert_eq!(excerpt_of("Frost", "Roses\n\nsurvive  it."), "Frost · Roses survive it.");
        assert_eq!(excerpt_of("", "Roses"), "Roses");
        assert_eq!(excerpt_of("Roses", ""), "Roses");
        assert_eq!(excerpt_of("", &"compost ".repeat(20)), format!("{}…", "compost ".repeat(12)));
        assert_eq!(excerpt_of("", &"玫瑰".repeat(99)), format!("{} …", "玫瑰".repeat(50)));
    }
}
