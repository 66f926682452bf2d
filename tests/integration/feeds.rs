//! Feeds: those that parsers are tested with, whole and broken, and `slugline check`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::real_data::measuring_data;
use crate::work_dir::{WorkDir, array, folded, project, text, texts};

/// What `feed-rs` itself expects of its fixtures, by file; `*.serde.json` beside each.
fn expected_feeds(folder: &str) -> BTreeMap<String, Value> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let expected = files.filter(|path| path.to_str().unwrap().ends_with(".serde.json"));
    expected
        .map(|path| {
            let stem = path.to_str().unwrap().strip_suffix(".serde.json").unwrap();
            let feed = [".xml", ".json"].map(|ending| format!("{stem}{ending}"));
            let feed = feed.into_iter().find(|feed| Path::new(feed).exists()).unwrap();
            (feed, serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
        })
        .collect()
}

/// Titles, links and dates are those that the parser's own tests expect; where these are silent or leave a link relative, more may be known.
#[test]
fn the_fixtures_of_feed_rs_are_read_as_its_tests_expect() {
    let Some(folder) = measuring_data("data/feeds/feed-rs") else { return };
    let mut n_entries = 0;
    for (feed, expected) in expected_feeds(&folder) {
        let digest = WorkDir::new().run(&["digest", &feed, "--to", "json"]).exits(0).json();
        let (found, entries) = (array(&digest, "articles"), array(&expected, "entries"));
        assert_eq!(found.len(), entries.len(), "{feed}");
        for (article, entry) in found.iter().zip(entries) {
            n_entries += 1;
            let title = entry["title"]["content"].as_str().unwrap_or_default();
            assert_eq!(folded(text(article, "title")), folded(&unescaped(title)), "{feed}");
            if let Some(date) = entry["published"].as_str().or(entry["updated"].as_str()) {
                assert_eq!(article["published"].as_str().unwrap()[..19], date[..19], "{feed}");
            }
            let links = texts(array(entry, "links"), "href");
            let mut links = links.iter().filter(|link| link.starts_with("http")).peekable();
            let url = article["url"].as_str().unwrap_or_default();
            assert!(links.peek().is_none() || links.any(|link| *link == url), "{feed}: {url}");
        }
    }
    assert_eq!(n_entries, 102);
}

