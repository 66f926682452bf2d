//! `--rules`: topics by words beside the model, what a row shows of them, and what is reported of the rules.

use insta::assert_snapshot;
use serde_json::Value;

use crate::samples::{NEWS, feed};
use crate::several_topics::{labelled_lists, lines};
use crate::work_dir::{WorkDir, array, project, text, texts};

/// The articles of `data/feeds` that the rules of `data/rules/example.toml` decide, found by searching the feeds for the words; and the topic
/// and the name of the rule.
const DECIDED: [(&str, &str, &str); 4] = [
    ("hd-20261105-heimaey-cable-cut", "Sea cables", "sea cables"),
    ("tag:northern-ledger.example,2026-11-05:westman-islands-link", "Sea cables", "sea cables"),
    ("https://signal-and-statute.example/2026/lyrics-training-tariff", "Copyright", "training on works"),
    (
        "https://signal-and-statute.example/2026/vienna-cancel-button",
        "Platforms and consumers",
        "cancel buttons",
    ),
];

fn example() -> String {
    project("data/rules/example.toml")
}

fn rule_of(row: &Value) -> Option<(&str, &str, &str)> {
    let rule = row.get("rule")?.as_str()?;
    Some((text(row, "id"), text(row, "topic"), rule))
}

/// The page on rules shows this file and this report; both are held to be true here.
#[test]
fn the_worked_example_of_the_documentation() {
    let dir = WorkDir::new();
    let feeds = project("data/feeds");
    let run = dir.run(&["classify", &feeds, "--rules", &example()]).exits(0);
    let page = std::fs::read_to_string(project("docs/rules.md")).unwrap();
    assert!(page.contains(&std::fs::read_to_string(example()).unwrap()), "the file is not that of the page");
    assert!(page.contains(&run.err), "{}", run.err);
    let rows = run.rows();
    assert_eq!(rows.iter().filter_map(rule_of).collect::<Vec<_>>(), DECIDED);

    // All else is what the model says.
    let without = dir.run(&["classify", &feeds]).exits(0).rows();
    for (mut row, without) in rows.into_iter().zip(without) {
        assert_eq!(row["topics"], without["topics"]);
        if let Some((_, topic, _)) = rule_of(&row) {
            let of_model = array(&row, "topics").iter().find(|of_model| of_model["topic"] == topic);
            let confidence = of_model.map_or(Value::Null, |of_model| of_model["confidence"].clone());
            assert_eq!((&row["confidence"], text(&row, "status")), (&confidence, "ok"));
            for key in ["topic", "confidence"] {
                row[key] = without[key].clone();
            }
            row.as_object_mut().unwrap().remove("rule");
        }
        assert_eq!(row, without);
    }
}

#[test]
fn a_digest_has_the_topics_of_rules() {
    let dir = WorkDir::new();
    let arguments = ["digest", &project("data/feeds"), "--rules", &example(), "--to", "json"];
    let run = dir.run(&arguments).exits(0);
    assert!(run.err.ends_with("slugline: rules decided 4 of 33 articles\n"), "{}", run.err);
    let digest = run.json();
    assert_eq!(array(&digest, "articles").iter().filter_map(rule_of).collect::<Vec<_>>(), DECIDED);
    let groups = array(&digest, "topics");
    let cables = groups.iter().find(|group| group["topic"] == "Sea cables").unwrap();
    // The two articles tell one story.
    assert_eq!(cables["size"], 1);
    let story = array(&digest, "stories").iter().find(|story| story["topic"] == "Sea cables").unwrap();
    assert_eq!(story["size"], 2);
}

#[test]
fn rows_in_every_form() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write(
        "rules.toml",
        "[[rule]]\nname = \"free transfers\"\ntopic = \"Free things\"\nany = \"free of charge\"\nall = \"bank*\"\n\
         [[rule]]\ntopic = \"Cybersecurity\"\nsource = \"Island*\"\nany = [\"open server\"]\n\
         [[rule]]\nname = \"islands\"\ntopic = \"Telecoms and connectivity\"\nsource = \"island post\"\n",
    );
    for form in ["jsonl", "csv"] {
        let run = dir.run(&["classify", "news.jsonl", "--rules", "rules.toml", "--to", form]).exits(0);
        assert_snapshot!(format!("rows_{form}"), run.out());
    }
    for (name, form) in [("explained_text", "--with-text"), ("explained_json", "--json")] {
        let explain = ["explain", "news.jsonl", "--rules", "rules.toml", "--limit", "2", form];
        assert_snapshot!(name, dir.run(&explain).exits(0).out());
    }
    // Without rules there is no such column.
    let header = &dir.run(&["classify", "news.jsonl", "--to", "csv"]).exits(0).table()[0];
    assert!(!header.contains(&"rule".to_owned()), "{header:?}");
}

