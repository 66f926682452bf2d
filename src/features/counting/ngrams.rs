//! Numbers for the n-grams of one length.
//!
//! What is counted goes into parts by a hash of the n-gram, so that each part is counted by itself, in a table that is small and close. A
//! part sees the chunks in order, and gives its numbers back in that order.

use hashbrown::HashMap;

use super::at;
use super::scan::Scanned;
use crate::parallel;
use crate::random::mix;

/// A part holds about so many n-grams.
const PART_LEN: usize = 1 << 15;
/// There are no more parts than this.
const MAX_PARTS: usize = 1 << 10;

/// The n-grams of one length.
pub(super) struct Numbered {
    /// Each n-gram, by its number: the number of the term that the words before its last make, and its last word.
    pub(super) ngrams: Vec<(u32, u32)>,
    pub(super) document_frequencies: Vec<u32>,
    pub(super) occurrences: Vec<u32>,
    /// The numbers of the n-grams of each chunk, one after the other.
    pub(super) numbers: Vec<Vec<u32>>,
}

/// Numbers the n-grams on `level` of the chunks, from `first` on.
///
/// `ranks` holds the rank of each chunk's words, and `below` the numbers of the n-grams on the level below, unless these are words.
pub(super) fn number(
    chunks: &[Scanned],
    ranks: &[Vec<u32>],
    below: Option<&[Vec<u32>]>,
    level: usize,
    first: u32,
) -> Numbered {
    let n_ngrams: usize = chunks.iter().map(|chunk| chunk.links(level).0.len()).sum();
    let n_parts = n_ngrams.div_ceil(PART_LEN).next_power_of_two().min(MAX_PARTS);
    let views: Vec<View<'_>> = (0..)
        .zip(chunks.iter().zip(ranks))
        .map(|(number, (chunk, ranks))| {
            let below = below.and_then(|below| below.get(number)).map_or(ranks.as_slice(), Vec::as_slice);
            let (links, ends) = chunk.links(level);
            View { links, ends, below, ranks, n_parts }
        })
        .collect();
    let dealt = parallel::map(&views, View::deal);
    let parts: Vec<usize> = (0..n_parts).collect();
    let parts: Vec<Part> = parallel::map(&parts, |&part| Part::count(&dealt, part));
    let mut firsts = Vec::with_capacity(parts.len());
    let mut next = first;
    for part in &parts {
        firsts.push(next);
        next = next.saturating_add(u32::try_from(part.keys.len()).unwrap_or(u32::MAX));
    }
    // Where the numbers of a chunk begin in each part.
    let mut starts = vec![0; n_parts];
    let mut tasks: Vec<(View<'_>, Vec<usize>)> = Vec::with_capacity(views.len());
    for (view, dealt) in views.into_iter().zip(&dealt) {
        tasks.push((view, starts.clone()));
        for (start, sizes) in starts.iter_mut().zip(dealt.starts.windows(2)) {
            *start += sizes.iter().copied().reduce(|start, end| end - start).unwrap_or(0);
        }
    }
    drop(dealt);
    let numbers = parallel::map(&tasks, |(view, starts)| view.collect(&parts, &firsts, starts.clone()));
    let mut numbered = Numbered {
        ngrams: Vec::with_capacity((next - first) as usize),
        document_frequencies: Vec::with_capacity((next - first) as usize),
        occurrences: Vec::with_capacity((next - first) as usize),
        numbers,
    };
    for part in parts {
        numbered.ngrams.extend(part.keys.into_iter().map(halves));
        numbered.document_frequencies.extend(part.document_frequencies);
        numbered.occurrences.extend(part.occurrences);
    }
    numbered
}

/// The n-grams of a chunk, and what their numbers stand for.
struct View<'a> {
    links: &'a [(u32, u32)],
    ends: &'a [usize],
    below: &'a [u32],
    ranks: &'a [u32],
    n_parts: usize,
}

