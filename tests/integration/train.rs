//! `slugline train`: labelled rows in, one model file out, and a report of what became of them.

use insta::assert_snapshot;
use serde_json::json;

use crate::samples::{labelled, unseen};
use crate::work_dir::{WorkDir, project, text, texts};

fn trained(flags: &[&str]) -> WorkDir {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.run(&[&["train", "labelled.jsonl", "-o", "my.slug"], flags].concat()).exits(0);
    dir
}

#[test]
fn the_report_says_what_was_learnt() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    let run = dir.run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(0);
    assert_eq!(run.out(), "", "the model goes to its file, the report to standard error");
    assert_snapshot!("report", run.err);
}

#[test]
fn the_report_counts_what_was_left_out() {
    let rows = labelled(4)
        + r#"{"text": "An article that nobody labelled."}
{"text": "", "label": "Gardens"}
{"text": "Roses on the platform of the railway.", "labels": ["Trains", "Gardens"]}
"#;
    let run =
        WorkDir::with("labelled.jsonl", rows).run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(0);
    assert_snapshot!("report_of_rows_left_out", run.err);
}

#[test]
fn what_is_learnt_is_known_again() {
    for algorithm in ["auto", "multinomial", "complement"] {
        let dir = trained(&["--algorithm", algorithm]);
        dir.write("unseen.jsonl", unseen());
        let rows = dir.run(&["classify", "unseen.jsonl", "-m", "my.slug"]).exits(0).rows();
        let topics = ["Gardens", "Kitchens", "Trains", "Gardens", "Kitchens", "Trains"];
        assert_eq!(texts(&rows, "topic"), topics, "{algorithm}");
    }
}

/// Terms without texts: explanations name them as the article has them.
#[test]
fn terms_can_be_hashed() {
    for algorithm in ["auto", "complement"] {
        let dir = trained(&["--algorithm", algorithm, "--hash-features", "4096"]);
        dir.write("unseen.jsonl", unseen());
        let rows = dir.run(&["classify", "unseen.jsonl", "-m", "my.slug"]).exits(0).rows();
        let topics = ["Gardens", "Kitchens", "Trains", "Gardens", "Kitchens", "Trains"];
        assert_eq!(texts(&rows, "topic"), topics, "{algorithm}");
        let explained = dir.run(&["explain", "unseen.jsonl", "-m", "my.slug", "--json"]).exits(0).rows();
        let terms = explained[0]["terms"].as_array().unwrap();
        assert!(!terms.is_empty() && terms.iter().all(|term| term["term"] != ""), "{algorithm}: {terms:?}");
        let run = dir.run(&["inspect", "my.slug"]).exits(0);
        assert!(run.out().contains("hashed to 4096"), "{}", run.out());
    }
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    let refused = |flags: &[&str]| {
        dir.run(&[&["train", "labelled.jsonl", "-o", "my.slug"], flags].concat()).exits(2).err
    };
    assert!(refused(&["--hash-features", "5000"]).contains("take 8192"));
    assert!(refused(&["--hash-features", "4096", "--characters", "4"]).contains("not hashed"));
}

#[test]
fn quiet_says_nothing() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    let run = dir.run(&["train", "labelled.jsonl", "-o", "my.slug", "--quiet"]).exits(0);
    assert_eq!((run.out(), run.err.as_str()), ("", ""));
}

/// `--label-column` and its siblings rename what DESIGN calls `label`, `title` and `text`.
#[test]
fn columns_can_go_by_other_names() {
    let mut table = String::from("section;story\n");
    for line in labelled(4).lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        table.extend([text(&row, "label"), ";", text(&row, "text"), "\n"]);
    }
    let dir = WorkDir::with("labelled.csv", &table);
    dir.write("bare.csv", table.split_once('\n').unwrap().1);
    dir.write("labelled.jsonl", labelled(4));
    let named =
        ["train", "labelled.csv", "--label-column", "section", "--text-column", "story", "-o", "named.slug"];
    dir.run(&named).exits(0);
    dir.run(&["train", "bare.csv", "--label-column", "1", "--text-column", "2", "-o", "numbered.slug"])
        .exits(0);
    dir.run(&["train", "labelled.jsonl", "-o", "usual.slug"]).exits(0);
    assert!(dir.read("named.slug") == dir.read("numbered.slug"));
    assert!(dir.read("named.slug") == dir.read("usual.slug"));
}

#[test]
fn flags_reach_the_model() {
    let inspect = |flags: &[&str]| trained(flags).run(&["inspect", "my.slug", "--json"]).exits(0).json();
    assert_eq!(
        inspect(&["--algorithm", "complement", "--alpha", "0.7"])["provenance"]["recipe"]["alpha"],
        0.7
    );
    assert_eq!(inspect(&["--stems", "no"])["analyzer"]["stem"], false);
    assert_eq!(inspect(&["--drop-stop-words", "no"])["analyzer"]["stop_words"], false);
    assert_eq!(inspect(&["--ngrams", "1"])["analyzer"]["max_n"], 1);
    assert_eq!(inspect(&["--sublinear-tf", "no"])["weighting"], "linear");
    assert_eq!(inspect(&["--max-features", "9", "--characters", "none"])["n_terms"], 9);
    assert_eq!(inspect(&["--lang", "de"])["analyzer"]["languages"], json!(["de"]));
    assert_eq!(inspect(&["--lang", "nb,en-GB"])["analyzer"]["languages"], json!(["no", "en"]));
}

