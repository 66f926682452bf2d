//! Words: cleaning, tokens, sentences, stems and stop words. The bottom of the house; knows no room above it.

mod normalize;

pub use normalize::{clean, fold_word};
