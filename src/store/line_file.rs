//! Files of line weights: JSON, as they are few.

use std::fs;
use std::path::Path;

use super::write_whole;
use crate::error::{Error, ErrorKind, Result};
use crate::summary::LineModel;

/// The line weights in the file `path`.
///
/// # Errors
/// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Model`] where it holds no line weights, or those of another version.
pub fn load_line_model(path: &Path) -> Result<LineModel> {
    let bytes = fs::read(path).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read {}: {error}", path.display())).caused_by(error)
    })?;
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
