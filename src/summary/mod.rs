//! One line for an article: the sentence that says what happened, as it stands there or with parts of it left out.

mod article_sums;
mod article_terms;
mod choice;
mod cue_words;
mod features;
mod line;
mod line_model;
mod line_training;
mod marks;
mod ranking;
mod ridge;
mod rouge;
mod shortening;
mod vectors;
mod wording;

pub use article_terms::Background;
pub use line::{Line, LineKnowledge, LineSentence, LineSettings, summarize};
pub use line_model::{LearntFrom, LineModel};
pub use line_training::{LearntLines, LineTraining, Pair, train_line};
pub use rouge::Rouge;
pub use shortening::{Cut, CutReason, Shortened, shorten, shortenings, tidy};
