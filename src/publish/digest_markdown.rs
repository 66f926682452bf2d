//! A digest in Markdown (CommonMark): a heading per topic, an item per article.

use std::io::Write;

use super::{Digest, DigestEntry};
use crate::error::Result;

/// Writes `digest` as Markdown.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_markdown(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    writeln!(out, "# News digest\n\n{}", digest.overview())?;
    for group in digest.groups() {
        writeln!(out, "\n## {} ({})\n", escape(group.name()), group.entries.len())?;
        for entry in group.entries {
            writeln!(out, "- {}{}", escape(entry.headline()), details(entry))?;
        }
    }
    Ok(())
}

/// The title as a link, the source and the day, in the line below.
fn details(entry: &DigestEntry) -> String {
    let title = match (entry.subtitle(), entry.web_url()) {
        (Some(title), Some(url)) => Some(format!("[{}](<{}>)", escape(title), escape_url(url))),
        (Some(title), None) => Some(escape(title)),
        (None, Some(url)) => Some(format!("<{}>", escape_url(url))),
        (None, None) => None,
    };
    let parts = [title, entry.source.as_deref().map(escape), entry.day()];
    let details = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if details.is_empty() { details } else { format!("  \n  {details}") }
}

/// The text with every character that Markdown could take for a sign behind a backslash, on one line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    // A line that starts like a list item or heading would become one.
    let starts_list = escaped.starts_with(['-', '+', '='])
        || escaped.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
            && escaped.starts_with(|c: char| c.is_ascii_digit());
    if starts_list { escape_first_sign(&escaped) } else { escaped }
}

fn escape_first_sign(text: &str) -> String {
    let sign = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (digits, rest) = text.split_at(sign);
    format!("{digits}\\{rest}")
}

fn escape_url(url: &str) -> String {
    url.chars().filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '\\')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("1. <b>*Not* [a](link)</b>"), r"1\. \<b\>\*Not\* \[a\](link)\</b\>");
        assert_eq!(escape("- item"), r"\- item");
        assert_eq!(escape("3.5 million saved"), r"3\.5 million saved");
        assert_eq!(escape("two\nlines"), "two lines");
    }
}
