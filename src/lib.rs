//! Slugline reads news feeds, gives every article a topic it can justify and one line that says what happened.

pub mod article;
pub mod error;
pub mod ingest;
pub mod parallel;
pub mod text;

pub use error::{Error, ErrorKind, Result};
