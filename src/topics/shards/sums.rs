//! The second round: what the rows of a shard add up to, and the model that follows from all of them.

use std::borrow::Borrow;

use super::counts::digest_number;
use super::coverage::Coverage;
use super::settings::topic_of;
use super::{Shard, SharedTerms};
use crate::error::{Error, ErrorKind, Result};
use crate::topics::row_hash::{digest_of, row_hashes};
use crate::topics::row_sums::{LabelledCounts, RowSums, count};
use crate::topics::{Example, SparseSums, TopicModel};

/// The class sums of some articles, their fingerprints, and a sample of their rows.
///
/// Sums of several shards [`merge`](Self::merged) in any order and grouping.
#[derive(Debug, Clone, PartialEq)]
pub struct ShardSums {
    pub(super) terms: SharedTerms,
    pub(super) rows: RowSums<SparseSums>,
    /// The number of articles of each topic.
    pub(super) n_rows: Vec<u64>,
    /// The boilerplate that is masked, sorted.
    pub(super) known_lines: Vec<u64>,
    pub(super) coverage: Coverage,
}

impl ShardSums {
    /// Adds up `examples`, the articles of a shard as they were counted; there may be none. Where shards were numbered, `shard` says which
    /// one it is.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where the articles are not those that were counted, as far as that can be told from one shard, or have
    /// several topics; [`ErrorKind::Parameter`] where `shard` is none of those that were counted.
    pub fn of(examples: &[Example<'_>], terms: &SharedTerms, shard: Option<Shard>) -> Result<Self> {
        let coverage = match shard {
            Some(shard) => {
                let digest = digest_of(&row_hashes(examples));
                terms.head.coverage.check_same(shard, digest)?;
                Coverage::of(shard, digest)
            }
            None => Coverage::default(),
        };
        let names: Vec<&str> = terms.topics().collect();
        let mut topics = Vec::with_capacity(examples.len());
        for example in examples {
            let place = names.binary_search(&topic_of(example)?).map_err(|_| {
                let message = format!(
                    "{}: no article of `{}` was counted; count all shards anew",
                    example.article.id, example.label
                );
                Error::new(ErrorKind::Data, message)
            })?;
            topics.push(Some(place));
        }
        let counted = count(terms.head.settings.vectorizer()?, examples);
        let rows = terms.vectorizer()?.transform_counted(&counted);
        let data = LabelledCounts {
            examples,
            counted: &counted,
            rows: &rows,
            topics: &topics,
            n_topics: names.len(),
        };
        let (RowSums { sums, digest, fingerprints, sample }, _) =
            RowSums::of(&data, terms.head.settings.sample_size())?;
        Ok(Self {
            terms: terms.clone(),
            n_rows: sums.n_rows().to_vec(),
            rows: RowSums { sums: SparseSums::of(&sums), digest, fingerprints, sample },
            known_lines: Vec::new(),
            coverage,
        })
    }

    /// The same sums with the boilerplate that the masks of the articles cover: the hashes of [`crate::boilerplate::KnownLines`]. The model
    /// has those of all shards.
    #[must_use]
    pub fn with_known_lines(mut self, hashes: &[u64]) -> Self {
        self.known_lines = union(&[], hashes);
        self
    }

    /// The sums of both.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where they were made by different counts, have a shard in common, or come to more than can be counted.
    pub fn merged(self, other: impl Borrow<Self>) -> Result<Self> {
        let other = other.borrow();
        if self.terms != other.terms {
            let message = "the parts were summed with different counts; make all with the same --counts FILE";
            return Err(Error::new(ErrorKind::Data, message));
        }
        let coverage = self.coverage.merged(&other.coverage)?;
        let size = self.terms.head.settings.sample_size();
        let (mine, theirs) = (self.rows, &other.rows);
        let mut fingerprints = mine.fingerprints;
        fingerprints.extend_from_slice(&theirs.fingerprints);
        fingerprints.sort_unstable();
        Ok(Self {
            rows: RowSums {
                sums: mine.sums.merged(&theirs.sums, self.terms.n_terms())?,
                digest: mine.digest.wrapping_add(theirs.digest),
                fingerprints,
                sample: mine.sample.merged(theirs.sample.clone(), size),
            },
            n_rows: self.n_rows.iter().zip(&other.n_rows).map(|(a, b)| a.saturating_add(*b)).collect(),
            known_lines: union(&self.known_lines, &other.known_lines),
            terms: self.terms,
            coverage,
        })
    }

    /// The model of all articles. For naive Bayes smoothing is chosen and calibrated on the sample, as [`super::super::train`] does it; the
    /// discriminative model is fitted on all rows, by rising hash.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where the articles are not those that were counted, shards are missing for one.
    pub fn into_model(self) -> Result<TopicModel> {
        let Self { terms, rows, n_rows, known_lines, coverage } = self;
        coverage.check_whole()?;
        let n_counted: Vec<u64> = terms.head.topics.values().copied().collect();
        if n_rows != n_counted || rows.digest != digest_number(&terms.head.digest) {
            return Err(Error::new(
                ErrorKind::Data,
                format!(
                    "the {} articles that were summed are not the {} that were counted; sum every shard once, from the same inputs and with the same flags",
                    rows.fingerprints.len(),
                    terms.n_articles()
                ),
            ));
        }
        let topics: Vec<String> = terms.topics().map(ToOwned::to_owned).collect();
        let places: Vec<usize> = (0..topics.len()).collect();
        let RowSums { sums, digest, fingerprints, sample } = rows;
        let sums = sums.expand(terms.n_terms(), n_rows, &places)?;
        let rows = RowSums { sums, digest, fingerprints, sample };
        let fitted = rows.fit(terms.vectorizer()?, topics, &terms.head.settings.training())?;
        Ok(fitted.model.with_known_lines(&known_lines))
    }

    /// The number of articles that were summed.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        self.rows.fingerprints.len() as u64
    }

