//! Address and date of a web page as its elements tell them, where its structured data do not.

use std::convert::Infallible;

use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use jiff::Timestamp;

use super::columns::non_empty;
use super::dates;

/// Names of `<meta>` that hold the date of publication, the surest first.
const DATE_NAMES: [&str; 10] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
];

/// What the elements of a page say of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageFacts {
    /// Its address, on the web.
    pub(super) url: Option<String>,
    /// When it was published.
    pub(super) published: Option<Timestamp>,
}

/// Reads the tags of a page: `<link rel=canonical>` before `og:url`, and for the date `<meta>` before the first `<time>`.
pub(super) fn page_facts(markup: &str) -> PageFacts {
    let (mut canonical, mut graph_url, mut time) = (None, None, None);
    let mut dated: Option<(usize, Timestamp)> = None;
    for token in Tokenizer::new(markup) {
        let Ok::<_, Infallible>(token) = token;
        let Token::StartTag(tag) = token else { continue };
        let attribute = |name: &str| attribute(&tag, name);
        match tag.name.as_slice() {
            b"link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                canonical = canonical.or_else(|| attribute("href"));
            }
            b"meta" => {
                let name = ["property", "name", "itemprop"].into_iter().find_map(attribute);
                let name = name.unwrap_or_default().to_lowercase();
                let Some(content) = attribute("content") else { continue };
                if let Some(place) = DATE_NAMES.iter().position(|known| *known == name)
                    && dated.is_none_or(|(best, _)| place < best)
                    && let Some(moment) = dates::parse(&content)
                {
                    dated = Some((place, moment));
                } else if name == "og:url" {
                    graph_url = graph_url.or(Some(content));
                }
            }
            b"time" => time = time.or_else(|| attribute("datetime").and_then(|time| dates::parse(&time))),
            _ => {}
        }
    }
    let is_web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    let url = [canonical, graph_url].into_iter().flatten().find(is_web);
    PageFacts { url, published: dated.map(|(_, moment)| moment).or(time) }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(&HtmlString(name.as_bytes().to_vec()))?;
    non_empty(&String::from_utf8_lossy(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_tag_speaks() {
        let facts = page_facts(
            "<head><meta property='og:url' content='https://weir.example/og'><meta name=date content='2026-11-01'>\
             <meta property='article:published_time' content='2026-11-02T08:00:00Z'>\
             <LINK REL=Canonical HREF='https://weir.example/1'></head><time datetime='2026-11-03'>",
        );
        assert_eq!(facts.url.as_deref(), Some("https://weir.example/1"));
        assert_eq!(facts.published.unwrap().to_string(), "2026-11-02T08:00:00Z");
        let facts = page_facts(
            "<link rel=canonical href='/1'><meta name=date content=soon><time datetime='2026-11-03'>",
        );
        assert_eq!(facts.url, None);
        assert_eq!(facts.published.unwrap().to_string(), "2026-11-03T00:00:00Z");
        assert_eq!(page_facts("<time>yesterday</time>"), PageFacts::default());
    }
}
