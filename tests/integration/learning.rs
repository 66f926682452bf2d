//! `slugline train --from MODEL`: learning more and forgetting, held to the bytes of the model file.

use insta::assert_snapshot;

use crate::samples::{labelled, unseen};
use crate::work_dir::{WorkDir, project, texts};

/// Articles on a topic that the notes do not know, in words that they do; one corrects a label.
const WEATHER: &str = r#"{"id": "w1", "text": "Frost and ash on platform four: the evening was cold.", "label": "Weather"}
{"id": "w2", "text": "After a frost, warm soil steams at dawn.", "label": "Weather"}
{"id": "w3", "text": "Xylophones thaw.", "label": "Weather"}
{"id": "trains-9", "text": "The railway bakes bread for passengers on the night train.", "label": "Trains"}
"#;

/// Learning more takes naive Bayes, which auto need not choose.
const COMPLEMENT: [&str; 2] = ["--algorithm", "complement"];

/// A folder with a model of twelve notes, six more notes, and [`WEATHER`].
fn with_model(flags: &[&str]) -> WorkDir {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.write("more.jsonl", unseen());
    dir.write("weather.jsonl", WEATHER);
    dir.run(&[&["train", "labelled.jsonl", "-o", "old.slug"], flags].concat()).exits(0);
    dir
}

/// The bytes that `slugline train ARGUMENTS -o new.slug` makes.
#[track_caller]
fn made(dir: &WorkDir, arguments: &[&str]) -> Vec<u8> {
    dir.run(&[&["train", "-o", "new.slug"], arguments].concat()).exits(0);
    dir.read("new.slug")
}

#[test]
fn the_report_and_inspect_tell_the_history() {
    let dir = with_model(&COMPLEMENT);
    dir.write("gone.jsonl", labelled(1));
    let arguments =
        ["train", "weather.jsonl", "--from", "old.slug", "--forget", "gone.jsonl", "-o", "new.slug"];
    let run = dir.run(&arguments).exits(0);
    assert_eq!(run.out(), "");
    assert_snapshot!("report", run.err);
    assert_snapshot!("history_text", dir.run(&["inspect", "new.slug"]).exits(0).out());
    let model = dir.run(&["inspect", "new.slug", "--json"]).exits(0).json();
    let history = &model["provenance"]["history"];
    assert_eq!(
        (&history["n_first"], &history["n_added"], &history["n_forgotten"]),
        (&12.into(), &4.into(), &3.into())
    );
    // Of Trains one came and one went.
    assert_eq!(history["topics"], serde_json::json!({"Gardens": -1, "Kitchens": -1, "Weather": 3}));
    assert_eq!(model["n_documents"], 13);
    let old = dir.run(&["inspect", "old.slug", "--json"]).exits(0).json();
    assert_eq!(model["provenance"]["training_digest"], old["provenance"]["training_digest"]);
    assert_eq!(model["calibration"], old["calibration"]);
}

#[test]
fn order_parts_and_threads_do_not_matter() {
    for algorithm in ["multinomial", "complement"] {
        let dir = with_model(&["--algorithm", algorithm]);
        let backwards: Vec<&str> = WEATHER.lines().rev().collect();
        dir.write("backwards.jsonl", backwards.join("\n"));
        let whole = made(&dir, &["weather.jsonl", "more.jsonl", "--from", "old.slug", "--threads", "1"]);
        assert!(
            made(&dir, &["more.jsonl", "backwards.jsonl", "--from", "old.slug", "--threads", "7"]) == whole
        );
        made(&dir, &["more.jsonl", "--from", "old.slug"]);
        assert!(made(&dir, &["backwards.jsonl", "--from", "new.slug"]) == whole, "in place, in parts");
    }
}

#[test]
fn forgetting_restores_the_model() {
    let dir = with_model(&COMPLEMENT);
    let old = dir.read("old.slug");
    made(&dir, &["weather.jsonl", "more.jsonl", "--from", "old.slug"]);
    made(&dir, &["--from", "new.slug", "--forget", "more.jsonl"]);
    assert!(made(&dir, &["--from", "new.slug", "--forget", "weather.jsonl"]) == old);
    assert!(made(&dir, &["more.jsonl", "--from", "old.slug", "--forget", "more.jsonl"]) == old);
    dir.write("some.jsonl", labelled(2));
    assert!(made(&dir, &["--from", "old.slug", "--forget", "some.jsonl"]) != old);
    assert!(made(&dir, &["some.jsonl", "--from", "new.slug"]) == old, "rows of the first training come back");
}

