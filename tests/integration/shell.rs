//! Manners in a shell: help, completions, manual pages, exit codes, pipes that close, colours, files that appear whole.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::samples::{NEWS, labelled};
use crate::work_dir::{WorkDir, project};

const COMMANDS: &[&str] = &[
    "digest",
    #[cfg(feature = "fetch")]
    "fetch",
    "train",
    "merge",
    "train-line",
    "classify",
    "summarize",
    "eval",
    "explain",
    "audit",
    "stories",
    "boilerplate",
    "check",
    "inspect",
    "completions",
    "man",
];
const ESCAPE: char = '\u{1b}';

#[test]
fn help_lists_the_commands() {
    let run = WorkDir::new().run(&["--help"]).exits(0);
    let (_, rest) = run.out().split_once("Commands:\n").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let listed: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed, [COMMANDS, &["help"]].concat());
    assert!(run.out().contains("Examples:"));
    assert!(run.out().contains("Exit status: 0 all done; 1 some inputs failed"));
}

#[test]
fn every_command_has_help_with_examples() {
    let dir = WorkDir::new();
    for &command in COMMANDS {
        let run = dir.run(&[command, "--help"]).exits(0);
        let (_, examples) = run.out().split_once("Examples:\n").unwrap_or_else(|| panic!("{}", run.out()));
        assert!(examples.contains(&format!("slugline {command}")), "{examples}");
        assert_eq!(run.err, "");
        dir.run(&["help", command]).exits(0);
    }
}

#[test]
fn completions_know_every_command() {
    let dir = WorkDir::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = dir.run(&["completions", shell]).exits(0);
        for word in COMMANDS.iter().chain(&["max-chars", "min-confidence", "max-error", "with-text"]) {
            assert!(run.out().contains(word), "{word} in the completions of {shell}");
        }
    }
    dir.run(&["completions", "tcsh"]).exits(2);
}

#[test]
fn manual_pages_are_roff() {
    let dir = WorkDir::new();
    let page = dir.run(&["man"]).exits(0);
    assert!(page.out().lines().any(|line| line.starts_with(".TH slugline")), "{}", page.out());
    for &command in COMMANDS {
        let page = dir.run(&["man", command]).exits(0);
        assert!(page.out().lines().any(|line| line.starts_with(".TH")), "{}", page.out());
        assert!(page.out().contains(command));
    }
    let reason = dir.run(&["man", "fly"]).refuses();
    assert!(reason.contains("fly"), "{reason}");
}

#[test]
fn the_version_is_the_packages() {
    let run = WorkDir::new().run(&["--version"]).exits(0);
    assert_eq!(run.out(), concat!("slugline ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_mistyped_is_exit_2() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    for arguments in [
        [].as_slice(),
        &["fly"],
        &["digest"],
        &["classify"],
        &["train", "news.jsonl"],
        &["completions"],
        &["digest", "news.jsonl", "--to", "docx"],
        &["classify", "news.jsonl", "--to", "md"],
        &["classify", "news.jsonl", "--from", "docx"],
        &["classify", "news.jsonl", "--min-confidence", "1.5"],
        &["classify", "news.jsonl", "--min-confidence", "NaN"],
        &["classify", "news.jsonl", "--threads", "0"],
        &["classify", "news.jsonl", "--threads", "many"],
        &["classify", "news.jsonl", "--colour"],
        &["summarize", "news.jsonl", "--max-chars", "-1"],
        &["train", "news.jsonl", "-o", "my.slug", "--algorithm", "oracle"],
        &["train", "news.jsonl", "-o", "my.slug", "--lang", "tlh"],
    ] {
        let run = dir.run(arguments).exits(2);
        assert_eq!(run.out(), "", "{arguments:?}");
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
    assert_eq!(dir.names(), ["news.jsonl"]);
}

/// `slugline classify … | head -1` ends without a word: the reader has what it wanted.
#[test]
fn a_pipe_that_closes_is_no_error() {
    let briefs = std::fs::read_to_string(project("data/digital-policy/test.jsonl")).unwrap();
    // Far more than a pipe holds, so that the program is still writing when the pipe closes.
    let dir = WorkDir::with("many.jsonl", briefs.repeat(30));
    for arguments in [
        ["classify", "many.jsonl"].as_slice(),
        &["classify", "many.jsonl", "--to", "csv"],
        &["summarize", "many.jsonl", "--with-text"],
        &["explain", "many.jsonl", "--json"],
        &["digest", "many.jsonl", "--to", "json"],
        &["digest", "many.jsonl"],
    ] {
        let mut command = dir.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "{arguments:?}");
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// A disk that is full is an error, not a short file that looks whole.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [
        &["classify", "news.jsonl"][..],
        &["digest", "news.jsonl"],
        &["inspect"],
        &["man"],
        &["completions", "zsh"],
    ] {
        let output = dir.command(arguments).stdout(full()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.starts_with("slugline: error: ") && err.lines().count() == 1, "{arguments:?}: {err}");
    }
    let reason = dir.run(&["classify", "news.jsonl", "-o", "/dev/full"]).refuses();
    assert!(reason.contains("/dev/full"), "{reason}");
}

#[test]
fn a_pipe_gets_no_colour() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let commands: [&[&str]; 7] = [
        &["digest", "news.jsonl"],
        &["explain", "news.jsonl", "--with-text"],
        &["digest", "news.jsonl", "missing.xml"],
        &["inspect", "missing.slug"],
        &["eval", "news.jsonl"],
        &["digest", "--help"],
        &["fly"],
    ];
    for arguments in commands {
        // NO_COLOR has the last word, whatever else is set.
        for variables in
            [&[][..], &[("TERM", "xterm-256color")], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]]
        {
            let run = dir.run_with(variables, "", arguments);
            assert!(!run.out().contains(ESCAPE), "{arguments:?} {variables:?}: {}", run.out());
            assert!(!run.err.contains(ESCAPE), "{arguments:?} {variables:?}: {}", run.err);
        }
    }
    // Nor does a file, even where colours are asked for.
    dir.run_with(&[("CLICOLOR_FORCE", "1")], "", &["digest", "news.jsonl", "-o", "digest.txt"]).exits(0);
    assert!(!dir.read("digest.txt").contains(&0x1b));
}

