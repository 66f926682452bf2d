//! The feed that a web page names as its own, for those who listed the page instead.

use std::convert::Infallible;

use html5gum::{HtmlString, Token, Tokenizer};
use url::Url;

use super::addresses;

/// The types under which pages link to feeds.
const FEED_TYPES: [&str; 4] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// The address in the first link of the page at `base` that leads to a feed of it: `rel=alternate`, and the type of one.
pub(super) fn feed_of(page: &[u8], base: &Url) -> Option<Url> {
    let page = String::from_utf8_lossy(page);
    for token in Tokenizer::new(&*page) {
        let Ok::<_, Infallible>(token) = token;
        let Token::StartTag(tag) = token else { continue };
        let attribute = |name: &str| {
            let value = tag.attributes.get(&HtmlString(name.as_bytes().to_vec()))?;
            Some(String::from_utf8_lossy(value).trim().to_owned())
        };
        let is_feed = || {
            let rel = attribute("rel").unwrap_or_default().to_ascii_lowercase();
            let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
            rel.split_ascii_whitespace().any(|word| word == "alternate")
                && FEED_TYPES.contains(&kind.as_str())
        };
        if tag.name.as_slice() == b"link" && is_feed() {
            let found = attribute("href").and_then(|href| base.join(&href).ok());
            if let Some(url) = found.filter(|url| addresses::check(url).is_ok()) {
                return Some(addresses::without_user(&url));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The form of RSS Autodiscovery (RSS Advisory Board, 2006) and of the HTML Standard, section 4.6.7.1.
    #[test]
    fn the_first_link_to_a_feed_is_found() {
        let base = Url::parse("https://weir.example/news/today").unwrap();
        let found = |page: &str| feed_of(page.as_bytes(), &base).map(String::from);
        let page = "<head><link rel=stylesheet href=a.css><link rel=alternate hreflang=fr href=/fr>\
            <LINK REL='home Alternate' TYPE='application/RSS+xml' HREF=' ../rss?a=1&amp;b=2 '><link rel=alternate \
            type=application/atom+xml href=/atom></head>";
        assert_eq!(found(page).as_deref(), Some("https://weir.example/rss?a=1&b=2"));
        assert_eq!(found("<link rel=alternate type=application/rss+xml href='javascript:a()'>"), None);
        assert_eq!(found("<p>no link</p>"), None);
    }
}
