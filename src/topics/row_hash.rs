//! What a labelled article is, as a number: by these numbers rows are put into an order that is the same however they come.

use xxhash_rust::xxh3::Xxh3;

use super::Example;
use crate::article::{Article, Span};
use crate::parallel;

/// A hash of what is learnt of an article (XXH3, 128 bits): its labels, title, text without the stretches in `masked`, and language. Rows
/// of which these are the same are the same.
#[must_use]
pub fn row_hash(article: &Article, masked: &[Span]) -> u128 {
    let mut labels: Vec<&str> = article.labels.iter().map(String::as_str).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut hasher = Xxh3::new();
    hasher.update(&(labels.len() as u64).to_le_bytes());
    // A length before each part, so that none runs into the next.
    let lang = article.lang.as_deref().unwrap_or_default();
    for part in labels.into_iter().chain([article.title.as_str(), &article.text, lang]) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    for span in masked {
        hasher.update(&(span.start as u64).to_le_bytes());
        hasher.update(&(span.end as u64).to_le_bytes());
    }
    hasher.digest128()
}

/// The hashes of examples, in order.
pub(super) fn row_hashes(examples: &[Example<'_>]) -> Vec<u128> {
    parallel::map(examples, |example| row_hash(example.article, example.masked))
}

/// A hash of rows in whatever order: the sum of their hashes, which adds up over parts.
pub(super) fn digest_of(hashes: &[u128]) -> u128 {
    hashes.iter().fold(0, |sum, hash| sum.wrapping_add(*hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_differ_in_what_is_learnt_have_other_hashes() {
        let article = |label: &str, title: &str, text: &str, lang: Option<&str>| Article {
            labels: vec![label.to_owned()],
            title: title.to_owned(),
            text: text.to_owned(),
            lang: lang.map(ToOwned::to_owned),
            ..Article::default()
        };
        let row = article("a", "bc", "d.", None);
        let hash = row_hash(&row, &[]);
        assert_eq!(row_hash(&Article { id: "7".to_owned(), ..row.clone() }, &[]), hash);
        for other in [
            article("ab", "c", "d.", None),
            article("a", "b", "cd.", None),
            article("a", "bc", "d.", Some("en")),
        ] {
            assert_ne!(row_hash(&other, &[]), hash);
        }
        assert_ne!(row_hash(&row, &[Span::new(0, 1)]), hash);
    }
}
