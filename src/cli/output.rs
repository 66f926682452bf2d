//! Where bytes go: a file that appears whole, or standard output; and diagnostics on standard error.

use std::io::{BufWriter, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;

use crate::error::{Error, ErrorKind, Result};
use crate::store::write_whole;

/// Runs `write` on the file `path`, or on standard output.
pub(super) fn write_to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if let Some(path) = path {
        return write_whole(path, write);
    }
    let named = |error: Error| match error.kind() {
        ErrorKind::Io if !error.is_broken_pipe() => error.at("cannot write to standard output"),
        _ => error,
    };
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    write(&mut out).and_then(|()| Ok(out.flush()?)).map_err(named)
}

/// Whether what goes to `path`, or to standard output, may be coloured: on a terminal, unless `NO_COLOR` is set.
pub(super) fn may_colour(path: Option<&Path>) -> bool {
    path.is_none() && AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// Prints `slugline: kind: message` on standard error; where that is closed, nobody is there to be told.
pub(super) fn diagnostic(kind: &str, message: &str) {
    let style = match kind {
        "error" => AnsiColor::Red.on_default().bold(),
        "warning" => AnsiColor::Yellow.on_default().bold(),
        _ => anstyle::Style::new(),
    };
    let _ = writeln!(anstream::stderr(), "slugline: {style}{kind}{style:#}: {message}");
}

/// Prints `message` on standard error as it is.
pub(super) fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
