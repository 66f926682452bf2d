//! Tells formats apart: by the content first, by the name where the content does not tell.

use std::path::Path;

use crate::error::Result;

use super::fasttext::LABEL_PREFIX;
use super::{Columns, Format, csv, format_error, json_document, mail};

/// How Parquet begins, and ends.
pub(super) const PARQUET: &[u8] = b"PAR1";

/// What an input holds, as far as its beginning tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// It is in this format.
    Format(Format),
    /// It is plain text; whether one article or a page, the whole of it must tell.
    PlainText,
}

/// The format of an input from its beginning (UTF-8 where it is text at all), its file name, and the columns
/// that the user named.
///
/// # Errors
/// Where it is nothing that can be read (binary, packed in a way that is not known), or a web page in the place of a feed.
pub(super) fn detect(head: &[u8], file_name: &str, columns: &Columns) -> Result<Guess> {
    if head.starts_with(PARQUET) {
        return Ok(Guess::Format(Format::Parquet));
    }
    let start = skip_blank(head);
    let extension = extension(file_name);
    if is_web_page(head) {
        // What a server sends in the place of a feed is no news.
        if matches!(extension.as_str(), "rss" | "atom" | "rdf") {
            return Err(format_error(
                "is a web page (HTML), not a feed as its name says; --format html reads it",
            ));
        }
        return Ok(Guess::Format(Format::Html));
    }
    match start.first() {
        Some(b'<') if is_feed_markup(start, &extension) => return Ok(Guess::Format(Format::Feed)),
        Some(b'<') if has_feed_within(head) => return Ok(Guess::Format(Format::Feed)),
        Some(b'{') if is_json_feed(start, columns) => {
            return Ok(Guess::Format(Format::Feed));
        }
        Some(b'{' | b'[') => {
            if is_json_document(start, &extension) {
                return Ok(Guess::Format(Format::Json));
            }
            if start.starts_with(b"{") {
                return Ok(Guess::Format(Format::Jsonl));
            }
        }
        _ => {}
    }
    refuse_binary(head)?;
    if start.starts_with(LABEL_PREFIX.as_bytes()) {
        return Ok(Guess::Format(Format::FastText));
    }
    if mail::is_mail(head) {
        return Ok(Guess::Format(Format::Mail));
    }
    Ok(match extension.as_str() {
        "csv" | "tsv" | "tab" => Guess::Format(Format::Csv),
        "jsonl" | "ndjson" | "json" => Guess::Format(Format::Jsonl),
        "rss" | "atom" | "xml" | "rdf" => Guess::Format(Format::Feed),
        "html" | "htm" | "xhtml" => Guess::Format(Format::Html),
        "txt" | "text" if has_tabs(start) && csv::starts_with_header(skip_mark(head), columns) => {
            Guess::Format(Format::Csv)
        }
        "txt" | "text" | "md" | "markdown" => Guess::PlainText,
        _ if columns.has_positions() || csv::starts_with_header(skip_mark(head), columns) => {
            Guess::Format(Format::Csv)
        }
        _ => Guess::PlainText,
    })
}

/// Whether it is HTML by its first tag.
pub(super) fn is_web_page(head: &[u8]) -> bool {
    matches!(first_element(skip_blank(head)).as_deref(), Some("html" | "head" | "body"))
}

fn refuse_binary(head: &[u8]) -> Result<()> {
    const PACKED: [(&[u8], &str); 4] = [
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"PK\x03\x04", "ZIP, or an Office document"),
        (b"BZh", "bzip2"),
    ];
    if let Some((_, name)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(format_error(format!("is packed ({name}); unpack it first")));
    }
    if head.starts_with(b"%PDF-") {
        return Err(format_error("is a PDF document; save its text first"));
    }
    if head.contains(&0) {
        return Err(format_error("is not text (binary)"));
    }
    Ok(())
}

/// Whether JSON is not one object per line: an array, or an object spread over lines.
fn is_json_document(start: &[u8], extension: &str) -> bool {
    let behind = start.get(1..).unwrap_or_default();
    let next = behind.trim_ascii_start().first().copied().unwrap_or_default();
    if start.starts_with(b"[") {
        return next == b'{' || extension == "json";
    }
    let first_line = behind.split(|&byte| byte == b'\n').next().unwrap_or_default();
    first_line.trim_ascii().is_empty()
        || json_document::holds_list(start)
        || extension == "json" && !ends_object(first_line)
}

/// Whether a line ends in what could close an object; a head without a line end may well.
fn ends_object(line: &[u8]) -> bool {
    matches!(line.trim_ascii_end().last(), Some(b'}'))
}

