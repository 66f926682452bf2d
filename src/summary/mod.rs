//! One line for an article: the sentence that says what happened, as it stands there.

mod line;
mod ranking;

pub use line::{Line, LineSettings, summarize};
pub use ranking::{RankedSentence, rank};
