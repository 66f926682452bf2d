//! `slugline audit`: doubtful labels, copies, empty rows, small topics and topics that are taken for each other.

use std::collections::BTreeSet;
use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::real_data::measuring_data;
use crate::samples::labelled;
use crate::work_dir::{WorkDir, array, project, text, texts};

/// Notes on three topics, and what an audit is for: a wrong label, a copy with another label, a near-copy, a row without
/// text, one without a word that counts, and a topic with a single row.
fn flawed() -> String {
    let others = [
        json!({"id": "wrong", "label": "Trains", "text": "Feed the roses and the apple trees with compost before the frost."}),
        json!({"id": "copy", "label": "Gardens", "text": "Bake the onions with butter until the sauce is thick."}),
        json!({"id": "near", "label": "Trains", "text": "The railway will replace its oldest wagons and its signals early next year."}),
        json!({"id": "blank", "label": "Gardens", "text": " "}),
        json!({"id": "stop-words", "label": "Kitchens", "text": "It was not, and they were."}),
        json!({"id": "ferry", "label": "Ferries", "text": "The ferry to the border leaves at dawn."}),
    ];
    others.iter().fold(labelled(6), |rows, row| rows + &row.to_string() + "\n")
}

/// The findings of one kind.
fn of_kind<'v>(findings: &'v [Value], kind: &str) -> Vec<&'v Value> {
    findings.iter().filter(|finding| finding["finding"] == kind).collect()
}

#[test]
fn flaws_are_found() {
    let dir = WorkDir::with("flawed.jsonl", flawed());
    assert_snapshot!("flawed_text", dir.run(&["audit", "flawed.jsonl"]).exits(0).out());
    assert_snapshot!("flawed_jsonl", dir.run(&["audit", "flawed.jsonl", "--to", "jsonl"]).exits(0).out());
}

/// The same as a contract: what was put in is found, whatever the model's figures.
#[test]
fn each_flaw_has_its_finding() {
    let dir = WorkDir::with("flawed.jsonl", flawed());
    let findings = dir.run(&["audit", "flawed.jsonl", "--to", "jsonl"]).exits(0).rows();
    let kinds = texts(&findings, "finding");
    let order = ["label", "copies", "empty", "few", "confused"];
    assert!(
        kinds.is_sorted_by_key(|kind| order.iter().position(|known| known == kind).unwrap()),
        "{kinds:?}"
    );

    let labels = of_kind(&findings, "label");
    let wrong = labels.iter().find(|finding| finding["id"] == "wrong").unwrap();
    assert_eq!((text(wrong, "label"), text(wrong, "topic")), ("Trains", "Gardens"));
    assert!(wrong["confidence"].as_f64() > wrong["label_confidence"].as_f64());
    assert!(array(wrong, "terms").iter().any(|term| term == "compost" || term == "rose"), "{wrong}");
    let probabilities: Vec<f64> =
        labels.iter().map(|finding| finding["label_confidence"].as_f64().unwrap()).collect();
    assert!(probabilities.is_sorted(), "{probabilities:?}");
    // Nothing can be said of a topic that no other row has.
    assert!(labels.iter().all(|finding| finding["id"] != "ferry"));

    let copies = of_kind(&findings, "copies");
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[0]["ids"], json!(["kitchens-5", "copy"]));
    assert_eq!(copies[0]["labels"], json!(["Kitchens", "Gardens"]));
    assert_eq!((&copies[0]["conflict"], &copies[0]["exact"]), (&json!(true), &json!(true)));
    assert_eq!(copies[1]["ids"], json!(["trains-4", "near"]));
    assert_eq!((&copies[1]["conflict"], &copies[1]["exact"]), (&json!(false), &json!(false)));

    let empty = of_kind(&findings, "empty");
    assert_eq!(empty.iter().map(|finding| text(finding, "id")).collect::<Vec<_>>(), ["blank", "stop-words"]);

    // Shares are 0 to 1, as confidences are; those of pairs were once percentages.
    let confused = of_kind(&findings, "confused");
    assert!(confused.iter().all(|pair| (0.0..=1.0).contains(&pair["share"].as_f64().unwrap())));

    let few = of_kind(&findings, "few");
    assert_eq!(few[0], &json!({"finding": "few", "topic": "Ferries", "rows": 1, "distinct": 1}));
}

#[test]
fn the_text_is_cut_at_the_limit_and_the_rows_are_not() {
    let train = project("data/digital-policy/train.jsonl");
    let dir = WorkDir::new();
    let n_labels = |text: &str| text.lines().filter(|line| line.contains(": labelled ")).count();
    let all = dir.run(&["audit", &train, "--limit", "0"]).exits(0);
    let some = dir.run(&["audit", &train, "--limit", "3"]).exits(0);
    let rows = dir.run(&["audit", &train, "--to", "jsonl", "--limit", "3"]).exits(0).rows();
    assert_eq!(n_labels(some.out()), 3);
    assert!(n_labels(all.out()) > 20);
    assert_eq!(of_kind(&rows, "label").len(), n_labels(all.out()));
    assert_eq!(n_labels(dir.run(&["audit", &train]).exits(0).out()), 20);
}

