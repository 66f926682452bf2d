//! Lines that say nothing of the story: found by their repetition across the articles of one source or page.

mod known;
mod repeated;

pub use known::KnownLines;
pub use repeated::{masks, masks_in};
