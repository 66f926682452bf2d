//! Boilerplate that a model knows already: the lines that were masked when it learnt, frozen like its vocabulary.
//!
//! What repeats depends on what else is read. A row that is learnt later, or taken out again, has to be cut alone
//! as it is cut in company; then it is the lines that were known at the first training that go.

use hashbrown::HashSet;
use xxhash_rust::xxh3::Xxh3;

use super::repeated::{fingerprinted, mask_of};
use crate::article::{Article, Span};
use crate::parallel;

/// Hashes of boilerplate sentences with their source or page, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownLines(Vec<u64>);

impl KnownLines {
    /// The sentences that `masks` cover, the masks of each of `articles`.
    #[must_use]
    pub fn of(articles: &[Article], masks: &[Vec<Span>]) -> Self {
        let pairs: Vec<(&Article, &Vec<Span>)> =
            articles.iter().zip(masks).filter(|(_, mask)| !mask.is_empty()).collect();
        let found = parallel::map(&pairs, |(article, mask)| {
            let group = article.boilerplate_group().unwrap_or_default();
            let sentences = fingerprinted(&article.text).into_iter();
            let masked = sentences.filter(|sentence| mask.binary_search(&sentence.span).is_ok());
            masked.filter_map(|sentence| Some(line(group, sentence.fingerprint?))).collect::<Vec<u64>>()
        });
        Self::from_hashes(found.concat())
    }

    /// Known lines from the hashes that a model file keeps.
    #[must_use]
    pub fn from_hashes(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, sorted, each once.
    #[must_use]
    pub fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// The known lines of each article, whatever stands beside it: spans of its text, in order.
    ///
    /// As where boilerplate is found, an article that is nothing else keeps everything.
    #[must_use]
    pub fn masks(&self, articles: &[Article]) -> Vec<Vec<Span>> {
        if self.0.is_empty() {
            return vec![Vec::new(); articles.len()];
        }
        parallel::map(articles, |article| {
            let Some(group) = article.boilerplate_group() else { return Vec::new() };
            let sentences = fingerprinted(&article.text);
            let known: HashSet<u128> = sentences
                .iter()
                .filter_map(|sentence| sentence.fingerprint)
                .filter(|fingerprint| self.0.binary_search(&line(group, *fingerprint)).is_ok())
                .collect();
            if known.is_empty() { Vec::new() } else { mask_of(&sentences, &known) }
        })
    }
}

fn line(group: &str, fingerprint: u128) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(&fingerprint.to_le_bytes());
    hasher.update(group.as_bytes());
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boilerplate::masks;

    fn articles(texts: &[&str]) -> Vec<Article> {
        let article = |text: &&str| Article {
            text: (*text).to_owned(),
            source: Some("The Weir".to_owned()),
            ..Article::default()
        };
        texts.iter().map(article).collect()
    }

    #[test]
    fn a_lone_article_is_cut_as_in_company() {
        let together = articles(&[
            "Ferries sail again, but only at high water and never after dusk on Sundays.\n\nLiked it? Write to The Weir every Friday.",
            "Eel catches fell by half, and two of the five smokehouses have let their fires go out. Write to the weir, every Friday!",
            "The lock is shut until the divers find what jams its lower gate.\nWrite to The Weir every Friday.",
            "A heron nests on the crane.",
        ]);
        let found = masks(&together);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1, 0]);
        let lines = KnownLines::of(&together, &found);
        assert_eq!(lines.hashes().len(), 1, "one line, however it is written");
        assert_eq!(lines.masks(&together), found);
        for (article, mask) in together.iter().zip(&found) {
            assert_eq!(&lines.masks(std::slice::from_ref(article))[0], mask);
        }
        let again = KnownLines::from_hashes(lines.hashes().to_vec());
        assert_eq!(
            again.masks(&articles(&["The ice road opens. Write to The Weir every Friday."]))[0].len(),
            1
        );
    }

    #[test]
    fn other_sources_and_lone_lines_keep_everything() {
        let together = articles(&[
            "One swan left early. Write to The Weir today.",
            "Two swans came late. Write to The Weir today.",
            "Three swans stayed on. Write to The Weir today.",
        ]);
        let lines = KnownLines::of(&together, &masks(&together));
        let mut other = articles(&["Four swans slept. Write to The Weir today.", "Write to The Weir today."]);
        assert_eq!(lines.masks(&other).iter().map(Vec::len).collect::<Vec<_>>(), [1, 0]);
        other[0].source = Some("The Lock".to_owned());
        assert!(lines.masks(&other)[0].is_empty());
        assert!(KnownLines::default().masks(&together).iter().all(Vec::is_empty));
    }
}