#[test]
fn what_cannot_be_learnt_leaves_no_file() {
    let dir = WorkDir::with("one.jsonl", "{\"text\": \"Rain all day.\", \"label\": \"Weather\"}\n".repeat(4));
    dir.write("unlabelled.jsonl", "{\"text\": \"Rain all day.\"}\n");
    dir.write("labelled.jsonl", labelled(4));
    let before = dir.names();
    for arguments in [
        vec!["one.jsonl"],
        vec!["unlabelled.jsonl"],
        vec!["labelled.jsonl", "--alpha", "0"],
        vec!["labelled.jsonl", "--alpha", "NaN"],
        vec!["labelled.jsonl", "--ngrams", "0"],
        vec!["labelled.jsonl", "--ngrams", "6"],
        vec!["labelled.jsonl", "--max-df", "0"],
        vec!["labelled.jsonl", "--max-df", "1.5"],
        vec!["labelled.jsonl", "--min-df", "1000"],
    ] {
        let reason = dir.run(&[&["train", "-o", "my.slug"], arguments.as_slice()].concat()).refuses();
        assert!(!reason.is_empty(), "{arguments:?}");
        assert_eq!(dir.names(), before, "{arguments:?}");
    }
}

/// A model in use is not lost to a run that fails.
#[test]
fn a_failing_run_keeps_the_old_model() {
    let dir = trained(&[]);
    let old = dir.read("my.slug");
    dir.write("one.jsonl", r#"{"text": "Rain all day.", "label": "Weather"}"#);
    dir.run(&["train", "one.jsonl", "-o", "my.slug"]).refuses();
    dir.run(&["train", "missing.jsonl", "-o", "my.slug"]).exits(2);
    assert!(dir.read("my.slug") == old);
    assert_eq!(dir.names(), ["labelled.jsonl", "my.slug", "one.jsonl"]);
}

/// A damaged row is named and left out; the rest is learnt, and the exit code tells.
#[test]
fn damaged_rows_are_left_out() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4) + "{\"text\": \"cut\n");
    let run = dir.run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(1);
    assert!(run.err.contains("labelled.jsonl#13"), "{}", run.err);
    dir.write("clean.jsonl", labelled(4));
    dir.run(&["train", "clean.jsonl", "-o", "clean.slug"]).exits(0);
    assert!(dir.read("my.slug") == dir.read("clean.slug"));
}

/// The model that comes with the program is what its training data make: anyone can make it again.
#[test]
fn the_built_in_model_is_made_from_its_data() {
    let dir = WorkDir::new();
    let data = project("data/digital-policy/train.jsonl");
    dir.run(&["train", &data, "--algorithm", "complement", "-o", "again.slug"]).exits(0);
    let committed = std::fs::read(project("models/digital-policy.slug")).unwrap();
    assert!(dir.read("again.slug") == committed, "models/digital-policy.slug is not up to date");
}

/// Flags that do nothing were once taken in silence, and values out of range where nothing used them.
#[test]
fn flags_without_effect_are_refused() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    for (flags, reason) in [
        (&["--algorithm", "complement", "--cost", "1"][..], "--cost is about the discriminative model"),
        (&["--algorithm", "multinomial", "--balance", "1"], "--balance is about the discriminative model"),
        (&["--algorithm", "discriminative", "--alpha", "1"], "--alpha is about naive Bayes"),
        (&["--alpha", "0"], "a number above 0"),
        (&["--cost", "-1"], "a number above 0"),
        (&["--balance", "1.5"], "from 0 to 1"),
        (&["--max-df", "0"], "a share in (0, 1]"),
        (&["--max-features", "0"], "at least 1"),
    ] {
        for command in
            [&["train", "labelled.jsonl", "-o", "my.slug"][..], &["eval", "labelled.jsonl", "--cv", "2"]]
        {
            let refusal = dir.run(&[command, flags].concat()).refuses();
            assert!(refusal.contains(reason), "{flags:?}: {refusal}");
        }
    }
    assert_eq!(dir.names(), ["labelled.jsonl"]);
    for flags in [&["--alpha", "1"][..], &["--cost", "1", "--balance", "0"]] {
        dir.run(&[&["train", "labelled.jsonl", "-o", "my.slug"], flags].concat()).exits(0);
    }
}

/// Limits on words were once written as if they held for character n-grams.
#[test]
fn limits_stand_beside_what_they_hold_for() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    let flags = ["--min-df", "3", "--max-features", "10", "--characters", "4", "--algorithm", "complement"];
    dir.run(&[&["train", "labelled.jsonl", "-o", "my.slug"], &flags[..]].concat()).exits(0);
    let run = dir.run(&["inspect", "my.slug"]).exits(0);
    let terms = "n-grams to 2, in 3 or more articles, at most 10; character n-grams of 4\n";
    assert!(run.out().contains(terms), "{}", run.out());
}
