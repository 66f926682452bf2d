//! Arguments to inputs: files, folders, patterns and `-`, each file once, in a stable order; and bytes that are in memory already.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, ErrorKind, Result};

use super::packed::inner_name;
use super::{Failure, pattern};

/// The argument that means standard input.
const STDIN_ARGUMENT: &str = "-";
const STDIN_NAME: &str = "stdin";

/// Something to read: a file that was found, standard input, or bytes in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    name: String,
    source: Source,
    n_bytes: u64,
    /// The folder that it lies in, below one that was named; see [`Input::class`].
    class: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Stdin,
    File(PathBuf),
    Memory(Bytes),
}

/// Shared, as an input may be cloned; what a debugger shows of them is how many they are.
#[derive(Clone, PartialEq, Eq)]
struct Bytes(Arc<[u8]>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Input {
    /// An input of bytes that are in memory already, such as a feed that was just fetched.
    ///
    /// They are read as a file with these bytes would be: packed or not, in any format. `name` is what the input goes by in ids and in
    /// failures, and its ending tells the format where the content does not.
    ///
    /// ```
    /// use slugline::article::Row;
    /// use slugline::ingest::{Event, Input, ReadOptions, read};
    ///
    /// let fetched = "<rss version='2.0'><channel><item><title>The ferry sails again</title></item></channel></rss>";
    /// let input = Input::bytes("harbour.xml", fetched);
    /// let titles: Vec<String> = read(vec![input], ReadOptions::default())
    ///     .filter_map(|event| match event {
    ///         Event::Row(Row::Article(article)) => Some(article.title),
    ///         _ => None,
    ///     })
    ///     .collect();
    /// assert_eq!(titles, ["The ferry sails again"]);
    /// ```
    #[must_use]
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        let n_bytes = bytes.len() as u64;
        Self { name: name.into(), source: Source::Memory(Bytes(bytes.into())), n_bytes, class: None }
    }

    /// The input as the user knows it: its path, `stdin`, or the name that was given to bytes.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name without folders and without the ending of a packed file, which its articles go by.
    #[must_use]
    pub fn file_name(&self) -> &str {
        let name = Path::new(&self.name).file_name().and_then(|name| name.to_str()).unwrap_or(&self.name);
        Some(inner_name(name)).filter(|inner| !inner.is_empty()).unwrap_or(name)
    }

    /// The name of the folder that it lies in, where that lies in a folder that was named: the label of a lone text in a folder per class.
    pub(super) fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// Where the file lies; `None` for standard input and for bytes in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Stdin | Source::Memory(_) => None,
            Source::File(path) => Some(path),
        }
    }

    /// The length in bytes; 0 where it is not known before reading.
    pub(super) const fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>> {
        match &self.source {
            Source::Stdin => Ok(Box::new(io::stdin())),
            Source::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Source::File(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(error) => Err(io_error(error)),
            },
        }
    }
}

/// Finds what `arguments` name, in their order.
///
/// A file is taken as it is; a folder with all regular files below it, sorted by path, hidden ones left out; an
/// argument that is no path but holds one of `*?[` as a pattern, sorted; `-` as standard input. What is named
/// twice is read once. The failures are the arguments (and what lies below them) that could not be found.
#[must_use]
pub fn find_inputs(arguments: &[impl AsRef<OsStr>]) -> (Vec<Input>, Vec<Failure>) {
    let mut finder = Finder::default();
    for argument in arguments {
        finder.add_argument(argument.as_ref());
    }
    (finder.inputs, finder.failures)
}

#[derive(Default)]
struct Finder {
    inputs: Vec<Input>,
    failures: Vec<Failure>,
    /// What has been found already, by its real path.
    seen: HashSet<PathBuf>,
}

