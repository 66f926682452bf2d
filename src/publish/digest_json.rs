//! A digest as one JSON document: the topics with the ids of their articles, and every article in input order.

use std::io::Write;

use serde::Serialize;

use super::json::write_document;
use super::{Digest, DigestEntry};
use crate::error::Result;

#[derive(Serialize)]
struct Document<'d> {
    overview: Overview,
    topics: Vec<Group<'d>>,
    articles: &'d [DigestEntry],
}

#[derive(Serialize)]
struct Overview {
    articles: usize,
    sources: usize,
    first_day: Option<String>,
    last_day: Option<String>,
}

#[derive(Serialize)]
struct Group<'d> {
    /// Null for the articles that no topic could be justified for.
    topic: Option<&'d str>,
    size: usize,
    ids: Vec<&'d str>,
}

/// Writes `digest` as one indented JSON document.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where `out` fails.
pub fn write_digest_json(out: &mut dyn Write, digest: &Digest) -> Result<()> {
    let (first_day, last_day) = digest.period().unzip();
    let overview =
        Overview { articles: digest.entries.len(), sources: digest.n_sources(), first_day, last_day };
    let topics = digest
        .groups()
        .iter()
        .map(|group| Group {
            topic: group.topic,
            size: group.entries.len(),
            ids: group.entries.iter().map(|entry| entry.id.as_str()).collect(),
        })
        .collect();
    let document = Document { overview, topics, articles: &digest.entries };
    write_document(out, &document)
}
