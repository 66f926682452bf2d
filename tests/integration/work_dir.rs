//! A folder of its own for each test, and the program run in it.

use std::fmt::Display;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process;

use serde_json::Value;
use tempfile::TempDir;

/// What a user's shell may set that changes how a program writes, and by which way it asks servers.
const SCRUBBED: [&str; 16] = [
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "TERM",
    "COLUMNS",
    "RAYON_NUM_THREADS",
    "RUST_BACKTRACE",
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// A temporary folder in which the program runs, so that file names in its output are the same on every machine.
pub(crate) struct WorkDir(TempDir);

impl WorkDir {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder that holds one file.
    pub(crate) fn with(name: &str, content: impl AsRef<[u8]>) -> Self {
        let dir = Self::new();
        dir.write(name, content);
        dir
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and makes the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of everything in the folder, hidden files too, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    /// Runs `slugline` with these arguments in the folder, standard input empty.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_reading("", arguments)
    }

    /// The same with something on standard input.
    pub(crate) fn run_reading(&self, input: impl Into<Vec<u8>>, arguments: &[&str]) -> Run {
        self.run_with(&[], input, arguments)
    }

    /// The same with environment variables set.
    pub(crate) fn run_with(
        &self,
        variables: &[(&str, &str)],
        input: impl Into<Vec<u8>>,
        arguments: &[&str],
    ) -> Run {
        let mut command = assert_cmd::Command::from_std(self.command(arguments));
        let output = command.envs(variables.iter().copied()).write_stdin(input).output().unwrap();
        Run {
            arguments: arguments.join(" "),
            code: output.status.code(),
            bytes: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The command itself, for tests that need its pipes.
    pub(crate) fn command(&self, arguments: &[&str]) -> process::Command {
        let mut command = process::Command::new(assert_cmd::cargo::cargo_bin!("slugline"));
        for name in SCRUBBED {
            command.env_remove(name);
        }
        command.current_dir(self.0.path()).args(arguments);
        command
    }
}

/// How a run ended and what it wrote.
pub(crate) struct Run {
    arguments: String,
    /// The exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) bytes: Vec<u8>,
    /// Standard error.
    pub(crate) err: String,
}

impl Run {
    /// Checks the exit code, and that nothing panicked.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        let Self { arguments, err, .. } = &self;
        assert_eq!(self.code, Some(code), "slugline {arguments}\n{err}");
        assert!(!err.contains("panicked"), "slugline {arguments}\n{err}");
        self
    }

    /// Checks that nothing could be done, and that one line on standard error says why.
    ///
    /// Returns that line.
    #[track_caller]
    pub(crate) fn refuses(self) -> String {
        let run = self.exits(2);
        assert!(run.bytes.is_empty(), "slugline {} wrote {}", run.arguments, run.out());
        let line = run.err.strip_prefix("slugline: error: ").unwrap_or_else(|| panic!("{}", run.err));
        assert_eq!(line.trim_end().lines().count(), 1, "{line}");
        line.trim_end().to_owned()
    }

    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// Standard output as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.out()))
    }

    /// Standard output as JSON lines.
    #[track_caller]
    pub(crate) fn rows(&self) -> Vec<Value> {
        let row = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.out().lines().map(row).collect()
    }

    /// Standard output as a table with a header.
    pub(crate) fn table(&self) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(self.bytes.as_slice());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }
}

/// The path of something in the project's own folder, such as `data/feeds`.
pub(crate) fn project(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).to_str().unwrap().to_owned()
}

/// Says that a test, or a part of it, was skipped; a passing test's `eprintln!` would not be seen.
pub(crate) fn skipped(reason: impl Display) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "skipped: {reason}").unwrap();
}

/// The string under `key`.
#[track_caller]
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no string `{key}` in {value}"))
}

/// The strings under `key` of each of `values`.
#[track_caller]
pub(crate) fn texts<'v>(values: &'v [Value], key: &str) -> Vec<&'v str> {
    values.iter().map(|value| text(value, key)).collect()
}

/// The elements of the array under `key`.
#[track_caller]
pub(crate) fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no array `{key}` in {value}"))
}

/// The text with every run of white space as one space.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
