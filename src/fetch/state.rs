//! What is known of the feeds of a folder from run to run: a file of JSON beside theirs, written whole, for one run at a time.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::store::write_whole;

/// The names are hidden, so that whoever reads the folder passes over them.
const STATE_NAME: &str = ".slugline-fetch.json";
const LOCK_NAME: &str = ".slugline-fetch.lock";
/// The layout of the file that this program writes, and the latest that it reads.
const VERSION: u32 = 1;

/// What a server gave to ask by whether a feed has changed (RFC 9110, section 8.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    /// The address that gave them.
    pub(super) address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last_modified: Option<String>,
}

/// What is known of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    /// Where it has moved for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// The name of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    /// What the content of its file is known by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) validators: Option<Validators>,
    /// When it was last asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) asked: Option<Timestamp>,
    /// When its file was last known to be what the server has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fetched: Option<Timestamp>,
    /// The status of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<u16>,
    /// How often in a row it failed.
    pub(super) failures: u32,
    /// When it may be asked again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not_before: Option<Timestamp>,
    /// When its server said that it is gone for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gone: Option<Timestamp>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StateFile {
    version: u32,
    /// By the addresses that they are listed by.
    feeds: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

/// What is known of all feeds of a folder.
#[derive(Debug)]
pub(super) struct State {
    path: PathBuf,
    feeds: BTreeMap<String, Entry>,
    /// Held as long as this lives.
    _lock: File,
}

impl State {
    /// Makes `folder` where it is missing, locks it, and reads what is known; and says what was wrong with that, if anything was.
    ///
    /// A damaged file is moved aside: what it said is lost for this run, and no feed is.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where the folder cannot be used, [`ErrorKind::Parameter`] where another run does, [`ErrorKind::Format`] where a newer
    /// program wrote the file.
    pub(super) fn open(folder: &Path) -> Result<(Self, Option<String>)> {
        let failed = |what: &str, error: io::Error| {
            let message = format!("cannot {what} {}: {error}", folder.display());
            Error::new(ErrorKind::Io, message).caused_by(error)
        };
        fs::create_dir_all(folder).map_err(|error| failed("make the folder", error))?;
        let lock = OpenOptions::new().create(true).append(true).open(folder.join(LOCK_NAME));
        let lock = lock.map_err(|error| failed("write in", error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = format!(
                    "another `slugline fetch` is at work in {}; wait until it is done, or name another folder",
                    folder.display()
                );
                return Err(Error::new(ErrorKind::Parameter, message));
            }
            Err(TryLockError::Error(error)) => return Err(failed("lock", error)),
        }
        let path = folder.join(STATE_NAME);
        let (feeds, trouble) = match fs::read(&path) {
            Ok(bytes) => match parse(&bytes).map_err(|error| error.at(path.display()))? {
                Ok(feeds) => (feeds, None),
                Err(reason) => (BTreeMap::new(), Some(set_aside(&path, &reason)?)),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (BTreeMap::new(), None),
            Err(error) => return Err(failed("read what is known of", error)),
        };
        Ok((Self { path, feeds, _lock: lock }, trouble))
    }

    /// What is known of the feed that is listed by `address`.
    pub(super) fn entry(&self, address: &str) -> Entry {
        self.feeds.get(address).cloned().unwrap_or_default()
    }

    pub(super) fn put(&mut self, address: String, entry: Entry) {
        self.feeds.insert(address, entry);
    }

    /// Writes down all that is known; what was written before stays until that is complete.
    ///
    /// # Errors
    /// [`ErrorKind::Io`].
    pub(super) fn write(&mut self) -> Result<()> {
        // Nothing is cloned to be written: the feeds are lent to the file and taken back.
        let file = StateFile { version: VERSION, feeds: std::mem::take(&mut self.feeds) };
        let written = write_whole(&self.path, |out| {
            serde_json::to_writer_pretty(&mut *out, &file).map_err(io::Error::from)?;
            Ok(writeln!(out)?)
        });
        self.feeds = file.feeds;
        written
    }
}

/// The feeds of a state file, or what is wrong with it.
///
/// # Errors
/// Where a newer program wrote it, which is nothing to be moved aside.
fn parse(bytes: &[u8]) -> Result<Result<BTreeMap<String, Entry>, String>> {
    if let Ok(VersionOnly { version }) = serde_json::from_slice(bytes)
        && version > VERSION
    {
        let message = format!(
            "was written by a newer slugline (version {version} of its layout, and this one knows {VERSION}); use that, or name another folder"
        );
        return Err(Error::new(ErrorKind::Format, message));
    }
    Ok(serde_json::from_slice(bytes).map(|file: StateFile| file.feeds).map_err(|error| error.to_string()))
}

/// Moves a damaged file to where no other lies, and says so.
fn set_aside(path: &Path, reason: &str) -> Result<String> {
    let aside = |n: usize| {
        let ending = if n == 1 { ".bad".to_owned() } else { format!(".bad-{n}") };
        path.with_file_name(format!("{STATE_NAME}{ending}"))
    };
    let target = (1..1000).map(aside).find(|target| !target.exists()).unwrap_or_else(|| aside(1000));
    fs::rename(path, &target)?;
    Ok(format!(
        "{} is damaged ({reason}) and now lies in {}; which feeds have moved, are gone or are to wait will be learnt anew",
        path.display(),
        target.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("made/on/the/way");
        let entry = Entry {
            validators: Some(Validators {
                address: "https://a.example/".to_owned(),
                etag: Some("W/\"1\"".to_owned()),
                last_modified: None,
            }),
            not_before: Some("2026-01-01T00:00:00Z".parse().unwrap()),
            failures: 3,
            ..Entry::default()
        };
        {
            let (mut state, trouble) = State::open(&folder).unwrap();
            assert_eq!(trouble, None);
            state.put("https://a.example/".to_owned(), entry.clone());
            state.write().unwrap();
        }
        let (state, trouble) = State::open(&folder).unwrap();
        assert_eq!(trouble, None);
        assert_eq!(state.entry("https://a.example/"), entry);
        assert_eq!(state.entry("https://b.example/"), Entry::default());
    }

    #[test]
    fn one_run_has_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = State::open(folder.path()).unwrap();
        let error = State::open(folder.path()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Parameter);
        assert!(error.to_string().contains("another `slugline fetch`"), "{error}");
        drop(first);
        State::open(folder.path()).unwrap();
    }

    #[test]
    fn a_damaged_file_is_moved_aside_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (content, aside) in
            [("{\"version\": 1, \"fee", ".slugline-fetch.json.bad"), ("[]", ".slugline-fetch.json.bad-2")]
        {
            fs::write(path(STATE_NAME), content).unwrap();
            let (_, trouble) = State::open(folder.path()).unwrap();
            assert!(trouble.unwrap().contains(aside));
            assert_eq!(fs::read_to_string(path(aside)).unwrap(), content);
            assert!(!path(STATE_NAME).exists());
        }
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let content = "{\"version\": 2, \"hosts\": []}";
        fs::write(folder.path().join(STATE_NAME), content).unwrap();
        let error = State::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("newer slugline") && error.contains(STATE_NAME), "{error}");
        assert_eq!(fs::read_to_string(folder.path().join(STATE_NAME)).unwrap(), content);
    }
}
