//! From terms to numbers: documents, the vocabulary, TF-IDF, and the sparse rows that the classifier learns from.

mod array;
mod counted;
mod counting;
mod document;
mod known_words;
mod occurrences;
mod rows;
mod term_table;
mod terms;
mod tfidf;
mod transform;
mod vectorizer;
mod vocabulary;

pub use array::{Array, SharedBytes};
pub use counted::CountedDocuments;
pub use document::Document;
pub use known_words::KnownWord;
pub use occurrences::Occurrences;
pub use rows::{Row, SparseRows};
pub use term_table::TermTable;
pub use terms::TermBlock;
pub use tfidf::{TfIdf, Weighting, smooth_idf};
pub use transform::Scratch;
pub use vectorizer::{KeptTerms, Vectorizer, VectorizerParams, VectorizerValidParams};
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod tests;
