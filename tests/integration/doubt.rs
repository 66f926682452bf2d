//! Knowing when not to: `--min-confidence`, `--max-error`, `--prior`, and the reason that stands in a row.

use serde_json::{Value, json};

use crate::samples::{labelled, unseen};
use crate::work_dir::{WorkDir, project, text};

const COMPLEMENT: [&str; 4] = ["--algorithm", "complement", "--alpha", "1"];

/// A model of digital policy, whose out-of-fold scores are those of 620 articles.
fn policy_dir() -> WorkDir {
    let dir = WorkDir::new();
    let train = project("data/digital-policy/train.jsonl");
    dir.run(&[&["train", &train, "-o", "policy.slug"][..], &COMPLEMENT].concat()).exits(0);
    dir
}

/// Notes whose labels mean nothing: however sure a model is, it is wrong half of the time.
fn tossed_up() -> String {
    let row = |n: usize| {
        let label = if (n / 2 + n).is_multiple_of(2) { "Heads" } else { "Tails" };
        json!({"id": n.to_string(), "text": format!("A coin fell on its side, throw {}.", n / 4), "label": label})
    };
    (0..24).fold(String::new(), |all, n| all + &row(n).to_string() + "\n")
}

#[test]
fn fewer_errors_mean_fewer_answers() {
    let dir = policy_dir();
    let test = project("data/digital-policy/test.jsonl");
    let accepted = |max_error: &str| {
        let run = dir.run(&["classify", &test, "-m", "policy.slug", "--max-error", max_error]).exits(0);
        let rows = run.rows();
        let unsure: Vec<&Value> = rows.iter().filter(|row| row["status"] == "unsure").collect();
        assert!(unsure.iter().all(|row| text(row, "why") == "below the confidence asked for"));
        let surest_refused = unsure.iter().filter_map(|row| row["confidence"].as_f64()).fold(0.0, f64::max);
        let accepted: Vec<f64> = rows
            .iter()
            .filter(|row| row["status"] == "ok")
            .map(|row| row["confidence"].as_f64().unwrap())
            .collect();
        assert!(accepted.iter().all(|confidence| *confidence >= surest_refused));
        accepted.len()
    };
    let (few, some, all) = (accepted("2"), accepted("8"), accepted("100"));
    assert!(few < some && some < all && all == 110, "{few} {some} {all}");
}

#[test]
fn an_error_out_of_reach_leaves_all_unsure_and_says_so() {
    let dir = WorkDir::with("tossed.jsonl", tossed_up());
    dir.run(&[&["train", "tossed.jsonl", "-o", "toss.slug"][..], &COMPLEMENT].concat()).exits(0);
    for command in ["classify", "digest"] {
        let form = if command == "digest" { "json" } else { "jsonl" };
        let arguments = [command, "tossed.jsonl", "-m", "toss.slug", "--max-error", "1", "--to", form];
        let run = dir.run(&arguments).exits(0);
        assert!(run.err.contains("warning: no confidence keeps the error at 1 % or less"), "{}", run.err);
        assert!(run.err.contains("lowest error that was measured"), "{}", run.err);
        let rows =
            if command == "digest" { run.json()["articles"].as_array().unwrap().clone() } else { run.rows() };
        assert_eq!(rows.len(), 24);
        assert!(rows.iter().all(|row| row["topic"].is_null() && row["status"] == "unsure"));
        assert!(rows.iter().all(|row| text(row, "why") == "below the confidence asked for"));
    }
}

