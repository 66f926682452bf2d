//! Where the rows of a batch go, and how far an earlier run had come with them.

use std::fmt::Debug;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::args::{RowArguments, RowForm};
use super::output::{diagnostic, note, write_to};
use super::session::Session;
use crate::article::Tally;
use crate::error::{Error, ErrorKind, Result};
use crate::publish::{OutputRow, RowFormat, RowWriter, RowsDone, counted, rows_done};
use crate::store::PartialFile;

/// Rows into a file or standard output.
pub(super) type Rows<'w> = RowWriter<&'w mut dyn Write>;

/// A few rows as a worker has made them.
pub(super) struct Rendered<R> {
    /// The rows, where someone behind the workers needs them.
    pub(super) rows: Vec<R>,
    /// Their bytes.
    pub(super) bytes: Vec<u8>,
}

impl<R: OutputRow> Rendered<R> {
    /// `rows` in `format`; `is_counted` where they are looked at once more.
    ///
    /// # Errors
    /// As [`RowFormat::render`].
    pub(super) fn new(rows: Vec<R>, format: RowFormat, is_counted: bool) -> Result<Self> {
        let bytes = format.render(&rows)?;
        let rows = if is_counted || !format.is_rendered() { rows } else { Vec::new() };
        Ok(Self { rows, bytes })
    }
}

/// Lets `work` write the rows that were not written before, and puts the output in its place.
///
/// `settings` is all that the rows depend on besides the inputs and the model: a run goes on only with rows of the same. `work` gets the count of
/// the rows that are there, and gives that of all.
///
/// # Errors
/// Those of `work`, and where the output cannot be written or gone on with.
pub(super) fn write_rows(
    arguments: &RowArguments,
    settings: &dyn Debug,
    session: &mut Session,
    work: impl FnOnce(&mut Session, Tally, Rows<'_>) -> Result<Tally>,
) -> Result<Tally> {
    let format = format(arguments)?;
    let mut tally = Tally::default();
    let Some(path) = arguments.output().filter(|path| format.can_go_on() && PartialFile::fits(path)) else {
        if arguments.batch.resume {
            let message = "--resume goes on with a file; name it with -o";
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        write_to(arguments.output(), |out| {
            tally = work(session, Tally::default(), RowWriter::new(out, format))?;
            Ok(())
        })?;
        return Ok(tally);
    };
    let run = description(arguments, settings, session);
    let (partial, done) = if arguments.batch.resume {
        PartialFile::resume(path, &run, |part| rows_done(part, format))?
    } else {
        let is_left = PartialFile::is_left(path);
        let partial = PartialFile::begin(path, &run)?;
        if is_left {
            let message = "what an interrupted run had written goes; --resume would go on with it";
            diagnostic("warning", message);
        }
        (partial, RowsDone::default())
    };
    if done.tally.rows > 0 && !session.is_quiet() {
        note(&format!("slugline: going on behind {} of an earlier run", counted(done.tally.rows, "row")));
    }
    partial.finish(|out| {
        tally = work(session, done.tally, RowWriter::after(out, format, done.has_header))?;
        Ok(())
    })?;
    Ok(tally)
}

/// The form of the rows.
///
/// # Errors
/// Where this build or this output cannot have it.
fn format(arguments: &RowArguments) -> Result<RowFormat> {
    match arguments.form() {
        RowForm::Jsonl => Ok(RowFormat::Jsonl),
        RowForm::Csv => Ok(RowFormat::Csv),
        RowForm::Parquet => parquet(arguments).map_err(|message| Error::new(ErrorKind::Parameter, message)),
    }
}

#[cfg(feature = "parquet")]
fn parquet(arguments: &RowArguments) -> Result<RowFormat, &'static str> {
    if arguments.batch.resume {
        return Err("--resume goes on with rows of JSONL or CSV; Parquet is written in one run");
    }
    if arguments.output().is_none() {
        return Err("--to parquet writes a file; name it with -o");
    }
    Ok(RowFormat::Parquet)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &RowArguments) -> Result<RowFormat, &'static str> {
    Err("--to parquet needs a build with Parquet: `cargo install --path . --features parquet`")
}

/// All that the rows depend on, in words: the version, the inputs and the model with their sizes and times, the settings.
fn description(arguments: &RowArguments, settings: &dyn Debug, session: &Session) -> String {
    let mut lines = vec![
        format!("slugline {}", env!("CARGO_PKG_VERSION")),
        format!("{:?} {:?} {:?}", arguments.input, arguments.form(), arguments.batch.on_error),
        format!("{settings:?}"),
    ];
    let model = arguments.model.model.as_deref();
    lines.extend(session.paths().chain(model).map(stamp));
    lines.join("\n") + "\n"
}

/// A file with its size and the time it was changed.
pub(super) fn stamp(path: &Path) -> String {
    let metadata = fs::metadata(path).ok();
    let n_bytes = metadata.as_ref().map_or(0, fs::Metadata::len);
    let changed = metadata.and_then(|metadata| metadata.modified().ok());
    let since = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {n_bytes} {}", path.display(), since.as_nanos())
}
