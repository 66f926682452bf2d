//! Slugline reads news feeds, gives every article a topic it can justify and one line that says what happened.
//!
//! The rooms, from the ground up: [`text`] makes words and sentences, [`features`] makes numbers of them,
//! [`topics`], [`rules`], [`summary`], [`stories`] and [`boilerplate`] know how to do their one thing, [`ingest`] turns bytes into
//! articles, `fetch` asks feeds for them over the network, [`publish`] turns results into bytes, [`store`] keeps models, and [`pipeline`] and [`digest`] put it
//! all together. Rooms use those below them, never those above.
//!
//! ```
//! use slugline::article::Article;
//! use slugline::features::{Document, Scratch};
//! use slugline::store::builtin_model;
//!
//! let model = builtin_model()?;
//! let article = Article {
//!     title: "Regulator fines hotel chain over guest records".to_owned(),
//!     text: "The privacy authority fined the chain for keeping passport scans of its guests.".to_owned(),
//!     ..Article::default()
//! };
//! let result = model.classify(&mut Scratch::default(), &Document::new(&article, &[]));
//! assert_eq!(model.topics()[result.best()], "Data protection");
//! # Ok::<(), slugline::Error>(())
//! ```

pub mod article;
pub mod boilerplate;
pub mod cli;
pub mod digest;
pub mod error;
pub mod features;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod guarded;
pub mod health;
pub mod ingest;
pub mod parallel;
pub mod pipeline;
pub mod publish;
pub mod random;
pub mod rules;
pub mod store;
pub mod stories;
pub mod summary;
pub mod text;
pub mod topics;

pub use error::{Error, ErrorKind, Result};
