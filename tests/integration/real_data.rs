//! Real news, for measuring: found at `SLUGLINE_SHARED`, else beside the project; where it is absent, these tests say so.
//!
//! That text belongs to others: none of it may be copied here, nor into a snapshot.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::work_dir::{WorkDir, array, folded, skipped, text, texts};

/// The path of `name` below the measuring data; none where there are none.
pub(crate) fn measuring_data(name: &str) -> Option<String> {
    let folder = std::env::var_os("SLUGLINE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = folder.join(name);
    if !path.exists() {
        skipped(format_args!("no measuring data at {}", path.display()));
        return None;
    }
    // Absolute, since the program runs in a folder of its own.
    Some(path.canonicalize().unwrap().to_str().unwrap().to_owned())
}

/// The page that the program is first judged on: ten articles one after another, each with a promotion behind it.
#[test]
fn the_seed_page_becomes_ten_lines() {
    let (Some(page), Some(expected)) =
        (measuring_data("seed/digest.txt"), measuring_data("seed/expected.json"))
    else {
        return;
    };
    let source = folded(&std::fs::read_to_string(&page).unwrap());
    let expected: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
    let digest = WorkDir::new().run(&["digest", &page, "--to", "json"]).exits(0).json();
    let (found, expected_articles) = (array(&digest, "articles"), array(&expected, "articles"));
    assert_eq!(texts(found, "title"), texts(expected_articles, "title"));
    assert_eq!(found.len(), 10);

    let mut n_first = 0;
    for (article, expected_article) in found.iter().zip(expected_articles) {
        let topics = array(expected_article, "topics");
        assert!(topics.contains(&article["topic"]), "{article} is none of {topics:?}");
        n_first += usize::from(topics[0] == article["topic"]);
        let line = text(article, "summary");
        assert!(!line.is_empty() && line.chars().count() <= 160, "{line}");
        // A line that was too long has lost words, and gained none.
        let is_there =
            if article["trimmed"] == true { is_within(line, &source) } else { source.contains(line) };
        assert!(is_there, "not word for word: {line}");
        for phrase in array(&expected, "never_in_any_summary") {
            let phrase = phrase.as_str().unwrap().to_lowercase();
            assert!(!line.to_lowercase().contains(&phrase), "{line}");
        }
    }
    assert!(n_first >= 8, "{n_first} of 10 have the first topic");
}

/// Whether the words of `line` stand in `source` in the same order, others between them or not.
fn is_within(line: &str, source: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let source = words(source);
    let mut rest = source.iter();
    words(line).iter().all(|word| rest.any(|other| other == word))
}

/// Every article gets a line, which fits, and is a sentence of the article or what deletion left of one.
#[test]
fn lines_of_articles_with_references() {
    for name in ["cnn", "xsum", "scitldr"] {
        let Some(path) = measuring_data(&format!("data/summaries/{name}.jsonl")) else { return };
        for max_chars in ["160", "75"] {
            let run = WorkDir::new().run(&["summarize", &path, "--with-text", "--max-chars", max_chars]);
            for row in run.exits(0).rows() {
                let line = text(&row, "summary");
                assert!(!line.is_empty() && line.chars().count() <= max_chars.parse().unwrap(), "{row}");
                let ends: Vec<usize> = array(&row, "span")
                    .iter()
                    .map(|end| usize::try_from(end.as_u64().unwrap()).unwrap())
                    .collect();
                let sentence = folded(text(&row, "text").get(ends[0]..ends[1]).unwrap());
                let is_there =
                    if row["trimmed"] == true { is_within(line, &sentence) } else { sentence == line };
                assert!(is_there, "{row}");
            }
        }
    }
}

#[test]
fn twenty_newsgroups_are_told_apart() {
    let (Some(train), Some(test)) =
        (measuring_data("data/topics/20ng.train.jsonl"), measuring_data("data/topics/20ng.test.jsonl"))
    else {
        return;
    };
    let dir = WorkDir::new();
    dir.run(&["train", &train, "--algorithm", "complement", "-o", "20ng.slug"]).exits(0);
    let measures = dir.run(&["eval", &test, "-m", "20ng.slug", "--json"]).exits(0).json();
    let accuracy = measures["accuracy"].as_f64().unwrap();
    assert!(accuracy >= 91.5, "accuracy {accuracy} %");
}

#[test]
fn news_on_crypto_is_known_as_such() {
    let Some(news) = measuring_data("data/topics/crypto.test.jsonl") else { return };
    let rows = WorkDir::new().run(&["classify", &news]).exits(0).rows();
    let n_crypto = rows.iter().filter(|row| row["topic"] == "Crypto and digital assets").count();
    assert!(n_crypto * 100 >= rows.len() * 80, "{n_crypto} of {}", rows.len());
}

/// Feeds as odd as they come: some cannot be read, but none may stop the rest or end in a panic.
#[test]
fn odd_feeds_are_survived() {
    let Some(feeds) = measuring_data("data/feeds") else { return };
    for command in ["classify", "summarize", "digest"] {
        let run = WorkDir::new().run(&[command, &feeds]);
        assert!(matches!(run.code, Some(0 | 1)), "{command}: exit {:?}\n{}", run.code, run.err);
        assert!(!run.err.contains("panicked"), "{command}: {}", run.err);
        assert!(!run.bytes.is_empty(), "{command}");
    }
}

/// What is masked of real news by cues. Four in five of these lines are boilerplate indeed ("… contributed to this report.", "Read more:
/// …"); of what is news, about 0.5 % is masked (all masked lines were read).
#[test]
fn news_is_hardly_ever_masked() {
    let Some(news) = measuring_data("data/summaries/cnn.jsonl") else { return };
    let n_sentences = 15_169.0;
    let rows = WorkDir::new().run(&["boilerplate", &news, "--to", "jsonl"]).exits(0).rows();
    let is_credit = |row: &&Value| {
        text(row, "text").contains("contributed to this") || text(row, "text").contains("ead more")
    };
    let n_credits = rows.iter().filter(is_credit).count();
    assert!(n_credits >= 120, "{n_credits} plain lines of boilerplate are found");
    let masked = (rows.len() - n_credits) as f64;
    assert!(masked <= 0.015 * n_sentences, "{masked} other sentences of {n_sentences} are masked");
}
