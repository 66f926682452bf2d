//! Articles of several topics, or of none: from labelled rows to rows of topics.

use serde_json::{Value, json};

use crate::samples::labelled;
use crate::work_dir::{WorkDir, array, text};

/// Notes of one topic, pairs of notes of two, and remarks on the weather, which is none of the topics.
pub(crate) fn labelled_lists() -> Vec<Value> {
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

pub(crate) fn lines(rows: &[Value]) -> String {
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

const DISCRIMINATIVE: [&str; 4] = ["--algorithm", "discriminative", "--min-df", "1"];

/// Notes on one topic each, or none, as a test set may be: nothing in it shows that there could be several.
fn of_one_or_none() -> Vec<Value> {
    labelled_lists().into_iter().filter(|row| array(row, "labels").len() < 2).collect()
}

/// A model of several topics is right to give none to a row that has none. Such rows were once left out where no row of the
/// test set had two topics.
#[test]
fn rows_known_to_have_no_topic_are_measured() {
    let dir = WorkDir::with("lists.jsonl", lines(&labelled_lists()));
    dir.run(&[&["train", "lists.jsonl", "-o", "lists.slug"][..], &DISCRIMINATIVE].concat()).exits(0);
    let rows = of_one_or_none();
    dir.write("test.jsonl", lines(&rows));
    let run = dir.run(&["eval", "test.jsonl", "-m", "lists.slug", "--json"]).exits(0);
    assert_eq!(run.json()["rows"], rows.len());
    assert_eq!(run.err, "", "no topic is no label that the model does not know");
}

/// It once warned of an unknown label without a name, and passed over second labels.
#[test]
fn unknown_labels_are_found_wherever_they_stand() {
    let dir = WorkDir::with("lists.jsonl", lines(&labelled_lists()));
    dir.run(&[&["train", "lists.jsonl", "-o", "lists.slug"][..], &DISCRIMINATIVE].concat()).exits(0);
    let mut rows = labelled_lists();
    for row in rows.iter_mut().filter(|row| row["labels"] == json!(["Gardens", "Kitchens"])) {
        row["labels"] = json!(["Gardens", "Boats"]);
    }
    dir.write("boats.jsonl", lines(&rows));
    let run = dir.run(&["eval", "boats.jsonl", "-m", "lists.slug"]).exits(0);
    assert!(run.err.contains("does not know 1 of the labels (`Boats`, for one)"), "{}", run.err);
    let strange = [
        json!({"text": "The ferry leaves.", "labels": ["Boats", "Harbours"]}),
        json!({"text": "Fog over the bay.", "labels": []}),
    ];
    dir.write("strange.jsonl", lines(&strange));
    let reason = dir.run(&["eval", "strange.jsonl", "-m", "lists.slug"]).refuses();
    assert!(reason.contains("knows none of the labels (`Boats`"), "{reason}");
}

/// A model of one topic was once measured in silence, with a topic of no name for rows that have none.
#[test]
fn a_model_of_one_topic_is_measured_with_a_warning() {
    let dir = WorkDir::with("labelled.jsonl", labelled(6));
    dir.run(&["train", "labelled.jsonl", "-o", "one.slug"]).exits(0);
    let rows = labelled_lists();
    let n_none = rows.iter().filter(|row| array(row, "labels").is_empty()).count();
    let n_others = rows.iter().filter(|row| array(row, "labels").len() != 1).count();
    dir.write("lists.jsonl", lines(&rows));
    let run = dir.run(&["eval", "lists.jsonl", "-m", "one.slug", "--json"]).exits(0);
    let warning = format!("warning: {n_others} articles have several topics or none; this model gives one");
    assert!(run.err.contains(&warning), "{}", run.err);
    let measures = run.json();
    assert_eq!(measures["rows"], rows.len() - n_none);
    assert!(array(&measures, "topics").iter().all(|topic| !text(topic, "topic").is_empty()));

    let none: Vec<Value> = rows.into_iter().filter(|row| array(row, "labels").is_empty()).collect();
    dir.write("none.jsonl", lines(&none));
    let reason = dir.run(&["eval", "none.jsonl", "-m", "one.slug"]).refuses();
    assert!(reason.contains("no labelled article"), "{reason}");
}

/// Columns hold three topics; the others were once lost.
#[test]
fn a_table_holds_every_topic_that_is_given() {
    let topics = ["Fog", "Hail", "Rain", "Snow", "Wind"];
    let own = [
        "grey veil haze",
        "ice stones roof",
        "drops umbrella puddle",
        "flakes white drift",
        "gust gale mast",
    ];
    // One topic each, or all five, in rows of which none is a copy of another.
    let rows: Vec<Value> = (0..60)
        .map(|n| {
            let (words, labels) = if n % 6 == 5 {
                (own.join(" "), topics.to_vec())
            } else {
                (own[n % 6].to_owned(), vec![topics[n % 6]])
            };
            let of_its_own = [0, 1, 2, 3, 4, 5, 6, 7].map(|word| format!(" w{n}x{word}")).concat();
            json!({"id": n.to_string(), "title": words + &of_its_own, "labels": labels})
        })
        .collect();
    let dir = WorkDir::with("sky.jsonl", lines(&rows));
    let train = ["train", "sky.jsonl", "-o", "sky.slug", "--algorithm", "discriminative", "--ngrams", "1"];
    dir.run(&train).exits(0);
    let classified = dir.run(&["classify", "sky.jsonl", "-m", "sky.slug"]).exits(0).rows();
    let run = dir.run(&["classify", "sky.jsonl", "-m", "sky.slug", "--to", "csv"]).exits(0);
    let table = run.table();
    assert_eq!(table[0].last().unwrap(), "topics");
    let mut n_of_five = 0;
    for (cells, row) in table.iter().skip(1).zip(&classified) {
        let given: Vec<&str> = if row["topic"].is_null() {
            Vec::new()
        } else {
            array(row, "topics").iter().map(|topic| text(topic, "topic")).collect()
        };
        assert_eq!(*cells.last().unwrap(), given.join(";"), "{row}");
        n_of_five += usize::from(given.len() == 5);
    }
    assert!(n_of_five >= 9, "{n_of_five} of 10");

    // The cell is read back as labels.
    dir.write("back.csv", run.bytes);
    let arguments = ["eval", "back.csv", "-m", "sky.slug", "--label-column", "topics", "--json"];
    let supports: u64 = array(&dir.run(&arguments).exits(0).json(), "topics")
        .iter()
        .map(|topic| topic["support"].as_u64().unwrap())
        .sum();
    assert!(supports >= 9 * 5 + 45, "{supports}");
}