impl Finder {
    fn add_argument(&mut self, argument: &OsStr) {
        if argument == STDIN_ARGUMENT {
            if self.seen.insert(STDIN_ARGUMENT.into()) {
                self.inputs.push(Input {
                    name: STDIN_NAME.to_owned(),
                    source: Source::Stdin,
                    n_bytes: 0,
                    class: None,
                });
            }
            return;
        }
        let pattern = argument.to_str().filter(|argument| argument.contains(['*', '?', '[']));
        match (fs::metadata(argument), pattern) {
            (Ok(_), _) => self.add_path(Path::new(argument)),
            (Err(error), Some(pattern)) if error.kind() == io::ErrorKind::NotFound => {
                self.add_pattern(pattern);
            }
            (Err(error), _) => self.fail(Path::new(argument), io_error(error)),
        }
    }

    fn add_pattern(&mut self, pattern: &str) {
        let matches = match pattern::expand(pattern) {
            Ok(matches) => matches,
            Err(error) => {
                let message = format!("is neither a path nor a pattern ({})", error.msg);
                return self.fail(Path::new(pattern), Error::new(ErrorKind::Parameter, message));
            }
        };
        let mut found_any = !matches.failures.is_empty();
        for (folder, error) in matches.failures {
            self.fail(&folder, io_error(error));
        }
        // Whoever reads a pipe that was not meant waits for ever.
        for path in matches.paths.iter().filter(|path| path.is_file() || path.is_dir()) {
            found_any = true;
            self.add_path(path);
        }
        if !found_any {
            self.fail(Path::new(pattern), Error::new(ErrorKind::Io, "matches no file"));
        }
    }

    fn add_path(&mut self, path: &Path) {
        if path.is_dir() { self.add_folder(path) } else { self.add_file(path, None) }
    }

    fn add_folder(&mut self, folder: &Path) {
        let mut found_any = false;
        let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in entries.into_iter().filter_entry(is_shown) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    found_any = true;
                    let below = entry.path().strip_prefix(folder).ok().filter(|_| entry.depth() > 1);
                    let class = below.and_then(|below| below.components().next());
                    self.add_file(
                        entry.path(),
                        class.map(|class| class.as_os_str().to_string_lossy().into_owned()),
                    );
                }
                Ok(_) => {}
                // A link back to a folder that is being walked: everything in it is found anyway.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    found_any = true;
                    let path = error.path().unwrap_or(folder).to_owned();
                    self.fail(&path, io_error(error.into()));
                }
            }
        }
        if !found_any {
            self.fail(folder, Error::new(ErrorKind::Io, "holds no file"));
        }
    }

    fn add_file(&mut self, path: &Path, class: Option<String>) {
        // A pipe has no real path and goes by its own.
        let real_path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(real_path) {
            self.inputs.push(Input {
                name: path.display().to_string(),
                source: Source::File(path.to_owned()),
                n_bytes: fs::metadata(path).map_or(0, |metadata| metadata.len()),
                class,
            });
        }
    }

    fn fail(&mut self, path: &Path, error: Error) {
        self.failures.push(Failure { name: path.display().to_string(), error });
    }
}