/// Whether tabs stand in the first line, as in what spreadsheets save as text.
fn has_tabs(start: &[u8]) -> bool {
    start.split(|byte| *byte == b'\n').next().is_some_and(|line| line.contains(&b'\t'))
}

/// Whether a feed begins behind something that is none, such as a message of the server that made it.
fn has_feed_within(head: &[u8]) -> bool {
    let has = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
    has(b"<rss ") && has(b"<channel")
        || has(b"<feed ") && has(b"http://www.w3.org/2005/Atom")
        || has(b"<rdf:RDF ")
}

/// True for markup that is a feed, or claims to be XML and may be one for all we know.
fn is_feed_markup(start: &[u8], extension: &str) -> bool {
    first_element(start).is_some_and(|name| is_feed_root(&name))
        || start.starts_with(b"<?xml")
        || matches!(extension, "rss" | "atom" | "xml" | "rdf")
}

fn is_feed_root(name: &str) -> bool {
    matches!(name, "rss" | "feed" | "rdf:rdf" | "rdf")
}

/// The name of the first element, in lower case; behind a document type `html` it is that, unless it is a feed all the same.
fn first_element(markup: &[u8]) -> Option<String> {
    let mut is_page = false;
    let name = element_name(markup, &mut is_page);
    if is_page { name.filter(|name| is_feed_root(name)).or_else(|| Some("html".to_owned())) } else { name }
}