#[test]
fn a_file_gets_the_bytes_of_the_pipe() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("labelled.jsonl", labelled(4));
    for arguments in [
        &["digest", "news.jsonl"][..],
        &["classify", "news.jsonl"],
        &["explain", "news.jsonl"],
        &["explain", "news.jsonl", "--json"],
        &["summarize", "news.jsonl", "--to", "csv"],
        &["eval", "labelled.jsonl", "--cv", "2"],
    ] {
        let printed = dir.run(arguments).exits(0);
        let written = dir.run(&[arguments, &["-o", "out"]].concat()).exits(0);
        assert_eq!(written.out(), "");
        assert!(dir.read("out") == printed.bytes, "{arguments:?}");
    }
    assert_eq!(dir.names(), ["labelled.jsonl", "news.jsonl", "out"]);
}

/// A slip of the hand must not turn an archive into its own summaries, by whatever name it goes.
#[test]
fn an_input_is_never_replaced() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    for arguments in [
        ["classify", "news.jsonl", "-o", "./news.jsonl"],
        ["summarize", ".", "-o", "news.jsonl"],
        ["digest", "*.jsonl", "-o", "news.jsonl"],
        ["explain", "news.jsonl", "-o", "news.jsonl"],
        ["train", "news.jsonl", "-o", "news.jsonl"],
    ] {
        let complaint = dir.run(&arguments).refuses();
        assert!(complaint.contains("is an input too"), "{complaint}");
        assert_eq!(dir.read("news.jsonl"), NEWS.as_bytes());
    }
}

/// Exit 2 means that nothing was done: what stood in the output's place still does, and nothing lies beside it.
#[test]
fn a_failing_run_leaves_the_old_file() {
    let dir = WorkDir::with("out", "yesterday's");
    dir.write("empty.xml", "");
    for arguments in [
        &["digest", "empty.xml"][..],
        &["classify", "empty.xml"],
        &["summarize", "empty.xml"],
        &["classify", "missing.xml"],
        &["explain", "empty.xml"],
        &["classify", "empty.xml", "-m", "missing.slug"],
        &["eval", "empty.xml"],
        &["inspect", "missing.slug"],
        &["train", "empty.xml"],
    ] {
        dir.run(&[arguments, &["-o", "out"]].concat()).exits(2);
        assert_eq!(dir.names(), ["empty.xml", "out"], "{arguments:?}");
        assert_eq!(dir.read("out"), b"yesterday's", "{arguments:?}");
    }
}

#[test]
fn a_missing_folder_is_exit_2() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("labelled.jsonl", labelled(4));
    for arguments in [
        &["digest", "news.jsonl"][..],
        &["classify", "news.jsonl"],
        &["summarize", "news.jsonl"],
        &["train", "labelled.jsonl"],
        &["inspect"],
    ] {
        let run = dir.run(&[arguments, &["-o", "no/such/out"]].concat()).exits(2);
        assert!(run.err.contains("no/such/out"), "{arguments:?}: {}", run.err);
    }
    assert_eq!(dir.names(), ["labelled.jsonl", "news.jsonl"]);
}
