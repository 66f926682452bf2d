//! The page as a whole: head, masthead, what picks out, stories.

use std::io::Write;

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::super::printable::printable;
use super::super::wording::thousands;
use super::super::{Digest, TopicGroup};
use super::policy::policy;
use super::stories::{anchor, topic};
use crate::error::Result;

pub(super) const STYLE: &str = concat!(include_str!("../colours.css"), include_str!("page.css"));
pub(super) const SCRIPT: &str = include_str!("page.js");

/// Writes `digest` as one page of HTML that stands alone.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_html(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    let groups = digest.groups();
    let title = printable(&digest.title);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "slugline " (env!("CARGO_PKG_VERSION")) };
                title { (title) @if let Some(period) = period(digest) { ", " (period) } }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#stories" { "Skip to the stories" }
                (masthead(digest, &title))
                @if groups.is_empty() {
                    main id="stories" { p.nothing { "There are no stories." } }
                } @else {
                    div.columns {
                        (tools(&groups))
                        main id="stories" tabindex="-1" {
                            @for (place, group) in groups.iter().enumerate() { (topic(place, group)) }
                            p.nothing id="nothing" hidden { "No story matches." }
                        }
                    }
                }
                footer { p { "Made by slugline " (env!("CARGO_PKG_VERSION")) ". The lines are sentences of the articles, of which words may be left out." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    out.write_all(page.into_string().as_bytes())?;
    Ok(writeln!(out)?)
}

fn masthead(digest: &Digest, title: &str) -> Markup {
    html! {
        header.masthead {
            h1 dir="auto" { (title) }
            @if let Some(period) = period(digest) { p.period { (period) } }
            p.counts { (digest.counts()) }
            @if let Some(left_out) = digest.left_out() { p.counts { (left_out) } }
        }
    }
}

/// Search, and the topics: links to them, by which the script shows one topic alone.
fn tools(groups: &[TopicGroup<'_>]) -> Markup {
    let n_stories: usize = groups.iter().map(TopicGroup::n_stories).sum();
    html! {
        div.tools {
            div.search id="searching" role="search" hidden {
                label for="search" { "Search" }
                input id="search" type="search" autocomplete="off" spellcheck="false" aria-controls="stories";
            }
            nav.topics aria-label="Topics" {
                ul {
                    li { a href="#stories" aria-current="true" { span { "All topics" } " " span.count { (thousands(n_stories)) } } }
                    @for (place, group) in groups.iter().enumerate() {
                        li { a href={ "#" (anchor(place)) } { span dir="auto" { (printable(group.name())) } " " span.count { (thousands(group.n_stories())) } } }
                    }
                }
            }
            p.matches id="matches" role="status" aria-live="polite" {}
        }
    }
}

/// From when to when, for a reader: `2 to 20 November 2026`.
pub(super) fn period(digest: &Digest) -> Option<String> {
    let (first, last) = digest.moments()?;
    let write = |time: Timestamp, form: &str| time.strftime(form).to_string();
    let is_same = |form: &str| write(first, form) == write(last, form);
    let whole = write(last, "%-d %B %Y");
    Some(if is_same("%-d %B %Y") {
        whole
    } else if is_same("%B %Y") {
        format!("{} to {whole}", write(first, "%-d"))
    } else if is_same("%Y") {
        format!("{} to {whole}", write(first, "%-d %B"))
    } else {
        format!("{} to {whole}", write(first, "%-d %B %Y"))
    })
}
