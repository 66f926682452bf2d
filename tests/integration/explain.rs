//! `slugline explain`: the terms that decided, how they add up, and where they stand.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::samples::labelled;
use crate::work_dir::{WorkDir, array, project, text, texts};

const ESCAPE: char = '\u{1b}';

/// Articles on the topics of the notes: of one, between two, with a promotion that is boilerplate; then one of strange words,
/// one without any, and a damaged row.
fn articles() -> String {
    let rows = [
        json!({"id": "frost", "title": "Frost kills the roses", "text": "Roses and apple trees froze in the night. The gardener had spread compost on the soil."}),
        json!({"id": "buffet", "title": "", "text": "The train carries flour and butter to the baker.\n\nPassengers smell the bread."}),
        json!({"id": "strange", "text": "Zzyzx qwrtp bnmvc."}),
        json!({"id": "blank", "title": " ", "text": ""}),
    ];
    rows.iter().fold(String::new(), |all, row| all + &row.to_string() + "\n") + "{\"id\": \"cut\n"
}

/// A folder with those articles and a model of the notes.
fn notes_dir(learning: &[&str]) -> WorkDir {
    let dir = WorkDir::with("articles.jsonl", articles());
    dir.write("labelled.jsonl", labelled(6));
    dir.run(&[&["train", "labelled.jsonl", "-o", "notes.slug"], learning].concat()).exits(0);
    dir
}

const COMPLEMENT: [&str; 4] = ["--algorithm", "complement", "--alpha", "1"];
const CHARACTERS: [&str; 6] = ["--algorithm", "discriminative", "--cost", "1", "--characters", "3-4"];

/// Checks that intercept and contributions are the margin, and that every span is a stretch of its text.
#[track_caller]
fn assert_adds_up(row: &Value) {
    let number = |value: &Value, key: &str| value[key].as_f64().unwrap();
    let terms = array(row, "terms");
    let of_terms: f64 = terms.iter().map(|term| number(term, "contribution")).sum();
    let of_others = row["others"]["contribution"].as_f64().unwrap_or(0.0);
    let sum = number(row, "intercept") + of_terms + of_others;
    assert!((sum - number(row, "margin")).abs() < 1e-6, "{sum}: {row}");
    for term in terms {
        assert!((number(term, "value") * number(term, "weight") - number(term, "contribution")).abs() < 1e-9);
        let spans = array(term, "spans");
        assert!(!spans.is_empty() && spans.len() as u64 <= term["count"].as_u64().unwrap(), "{term}");
        for place in spans {
            let range: Vec<usize> = array(place, "span")
                .iter()
                .map(|end| usize::try_from(end.as_u64().unwrap()).unwrap())
                .collect();
            let stretch = &text(row, text(place, "in"))[range[0]..range[1]];
            // Letters of a stem stand in its word, the first of all; a piece of a word stands within it.
            let first = text(term, "term").trim_start_matches('…').chars().next().unwrap();
            assert!(stretch.to_lowercase().contains(first), "{term}: {stretch}");
        }
    }
    assert!(terms.is_sorted_by(|a, b| number(a, "contribution").abs() >= number(b, "contribution").abs()));
}

#[test]
fn of_rows_good_and_bad() {
    let dir = notes_dir(&COMPLEMENT);
    let run = |more: &[&str]| {
        dir.run(&[&["explain", "articles.jsonl", "-m", "notes.slug"], more].concat()).exits(1)
    };
    assert_snapshot!("notes_text", run(&["--limit", "3"]).out());
    assert_snapshot!("notes_marked", run(&["--limit", "1", "--with-text"]).out());
    assert_snapshot!("notes_jsonl", run(&["--json", "--limit", "2", "--with-text"]).out());
}

/// What a terminal shows; colours are asked for, as a test has no terminal.
#[test]
fn words_are_coloured_where_colours_are_welcome() {
    let dir = notes_dir(&COMPLEMENT);
    let arguments = ["explain", "articles.jsonl", "-m", "notes.slug", "--limit", "1"];
    let coloured = dir.run_with(&[("CLICOLOR_FORCE", "1")], "", &arguments).exits(1);
    assert_snapshot!("notes_coloured", coloured.out().replace(ESCAPE, "␛"));
    for variables in [&[][..], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]] {
        let plain = dir.run_with(variables, "", &arguments).exits(1);
        assert!(!plain.out().contains(ESCAPE) && !plain.out().contains("[+"), "{}", plain.out());
    }
    dir.run_with(&[("CLICOLOR_FORCE", "1")], "", &[&arguments[..], &["-o", "why.txt"]].concat()).exits(1);
    assert!(!dir.read("why.txt").contains(&0x1b));
}

