//! `slugline train --shard` and `slugline merge`, held to the bytes of the model that plain `slugline train` writes.

use std::fs;

use crate::work_dir::{WorkDir, project};

const COMPLEMENT: [&str; 2] = ["--algorithm", "complement"];

/// A folder with the project's labelled samples, in order and backwards.
fn with_samples() -> WorkDir {
    let samples = fs::read_to_string(project("data/digital-policy/train.jsonl")).unwrap();
    let dir = WorkDir::with("news.jsonl", &samples);
    dir.write("backwards.jsonl", samples.lines().rev().collect::<Vec<_>>().join("\n"));
    dir
}

/// The names of the parts that `train INPUTS FLAGS` writes for each of `n` shards.
fn parts(dir: &WorkDir, n: usize, ending: &str, arguments: &[&str]) -> Vec<String> {
    let part = |number: usize| {
        let (shard, name) = (format!("{number}/{n}"), format!("{number}.{ending}"));
        let run = dir.run(&[&["train", "--shard", &shard, "-o", &name], arguments].concat()).exits(0);
        assert_eq!(run.out(), "");
        name
    };
    (1..=n).map(part).collect()
}

fn merge(dir: &WorkDir, parts: &[String], arguments: &[&str]) {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    dir.run(&[&["merge"], parts.as_slice(), arguments].concat()).exits(0);
}

/// The bytes of the model that `n` shards of `input` come to.
fn sharded(dir: &WorkDir, n: usize, input: &str, flags: &[&str], of_sums: &[&str]) -> Vec<u8> {
    let counts = parts(dir, n, "counts", &[&[input], flags].concat());
    merge(dir, &counts, &["-o", "all.counts"]);
    let mut sums = parts(dir, n, "sums", &[&[input, "--counts", "all.counts"], of_sums].concat());
    sums.reverse();
    merge(dir, &sums, &["-o", "merged.slug"]);
    dir.read("merged.slug")
}

#[test]
fn shards_merge_into_the_model_of_one_machine() {
    let dir = with_samples();
    for algorithm in ["complement", "multinomial"] {
        dir.run(&["train", "news.jsonl", "--algorithm", algorithm, "-o", "whole.slug"]).exits(0);
        dir.run(&["train", "backwards.jsonl", "--algorithm", algorithm, "-o", "back.slug", "--threads", "3"])
            .exits(0);
        let whole = dir.read("whole.slug");
        assert!(dir.read("back.slug") == whole, "{algorithm}: the order does not matter");
        for (n, input, threads) in
            [(1, "news.jsonl", "1"), (2, "backwards.jsonl", "3"), (7, "news.jsonl", "2")]
        {
            let flags = ["--algorithm", algorithm, "--threads", threads];
            assert!(
                sharded(&dir, n, input, &flags, &["--threads", threads]) == whole,
                "{algorithm}, {n} shards"
            );
        }
    }
}

/// Its parts hold all rows, so that it does not matter either how they are cut.
#[test]
fn the_discriminative_model_is_fitted_where_the_sums_are_merged() {
    let dir = with_samples();
    let flags = ["--algorithm", "discriminative", "--cost", "0.5"];
    let one = sharded(&dir, 1, "news.jsonl", &flags, &[]);
    assert!(sharded(&dir, 5, "backwards.jsonl", &flags, &["--threads", "3"]) == one);
    let model = dir.run(&["inspect", "merged.slug", "--json"]).exits(0).json();
    assert_eq!(model["provenance"]["recipe"]["kind"], "discriminative");
    dir.run(&["train", "news.jsonl", "-o", "whole.slug", "--algorithm", "discriminative", "--cost", "0.5"])
        .exits(0);
    let path = project("data/digital-policy/test.jsonl");
    let topics = |model: &str| {
        let rows = dir.run(&["classify", &path, "-m", model]).exits(0).rows();
        rows.into_iter().map(|row| row["topics"][0]["topic"].clone()).collect::<Vec<_>>()
    };
    let (mine, theirs) = (topics("merged.slug"), topics("whole.slug"));
    let n_same = mine.iter().zip(&theirs).filter(|(mine, theirs)| mine == theirs).count();
    // The rows come in another order, and the weights converge to a tolerance.
    assert!(mine.len() - n_same <= mine.len() / 50, "{n_same} of {}", mine.len());
}

