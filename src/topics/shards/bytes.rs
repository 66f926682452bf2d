//! Parts as bytes: a safetensors file each, like a model.
//!
//! Under the metadata key `slugline-part` stands JSON: what kind of part it is, the format, and all that is no array. Counts and shared
//! terms have the arrays `words.text` (u8), `words.ends` (u64), `words.df` (u32), the same of `characters`, and counts `words.occurrences`
//! (u32) where the number of terms is limited; those of sums are in `sums_bytes.rs`. Last `xxh3` (u8, 16): the XXH3 hash, 128 bits, of every
//! byte before it.

use std::collections::HashMap;

use bytemuck::Pod;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::counts::{CountsHead, digest_number};
use super::sums_bytes::SumsHead;
use super::{ShardCounts, ShardSums, SharedTerms};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, KeptTerms, TermTable};
use crate::topics::row_sums::digest_in_words;

/// The format that this program writes and reads.
const FORMAT: u64 = 2;
const METADATA_KEY: &str = "slugline-part";
const CHECKSUM: &str = "xxh3";
const CHECKSUM_BYTES: usize = 16;

/// A part of what makes a model, told from its bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Counts of one or several shards.
    Counts(ShardCounts),
    /// What all counts come to.
    Terms(SharedTerms),
    /// Sums of one or several shards.
    Sums(ShardSums),
}

impl Part {
    /// The part that these are the bytes of.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where they are none, damaged, or of another format or other words than this program's.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let file = Unpacked::new(bytes)?;
        match file.head()? {
            Head::Counts(head) => {
                check(&head)?;
                let table = |name| file.table(name).ok_or_else(damaged);
                Ok(Self::Counts(ShardCounts {
                    words: table("words")?,
                    characters: table("characters")?,
                    head,
                }))
            }
            Head::Terms(head) => Ok(Self::Terms(file.shared_terms(head)?)),
            Head::Sums(head) => {
                let terms = file.shared_terms(head.terms.clone())?;
                super::sums_bytes::unpack(&file, head, terms).map(Self::Sums).ok_or_else(damaged)
            }
        }
    }

    /// The bytes of a file that [`Self::from_bytes`] reads; the same for the same part.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where they do not fit the format.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        match self {
            Self::Counts(counts) => counts.to_bytes(),
            Self::Terms(terms) => terms.to_bytes(),
            Self::Sums(sums) => sums.to_bytes(),
        }
    }

    /// Both as one.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] where they are not both counts or both sums; else as [`ShardCounts::merged`] and [`ShardSums::merged`].
    pub fn merged(self, other: &Self) -> Result<Self> {
        match (self, other) {
            (Self::Counts(one), Self::Counts(other)) => Ok(Self::Counts(one.merged(other)?)),
            (Self::Sums(one), Self::Sums(other)) => Ok(Self::Sums(one.merged(other)?)),
            _ => Err(Error::new(
                ErrorKind::Parameter,
                "counts and sums do not merge; merge the counts, sum the shards with the result, then merge the sums",
            )),
        }
    }

    /// The number of articles in it.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        match self {
            Self::Counts(counts) => counts.n_articles(),
            Self::Terms(terms) => terms.n_articles(),
            Self::Sums(sums) => sums.n_articles(),
        }
    }
}

impl ShardCounts {
    /// The bytes of a file that [`Part::from_bytes`] reads; the same for the same counts.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where they do not fit the format.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(&Head::Counts(self.head.clone()), table_arrays(&self.words, &self.characters))
    }
}

impl SharedTerms {
    /// The bytes of a file that [`Part::from_bytes`] reads; the same for the same terms.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where they do not fit the format.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(&Head::Terms(self.head.clone()), table_arrays(&self.kept.words, &self.kept.characters))
    }
}

/// All of a part that is no array.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Head {
    Counts(CountsHead),
    Terms(CountsHead),
    Sums(SumsHead),
}

#[derive(Serialize, Deserialize)]
struct Formatted<H> {
    format: u64,
    part: H,
}

/// An array of a part: its name, type, number of elements and little-endian bytes.
pub(super) type NamedArray = (String, Dtype, usize, Vec<u8>);

/// An array of a part.
pub(super) fn named<T: Pod>(name: impl Into<String>, dtype: Dtype, elements: &[T]) -> NamedArray {
    (name.into(), dtype, elements.len(), Array::from(elements.to_vec()).to_le_bytes())
}

/// The arrays of two tables.
pub(super) fn table_arrays(words: &TermTable, characters: &TermTable) -> Vec<NamedArray> {
    let mut arrays = Vec::new();
    for (prefix, table) in [("words", words), ("characters", characters)] {
        arrays.extend([
            named(format!("{prefix}.text"), Dtype::U8, table.text().as_bytes()),
            named(format!("{prefix}.ends"), Dtype::U64, table.ends()),
            named(format!("{prefix}.df"), Dtype::U32, table.document_frequencies()),
            named(format!("{prefix}.occurrences"), Dtype::U32, table.occurrences()),
        ]);
    }
    arrays
}

