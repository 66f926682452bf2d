//! Whole inputs, from bytes and from files, through the one way in.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::article::Article;
use crate::ingest::{find_inputs, read};

fn rows_from(bytes: &[u8], name: &str, from: Option<Format>) -> Result<Vec<Row>> {
    let options = ReadOptions { from, ..ReadOptions::default() };
    rows_of(Content::new(Cursor::new(bytes.to_owned()))?, Name { full: name, short: name }, None, &options)?
        .rows
        .collect()
}

fn refusal(bytes: &[u8], from: Option<Format>) -> String {
    rows_from(bytes, "stdin", from).unwrap_err().to_string()
}

fn texts(bytes: &[u8], from: Option<Format>) -> Vec<String> {
    let rows = rows_from(bytes, "stdin", from).unwrap();
    rows.into_iter()
        .map(|row| match row {
            Row::Article(Article { text, .. }) => text,
            Row::Damaged(row) => format!("damaged: {}", row.error),
        })
        .collect()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn each_format_is_detected_and_read() {
    assert_eq!(texts(b"\xef\xbb\xbf{\"text\": \"a\"}\n", None), ["a"]);
    assert_eq!(texts(b"\xef\xbb\xbfid;text\n1;a\n", None), ["a"]);
    assert_eq!(texts(b"\xef\xbb\xbfIt rained.", None), ["It rained."]);
    let feed = "<rss version='2.0'><channel><item><description>a</description></item></channel></rss>";
    assert_eq!(texts(feed.as_bytes(), None), ["a"]);
}

#[test]
fn the_users_format_overrides_the_content() {
    assert_eq!(texts(b"{\"text\": \"a\"}", Some(Format::Text)), ["{\"text\": \"a\"}"]);
    assert!(texts(b"It rained.", Some(Format::Jsonl))[0].starts_with("damaged: row 1 is not JSON"));
}

#[test]
fn texts_and_tables_in_other_encodings_are_decoded() {
    assert_eq!(texts(b"Un caf\xe9 ferm\xe9.", None), ["Un café fermé."]);
    let table = |words: &str| format!("id;text\n{}", format!("1;{words}\n").repeat(20));
    let german = "Die Fähre fährt über den Öresund.";
    let latin = encoding_rs::WINDOWS_1252.encode(&table(german)).0.into_owned();
    assert_eq!(texts(&latin, None), [german; 20]);
    // A table with damaged places stays what it is.
    let damaged = [table(german).as_bytes(), b"20;a \xff b\n"].concat();
    let found = texts(&damaged, None);
    assert_eq!((found[0].as_str(), found[20].starts_with("damaged")), (german, true));
}

#[test]
fn utf16_is_decoded() {
    assert_eq!(texts(&utf16("Il a neigé."), None), ["Il a neigé."]);
    assert_eq!(texts(&utf16("id\ttext\n1\té\n"), None), ["é"]);
    let feed = "<?xml version='1.0' encoding='UTF-16'?><rss version='2.0'><channel><item><description>é\
        </description></item></channel></rss>";
    assert_eq!(texts(&utf16(feed), None), ["é"]);
    assert_eq!(refusal(b"\xff\xfe\x00\xd8", None), "is neither UTF-8 nor UTF-16 text");
}

#[test]
fn what_cannot_be_read_says_so() {
    for from in [None, Some(Format::Feed), Some(Format::Jsonl), Some(Format::Csv), Some(Format::Page)] {
        assert_eq!(refusal(b"", from), "is empty");
        assert_eq!(refusal(b"\xef\xbb\xbf \n\t", from), "is empty");
    }
    assert!(refusal(b"<!doctype html><p>", Some(Format::Feed)).contains("web page"));
    assert_eq!(refusal(b"a\0b", Some(Format::Text)), "is not text (binary)");
    assert_eq!(refusal(b"\x01\x02\x03abc", Some(Format::Text)), "is not text (binary)");
}

#[test]
fn a_failure_stays_with_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.jsonl"), "{\"text\": \"one\"}\nbad\n").unwrap();
    fs::write(path("b.csv"), "").unwrap();
    fs::write(path("c.txt"), "Two.").unwrap();
    let (inputs, failures) = find_inputs(&[folder.path().display().to_string()]);
    assert!(failures.is_empty());
    let total = Reader::total_bytes(&inputs);
    let mut reader = read(inputs, ReadOptions::default());
    assert_eq!(reader.bytes_read(), 0);
    let events: Vec<String> = reader
        .by_ref()
        .map(|event| match event {
            Event::Origin(origin) => format!("{} in {}", origin.format, origin.charset),
            Event::Row(Row::Article(article)) => article.id,
            Event::Row(Row::Damaged(row)) => format!("damaged {}", row.id),
            Event::Failure(failure) => format!("failed {}: {}", failure.name, failure.error),
        })
        .collect();
    let failed = format!("failed {}: is empty", path("b.csv").display());
    let expected =
        ["jsonl in UTF-8", "a.jsonl#1", "damaged a.jsonl#2", failed.as_str(), "text in UTF-8", "c.txt#1"];
    assert_eq!(events, expected);
    assert_eq!((reader.bytes_read(), total), (24, 24));
}

