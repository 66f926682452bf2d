//! Lines that say nothing of the story: found by their repetition across the articles of one source or page, and in a lone article by
//! their cues.

mod cue_words;
mod cues;
mod known;
mod learning;
mod lone;
mod masked;
mod model;
mod places;
mod reading;
mod repeated;
#[cfg(test)]
mod tests;
mod words;

pub use cues::{Cue, CueSet};
pub use known::KnownLines;
pub use learning::{HeldOut, Label, Sample, Share, hold_out, learn, samples};
pub use lone::{cue_masks, cue_spans, cues_of, with_cue_masks};
pub use masked::{Masked, Reason, merged, spans};
pub use model::{CueModel, CueWeight, probability};
pub use places::Place;
pub use repeated::{masks, masks_in, repeated_in};