#[test]
fn a_new_topic_is_given_and_vanishes_again() {
    let dir = with_model(&COMPLEMENT);
    let topic = |model: &str| {
        let news = r#"{"text": "A cold evening: frost, and soil that steams at dawn."}"#;
        let rows = dir.run_reading(news, &["classify", "-", "-m", model]).exits(0).rows();
        texts(&rows, "topic")[0].to_owned()
    };
    assert_ne!(topic("old.slug"), "Weather");
    made(&dir, &["weather.jsonl", "--from", "old.slug"]);
    assert_eq!(topic("new.slug"), "Weather");
    made(&dir, &["--from", "new.slug", "--forget", "weather.jsonl"]);
    let model = dir.run(&["inspect", "new.slug", "--json"]).exits(0).json();
    assert_eq!(texts(model["topics"].as_array().unwrap(), "topic"), ["Gardens", "Kitchens", "Trains"]);
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let dir = with_model(&["--algorithm", "complement", "--alpha", "0.5"]);
    dir.write("unlabelled.jsonl", "{\"text\": \"Frost in the soil.\"}\n");
    dir.write("half.jsonl", labelled(1) + WEATHER);
    dir.write("all.jsonl", labelled(4));
    dir.write("old.csv", "title,text,label\n");
    let before = dir.names();
    for (arguments, reason) in [
        (&["--from", "old.slug", "--forget", "weather.jsonl"][..], "w1: was not learnt"),
        (&["--from", "old.slug", "--forget", "half.jsonl"], "w1: was not learnt"),
        (&["--from", "old.slug", "--forget", "all.jsonl"], "fewer than two topics"),
        (&["--from", "old.slug", "--forget", "unlabelled.jsonl"], "--label-column"),
        (&["unlabelled.jsonl", "--from", "old.slug"], "--label-column"),
        (&["weather.jsonl", "--from", "missing.slug"], "missing.slug"),
        (&["weather.jsonl", "--from", "labelled.jsonl"], "not a Slugline model"),
        (
            &["weather.jsonl", "--from", "old.slug", "--algorithm", "multinomial"],
            "--algorithm does not go with --from",
        ),
        (&["weather.jsonl", "--from", "old.slug", "--alpha", "0.1"], "--alpha does not go with --from"),
        (&["weather.jsonl", "--from", "old.slug", "--min-df", "2"], "--min-df does not go with --from"),
        (&["weather.jsonl", "--from", "old.slug", "--stems", "no"], "--stems does not go with --from"),
        // What the model has is named: it is all that could be typed.
        (&["weather.jsonl", "--from", "old.slug", "--algorithm", "multinomial"], "(here: complement)"),
        (&["weather.jsonl", "--from", "old.slug", "--alpha", "0.1"], "(here: 0.5)"),
        (&["weather.jsonl", "--from", "old.slug", "--lang", "de,en"], "(here: en)"),
        (&["weather.jsonl", "--from", "old.slug", "--min-df", "2"], "in 2 or more articles)"),
        (&["weather.jsonl", "--from", "old.slug", "--prior", "uniform"], "(here: train)"),
        (&["weather.jsonl", "--from", "jsonl", "--forget", "more.jsonl"], "name the model"),
        (&["weather.jsonl", "--from", "jsonl", "--format", "csv"], "two formats"),
    ] {
        let run = dir.run(&[&["train", "-o", "new.slug"], arguments].concat());
        let refusal = run.refuses();
        assert!(refusal.contains(reason), "{arguments:?}: {refusal}");
        assert_eq!(dir.names(), before, "{arguments:?}");
    }
    // Nothing to learn from, and nothing to forget: a matter of usage.
    dir.run(&["train", "--from", "old.slug", "-o", "new.slug"]).exits(2);
    dir.run(&["train", "more.jsonl", "--forget", "more.jsonl", "-o", "new.slug"]).exits(2);
    dir.run(&["train", "more.jsonl", "--from", "old.slug", "-o", "more.jsonl"]).refuses();
    dir.run(&["train", "--from", "old.slug", "--forget", "more.jsonl", "-o", "more.jsonl"]).refuses();
}

#[test]
fn flags_that_say_what_is_so_are_welcome() {
    let dir = with_model(&["--algorithm", "complement", "--alpha", "0.5", "--ngrams", "1"]);
    let flags = ["--algorithm", "complement", "--alpha", "0.5", "--ngrams", "1", "--lang", "en", "--stems"];
    made(&dir, &[&["more.jsonl", "--from", "old.slug"], &flags[..]].concat());
}

