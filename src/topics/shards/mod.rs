//! A model learnt from parts of the articles, each on a machine of its own: naive Bayes is, byte for byte, that of all of them together.
//!
//! It takes two rounds, as a TF-IDF row needs the document frequencies of all articles. First [`ShardCounts`] counts the terms of each
//! shard, the counts are merged, and [`SharedTerms`] says what vocabulary and IDF follow. Then [`ShardSums`] adds up the rows of each
//! shard; of the merged sums follows the [`TopicModel`](super::TopicModel). Only integers are added up, and the rows by which smoothing and
//! calibration are fitted are those whose hashes are least, so neither the order of the articles nor where they are cut matters, nor
//! in which order and groups parts are merged. [`super::train`] goes the same way with a single shard.
//!
//! Every part can be written as bytes, and is bounded by the vocabulary, the sample and eight bytes for each article. The discriminative
//! model follows from no sums: its parts hold all rows, and it is fitted where they are merged, by rising hash of the rows.
//!
//! ```
//! use slugline::article::Article;
//! use slugline::store::to_bytes;
//! use slugline::topics::{Algorithm, AlgorithmChoice, ShardCounts, ShardSums, TrainingSettings, examples, train};
//!
//! let article = |text: &str, label: &str| Article {
//!     text: text.to_owned(),
//!     labels: vec![label.to_owned()],
//!     ..Article::default()
//! };
//! let one = [article("A bridge over the river.", "roads"), article("Rain on the river.", "weather")];
//! let two = [article("Rain, and rain again.", "weather"), article("The bridge is shut.", "roads")];
//! let settings = TrainingSettings {
//!     algorithm: AlgorithmChoice::NaiveBayes(Algorithm::Complement),
//!     ..TrainingSettings::default()
//! };
//! let shards = [examples(&one, &[]).0, examples(&two, &[]).0];
//! let [a, b] = shards.each_ref().map(|shard| ShardCounts::of(shard, &settings));
//! let terms = a?.merged(&b?)?.freeze()?;
//! let [a, b] = shards.each_ref().map(|shard| ShardSums::of(shard, &terms, None));
//! let model = a?.merged(b?)?.into_model()?;
//! let whole = train(&shards.concat(), &settings)?;
//! assert_eq!(to_bytes(&model)?, to_bytes(&whole)?);
//! # Ok::<(), slugline::Error>(())
//! ```

mod bytes;
mod counts;
mod coverage;
mod settings;
mod shared_terms;
mod sums;
mod sums_bytes;

pub use bytes::Part;
pub use counts::ShardCounts;
pub use coverage::Shard;
pub use shared_terms::SharedTerms;
pub use sums::ShardSums;
