//! Articles of several topics, or of none: from labelled rows to rows of topics.

use serde_json::{Value, json};

use crate::samples::labelled;
use crate::work_dir::{WorkDir, array, text};

/// Notes of one topic, pairs of notes of two, and remarks on the weather, which is none of the topics.
fn labelled_lists() -> Vec<Value> {
    let notes: Vec<Value> = labelled(6).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut rows: Vec<Value> = Vec::new();
    for (number, topics) in notes.chunks(3).enumerate() {
        for note in topics {
            rows.push(json!({"id": note["id"], "text": note["text"], "labels": [note["label"]]}));
        }
        for (first, second) in [(0, 1), (1, 2)] {
            let both = format!("{} {}", text(&topics[first], "text"), text(&topics[second], "text"));
            let labels = [&topics[first]["label"], &topics[second]["label"]];
            rows.push(
                json!({"id": format!("both-{first}{second}-{number}"), "text": both, "labels": labels}),
            );
        }
    }
    let remarks = [
        "Fog over the bay, and a light wind from the west by noon.",
        "Clouds and drizzle in the north, sunshine in the south.",
        "The wind turns east and brings fog and drizzle to the bay.",
        "Sunshine until noon, then clouds and thunder in the west.",
        "A storm with thunder and hail crosses the bay at noon.",
        "Hail and sleet in the north, and clouds over the south.",
    ];
    let no_topic = remarks.iter().enumerate();
    rows.extend(no_topic.map(|(n, remark)| json!({"id": format!("sky-{n}"), "text": remark, "labels": []})));
    rows
}

fn lines(rows: &[Value]) -> String {
    rows.iter().fold(String::new(), |all, row| all + &row.to_string() + "\n")
}

#[test]
fn each_topic_that_reaches_its_threshold_is_given() {
    let labelled = labelled_lists();
    let dir = WorkDir::with("lists.jsonl", lines(&labelled));
    dir.run(&["train", "lists.jsonl", "-o", "lists.slug", "--algorithm", "discriminative", "--min-df", "1"])
        .exits(0);
    let rows = dir.run(&["classify", "lists.jsonl", "-m", "lists.slug"]).exits(0).rows();
    let mut n_exact = 0;
    for (row, labelled) in rows.iter().zip(&labelled) {
        let topics = array(row, "topics");
        let confidences: Vec<f64> =
            topics.iter().map(|topic| topic["confidence"].as_f64().unwrap()).collect();
        assert!(confidences.is_sorted_by(|a, b| a >= b), "{row}");
        assert_eq!(row["confidence"], topics[0]["confidence"], "{row}");
        let mut given: Vec<&str> = Vec::new();
        if row["topic"].is_null() {
            assert_eq!((text(row, "status"), topics.len()), ("unsure", 1), "{row}");
            assert!(["no topic reaches its threshold", "no known word"].contains(&text(row, "why")), "{row}");
        } else {
            assert_eq!((text(row, "status"), &row["topic"]), ("ok", &topics[0]["topic"]), "{row}");
            given = topics.iter().map(|topic| text(topic, "topic")).collect();
        }
        given.sort_unstable();
        let mut expected: Vec<&str> =
            array(labelled, "labels").iter().map(|label| label.as_str().unwrap()).collect();
        expected.sort_unstable();
        n_exact += usize::from(given == expected);
    }
    // It has seen these rows: nearly all must come back as they were.
    assert!(n_exact * 10 >= rows.len() * 9, "{n_exact} of {}", rows.len());
    assert!(rows.iter().any(|row| !row["topic"].is_null() && array(row, "topics").len() == 2));
}

#[test]
fn the_best_topic_given_is_explained() {
    let dir = WorkDir::with("lists.jsonl", lines(&labelled_lists()));
    dir.run(&["train", "lists.jsonl", "-o", "lists.slug", "--algorithm", "discriminative", "--min-df", "1"])
        .exits(0);
    let classified = dir.run(&["classify", "lists.jsonl", "-m", "lists.slug"]).exits(0).rows();
    let explained = dir.run(&["explain", "lists.jsonl", "-m", "lists.slug", "--json"]).exits(0).rows();
    for (explained, classified) in explained.iter().zip(&classified) {
        for key in ["topics", "status", "why"] {
            assert_eq!(explained[key], classified[key]);
        }
        if !classified["topic"].is_null() {
            assert_eq!(explained["topic"], classified["topic"]);
            assert_ne!(explained["runner_up"], explained["topic"]);
        }
        if explained["margin"].is_number() {
            let contributions =
                array(explained, "terms").iter().map(|term| term["contribution"].as_f64().unwrap());
            let sum = explained["intercept"].as_f64().unwrap() + contributions.sum::<f64>();
            assert!((sum - explained["margin"].as_f64().unwrap()).abs() < 1e-6, "{explained}");
        }
    }
}

/// Topics that come together have no shares that add up to one.
#[test]
fn a_prior_is_refused() {
    let dir = WorkDir::with("lists.jsonl", lines(&labelled_lists()));
    let train = ["train", "lists.jsonl", "-o", "lists.slug", "--algorithm", "discriminative"];
    dir.run(&train).exits(0);
    for command in ["classify", "digest", "explain", "eval"] {
        let arguments = [command, "lists.jsonl", "-m", "lists.slug", "--prior", "uniform"];
        let complaint = dir.run(&arguments).refuses();
        assert!(complaint.contains("leave --prior out"), "{complaint}");
    }
}
