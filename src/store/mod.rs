//! Model files: written whole or not at all, checked before they are believed.

mod atomic;
mod builtin;
mod line_file;
mod model_file;
mod part_file;
mod partial;

pub use atomic::{check_place, write_whole};
pub use builtin::builtin_model;
pub use line_file::{load_line_model, save_line_model};
pub use model_file::{load, load_bytes, save, to_bytes};
pub use part_file::{load_part, save_bytes};
pub use partial::PartialFile;

#[cfg(test)]
mod learning_tests;
#[cfg(test)]
mod shard_tests;
#[cfg(test)]
mod tests;
