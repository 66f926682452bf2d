//! A digest in Markdown (CommonMark): a heading per topic, an item per story, and under it its other articles.

use std::io::Write;

use super::printable::printable;
use super::{Digest, DigestEntry};
use crate::error::Result;

/// Writes `digest` as Markdown.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_markdown(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    writeln!(out, "# {}\n\n{}", escape(&digest.title), digest.overview())?;
    if let Some(left_out) = digest.left_out() {
        writeln!(out, "\n{left_out}")?;
    }
    for group in digest.groups() {
        writeln!(out, "\n## {} ({})\n", escape(group.name()), group.n_stories())?;
        for view in group.stories {
            let details = details(view.lead, view.lead.subtitle(), view.sources_in_short().as_deref());
            // Two spaces at the end of a line keep what follows on a line of its own.
            let separator = if details.is_empty() { "" } else { "  \n  " };
            writeln!(out, "- {}{separator}{details}", escape(view.lead.headline()))?;
            for entry in view.others() {
                writeln!(out, "  - {}", details_of_other(entry))?;
            }
        }
        if group.n_more > 0 {
            writeln!(out, "\nand {} more", group.n_more)?;
        }
    }
    Ok(())
}

fn details_of_other(entry: &DigestEntry) -> String {
    details(entry, Some(entry.name()), Some(&entry.outlet()))
}

/// The title as a link, the source and the day.
fn details(entry: &DigestEntry, title: Option<&str>, source: Option<&str>) -> String {
    let title = match (title, entry.web_url()) {
        (Some(title), Some(url)) => Some(format!("[{}](<{}>)", escape(title), escape_url(&url))),
        (Some(title), None) => Some(escape(title)),
        (None, Some(url)) => Some(format!("<{url}>")),
        (None, None) => None,
    };
    let parts = [title, source.map(escape), entry.day()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The text on one line, with a backslash before every character that Markdown would take for a sign there.
pub(super) fn escape(text: &str) -> String {
    let text = printable(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut previous = ' ';
    for (index, character) in text.char_indices() {
        let rest = text.get(index + character.len_utf8()..).unwrap_or_default();
        let is_sign = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
            '&' => is_entity(rest),
            // A heading opens with it, and may close with it.
            '#' => previous == ' ',
            // A quotation or a list item opens the line, or a line of these makes the one above a heading.
            '>' | '-' | '+' | '=' => index == 0,
            '.' | ')' => digits > 0 && index == digits && rest.chars().next().is_none_or(char::is_whitespace),
            _ => false,
        };
        if is_sign {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = character;
    }
    escaped
}

/// Whether an ampersand before `rest` would begin an entity, such as `&lt;` or `&#60;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let n = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    n > 0 && name.as_bytes().get(n) == Some(&b';')
}

/// The address between `<` and `>`, which it holds none of; an ampersand gets a backslash where it would begin an entity.
fn escape_url(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for (index, character) in url.char_indices() {
        if character == '&' && url.get(index + 1..).is_some_and(is_entity) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("1. <b>*Not* [a](link)</b>"), r"1\. \<b>\*Not\* \[a\](link)\</b>");
        assert_eq!(escape("- item - by item"), r"\- item - by item");
        assert_eq!(escape("# Fish & chips &amp; 3.5 more!"), r"\# Fish & chips \&amp; 3.5 more!");
        assert_eq!(escape("A heading ## and C# R&D; &c"), r"A heading \## and C# R\&D; &c");
        assert_eq!(escape("3.5 million saved"), "3.5 million saved");
        assert_eq!(escape("two\nlines"), "two lines");
        assert_eq!(escape_url("https://a.example/?a=1&b=2&lt;3"), r"https://a.example/?a=1&b=2\&lt;3");
    }
}