/// A file of `head` and `arrays`.
pub(super) fn pack(head: &Head, mut arrays: Vec<NamedArray>) -> Result<Vec<u8>> {
    arrays.push((CHECKSUM.to_owned(), Dtype::U8, CHECKSUM_BYTES, vec![0; CHECKSUM_BYTES]));
    let json = serde_json::to_string(&Formatted { format: FORMAT, part: head }).map_err(unwritable)?;
    let mut views = Vec::with_capacity(arrays.len());
    for (name, dtype, len, bytes) in &arrays {
        views.push((name.as_str(), TensorView::new(*dtype, vec![*len], bytes).map_err(unwritable)?));
    }
    // One metadata key only: the library writes them in the order of a hash map.
    let metadata = HashMap::from([(METADATA_KEY.to_owned(), json)]);
    let mut file = safetensors::serialize(views, Some(metadata)).map_err(unwritable)?;
    // The library sorts arrays by element size, then name, which puts the checksum last.
    let end = file.len().saturating_sub(CHECKSUM_BYTES);
    let (content, checksum) = file.split_at_mut(end);
    checksum.copy_from_slice(&xxh3_128(content).to_le_bytes());
    Ok(file)
}

fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Model, format!("the part cannot be written: {error}")).caused_by(error)
}

pub(super) fn damaged() -> Error {
    Error::new(ErrorKind::Model, "the part is damaged or truncated; copy or make it again")
}

/// A file whose checksum is right.
pub(super) struct Unpacked<'b> {
    json: String,
    tensors: SafeTensors<'b>,
}

impl<'b> Unpacked<'b> {
    fn new(bytes: &'b [u8]) -> Result<Self> {
        let foreign = || {
            let message = "this is no part of a training; `slugline train --shard I/N` makes them";
            Error::new(ErrorKind::Model, message)
        };
        let looks_like_safetensors = bytes.get(8).is_some_and(|byte| *byte == b'{');
        let (_, header) = SafeTensors::read_metadata(bytes)
            .map_err(|_| if looks_like_safetensors { damaged() } else { foreign() })?;
        let metadata = header.metadata().as_ref();
        let json = metadata.and_then(|metadata| metadata.get(METADATA_KEY)).ok_or_else(foreign)?;
        let (content, checksum) =
            bytes.split_at_checked(bytes.len().wrapping_sub(CHECKSUM_BYTES)).ok_or_else(damaged)?;
        if xxh3_128(content).to_le_bytes() != checksum {
            return Err(damaged());
        }
        Ok(Self { json: json.clone(), tensors: SafeTensors::deserialize(bytes).map_err(|_| damaged())? })
    }

    fn head(&self) -> Result<Head> {
        #[derive(Deserialize)]
        struct Format {
            format: u64,
        }
        let Format { format } = serde_json::from_str(&self.json).map_err(|_| damaged())?;
        if format != FORMAT {
            let message = format!(
                "the part has format {format}, and this program reads {FORMAT}; make all parts with one version of Slugline"
            );
            return Err(Error::new(ErrorKind::Model, message));
        }
        let Formatted { part, .. } = serde_json::from_str(&self.json).map_err(|_| damaged())?;
        Ok(part)
    }

    /// The named array, where it has this type.
    pub(super) fn array<T: Pod>(&self, name: &str, dtype: Dtype) -> Option<Vec<T>> {
        let tensor = self.tensors.tensor(name).ok().filter(|tensor| tensor.dtype() == dtype)?;
        let elements = tensor.data().chunks_exact(size_of::<T>()).map(|chunk| {
            let mut native = chunk.to_vec();
            if cfg!(target_endian = "big") {
                native.reverse();
            }
            bytemuck::pod_read_unaligned(&native)
        });
        Some(elements.collect())
    }

    fn table(&self, prefix: &str) -> Option<TermTable> {
        TermTable::from_parts(
            String::from_utf8(self.array(&format!("{prefix}.text"), Dtype::U8)?).ok()?,
            self.array(&format!("{prefix}.ends"), Dtype::U64)?,
            self.array(&format!("{prefix}.df"), Dtype::U32)?,
            self.array(&format!("{prefix}.occurrences"), Dtype::U32)?,
        )
    }

    fn shared_terms(&self, head: CountsHead) -> Result<SharedTerms> {
        check(&head)?;
        let table = |name| self.table(name).ok_or_else(damaged);
        let n_documents = head.topics.values().fold(0_u64, |sum, n| sum.saturating_add(*n));
        let kept = KeptTerms { words: table("words")?, characters: table("characters")?, n_documents };
        Ok(SharedTerms::new(head, kept))
    }
}

/// Refuses what makes no sense; a file could hold anything.
fn check(head: &CountsHead) -> Result<()> {
    head.settings.check()?;
    let has_digest = digest_in_words(digest_number(&head.digest)) == head.digest;
    if head.coverage.is_valid() && has_digest { Ok(()) } else { Err(damaged()) }
}
