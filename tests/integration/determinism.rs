//! The same bytes on one thread, on two and on an odd number of them.

use crate::samples::NEWS;
use crate::work_dir::{WorkDir, project};

const THREADS: [&str; 3] = ["1", "2", "7"];

/// Checks that the output of `arguments` does not depend on the number of threads.
#[track_caller]
fn assert_same_on_any_threads(arguments: &[&str]) {
    let dir = WorkDir::new();
    let runs = THREADS.map(|n| dir.run(&[arguments, &["--threads", n]].concat()).exits(0));
    let [one, others @ ..] = &runs;
    assert!(!one.bytes.is_empty());
    for (other, n) in others.iter().zip(&THREADS[1..]) {
        assert!(other.bytes == one.bytes, "{n} threads differ from one: {}", other.out());
    }
    assert!(dir.run(arguments).bytes == one.bytes, "the default differs from one thread");
}

#[test]
fn digest() {
    for form in ["text", "md", "json"] {
        assert_same_on_any_threads(&["digest", &project("data/feeds"), "--to", form]);
    }
}

#[test]
fn classify() {
    assert_same_on_any_threads(&["classify", &project("data/digital-policy/test.jsonl")]);
}

#[test]
fn summarize() {
    assert_same_on_any_threads(&["summarize", &project("data/digital-policy/test.jsonl")]);
}

#[test]
fn explain() {
    let dir = WorkDir::new();
    let train = project("data/digital-policy/train.jsonl");
    dir.run(&["train", &train, "-o", "policy.slug", "--algorithm", "complement", "--characters", "3-4"])
        .exits(0);
    let (model, test) = (dir.path("policy.slug"), project("data/digital-policy/test.jsonl"));
    for form in [&["--with-text"][..], &["--json"]] {
        assert_same_on_any_threads(&[&["explain", &test, "-m", model.to_str().unwrap()], form].concat());
    }
}

#[test]
fn eval() {
    assert_same_on_any_threads(&["eval", &project("data/digital-policy/test.jsonl"), "--json"]);
    assert_same_on_any_threads(&["eval", &project("data/digital-policy/test.jsonl"), "--cv", "4", "--json"]);
}

#[test]
fn audit() {
    for form in ["text", "jsonl"] {
        assert_same_on_any_threads(&["audit", &project("data/digital-policy/test.jsonl"), "--to", form]);
    }
}

#[test]
fn train() {
    // The rows stand topic by topic: every fifth gives twelve or more of each.
    let all = std::fs::read_to_string(project("data/digital-policy/train.jsonl")).unwrap();
    let rows: Vec<&str> = all.lines().step_by(5).take(120).collect();
    assert_eq!(rows.len(), 120);
    let dir = WorkDir::with("rows.jsonl", rows.join("\n"));
    for algorithm in ["auto", "multinomial", "complement"] {
        let models = THREADS.map(|n| {
            dir.run(&["train", "rows.jsonl", "-o", n, "--threads", n, "--algorithm", algorithm]).exits(0);
            dir.read(n)
        });
        assert!(models.iter().all(|model| *model == models[0]), "{algorithm}");
    }
}

/// Rows come out in order whatever batch they went through: more rows than any batch holds, each with its own id.
#[test]
fn many_batches_keep_their_order() {
    let row = |n: usize| format!("{{\"id\": \"{n}\", \"text\": \"Bank {n} was fined on Monday.\"}}\n");
    let rows: Vec<String> = (0..9000).map(row).collect();
    let dir = WorkDir::with("rows.jsonl", rows.concat());
    let one = dir.run(&["classify", "rows.jsonl", "--threads", "1"]).exits(0);
    let seven = dir.run(&["classify", "rows.jsonl", "--threads", "7"]).exits(0);
    assert!(one.bytes == seven.bytes);
    for (n, row) in seven.rows().iter().enumerate() {
        assert_eq!(row["id"], n.to_string());
    }
}

/// A row says the same about an article wherever it stands and however it came in.
#[test]
fn the_way_in_does_not_matter() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let from_file = dir.run(&["classify", "news.jsonl"]).exits(0).rows();
    let from_pipe = dir.run_reading(NEWS, &["classify", "-"]).exits(0).rows();
    assert_eq!(from_file[..3], from_pipe[..3]);
    assert_eq!(from_file[3]["topics"], from_pipe[3]["topics"]);
}