#[test]
fn a_fill_decides_where_the_model_is_unsure() {
    let dir = WorkDir::with(
        "rows.jsonl",
        "{\"id\": \"a\", \"text\": \"Zzyzx qwrtp.\"}\n{\"id\": \"b\", \"text\": \"Ransomware at a qwrtp brewery.\"}\n",
    );
    dir.write("rules.toml", "[[rule]]\ntopic = \"Q\"\nany = \"qwrtp\"\nmode = \"fill\"\n");
    let decided = |more: &[&str]| {
        let arguments = [&["classify", "rows.jsonl", "--rules", "rules.toml"], more].concat();
        let rows = dir.run(&arguments).exits(0).rows();
        assert!(rows.iter().all(|row| row["status"] == "ok" && row.get("why").is_none()));
        rows.iter().filter_map(rule_of).map(|(id, _, _)| id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(decided(&[]), ["a"]);
    assert_eq!(decided(&["--min-confidence", "1"]), ["a", "b"]);
}

#[test]
fn what_is_empty_or_damaged_stays_so() {
    let dir = WorkDir::with(
        "rows.jsonl",
        "{\"id\": \"blank\", \"text\": \" \", \"source\": \"S\"}\n{\"id\": \"cut\n{\"id\": \"good\", \"text\": \"Zzyzx.\", \"source\": \"S\"}\n",
    );
    dir.write("rules.toml", "[[rule]]\ntopic = \"T\"\nsource = \"S\"\n");
    let run = dir.run(&["classify", "rows.jsonl", "--rules", "rules.toml"]).exits(1);
    let rows = run.rows();
    assert_eq!(texts(&rows, "status"), ["empty", "error", "ok"]);
    assert_eq!(rows.iter().filter_map(rule_of).collect::<Vec<_>>(), [("good", "T", "rule 1")]);
    assert!(run.err.contains("rules decided 1 of 3 articles"), "{}", run.err);
}

/// Every article of the feed ends with a line on payments and Quay Notes.
#[test]
fn boilerplate_fires_no_rule() {
    let dir = WorkDir::with("feed.xml", feed());
    dir.write("rules.toml", "[[rule]]\ntopic = \"T\"\nany = \"payments\"\n");
    let err = |more: &[&str]| {
        dir.run(&[&["classify", "feed.xml", "--rules", "rules.toml"], more].concat()).exits(0).err
    };
    assert_eq!(
        err(&[]),
        "slugline: warning: rule \"rule 1\" never fired\nslugline: rules decided 0 of 3 articles\n"
    );
    assert_eq!(err(&["--keep-boilerplate"]), "slugline: rules decided 3 of 3 articles\n");
}

/// Of a model of several topics the model's own stay; both rules add theirs, and nothing is a conflict.
#[test]
fn rules_add_topics_to_several() {
    let dir = WorkDir::with("lists.jsonl", lines(&labelled_lists()));
    dir.run(&["train", "lists.jsonl", "-o", "lists.slug", "--algorithm", "discriminative", "--min-df", "1"])
        .exits(0);
    dir.write(
        "rules.toml",
        "[[rule]]\ntopic = \"Frost\"\nany = \"frost\"\n[[rule]]\ntopic = \"Trains\"\nany = \"frost\"\n",
    );
    let classify = ["classify", "lists.jsonl", "-m", "lists.slug"];
    let without = dir.run(&classify).exits(0).rows();
    let run = dir.run(&[&classify[..], &["--rules", "rules.toml"]].concat()).exits(0);
    assert!(!run.err.contains("disagree"), "{}", run.err);
    let table =
        dir.run(&[&classify[..], &["--rules", "rules.toml", "--to", "csv"]].concat()).exits(0).table();
    assert_eq!(table[0][table[0].len() - 2..], ["topics", "rule"]);
    let mut n_decided = 0;
    for ((row, without), cells) in run.rows().iter().zip(&without).zip(&table[1..]) {
        if row.get("rule").is_none() {
            assert_eq!(row, without);
            continue;
        }
        n_decided += 1;
        assert_eq!((text(row, "topic"), &row["confidence"]), ("Frost", &Value::Null));
        let given = texts(array(row, "topics"), "topic");
        let mut expected = vec!["Frost", "Trains"];
        if !without["topic"].is_null() {
            expected.extend(
                texts(array(without, "topics"), "topic").into_iter().filter(|topic| *topic != "Trains"),
            );
        }
        assert_eq!(given, expected, "{row}");
        assert_eq!(cells[cells.len() - 2..], [expected.join(";"), "rule 1".to_owned()]);
    }
    assert!(n_decided > 0);
}

/// More rows than a batch holds, so that counts come together from several.
#[test]
fn rows_and_report_are_the_same_on_any_threads() {
    let row =
        |n: usize| format!("{{\"id\": \"{n}\", \"text\": \"Bank {n} and port {} on Monday.\"}}\n", n % 7);
    let dir = WorkDir::with("rows.jsonl", (0..5000).map(row).collect::<String>());
    dir.write(
        "rules.toml",
        "[[rule]]\ntopic = \"A\"\nany = \"port 3\"\n[[rule]]\ntopic = \"B\"\nany = \"port\"\nall = \"bank\"\nnone = [\"port 4\"]\n[[rule]]\ntopic = \"C\"\nany = \"pier*\"\n",
    );
    let run = |n| dir.run(&["classify", "rows.jsonl", "--rules", "rules.toml", "--threads", n]).exits(0);
    let one = run("1");
    // Of 5000 rows, 3 + 7k ≤ 4999 makes k ≤ 713: 714 of port 3, and as many of port 4, which no rule decides.
    let expected = "slugline: warning: rules \"rule 1\" (A) and \"rule 2\" (B) disagree on 714 articles, such as 3; \"rule 1\" stands first and decided\n\
        slugline: warning: rule \"rule 3\" never fired\nslugline: rules decided 4286 of 5000 articles\n";
    assert_eq!(one.err, expected);
    for n in ["2", "7"] {
        let other = run(n);
        assert!(other.bytes == one.bytes && other.err == one.err, "{n} threads: {}", other.err);
    }
    let quiet = dir.run(&["classify", "rows.jsonl", "--rules", "rules.toml", "--quiet"]).exits(0);
    assert_eq!(quiet.err, expected.lines().next().unwrap().to_owned() + "\n");
}

#[test]
fn what_is_wrong_is_said_before_any_work() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("slip.toml", "[[rule]]\ntopic = \"T\"\nsorce = \"a\"\n");
    dir.write("latin.toml", b"[[rule]]\ntopic = \"caf\xe9\"\nany = \"a\"\n");
    dir.write("good.toml", "[[rule]]\ntopic = \"T\"\nany = \"a\"\n");
    for command in ["classify", "digest", "explain"] {
        let refused = |more: &[&str]| dir.run(&[&[command, "news.jsonl"], more].concat()).refuses();
        let reason = refused(&["--rules", "slip.toml"]);
        assert!(reason.starts_with("slip.toml: line 3: a rule has no `sorce` (`source`?)"), "{reason}");
        assert!(refused(&["--rules", "latin.toml"]).contains("latin.toml: this is no UTF-8"));
        assert!(refused(&["--rules", "none.toml"]).starts_with("none.toml: "));
        let reason = refused(&["--rules", "good.toml", "-o", "good.toml"]);
        assert!(reason.contains("good.toml is the rules too"), "{reason}");
    }
}

#[test]
fn a_topic_that_is_likely_misspelt_is_told() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    // A byte-order mark, as editors on Windows leave one.
    dir.write("rules.toml", "\u{feff}[[rule]]\ntopic = \"Payments & fintech\"\nany = \"bank\"\n[[rule]]\ntopic = \"Fisheries\"\nany = \"Sandøy\"\n");
    let run = dir.run(&["classify", "news.jsonl", "--rules", "rules.toml"]).exits(0);
    let expected = "slugline: warning: rules.toml: line 1: \"Payments & fintech\" is no topic of the model, and becomes one of its own; is \
        \"Payments and fintech\" meant?\nslugline: rules decided 2 of 4 articles\n";
    assert_eq!(run.err, expected);
    dir.write("rules.toml", "# To be written.\r\n");
    let run = dir.run(&["classify", "news.jsonl", "--rules", "rules.toml"]).exits(0);
    assert!(run.err.contains("there is no [[rule]] in rules.toml"), "{}", run.err);
}
