//! Patterns such as `feeds/*.xml`, expanded against the file system.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern, PatternError};
use walkdir::WalkDir;

use super::inputs::is_shown;

const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// What a pattern matches, and the folders that could not be looked into.
#[derive(Debug, Default)]
pub(super) struct Matches {
    pub(super) paths: Vec<PathBuf>,
    pub(super) failures: Vec<(PathBuf, io::Error)>,
}

/// One component of a pattern.
enum Part<'a> {
    /// A name to be taken as it is.
    Name(&'a OsStr),
    /// A name to be matched.
    Names(Pattern),
    /// `**`: any folders, or none.
    Folders,
}

/// The files and folders that `pattern` matches, sorted. Where a file name is not Unicode, its readable form is
/// matched.
///
/// # Errors
/// Where it is no pattern.
pub(super) fn expand(pattern: &str) -> Result<Matches, PatternError> {
    let parts: Vec<Part<'_>> = Path::new(pattern).components().map(part).collect::<Result<_, _>>()?;
    let mut matches = Matches::default();
    matches.add(PathBuf::new(), &parts);
    matches.paths.sort();
    matches.paths.dedup();
    Ok(matches)
}

fn part(component: Component<'_>) -> Result<Part<'_>, PatternError> {
    let name = component.as_os_str();
    Ok(match (component, name.to_str()) {
        (Component::Normal(_), Some("**")) => Part::Folders,
        (Component::Normal(_), Some(text)) if text.contains(['*', '?', '[']) => {
            Part::Names(Pattern::new(text)?)
        }
        _ => Part::Name(name),
    })
}

impl Matches {
    fn add(&mut self, folder: PathBuf, parts: &[Part<'_>]) {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        match parts {
            [] => self.paths.push(folder),
            [Part::Name(name), rest @ ..] => {
                let path = folder.join(name);
                if path.exists() {
                    self.add(path, rest);
                }
            }
            [Part::Names(pattern), rest @ ..] => match names_in(here) {
                Ok(names) => {
                    for name in
                        names.iter().filter(|name| pattern.matches_with(&name.to_string_lossy(), OPTIONS))
                    {
                        let path = folder.join(name);
                        if rest.is_empty() || path.is_dir() {
                            self.add(path, rest);
                        }
                    }
                }
                Err(error) => self.failures.push((here.to_owned(), error)),
            },
            [Part::Folders, rest @ ..] => {
                for entry in WalkDir::new(here).follow_links(true).into_iter().filter_entry(is_shown) {
                    match entry {
                        Ok(entry) if entry.file_type().is_dir() => {
                            let below = entry.path().strip_prefix(here).unwrap_or(entry.path());
                            let path = if entry.depth() == 0 { folder.clone() } else { folder.join(below) };
                            self.add(path, rest);
                        }
                        Ok(_) => {}
                        // A link back to a folder that is being walked: everything in it is found anyway.
                        Err(error) if error.loop_ancestor().is_some() => {}
                        Err(error) => {
                            let path = error.path().unwrap_or(here).to_owned();
                            self.failures.push((path, error.into()));
                        }
                    }
                }
            }
        }
    }
}

fn names_in(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_matches(files: &[&OsStr], pattern: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let matches = expand(folder.path().join(pattern).to_str().unwrap()).unwrap();
        let found: Vec<String> = matches
            .paths
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn components_are_matched_one_by_one() {
        let files = ["a/x.xml", "a/y.txt", "b/x.xml", "b/c/x.xml", ".d/x.xml", "b/.x.xml"].map(OsStr::new);
        assert_matches(&files, "*/x.xml", &["a/x.xml", "b/x.xml"]);
        assert_matches(&files, "[a]/*", &["a/x.xml", "a/y.txt"]);
        assert_matches(&files, "**/x.xml", &["a/x.xml", "b/c/x.xml", "b/x.xml"]);
        assert_matches(&files, "b/**/?.xml", &["b/c/x.xml", "b/x.xml"]);
        assert_matches(&files, ".*/x.xml", &[".d/x.xml"]);
        assert_matches(&files, "a/x.xml/*", &[]);
        assert_matches(&files, "*/../b/x.xml", &["a/../b/x.xml", "b/../b/x.xml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_unicode_is_matched_too() {
        use std::os::unix::ffi::OsStrExt;
        let files =
            [OsStr::new("x.xml"), OsStr::from_bytes(b"caf\xe9.xml"), OsStr::from_bytes(b"\xe9/y.xml")];
        assert_matches(&files, "*.xml", &["caf\u{fffd}.xml", "x.xml"]);
        assert_matches(&files, "**/y.xml", &["\u{fffd}/y.xml"]);
    }
}
