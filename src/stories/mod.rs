//! Which articles are the same article: copies and near-copies, found before anyone learns from or measures on them.

mod near_copies;

pub use near_copies::{jaccard, joined_groups, near_copies};
