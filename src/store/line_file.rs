//! Files of line weights: JSON, as they are few.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::write_whole;
use crate::error::{Error, ErrorKind, Result};
use crate::summary::LineModel;

/// A file of weights is a few thousand bytes long; a longer one is something else.
const MAX_BYTES: u64 = 1 << 24;

/// The line weights in the file `path`.
///
/// # Errors
/// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Model`] where it holds no line weights, or those of another version.
pub fn load_line_model(path: &Path) -> Result<LineModel> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read {}: {error}", path.display())).caused_by(error)
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new(ErrorKind::Model, "holds no line weights: it is too large").at(path.display()));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::new(ErrorKind::Model, "holds no line weights: it is no text"));
    text.and_then(|text| LineModel::from_json(&text)).map_err(|error| error.at(path.display()))
}

/// Writes line weights to `path`, whole or not at all.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be written.
pub fn save_line_model(model: &LineModel, path: &Path) -> Result<()> {
    let text = model.to_json()?;
    write_whole(path, |out| Ok(out.write_all(text.as_bytes())?))
}
