//! End-to-end tests: the built program, run as a user runs it, judged by its output, its files and its exit code.
//!
//! What depends on the model's numbers or on the ranker's choice of sentence is a snapshot (`INSTA_UPDATE=always`
//! accepts new ones) or a property; everything else is the contract, word for word.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod audit;
mod batches;
mod boilerplate;
mod classify;
mod determinism;
mod digest;
mod digest_flags;
mod digest_forms;
mod doubt;
mod eval;
mod explain;
mod feeds;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "fetch")]
mod fetch_troubles;
#[cfg(feature = "fetch")]
mod http_server;
mod inputs;
mod inspect;
mod languages;
mod learning;
mod lines;
mod model_files;
mod outputs;
mod parquet;
mod real_data;
mod rules;
mod samples;
mod sentence_ends;
mod several_topics;
mod shards;
mod shell;
mod stories;
mod summarize;
mod train;
mod work_dir;
