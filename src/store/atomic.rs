//! Files that appear whole or not at all.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// Writes a file through `write`: beside its place first, then renamed into it.
///
/// What stood there before stays until the new file is complete, and stays where `write` fails. A place that is
/// no regular file (a pipe, a terminal, `/dev/null`) is written to directly.
///
/// # Errors
/// [`ErrorKind::Io`], or whatever `write` returns.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Io, format!("cannot write {}: {error}", path.display())).caused_by(error)
    };
    // What fails inside `write` may be the work or the file; of the file the work does not know the name.
    let named = |error: Error| match error.kind() {
        ErrorKind::Io => error.at(format_args!("cannot write {}", path.display())),
        _ => error,
    };
    let target = target_of(path);
    if target.exists() && !target.is_file() {
        let mut file = BufWriter::new(fs::OpenOptions::new().write(true).open(&target).map_err(failed)?);
        write(&mut file).map_err(named)?;
        return file.flush().map_err(failed);
    }
    let folder = folder_of(path, &target)?;
    let mut builder = partial_files();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&target).map_or(0o666, |before| before.permissions().mode());
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut file = BufWriter::new(builder.tempfile_in(folder).map_err(failed)?);
    write(&mut file).map_err(named)?;
    let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Checks that [`write_whole`] could write a file at `path`, before the work is done that it is to hold.
///
/// # Errors
/// [`ErrorKind::Io`] where its folder is missing or refuses new files, or `path` is a folder itself.
pub fn check_place(path: &Path) -> Result<()> {
    let target = target_of(path);
    if target.is_dir() {
        let message = format!("cannot write {}: it is a folder", path.display());
        return Err(Error::new(ErrorKind::Io, message));
    }
    if target.exists() && !target.is_file() {
        return Ok(());
    }
    // Permissions say too little (of a full or read-only disk, for one): what will be done is tried.
    match partial_files().tempfile_in(folder_of(path, &target)?) {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = format!("cannot write {}: {error}", path.display());
            Err(Error::new(ErrorKind::Io, message).caused_by(error))
        }
    }
}

/// A symbolic link stays one: its target is replaced.
pub(super) fn target_of(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder of `target`, which was asked for as `path`.
fn folder_of<'t>(path: &Path, target: &'t Path) -> Result<&'t Path> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.is_dir() {
        return Ok(folder);
    }
    let message = format!("cannot write {}: there is no folder {}", path.display(), folder.display());
    Err(Error::new(ErrorKind::Io, message))
}

/// Files that are not complete yet.
fn partial_files() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".slugline-").suffix(".partial");
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        write_whole(&path, |out| Ok(out.write_all(b"first")?)).unwrap();
        let failure = write_whole(&path, |out| {
            out.write_all(b"second, in part")?;
            Err(Error::new(ErrorKind::Data, "stopped"))
        });
        assert!(failure.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no partial file stays behind");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let missing = Path::new("/no/such/folder/x");
        for error in [write_whole(missing, |_| Ok(())), check_place(missing)] {
            assert!(error.unwrap_err().to_string().contains("/no/such/folder/x"));
        }
    }

    #[test]
    fn a_check_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        check_place(&folder.path().join("out.jsonl")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(check_place(folder.path()).unwrap_err().to_string().ends_with("it is a folder"));
    }
}
