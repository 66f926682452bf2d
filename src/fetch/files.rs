//! The files of feeds: a stable, safe name for each, written whole, and only where something has changed.

use std::fs;
use std::io;
use std::path::Path;

use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use super::page_links;
use crate::error::Result;
use crate::ingest::{Event, Format, Input, ReadOptions, read};
use crate::store::write_whole;

/// So much of a host, and of what stands behind it, goes into a name.
const MAX_PART_CHARS: usize = 60;

/// The name of a feed's file without its ending: host, path and query as far as they fit, and a hash of the whole address, `url`.
pub(super) fn stem(url: &Url) -> String {
    let host = slug(url.host_str().unwrap_or_default(), |character| matches!(character, '.' | '-'));
    let behind = slug(&format!("{}-{}", url.path(), url.query().unwrap_or_default()), |_| false);
    // 32 bits, for feeds that are alike in what goes before.
    let hash = xxh3_64(url.as_str().as_bytes()) & 0xffff_ffff;
    let parts = [host, behind, format!("{hash:08x}")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// What is safe in a name on any system: letters and digits in lower case, what `is_kept` keeps, and else a hyphen.
fn slug(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut slug = String::new();
    for character in text.chars().map(|character| character.to_ascii_lowercase()) {
        if slug.len() == MAX_PART_CHARS {
            break;
        }
        if character.is_ascii_alphanumeric() || is_kept(character) {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches(['.', '-']).to_owned()
}

/// What a content is known by.
pub(super) fn digest(content: &[u8]) -> String {
    format!("{:016x}", xxh3_64(content))
}

/// The name of the file in `folder` that holds the content of `digest`, if one of those of `stem` does.
pub(super) fn kept(folder: &Path, stem: &str, digest: &str) -> Option<String> {
    names(stem)
        .into_iter()
        .find(|name| fs::read(folder.join(name)).is_ok_and(|content| self::digest(&content) == digest))
}

/// The names that the file of `stem` may have: markup, and JSON.
fn names(stem: &str) -> [String; 2] {
    ["xml", "json"].map(|ending| format!("{stem}.{ending}"))
}

/// What became of a content.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) name: String,
    /// Whether the file held something else before.
    pub(super) is_changed: bool,
    /// Whether there was no file before.
    pub(super) is_new: bool,
}

/// Puts `content` in the file of `stem`, unless it is in there; under its other name there is none behind.
///
/// # Errors
/// [`crate::ErrorKind::Io`].
pub(super) fn store(folder: &Path, stem: &str, content: &[u8]) -> Result<Stored> {
    let [xml, json] = names(stem);
    let (name, other) = if is_json(content) { (json, xml) } else { (xml, json) };
    let path = folder.join(&name);
    let before = fs::read(&path);
    let is_new = before.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    // What cannot be read is replaced, and if that fails too, it says why.
    let is_changed = before.map_or(true, |before| before != content);
    if is_changed {
        write_whole(&path, |out| Ok(out.write_all(content)?))?;
    }
    match fs::remove_file(folder.join(other)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok(Stored { name, is_changed, is_new })
}

fn is_json(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    content.trim_ascii_start().starts_with(b"{")
}

/// How many articles a feed holds that was found at `url`.
///
/// # Errors
/// Why it is none, as the rest of a sentence about it.
pub(super) fn n_articles(content: &[u8], url: &Url) -> Result<usize, String> {
    let mut n_articles = 0;
    // Without an ending, only the content tells what it is.
    for event in read(vec![Input::bytes("feed", content)], ReadOptions::default()) {
        match event {
            Event::Origin(origin) if origin.format == Format::Feed => {}
            Event::Origin(origin) if origin.format == Format::Html => {
                let advice = page_links::feed_of(content, url).map_or_else(
                    || "look on it for the address of one".to_owned(),
                    |feed| format!("it names {feed} as its feed"),
                );
                return Err(format!("is a web page, not a feed; {advice}"));
            }
            Event::Origin(_) => return Err("is no feed: neither RSS nor Atom nor JSON Feed".to_owned()),
            Event::Row(_) => n_articles += 1,
            Event::Failure(failure) => return Err(format!("is no feed that can be read: {}", failure.error)),
        }
    }
    Ok(n_articles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::addresses::parse;

    fn name(address: &str) -> String {
        stem(&parse(address).unwrap())
    }

    /// A feed keeps its name, whatever version fetches it. The hashes are XXH3 by the Python package xxhash 4.1.0, their lower 32 bits.
    #[test]
    fn names_are_safe_and_stay() {
        assert_eq!(
            name("https://Tides.example/news/RSS.xml?lang=en"),
            "tides.example-news-rss-xml-lang-en-1def6272"
        );
        assert_eq!(
            name("https://harbour-dispatch.example/rss.xml"),
            "harbour-dispatch.example-rss-xml-90c4e032"
        );
        for address in [
            "https://a.example/../../etc/passwd",
            "https://a.example/%2e%2e%2f%2e%2e/%00",
            "http://[::1]:8080/",
            "https://xn--bcher-kva.example/ü",
            &format!("https://{}.example/{}", "a".repeat(60), "b/".repeat(4000)),
        ] {
            let name = name(address);
            let is_safe =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
            assert!(name.bytes().all(is_safe) && name.len() <= 130 && !name.starts_with('.'), "{name}");
            assert!(!name.contains(".."), "{name}");
        }
    }

    #[test]
    fn alike_addresses_have_names_of_their_own() {
        let names =
            ["https://a.example/b", "http://a.example/b", "https://a.example/B", "https://a.example/b/"]
                .map(name);
        for (place, one) in names.iter().enumerate() {
            assert!(!names[..place].contains(one), "{one}");
        }
    }

    #[test]
    fn a_content_is_written_once_and_under_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let stored = |content: &[u8]| {
            let stored = store(folder.path(), "a", content).unwrap();
            assert_eq!(fs::read(folder.path().join(&stored.name)).unwrap(), content);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
            (stored.name, stored.is_changed)
        };
        assert_eq!(stored(b"<rss/>"), ("a.xml".to_owned(), true));
        assert_eq!(stored(b"<rss/>"), ("a.xml".to_owned(), false));
        assert_eq!(kept(folder.path(), "a", &digest(b"<rss/>")).as_deref(), Some("a.xml"));
        assert_eq!(kept(folder.path(), "a", &digest(b"<rdf/>")), None);
        assert_eq!(stored(b"\xef\xbb\xbf {}"), ("a.json".to_owned(), true));
    }

    #[test]
    fn feeds_are_told_from_what_servers_send_instead() {
        let rss = b"<rss version='2.0'><channel><title>T</title><item><title>The tide is out</title></item></channel></rss>";
        let url = parse("https://a.example/").unwrap();
        assert_eq!(n_articles(rss, &url), Ok(1));
        let reason = |content: &[u8]| n_articles(content, &url).unwrap_err();
        assert!(reason(b"<!DOCTYPE html><html><body>Not here</body></html>").contains("look on it"));
        let page = b"<!DOCTYPE html><html><link rel=alternate type=application/rss+xml href=/rss></html>";
        assert!(reason(page).contains("it names https://a.example/rss as its feed"));
        assert!(reason(b"Service is down for maintenance.").contains("no feed"));
        assert!(reason(b"").contains("empty"));
        assert!(reason(b"\x89PNG\r\n\x1a\n\0\0").contains("binary"));
        assert!(reason(b"{\"error\": \"no such thing\"}").contains("no feed"));
    }
}
