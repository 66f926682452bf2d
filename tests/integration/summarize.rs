//! `slugline summarize`: a line for each article, word for word from its text and no longer than asked.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::samples::{DAMAGED_IDS, DAMAGED_ROWS, DAMAGED_TABLE, IS_DAMAGED, NEWS};
use crate::work_dir::{WorkDir, array, folded, project, text, texts};

#[test]
fn of_the_feeds_that_come_with_it() {
    for form in ["jsonl", "csv"] {
        let run = WorkDir::new().run(&["summarize", &project("data/feeds"), "--to", form]).exits(0);
        assert_snapshot!(format!("feeds_{form}"), run.out());
    }
}

#[test]
fn of_rows_good_and_bad() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    dir.write("news.jsonl", NEWS);
    for form in ["jsonl", "csv"] {
        let run = dir.run(&["summarize", "news.jsonl", "rows.jsonl", "--to", form]).exits(1);
        assert_snapshot!(format!("rows_{form}"), run.out());
    }
}

#[test]
fn every_row_comes_out_in_its_place() {
    let rows = WorkDir::with("rows.jsonl", DAMAGED_ROWS).run(&["summarize", "rows.jsonl"]).exits(1).rows();
    assert_eq!(texts(&rows, "id"), DAMAGED_IDS);
    for (row, is_damaged) in rows.iter().zip(IS_DAMAGED) {
        assert_eq!(text(row, "status") == "error", is_damaged, "{row}");
        assert_eq!(row.get("error").is_some(), is_damaged, "{row}");
        assert_eq!(text(row, "summary").is_empty(), row["span"].is_null(), "{row}");
    }
    // Neither blank text nor a lone title has a sentence.
    assert_eq!((text(&rows[6], "status"), text(&rows[8], "status")), ("empty", "empty"));
}

#[test]
fn every_row_of_a_table_comes_out_in_its_place() {
    let dir = WorkDir::with("table.csv", DAMAGED_TABLE);
    let rows = dir.run(&["summarize", "table.csv"]).exits(1).rows();
    let ids: Vec<String> = (1..=6).map(|row| format!("table.csv#{row}")).collect();
    assert_eq!(texts(&rows, "id"), ids);
    assert_eq!(texts(&rows, "status"), ["ok", "error", "error", "error", "ok", "empty"]);
    let table = dir.run(&["summarize", "table.csv", "--to", "csv"]).exits(1).table();
    assert_eq!(table.len(), 1 + rows.len(), "a header and the rows");
    let column = |name: &str| table[0].iter().position(|column| column == name).unwrap();
    let (id, summary, status) = (column("id"), column("summary"), column("status"));
    for (cells, row) in table.iter().skip(1).zip(&rows) {
        assert_eq!(cells[id], text(row, "id"));
        assert_eq!(cells[summary], text(row, "summary"));
        assert_eq!(cells[status], text(row, "status"));
    }
}

#[test]
fn the_keys_are_those_of_the_contract() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    for with_text in [false, true] {
        let flags: &[&str] = if with_text { &["--with-text"] } else { &[] };
        for row in dir.run(&[&["summarize", "rows.jsonl"], flags].concat()).exits(1).rows() {
            let is_damaged = row["status"] == "error";
            let mut expected = BTreeSet::from(["id", "title", "summary", "span", "trimmed", "status"]);
            expected.extend(is_damaged.then_some("error"));
            expected.extend((with_text && !is_damaged).then_some("text"));
            let keys: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, expected, "{row}");
        }
    }
}

/// The source sentence of a row that was made `--with-text`.
#[track_caller]
fn sentence(row: &Value) -> &str {
    let ends: Vec<usize> =
        array(row, "span").iter().map(|end| usize::try_from(end.as_u64().unwrap()).unwrap()).collect();
    let [start, end] = ends[..] else { panic!("{row}") };
    text(row, "text").get(start..end).unwrap_or_else(|| panic!("{start}..{end} is no range of {row}"))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A shortened line has lost words of its sentence and gained none, and no word is cut.
#[track_caller]
fn assert_only_deleted(row: &Value) {
    let source = words(sentence(row));
    let mut rest = source.iter();
    for word in words(text(row, "summary")) {
        assert!(rest.any(|candidate| *candidate == word), "`{word}` in {row}");
    }
}

#[test]
fn the_span_is_the_sentence() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    for (input, n_rows) in
        [("news.jsonl", 4), (&*project("data/feeds"), 33), (&*project("data/digital-policy/test.jsonl"), 110)]
    {
        let rows = dir.run(&["summarize", input, "--with-text"]).exits(0).rows();
        assert_eq!(rows.len(), n_rows);
        for row in &rows {
            if row["trimmed"] == false {
                assert_eq!(folded(sentence(row)), text(row, "summary"));
            } else {
                assert_only_deleted(row);
            }
        }
    }
}

#[test]
fn a_line_is_as_short_as_asked_and_never_empty() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let feeds = project("data/feeds");
    for (flag, max_chars) in [("1", 1), ("30", 30), ("75", 75), ("160", 160), ("9999", 9999)] {
        let rows =
            dir.run(&["summarize", "news.jsonl", &feeds, "--max-chars", flag, "--with-text"]).exits(0).rows();
        for row in &rows {
            let line = text(row, "summary");
            assert!(!line.is_empty(), "{row}");
            assert!(line.chars().count() <= max_chars, "{} of {max_chars}: {row}", line.chars().count());
            if max_chars >= 30 {
                assert_only_deleted(row);
            }
        }
    }
    let default = dir.run(&["summarize", &feeds]).exits(0);
    assert_eq!(default.bytes, dir.run(&["summarize", &feeds, "--max-chars", "160"]).bytes);
}

#[test]
fn without_a_limit_nothing_is_shortened() {
    let word = "unmistakably ".repeat(60);
    let long = format!(r#"{{"text": "The mayor {word}refused."}}"#);
    let dir = WorkDir::with("long.jsonl", &long);
    let row = dir.run(&["summarize", "long.jsonl", "--max-chars", "0"]).exits(0).rows().remove(0);
    assert_eq!(row["trimmed"], false);
    assert_eq!(text(&row, "summary"), format!("The mayor {word}refused."));
    let row = dir.run(&["summarize", "long.jsonl", "--with-text"]).exits(0).rows().remove(0);
    assert_eq!(row["trimmed"], true);
    assert_only_deleted(&row);
}

/// A span counts bytes of the text that the program cleaned, not of the markup it came in.
#[test]
fn spans_are_of_cleaned_text() {
    let feed = "<rss version=\"2.0\"><channel><title>T</title><item><guid>1</guid><title>Ferry</title><description>\
                &lt;p&gt;The ferry to &amp;Aring;land&amp;nbsp;stopped &lt;b&gt;on&lt;/b&gt; Friday.&lt;/p&gt;\
                </description></item></channel></rss>";
    let row =
        WorkDir::with("a.xml", feed).run(&["summarize", "a.xml", "--with-text"]).exits(0).rows().remove(0);
    assert_eq!(text(&row, "summary"), "The ferry to Åland stopped on Friday.");
    assert_eq!(folded(sentence(&row)), text(&row, "summary"));
}
