//! The character n-grams of a corpus's words.

use hashbrown::HashMap;

use super::words::WordList;
use super::{CountedCorpus, Counts, DocumentCounts, TermCounts, sum_in_place};
use crate::features::terms::TermTexts;
use crate::parallel;
use crate::text::CharacterRange;

/// The character n-grams of a corpus, numbered in the order in which they were first seen.
#[derive(Debug, Default)]
pub(in crate::features) struct CountedCharacters {
    ngrams: WordList,
    pub(in crate::features) counts: TermCounts,
}

impl TermTexts for CountedCharacters {
    fn push_text(&self, number: u32, text: &mut String) {
        text.push_str(self.ngrams.get(number as usize));
    }

    fn sort(&self, mut numbers: Vec<u32>) -> Vec<u32> {
        numbers.sort_by_cached_key(|&number| self.ngrams.get(number as usize));
        numbers
    }
}

impl CountedCorpus {
    /// The character n-grams of the corpus's single-word terms.
    pub(in crate::features) fn characters(&self, range: CharacterRange) -> CountedCharacters {
        let mut ngrams = WordList::default();
        let mut numbers: HashMap<Box<str>, u32> = HashMap::new();
        // The n-grams of each word, one after the other.
        let (mut of_words, mut ends) = (Vec::new(), Vec::with_capacity(self.words.len()));
        for word in 0..self.words.len() {
            range.for_each(self.words.get(word), |ngram| {
                let number = numbers.get(ngram).copied().unwrap_or_else(|| {
                    let number = u32::try_from(ngrams.len()).unwrap_or(u32::MAX);
                    ngrams.push(ngram);
                    numbers.insert(ngram.into(), number);
                    number
                });
                of_words.push(number);
            });
            ends.push(of_words.len());
        }
        let of_word = |word: u32| {
            let end = ends.get(word as usize).copied().unwrap_or(0);
            let start = (word as usize).checked_sub(1).and_then(|before| ends.get(before)).copied();
            of_words.get(start.unwrap_or(0)..end).unwrap_or_default()
        };
        let n_words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let chunks = parallel::map(&self.counts.chunks, |chunk| {
            let mut documents = DocumentCounts::default();
            let mut buffer = Counts::new();
            for counts in chunk.iter() {
                buffer.clear();
                // Words have the lowest numbers.
                for &(word, count) in counts.iter().take_while(|(term, _)| *term < n_words) {
                    buffer.extend(of_word(word).iter().map(|&ngram| (ngram, count)));
                }
                sum_in_place(&mut buffer);
                documents.pairs.extend_from_slice(&buffer);
                documents.ends.push(documents.pairs.len());
            }
            documents
        });
        let (mut document_frequencies, mut occurrences) =
            (vec![0_u32; ngrams.len()], vec![0_u32; ngrams.len()]);
        for &(ngram, count) in chunks.iter().flat_map(|chunk| &chunk.pairs) {
            let index = ngram as usize;
            if let (Some(frequency), Some(n)) =
                (document_frequencies.get_mut(index), occurrences.get_mut(index))
            {
                *frequency += 1;
                *n = n.saturating_add(count);
            }
        }
        CountedCharacters { ngrams, counts: TermCounts::new(document_frequencies, occurrences, chunks) }
    }
}