/// `--from` names the format of the input on every other command, and on `train` where it is the name of one.
#[test]
fn from_names_a_format_too() {
    let dir = with_model(&COMPLEMENT);
    dir.write("notes", labelled(4));
    let old = dir.read("old.slug");
    assert!(made(&dir, &[&["notes", "--from", "jsonl"], &COMPLEMENT[..]].concat()) == old);
    assert!(made(&dir, &[&["notes", "--format", "jsonl"], &COMPLEMENT[..]].concat()) == old);
    let from = dir.run(&["classify", "notes", "--from", "jsonl"]).exits(0);
    assert!(dir.run(&["classify", "notes", "--format", "jsonl"]).exits(0).bytes == from.bytes);
    // A model called like a format goes by a path.
    dir.write("jsonl", &old);
    dir.run(&["train", "notes", "--from", "./jsonl", "--format", "jsonl", "-o", "new.slug"]).exits(0);
    assert!(dir.read("new.slug") != old);
}

/// Rows that training passes over are passed over again, and said so; damaged ones make the exit code 1.
#[test]
fn rows_that_cannot_be_used_are_counted() {
    let dir = with_model(&COMPLEMENT);
    let odd = WEATHER.to_owned()
        + "{\"text\": \"Nobody labelled this.\"}\n{\"text\": \"\", \"label\": \"Weather\"}\n";
    dir.write("odd.jsonl", &odd);
    let run = dir.run(&["train", "odd.jsonl", "--from", "old.slug", "-o", "new.slug"]).exits(0);
    for line in [
        "1 without a label, not added.",
        "1 without a word, not added.",
        "1 added without a word that the model knows.",
    ] {
        assert!(run.err.contains(line), "{}", run.err);
    }
    let run = dir.run(&["train", "--from", "new.slug", "--forget", "odd.jsonl", "-o", "back.slug"]).exits(0);
    assert!(run.err.contains("1 without a label, not taken out."), "{}", run.err);
    assert!(dir.read("back.slug") == dir.read("old.slug"));
    dir.write("odd.jsonl", odd + "{\"text\": \"cut\n");
    dir.run(&["train", "odd.jsonl", "--from", "old.slug", "-o", "again.slug"]).exits(1);
    assert!(dir.read("again.slug") == dir.read("new.slug"));
}

/// A line that the first training masked is masked in a row that comes alone, and goes alone.
#[test]
fn rows_of_a_source_are_the_same_alone() {
    let promoted = |rows: &str| -> String {
        let row = |line: &str| {
            let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["source"] = "Quiet Notes".into();
            row["text"] =
                format!("{} Bake the railway a garden for us.", row["text"].as_str().unwrap()).into();
            row.to_string() + "\n"
        };
        rows.lines().map(row).collect()
    };
    let dir = WorkDir::with("labelled.jsonl", promoted(&labelled(4)));
    dir.run(&[&["train", "labelled.jsonl", "-o", "old.slug"], &COMPLEMENT[..]].concat()).exits(0);
    let old = dir.read("old.slug");
    dir.write("one.jsonl", promoted(labelled(4).lines().next().unwrap()));
    made(&dir, &["--from", "old.slug", "--forget", "one.jsonl"]);
    assert!(made(&dir, &["one.jsonl", "--from", "new.slug"]) == old);
    dir.write("more.jsonl", promoted(&unseen()));
    let whole = made(&dir, &["more.jsonl", "--from", "old.slug"]);
    dir.write("new.slug", &old);
    for row in promoted(&unseen()).lines() {
        dir.write("one.jsonl", row);
        made(&dir, &["one.jsonl", "--from", "new.slug"]);
    }
    assert!(dir.read("new.slug") == whole);
}

/// The program's own samples: what was held out is learnt in halves, either half first.
#[test]
fn digital_policy_learns_its_test_briefs() {
    let test = std::fs::read_to_string(project("data/digital-policy/test.jsonl")).unwrap();
    let rows: Vec<&str> = test.lines().collect();
    let (one, two) = rows.split_at(rows.len() / 2);
    let dir = WorkDir::with("one.jsonl", one.join("\n"));
    dir.write("two.jsonl", two.join("\n"));
    let data = project("data/digital-policy/train.jsonl");
    dir.run(&[&["train", &data, "-o", "briefs.slug"], &COMPLEMENT[..]].concat()).exits(0);
    let briefs = "briefs.slug";
    let whole = made(&dir, &[&project("data/digital-policy/test.jsonl"), "--from", briefs]);
    made(&dir, &["two.jsonl", "--from", briefs]);
    assert!(made(&dir, &["one.jsonl", "--from", "new.slug"]) == whole);
    made(&dir, &["--from", "new.slug", "--forget", "two.jsonl"]);
    let restored = made(&dir, &["--from", "new.slug", "--forget", "one.jsonl"]);
    assert!(restored == dir.read(briefs));
    // Rows of the first training go and come back.
    let train = std::fs::read_to_string(project("data/digital-policy/train.jsonl")).unwrap();
    dir.write("tenth.jsonl", train.lines().step_by(10).collect::<Vec<_>>().join("\n"));
    made(&dir, &["--from", briefs, "--forget", "tenth.jsonl"]);
    assert!(made(&dir, &["tenth.jsonl", "--from", "new.slug"]) == restored);
}