#[test]
fn contributions_and_intercept_are_the_margin() {
    for learning in [&COMPLEMENT[..], &CHARACTERS] {
        let dir = notes_dir(learning);
        let run = |more: &[&str]| {
            let arguments = ["explain", "articles.jsonl", "-m", "notes.slug", "--json", "--with-text"];
            dir.run(&[&arguments, more].concat()).exits(1).rows()
        };
        for (whole, short) in run(&[]).iter().zip(run(&["--limit", "1"])).take(2) {
            assert_adds_up(whole);
            assert_adds_up(&short);
            assert!(whole["others"].is_null() && !short["others"].is_null());
            assert!(array(&short, "terms").len() <= 2);
        }
    }
}

/// A model of ten topics and its test articles: the topic that is explained is the topic that is given.
#[test]
fn what_is_explained_is_what_classify_says() {
    let dir = WorkDir::new();
    let train = project("data/digital-policy/train.jsonl");
    dir.run(&[&["train", &train, "-o", "policy.slug"][..], &COMPLEMENT].concat()).exits(0);
    let test = project("data/digital-policy/test.jsonl");
    for prior in ["train", "uniform", "Cybercrime and fraud=0.9"] {
        let run = |command: &[&str]| {
            dir.run(&[command, &[&test, "-m", "policy.slug", "--prior", prior]].concat()).exits(0).rows()
        };
        let explained = run(&["explain", "--json", "--with-text"]);
        let classified = run(&["classify"]);
        assert_eq!(explained.len(), classified.len());
        for (explained, classified) in explained.iter().zip(&classified) {
            assert_adds_up(explained);
            for key in ["id", "topic", "confidence", "topics", "status"] {
                assert_eq!(explained[key], classified[key], "{key}");
            }
            assert_eq!(explained["runner_up"], classified["topics"][1]["topic"]);
            assert_eq!(explained["runner_up_confidence"], classified["topics"][1]["confidence"]);
        }
    }
}

/// By Bayes's rule a topic that is said to be all but everywhere wins where the words leave room for it.
#[test]
fn a_prior_moves_the_confidence_and_not_the_margin() {
    let dir = notes_dir(&COMPLEMENT);
    let confidence = |prior: &str| {
        let arguments = ["explain", "articles.jsonl", "-m", "notes.slug", "--json", "--prior", prior];
        let rows = dir.run(&arguments).exits(1).rows();
        assert_eq!(rows[0]["topic"], "Gardens");
        (rows[0]["confidence"].as_f64().unwrap(), rows[0]["margin"].clone(), rows[2]["topics"][0].clone())
    };
    let ((even, margin, _), (more, same_margin, prior)) = (confidence("uniform"), confidence("Gardens=2"));
    assert!(more > even, "{more} {even}");
    assert_eq!(margin, same_margin);
    // 2 : 1/3 : 1/3, by hand: three quarters.
    assert_eq!((text(&prior, "topic"), prior["confidence"].as_f64()), ("Gardens", Some(0.75)));
}

#[test]
fn every_row_is_explained_in_its_place() {
    let dir = notes_dir(&COMPLEMENT);
    let rows = dir.run(&["explain", "articles.jsonl", "-m", "notes.slug", "--json"]).exits(1).rows();
    assert_eq!(texts(&rows, "id"), ["frost", "buffet", "strange", "blank", "articles.jsonl#5"]);
    assert_eq!(texts(&rows, "status"), ["ok", "ok", "unsure", "empty", "error"]);
    assert_eq!(text(&rows[2], "why"), "no known word");
    assert!(!text(&rows[4], "error").is_empty());
    for row in &rows[2..] {
        assert!(row["topic"].is_null() && row["margin"].is_null() && array(row, "terms").is_empty(), "{row}");
    }
    assert!(rows.iter().all(|row| row.get("text").is_none() && row.get("title").is_none()));
}

/// A promotion that a source repeats is no reason for a topic.
#[test]
fn boilerplate_explains_nothing() {
    let dir = notes_dir(&COMPLEMENT);
    // Longer than the promotion: articles that share most of their words are copies of each other.
    let stories = [
        "Roses froze in the night, and the gardener lost all of his apple trees to the wind.",
        "The baker says that her dough did not rise, for want of warm flour and of patience.",
        "Signals failed at dawn near the border, where a tree had fallen over both of the tracks.",
    ];
    let row = |(number, story): (usize, &&str)| {
        let body = format!("{story} Read more about trains and tickets on our platform!");
        json!({"id": number.to_string(), "source": "Post", "text": body}).to_string() + "\n"
    };
    dir.write("post.jsonl", stories.iter().enumerate().map(row).collect::<String>());
    let rows =
        dir.run(&["explain", "post.jsonl", "-m", "notes.slug", "--json", "--with-text"]).exits(0).rows();
    for (row, story) in rows.iter().zip(stories) {
        assert_adds_up(row);
        let ends = array(row, "terms")
            .iter()
            .flat_map(|term| array(term, "spans"))
            .map(|place| place["span"][1].as_u64());
        assert!(ends.max().flatten().unwrap() <= story.len() as u64, "{row}");
    }
}