#[test]
fn a_reason_stands_where_the_status_is_unsure() {
    let dir = WorkDir::with("labelled.jsonl", labelled(6));
    dir.run(&[&["train", "labelled.jsonl", "-o", "notes.slug"][..], &COMPLEMENT].concat()).exits(0);
    dir.write("rows.jsonl", "{\"text\": \"Zzyzx qwrtp.\"}\n{\"text\": \"\"}\n{\"text\": \"Fresh bread and a night train.\"}\n{\"text\": \"Prune the roses.\"}\n");
    let run =
        |more: &[&str]| dir.run(&[&["classify", "rows.jsonl", "-m", "notes.slug"], more].concat()).exits(0);
    let reasons = |rows: &[Value]| -> Vec<Option<String>> {
        rows.iter().map(|row| row.get("why").map(|why| why.as_str().unwrap().to_owned())).collect()
    };
    let none_known = Some("no known word".to_owned());
    assert_eq!(reasons(&run(&[]).rows()), [none_known.clone(), None, None, None]);
    let below = Some("below the confidence asked for".to_owned());
    assert_eq!(reasons(&run(&["--min-confidence", "1"]).rows()), [none_known, None, below.clone(), below]);
    let table = run(&["--to", "csv"]).table();
    let last = |row: &Vec<String>| row.last().unwrap().clone();
    assert_eq!(table.iter().map(last).collect::<Vec<_>>(), ["why", "no known word", "", "", ""]);
}

/// A prior of the model's own training is no prior at all; another moves what is in doubt.
#[test]
fn a_prior_is_for_every_command_that_classifies() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.write("unseen.jsonl", unseen());
    dir.run(&[&["train", "labelled.jsonl", "-o", "notes.slug"][..], &COMPLEMENT].concat()).exits(0);
    let commands: [&[&str]; 4] = [
        &["classify", "unseen.jsonl"],
        &["digest", "unseen.jsonl", "--to", "json"],
        &["explain", "unseen.jsonl"],
        &["eval", "unseen.jsonl", "--json"],
    ];
    for command in commands {
        let run = |more: &[&str]| dir.run(&[command, &["-m", "notes.slug"], more].concat()).exits(0).bytes;
        assert!(run(&[]) == run(&["--prior", "train"]), "{command:?}");
        assert!(run(&[]) != run(&["--prior", "Trains=100"]), "{command:?}");
        let complaint = dir.run(&[command, &["-m", "notes.slug", "--prior", "Boats=1"]].concat()).refuses();
        assert!(complaint.contains("`Boats`, which is no topic; there are Gardens"), "{complaint}");
    }
    // What was said in training is what is taken later, unless it is said again.
    let told = [&["train", "labelled.jsonl", "-o", "told.slug", "--prior", "Trains=100"][..], &COMPLEMENT];
    dir.run(&told.concat()).exits(0);
    let rows = |model: &str, more: &[&str]| {
        dir.run(&[&["classify", "unseen.jsonl", "-m", model], more].concat()).exits(0).bytes
    };
    assert!(rows("told.slug", &[]) == rows("notes.slug", &["--prior", "Trains=100"]));
    assert!(rows("told.slug", &["--prior", "train"]) == rows("notes.slug", &[]));
}

#[test]
fn what_is_mistyped_is_exit_2() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    for flags in [
        &["--max-error", "5", "--min-confidence", "0.5"][..],
        &["--max-error", "-1"],
        &["--max-error", "101"],
        &["--max-error", "few"],
        &["--max-error", "NaN"],
        &["--prior", "even"],
        &["--prior", "Trains=0"],
    ] {
        for command in ["classify", "digest"] {
            let run = dir.run(&[&[command, "labelled.jsonl"], flags].concat()).exits(2);
            assert!(run.out().is_empty() && !run.err.is_empty(), "{command} {flags:?}");
        }
    }
}

/// How often the surest err was measured with the prior of the training; with another nobody knows.
#[test]
fn an_error_measured_with_another_prior_is_no_promise() {
    let dir = policy_dir();
    let test = project("data/digital-policy/test.jsonl");
    let arguments = ["classify", &test, "-m", "policy.slug", "--max-error", "8"];
    let run = dir.run(&[&arguments[..], &["--prior", "uniform"]].concat()).exits(0);
    assert!(run.err.contains("another --prior: leave it out, or train with it"), "{}", run.err);
    assert!(run.rows().iter().all(|row| row["status"] == "unsure"));
    // The prior it was trained with is no other.
    let run = dir.run(&[&arguments[..], &["--prior", "train"]].concat()).exits(0);
    assert!(
        !run.err.contains("warning") && run.rows().iter().any(|row| row["status"] == "ok"),
        "{}",
        run.err
    );
}
