//! `slugline classify`: one row out for each row in, with a topic that is justified by its confidence.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::samples::{DAMAGED_IDS, DAMAGED_ROWS, DAMAGED_TABLE, IS_DAMAGED, NEWS};
use crate::work_dir::{WorkDir, array, project, text, texts};

#[test]
fn of_the_feeds_that_come_with_it() {
    for form in ["jsonl", "csv"] {
        let run = WorkDir::new().run(&["classify", &project("data/feeds"), "--to", form]).exits(0);
        assert_snapshot!(format!("feeds_{form}"), run.out());
    }
}

#[test]
fn of_rows_good_and_bad() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    dir.write("news.jsonl", NEWS);
    for form in ["jsonl", "csv"] {
        let run = dir.run(&["classify", "news.jsonl", "rows.jsonl", "--to", form]).exits(1);
        assert_snapshot!(format!("rows_{form}"), run.out());
        assert_snapshot!(format!("rows_{form}_notes"), run.err);
    }
}

#[test]
fn jsonl_is_the_default_form() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let default = dir.run(&["classify", "news.jsonl"]).exits(0);
    assert_eq!(default.bytes, dir.run(&["classify", "news.jsonl", "--to", "jsonl"]).bytes);
    assert_eq!(default.err, "", "a run without troubles has nothing to say");
}

#[test]
fn every_row_comes_out_in_its_place() {
    let rows = WorkDir::with("rows.jsonl", DAMAGED_ROWS).run(&["classify", "rows.jsonl"]).exits(1).rows();
    assert_eq!(texts(&rows, "id"), DAMAGED_IDS);
    for (row, is_damaged) in rows.iter().zip(IS_DAMAGED) {
        assert_eq!(text(row, "status") == "error", is_damaged, "{row}");
        if is_damaged {
            assert!(!text(row, "error").is_empty(), "{row}");
            assert!(row["topic"].is_null() && array(row, "topics").is_empty(), "{row}");
        }
    }
    assert_eq!((rows[6]["status"].as_str(), &rows[6]["topic"]), (Some("empty"), &Value::Null));
    assert_eq!(rows[8]["status"], "ok", "a title alone can be classified: {}", rows[8]);
}

#[test]
fn every_row_of_a_table_comes_out_in_its_place() {
    let dir = WorkDir::with("table.csv", DAMAGED_TABLE);
    let rows = dir.run(&["classify", "table.csv"]).exits(1).rows();
    let ids: Vec<String> = (1..=6).map(|row| format!("table.csv#{row}")).collect();
    assert_eq!(texts(&rows, "id"), ids);
    assert_eq!(texts(&rows, "status"), ["ok", "error", "error", "error", "ok", "empty"]);
    for row in rows.iter().filter(|row| row["status"] == "error") {
        assert!(!text(row, "error").is_empty(), "{row}");
    }
    let table = dir.run(&["classify", "table.csv", "--to", "csv"]).exits(1).table();
    assert_eq!(table.len(), 1 + rows.len(), "a header and the rows");
    let status = table[0].iter().position(|name| name == "status").unwrap();
    for (cells, row) in table.iter().skip(1).zip(&rows) {
        assert_eq!(cells.len(), table[0].len());
        assert_eq!((cells[0].as_str(), cells[status].as_str()), (text(row, "id"), text(row, "status")));
    }
}

/// `error` stands in a row where its status is `error`, `why` where it is `unsure`, and nowhere else; all other keys stand in every row.
#[test]
fn the_keys_are_those_of_the_contract() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    dir.write("strange.jsonl", r#"{"text": "Zzyzx qwrtp bnmvc."}"#);
    for row in dir.run(&["classify", "rows.jsonl", "strange.jsonl"]).exits(1).rows() {
        let mut expected = BTreeSet::from(["id", "title", "topic", "confidence", "topics", "status"]);
        if row["status"] == "error" {
            expected.insert("error");
        }
        if row["status"] == "unsure" {
            expected.insert("why");
        }
        let keys: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, expected, "{row}");
        for topic in array(&row, "topics") {
            let keys: Vec<&String> = topic.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["confidence", "topic"], "{topic}");
        }
    }
}

