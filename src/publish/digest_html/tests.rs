//! The page holds what it is given, escaped, and asks for nothing from outside.

use encodify::base64;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::publish::Digest;
use crate::publish::digest_samples::{digest, hostile};

fn page(digest: &Digest) -> String {
    let mut written = Vec::new();
    write_digest_html(&mut written, digest).unwrap();
    String::from_utf8(written).unwrap()
}

/// The text between the first `<tag>` and `</tag>`.
fn between<'p>(page: &'p str, tag: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("<{tag}>")).unwrap();
    rest.split_once(&format!("</{tag}>")).unwrap().0
}

/// What the browser hashes are the bytes between the tags.
#[test]
fn the_policy_lets_in_what_stands_in_the_page_alone() {
    let page = page(&hostile());
    let (_, policy) = page.split_once("Content-Security-Policy\" content=\"").unwrap();
    let policy = policy.split_once('"').unwrap().0;
    for tag in ["style", "script"] {
        assert_eq!(page.matches(&format!("<{tag}")).count(), 1, "{tag}");
        let hash = base64::STANDARD.encode(Sha256::digest(between(&page, tag)));
        assert!(policy.contains(&format!("{tag}-src 'sha256-{hash}'")), "{policy}");
    }
    for rule in ["default-src 'none'", "img-src 'none'", "base-uri 'none'", "form-action 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(
        !page.contains(" style=") && !page.contains(" onclick="),
        "which the policy would not let through"
    );
}

#[test]
fn what_articles_hold_is_escaped() {
    for page in [page(&hostile()), mail_page(&hostile())] {
        let body = page.split_once("<body").unwrap().1.split("<script>").next().unwrap();
        for raw in [
            "<script",
            "<img",
            "<b>",
            "</textarea>",
            "<!--",
            "href=\"javascript",
            "href=\"data",
            "href=\"vbscript",
            "\u{202e}",
            "\u{1b}",
        ] {
            assert!(!body.contains(raw), "{raw} in {body}");
        }
        assert!(body.contains("&lt;script&gt;alert('title')&lt;/script&gt;"), "{body}");
        assert!(
            body.contains("https://evil.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E%1B[2J"),
            "{body}"
        );
        assert!(body.contains("{{ 7*7 }}"));
    }
}

/// Nothing is loaded: no picture, no font, no style or script of elsewhere; the links are those of the articles.
#[test]
fn the_page_stands_alone() {
    for page in [page(&digest()), mail_page(&digest())] {
        for loading in
            ["src=\"", "url(", "@import", "<link", "<img", "<iframe", "<form", "fetch(", "XMLHttpRequest"]
        {
            assert!(!page.contains(loading), "{loading}");
        }
        let articles = page.matches("https://quay.example/").count();
        assert_eq!(page.matches("://").count(), articles);
        assert!(articles >= 4);
    }
    let page = page(&digest());
    let n_links = page.matches("href=\"https://").count();
    assert_eq!(page.matches("rel=\"noopener noreferrer\"").count(), n_links);
}

/// What assistive technology goes by (WCAG 2.2, techniques H57, H69, ARIA11, ARIA22, G1).
#[test]
fn the_page_has_landmarks_and_headings() {
    let page = page(&digest());
    for part in [
        "<html lang=\"en\">",
        "<header",
        "<nav",
        "<main id=\"stories\"",
        "<footer>",
        "role=\"search\"",
        "role=\"status\"",
        "href=\"#stories\">Skip to the stories",
        "<label for=\"search\">",
    ] {
        assert_eq!(page.matches(part).count(), 1, "{part}");
    }
    assert_eq!(["<h1", "<h2", "<h3"].map(|heading| page.matches(heading).count()), [1, 2, 2]);
    assert!(page.contains("All 3 reports") && page.contains(">+1<"), "{page}");
    assert!(page.contains("2 to 4 November 2026"), "{page}");
}

#[test]
fn stories_beyond_the_top_are_counted() {
    let mut digest = digest();
    digest.stories.push(crate::publish::DigestStory { id: "cc".to_owned(), ..digest.stories[0].clone() });
    digest.top = Some(1);
    let page = page(&digest);
    assert!(page.contains("and 1 more") && page.contains(">2<span class=\"unseen\"> stories"), "{page}");
}

#[test]
fn an_empty_digest_has_a_page() {
    assert!(page(&Digest::default()).contains("There are no stories."));
    mail_page(&Digest::default());
}

/// The relative luminance and contrast of WCAG 2.2; every colour of text against the page's ground, light and dark.
#[test]
fn text_stands_out() {
    let luminance = |hex: &str| {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let colours = include_str!("../colours.css");
    let (light, dark) = colours.split_once("@media").unwrap();
    for scheme in [light, dark] {
        let colour =
            |name: &str| luminance(scheme.split_once(&format!("--{name}: ")).unwrap().1.get(..7).unwrap());
        for text in ["ink", "muted", "accent", "second"] {
            let (a, b) = (colour(text), colour("paper"));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text}: {contrast:.2}");
        }
    }
}