    /// How many shards these sums hold, and of how many; both 0 where nobody numbered them.
    #[must_use]
    pub fn n_shards(&self) -> (u64, u64) {
        self.coverage.n_held()
    }
}

/// The numbers of both, sorted, each once.
fn union(one: &[u64], other: &[u64]) -> Vec<u64> {
    let mut both = [one, other].concat();
    both.sort_unstable();
    both.dedup();
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::topics::{AlgorithmChoice, ShardCounts, TrainingSettings, examples, row_hash, train};

    /// The reference is plain training on the rows as they are put into order here.
    #[test]
    fn the_discriminative_model_is_that_of_rows_by_rising_hash() {
        let words = ["ferry", "harbour", "tide", "goal", "match", "keeper", "rain", "frost", "cloud"];
        let mut articles: Vec<Article> = (0..90_usize)
            .map(|n| {
                let topic = n % 3;
                let text = [n, n / 3, n / 5, n / 7].map(|draw| words[3 * topic + draw % 3]).join(" ");
                Article { text, labels: vec![format!("topic {topic}")], ..Article::default() }
            })
            .collect();
        let settings = TrainingSettings {
            algorithm: AlgorithmChoice::Discriminative,
            cost: Some(1.0),
            balance: Some(0.0),
            ..TrainingSettings::default()
        };
        let parts: Vec<_> = articles.chunks(37).map(|part| examples(part, &[]).0).collect();
        let counts = parts.iter().map(|part| ShardCounts::of(part, &settings).unwrap());
        let terms = counts.reduce(|a, b| b.merged(&a).unwrap()).unwrap().freeze().unwrap();
        let sums = parts.iter().map(|part| ShardSums::of(part, &terms, None).unwrap());
        let model = sums.reduce(|a, b| b.merged(a).unwrap()).unwrap().into_model().unwrap();
        drop(parts);
        articles.sort_by_key(|article| row_hash(article, &[]));
        let whole = train(&examples(&articles, &[]).0, &settings).unwrap();
        let n_terms = whole.vectorizer().n_terms();
        assert!((0..n_terms).all(|column| model.term_weights(column) == whole.term_weights(column)));
        assert_eq!(model.intercepts(), whole.intercepts());
        assert_eq!(model.calibration(), whole.calibration());
        assert_eq!(model.provenance().candidates, whole.provenance().candidates);
    }
}
