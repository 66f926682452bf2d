//! Lines beyond the plain one: several sentences, what was cut, titles that are repeated, weights of one's own.

use crate::samples::NEWS;
use crate::work_dir::{WorkDir, array, project, text};

const LONG: &str = r#"{"id": "a", "text": "The harbour office in Arvik, which is older than the town itself, was closed for good on Monday, the council said.", "refs": ["Arvik closes its harbour office"]}
{"id": "b", "text": "Two trains met on one track near Lunde. Nobody was hurt. The drivers had seen each other in time, and braked.", "summary": "Two trains on one track near Lunde stop in time"}
{"id": "c", "text": "It rained. The mill at Osk has ground its last sack of rye. Its owner found no heir.", "summary": "The mill at Osk has ground its last rye"}
{"id": "d", "text": "Nobody wrote a line for this one."}
"#;

#[test]
fn what_was_cut_is_shown() {
    let dir = WorkDir::with("long.jsonl", LONG);
    let rows = dir
        .run(&["summarize", "long.jsonl", "--max-chars", "60", "--explain", "--with-text"])
        .exits(0)
        .rows();
    let row = &rows[0];
    assert_eq!(text(row, "summary"), "The harbour office in Arvik was closed for good on Monday.");
    let cuts = array(&array(row, "sentences")[0], "cuts");
    let reasons: Vec<&str> = cuts.iter().map(|cut| text(cut, "reason")).collect();
    assert_eq!(reasons, ["relative clause", "attribution"]);
    for cut in cuts {
        let ends: Vec<usize> =
            array(cut, "span").iter().map(|end| usize::try_from(end.as_u64().unwrap()).unwrap()).collect();
        assert_eq!(text(row, "text").get(ends[0]..ends[1]).unwrap().trim(), text(cut, "text"));
    }
}

#[test]
fn several_sentences_come_with_their_places() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let rows = dir.run(&["summarize", "news.jsonl", "--sentences", "2"]).exits(0).rows();
    assert!(rows.iter().any(|row| array(row, "sentences").len() == 2));
    for row in &rows {
        let sentences = array(row, "sentences");
        let parts: Vec<&str> = sentences.iter().map(|sentence| text(sentence, "text")).collect();
        assert_eq!(parts.join(" "), text(row, "summary"));
        assert!(text(row, "summary").chars().count() <= 320, "{row}");
        assert!(sentences.iter().all(|sentence| sentence["score"].is_f64()), "{row}");
    }
    let none = dir.run(&["summarize", "news.jsonl", "--sentences", "0"]).exits(2);
    assert!(none.err.contains("1 to 100"), "{}", none.err);
}

#[test]
fn a_title_is_not_repeated_unless_allowed() {
    let row = r#"{"title": "Arvik will close its coal pier", "text": "Arvik will close its coal pier. Ships called there twice a week in 2019 and hardly ever this year."}"#;
    let dir = WorkDir::with("a.jsonl", row);
    let line = |flags: &[&str]| {
        let rows = dir.run(&[&["summarize", "a.jsonl"], flags].concat()).exits(0).rows();
        text(&rows[0], "summary").to_owned()
    };
    assert!(line(&[]).starts_with("Ships called"));
    assert!(line(&["--allow-echo"]).starts_with("Arvik will close"));
}

#[test]
fn weights_are_learnt_and_used_whatever_the_threads() {
    let dir = WorkDir::with("pairs.jsonl", LONG);
    let mut files = Vec::new();
    for threads in ["1", "3"] {
        let run = dir.run(&[
            "train-line",
            "pairs.jsonl",
            "-o",
            "my.json",
            "--cv",
            "3",
            "--out",
            "lines.jsonl",
            "--threads",
            threads,
        ]);
        let err = run.exits(0).err;
        assert!(err.contains("1 article without a reference left out"), "{err}");
        assert!(err.contains("3 articles"), "{err}");
        files.push((dir.read("my.json"), dir.read("lines.jsonl")));
    }
    assert_eq!(files[0], files[1]);
    assert_eq!(String::from_utf8(files[0].1.clone()).unwrap().lines().count(), 3);
    let by_mine = dir.run(&["summarize", "pairs.jsonl", "--line-model", "my.json"]).exits(0).rows();
    assert_eq!(by_mine.len(), 4);
}

#[test]
fn weights_that_are_none_are_refused() {
    let dir = WorkDir::with("pairs.jsonl", LONG);
    dir.write("no.json", "{}");
    let refusal = dir.run(&["summarize", "pairs.jsonl", "--line-model", "no.json"]).refuses();
    assert!(refusal.contains("no.json") && refusal.contains("train-line"), "{refusal}");
    let refusal = dir.run(&["summarize", "pairs.jsonl", "--line-model", "gone.json"]).refuses();
    assert!(refusal.contains("gone.json"), "{refusal}");
    dir.write("bare.jsonl", r#"{"text": "No line was written for this."}"#);
    let refusal = dir.run(&["train-line", "bare.jsonl", "-o", "x.json"]).refuses();
    assert!(refusal.contains("refs"), "{refusal}");
    let refusal = dir.run(&["train-line", "pairs.jsonl", "-o", "pairs.jsonl"]).refuses();
    assert!(refusal.contains("an input too"), "{refusal}");
}

/// The built-in weights are used where nothing else is said, and are those of the file that the repository holds.
#[test]
fn the_built_in_weights_are_a_file_too() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let mine = project("models/line.json");
    let by_file = dir.run(&["summarize", "news.jsonl", "--line-model", &mine]).exits(0);
    assert_eq!(dir.run(&["summarize", "news.jsonl"]).exits(0).bytes, by_file.bytes);
}
