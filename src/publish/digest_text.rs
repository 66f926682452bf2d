//! A digest for the terminal: topics, lines, and under each line where it comes from.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter, WrapAlgorithm};

use super::printable::printable;
use super::{Digest, StoryView};
use crate::error::Result;

/// What stands before the lines of a story.
const INDENT: &str = "  ";
/// What stands before the rest of a line that is broken.
const HANGING_INDENT: &str = "    ";
/// No terminal is taken to be narrower.
const MIN_WIDTH: usize = 24;

/// How a digest is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DigestTextStyle {
    /// Whether parts stand out by ANSI colours.
    pub coloured: bool,
    /// Lines are broken before so many columns, links excepted; not at all where it is `None`.
    pub width: Option<usize>,
}

/// How the parts of a digest look on a terminal.
struct Styles {
    topic: Style,
    line: Style,
    detail: Style,
}

const PLAIN: Styles = Styles { topic: Style::new(), line: Style::new(), detail: Style::new() };
const COLOURED: Styles = Styles {
    topic: AnsiColor::Cyan.on_default().bold(),
    line: Style::new().bold(),
    detail: Style::new().dimmed(),
};

/// Writes `digest` as text.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_text(out: &mut dyn Write, digest: &Digest, style: DigestTextStyle) -> Result<()> {
    let Styles { topic, line, detail } = if style.coloured { COLOURED } else { PLAIN };
    let mut out = Wrapped { out, width: style.width };
    out.line("", &digest.title, line)?;
    out.line("", &digest.overview(), PLAIN.line)?;
    if let Some(left_out) = digest.left_out() {
        out.line("", &left_out, PLAIN.line)?;
    }
    for group in digest.groups() {
        let name = printable(group.name());
        writeln!(out.out, "\n{topic}{name}{topic:#} ({})", group.n_stories())?;
        for view in group.stories {
            writeln!(out.out)?;
            out.line(INDENT, view.lead.headline(), line)?;
            out.line(INDENT, &details(&view), detail)?;
            if let Some(url) = view.lead.web_url() {
                writeln!(out.out, "{INDENT}{detail}{url}{detail:#}")?;
            }
            if let Some(others) = view.others_in_short() {
                out.line(INDENT, &format!("Also: {others}"), detail)?;
            }
        }
        if group.n_more > 0 {
            writeln!(out.out)?;
            out.line(INDENT, &format!("and {} more", group.n_more), detail)?;
        }
    }
    Ok(())
}

/// Lines broken at a width.
struct Wrapped<'o> {
    out: &'o mut dyn Write,
    width: Option<usize>,
}

impl Wrapped<'_> {
    /// Writes a text behind `indent`, its further lines indented by more; nothing where it is empty.
    fn line(&mut self, indent: &str, text: &str, style: Style) -> Result<()> {
        let text = printable(text);
        if text.is_empty() {
            return Ok(());
        }
        let Some(width) = self.width else {
            return Ok(writeln!(self.out, "{indent}{style}{text}{style:#}")?);
        };
        let hanging = if indent.is_empty() { INDENT } else { HANGING_INDENT };
        // The first line has more room than the others, which a break may take back.
        let options = Options::new(width.max(MIN_WIDTH))
            .initial_indent(indent)
            .subsequent_indent(hanging)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for (index, broken) in textwrap::wrap(&text, options).iter().enumerate() {
            let indent = if index == 0 { indent } else { hanging };
            let words = broken.get(indent.len()..).unwrap_or_default();
            writeln!(self.out, "{indent}{style}{words}{style:#}")?;
        }
        Ok(())
    }
}

/// Title, source, day and confidence, as far as they are known.
fn details(view: &StoryView<'_>) -> String {
    let entry = view.lead;
    let confidence = view.story.confidence.map(|confidence| format!("{:.0} %", 100.0 * confidence));
    let parts = [entry.subtitle().map(str::to_owned), view.sources_in_short(), entry.day(), confidence];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use textwrap::core::display_width;

    use super::*;
    use crate::publish::digest_samples::{digest, entry, hostile};

    fn text(digest: &Digest, style: DigestTextStyle) -> String {
        let mut written = Vec::new();
        write_digest_text(&mut written, digest, style).unwrap();
        String::from_utf8(written).unwrap()
    }

    /// Widths by UAX #11, as `unicode-width` counts them: a CJK character takes two columns, a combining accent none.
    #[test]
    fn lines_are_broken_by_their_width_on_screen() {
        let mut digest = digest();
        digest.entries[1] = entry(
            "ferry",
            "三菱重工業が新しい港湾クレーンの試験を始めた",
            "Cafe\u{301} ".repeat(30).as_str(),
        );
        for width in [24, 40, 79] {
            let text = text(&digest, DigestTextStyle { coloured: false, width: Some(width) });
            for line in text.lines().filter(|line| !line.contains("https://")) {
                assert!(display_width(line) <= width, "{width}: {line}");
            }
            let whole = super::tests::text(&digest, DigestTextStyle::default());
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&text), words(&whole), "no word is lost");
        }
    }

    #[test]
    fn the_rest_of_a_line_hangs() {
        let text = text(&digest(), DigestTextStyle { coloured: false, width: Some(30) });
        assert!(
            text.contains("\n  The exchange stopped paying\n    out on Monday.\n  Exchange halts"),
            "{text}"
        );
        assert!(text.contains("\n  https://quay.example/coin-1\n  Also: Ledger (2)\n"), "{text}");
    }

    #[test]
    fn nothing_in_the_news_steers_the_terminal() {
        for width in [None, Some(80)] {
            let text = text(&hostile(), DigestTextStyle { coloured: false, width });
            assert!(text.chars().all(|c| c == '\n' || !crate::publish::printable::is_hidden(c)), "{text}");
            // A line of its own is what a reader would take for the next story.
            assert!(!text.contains("\nBcc") && !text.contains("\nX-Injected"));
        }
    }
}