/// Small inputs are opened together, but for those that are packed, and come in order with large ones between them.
#[test]
fn inputs_opened_ahead_come_in_order() {
    let feed = |n: usize| {
        let item = format!("<item><title>Title {n}</title></item>");
        format!("<rss version='2.0'><channel>{item}</channel></rss>").into_bytes()
    };
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    let large = |n: usize| {
        let text = "All ferries sail. ".repeat(80_000);
        format!("{{\"title\":\"Title {n}\",\"text\":\"{text}\"}}\n").into_bytes()
    };
    let inputs: Vec<Input> = (0..200)
        .map(|n| {
            let bytes = match n % 7 {
                3 => packed(&feed(n)),
                5 if n < 20 => large(n),
                6 => Vec::new(),
                _ => feed(n),
            };
            Input::bytes(format!("input {n}"), bytes)
        })
        .collect();
    let n_bytes = Reader::total_bytes(&inputs);
    let mut reader = read(inputs, ReadOptions::default());
    let mut expected = (0..200).map(|n| (n, n % 7 == 6));
    while let Some(event) = reader.next() {
        let (n, is_empty) = expected.next().unwrap();
        match event {
            Event::Failure(failure) => assert_eq!((failure.name, is_empty), (format!("input {n}"), true)),
            Event::Origin(origin) => {
                assert_eq!((origin.name, is_empty), (format!("input {n}"), false));
                let Some(Event::Row(Row::Article(article))) = reader.next() else {
                    panic!("no article in {n}")
                };
                assert_eq!(article.title, format!("Title {n}"));
            }
            Event::Row(_) => panic!("a row too many before input {n}"),
        }
    }
    assert_eq!((expected.next(), reader.bytes_read()), (None, n_bytes));
}

#[test]
fn inputs_of_one_name_stay_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let feed = "<rss version='2.0'><channel><item><title>Rain</title></item></channel></rss>";
    for name in ["a", "b"] {
        fs::create_dir(path(name)).unwrap();
        fs::write(path(name).join("feed.xml"), feed).unwrap();
    }
    fs::write(path("other.xml"), feed).unwrap();
    let (inputs, _) = find_inputs(&[folder.path()]);
    let (ids, pages): (Vec<String>, Vec<String>) = read(inputs, ReadOptions::default())
        .filter(|event| !matches!(event, Event::Origin(_)))
        .map(|event| match event {
            Event::Row(Row::Article(article)) => (article.id, article.page.unwrap().to_string()),
            event => panic!("no article: {event:?}"),
        })
        .unzip();
    let full = |name: &str| path(name).display().to_string();
    assert_eq!(pages, [full("a/feed.xml"), full("b/feed.xml"), full("other.xml")]);
    assert_eq!(ids, [full("a/feed.xml") + "#1", full("b/feed.xml") + "#1", "other.xml#1".to_owned()]);
}

proptest! {
    #[test]
    fn any_bytes_are_taken_in_any_format(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        start in prop::sample::select(vec!["", "<rss version='2.0'><channel><item>", "{\"text\":", "id,text\n", "\u{feff}"]),
        from in prop::sample::select(vec![
            None, Some(Format::Feed), Some(Format::Jsonl), Some(Format::Csv), Some(Format::Text), Some(Format::Page),
        ]),
    ) {
        let input = [start.as_bytes(), &bytes].concat();
        // Whether it is read or refused, it must come to an end.
        let _ = rows_from(&input, "stdin", from);
    }

    #[test]
    fn any_text_is_taken_in_any_format(
        text in "[ -~\\n<>&;\"{}é]{0,120}",
        from in prop::sample::select(vec![None, Some(Format::Feed), Some(Format::Csv), Some(Format::Page)]),
    ) {
        let _ = rows_from(text.as_bytes(), "stdin", from);
    }
}
