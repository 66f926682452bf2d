//! `slugline stories`, and stories in a digest: each article in exactly one, copies and reports together, the rest apart.

#[path = "../../examples/story_clusters/scoring.rs"]
mod scoring;

use std::collections::BTreeSet;

use scoring::{articles_with_stories, b_cubed, found_stories};
use serde_json::{Value, json};
use slugline::article::Article;
use slugline::stories::StoryScope;

use crate::real_data::measuring_data;
use crate::samples::{DAMAGED_IDS, DAMAGED_ROWS, IS_DAMAGED};
use crate::work_dir::{Run, WorkDir, array, project, text};

const FERRY: &str = "The island ferry Marrowe ran onto a sandbank off Tallis Point on Sunday evening with ninety people aboard. \
    Lifeboats stood by through the night, and the harbour master said nobody was hurt. The ferry should float free with the morning tide.";

/// Five rows: a report, a copy of it with edits and another headline, the same page once more with a tracker, and two that have nothing to do
/// with it.
fn rows() -> String {
    let shouted = format!("{} Bookings are suspended until Tuesday.", FERRY.to_uppercase().replace(',', ""));
    [
        json!({"id": "a", "title": "Ferry aground off Tallis Point", "text": FERRY, "source": "The Gauge", "url": "https://gauge.example/ferry", "published": "2026-11-02T19:00:00Z"}),
        json!({"id": "b", "title": "Ninety spend the night on a stranded ferry", "text": shouted, "source": "Harbour Wire", "url": "https://wire.example/7", "published": "2026-11-02T21:00:00Z"}),
        json!({"id": "c", "title": "Ferry aground off Tallis Point", "text": "Ninety people were aboard the Marrowe, the harbour master says.", "source": "The Gauge", "url": "http://www.gauge.example/ferry/?utm_source=mail", "published": "2026-11-02T18:00:00Z"}),
        json!({"id": "d", "title": "Orchard growers fear a late frost", "text": "Growers in the Vale lit fires between the rows as the forecast fell below zero for a third night.", "published": "2026-11-02T20:00:00Z"}),
        json!({"id": "e", "title": "Library opens on Sundays", "text": "The town library will open on Sunday afternoons from January, paid for by a legacy.", "published": "2026-11-02T20:30:00Z"}),
    ]
    .map(|row| row.to_string())
    .join("\n")
}

fn stories_of(dir: &WorkDir, arguments: &[&str]) -> Vec<Value> {
    dir.run(&[&["stories"], arguments].concat()).exits(0).rows()
}

fn ids(story: &Value) -> Vec<&str> {
    array(story, "ids").iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn copies_are_one_story_and_the_fullest_early_text_stands_for_it() {
    let dir = WorkDir::with("news.jsonl", rows());
    for scope in ["copies", "stories"] {
        let found = stories_of(&dir, &["news.jsonl", "--stories", scope]);
        // `c` came first, but has a part of the text only; `b` is as full as `a`, and came later.
        assert_eq!(
            found.iter().map(ids).collect::<Vec<_>>(),
            [vec!["a", "c", "b"], vec!["d"], vec!["e"]],
            "{scope}"
        );
        assert_eq!(text(&found[0], "title"), "Ferry aground off Tallis Point");
        assert_eq!(found[0]["size"], 3);
        assert_eq!(found[0]["sources"], json!(["The Gauge", "Harbour Wire"]));
        assert_eq!(
            (text(&found[0], "first"), text(&found[0], "last")),
            ("2026-11-02T18:00:00Z", "2026-11-02T21:00:00Z")
        );
    }
    let off = stories_of(&dir, &["news.jsonl", "--stories", "off"]);
    assert_eq!(off.len(), 5);
    let several = stories_of(&dir, &["news.jsonl", "--min-size", "2"]);
    assert_eq!(several.len(), 1);
}

#[test]
fn a_story_keeps_its_id_as_it_grows() {
    let all = rows();
    let without_b: String =
        all.lines().filter(|line| !line.contains("\"id\":\"b\"")).collect::<Vec<_>>().join("\n");
    let (dir, later) = (WorkDir::with("news.jsonl", without_b), WorkDir::with("news.jsonl", &all));
    let (before, after) = (stories_of(&dir, &["news.jsonl"]), stories_of(&later, &["news.jsonl"]));
    assert_eq!((ids(&before[0]), ids(&after[0])), (vec!["a", "c"], vec!["a", "c", "b"]));
    assert_eq!(before[0]["story"], after[0]["story"]);
}

#[test]
fn headlines_alone_are_one_story_within_three_days_only() {
    let row = |id: &str, published: &str| {
        json!({"id": id, "title": "Gas prices rise again across the county", "published": published})
            .to_string()
    };
    let rows = [
        row("a", "2026-11-02T08:00:00Z"),
        row("b", "2026-11-03T08:00:00Z"),
        row("c", "2026-11-09T08:00:00Z"),
    ];
    let found = stories_of(&WorkDir::with("news.jsonl", rows.join("\n")), &["news.jsonl"]);
    assert_eq!(found.iter().map(ids).collect::<Vec<_>>(), [vec!["a", "b"], vec!["c"]]);
}

#[test]
fn every_row_is_in_exactly_one_story() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    let run = dir.run(&["stories", "rows.jsonl"]).exits(1);
    let lines = run.rows();
    let all: Vec<&str> = lines.iter().flat_map(ids).collect();
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
    assert_eq!(all.iter().copied().collect::<BTreeSet<_>>(), DAMAGED_IDS.into_iter().collect());
    let n_damaged = lines.iter().filter(|line| line.get("error").is_some()).count();
    assert_eq!(n_damaged, IS_DAMAGED.iter().filter(|is_damaged| **is_damaged).count());

    let feeds = stories_of(&WorkDir::new(), &[&project("data/feeds")]);
    assert_eq!(feeds.iter().map(|story| array(story, "ids").len()).sum::<usize>(), 33);
}

