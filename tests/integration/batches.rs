//! Long runs: what becomes of rows that cannot be read, and how an interrupted run goes on.

use std::fmt::Write as _;
use std::io::Write;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::samples::{DAMAGED_IDS, DAMAGED_ROWS, IS_DAMAGED, NEWS};
use crate::work_dir::{WorkDir, texts};

/// So many rows that several batches are written, every hundredth damaged.
fn long_input() -> String {
    let mut rows = String::new();
    for number in 0..9000 {
        if number % 100 == 7 {
            writeln!(rows, "{{\"id\": \"{number}\", \"text\": ").unwrap();
        } else {
            writeln!(rows, r#"{{"id": "{number}", "title": "Port {number}", "text": "The port closed pier {number}.\n\n\"Ships\", it said, wait."}}"#).unwrap();
        }
    }
    rows
}

/// Kills a run when rows of it have been written, and goes on with it.
#[test]
fn a_run_that_was_killed_goes_on() {
    let rows = long_input();
    let first = &rows[..rows.len() / 4 * 3];
    for (command, form) in [("classify", "jsonl"), ("classify", "csv"), ("summarize", "jsonl")] {
        let dir = WorkDir::new();
        let arguments = [command, "-", "--to", form, "-o", "out"];
        let mut child = dir
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The input stays open, so that the run cannot end by itself.
        child.stdin.as_mut().unwrap().write_all(first.as_bytes()).unwrap();
        let has_written =
            || std::fs::metadata(dir.path("out.partial")).is_ok_and(|file| file.len() > 100_000);
        while !has_written() {
            assert!(child.try_wait().unwrap().is_none(), "the run ended");
            sleep(Duration::from_millis(20));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(dir.names(), ["out.partial", "out.partial.run"]);
        let other = [command, "-", "--to", form, "-o", "out", "--resume", "--keep-boilerplate"];
        let other = dir.run_reading(rows.as_str(), &other).refuses();
        assert!(other.contains("other flags"), "{other}");
        let resumed = dir.run_reading(rows.as_str(), &[&arguments[..], &["--resume"]].concat()).exits(1);
        assert!(
            resumed.err.contains("going on behind") && resumed.err.contains("9000 articles (90 damaged"),
            "{}",
            resumed.err
        );
        assert_eq!(dir.names(), ["out"]);
        let whole = dir.run_reading(rows.as_str(), &[command, "-", "--to", form]).exits(1);
        assert!(dir.read("out") == whole.bytes, "{command} --to {form} is not the same");
    }
}

/// Without `--resume` nothing that was left stands in the way.
#[test]
fn a_run_begins_anew_where_it_is_not_told_to_go_on() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("out.jsonl.partial", "old rows");
    let run = dir.run(&["classify", "news.jsonl", "-o", "out.jsonl"]).exits(0);
    assert!(run.err.contains("--resume would go on"), "{}", run.err);
    assert_eq!(dir.read("out.jsonl"), dir.run(&["classify", "news.jsonl"]).bytes);
    assert_eq!(dir.names(), ["news.jsonl", "out.jsonl"]);
}

#[test]
fn a_run_with_nothing_to_go_on_with_begins() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let whole = dir.run(&["classify", "news.jsonl"]).exits(0);
    dir.run(&["classify", "news.jsonl", "-o", "out.jsonl", "--resume"]).exits(0);
    assert_eq!(dir.read("out.jsonl"), whole.bytes);
    assert_eq!(dir.names(), ["news.jsonl", "out.jsonl"]);
    let refusal = dir.run(&["classify", "news.jsonl", "--resume"]).refuses();
    assert_eq!(refusal, "--resume goes on with a file; name it with -o");
}

