//! A topic model as one safetensors file.
//!
//! Arrays: `idf` (f64, terms), `intercepts` (f64, topics), `weights` (f32, terms × topics), `vocabulary.ends` (u64, terms),
//! `vocabulary.slots` (u32), `vocabulary.text` (u8), and last `xxh3` (u8, 16): the XXH3 hash, 128 bits, of
//! every byte before it. All else is JSON under the metadata key `slugline`. Arrays are little-endian and are
//! read in place, so that loading costs one pass over the file and no copy.

use std::collections::HashMap;
use std::fs::{self, File};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytemuck::Pod;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::write_whole;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Array, SharedBytes, TfIdf, Vectorizer, Vocabulary, Weighting};
use crate::text::{Analyzer, AnalyzerSettings, SEGMENTER_VERSION, STEMMER_VERSION};
use crate::topics::{Calibration, Provenance, TopicModel};

/// The newest format that this program writes and reads.
const FORMAT: u64 = 1;
const METADATA_KEY: &str = "slugline";
const CHECKSUM: &str = "xxh3";
const CHECKSUM_BYTES: usize = 16;

/// All of a model that is no array.
#[derive(Debug, Serialize, Deserialize)]
struct Metadata {
    format: u64,
    topics: Vec<String>,
    analyzer: AnalyzerSettings,
    stemmer: String,
    segmenter: String,
    stop_words_hash: String,
    weighting: Weighting,
    n_documents: u64,
    calibration: Calibration,
    provenance: Provenance,
}

/// Writes `model` to `path`, whole or not at all.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be written.
pub fn save(model: &TopicModel, path: &Path) -> Result<()> {
    let bytes = to_bytes(model)?;
    write_whole(path, |out| Ok(out.write_all(&bytes)?))
}

/// The bytes of a model file; the same for the same model.
///
/// # Errors
/// [`ErrorKind::Model`] where the model does not fit the format.
pub fn to_bytes(model: &TopicModel) -> Result<Vec<u8>> {
    let vectorizer = model.vectorizer();
    let metadata = Metadata {
        format: FORMAT,
        topics: model.topics().to_vec(),
        analyzer: vectorizer.analyzer().settings().clone(),
        stemmer: STEMMER_VERSION.to_owned(),
        segmenter: SEGMENTER_VERSION.to_owned(),
        stop_words_hash: stop_words_hash(vectorizer.analyzer()),
        weighting: vectorizer.tfidf().weighting(),
        n_documents: vectorizer.tfidf().n_documents(),
        calibration: model.calibration(),
        provenance: model.provenance().clone(),
    };
    let metadata = serde_json::to_string(&metadata).map_err(unwritable)?;
    let (n_terms, n_topics) = (vectorizer.vocabulary().len(), model.topics().len());
    let (text, ends, slots) = vectorizer.vocabulary().arrays();
    let intercepts = Array::from(model.intercepts().to_vec());
    let arrays: [(&str, Dtype, Vec<usize>, Vec<u8>); 7] = [
        ("idf", Dtype::F64, vec![n_terms], vectorizer.tfidf().idf().to_le_bytes()),
        ("intercepts", Dtype::F64, vec![n_topics], intercepts.to_le_bytes()),
        ("vocabulary.ends", Dtype::U64, vec![n_terms], ends.to_le_bytes()),
        ("vocabulary.slots", Dtype::U32, vec![slots.as_slice().len()], slots.to_le_bytes()),
        ("vocabulary.text", Dtype::U8, vec![text.as_slice().len()], text.to_le_bytes()),
        ("weights", Dtype::F32, vec![n_terms, n_topics], model.weights().to_le_bytes()),
        (CHECKSUM, Dtype::U8, vec![CHECKSUM_BYTES], vec![0; CHECKSUM_BYTES]),
    ];
    let mut views = Vec::with_capacity(arrays.len());
    for (name, dtype, shape, bytes) in &arrays {
        views.push((*name, TensorView::new(*dtype, shape.clone(), bytes).map_err(unwritable)?));
    }
    // One metadata key only: the library writes them in the order of a hash map.
    let metadata = HashMap::from([(METADATA_KEY.to_owned(), metadata)]);
    let mut file = safetensors::serialize(views, Some(metadata)).map_err(unwritable)?;
    // The library sorts arrays by element size, then name, which puts the checksum last.
    let end = file.len().saturating_sub(CHECKSUM_BYTES);
    let (content, checksum) = file.split_at_mut(end);
    checksum.copy_from_slice(&xxh3_128(content).to_le_bytes());
    Ok(file)
}

fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Model, format!("the model cannot be written: {error}")).caused_by(error)
}

