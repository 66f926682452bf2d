//! Long outputs: they grow in `FILE.partial` beside their place, from where an interrupted run goes on, and are renamed when complete.
//!
//! Beside it stands `FILE.partial.run`, which says of which run the rows are: another must not go on with them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::atomic::target_of;
use crate::error::{Error, ErrorKind, Result};

/// An output under way.
#[derive(Debug)]
pub struct PartialFile {
    target: PathBuf,
    partial: PathBuf,
    run: PathBuf,
    file: File,
}

impl PartialFile {
    /// Whether `path` can be written in parts: what is no regular file (a pipe, a terminal) cannot.
    #[must_use]
    pub fn fits(path: &Path) -> bool {
        let target = target_of(path);
        !target.exists() || target.is_file()
    }

    /// Begins the output `path` of the run that `run` describes. What an interrupted run has left of it goes.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where a file cannot be made, [`ErrorKind::Parameter`] where another run is writing it.
    pub fn begin(path: &Path, run: &str) -> Result<Self> {
        let [target, partial, run_path] = places(path);
        let file = open(&partial)?;
        file.set_len(0).map_err(|error| failed(&partial, error))?;
        fs::write(&run_path, run).map_err(|error| failed(&run_path, error))?;
        Ok(Self { target, partial, run: run_path, file })
    }

    /// Whether an interrupted run has left a part of the output `path`.
    #[must_use]
    pub fn is_left(path: &Path) -> bool {
        let [_, partial, _] = places(path);
        partial.exists()
    }

    /// Goes on with the output `path` of the run that `run` describes, if there is a part of it, and begins it otherwise.
    ///
    /// `whole_rows` reads the part and says how many of its bytes are whole rows; what is behind them goes. Its own result comes along.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where a file cannot be read or written, [`ErrorKind::Parameter`] where the part is of another run.
    pub fn resume<T: Default>(
        path: &Path,
        run: &str,
        whole_rows: impl FnOnce(&mut dyn Read) -> Result<(u64, T)>,
    ) -> Result<(Self, T)> {
        let [target, partial, run_path] = places(path);
        if !partial.exists() {
            return Ok((Self::begin(path, run)?, T::default()));
        }
        if fs::read(&run_path).ok().as_deref() != Some(run.as_bytes()) {
            return Err(Error::new(
                ErrorKind::Parameter,
                format!(
                    "{} was begun with other inputs, another model, other flags or another version; remove it to begin anew",
                    partial.display()
                ),
            ));
        }
        let mut file = open(&partial)?;
        let (n_bytes, done) = whole_rows(&mut BufReader::with_capacity(1 << 18, &mut file))?;
        let cut = file.set_len(n_bytes).and_then(|()| file.seek(SeekFrom::End(0)));
        cut.map_err(|error| failed(&partial, error))?;
        Ok((Self { target, partial, run: run_path, file }, done))
    }

    /// Writes the rest through `write` and puts the output in its place. Where `write` fails because the file cannot be written, what there is
    /// stays to go on from; where it fails otherwise, nothing stays.
    ///
    /// # Errors
    /// [`ErrorKind::Io`], or whatever `write` returns.
    pub fn finish(self, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        let Self { target, partial, run, file } = self;
        let mut out = BufWriter::with_capacity(1 << 16, file);
        let written = write(&mut out).and_then(|()| Ok(out.flush()?));
        if let Err(error) = written {
            if error.kind() == ErrorKind::Io {
                let place = format!("cannot write {} (--resume goes on with it)", partial.display());
                return Err(error.at(place));
            }
            let _ = fs::remove_file(&partial);
            let _ = fs::remove_file(&run);
            return Err(error);
        }
        out.get_ref().sync_all().map_err(|error| failed(&partial, error))?;
        #[cfg(unix)]
        if let Ok(before) = fs::metadata(&target) {
            fs::set_permissions(&partial, before.permissions()).map_err(|error| failed(&partial, error))?;
        }
        fs::rename(&partial, &target).map_err(|error| failed(&target, error))?;
        fs::remove_file(&run).map_err(|error| failed(&run, error))
    }
}

/// The part of an output, for this run alone.
fn open(partial: &Path) -> Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(partial);
    let file = file.map_err(|error| failed(partial, error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let message = format!("another run is writing {}", partial.display());
            Err(Error::new(ErrorKind::Parameter, message))
        }
        // Where there are no locks, as on some network drives, nothing is known of others.
        _ => Ok(file),
    }
}

/// The places of an output, of its part, and of what says of which run that is.
fn places(path: &Path) -> [PathBuf; 3] {
    let target = target_of(path);
    let with = |ending: &str| {
        let mut name = target.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    let (partial, run) = (with(".partial"), with(".partial.run"));
    [target, partial, run]
}

fn failed(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write {}: {error}", path.display())).caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes up to the last line end.
    fn whole_lines(reader: &mut dyn Read) -> Result<(u64, usize)> {
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        let end = text.rfind('\n').map_or(0, |end| end + 1);
        Ok((end as u64, text[..end].lines().count()))
    }

    fn write(text: &'static str) -> impl FnOnce(&mut dyn Write) -> Result<()> {
        move |out| Ok(out.write_all(text.as_bytes())?)
    }

    #[test]
    fn an_interrupted_output_goes_on_behind_its_last_whole_row() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.jsonl");
        let first = PartialFile::begin(&path, "run 1").unwrap();
        let beside = PartialFile::begin(&path, "run 1").unwrap_err();
        assert!(beside.to_string().contains("another run"), "{beside}");
        drop(first);
        fs::write(folder.path().join("rows.jsonl.partial"), "one\ntwo\nthr").unwrap();
        let other = PartialFile::resume(&path, "run 2", whole_lines).unwrap_err();
        assert!(other.to_string().contains("other inputs"), "{other}");
        let (partial, n_rows) = PartialFile::resume(&path, "run 1", whole_lines).unwrap();
        assert_eq!(n_rows, 2);
        partial.finish(write("three\n")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\nthree\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing stays beside it");
        drop(PartialFile::begin(&path, "run 1").unwrap());
        fs::write(folder.path().join("rows.jsonl.partial"), "old").unwrap();
        assert!(PartialFile::is_left(&path));
        PartialFile::begin(&path, "run 3").unwrap().finish(write("new\n")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new\n");
    }

    #[test]
    fn a_run_that_is_refused_leaves_nothing_and_a_full_disk_the_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.jsonl");
        let refused = |kind| {
            let (partial, _) = PartialFile::resume(&path, "run", whole_lines).unwrap();
            partial.finish(|out| {
                out.write_all(b"one\n")?;
                Err(Error::new(kind, "stopped"))
            })
        };
        refused(ErrorKind::Data).unwrap_err();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let error = refused(ErrorKind::Io).unwrap_err();
        assert!(error.to_string().contains("--resume goes on"), "{error}");
        let (partial, n_rows) = PartialFile::resume(&path, "run", whole_lines).unwrap();
        assert_eq!(n_rows, 1);
        partial.finish(write("two\n")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }
}