impl View<'_> {
    /// Both numbers of an n-gram in one.
    fn key(&self, (prefix, word): (u32, u32)) -> u64 {
        u64::from(at(self.below, prefix)) << 32 | u64::from(at(self.ranks, word))
    }

    fn part(&self, key: u64) -> usize {
        // The table of a part goes by other bits.
        (mix(key) >> 32) as usize & (self.n_parts - 1)
    }

    /// The keys with their documents, part by part.
    fn deal(&self) -> Dealt {
        let mut starts = vec![0; self.n_parts + 1];
        for &link in self.links {
            if let Some(n) = starts.get_mut(self.part(self.key(link)) + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut keys = vec![(0, 0); self.links.len()];
        let mut start = 0;
        for (document, &end) in (1_u32..).zip(self.ends) {
            for &link in self.links.get(start..end).unwrap_or_default() {
                let key = self.key(link);
                if let Some(next) = next.get_mut(self.part(key)) {
                    if let Some(slot) = keys.get_mut(*next) {
                        *slot = (key, document);
                    }
                    *next += 1;
                }
            }
            start = end;
        }
        Dealt { starts, keys }
    }

    /// The numbers of the n-grams in order; those of the chunk begin at `next` in each part.
    fn collect(&self, parts: &[Part], firsts: &[u32], mut next: Vec<usize>) -> Vec<u32> {
        let number = |&link: &(u32, u32)| {
            let part = self.part(self.key(link));
            let place = next.get_mut(part).map_or(0, |next| {
                *next += 1;
                *next - 1
            });
            let number = parts.get(part).and_then(|part| part.numbers.get(place)).copied().unwrap_or(0);
            number + at(firsts, u32::try_from(part).unwrap_or(u32::MAX))
        };
        self.links.iter().map(number).collect()
    }
}

/// The n-grams of a chunk, part by part, with the document of each.
struct Dealt {
    starts: Vec<usize>,
    keys: Vec<(u64, u32)>,
}

/// What a part has counted.
#[derive(Default)]
struct Part {
    /// The n-grams in the order in which they were first seen.
    keys: Vec<u64>,
    document_frequencies: Vec<u32>,
    occurrences: Vec<u32>,
    /// The numbers of all that it saw, in order.
    numbers: Vec<u32>,
}

impl Part {
    fn count(chunks: &[Dealt], part: usize) -> Self {
        let range = |chunk: &Dealt| match (chunk.starts.get(part), chunk.starts.get(part + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        let n: usize = chunks.iter().map(|chunk| range(chunk).len()).sum();
        let mut counted = Self { numbers: Vec::with_capacity(n), ..Self::default() };
        let mut numbers: HashMap<u64, u32> = HashMap::with_capacity(n);
        // The chunk and document, from 1, that held each n-gram last.
        let mut last: Vec<(usize, u32)> = Vec::new();
        for (number, chunk) in chunks.iter().enumerate() {
            for &(key, document) in chunk.keys.get(range(chunk)).unwrap_or_default() {
                let ngram = *numbers.entry(key).or_insert_with(|| {
                    counted.keys.push(key);
                    counted.document_frequencies.push(0);
                    counted.occurrences.push(0);
                    last.push((0, 0));
                    u32::try_from(counted.keys.len() - 1).unwrap_or(u32::MAX)
                });
                counted.numbers.push(ngram);
                let index = ngram as usize;
                let counts =
                    counted.occurrences.get_mut(index).zip(counted.document_frequencies.get_mut(index));
                if let (Some((occurrences, frequency)), Some(last)) = (counts, last.get_mut(index)) {
                    *occurrences = occurrences.saturating_add(1);
                    *frequency += u32::from(*last != (number, document));
                    *last = (number, document);
                }
            }
        }
        counted
    }
}

/// The two numbers of a key.
#[expect(clippy::cast_possible_truncation, reason = "the halves are what is meant")]
fn halves(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}