/// Loads a model file, memory-mapped: its arrays stay in the file until they are looked at.
///
/// The file must not be changed in place while the model is in use; [`save`] never does.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be read; [`ErrorKind::Model`] where it is no model, truncated,
/// damaged, or written by a newer program.
pub fn load(path: &Path) -> Result<TopicModel> {
    let unreadable = |error: std::io::Error| {
        Error::new(ErrorKind::Io, format!("cannot read model {}: {error}", path.display())).caused_by(error)
    };
    // Asked before it is opened: opening a pipe would wait for someone to write into it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Error::new(ErrorKind::Io, format!("cannot read model {}: not a file", path.display())));
    }
    let file = File::open(path).map_err(unreadable)?;
    #[expect(
        unsafe_code,
        reason = "mapping is unsound only if someone changes the file in place, which is said above"
    )]
    // SAFETY: the map is read-only, and model files are replaced by renaming, never rewritten.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(unreadable)?;
    let bytes: SharedBytes = Arc::new(map);
    load_bytes(&bytes).map_err(|error| error.at(format_args!("model {}", path.display())))
}

/// Loads a model from the bytes of a model file, in place.
///
/// # Errors
/// [`ErrorKind::Model`] as for [`load`].
pub fn load_bytes(bytes: &SharedBytes) -> Result<TopicModel> {
    let file = (**bytes).as_ref();
    let foreign = || Error::new(ErrorKind::Model, "this is not a Slugline model; `slugline train` makes one");
    let damaged =
        || Error::new(ErrorKind::Model, "the model file is damaged or truncated; copy or train it again");
    let looks_like_safetensors = file.get(8).is_some_and(|byte| *byte == b'{');
    let (_, header) = SafeTensors::read_metadata(file)
        .map_err(|_| if looks_like_safetensors { damaged() } else { foreign() })?;
    let json =
        header.metadata().as_ref().and_then(|metadata| metadata.get(METADATA_KEY)).ok_or_else(foreign)?;
    check_format(json)?;
    let (content, checksum) =
        file.split_at_checked(file.len().wrapping_sub(CHECKSUM_BYTES)).ok_or_else(damaged)?;
    if xxh3_128(content).to_le_bytes() != checksum {
        return Err(damaged());
    }
    let metadata: Metadata = serde_json::from_str(json).map_err(|_| damaged())?;
    let tensors = SafeTensors::deserialize(file).map_err(|_| damaged())?;
    let vocabulary = Vocabulary::from_arrays(
        array(bytes, &tensors, "vocabulary.text", Dtype::U8).ok_or_else(damaged)?,
        array(bytes, &tensors, "vocabulary.ends", Dtype::U64).ok_or_else(damaged)?,
        array(bytes, &tensors, "vocabulary.slots", Dtype::U32).ok_or_else(damaged)?,
    )
    .ok_or_else(damaged)?;
    let idf = array(bytes, &tensors, "idf", Dtype::F64).ok_or_else(damaged)?;
    let intercepts: Array<f64> = array(bytes, &tensors, "intercepts", Dtype::F64).ok_or_else(damaged)?;
    let weights = array(bytes, &tensors, "weights", Dtype::F32).ok_or_else(damaged)?;
    let tfidf = TfIdf::from_arrays(idf, metadata.weighting, metadata.n_documents);
    let vectorizer = Vectorizer::from_parts(checked_analyzer(&metadata)?, vocabulary, tfidf)?;
    TopicModel::from_parts(
        vectorizer,
        metadata.topics,
        weights,
        intercepts.as_slice().to_vec(),
        metadata.calibration,
        metadata.provenance,
    )
}

/// Refuses a format that this program does not know, before anything else of the metadata is read.
fn check_format(json: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Format {
        format: u64,
    }
    match serde_json::from_str(json) {
        Ok(Format { format: FORMAT }) => Ok(()),
        Ok(Format { format }) if format > FORMAT => Err(Error::new(
            ErrorKind::Model,
            format!(
                "the model has format {format}, and this program reads up to {FORMAT}; get a newer Slugline"
            ),
        )),
        _ => Err(Error::new(ErrorKind::Model, "the model's metadata is damaged; copy or train it again")),
    }
}

/// The analyzer that the model was trained with, if this program still makes the same terms.
fn checked_analyzer(metadata: &Metadata) -> Result<Analyzer> {
    let analyzer = Analyzer::new(metadata.analyzer.clone());
    let is_same = metadata.stemmer == STEMMER_VERSION
        && metadata.segmenter == SEGMENTER_VERSION
        && metadata.stop_words_hash == stop_words_hash(&analyzer);
    if is_same
        && !metadata.analyzer.languages.is_empty()
        && (1..=AnalyzerSettings::MAX_N).contains(&metadata.analyzer.max_n)
    {
        return Ok(analyzer);
    }
    Err(Error::new(
        ErrorKind::Model,
        "the model was made with other words, stems or stop words than this program's; train it again",
    ))
}

fn stop_words_hash(analyzer: &Analyzer) -> String {
    format!("{:016x}", analyzer.stop_words_hash())
}

/// The named array, where it has this type.
fn array<T: Pod>(
    bytes: &SharedBytes,
    tensors: &SafeTensors<'_>,
    name: &str,
    dtype: Dtype,
) -> Option<Array<T>> {
    let tensor = tensors.tensor(name).ok().filter(|tensor| tensor.dtype() == dtype)?;
    let data: Range<*const u8> = tensor.data().as_ptr_range();
    let start = (data.start as usize).checked_sub((**bytes).as_ref().as_ptr() as usize)?;
    Array::from_bytes(bytes, start..start + tensor.data().len())
}
