//! Slugline for Python: what the package `slugline` asks of the library.
//!
//! The Python side (`python/slugline/`) checks parameters, and has the conventions of scikit-learn; here are conversions and the calls alone.
//! Every call that works for longer than a moment goes through `work`, which releases the interpreter, keeps no thread behind, and listens
//! to Ctrl-C. What Python hands over becomes [`slugline::ingest::Event`]s (`rows`, `tables`), so that it goes the way of every command's input.

mod digests;
mod errors;
mod feeds;
mod learning;
mod lines;
mod model;
mod rows;
mod settings;
mod shards;
mod streams;
mod tables;
mod through;
mod work;

use pyo3::prelude::*;

/// The native part of the package `slugline`; its classes and functions are used through the modules beside it.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::digests::{digest_paths, digest_stream};
    #[pymodule_export]
    use super::feeds::ArticleReader;
    #[pymodule_export]
    use super::lines::LineMaker;
    #[pymodule_export]
    use super::model::Model;
    #[pymodule_export]
    use super::shards::{
        Terms, check_shard_settings, count_shard, merge_languages, merge_parts, model_of_sums,
        sample_languages, sum_shard,
    };
    #[pymodule_export]
    use super::streams::RowStream;
    #[pymodule_export]
    use super::tables::{classify_stream, summarize_stream};
}
