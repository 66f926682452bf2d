//! What is kept of an article to know its story by.

use jiff::Timestamp;

use crate::article::{Article, Span};

/// What is kept of an article to know its story by: a few hundred bytes, however long it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoryCard {
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The number of characters of its text that are not masked.
    pub n_chars: usize,
}

impl StoryCard {
    /// The card of an article, of whose text the spans in `mask` are passed over.
    #[must_use]
    pub fn new(article: &Article, mask: &[Span]) -> Self {
        let n_masked: usize = mask.iter().map(|span| span.len()).sum();
        Self { published: article.published, n_chars: article.text.len().saturating_sub(n_masked) }
    }
}
