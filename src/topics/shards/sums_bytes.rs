//! The arrays of sums.
//!
//! Beside those of the shared terms: `sums` (u8, as in a model file), `rows` (u64, fingerprints), `boilerplate` (u64), and of the
//! sample `sample.hash` (u64, two for each row, the lower half first), `sample.topic` (u32), `sample.ends` and `sample.term_ends` (u64),
//! `sample.columns` (u32), `sample.values` (f64) and `sample.terms` (u64).

use safetensors::tensor::Dtype;
use serde::{Deserialize, Serialize};

use super::bytes::{Head, Unpacked, named, pack, table_arrays};
use super::counts::{CountsHead, digest_number};
use super::coverage::Coverage;
use super::{ShardSums, SharedTerms};
use crate::error::Result;
use crate::topics::SparseSums;
use crate::topics::row_sums::{RowSums, digest_in_words};
use crate::topics::sample::{Sample, SampleRow};

/// All of sums that is no array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SumsHead {
    pub(super) terms: CountsHead,
    n_rows: Vec<u64>,
    digest: String,
    coverage: Coverage,
}

impl ShardSums {
    /// The bytes of a file that [`super::Part::from_bytes`] reads; the same for the same sums.
    ///
    /// # Errors
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) where they do not fit the format.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let head = SumsHead {
            terms: self.terms.head.clone(),
            n_rows: self.n_rows.clone(),
            digest: digest_in_words(self.rows.digest),
            coverage: self.coverage.clone(),
        };
        let mut arrays = table_arrays(&self.terms.kept.words, &self.terms.kept.characters);
        arrays.extend([
            named("sums", Dtype::U8, self.rows.sums.bytes().as_slice()),
            named("rows", Dtype::U64, &self.rows.fingerprints),
            named("boilerplate", Dtype::U64, &self.known_lines),
        ]);
        let rows = self.rows.sample.rows();
        let ends = |len: fn(&SampleRow) -> usize| -> Vec<u64> {
            let mut end = 0;
            let end_of = |row| {
                end += len(row) as u64;
                end
            };
            rows.iter().map(end_of).collect()
        };
        let halves: Vec<u64> = rows.iter().flat_map(|row| halves(row.hash)).collect();
        let topics: Vec<u32> = rows.iter().map(|row| u32::try_from(row.topic).unwrap_or(u32::MAX)).collect();
        let columns: Vec<u32> = rows.iter().flat_map(|row| row.columns.iter().copied()).collect();
        let values: Vec<f64> = rows.iter().flat_map(|row| row.values.iter().copied()).collect();
        let terms: Vec<u64> = rows.iter().flat_map(|row| row.terms.iter().copied()).collect();
        arrays.extend([
            named("sample.hash", Dtype::U64, &halves),
            named("sample.topic", Dtype::U32, &topics),
            named("sample.ends", Dtype::U64, &ends(|row| row.columns.len())),
            named("sample.columns", Dtype::U32, &columns),
            named("sample.values", Dtype::F64, &values),
            named("sample.term_ends", Dtype::U64, &ends(|row| row.terms.len())),
            named("sample.terms", Dtype::U64, &terms),
        ]);
        pack(&Head::Sums(head), arrays)
    }
}

/// The sums of a file; `None` where they make no sense.
pub(super) fn unpack(file: &Unpacked<'_>, head: SumsHead, terms: SharedTerms) -> Option<ShardSums> {
    let n_topics = terms.head.topics.len();
    let fingerprints: Vec<u64> = file.array("rows", Dtype::U64)?;
    let known_lines: Vec<u64> = file.array("boilerplate", Dtype::U64)?;
    let sums = SparseSums::from_bytes(file.array::<u8>("sums", Dtype::U8)?.into());
    let digest = digest_number(&head.digest);
    let fits = head.n_rows.len() == n_topics
        && head.coverage.is_valid()
        && digest_in_words(digest) == head.digest
        && fingerprints.is_sorted()
        && known_lines.is_sorted_by(|a, b| a < b);
    let sample = sample(file, n_topics, terms.n_terms()).filter(|_| fits)?;
    Some(ShardSums {
        terms,
        rows: RowSums { sums, digest, fingerprints, sample },
        n_rows: head.n_rows,
        known_lines,
        coverage: head.coverage,
    })
}

fn sample(file: &Unpacked<'_>, n_topics: usize, n_terms: usize) -> Option<Sample> {
    let hashes: Vec<u64> = file.array("sample.hash", Dtype::U64)?;
    let topics: Vec<u32> = file.array("sample.topic", Dtype::U32)?;
    let ends: Vec<u64> = file.array("sample.ends", Dtype::U64)?;
    let columns: Vec<u32> = file.array("sample.columns", Dtype::U32)?;
    let values: Vec<f64> = file.array("sample.values", Dtype::F64)?;
    let term_ends: Vec<u64> = file.array("sample.term_ends", Dtype::U64)?;
    let terms: Vec<u64> = file.array("sample.terms", Dtype::U64)?;
    let is_whole = hashes.len() == 2 * topics.len()
        && ends.len() == topics.len()
        && term_ends.len() == topics.len()
        && ends.last().copied().unwrap_or(0) == columns.len() as u64
        && values.len() == columns.len()
        && term_ends.last().copied().unwrap_or(0) == terms.len() as u64;
    if !is_whole {
        return None;
    }
    let mut rows = Vec::with_capacity(topics.len());
    let (mut start, mut first_term) = (0, 0);
    for (place, (topic, (end, term_end))) in
        topics.into_iter().zip(ends.into_iter().zip(term_ends)).enumerate()
    {
        let (end, term_end) = (usize::try_from(end).ok()?, usize::try_from(term_end).ok()?);
        let row = SampleRow {
            hash: whole(*hashes.get(2 * place)?, *hashes.get(2 * place + 1)?),
            topic: usize::try_from(topic).ok().filter(|topic| *topic < n_topics)?,
            columns: columns.get(start..end)?.to_vec(),
            values: values.get(start..end)?.to_vec(),
            terms: terms.get(first_term..term_end)?.to_vec(),
        };
        let makes_sense = row.columns.is_sorted_by(|a, b| a < b)
            && row.columns.last().is_none_or(|&column| (column as usize) < n_terms)
            && row.values.iter().all(|value| (0.0..=1.0 + 1e-9).contains(value))
            && row.terms.is_sorted_by(|a, b| a < b);
        rows.push(Some(row).filter(|_| makes_sense)?);
        (start, first_term) = (end, term_end);
    }
    Sample::from_rows(rows)
}

/// The lower and the upper half.
#[expect(clippy::cast_possible_truncation, reason = "each half is what is meant")]
const fn halves(hash: u128) -> [u64; 2] {
    [hash as u64, (hash >> 64) as u64]
}

fn whole(lower: u64, upper: u64) -> u128 {
    u128::from(upper) << 64 | u128::from(lower)
}
