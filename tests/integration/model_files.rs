//! Model files that are not there or not right, and the data that the built-in one is made from.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use crate::samples::{NEWS, labelled};
use crate::work_dir::{WorkDir, project, text, texts};

/// A folder with a model file and something to classify with it.
fn with_model() -> WorkDir {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("labelled.jsonl", labelled(4));
    dir.run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(0);
    dir
}

/// Checks that a model file of these bytes is refused in one sentence that names it.
#[track_caller]
fn assert_refused(dir: &WorkDir, bytes: &[u8]) -> String {
    dir.write("other.slug", bytes);
    let reason = dir.run(&["classify", "news.jsonl", "-m", "other.slug"]).refuses();
    assert!(reason.contains("other.slug"), "{reason}");
    reason
}

/// The same file with `from` in its header replaced by `to`, which must be as long.
fn with_header(model: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let start = model.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    [&model[..start], to.as_bytes(), &model[start + to.len()..]].concat()
}

#[test]
fn a_missing_model_is_named_by_every_command() {
    let dir = with_model();
    for arguments in [
        ["classify", "news.jsonl", "-m", "missing.slug"].as_slice(),
        &["summarize", "news.jsonl", "-m", "missing.slug"],
        &["digest", "news.jsonl", "-m", "missing.slug"],
        &["eval", "labelled.jsonl", "-m", "missing.slug"],
        &["inspect", "missing.slug"],
    ] {
        let reason = dir.run(arguments).refuses();
        assert!(reason.contains("missing.slug"), "{reason}");
    }
}

#[test]
fn a_folder_is_no_model() {
    let dir = with_model();
    dir.run(&["inspect", "."]).refuses();
}

#[test]
fn a_truncated_model_is_refused() {
    let dir = with_model();
    let model = dir.read("my.slug");
    let lengths = (1..=12).map(|twelfth| model.len() * twelfth / 12 - 1).chain([0, 1, 7, 8, 9, 100]);
    for length in lengths {
        assert_refused(&dir, &model[..length]);
    }
    assert_refused(&dir, &[&model[..], b"\0"].concat());
}

#[test]
fn a_damaged_model_is_refused_wherever_the_damage_is() {
    let dir = with_model();
    let model = dir.read("my.slug");
    let places = (0..model.len()).step_by(model.len() / 60).chain([0, 7, 8, 9, model.len() - 1]);
    for place in places {
        let mut damaged = model.clone();
        damaged[place] ^= 0x11;
        assert_refused(&dir, &damaged);
    }
}

/// A header that claims to be longer than any memory must not be believed.
#[test]
fn an_absurd_length_is_refused() {
    let dir = with_model();
    let model = dir.read("my.slug");
    for length in [u64::MAX, i64::MAX as u64, 1 << 40, model.len() as u64, 0] {
        assert_refused(&dir, &[&length.to_le_bytes()[..], &model[8..]].concat());
    }
}

#[test]
fn a_foreign_file_is_refused() {
    let dir = with_model();
    let tensors = r#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    let padded = format!("{tensors:<64}");
    let foreign = [&64_u64.to_le_bytes()[..], padded.as_bytes(), &[0; 4]].concat();
    for bytes in [NEWS.as_bytes(), b"\x80\x04pickle", &[0; 64], &foreign] {
        let reason = assert_refused(&dir, bytes);
        assert!(reason.contains("not a Slugline model"), "{reason}");
    }
}

#[test]
fn a_newer_model_asks_for_a_newer_program() {
    let dir = with_model();
    let newer = with_header(&dir.read("my.slug"), r#"\"format\":3"#, r#"\"format\":9"#);
    let reason = assert_refused(&dir, &newer);
    assert!(reason.contains("newer"), "{reason}");
}

#[test]
fn an_older_model_is_to_be_trained_again() {
    let dir = with_model();
    let older = with_header(&dir.read("my.slug"), r#"\"format\":3"#, r#"\"format\":2"#);
    let reason = assert_refused(&dir, &older);
    assert!(reason.contains("train it again"), "{reason}");
}

fn briefs(name: &str) -> Vec<Value> {
    let content = std::fs::read_to_string(project(&format!("data/digital-policy/{name}.jsonl"))).unwrap();
    content.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn there_are_enough_briefs_of_every_topic() {
    for (name, at_least) in [("train", 40), ("test", 8)] {
        let briefs = briefs(name);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for label in texts(&briefs, "label") {
            *counts.entry(label).or_default() += 1;
        }
        assert_eq!(counts.len(), 10, "{counts:?}");
        assert!(counts.values().all(|count| *count >= at_least), "{name}: {counts:?}");
    }
}

#[test]
fn every_brief_has_the_length_of_a_brief_and_an_id_of_its_own() {
    let all = [briefs("train"), briefs("test")].concat();
    let ids: BTreeSet<&str> = texts(&all, "id").into_iter().collect();
    assert_eq!(ids.len(), all.len());
    for brief in &all {
        let n_words = text(brief, "text").split_whitespace().count();
        assert!((60..=160).contains(&n_words), "{n_words} words: {brief}");
        assert!(!text(brief, "title").is_empty(), "{brief}");
    }
}

/// A test brief that repeats a training brief would measure memory: no eight words in a row are in both.
#[test]
fn training_and_test_briefs_share_no_run_of_words() {
    fn runs(briefs: &[Value]) -> HashSet<Vec<String>> {
        let mut runs = HashSet::new();
        for field in ["title", "text"] {
            for prose in texts(briefs, field) {
                let words: Vec<String> = prose
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_lowercase)
                    .collect();
                runs.extend(words.windows(8).map(<[String]>::to_vec));
            }
        }
        runs
    }
    let (train, test) = (runs(&briefs("train")), runs(&briefs("test")));
    let shared: Vec<String> = train.intersection(&test).map(|run| run.join(" ")).collect();
    assert!(shared.is_empty(), "{shared:?}");
}