#[test]
fn topics_are_the_best_three_with_the_winner_first() {
    let rows = WorkDir::new().run(&["classify", &project("data/feeds")]).exits(0).rows();
    assert_eq!(rows.len(), 33);
    for row in &rows {
        let topics = array(row, "topics");
        assert_eq!(topics.len(), 3, "{row}");
        let confidences: Vec<f64> =
            topics.iter().map(|topic| topic["confidence"].as_f64().unwrap()).collect();
        assert!(confidences.is_sorted_by(|a, b| a >= b), "{row}");
        assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)), "{row}");
        assert!(confidences.iter().sum::<f64>() <= 1.001, "{row}");
        assert_eq!((&row["topic"], &row["confidence"]), (&topics[0]["topic"], &topics[0]["confidence"]));
    }
}

/// With a model of two topics there is no third best.
#[test]
fn a_model_of_two_topics_names_two() {
    let labelled = r#"{"text": "rain and wind and rain", "label": "Weather"}
{"text": "wind and rain and storm", "label": "Weather"}
{"text": "goal and match and referee", "label": "Sport"}
{"text": "match and referee and goal", "label": "Sport"}
"#;
    let dir = WorkDir::with("labelled.jsonl", labelled);
    dir.run(&["train", "labelled.jsonl", "-o", "two.slug"]).exits(0);
    let rows = dir.run(&["classify", "labelled.jsonl", "-m", "two.slug"]).exits(0).rows();
    assert_eq!(texts(&rows, "topic"), ["Weather", "Weather", "Sport", "Sport"]);
    assert!(rows.iter().all(|row| array(row, "topics").len() == 2));
    let table = dir.run(&["classify", "labelled.jsonl", "-m", "two.slug", "--to", "csv"]).exits(0).table();
    assert!(table.iter().all(|row| row.len() == table[0].len()));
}

#[test]
fn who_is_not_sure_enough_is_unsure_and_exits_0() {
    let run = WorkDir::new()
        .run(&["classify", &project("data/digital-policy/test.jsonl"), "--min-confidence", "0.9"])
        .exits(0);
    let rows = run.rows();
    assert_eq!(rows.len(), 110);
    for row in &rows {
        let is_sure = row["status"] == "ok";
        // Confidences are printed to four digits, so the one nearest to the limit may look as if it were on it.
        let confidence = row["confidence"].as_f64().unwrap();
        assert!(if is_sure { confidence >= 0.9 } else { confidence < 0.9001 }, "{row}");
        assert_eq!(row["topic"].is_null(), !is_sure, "{row}");
        assert_eq!(row["status"] == "unsure", !is_sure, "{row}");
    }
}

#[test]
fn nothing_known_to_the_model_justifies_no_topic() {
    let rows = WorkDir::with("a.jsonl", r#"{"text": "Zzyzx qwrtp bnmvc."}"#)
        .run(&["classify", "a.jsonl"])
        .exits(0)
        .rows();
    assert_eq!((text(&rows[0], "status"), &rows[0]["topic"]), ("unsure", &Value::Null));
}

#[test]
fn the_built_in_model_knows_its_own_field() {
    let path = project("data/digital-policy/test.jsonl");
    let labelled = std::fs::read_to_string(&path).unwrap();
    let labels: Vec<Value> = labelled.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows = WorkDir::new().run(&["classify", &path]).exits(0).rows();
    assert_eq!(texts(&rows, "id"), texts(&labels, "id"));
    assert!(rows.iter().all(|row| row["status"] == "ok" && row["topic"].is_string()));
    let n_right = rows.iter().zip(&labels).filter(|(row, label)| row["topic"] == label["label"]).count();
    assert!(n_right * 100 >= rows.len() * 85, "{n_right} of {} are right", rows.len());
}
