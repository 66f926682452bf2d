//! Files of a training in parts: what [`crate::topics::Part`] is told from.

use std::fs;
use std::path::Path;

use super::write_whole;
use crate::error::{Error, ErrorKind, Result};
use crate::topics::Part;

/// Reads the part at `path`.
///
/// # Errors
/// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Model`] where it is no part or damaged.
pub fn load_part(path: &Path) -> Result<Part> {
    let bytes = fs::read(path).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read part {}: {error}", path.display())).caused_by(error)
    })?;
    Part::from_bytes(&bytes).map_err(|error| error.at(path.display()))
}

/// Writes the bytes of a part to `path`, whole or not at all.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be written.
pub fn save_bytes(bytes: &[u8], path: &Path) -> Result<()> {
    write_whole(path, |out| Ok(out.write_all(bytes)?))
}