#[test]
fn what_cannot_be_audited_is_refused() {
    let dir = WorkDir::with("unlabelled.jsonl", r#"{"text": "Roses."}"#);
    dir.write("one.jsonl", r#"{"text": "Roses and beans want compost.", "label": "Gardens"}"#);
    for (name, word) in [("unlabelled.jsonl", "label"), ("one.jsonl", "topic")] {
        let reason = dir.run(&["audit", name]).refuses();
        assert!(reason.contains(word), "{reason}");
    }
    dir.run(&["audit", "missing.jsonl"]).exits(2);
}

/// The share is of the labels that could be judged, not of all: it was once said of all, and a row known to have no topic was a
/// label that is right. Its copy shows as `none`, where there was nothing between brackets.
#[test]
fn the_headline_counts_what_could_be_judged() {
    let list = |id: &str, text: &str, labels: Value| json!({"id": id, "text": text, "labels": labels});
    let rows = labelled(6).lines().fold(String::new(), |rows, line| {
        let row: Value = serde_json::from_str(line).unwrap();
        rows + &list(text(&row, "id"), text(&row, "text"), json!([row["label"]])).to_string() + "\n"
    });
    let others = [
        list("fog", "Fog over the bay, and a light wind from the west by noon.", json!([])),
        list("more-fog", "Fog over the bay, and a light wind from the west by noon.", json!([])),
        list("ferry", "The ferry to the border leaves at dawn.", json!(["Ferries", "Borders"])),
    ];
    let rows = others.iter().fold(rows, |rows, row| rows + &row.to_string() + "\n");
    let dir = WorkDir::with("lists.jsonl", rows);
    let run = dir.run(&["audit", "lists.jsonl", "--min-df", "1"]).exits(0);
    assert!(run.out().starts_with("21 rows, 5 topics; "), "{}", run.out());
    assert!(run.out().contains(" % of the 18 labels that could be judged are what"), "{}", run.out());
    assert!(run.out().contains("fog (none)\n"), "{}", run.out());
}

/// A damaged row is reported, the rest is audited, and the exit code says so.
#[test]
fn damaged_rows_do_not_stop_it() {
    let dir = WorkDir::with(
        "rows.jsonl",
        labelled(6) + "{\"id\": \"cut\n{\"id\": \"new\", \"text\": \"Unlabelled roses.\"}\n",
    );
    let run = dir.run(&["audit", "rows.jsonl", "-o", "findings.txt"]).exits(1);
    assert!(run.bytes.is_empty() && run.err.contains("rows.jsonl#19"), "{}", run.err);
    assert!(run.err.contains("1 without a label"), "{}", run.err);
    assert!(String::from_utf8(dir.read("findings.txt")).unwrap().starts_with("18 rows, 3 topics"));
}

/// Pseudo-random numbers: `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % n as u64).unwrap()
    }
}

/// The share of labels that are found among the first N findings, where N = 5 % of the labels were changed to another topic
/// at random.
fn share_found(rows: &str, seed: u64) -> f64 {
    let mut rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let topics: BTreeSet<String> = rows.iter().map(|row| text(row, "label").to_owned()).collect();
    let mut random = SplitMix64(seed);
    let n_changed = rows.len() / 20;
    let mut changed: BTreeSet<String> = BTreeSet::new();
    while changed.len() < n_changed {
        let place = random.below(rows.len());
        let row = &mut rows[place];
        if changed.insert(format!("row {place}")) {
            let others: Vec<&String> = topics.iter().filter(|topic| *topic != text(row, "label")).collect();
            row["label"] = json!(others[random.below(others.len())]);
        }
    }
    for (place, row) in rows.iter_mut().enumerate() {
        row["id"] = json!(format!("row {place}"));
    }
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    let dir = WorkDir::with("changed.jsonl", lines.join("\n"));
    let findings = dir.run(&["audit", "changed.jsonl", "--to", "jsonl"]).exits(0).rows();
    let first = of_kind(&findings, "label").into_iter().take(n_changed);
    let n_found = first.filter(|finding| changed.contains(text(finding, "id"))).count();
    n_found as f64 / n_changed as f64
}

/// A twentieth of the labels changed: on news of four topics at least half of them must be found among as many findings.
/// The other floors guard what was reached; with topics of crypto news, of which a third is taken for another one
/// as it is, little can be asked. `--nocapture` shows the figures.
#[test]
fn changed_labels_come_first() {
    for (set, floor) in [("agnews", 0.5), ("dbpedia", 0.85), ("uscongress", 0.4), ("crypto", 0.25)] {
        let Some(train) = measuring_data(&format!("data/topics/{set}.train.jsonl")) else { return };
        let found = share_found(&fs::read_to_string(train).unwrap(), 1);
        eprintln!("{set}: {:.1} % of the changed labels found", 100.0 * found);
        assert!(found >= floor, "{set}: {found}");
    }
}
