//! What is meant about lines: their limits and the weights they are chosen by.

use super::args::LineArguments;
use crate::error::Result;
use crate::store::load_line_model;
use crate::summary::{LineModel, LineSettings};

/// The settings that were asked for.
pub(super) fn line_settings(arguments: &LineArguments) -> LineSettings {
    let n_sentences = arguments.sentences;
    LineSettings {
        max_chars: arguments.max_chars.unwrap_or(LineSettings::MAX_CHARS * n_sentences),
        n_sentences,
        allow_echo: arguments.allow_echo,
    }
}

/// The line weights that were asked for, or the built-in ones.
pub(super) fn line_model(arguments: &LineArguments) -> Result<LineModel> {
    arguments.line_model.as_deref().map_or_else(LineModel::builtin, load_line_model)
}