#[test]
fn damaged_rows_are_written_left_out_or_end_the_run() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    let n_damaged = IS_DAMAGED.iter().filter(|is| **is).count();
    let rows = dir.run(&["summarize", "rows.jsonl", "--on-error", "row"]).exits(1).rows();
    assert_eq!(texts(&rows, "id"), DAMAGED_IDS);
    let skipped = dir.run(&["summarize", "rows.jsonl", "--on-error", "skip"]).exits(1);
    assert_eq!(skipped.rows().len(), DAMAGED_IDS.len() - n_damaged);
    assert!(skipped.err.contains(&format!("{n_damaged} more were damaged and left out")), "{}", skipped.err);
    let stopped = dir.run(&["summarize", "rows.jsonl", "-o", "out.jsonl", "--on-error", "stop"]).refuses();
    let first = DAMAGED_IDS.iter().zip(IS_DAMAGED).find(|(_, is_damaged)| *is_damaged).unwrap().0;
    assert!(stopped.starts_with(first) && stopped.ends_with("as --on-error stop says"), "{stopped}");
    assert_eq!(dir.names(), ["rows.jsonl"]);
}

/// Three batches are under way at once: one read, one computed, one written.
#[test]
fn many_batches_keep_their_order_whatever_the_threads() {
    let dir = WorkDir::with("long.jsonl", long_input());
    for command in ["classify", "summarize"] {
        let run = |threads| dir.run(&[command, "long.jsonl", "--threads", threads]).exits(1);
        let one = run("1");
        let ids: Vec<String> = (0..9000).map(|number| number.to_string()).collect();
        let rows = one.rows();
        let is_damaged = |number: usize| number % 100 == 7;
        for (number, (row, id)) in rows.iter().zip(&ids).enumerate() {
            // A damaged row has no id of its own.
            assert!(is_damaged(number) || row["id"] == id.as_str(), "{row}");
            assert_eq!(row["status"] == "error", is_damaged(number), "{row}");
        }
        assert_eq!(rows.len(), 9000);
        assert_eq!(run("2").out(), one.out());
        assert_eq!(run("7").out(), one.out());
    }
}

#[test]
fn a_run_says_how_much_it_did() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let run = dir.run(&["classify", "news.jsonl", "--stats"]).exits(0);
    let n_rows = run.rows().len();
    let said = run.err.lines().find(|line| line.contains("a second")).unwrap().to_owned();
    assert!(said.starts_with(&format!("slugline: {n_rows} rows, ")), "{said}");
    for stage in ["reading", "computing", "writing"] {
        assert!(said.contains(stage), "{said}");
    }
    assert!(!dir.run(&["classify", "news.jsonl"]).exits(0).err.contains("a second"));
}

/// What follows one another is told from what goes on at once; of a shard all rows that were read count, as their bytes do.
#[test]
fn other_commands_say_so_too() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let mut labelled = String::new();
    for n in 0..20 {
        for label in ["ports", "rates"] {
            writeln!(labelled, r#"{{"text": "About {label}, report {n}.", "label": "{label}"}}"#).unwrap();
        }
    }
    dir.write("labelled.jsonl", &labelled);
    let naive_bayes = ["labelled.jsonl", "--algorithm", "complement", "--stats"];
    let runs: [(&[&str], &str); 4] = [
        (&["digest", "news.jsonl", "--stats"], "computing"),
        (&["train", "-o", "x.slug"], "learning"),
        (&["train", "-o", "x.counts", "--shard", "1/2"], "counting"),
        (&["train", "-o", "y.slug", "--from", "x.slug", "labelled.jsonl", "--stats"], "learning"),
    ];
    for (arguments, stage) in runs {
        let learns_anew = arguments.contains(&"train") && !arguments.contains(&"--from");
        let rest: &[&str] = if learns_anew { &naive_bayes } else { &[] };
        let run = dir.run(&[arguments, rest].concat()).exits(0);
        let said = run.err.lines().find(|line| line.contains("a second")).unwrap().to_owned();
        assert!(
            said.contains("one by one reading") && said.contains(stage) && said.contains(", writing "),
            "{said}"
        );
        let n_rows = if arguments.contains(&"train") { 40 } else { NEWS.lines().count() };
        assert!(said.starts_with(&format!("slugline: {n_rows} rows, ")), "{said}");
    }
}