/// A title as it is read: references decoded once more, as feeds escape them twice.
fn unescaped(title: &str) -> String {
    let references = [
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    references
        .iter()
        .fold(title.to_owned(), |title, (reference, character)| title.replace(reference, character))
}

/// No panic, nothing that stops the run, and nothing refused but what is no feed, or breaks off before its first article.
#[test]
fn suites_of_odd_feeds_are_read() {
    let Some(folder) = measuring_data("data/feeds") else { return };
    let run = WorkDir::new().run(&["check", &folder, "--json"]).exits(1);
    let rows = run.rows();
    // What the parser's own tests expect stands beside its feeds, and is none.
    let of_feeds = |row: &&Value| {
        let is_expectation = text(row, "input").ends_with(".serde.json");
        !is_expectation && (row["format"] == "feed" || row["condition"] == "failed")
    };
    let failed: Vec<&str> = rows
        .iter()
        .filter(of_feeds)
        .filter(|row| row["condition"] == "failed")
        .map(|row| text(row, "input"))
        .collect();
    let names: Vec<&str> = failed.iter().map(|path| path.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["rss_2.0_invalid_1.xml", "xml_sample_1.xml", "xml_sample_2.xml"]);
    let n_feeds = rows.iter().filter(of_feeds).count();
    assert!(n_feeds > 1800, "{n_feeds}");
}

/// A feed of three articles in which one slip is made; the others must come through as they are.
#[test]
fn one_slip_costs_one_field() {
    const WHOLE: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>The Gauge</title>\
        <item><title>Ferries sail again</title><link>https://gauge.example/1</link><guid isPermaLink='false'>1</guid></item>\
        <item><title>Eel catch up by half</title><link>https://gauge.example/2</link><guid isPermaLink='false'>2</guid></item>\
        <item><title>Lock shut until Friday</title><link>https://gauge.example/3</link><guid isPermaLink='false'>3</guid></item>\
        </channel></rss>";
    let slips = [
        ("an end tag is missing", "by half</title>", "by half"),
        ("an end tag is wrong", "by half</title>", "by half</ttile>"),
        ("cases differ", "by half</title>", "by half</TITLE>"),
        ("a bracket stands for itself", "by half", "by < half"),
        ("markup is not escaped", "by half", "by <b>half<br>"),
        ("a section is not closed", "Eel", "<![CDATA[Eel"),
        ("a comment is not closed", "Eel", "<!-- Eel"),
        ("an attribute has no quotes", "isPermaLink='false'>2", "isPermaLink=false>2"),
        ("a quote is not closed", "isPermaLink='false'>2", "isPermaLink='false>2"),
        ("an ampersand stands for itself", "by half", "R&D, by half &c"),
        ("an entity is not declared", "by half", "by &half;"),
        ("an entity would be a file", "<rss", "<!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss"),
        (
            "a prefix is not declared",
            "<link>https://gauge.example/2",
            "<x:y>z</x:y><link>https://gauge.example/2",
        ),
        ("something stands before it", "<?xml", "<b>Warning</b>: no such table<br>\n<?xml"),
        ("something stands behind it", "</rss>", "</rss><script>count()</script>"),
        ("articles stand behind the channel", "<item><title>Lock", "</channel><item><title>Lock"),
    ];
    for (slip, whole, broken) in slips {
        let feed = WHOLE.replacen(whole, broken, 1);
        assert_ne!(feed, WHOLE, "{slip}");
        let dir = WorkDir::with("feed.xml", &feed);
        let digest = dir.run(&["digest", "feed.xml", "--to", "json"]).exits(0).json();
        let articles = array(&digest, "articles");
        let mut ids = texts(articles, "id");
        ids.sort_unstable();
        assert_eq!(ids, ["1", "2", "3"], "{slip}");
        let titles = texts(articles, "title").join("|");
        assert!(
            titles.contains("Ferries sail again") && titles.contains("Lock shut until Friday"),
            "{slip}: {titles}"
        );
        assert!(titles.contains("Eel") || slip.contains("comment"), "{slip}: {titles}");
    }
}

#[test]
fn check_says_what_was_mended_and_what_is_missing() {
    let dir = WorkDir::with(
        "odd.xml",
        "<rss version='2.0'><channel><title>The Gauge</title>\
         <item><title>Rain & wind</title><link>https://gauge.example/1</link><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>\
         <description>It rained, and the ferry stayed in port …</description></item>\
         <item><title>Rain & wind<link>https://gauge.example/1</link><pubDate>2 November 2099</pubDate></item></channel></rss>",
    );
    dir.write("rows.jsonl", "{\"title\": \"Eels\", \"text\": \"Eels are back.\"}\n{\"title\": \"Eels\"\n");
    dir.write("catalog.xml", "<catalog><book/></catalog>");
    let run = dir.run(&["check", "."]).exits(1);
    insta::assert_snapshot!("check_text", run.out());
    assert_eq!(run.err, "slugline: 3 inputs (1 mended, 1 damaged, 1 failed), 3 articles\n");
    let run = dir.run(&["check", ".", "--json", "-o", "health.jsonl"]).exits(1);
    assert!(run.out().is_empty());
    insta::assert_snapshot!("check_json", String::from_utf8(dir.read("health.jsonl")).unwrap());
    // The same can be had beside a digest.
    let run = dir.run(&["digest", "odd.xml", "--verbose"]).exits(0);
    assert!(run.err.contains("mended   odd.xml\n"), "{}", run.err);
}

#[test]
fn check_of_the_feeds_that_come_with_it() {
    let run = WorkDir::new().run(&["check", &project("data/feeds")]).exits(0);
    assert_eq!(run.err, "slugline: 3 inputs (3 sound), 33 articles\n");
    let run = WorkDir::new().run(&["check", &project("data/feeds"), "--problems"]).exits(0);
    assert!(run.out().is_empty());
}
