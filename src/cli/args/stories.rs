//! What can be typed about stories, and after `slugline stories`.

use clap::{Args, ValueEnum};

use super::{InputArguments, MaskingArguments, OutputArguments};
use crate::stories::StoryScope;

/// Which articles are one.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum StoriesArgument {
    /// None: every article is a story of its own
    Off,
    /// Copies of an article: the same text with small edits
    Copies,
    /// Copies, and different reports of the same story
    Stories,
}

impl From<StoriesArgument> for StoryScope {
    fn from(argument: StoriesArgument) -> Self {
        match argument {
            StoriesArgument::Off => Self::Off,
            StoriesArgument::Copies => Self::Copies,
            StoriesArgument::Stories => Self::Stories,
        }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Copies share most of their words, whatever was edited: case, punctuation, a headline, a sentence more. Reports of one story \
    are told by the words of title and lead, and lie at most three days apart, or have others between them that do not. Each article is in exactly \
    one story. The article that stands for it comes first: the earliest of those with about as much text as the fullest.\n\n\
    Examples:\n  \
    slugline stories feeds/ > stories.jsonl\n  \
    slugline stories feeds/ --to text --min-size 2    what several sources report\n  \
    slugline stories archive.jsonl --stories copies   copies only"
)]
pub(in crate::cli) struct StoriesArguments {
    #[command(flatten)]
    pub(in crate::cli) input: InputArguments,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// Which articles are one story
    #[arg(long, value_name = "SCOPE", default_value = "stories")]
    pub(in crate::cli) stories: StoriesArgument,

    /// Write only stories of at least so many articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) min_size: usize,

    /// The form of the rows
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    pub(in crate::cli) to: StoriesForm,

    #[command(flatten)]
    pub(in crate::cli) masking: MaskingArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum StoriesForm {
    /// One JSON object per story
    Jsonl,
    /// For the terminal
    Text,
}
