//! A digest as one JSON document.

use std::io::Write;

use super::Digest;
use super::digest_document::Document;
use super::json::write_document;
use crate::error::Result;

/// Writes `digest` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_json(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    write_document(out, &Document::new(digest, &digest.groups()))
}
