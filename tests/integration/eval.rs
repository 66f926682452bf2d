//! `slugline eval`: measures of a model, or of settings by cross-validation.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::samples::{labelled, trained, unseen};
use crate::work_dir::{WorkDir, array, folded, project, text};

#[test]
fn of_a_small_model() {
    let dir = trained();
    let measure = ["eval", "unseen.jsonl", "-m", "my.slug"];
    assert_snapshot!("small_text", dir.run(&measure).exits(0).out());
    assert_snapshot!("small_json", dir.run(&[&measure[..], &["--json"]].concat()).exits(0).out());
}

#[test]
fn of_the_built_in_model() {
    let test = project("data/digital-policy/test.jsonl");
    let dir = WorkDir::new();
    assert_snapshot!("built_in_text", dir.run(&["eval", &test]).exits(0).out());
    assert_snapshot!("built_in_json", dir.run(&["eval", &test, "--json"]).exits(0).out());
}

#[test]
fn by_cross_validation() {
    let dir = WorkDir::with("labelled.jsonl", labelled(6));
    assert_snapshot!("cross_validation", dir.run(&["eval", "labelled.jsonl", "--cv", "3"]).exits(0).out());
}

#[test]
fn the_json_is_that_of_the_contract() {
    let run = WorkDir::new().run(&["eval", &project("data/digital-policy/test.jsonl"), "--json"]).exits(0);
    let measures = run.json();
    let keys: BTreeSet<&str> = measures.as_object().unwrap().keys().map(String::as_str).collect();
    for key in ["rows", "accuracy", "macro_f1", "micro_f1", "ece", "coverage"] {
        assert!(keys.contains(key), "{key} in {keys:?}");
    }
    assert_eq!(measures["rows"], 110);
    let is_percentage = |value: &Value| value.as_f64().is_some_and(|value| (0.0..=100.0).contains(&value));
    for key in ["accuracy", "macro_f1", "micro_f1", "ece"] {
        assert!(is_percentage(&measures[key]), "{key} in {measures}");
    }
    // Percentages go to 100: an accuracy of 0.9 would be a share.
    assert!(measures["accuracy"].as_f64().unwrap() > 1.0);
    let topics = array(&measures, "topics");
    assert_eq!(topics.len(), 10);
    assert_eq!(topics.iter().map(|topic| topic["support"].as_u64().unwrap()).sum::<u64>(), 110);
    for topic in topics {
        assert!(["precision", "recall", "f1"].iter().all(|key| is_percentage(&topic[key])), "{topic}");
    }
    let accepted: Vec<f64> =
        array(&measures, "coverage").iter().map(|point| point["accepted"].as_f64().unwrap()).collect();
    assert!(accepted.is_sorted(), "more error allows more rows: {accepted:?}");
}

/// The accuracy is the share of rows whose `classify` topic is their label.
#[test]
fn accuracy_agrees_with_classify() {
    let test = project("data/digital-policy/test.jsonl");
    let dir = WorkDir::new();
    let labels = std::fs::read_to_string(&test).unwrap();
    let labels = labels.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let rows = dir.run(&["classify", &test]).exits(0).rows();
    let n_right = rows.iter().zip(labels).filter(|(row, label)| row["topic"] == label["label"]).count();
    let measures = dir.run(&["eval", &test, "--json"]).exits(0).json();
    let accuracy = measures["accuracy"].as_f64().unwrap();
    assert!((accuracy * 1.10 - n_right as f64).abs() < 1e-9, "{accuracy} % and {n_right} of 110");
}

/// Twelve stories of an agency, each in three papers, that have no word in common: only who has learnt a version can know its topic.
/// Papers print the agency's words alone, or with as many of their own.
fn syndicated(with_own_words: bool) -> String {
    let topics = ["Gardens", "Kitchens", "Trains"];
    let row = |source: &str, story: usize| {
        let mut words = ["fjord", "lamp", "acorn", "violin"].map(|word| format!("{word}{story}")).join(" ");
        if with_own_words {
            let own = ["meadow", "anvil", "comet", "ladle"].map(|word| format!(" {word}{story}{source}"));
            words += &own.concat();
        }
        serde_json::json!({
            "text": words,
            "label": topics[story % 3],
            "source": source,
            "url": format!("https://agency-{story}.example/{source}"),
        })
    };
    let papers = ["Morning", "Evening", "Island"];
    papers.iter().flat_map(|source| (0..12).map(move |story| row(source, story).to_string() + "\n")).collect()
}

