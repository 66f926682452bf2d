//! One line for an article: the sentence that says what happened, as it stands there.

mod line;
mod ranking;
mod shortening;

pub use line::{Line, LineSettings, summarize};
pub use ranking::{RankedSentence, rank};
pub use shortening::{Cut, CutReason, Shortened, shorten, shortenings, tidy};
