//! Rows that are copies or near-copies of each other, and whether their labels agree.

use super::Judged;
use crate::article::Article;

/// Rows that are copies of each other.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyGroup<'a> {
    /// The rows, two or more, in the order of the input.
    pub articles: Vec<&'a Article>,
    /// The label of each.
    pub labels: Vec<&'a str>,
    /// Whether titles and texts are the same to the letter.
    pub is_exact: bool,
}

impl CopyGroup<'_> {
    /// Whether the labels differ.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.labels.windows(2).any(|pair| pair.first() != pair.last())
    }
}

/// The groups of copies: conflicts first, then by falling size, then by first row.
pub(super) fn copy_groups<'a>(judged: &Judged<'a, '_>) -> Vec<CopyGroup<'a>> {
    let mut members: Vec<(usize, usize)> = judged.groups.iter().copied().zip(0..).collect();
    members.sort_unstable();
    let mut groups: Vec<CopyGroup<'a>> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|members| members.len() > 1)
        .map(|members| {
            let examples = || members.iter().filter_map(|&(_, index)| judged.examples.get(index));
            let articles: Vec<&'a Article> = examples().map(|example| example.article).collect();
            let first = articles.first().map(|first| (&first.title, &first.text));
            let is_exact = articles.iter().all(|article| Some((&article.title, &article.text)) == first);
            CopyGroup { labels: examples().map(|example| example.label).collect(), articles, is_exact }
        })
        .collect();
    // Stable: the order of first rows stands where the rest is equal.
    groups.sort_by_key(|group| (!group.is_conflict(), std::cmp::Reverse(group.articles.len())));
    groups
}
