//! The topics of the page and their stories.

use maud::{Markup, html};

use super::super::printable::printable;
use super::super::wording::thousands;
use super::super::{StoryView, TopicGroup, counted};
use super::reports::{date, linked_line, reports};

/// The anchor of the topic at `place`.
pub(super) fn anchor(place: usize) -> String {
    format!("topic-{}", place + 1)
}

/// A topic with its stories.
pub(super) fn topic(place: usize, group: &TopicGroup<'_>) -> Markup {
    let anchor = anchor(place);
    let heading = format!("{anchor}-heading");
    html! {
        section.topic id=(anchor) aria-labelledby=(heading) {
            h2 id=(heading) {
                span dir="auto" { (printable(group.name())) } " "
                span.count { (thousands(group.n_stories())) span.unseen { (if group.n_stories() == 1 { " story" } else { " stories" }) } }
            }
            @if group.topic.is_none() {
                p.note { "No topic could be justified for these." }
            }
            ol.stories { @for view in &group.stories { (story(view)) } }
            @if group.n_more > 0 {
                p.note.rest { "and " (thousands(group.n_more)) " more" }
            }
        }
    }
}

fn story(view: &StoryView<'_>) -> Markup {
    let entry = view.lead;
    let url = entry.web_url();
    let headline = printable(entry.headline());
    let title = entry.subtitle();
    html! {
        li.story {
            article {
                h3 dir="auto" {
                    @if title.is_none() && url.is_some() { (linked_line(&headline, url.as_deref())) } @else { (headline) }
                }
                @if let Some(title) = title {
                    p.title dir="auto" { (linked_line(title, url.as_deref())) }
                }
                (facts(view))
                @if view.size() > 1 {
                    details {
                        summary { "All " (counted(view.size(), "report")) }
                        (reports(view.entries()))
                    }
                }
            }
        }
    }
}

/// Source, number of further sources, day and confidence, as far as they are known.
fn facts(view: &StoryView<'_>) -> Markup {
    let (source, n_others) = view.source_and_others();
    html! {
        @if source.is_some() || n_others > 0 || view.lead.published.is_some() || view.story.confidence.is_some() {
            p.facts {
                @if source.is_some() || n_others > 0 {
                    span {
                        @if let Some(source) = source { bdi.source { (printable(source)) } " " }
                        @if n_others > 0 {
                            span.others { "+" (n_others) span.unseen { (if n_others == 1 { " other source" } else { " other sources" }) } }
                        }
                    } " "
                }
                @if view.lead.published.is_some() { span { (date(view.lead)) } " " }
                @if let Some(confidence) = view.story.confidence {
                    span title="How probable the topic is" { (format!("{:.0} %", 100.0 * confidence)) span.unseen { " sure of the topic" } }
                }
            }
        }
    }
}
