//! Counting without a vocabulary: a term is the bucket that its hash falls into, so that what is counted is bounded whatever the texts hold.

use super::{CHUNK_LEN, DocumentCounts, TermCounts};
use crate::features::terms::{TermBlock, TermTexts};
use crate::features::{Document, Scratch, Vectorizer, Vocabulary};
use crate::parallel::Scratches;
use crate::random::mix;
use crate::text::{Analyzer, AnalyzerSettings};

/// The words and n-grams of a corpus, by their buckets.
#[derive(Debug)]
pub(in crate::features) struct HashedCorpus {
    n_buckets: usize,
    pub(in crate::features) counts: TermCounts,
}

/// Counts the terms of `documents` in `n_buckets`, a power of two. There are no character n-grams.
pub(in crate::features) fn count_hashed(
    documents: &[Document<'_>],
    settings: &AnalyzerSettings,
    n_buckets: usize,
) -> HashedCorpus {
    let analyzer = Analyzer::new(AnalyzerSettings { characters: None, ..settings.clone() });
    let every_bucket =
        Vectorizer::from_parts(analyzer, TermBlock::of_buckets(n_buckets), TermBlock::default());
    let scratches = Scratches::<Scratch>::default();
    let chunks = scratches.map_chunks(documents, CHUNK_LEN, |scratch, chunk| {
        let mut counted = DocumentCounts::default();
        for document in chunk {
            counted.push_counts(every_bucket.count_in(scratch, document));
        }
        counted
    });
    let (mut document_frequencies, mut occurrences) = (vec![0_u32; n_buckets], vec![0_u32; n_buckets]);
    for &(bucket, count) in chunks.iter().flat_map(|chunk| &chunk.pairs) {
        let bucket = bucket as usize;
        if let (Some(df), Some(n)) = (document_frequencies.get_mut(bucket), occurrences.get_mut(bucket)) {
            *df = df.saturating_add(1);
            *n = n.saturating_add(count);
        }
    }
    HashedCorpus { n_buckets, counts: TermCounts::new(document_frequencies, occurrences, chunks) }
}

impl HashedCorpus {
    /// The hash of each bucket by its number.
    pub(in crate::features) fn term_hashes(&self) -> Vec<u64> {
        (0..self.n_buckets as u64).map(mix).collect()
    }
}

/// What a bucket is called where terms go by texts.
fn bucket_name(bucket: u32) -> String {
    format!("{bucket:08x}")
}

/// The bucket that is called so.
pub(in crate::features) fn bucket_of(name: &str) -> Option<u32> {
    u32::from_str_radix(name, 16).ok()
}

impl TermTexts for HashedCorpus {
    /// A bucket stands for its terms by its number, such that buckets are in the order of their numbers: what is added up over parts of a
    /// corpus goes by texts.
    fn push_text(&self, number: u32, text: &mut String) {
        text.push_str(&bucket_name(number));
    }

    /// Buckets are in order as they are.
    fn sort(&self, numbers: Vec<u32>) -> Vec<u32> {
        numbers
    }

    fn column(&self, number: u32, vocabulary: &Vocabulary, _text: &mut String) -> Option<u32> {
        vocabulary.column_of_bucket(number)
    }

    fn vocabulary(&self, kept: &[u32]) -> Vocabulary {
        Vocabulary::hashed(self.n_buckets, kept)
    }
}