/// What repeats in a source is found by each shard in all inputs, as plain training does, and languages are told from all.
#[test]
fn boilerplate_and_languages_are_those_of_all_articles() {
    let mut rows = String::new();
    for number in 0..24 {
        let (label, lang, text) = if number % 2 == 0 {
            ("sea", "de", "Die Fähre lag wegen des Sturms im Hafen und wartete auf die Lotsen der Stadt.")
        } else {
            ("sky", "en", "The glider landed on the meadow beside the runway, and the pilot walked home.")
        };
        let line = "Would you like to learn more about our news? Ask our friendly chatbot today!";
        let text = format!("Nr. {number}: {text}\n\n{line}");
        let row = serde_json::json!({"label": label, "lang": lang, "text": text, "source": "The Weir"});
        rows.push_str(&row.to_string());
        rows.push('\n');
    }
    let dir = WorkDir::with("news.jsonl", rows);
    for flags in [&COMPLEMENT[..], &["--algorithm", "complement", "--keep-boilerplate"]] {
        dir.run(&[&["train", "news.jsonl", "-o", "whole.slug"], flags].concat()).exits(0);
        let of_sums = flags.get(2..).unwrap_or_default();
        assert!(sharded(&dir, 3, "news.jsonl", flags, of_sums) == dir.read("whole.slug"), "{flags:?}");
    }
    let model = dir.run(&["inspect", "whole.slug", "--json"]).exits(0).json();
    assert_eq!(model["analyzer"]["languages"], serde_json::json!(["en", "de"]));
    dir.run(&[&["train", "news.jsonl", "-o", "masked.slug"], &COMPLEMENT[..]].concat()).exits(0);
    assert!(dir.read("masked.slug") != dir.read("whole.slug"), "something is masked");
}

#[test]
fn parts_merge_in_stages() {
    let dir = with_samples();
    let counts = parts(&dir, 4, "counts", &[&["news.jsonl"], &COMPLEMENT[..]].concat());
    merge(&dir, &counts, &["-o", "at-once.counts"]);
    merge(&dir, &counts[..2], &["--partial", "-o", "low.counts"]);
    merge(&dir, &counts[2..], &["--partial", "-o", "high.counts"]);
    merge(&dir, &["high.counts".to_owned(), "low.counts".to_owned()], &["-o", "all.counts"]);
    assert!(dir.read("all.counts") == dir.read("at-once.counts"));
    let sums = parts(&dir, 4, "sums", &["news.jsonl", "--counts", "all.counts"]);
    merge(&dir, &sums[1..], &["--partial", "-o", "some.sums"]);
    merge(&dir, &["some.sums".to_owned(), sums[0].clone()], &["-o", "staged.slug"]);
    dir.run(&["train", "news.jsonl", "--algorithm", "complement", "-o", "whole.slug"]).exits(0);
    assert!(dir.read("staged.slug") == dir.read("whole.slug"));
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let dir = with_samples();
    let counts = parts(&dir, 2, "counts", &[&["news.jsonl"], &COMPLEMENT[..]].concat());
    let refusal = |arguments: &[&str]| dir.run(arguments).refuses();
    let (one, two) = (counts[0].as_str(), counts[1].as_str());
    let names = dir.names();
    let missing = refusal(&["merge", one, "-o", "out"]);
    assert_eq!(
        missing,
        "shard 2/2 is missing; merge all 2 at once, or with --partial some of them into one part"
    );
    assert!(refusal(&["merge", one, one, "-o", "out"]).contains("1.counts: shard 1/2 comes twice"));
    let train = |arguments: &[&str]| refusal(&[&["train", "news.jsonl", "-o", "out"], arguments].concat());
    assert!(train(&["--shard", "1/2"]).contains("all articles at once; use --algorithm complement"));
    assert!(train(&["--shard", "1/2", "--counts", one]).contains("shard 2/2 is missing"));
    assert!(
        refusal(&["merge", "news.jsonl", "-o", "out"])
            .starts_with("news.jsonl: this is no part of a training")
    );
    assert!(refusal(&["merge", "none", "-o", "out"]).starts_with("cannot read part none"));
    assert!(refusal(&["merge", one, two, "-o", one]).contains("an input too"));
    assert_eq!(dir.names(), names, "nothing was written");

    dir.run(&["train", "news.jsonl", "--algorithm", "multinomial", "--shard", "2/2", "-o", "other.counts"])
        .exits(0);
    assert!(refusal(&["merge", one, "other.counts", "-o", "out"]).contains("different settings"));
    merge(&dir, &counts, &["-o", "all.counts"]);
    assert!(refusal(&["merge", "all.counts", "-o", "out"]).contains("merged already"));
    let with_counts = |arguments: &[&str]| train(&[&["--counts", "all.counts"], arguments].concat());
    assert!(with_counts(&["--shard", "1/3"]).contains("counted in 2 shards"));
    assert!(
        with_counts(&["--shard", "1/2", "--alpha", "0.3"]).starts_with("--alpha does not go with --counts")
    );
    dir.write(
        "fewer.jsonl",
        dir.read("news.jsonl").split_inclusive(|byte| *byte == b'\n').take(40).collect::<Vec<_>>().concat(),
    );
    let fewer = refusal(&["train", "fewer.jsonl", "--counts", "all.counts", "--shard", "1/2", "-o", "out"]);
    assert!(fewer.contains("not those that were counted"), "{fewer}");
    let sums = parts(&dir, 2, "sums", &["news.jsonl", "--counts", "all.counts"]);
    assert!(refusal(&["merge", &sums[0], one, "-o", "out"]).contains("counts and sums do not merge"));
    assert!(refusal(&["merge", &sums[1], "-o", "out"]).contains("shard 1/2 is missing"));
    let mut damaged = dir.read(&sums[0]);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    dir.write("damaged.sums", damaged);
    assert!(
        refusal(&["merge", "damaged.sums", &sums[1], "-o", "out"])
            .contains("damaged.sums: the part is damaged")
    );
}
