//! The articles of a story as a list of links, and what a feed reader shows of the story.

use maud::{Markup, html};

use super::super::printable::printable;
use super::super::{DigestEntry, StoryView};

/// The text, as a link where there is one, in the midst of other text, which it must not turn around.
fn linked(text: &str, url: Option<&str>) -> Markup {
    html! { span dir="auto" { (linked_line(text, url)) } }
}

/// The same on a line of its own, which takes its direction.
pub(super) fn linked_line(text: &str, url: Option<&str>) -> Markup {
    let text = printable(text);
    html! {
        @if let Some(url) = url { a href=(url) rel="noopener noreferrer" { (text) } } @else { (text) }
    }
}

/// The day of publication, where it is known.
pub(super) fn date(entry: &DigestEntry) -> Markup {
    html! {
        @if let Some(published) = entry.published {
            time datetime=(published.strftime("%Y-%m-%dT%H:%M:%SZ")) { (published.strftime("%-d %b %Y")) }
        }
    }
}

/// Every one of `entries`: title, source and day.
pub(super) fn reports<'d>(entries: impl Iterator<Item = &'d DigestEntry>) -> Markup {
    html! {
        ul {
            @for entry in entries {
                li {
                    (linked(entry.name(), entry.web_url().as_deref()))
                    " – " bdi { (entry.outlet()) }
                    @if entry.published.is_some() { ", " (date(entry)) }
                }
            }
        }
    }
}

/// What a feed reader shows under the line: where it comes from, and who else reports it.
pub(in super::super) fn description(view: &StoryView<'_>) -> String {
    let entry = view.lead;
    let source = view.sources_in_short();
    let source = source.as_deref().map(printable).filter(|source| !source.is_empty());
    let title = entry.subtitle().or_else(|| entry.web_url().map(|_| "Read the article"));
    let separator = if title.is_some() && source.is_some() { ", " } else { "" };
    let markup = html! {
        @if title.is_some() || source.is_some() {
            p {
                @if let Some(title) = title { (linked(title, entry.web_url().as_deref())) }
                (separator)
                @if let Some(source) = source { (source) }
            }
        }
        @if view.size() > 1 {
            p { "Also reported:" }
            (reports(view.others()))
        }
    };
    markup.into_string()
}
