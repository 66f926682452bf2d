//! A digest for the terminal: topics, lines, and under each line where it comes from.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::{Digest, StoryView};
use crate::error::Result;

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

/// Writes `digest` as text, with ANSI colours where `coloured`.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_text(out: &mut dyn Write, digest: &Digest, coloured: bool) -> Result<()> {
    let Styles { topic, line, detail } = if coloured { COLOURED } else { PLAIN };
    writeln!(out, "{}", digest.overview())?;
    for group in digest.groups() {
        writeln!(out, "\n{topic}{}{topic:#} ({})", group.name(), group.n_stories())?;
        for view in group.stories {
            let entry = view.lead;
            writeln!(out, "\n  {line}{}{line:#}", entry.headline())?;
            let details = details(&view);
            if !details.is_empty() {
                writeln!(out, "  {detail}{details}{detail:#}")?;
            }
            if let Some(url) = entry.web_url() {
                writeln!(out, "  {detail}{url}{detail:#}")?;
            }
        }
    }
    Ok(())
}

/// Title, source, day and confidence, as far as they are known.
fn details(view: &StoryView<'_>) -> String {
    let entry = view.lead;
    let confidence = view.story.confidence.map(|confidence| format!("{:.0} %", 100.0 * confidence));
    let parts = [entry.subtitle().map(str::to_owned), view.sources_in_short(), entry.day(), confidence];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