/// The name of the first element, in lower case, and whether a document type `html` stands before it.
fn element_name(markup: &[u8], is_page: &mut bool) -> Option<String> {
    let mut rest = markup;
    loop {
        rest = rest.trim_ascii_start().strip_prefix(b"<")?;
        let (skip_past, length): (&[u8], _) = match rest {
            [b'!', b'-', b'-', ..] => (b"-->", 3),
            [b'?', ..] => (b"?>", 2),
            [b'!', ..] => (b">", 1),
            _ => break,
        };
        *is_page |= is_html_doctype(rest);
        let end = rest.windows(length).position(|window| window == skip_past)?;
        rest = rest.get(end + length..)?;
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_');
    let name: Vec<u8> = rest.iter().copied().take_while(is_name).collect();
    String::from_utf8(name.to_ascii_lowercase()).ok().filter(|name| !name.is_empty())
}

fn is_html_doctype(declaration: &[u8]) -> bool {
    let declaration = declaration.get(..40.min(declaration.len())).unwrap_or_default();
    let mut words = declaration.split(|byte| byte.is_ascii_whitespace() || *byte == b'>');
    words.next().is_some_and(|word| word.eq_ignore_ascii_case(b"!doctype"))
        && words.find(|word| !word.is_empty()).is_some_and(|word| word.eq_ignore_ascii_case(b"html"))
}

/// True where a `version` key of the JSON text names JSON Feed, or its items have the keys that only those have and the user named none.
fn is_json_feed(start: &[u8], columns: &Columns) -> bool {
    let has = |key: &[u8]| start.windows(key.len()).any(|window| window == key);
    let is_named = *columns != Columns::default();
    names_json_feed(start)
        || !is_named && has(b"\"items\"") && (has(b"\"content_html\"") || has(b"\"content_text\""))
}

fn names_json_feed(start: &[u8]) -> bool {
    const KEY: &[u8] = b"\"version\"";
    start.windows(KEY.len()).enumerate().filter(|(_, window)| *window == KEY).any(|(position, _)| {
        let behind = start.get(position + KEY.len()..).unwrap_or_default().trim_ascii_start();
        let Some(value) = behind.strip_prefix(b":") else { return false };
        // Some writers escape slashes.
        let value: Vec<u8> =
            value.trim_ascii_start().iter().copied().filter(|byte| *byte != b'\\').take(40).collect();
        [b"\"https://jsonfeed.org/version".as_slice(), b"\"http://jsonfeed.org/version"]
            .iter()
            .any(|prefix| value.starts_with(prefix))
    })
}

/// The text without its byte-order mark.
pub(super) fn skip_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

/// The text without its byte-order mark and leading white space.
pub(super) fn skip_blank(head: &[u8]) -> &[u8] {
    skip_mark(head).trim_ascii_start()
}

fn extension(file_name: &str) -> String {
    Path::new(file_name)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(head: &str, name: &str) -> Guess {
        detect(head.as_bytes(), name, &Columns::default()).unwrap()
    }

    fn refusal(head: &[u8], name: &str) -> String {
        detect(head, name, &Columns::default()).unwrap_err().to_string()
    }

    #[test]
    fn content_tells_a_feed_whatever_its_name() {
        for head in [
            "<rss version='2.0'>",
            "\u{feff} \n<?xml version='1.0'?><!-- hello --><feed>",
            "<RDF:rdf xmlns:RDF='x'>",
            "<!DOCTYPE rss SYSTEM 'x'><rss>",
            "<!DOCTYPE html><!-- x --><rss>",
            "<br /><b>Warning</b>: no such table<br /><?xml version='1.0'?><rss version='2.0'><channel>",
            "{ \"version\" : \"https://jsonfeed.org/version/1.1\", \"items\": []}",
            "{\"title\": \"x\", \"items\": [{\"content_text\": \"y\"}]}",
            "{\n\"items\": [],\n\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}",
        ] {
            assert_eq!(guess(head, "a.txt"), Guess::Format(Format::Feed), "{head}");
        }
    }

    #[test]
    fn a_page_in_the_place_of_a_feed_is_refused() {
        assert!(refusal(b"<!DOCTYPE html><html>", "a.rss").contains("web page"));
        assert_eq!(guess("<!DOCTYPE html><html>", "a.txt"), Guess::Format(Format::Html));
    }

    #[test]
    fn content_tells_mail() {
        assert_eq!(guess("Subject: x\nFrom: y\n\nz", "a.txt"), Guess::Format(Format::Mail));
        assert_eq!(guess("Subject: x\n\nz", "a.txt"), Guess::PlainText);
    }

    #[test]
    fn content_tells_json_lines_and_tables() {
        assert_eq!(guess("{\"text\": \"x\"}\n", "a.txt"), Guess::Format(Format::Jsonl));
        let list = "{\"title\": \"x\", \"articles\": [{\"title\": \"a\"}]}";
        assert_eq!(guess(list, "stdin"), Guess::Format(Format::Json));
        assert_eq!(
            guess("{\"text\": \"x\", \"items\": [{\"a\": 1}]}", "a.json"),
            Guess::Format(Format::Jsonl)
        );
        assert_eq!(guess("{\"text\": \"the \\\"version\\\" of \"}", "-"), Guess::Format(Format::Jsonl));
        assert_eq!(guess("id,title,text\n1,a,b\n", "stdin"), Guess::Format(Format::Csv));
        assert_eq!(guess("title\ttext\na\tb\n", "a.txt"), Guess::Format(Format::Csv));
        let numbered = Columns { text: Some("2".to_owned()), ..Columns::default() };
        assert_eq!(detect(b"1;x\n", "stdin", &numbered).unwrap(), Guess::Format(Format::Csv));
    }

    #[test]
    fn content_tells_parquet_whatever_its_name() {
        assert_eq!(guess("PAR1\u{15}\0", "a.csv"), Guess::Format(Format::Parquet));
    }

    #[test]
    fn the_name_tells_where_the_content_does_not() {
        assert_eq!(guess("x;y\n", "a.TSV"), Guess::Format(Format::Csv));
        assert_eq!(guess("oops\n", "a.ndjson"), Guess::Format(Format::Jsonl));
        assert_eq!(guess("oops\n", "a.rss"), Guess::Format(Format::Feed));
        assert_eq!(guess("id,title,text\n", "a.txt"), Guess::PlainText);
        assert_eq!(guess("Rain, wind and sun\n\nIt rained.", "stdin"), Guess::PlainText);
        assert_eq!(guess("<3 is a heart", "notes"), Guess::PlainText);
        assert_eq!(guess("[Update] It rained.", "notes"), Guess::PlainText);
    }

    #[test]
    fn json_that_is_not_one_object_per_line_is_a_document() {
        for head in ["[\n  {\"text\": 1}]", "[{\"text\": 1}]", "{\n  \"text\": 1}", "{\"a\": 1,\n\"b\": 2}"] {
            assert_eq!(guess(head, "a.json"), Guess::Format(Format::Json), "{head}");
        }
        assert_eq!(guess("{\"text\": 1}\n{\"text\": 2}", "a.json"), Guess::Format(Format::Jsonl));
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        for page in
            ["<!DOCTYPE html><p>", "\n<HTML lang='en'>", "<!-- x --><html>", "<?xml version='1.0'?><html>"]
        {
            assert_eq!(guess(page, "a.xml"), Guess::Format(Format::Html), "{page}");
        }
        assert_eq!(refusal(b"ab\0cd", "a.txt"), "is not text (binary)");
        assert_eq!(refusal(b"\x1f\x8b\x08\0", "a.csv"), "is packed (gzip); unpack it first");
        assert!(refusal(b"%PDF-1.7\n", "a").contains("PDF"));
    }
}