#[test]
fn groups_never_straddle_a_fold() {
    let dir = WorkDir::with("versions.jsonl", syndicated(true));
    dir.write("copies.jsonl", syndicated(false));
    let accuracy = |file: &str, flags: &[&str]| {
        let measure = [&["eval", file, "--json", "--cv", "3"], flags].concat();
        dir.run(&measure).exits(0).json()["accuracy"].as_f64().unwrap()
    };
    let [by_paper, by_site] = [["--group-by", "source"], ["--group-by", "url-host"]];
    assert!((accuracy("versions.jsonl", &[]) - 100.0).abs() < 1e-9, "versions are recognised");
    assert!((accuracy("versions.jsonl", &by_paper) - 100.0).abs() < 1e-9, "there are others in other papers");
    assert!(accuracy("versions.jsonl", &by_site) < 40.0, "without versions there is nothing to go by");
    assert!(accuracy("copies.jsonl", &[]) < 40.0, "copies share a fold without being told");
}

#[test]
fn groups_that_cannot_be_made_are_explained() {
    let dir = WorkDir::with("labelled.jsonl", labelled(6));
    let reason = dir.run(&["eval", "labelled.jsonl", "--cv", "3", "--group-by", "source"]).refuses();
    assert!(reason.contains("--source-column"), "{reason}");
    dir.run(&["eval", "labelled.jsonl", "--group-by", "source"]).exits(2);
    dir.run(&["eval", "labelled.jsonl", "--cv", "3", "--group-by", "week"]).exits(2);
    let part = labelled(6).replace(r#""id":"trains-0""#, r#""id":"trains-0","source":"Post""#);
    let part = part.replace(r#""id":"trains-1""#, r#""id":"trains-1","source":"Post""#);
    dir.write("part.jsonl", part);
    let run = dir.run(&["eval", "part.jsonl", "--cv", "3", "--group-by", "source"]).exits(0);
    assert!(run.err.contains("16 articles do not say their source"), "{}", run.err);
}

#[test]
fn a_report_is_one_page() {
    let dir = trained();
    dir.write("awry.jsonl", unseen().replace("Kitchens", "Gardens"));
    dir.run(&["eval", "awry.jsonl", "-m", "my.slug", "--report", "model.html"]).exits(0);
    let page = String::from_utf8(dir.read("model.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
    assert!(page.contains("my.slug") && page.contains("awry.jsonl"));
    assert_eq!(page.matches("<svg").count(), 3);
    assert!(page.contains("labelled <b>Gardens</b>, given <b class=\"wrong\">Kitchens</b>"), "{page}");

    dir.run(&["eval", "labelled.jsonl", "--cv", "2", "--min-df", "1", "--report", "settings.html"]).exits(0);
    let page = String::from_utf8(dir.read("settings.html")).unwrap();
    assert!(page.contains("2-fold cross-validation"));
    assert_eq!(page.matches("<svg").count(), 4, "with a learning curve");
}

#[test]
fn a_report_replaces_nothing_that_is_read_or_written() {
    let dir = trained();
    dir.write("out.json", "");
    let measure = ["eval", "unseen.jsonl", "-m", "my.slug", "-o", "out.json", "--report"];
    for taken in ["unseen.jsonl", "my.slug", "out.json", "./out.json"] {
        let reason = dir.run(&[&measure[..], &[taken]].concat()).refuses();
        assert!(reason.contains("name another output"), "{reason}");
    }
    dir.run(&[&measure[..], &["nowhere/report.html"]].concat()).refuses();
    assert_eq!(dir.names(), ["labelled.jsonl", "my.slug", "out.json", "unseen.jsonl"]);
    assert_eq!(dir.read("unseen.jsonl"), unseen().as_bytes());
}

/// They were once passed over in silence, as if the model had been learnt that way.
#[test]
fn flags_on_learning_need_something_to_learn() {
    let dir = trained();
    for flags in
        [&["--alpha", "0.5"][..], &["--stems", "no"], &["--algorithm", "complement"], &["--ngrams", "1"]]
    {
        for model in [&["-m", "my.slug"][..], &[]] {
            let run = dir.run(&[&["eval", "unseen.jsonl"], model, flags].concat()).exits(2);
            assert!(run.err.contains(flags[0]) && run.err.contains("--cv"), "{}", run.err);
        }
        dir.run(&[&["eval", "labelled.jsonl", "--cv", "2"], flags].concat()).exits(0);
    }
}

/// More topics than fit a table: the pairs that are confused instead.
#[test]
fn many_topics_are_shown_as_pairs() {
    let dir = WorkDir::new();
    let rows = (0..90).map(|i| {
        let topic = i % 15;
        let label = if i == 89 { "t00".to_owned() } else { format!("t{topic:02}") };
        let own = ["acorn", "lamp", "fjord", "violin"].map(|word| format!(" {word}{i}")).concat();
        serde_json::json!({"text": format!("word{topic} term{topic} note{topic}{own}"), "label": label})
            .to_string()
            + "\n"
    });
    dir.write("many.jsonl", rows.collect::<String>());
    let run = dir.run(&["eval", "many.jsonl", "--cv", "2"]).exits(0);
    assert!(run.out().contains("Most confused:") && run.out().contains("t00 → t14"), "{}", run.out());
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let dir = trained();
    dir.write("unlabelled.jsonl", r#"{"text": "Roses."}"#);
    let reason = dir.run(&["eval", "unlabelled.jsonl"]).refuses();
    assert!(reason.contains("label"), "{reason}");
    dir.run(&["eval", "unseen.jsonl", "-m", "missing.slug"]).refuses();
    for flags in [["--cv", "1"], ["--cv", "0"], ["--cv", "two"]] {
        dir.run(&[&["eval", "labelled.jsonl"], &flags[..]].concat()).exits(2);
    }
    dir.run(&["eval", "labelled.jsonl", "--cv", "3", "-m", "my.slug"]).exits(2);
}

/// Labels that the model does not know are counted as errors, not dropped.
#[test]
fn a_label_unknown_to_the_model_counts_as_an_error() {
    let dir = trained();
    let strange = r#"{"text": "The night train leaves platform four.", "label": "Ferries"}"#;
    dir.write("mixed.jsonl", unseen() + strange);
    let measures = dir.run(&["eval", "mixed.jsonl", "-m", "my.slug", "--json"]).exits(0).json();
    assert_eq!(measures["rows"], 7);
    let topics = array(&measures, "topics");
    let ferries = topics.iter().find(|topic| text(topic, "topic") == "Ferries").unwrap();
    assert_eq!((ferries["support"].as_u64(), ferries["recall"].as_f64()), (Some(1), Some(0.0)));
}

/// The label column was once blamed, though all articles together have topics enough.
#[test]
fn a_fold_that_cannot_be_learnt_without_is_explained() {
    let rows: Vec<String> = labelled(1).lines().take(2).map(str::to_owned).collect();
    let dir = WorkDir::with("two.jsonl", rows.join("\n"));
    let reason = dir.run(&["eval", "two.jsonl", "--cv", "2", "--min-df", "1"]).refuses();
    assert!(reason.starts_with("fold 1 of 2: the other folds hold too few articles of a topic"), "{reason}");
    assert!(!reason.contains("label column"), "{reason}");
}

/// What is refused is a matter of the command, whose usage is shown; it once was the program's.
#[test]
fn help_is_about_measuring() {
    let dir = trained();
    let run = dir.run(&["eval", "unseen.jsonl", "--alpha", "1"]).exits(2);
    assert!(run.err.contains("Usage: slugline eval"), "{}", run.err);
    let help = dir.run(&["eval", "--help"]).exits(0);
    assert!(folded(help.out()).contains("default: as the model was told; with --cv as in the training data"));
    let help = dir.run(&["train", "--help"]).exits(0);
    assert!(folded(help.out()).contains("TOPIC=WEIGHT,… [default: as in the training data]"));
}

/// With fewer rows of a topic than folds there is still a measure for every row.
#[test]
fn more_folds_than_rows_of_a_topic() {
    let dir = WorkDir::with("labelled.jsonl", labelled(3));
    let measures = dir.run(&["eval", "labelled.jsonl", "--cv", "9", "--json"]).exits(0).json();
    assert_eq!(measures["rows"], 9);
}
