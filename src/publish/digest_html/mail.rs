//! The page for mail programs: no script, no style sheet and no filters, as they take the styles of elements only.

use maud::{DOCTYPE, Markup, html};

use super::super::printable::printable;
use super::super::{Digest, DigestEntry, StoryView, TopicGroup};
use super::page::period;

const BODY: &str = "margin:0;padding:20px 16px;background:#ffffff;color:#1f2430;font:16px/1.5 Georgia,'Times New Roman',serif";
const SHEET: &str = "max-width:640px;margin:0 auto";
const TITLE: &str = "margin:0 0 4px;font-size:28px;line-height:1.2";
const NOTE: &str = "margin:0;color:#5b6370;font:14px/1.5 Arial,Helvetica,sans-serif";
const TOPIC: &str =
    "margin:28px 0 4px;padding:0 0 4px;border-bottom:1px solid #1f2430;font-size:20px;line-height:1.3";
const STORY: &str = "padding:10px 0;border-bottom:1px solid #dde1e6;word-break:break-word";
const LINE: &str = "margin:0 0 3px;font-size:17px;line-height:1.4;font-weight:bold";
const LINK: &str = "color:#2468a8";

/// The page of `digest` as the HTML part of a mail.
pub(in super::super) fn mail_page(digest: &Digest) -> String {
    let title = printable(&digest.title);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
            }
            body style=(BODY) {
                div style=(SHEET) {
                    h1 style=(TITLE) dir="auto" { (title) }
                    @if let Some(period) = period(digest) { p style=(NOTE) { (period) } }
                    p style=(NOTE) { (digest.counts()) }
                    @if let Some(left_out) = digest.left_out() { p style=(NOTE) { (left_out) } }
                    @for group in digest.groups() { (topic(&group)) }
                }
            }
        }
    };
    page.into_string()
}

fn topic(group: &TopicGroup<'_>) -> Markup {
    html! {
        h2 style=(TOPIC) dir="auto" { (printable(group.name())) " (" (group.n_stories()) ")" }
        "\n"
        @for view in &group.stories { (story(view)) "\n" }
        @if group.n_more > 0 { p style=(NOTE) { "and " (group.n_more) " more" } }
    }
}

fn story(view: &StoryView<'_>) -> Markup {
    let entry = view.lead;
    let source = view.sources_in_short();
    let source =
        source.as_deref().map(|source| printable(source).into_owned()).filter(|source| !source.is_empty());
    let title = entry.subtitle().or_else(|| entry.web_url().map(|_| "Read the article"));
    let facts: Vec<String> = [source, entry.day()].into_iter().flatten().collect();
    html! {
        div style=(STORY) {
            p style=(LINE) dir="auto" { (printable(entry.headline())) }
            p style=(NOTE) {
                @if let Some(title) = title { (linked(title, entry)) }
                @if title.is_some() && !facts.is_empty() { " · " }
                (facts.join(" · "))
            }
            @if view.size() > 1 {
                p style=(NOTE) {
                    "Also: "
                    @for (index, other) in view.others().enumerate() {
                        @if index > 0 { ", " }
                        (linked(&other.outlet(), other))
                    }
                }
            }
        }
    }
}

fn linked(text: &str, entry: &DigestEntry) -> Markup {
    let text = printable(text);
    html! {
        @if let Some(url) = entry.web_url() {
            a href=(url) style=(LINK) dir="auto" { (text) }
        } @else {
            span dir="auto" { (text) }
        }
    }
}
