//! A digest in Markdown (CommonMark): a heading per topic, an item per article.

use std::io::Write;

use super::{Digest, StoryView};
use crate::error::Result;

/// Writes `digest` as Markdown.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_markdown(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    writeln!(out, "# {}\n\n{}", escape(&digest.title), digest.overview())?;
    for group in digest.groups() {
        writeln!(out, "\n## {} ({})\n", escape(group.name()), group.n_stories())?;
        for view in group.stories {
            writeln!(out, "- {}{}", escape(view.lead.headline()), details(&view))?;
        }
    }
    Ok(())
}

/// The title as a link, the source and the day, in the line below.
fn details(view: &StoryView<'_>) -> String {
    let entry = view.lead;
    let title = match (entry.subtitle(), entry.web_url()) {
        (Some(title), Some(url)) => Some(format!("[{}](<{}>)", escape(title), escape_url(url))),
        (Some(title), None) => Some(escape(title)),
        (None, Some(url)) => Some(format!("<{}>", escape_url(url))),
        (None, None) => None,
    };
    let parts = [title, view.sources_in_short().as_deref().map(escape), entry.day()];
    let details = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if details.is_empty() { details } else { format!("  \n  {details}") }
}

/// The text on one line, with a backslash before every character that Markdown would take for a sign there.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (index, character) in text.char_indices() {
        let next = text.get(index + character.len_utf8()..).and_then(|rest| rest.chars().next());
        let is_sign = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
            // An entity, such as `&lt;`.
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            // A heading, a quotation or a list item opens the line.
            '#' | '>' | '-' | '+' | '=' => index == 0,
            '.' | ')' => digits > 0 && index == digits && next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if is_sign {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}

fn escape_url(url: &str) -> String {
    url.chars().filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '\\')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("1. <b>*Not* [a](link)</b>"), r"1\. \<b>\*Not\* \[a\](link)\</b>");
        assert_eq!(escape("- item - by item"), r"\- item - by item");
        assert_eq!(escape("# Fish & chips &amp; 3.5 more!"), r"\# Fish & chips \&amp; 3.5 more!");
        assert_eq!(escape("3.5 million saved"), "3.5 million saved");
        assert_eq!(escape("two\nlines"), "two lines");
    }
}
