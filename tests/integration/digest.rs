//! `slugline digest`: every form of it, what must be in it, and what must not.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::samples::{DAMAGED_IDS, DAMAGED_ROWS, IS_DAMAGED, NEWS, feed};
use crate::work_dir::{Run, WorkDir, array, folded, project, text, texts};

/// The lines that end the articles of `data/feeds`, by words that occur nowhere else in them.
const PROMOTIONS: [&str; 6] = [
    "slack water",
    "friday letter",
    "ask the ledger",
    "leave you waiting",
    "office hours",
    "statute channel",
];

const FORMS: [&str; 6] = ["text", "md", "html", "json", "rss", "eml"];

fn of_feeds(form: &str) -> Run {
    WorkDir::new().run(&["digest", &project("data/feeds"), "--to", form]).exits(0)
}

fn of_news(form: &str) -> Run {
    WorkDir::with("news.jsonl", NEWS).run(&["digest", "news.jsonl", "--to", form]).exits(0)
}

#[test]
fn of_the_feeds_that_come_with_it() {
    for form in FORMS {
        assert_snapshot!(format!("feeds_{form}"), without_style(of_feeds(form).out()));
    }
}

#[test]
fn of_a_few_rows() {
    for form in FORMS {
        assert_snapshot!(format!("news_{form}"), without_style(of_news(form).out()));
    }
}

#[test]
fn text_is_the_default_form() {
    let dir = WorkDir::with("feed.xml", feed());
    let plain = dir.run(&["digest", "feed.xml"]).exits(0);
    assert_eq!(plain.bytes, dir.run(&["digest", "feed.xml", "--to", "text"]).bytes);
    assert_eq!(plain.err, "", "a run without troubles has nothing to say");
}

#[test]
fn every_article_of_the_feeds_appears_once() {
    let digest = of_feeds("json").json();
    assert_eq!(digest["overview"]["articles"], 33);
    assert_eq!(digest["overview"]["sources"], 3);
    let articles = array(&digest, "articles");
    let ids: BTreeSet<&str> = texts(articles, "id").into_iter().collect();
    assert_eq!((articles.len(), ids.len()), (33, 33));

    let stories = array(&digest, "stories");
    let mut grouped = Vec::new();
    for group in array(&digest, "topics") {
        let members = strings(group, "stories");
        assert_eq!(group["size"], members.len());
        for id in members {
            let story = stories.iter().find(|story| story["story"] == id).unwrap();
            assert_eq!(story["topic"], group["topic"], "{id}");
            assert_eq!(story["size"], array(story, "ids").len(), "{id}");
            grouped.extend(strings(story, "ids"));
        }
    }
    assert_eq!(grouped.len(), 33);
    assert_eq!(grouped.into_iter().collect::<BTreeSet<_>>(), ids);

    // The text form has room for the link of the article that stands for a story.
    for (form, n_links) in [("text", 32), ("md", 33), ("html", 33), ("rss", 33)] {
        let digest = of_feeds(form);
        let lines = texts(articles, "url").into_iter().filter(|url| digest.out().contains(url)).count();
        assert_eq!(lines, n_links, "links in {form}");
    }
}

#[test]
fn every_article_has_a_line_of_its_own_and_no_promotion() {
    let digest = of_feeds("json").json();
    for article in array(&digest, "articles") {
        let line = text(article, "summary");
        assert!(!line.is_empty(), "{article}");
        assert!(line.chars().count() <= 160, "{line}");
        assert_no_promotion(line);
    }
    for form in ["text", "md", "html", "rss"] {
        assert_no_promotion(of_feeds(form).out());
    }
}

/// A single feed is its own source, and its promotions are as many as its articles: it must do without the others.
#[test]
fn a_lone_feed_has_no_promotion_either() {
    for feed in ["harbour-dispatch.rss.xml", "signal-and-statute.feed.json", "northern-ledger.atom.xml"] {
        let path = project(&format!("data/feeds/{feed}"));
        assert_no_promotion(WorkDir::new().run(&["digest", &path]).exits(0).out());
    }
    let dir = WorkDir::with("feed.xml", feed());
    for max_chars in ["0", "40", "160"] {
        let digest = dir.run(&["digest", "feed.xml", "--max-chars", max_chars]).exits(0);
        assert!(!digest.out().contains("Subscribe"), "{}", digest.out());
    }
}