/// A model whose weights follow from no sums names its files, and is fitted anew on them.
#[test]
fn a_discriminative_model_reads_everything_again() {
    let dir = with_model(&["--algorithm", "discriminative"]);
    dir.write("gone.jsonl", labelled(1));
    let refusal = dir.run(&["train", "weather.jsonl", "--from", "old.slug", "-o", "new.slug"]).refuses();
    // The model knows the name alone: what stood here once could be typed, and lay in another folder.
    let advice = "it was trained on `labelled.jsonl`; give its path with --earlier";
    assert!(refusal.contains(advice), "{refusal}");
    let flags = ["--from", "old.slug", "--earlier", "labelled.jsonl", "--forget", "gone.jsonl"];
    made(&dir, &[&["weather.jsonl"], &flags[..]].concat());
    let inspect = |model: &str| dir.run(&["inspect", model, "--json"]).exits(0).json();
    let (old, new) = (inspect("old.slug"), inspect("new.slug"));
    assert_eq!(new["provenance"]["recipe"], old["provenance"]["recipe"]);
    assert_eq!((&new["n_terms"], &new["n_documents"]), (&old["n_terms"], &13.into()));
    assert_eq!(
        texts(new["topics"].as_array().unwrap(), "topic"),
        ["Gardens", "Kitchens", "Trains", "Weather"]
    );
    let files = serde_json::json!(["labelled.jsonl", "weather.jsonl"]);
    assert_eq!(new["provenance"]["history"]["files"], files);
    let refusal =
        dir.run(&["train", "more.jsonl", "--from", "new.slug", "--cost", "77", "-o", "newer.slug"]).refuses();
    assert!(refusal.contains("--cost does not go with --from"), "{refusal}");
    let flags = ["--from", "new.slug", "--earlier", "labelled.jsonl"];
    let refusal = dir.run(&[&["train", "more.jsonl", "-o", "newer.slug"], &flags[..]].concat()).refuses();
    assert!(refusal.contains("4 of the 13 articles"), "{refusal}");
}

/// The articles were once read and masked, and made no difference.
#[test]
fn naive_bayes_needs_no_earlier_articles() {
    let dir = with_model(&COMPLEMENT);
    let without = made(&dir, &["weather.jsonl", "--from", "old.slug"]);
    let arguments =
        ["train", "weather.jsonl", "--from", "old.slug", "-o", "new.slug", "--earlier", "missing.jsonl"];
    let run = dir.run(&arguments).exits(0);
    assert!(run.err.contains("old.slug is naive Bayes and needs no --earlier"), "{}", run.err);
    assert!(!run.err.contains("missing.jsonl"), "{}", run.err);
    assert!(dir.read("new.slug") == without);
}

/// What was measured is the first training, whatever was learnt since.
#[test]
fn figures_are_dated() {
    let dir = with_model(&COMPLEMENT);
    let out_of_fold = |model: &str| {
        let run = dir.run(&["inspect", model]).exits(0);
        run.out().lines().find(|line| line.starts_with("out of fold")).unwrap().to_owned()
    };
    made(&dir, &["weather.jsonl", "--from", "old.slug"]);
    assert_eq!(out_of_fold("new.slug"), out_of_fold("old.slug") + ", at the first training");
}

#[test]
fn standard_input_is_no_file_to_be_found_again() {
    let dir = WorkDir::with("more.jsonl", unseen());
    let train = ["train", "-", "--algorithm", "discriminative", "-o", "old.slug"];
    dir.run_reading(labelled(4), &train).exits(0);
    let refusal = dir.run(&["train", "more.jsonl", "--from", "old.slug", "-o", "new.slug"]).refuses();
    assert!(refusal.contains("it was trained on standard input; give its path"), "{refusal}");
}
