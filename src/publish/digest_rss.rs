//! A digest as an RSS 2.0 feed: an item per story.
//!
//! Written by the rules of the specification (<https://www.rssboard.org/rss-specification>) and of the board's profile of best practices.
//! Dates come from the articles, so that the same digest is the same feed.

use std::io::Write;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::digest_html::description;
use super::printable::printable;
use super::{Digest, StoryView};
use crate::error::Result;

/// A feed must say which site it belongs to; one that nobody put on the web says that it comes from this machine.
const NO_SITE: &str = "http://localhost/";

/// Where a feed is put on the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedPlace<'a> {
    /// The page that the feed belongs to; where it is `None`, the feed's own address stands for it.
    pub link: Option<&'a str>,
    /// The feed's own address, which it then states.
    pub feed_url: Option<&'a str>,
}

type Xml<'o> = Writer<&'o mut dyn Write>;

/// Writes `digest` as an RSS feed.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_rss(out: &mut dyn Write, digest: &Digest, place: FeedPlace<'_>) -> Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut rss = xml.create_element("rss").with_attribute(("version", "2.0"));
    if place.feed_url.is_some() {
        rss = rss.with_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"));
    }
    rss.write_inner_content(|xml| {
        xml.create_element("channel").write_inner_content(|xml| channel(xml, digest, place))?;
        Ok(())
    })?;
    Ok(writeln!(xml.into_inner())?)
}

fn channel(xml: &mut Xml<'_>, digest: &Digest, place: FeedPlace<'_>) -> std::io::Result<()> {
    element(xml, "title", &digest.title)?;
    element(xml, "link", place.link.or(place.feed_url).unwrap_or(NO_SITE))?;
    let left_out = digest.left_out().map_or(String::new(), |left_out| format!(". {left_out}"));
    element(xml, "description", &(digest.overview() + &left_out))?;
    if let Some(newest) = digest.moments().and_then(|(_, newest)| date(newest)) {
        element(xml, "pubDate", &newest)?;
        element(xml, "lastBuildDate", &newest)?;
    }
    element(xml, "generator", concat!("slugline ", env!("CARGO_PKG_VERSION")))?;
    if let Some(url) = place.feed_url {
        xml.create_element("atom:link")
            .with_attributes([("href", url), ("rel", "self"), ("type", "application/rss+xml")])
            .write_empty()?;
    }
    for view in digest.groups().iter().flat_map(|group| &group.stories) {
        xml.create_element("item").write_inner_content(|xml| item(xml, view))?;
    }
    Ok(())
}

fn item(xml: &mut Xml<'_>, view: &StoryView<'_>) -> std::io::Result<()> {
    element(xml, "title", view.lead.headline())?;
    if let Some(url) = view.lead.web_url() {
        element(xml, "link", &url)?;
    }
    element(xml, "description", &description(view))?;
    if let Some(topic) = &view.story.topic {
        element(xml, "category", topic)?;
    }
    xml.create_element("guid")
        .with_attribute(("isPermaLink", "false"))
        .write_text_content(BytesText::new(&view.story.id))?;
    if let Some(published) = view.lead.published.or_else(|| view.newest()).and_then(date) {
        element(xml, "pubDate", &published)?;
    }
    Ok(())
}

/// An element that holds nothing but text.
fn element(xml: &mut Xml<'_>, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

/// The date by RFC 822 with a year of four digits; `None` where it has no such year.
fn date(time: Timestamp) -> Option<String> {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::digest_samples::{digest, hostile};

    fn feed(digest: &Digest, place: FeedPlace<'_>) -> String {
        let mut written = Vec::new();
        write_digest_rss(&mut written, digest, place).unwrap();
        String::from_utf8(written).unwrap()
    }

    /// Another program's parser finds what was put in.
    #[test]
    fn it_reads_back() {
        let feed =
            feed(&digest(), FeedPlace { feed_url: Some("https://quay.example/feed?a=1&b=2"), link: None });
        let read = feed_rs::parser::parse(feed.as_bytes()).unwrap();
        assert_eq!(read.title.unwrap().content, "Morning <brief>");
        assert_eq!(read.updated.unwrap().to_rfc3339(), "2026-11-04T06:00:00+00:00");
        let links: Vec<&str> = read.links.iter().map(|link| link.href.as_str()).collect();
        assert_eq!(links, ["https://quay.example/feed?a=1&b=2"; 2], "the site and the feed itself");
        let items: Vec<_> = read
            .entries
            .iter()
            .map(|entry| {
                let title = entry.title.as_ref().unwrap().content.as_str();
                let topics: Vec<&str> =
                    entry.categories.iter().map(|category| category.term.as_str()).collect();
                (
                    title,
                    entry.links[0].href.as_str(),
                    entry.published.unwrap().to_rfc3339(),
                    topics,
                    entry.id.as_str(),
                )
            })
            .collect();
        assert_eq!(
            items,
            [
                (
                    "The exchange stopped paying out on Monday.",
                    "https://quay.example/coin-1",
                    "2026-11-03T06:00:00+00:00".to_owned(),
                    vec!["Crypto & assets"],
                    "00000000000000aa"
                ),
                (
                    "The morning ferry left an hour late.",
                    "https://quay.example/ferry",
                    "2026-11-02T06:00:00+00:00".to_owned(),
                    vec![],
                    "00000000000000bb"
                ),
            ]
        );
    }

    /// Section "Required channel elements" of the specification, and RFC 822 as it amends it.
    #[test]
    fn it_has_what_a_feed_must_have() {
        let feed = feed(&digest(), FeedPlace::default());
        for element in [
            "<title>Morning &lt;brief&gt;</title>",
            "<link>http://localhost/</link>",
            "<description>2 stories in 4 articles from 2 sources, 2026-11-02 to 2026-11-04</description>",
            "<lastBuildDate>Wed, 04 Nov 2026 06:00:00 GMT</lastBuildDate>",
            "<guid isPermaLink=\"false\">00000000000000aa</guid>",
        ] {
            assert!(feed.contains(element), "{element} in {feed}");
        }
        assert!(!feed.contains("atom:"));
        let empty = self::feed(&Digest::default(), FeedPlace::default());
        feed_rs::parser::parse(empty.as_bytes()).unwrap();
    }

    #[test]
    fn strangers_stay_inside_their_elements() {
        let feed = feed(&hostile(), FeedPlace::default());
        let read = feed_rs::parser::parse(feed.as_bytes()).unwrap();
        assert_eq!(read.entries.len(), 3);
        assert!(!feed.contains("<script") && !feed.contains("<img") && !feed.contains("]]>"));
        for entry in &read.entries {
            assert!(entry.links.iter().all(|link| link.href.starts_with("https://")), "{:?}", entry.links);
            let description = &entry.summary.as_ref().unwrap().content;
            assert!(
                !description.contains("<script") && !description.contains("href=\"javascript"),
                "{description}"
            );
        }
        assert!(feed.chars().all(
            |c| matches!(c, '\n' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        ));
    }
}