/// True for what is not hidden, or was named.
pub(super) fn is_shown(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The operating system's refusal as the rest of a sentence about the input.
pub(super) fn io_error(error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => {
            let reason = error.to_string();
            format!("cannot be read ({})", reason.split(" (os error").next().unwrap_or_default())
        }
    };
    Error::new(ErrorKind::Io, message).caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names below a scratch folder that holds some files.
    struct Scratch(tempfile::TempDir);

    impl Scratch {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            for file in
                ["b.txt", "a.txt", ".hidden", "sub/c.txt", "sub/.git/d.txt", "empty/.keep", "odd[1].txt"]
            {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "x").unwrap();
            }
            Self(folder)
        }

        fn argument(&self, name: &str) -> String {
            self.0.path().join(name).display().to_string()
        }

        fn find(&self, names: &[&str]) -> (Vec<String>, Vec<(String, String)>) {
            let arguments: Vec<String> = names
                .iter()
                .map(|name| if *name == "-" { "-".to_owned() } else { self.argument(name) })
                .collect();
            let (inputs, failures) = find_inputs(&arguments);
            let prefix = self.argument("");
            let short = |name: &str| name.replace(&prefix, "");
            (
                inputs.iter().map(|input| short(input.name())).collect(),
                failures.iter().map(|failure| (short(&failure.name), failure.error.to_string())).collect(),
            )
        }
    }

    #[test]
    fn a_folder_is_walked_in_order_without_hidden_files() {
        let (inputs, failures) = Scratch::new().find(&[""]);
        assert_eq!(inputs, ["a.txt", "b.txt", "odd[1].txt", "sub/c.txt"]);
        assert!(failures.is_empty());
    }

    #[test]
    fn the_order_of_arguments_is_kept_and_each_file_read_once() {
        let (inputs, _) = Scratch::new().find(&["sub/c.txt", "-", "b.txt", "*.txt", "sub", "-", ".hidden"]);
        assert_eq!(inputs, ["sub/c.txt", "stdin", "b.txt", "a.txt", "odd[1].txt", ".hidden"]);
    }

    #[test]
    fn a_pattern_is_used_only_where_no_such_path_exists() {
        assert_eq!(Scratch::new().find(&["odd[1].txt"]).0, ["odd[1].txt"]);
        assert_eq!(Scratch::new().find(&["[ab].txt"]).0, ["a.txt", "b.txt"]);
    }

    #[test]
    fn what_is_not_there_is_a_failure_with_its_reason() {
        let (inputs, failures) = Scratch::new().find(&["no.txt", "*.xml", "empty", "a.txt", "***"]);
        assert_eq!(inputs, ["a.txt"]);
        let reasons: Vec<&str> = failures.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons[..3], ["does not exist", "matches no file", "holds no file"]);
        assert_eq!(failures[1].0, "*.xml");
        assert!(reasons[3].starts_with("is neither a path nor a pattern"));
    }

    #[test]
    fn lengths_are_known_before_reading() {
        let scratch = Scratch::new();
        let (inputs, _) = find_inputs(&[scratch.argument("a.txt"), "-".to_owned()]);
        assert_eq!(inputs.iter().map(Input::n_bytes).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(inputs[0].file_name(), "a.txt");
    }

    #[test]
    fn bytes_are_an_input_like_a_file() {
        let input = Input::bytes("fetched/ferry.csv.gz", "text\nIt sails.\n");
        assert_eq!((input.name(), input.file_name()), ("fetched/ferry.csv.gz", "ferry.csv"));
        assert_eq!((input.path(), input.class(), input.n_bytes()), (None, None, 15));
        let read = |input: &Input| io::read_to_string(input.open().unwrap()).unwrap();
        assert_eq!(
            [read(&input), read(&input.clone())],
            ["text\nIt sails.\n"; 2],
            "as often as it is opened"
        );
        assert!(format!("{input:?}").contains("15 bytes"), "{input:?}");
        assert_eq!(input, Input::bytes("fetched/ferry.csv.gz", b"text\nIt sails.\n"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pattern_passes_over_what_is_no_file() {
        let scratch = Scratch::new();
        let _socket = std::os::unix::net::UnixListener::bind(scratch.argument("pipe.txt")).unwrap();
        assert_eq!(scratch.find(&["?.txt", "pip?.txt"]).0, ["a.txt", "b.txt"]);
        assert_eq!(scratch.find(&["pip?.txt"]).1[0].1, "matches no file");
        assert_eq!(scratch.find(&["pipe.txt"]).0, ["pipe.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn an_argument_need_not_be_unicode() {
        use std::os::unix::ffi::OsStrExt;
        let scratch = Scratch::new();
        let path = scratch.0.path().join(OsStr::from_bytes(b"caf\xe9.txt"));
        fs::write(&path, "x").unwrap();
        let (inputs, failures) = find_inputs(&[&path]);
        assert!(failures.is_empty());
        assert_eq!(inputs[0].file_name(), "caf\u{fffd}.txt");
        assert!(inputs[0].open().is_ok());
    }
}
