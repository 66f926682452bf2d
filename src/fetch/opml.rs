//! Subscription lists in OPML: the `xmlUrl` of every outline, however deep, of whatever dialect.
//!
//! Real lists have no version, write `xmlurl` and `&` as it comes, and forget end tags; the crates for OPML ask for the specification. So the
//! markup is read as events, and whatever is found counts.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// What an outline says of a feed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OutlineFeed {
    pub(super) address: String,
    pub(super) title: Option<String>,
}

/// The feeds of a list in their order, and whether the list breaks off in the middle.
pub(super) fn read(text: &str) -> (Vec<OutlineFeed>, bool) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feeds = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => feeds.extend(feed(&tag)),
            Ok(Event::Eof) => return (feeds, false),
            Ok(_) => {}
            Err(_) => return (feeds, true),
        }
    }
}

fn feed(tag: &BytesStart<'_>) -> Option<OutlineFeed> {
    if !tag.local_name().as_ref().eq_ignore_ascii_case("outline") {
        return None;
    }
    let (mut address, mut title, mut text) = (None, None, None);
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let place = match attribute.key.as_ref().to_ascii_lowercase().as_str() {
            "xmlurl" => &mut address,
            "title" => &mut title,
            "text" => &mut text,
            _ => continue,
        };
        // A `&` that begins no reference stands for itself.
        let value = unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), String::from);
        *place =
            Some(value.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|value| !value.is_empty());
    }
    Some(OutlineFeed { address: address?, title: title.or(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        read(text).0.into_iter().map(|feed| feed.address).collect()
    }

    /// The form of subscription lists in OPML 2.0, section "Subscription lists", with folders as other readers nest them.
    #[test]
    fn outlines_are_found_in_folders() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Ports</title></head><body>
            <outline text="Harbours"><outline text="North"><outline type="rss" text="Tides" title="Tides &amp; Quays"
              xmlUrl="https://tides.example/rss?a=1&amp;b=2"/></outline></outline>
            <outline text="Quay" xmlUrl="https://quay.example/feed"/><outline text="no feed"/></body></opml>"#;
        let (feeds, is_cut) = read(text);
        assert!(!is_cut);
        assert_eq!(feeds[0].address, "https://tides.example/rss?a=1&b=2");
        assert_eq!(feeds[0].title.as_deref(), Some("Tides & Quays"));
        assert_eq!(feeds[1].title.as_deref(), Some("Quay"));
        assert_eq!(feeds.len(), 2);
    }

    #[test]
    fn lists_that_break_the_specification_are_read() {
        for (text, expected) in [
            ("<opml><body><outline xmlurl='https://a.example/'></body></opml>", "https://a.example/"),
            ("<OPML><OUTLINE XMLURL='https://a.example/'/></OPML>", "https://a.example/"),
            ("<opml><outline xmlUrl='https://a.example/?b=1&c=2'/></opml>", "https://a.example/?b=1&c=2"),
            ("<opml><outline xmlUrl=https://a.example/ text=x></opml>", "https://a.example/"),
            ("<opml><outline text='a' text='b' xmlUrl='https://a.example/'/></x>", "https://a.example/"),
            ("<opml><outline xmlUrl='\n https://a.example/ '/><outline ", "https://a.example/"),
        ] {
            assert_eq!(addresses(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_list_that_breaks_off_says_so() {
        let (feeds, is_cut) = read("<opml><outline xmlUrl='https://a.example/'/><outline xmlU");
        assert_eq!(feeds.len(), 1);
        assert!(is_cut);
    }
}
