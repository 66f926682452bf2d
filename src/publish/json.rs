//! JSON as it is written everywhere: a document that is indented, or a line.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;

/// Writes `value` as one indented document.
pub(super) fn write_document<T: Serialize>(out: &mut dyn Write, value: &T) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Writes `value` as one line.
pub(super) fn write_line<T: Serialize>(out: &mut dyn Write, value: &T) -> Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}
