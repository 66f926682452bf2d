//! `slugline inspect`: what is in a model file.

use insta::assert_snapshot;
use serde_json::json;

use crate::samples::labelled;
use crate::work_dir::{WorkDir, array, text, texts};

#[test]
fn of_a_small_model() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(0);
    assert_snapshot!("small_text", dir.run(&["inspect", "my.slug"]).exits(0).out());
    assert_snapshot!("small_json", dir.run(&["inspect", "my.slug", "--json"]).exits(0).out());
}

#[test]
fn of_the_built_in_model() {
    let dir = WorkDir::new();
    assert_snapshot!("built_in_text", dir.run(&["inspect"]).exits(0).out());
    assert_snapshot!("built_in_json", dir.run(&["inspect", "--json"]).exits(0).out());
}

#[test]
fn the_built_in_model_has_the_ten_topics() {
    let model = WorkDir::new().run(&["inspect", "--json"]).exits(0).json();
    let topics = array(&model, "topics");
    assert_eq!(
        texts(topics, "topic"),
        [
            "AI and chips",
            "AI governance",
            "Crypto and digital assets",
            "Cybercrime and fraud",
            "Cybersecurity",
            "Data protection",
            "Digital trade and diplomacy",
            "Payments and fintech",
            "Platforms and consumers",
            "Telecoms and connectivity",
        ]
    );
    let n_documents: u64 = topics.iter().map(|topic| topic["n_documents"].as_u64().unwrap()).sum();
    assert_eq!(model["n_documents"], n_documents);
    assert!(topics.iter().all(|topic| !array(topic, "terms").is_empty()));
}

/// The training digest tells models of different data apart, whatever the data are called.
#[test]
fn the_digest_is_of_the_data() {
    let dir = WorkDir::with("a.jsonl", labelled(4));
    dir.write("b.jsonl", labelled(4));
    dir.write("c.jsonl", labelled(5));
    let digest = |name: &str| {
        dir.run(&["train", name, "-o", "my.slug"]).exits(0);
        let model = dir.run(&["inspect", "my.slug", "--json"]).exits(0).json();
        text(&model["provenance"], "training_digest").to_owned()
    };
    assert_eq!(digest("a.jsonl"), digest("b.jsonl"));
    assert_ne!(digest("a.jsonl"), digest("c.jsonl"));
}

#[test]
fn to_a_file() {
    let dir = WorkDir::new();
    let printed = dir.run(&["inspect"]).exits(0);
    assert_eq!(dir.run(&["inspect", "-o", "model.txt"]).exits(0).out(), "");
    assert!(dir.read("model.txt") == printed.bytes);
}

/// A prior that was told to the model decides as much as its weights do, and could once not be seen.
#[test]
fn what_decides_is_shown() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    let train = ["train", "labelled.jsonl", "--algorithm", "complement", "-o", "my.slug", "--prior"];
    for (prior, in_json) in
        [("uniform", json!("uniform")), ("Trains=3", json!({"weights": [["Trains", 3.0]]}))]
    {
        dir.run(&[&train[..], &[prior]].concat()).exits(0);
        let run = dir.run(&["inspect", "my.slug"]).exits(0);
        assert!(run.out().contains(&format!("\nprior        {prior}\n")), "{}", run.out());
        let model = dir.run(&["inspect", "my.slug", "--json"]).exits(0).json();
        let decision = model["decision"].as_object().unwrap();
        assert_eq!(decision["prior"], in_json);
        assert!(decision.contains_key("thresholds") && decision.contains_key("acceptance"));
    }
}
