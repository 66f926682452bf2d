//! `slugline boilerplate` and `--keep-boilerplate`: what is masked, why, and how to have it all the same.

use insta::assert_snapshot;

use crate::samples::{DAMAGED_ROWS, labelled};
use crate::work_dir::{WorkDir, project, text, texts};

/// A lone article with a page's own lines around it, and three of a source that share one.
const PAGES: &str = r#"{"id": "lone", "title": "Pier burns down", "text": "By Mara Olsen, harbour correspondent\n\nThe coal pier at Arvik burned down on Monday night, police said. Nobody was hurt. The mayor told reporters that she would not rebuild it.\n\nSign up to our newsletter and never miss a story.\n\nFollow us on Twitter @arviknews or write to desk@arvik.example."}
{"id": "a", "title": "Ferries sail", "source": "The Weir", "text": "Ferries sailed again on Tuesday after a week of storms. The company said its crews had slept on board.\n\nOne thing before you go, as ever: the tide."}
{"id": "b", "title": "Eels return", "source": "The Weir", "text": "Eel catches rose by half last year, the ministry reported. Two smokehouses reopened in Arvik.\n\nOne thing before you go, as ever: the tide!"}
{"id": "c", "title": "Lock shut", "source": "The Weir", "text": "The lock was shut on Friday until divers could find what had jammed its lower gate. Six barges waited.\n\nOne thing before you go as ever, the tide"}
"#;

#[test]
fn of_pages_and_lone_articles() {
    let dir = WorkDir::with("pages.jsonl", PAGES);
    for form in ["text", "jsonl"] {
        let run = dir.run(&["boilerplate", "pages.jsonl", "--to", form]).exits(0);
        assert_eq!(run.err, "6 sentences masked in 4 of 4 articles.\n");
        assert_snapshot!(format!("pages_{form}"), run.out());
    }
    dir.run(&["boilerplate", "pages.jsonl", "-o", "masked.txt", "--quiet"]).exits(0);
    assert_eq!(dir.read("masked.txt"), dir.run(&["boilerplate", "pages.jsonl"]).bytes);
}

#[test]
fn of_the_feeds_that_come_with_it() {
    let run = WorkDir::new().run(&["boilerplate", &project("data/feeds")]).exits(0);
    assert_snapshot!("feeds_text", run.out());
}

#[test]
fn damaged_rows_are_named() {
    let rows = WorkDir::with("rows.jsonl", DAMAGED_ROWS)
        .run(&["boilerplate", "rows.jsonl", "--to", "jsonl"])
        .exits(1)
        .rows();
    assert_eq!(texts(&rows, "status"), ["error"; 4]);
    assert!(rows.iter().all(|row| !text(row, "error").is_empty()));
}

/// What the cues of an article say does not depend on what is read beside it.
#[test]
fn a_lone_article_is_masked_as_in_company() {
    let dir = WorkDir::with("pages.jsonl", PAGES);
    dir.write("lone.jsonl", PAGES.lines().next().unwrap());
    let alone = dir.run(&["boilerplate", "lone.jsonl", "--to", "jsonl"]).exits(0).rows();
    let mut together = dir.run(&["boilerplate", "pages.jsonl", "--to", "jsonl"]).exits(0).rows();
    together.retain(|row| text(row, "id") == "lone");
    assert_eq!(alone, together);
    assert!(!alone.is_empty());
}

/// A short page whose promotion is the line that says most about its title.
const PROMOTION: &str = r#"{"id": "1", "lang": "en", "title": "The Arvik harbour newsletter", "text": "It rained. Sign up to our Arvik harbour newsletter and have the Arvik harbour news in your inbox every week. Nets were empty, she said."}"#;

#[test]
fn lines_are_chosen_among_what_is_kept() {
    let dir = WorkDir::with("one.jsonl", PROMOTION);
    let summary = |arguments: &[&str]| text(&dir.run(arguments).exits(0).rows()[0], "summary").to_owned();
    assert!(!summary(&["summarize", "one.jsonl"]).contains("Sign up"));
    assert!(summary(&["summarize", "one.jsonl", "--keep-boilerplate"]).starts_with("Sign up"));
    for (flags, is_there) in [(&[][..], false), (&["--keep-boilerplate"][..], true)] {
        let run = dir.run(&[&["digest", "one.jsonl"], flags].concat()).exits(0);
        assert_eq!(run.out().contains("Sign up"), is_there, "{}", run.out());
    }
}

/// Words of a repeated line count where it is kept.
#[test]
fn topics_are_told_from_what_is_kept() {
    let dir =
        WorkDir::with("pages.jsonl", PAGES.replace("the tide", "bitcoin, cryptocurrency, tokens and coins"));
    let masked = dir.run(&["classify", "pages.jsonl"]).exits(0);
    let kept = dir.run(&["classify", "pages.jsonl", "--keep-boilerplate"]).exits(0);
    assert_ne!(masked.bytes, kept.bytes);
    let explained = dir.run(&["explain", "pages.jsonl", "--json", "--keep-boilerplate"]).exits(0);
    assert!(explained.out().contains("bitcoin"), "{}", explained.out());
    let explained = dir.run(&["explain", "pages.jsonl", "--json"]).exits(0);
    assert!(!explained.out().contains("\"bitcoin\""), "{}", explained.out());
}

/// What a model was taught with, it is taught more with.
#[test]
fn a_model_that_kept_boilerplate_keeps_it() {
    let rows = labelled(4).replace("{\"", "{\"source\": \"The Weir\", \"");
    let with_line = rows.replace(".\"}", ". Sextant and astrolabe greet you from the office.\"}");
    let dir = WorkDir::with("rows.jsonl", &with_line);
    let train = ["train", "rows.jsonl", "--algorithm", "complement"];
    dir.run(&[&train[..], &["-o", "masked.slug"]].concat()).exits(0);
    dir.run(&[&train[..], &["-o", "kept.slug", "--keep-boilerplate"]].concat()).exits(0);
    assert_ne!(dir.read("masked.slug"), dir.read("kept.slug"));
    let more = |model: &str| {
        ["train", "--from", model, "rows.jsonl", "-o", "more.slug", "--keep-boilerplate"].map(str::to_owned)
    };
    let run = |arguments: [String; 7]| dir.run(&arguments.each_ref().map(String::as_str));
    run(more("kept.slug")).exits(0);
    let refusal = run(more("masked.slug")).refuses();
    assert!(
        refusal.contains("--keep-boilerplate") && refusal.contains("boilerplate was masked"),
        "{refusal}"
    );
    for command in ["audit", "eval"] {
        let flags: &[&str] = if command == "eval" { &["-m", "kept.slug"] } else { &[] };
        dir.run(&[&[command, "rows.jsonl", "--keep-boilerplate"], flags].concat()).exits(0);
    }
}
