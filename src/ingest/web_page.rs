//! A web page to its article: main text, headline, date, site and address.
//!
//! `dom_smoothie`, a port of Mozilla's Readability, finds the element that holds the story and reads JSON-LD, Open Graph and other metadata; its
//! markup becomes text in the same way as that of a feed. Where it finds no story, or the page is too large or too deep for it, the
//! whole page is the text.

use dom_smoothie::{Config, Readability};

use super::page_facts::page_facts;
use super::page_tree::page_tree;
use super::reader::Name;
use super::{charset, dates, html, one_line};
use crate::article::Article;
use crate::guarded::guarded;

/// Pages of more elements are no articles.
const MAX_ELEMENTS: usize = 100_000;
/// A declaration of the encoding stands within so many bytes (HTML, 13.2.3.2, asks for 1024).
const MAX_DECLARATION_BYTES: usize = 4096;

/// The article of a web page, and the encoding that the page is in.
pub(super) fn read(bytes: &[u8], name: Name<'_>) -> (Article, &'static str) {
    let (markup, charset) = charset::decode(bytes, declared_charset(bytes));
    let article = story(&markup).unwrap_or_else(|| Article {
        title: one_line(&html::to_text(&title(&markup))),
        text: html::to_text(&markup),
        ..Article::default()
    });
    let facts = page_facts(&markup);
    let article = Article {
        url: article.url.or(facts.url),
        published: article.published.or(facts.published),
        ..article
    };
    let id = article.url.clone().unwrap_or_else(|| format!("{}#1", name.short));
    (Article { id, ..article }, charset)
}

/// The story of a page, as far as Readability finds one.
fn story(markup: &str) -> Option<Article> {
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    // What another's code may do with a page that nobody has seen, nobody knows.
    let found =
        guarded(|| Readability::with_document(page_tree(markup)?, None, Some(config)).ok()?.parse().ok());
    let found = found.flatten()?;
    let text = html::page_to_text(&found.content);
    if text.is_empty() {
        return None;
    }
    let named = |value: Option<String>| value.map(|value| one_line(&value)).filter(|value| !value.is_empty());
    let source = named(found.site_name);
    Some(Article {
        title: without_site(&one_line(&found.title), source.as_deref()).to_owned(),
        text,
        url: named(found.url).filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        source,
        authors: named(found.byline).into_iter().collect(),
        published: found.published_time.as_deref().and_then(dates::parse),
        lang: named(found.lang),
        ..Article::default()
    })
}

/// A headline without the name of the site behind it: "Ferry sails | The Weir".
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    const MARKS: [char; 7] = ['|', '-', '–', '—', '·', '»', '•'];
    let before = site.and_then(|site| title.strip_suffix(site)).map(str::trim_end);
    let headline = before.and_then(|before| before.strip_suffix(MARKS)).map(str::trim_end);
    headline.filter(|headline| !headline.is_empty()).unwrap_or(title)
}

/// The label in `<meta charset=…>` or `<meta http-equiv=… content="…; charset=…">`.
fn declared_charset(bytes: &[u8]) -> Option<&[u8]> {
    const KEY: &[u8] = b"charset=";
    let head = bytes.get(..MAX_DECLARATION_BYTES.min(bytes.len()))?;
    let start = head.windows(KEY.len()).position(|window| window.eq_ignore_ascii_case(KEY))? + KEY.len();
    let value = head.get(start..)?;
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let is_of_label =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'+');
    let length = value.iter().take_while(|byte| is_of_label(byte)).count();
    value.get(..length).filter(|label| !label.is_empty())
}

/// The markup between `<title>` and `</title>`.
fn title(markup: &str) -> String {
    const TAG: &[u8] = b"<title";
    let found = markup.as_bytes().windows(TAG.len()).position(|window| window.eq_ignore_ascii_case(TAG));
    let behind = found.and_then(|start| markup.get(start + TAG.len()..)).unwrap_or_default();
    let text = behind.split_once('>').map_or("", |(_, text)| text);
    text.split('<').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(markup: impl AsRef<[u8]>) -> Article {
        read(markup.as_ref(), Name { full: "x/page.html", short: "page.html" }).0
    }

    const STORY: &str = "The old harbour wall will be rebuilt in stone, the council decided on Monday after a long debate about its cost, its \
        colour and the gulls that nest on it every spring. Work begins in March, when the ferry moves to the northern pier for a year.";

    #[test]
    fn the_story_is_told_from_what_is_around_it() {
        let markup = format!(
            "<!DOCTYPE html><html lang='en'><head><title>Harbour wall to be rebuilt - The Weir</title>\
             <meta property='og:site_name' content='The Weir'><meta property='og:title' content='Harbour wall to be rebuilt'>\
             <meta property='article:published_time' content='2026-11-02T08:00:00Z'><script>var x = '<p>no</p>';</script></head>\
             <body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Harbour wall to be rebuilt</h1>\
             <figure><img src='a.jpg'><figcaption>The wall. Photo: M. Olsen</figcaption></figure><p>{STORY}</p><p>{STORY}</p></article>\
             <footer>© The Weir. <a href='/terms'>Terms</a></footer></body></html>"
        );
        let found = page(markup);
        assert_eq!(found.title, "Harbour wall to be rebuilt");
        assert_eq!(found.text, format!("The wall. Photo: M. Olsen\n\n{STORY}\n\n{STORY}"));
        assert_eq!(found.source.as_deref(), Some("The Weir"));
        assert_eq!(found.published.unwrap().to_string(), "2026-11-02T08:00:00Z");
        assert_eq!((found.lang.as_deref(), found.id.as_str()), (Some("en"), "page.html#1"));
    }

    #[test]
    fn a_page_without_a_story_is_text_all_the_same() {
        let found = page("<html><head><title>Ferry &amp; port</title></head><body>It sails.</body></html>");
        assert_eq!((found.title.as_str(), found.text.as_str()), ("Ferry & port", "It sails."));
        for depth in [900, 100_000] {
            let found = page(format!("<html><title>Deep</title>{}It sails.", "<div>".repeat(depth)));
            assert_eq!((found.title.as_str(), found.text.as_str()), ("Deep", "It sails."));
        }
    }

    /// Each of 900 elements around it would have the text counted anew: found by fuzzing.
    #[test]
    fn much_text_within_many_elements_is_not_looked_through_for_each() {
        let markup =
            format!("<html><title>Deep</title>{}{}", "<div>".repeat(900), "<p>It sails.</p>".repeat(50_000));
        let found = page(&markup);
        assert_eq!(found.text.matches("It sails.").count(), 50_000);
    }

    #[test]
    fn the_encoding_is_the_declared_one() {
        let markup = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head><body>Порт</body>";
        assert_eq!(page(encoding_rs::WINDOWS_1251.encode(markup).0).text, "Порт");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_page_is_survived(markup in r#"<html>(</?(p|div|table|td|article|title|script|a href="x"|meta charset=x)>|[a-zé ,.&;<>"]{0,40}|\PC){0,80}"#) {
            page(markup);
        }
    }
}
