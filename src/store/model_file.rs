//! A topic model as one safetensors file.
//!
//! Arrays: `intercepts` (f64, topics), `weights` (f32, terms × topics); for `words` and `characters`, the blocks of terms, `….idf` (f64,
//! terms), `….ends` (u64, terms), `….slots` (u64) and `….text` (u8, empty where terms are hashed). To learn more: `sums` (u8), which only a model has that
//! follows from sums; `rows.first`, `rows.added`, `rows.forgotten` and `boilerplate` (u64, hashes). Last `xxh3` (u8, 16): the
//! XXH3 hash, 128 bits, of every byte before it. All else is JSON under the metadata key `slugline`. Arrays are little-endian and are
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
use crate::features::{Array, SharedBytes, TermBlock, TfIdf, Vectorizer, Vocabulary, Weighting};
use crate::text::{Analyzer, AnalyzerSettings, CharacterRange, SEGMENTER_VERSION, STEMMER_VERSION};
use crate::topics::{
    Calibration, Decision, Learnt, ModelWeights, Provenance, RowLedger, SparseSums, TopicModel,
};

/// The newest format that this program writes and reads: that of models whose terms have no texts.
const FORMAT: u64 = 4;
/// The format of all other models.
const FORMAT_WITH_TEXTS: u64 = 3;
const METADATA_KEY: &str = "slugline";
const WORDS: &str = "words";
const CHARACTERS: &str = "characters";
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
    decision: Decision,
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
        format: if vectorizer.words().vocabulary().is_hashed() { FORMAT } else { FORMAT_WITH_TEXTS },
        topics: model.topics().to_vec(),
        analyzer: vectorizer.analyzer().settings().clone(),
        stemmer: STEMMER_VERSION.to_owned(),
        segmenter: SEGMENTER_VERSION.to_owned(),
        stop_words_hash: stop_words_hash(vectorizer.analyzer()),
        weighting: vectorizer.words().tfidf().weighting(),
        n_documents: vectorizer.words().tfidf().n_documents(),
        calibration: model.calibration().clone(),
        decision: model.decision().clone(),
        provenance: model.provenance().clone(),
    };
    let metadata = serde_json::to_string(&metadata).map_err(unwritable)?;
    let (n_terms, n_topics) = (vectorizer.n_terms(), model.topics().len());
    let intercepts = Array::from(model.intercepts().to_vec());
    let mut arrays = block_arrays(WORDS, vectorizer.words());
    arrays.extend(block_arrays(CHARACTERS, vectorizer.characters()));
    arrays.extend([
        ("intercepts".to_owned(), Dtype::F64, vec![n_topics], intercepts.to_le_bytes()),
        ("weights".to_owned(), Dtype::F32, vec![n_terms, n_topics], model.weights().to_le_bytes()),
        (CHECKSUM.to_owned(), Dtype::U8, vec![CHECKSUM_BYTES], vec![0; CHECKSUM_BYTES]),
    ]);
    arrays.extend(learnt_arrays(model.learnt()));
    let mut views = Vec::with_capacity(arrays.len());
    for (name, dtype, shape, bytes) in &arrays {
        views.push((name.as_str(), TensorView::new(*dtype, shape.clone(), bytes).map_err(unwritable)?));
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

/// An array of a model file: its name, type, shape and little-endian bytes.
type NamedArray = (String, Dtype, Vec<usize>, Vec<u8>);

/// The arrays of a block of terms, their names led by `prefix`.
fn block_arrays(prefix: &str, block: &TermBlock) -> Vec<NamedArray> {
    let (text, ends, slots) = block.vocabulary().arrays();
    let name = |name: &str| format!("{prefix}.{name}");
    vec![
        (name("idf"), Dtype::F64, vec![block.len()], block.tfidf().idf().to_le_bytes()),
        (name("ends"), Dtype::U64, vec![block.len()], ends.to_le_bytes()),
        (name("slots"), Dtype::U64, vec![slots.as_slice().len()], slots.to_le_bytes()),
        (name("text"), Dtype::U8, vec![text.as_slice().len()], text.to_le_bytes()),
    ]
}

/// The block of terms whose arrays are led by `prefix`.
fn block(
    bytes: &SharedBytes,
    tensors: &SafeTensors<'_>,
    prefix: &str,
    metadata: &Metadata,
) -> Option<TermBlock> {
    let name = |name: &str| format!("{prefix}.{name}");
    let vocabulary = Vocabulary::from_arrays(
        array(bytes, tensors, &name("text"), Dtype::U8)?,
        array(bytes, tensors, &name("ends"), Dtype::U64)?,
        array(bytes, tensors, &name("slots"), Dtype::U64)?,
        prefix == WORDS && metadata.format == FORMAT,
    )?;
    let idf = array(bytes, tensors, &name("idf"), Dtype::F64)?;
    TermBlock::new(vocabulary, TfIdf::from_arrays(idf, metadata.weighting, metadata.n_documents))
}

/// What a model keeps of its articles.
fn learnt_arrays(learnt: &Learnt) -> Vec<NamedArray> {
    let long = |name: &str, array: &Array<u64>| {
        (name.to_owned(), Dtype::U64, vec![array.as_slice().len()], array.to_le_bytes())
    };
    let (first, added, forgotten) = learnt.rows.arrays();
    let mut arrays = vec![
        long("boilerplate", &learnt.known_lines),
        long("rows.first", first),
        long("rows.added", added),
        long("rows.forgotten", forgotten),
    ];
    if let Some(sums) = &learnt.sums {
        let bytes = sums.bytes();
        arrays.push(("sums".to_owned(), Dtype::U8, vec![bytes.as_slice().len()], bytes.to_le_bytes()));
    }
    arrays
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
    let block = |prefix| block(bytes, &tensors, prefix, &metadata).ok_or_else(damaged);
    let (words, characters) = (block(WORDS)?, block(CHARACTERS)?);
    let intercepts: Array<f64> = array(bytes, &tensors, "intercepts", Dtype::F64).ok_or_else(damaged)?;
    let weights = array(bytes, &tensors, "weights", Dtype::F32).ok_or_else(damaged)?;
    let vectorizer = Vectorizer::from_parts(checked_analyzer(&metadata)?, words, characters);
    let model = TopicModel::from_parts(
        vectorizer,
        metadata.topics,
        ModelWeights { weights, intercepts: intercepts.as_slice().to_vec() },
        metadata.calibration,
        metadata.decision,
        metadata.provenance,
    )?;
    Ok(model.with_learnt(learnt(bytes, &tensors).ok_or_else(damaged)?))
}

/// What the model keeps of its articles; it stays in the file until it is asked for.
fn learnt(bytes: &SharedBytes, tensors: &SafeTensors<'_>) -> Option<Learnt> {
    let long = |name| array::<u64>(bytes, tensors, name, Dtype::U64);
    let sums = match tensors.tensor("sums") {
        Ok(_) => Some(SparseSums::from_bytes(array(bytes, tensors, "sums", Dtype::U8)?)),
        Err(_) => None,
    };
    let rows = RowLedger::from_arrays(long("rows.first")?, long("rows.added")?, long("rows.forgotten")?);
    Some(Learnt { sums, rows, known_lines: long("boilerplate")? })
}

/// Refuses a format that this program does not know, before anything else of the metadata is read.
fn check_format(json: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Format {
        format: u64,
    }
    match serde_json::from_str(json) {
        Ok(Format { format: FORMAT | FORMAT_WITH_TEXTS }) => Ok(()),
        Ok(Format { format }) if format > FORMAT => Err(Error::new(
            ErrorKind::Model,
            format!(
                "the model has format {format}, and this program reads up to {FORMAT}; get a newer Slugline"
            ),
        )),
        Ok(Format { format }) => Err(Error::new(
            ErrorKind::Model,
            format!("the model has format {format}, of an earlier Slugline; train it again"),
        )),
        Err(_) => {
            Err(Error::new(ErrorKind::Model, "the model's metadata is damaged; copy or train it again"))
        }
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
        && metadata.analyzer.characters.is_none_or(CharacterRange::is_valid)
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