/// The page without its style, its script and their hashes, which say nothing of what the digest holds.
fn without_style(digest: &str) -> String {
    let mut kept = digest.to_owned();
    for (from, to) in
        [("<style>", "</style>"), ("<script>", "</script>"), ("style-src", ";"), ("script-src", ";")]
    {
        if let Some((before, rest)) = kept.split_once(from) {
            let after = rest.split_once(to).unwrap().1;
            kept = format!("{before}{from} … {to}{after}");
        }
    }
    kept
}

/// The strings in the array under `key`.
#[track_caller]
fn strings<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    array(value, key).iter().map(|each| each.as_str().unwrap()).collect()
}

#[track_caller]
fn assert_no_promotion(digest: &str) {
    let digest = folded(digest).to_lowercase().replace('’', "'");
    let found: Vec<_> = PROMOTIONS.iter().filter(|promotion| digest.contains(**promotion)).collect();
    assert!(found.is_empty(), "{found:?} in {digest}");
}

/// The order a reader relies on: the largest topic first, of equal ones by name; within a topic the largest story, of equal ones the
/// newest.
#[test]
fn topics_and_stories_stand_in_a_fixed_order() {
    let digest = of_feeds("json").json();
    let groups = array(&digest, "topics");
    let sizes: Vec<(i64, &str)> =
        groups.iter().map(|group| (-group["size"].as_i64().unwrap(), text(group, "topic"))).collect();
    assert!(sizes.is_sorted(), "{sizes:?}");
    let newest = |story: &Value| {
        let ids = array(story, "ids");
        let articles = array(&digest, "articles").iter().filter(|article| ids.contains(&article["id"]));
        articles.map(|article| text(article, "published").parse::<jiff::Timestamp>().unwrap()).max()
    };
    for topic in groups.iter().map(|group| &group["topic"]) {
        let stories = array(&digest, "stories").iter().filter(|story| story["topic"] == *topic);
        let order: Vec<_> = stories.map(|story| (story["size"].as_u64(), newest(story))).rev().collect();
        assert!(order.is_sorted(), "{topic}: {order:?}");
    }
}

#[test]
fn who_is_not_sure_enough_is_unsure() {
    let digest = WorkDir::with("feed.xml", feed())
        .run(&["digest", "feed.xml", "--min-confidence", "1", "--to", "json"])
        .exits(0)
        .json();
    for article in array(&digest, "articles") {
        let is_unsure = article["status"] == "unsure";
        // A confidence of just under 1 is printed as 1.
        assert!(is_unsure || article["confidence"].as_f64().unwrap() >= 1.0, "{article}");
        assert_eq!(article["topic"].is_null(), is_unsure, "{article}");
    }
}

#[test]
fn damaged_rows_are_in_the_json_but_in_no_group() {
    let run =
        WorkDir::with("rows.jsonl", DAMAGED_ROWS).run(&["digest", "rows.jsonl", "--to", "json"]).exits(1);
    let digest = run.json();
    let articles = array(&digest, "articles");
    assert_eq!(texts(articles, "id"), DAMAGED_IDS);
    let grouped: Vec<&Value> =
        array(&digest, "stories").iter().flat_map(|story| array(story, "ids")).collect();
    for (article, is_damaged) in articles.iter().zip(IS_DAMAGED) {
        assert_eq!(article["status"] == "error", is_damaged, "{article}");
        let has_result = article["status"] == "ok" || article["status"] == "unsure";
        assert_eq!(grouped.contains(&&article["id"]), has_result, "{article}");
    }
}

/// News is written by strangers: nothing in it may become markup of the digest.
#[test]
fn news_cannot_smuggle_markup_into_markdown() {
    let news = r##"{"title": "# Not a [heading](https://evil.example)", "text": "<script>alert(1)</script> The *bank* _said_ `so` on Monday.", "url": "javascript:alert(1)"}"##;
    let run = WorkDir::with("a.jsonl", news).run(&["digest", "a.jsonl", "--to", "md"]).exits(0);
    for markup in ["<script>", "*bank*", "_said_", "`so`", "[heading](", "](javascript", "<javascript"] {
        let plain = run.out().replace(&format!("\\{markup}"), "");
        assert!(!plain.contains(markup), "{markup} in {}", run.out());
    }
}
