//! Where output goes: never over what is read, and checked before the work is done that it is to hold.

use crate::samples::{labelled, trained, unseen};
use crate::work_dir::{WorkDir, skipped};

/// The model was once replaced by what it said of the articles.
#[test]
fn a_model_is_not_overwritten_by_what_it_says() {
    let dir = trained();
    let model = dir.read("my.slug");
    for command in ["classify", "summarize", "digest", "explain", "eval"] {
        for output in ["my.slug", "./my.slug", "unseen.jsonl"] {
            let reason = dir.run(&[command, "unseen.jsonl", "-m", "my.slug", "-o", output]).refuses();
            let what = if output == "unseen.jsonl" { "is an input too" } else { "is the model too" };
            assert!(reason.contains(what) && reason.contains("another output"), "{command}: {reason}");
        }
    }
    let reason = dir.run(&["inspect", "my.slug", "-o", "my.slug"]).refuses();
    assert!(reason.contains("is the model too"), "{reason}");
    assert!(dir.read("my.slug") == model);
    assert_eq!(dir.read("unseen.jsonl"), unseen().as_bytes());
}

/// To learn more in place is the one thing that replaces what was read.
#[test]
fn a_model_may_learn_more_in_place() {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.write("unseen.jsonl", unseen());
    dir.run(&["train", "labelled.jsonl", "--algorithm", "complement", "-o", "my.slug"]).exits(0);
    dir.run(&["train", "unseen.jsonl", "--from", "my.slug", "-o", "my.slug"]).exits(0);
}

/// Training and measuring take long; that their result has no place was once found out at their end. Folds that cannot be learnt
/// from show that nothing was learnt before.
#[test]
fn places_that_cannot_be_written_are_found_first() {
    let dir = trained();
    dir.write("folder/x", "");
    dir.write("two.jsonl", labelled(1));
    let before = dir.names();
    let commands: [(&[&str], &[&str]); 5] = [
        (&["eval", "two.jsonl", "--cv", "2"], &["--report", "-o"]),
        (&["train", "two.jsonl"], &["-o"]),
        (&["audit", "two.jsonl"], &["-o"]),
        (&["classify", "unseen.jsonl"], &["-o"]),
        (&["inspect", "my.slug"], &["-o"]),
    ];
    for (command, flags) in commands {
        for flag in flags {
            for (place, why) in [("nowhere/out", "there is no folder nowhere"), ("folder", "it is a folder")]
            {
                let reason = dir.run(&[command, &[*flag, place]].concat()).refuses();
                assert!(reason.contains("cannot write") && reason.contains(why), "{command:?}: {reason}");
            }
        }
    }
    assert_eq!(dir.names(), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_found_first() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let dir = trained();
    dir.write("locked/x", "");
    fs::set_permissions(dir.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(dir.path("locked/y"), "").is_ok() {
        return skipped("this user may write to every folder");
    }
    dir.write("two.jsonl", labelled(1));
    let reason = dir.run(&["eval", "two.jsonl", "--cv", "2", "--report", "locked/report.html"]).refuses();
    assert!(reason.contains("cannot write locked/report.html"), "{reason}");
}