/// One event of the sample feeds is told by two of them (`data/README.md`).
#[test]
fn a_digest_shows_the_event_that_two_feeds_tell_once() {
    let digest = WorkDir::new().run(&["digest", &project("data/feeds"), "--to", "json"]).exits(0).json();
    let several: Vec<&Value> = array(&digest, "stories").iter().filter(|story| story["size"] != 1).collect();
    assert_eq!(
        several.iter().map(|story| array(story, "sources").len()).collect::<Vec<_>>(),
        [2],
        "{several:?}"
    );
    let ids = ids(several[0]);
    assert!(ids.iter().all(|id| id.contains("heimaey") || id.contains("westman")), "{ids:?}");
}

#[test]
fn threads_change_nothing() {
    let dir = WorkDir::new();
    let reports = project("data/stories/reports.jsonl");
    let run = |n: &str| -> Run { dir.run(&["stories", &reports, "--threads", n]).exits(0) };
    let one = run("1");
    assert!(one.bytes == run("2").bytes && one.bytes == run("7").bytes);
}

fn scores(path: &str) -> (f64, f64) {
    let (articles, stories): (Vec<Article>, Vec<String>) =
        articles_with_stories(&std::fs::read_to_string(path).unwrap()).into_iter().unzip();
    b_cubed(&stories, &found_stories(&articles, StoryScope::Stories))
}

/// By hand: clusters {1, 1, 2} and {2} of stories 1, 1, 2, 2. Precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4.
#[test]
fn b_cubed_matches_a_hand_calculation() {
    let stories = ["1", "1", "2", "2"].map(str::to_owned);
    let (precision, recall) = b_cubed(&stories, &[0, 0, 0, 1]);
    assert!((precision - 2.0 / 3.0).abs() < 1e-12 && (recall - 0.75).abs() < 1e-12);
}

/// The thresholds were set here, where precision is 0.89 and recall 0.63.
#[test]
fn stories_of_the_samples_are_found() {
    let (precision, recall) = scores(&project("data/stories/reports.jsonl"));
    assert!(precision > 0.88 && recall > 0.62, "{precision} {recall}");
}

/// Average linkage over the same titles reaches an F1 of 0.76 at its best threshold.
#[test]
fn stories_of_an_aggregator_are_found_by_their_titles() {
    let Some(path) = measuring_data("data/stories/uci_titles.jsonl") else { return };
    let (precision, recall) = scores(&path);
    let f1 = 2.0 * precision * recall / (precision + recall);
    assert!(f1 > 0.84, "{precision} {recall} {f1}");
}
