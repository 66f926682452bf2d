//! The words of all chunks, ranked by their texts.
//!
//! Each chunk sorts its own words. The lists are then cut at the same words into stretches, and each stretch is merged by itself.

use crate::parallel;

/// The words are merged in so many stretches, side by side.
const N_STRETCHES: usize = 64;

/// Words one behind another.
#[derive(Debug, Default)]
pub(super) struct WordList {
    text: String,
    ends: Vec<usize>,
}

impl WordList {
    pub(super) fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len());
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at `index`; empty where there is none.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether any word holds a space, or a character that sorts before it.
    pub(super) fn holds_space(&self) -> bool {
        self.text.bytes().any(|byte| byte <= b' ')
    }

    fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| offset + end));
    }
}

/// The words of a chunk, in the order in which they came, and how they sort.
#[derive(Debug, Default)]
pub(super) struct ChunkWords {
    list: WordList,
    /// The beginning of each word as a number, and the number of the word, in the order of the words' texts.
    sorted: Vec<(u64, u32)>,
}

impl ChunkWords {
    /// Adds a new word, and returns its number.
    pub(super) fn push(&mut self, word: &str) -> u32 {
        self.list.push(word);
        u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX)
    }

    /// Sorts the words; none may be added afterwards.
    pub(super) fn sort(&mut self) {
        let list = &self.list;
        let numbered = (0_u32..).take(list.len());
        let mut sorted: Vec<(u64, u32)> =
            numbered.map(|word| (beginning(list.get(word as usize)), word)).collect();
        let text = |word: u32| list.get(word as usize);
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a.1).cmp(text(b.1))));
        self.sorted = sorted;
    }

    /// The words whose beginnings lie from `from` on, and before `to`.
    fn between(&self, from: u64, to: Option<u64>) -> &[(u64, u32)] {
        let start = self.sorted.partition_point(|(beginning, _)| *beginning < from);
        let end =
            to.map_or(self.sorted.len(), |to| self.sorted.partition_point(|(beginning, _)| *beginning < to));
        self.sorted.get(start..end).unwrap_or_default()
    }
}

/// The first eight bytes as a number that sorts as they do, zeros behind a shorter word.
fn beginning(word: &str) -> u64 {
    let mut bytes = [0; 8];
    for (slot, byte) in bytes.iter_mut().zip(word.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(bytes)
}

/// All words, and the rank of each chunk's words among them.
pub(super) struct Merged {
    pub(super) words: WordList,
    pub(super) ranks: Vec<Vec<u32>>,
}

/// The words of all chunks in the order of their texts.
pub(super) fn merge(chunks: Vec<&ChunkWords>) -> Merged {
    let stretches = parallel::map(&cuts(&chunks), |&(from, to)| merge_stretch(&chunks, from, to));
    let mut words = WordList::default();
    let mut offsets = Vec::with_capacity(stretches.len());
    for (of_stretch, _) in &stretches {
        offsets.push(u32::try_from(words.len()).unwrap_or(u32::MAX));
        words.append(of_stretch);
    }
    let numbered: Vec<(usize, &ChunkWords)> = chunks.into_iter().enumerate().collect();
    let ranks = parallel::map(&numbered, |(number, chunk)| {
        let of_stretches = stretches.iter().zip(&offsets).flat_map(|((_, ranks), offset)| {
            ranks.get(*number).into_iter().flatten().map(move |rank| rank + offset)
        });
        let mut ranks = vec![0; chunk.list.len()];
        for (&(_, word), rank) in chunk.sorted.iter().zip(of_stretches) {
            if let Some(slot) = ranks.get_mut(word as usize) {
                *slot = rank;
            }
        }
        ranks
    });
    Merged { words, ranks }
}

/// The stretches, as beginnings of words: from which, and before which. Those of the largest chunk are cut evenly.
fn cuts(chunks: &[&ChunkWords]) -> Vec<(u64, Option<u64>)> {
    let largest = chunks.iter().max_by_key(|chunk| chunk.sorted.len());
    let sorted = largest.map(|chunk| chunk.sorted.as_slice()).unwrap_or_default();
    let step = sorted.len().div_ceil(N_STRETCHES).max(1);
    let mut starts: Vec<u64> =
        sorted.iter().skip(step).step_by(step).map(|(beginning, _)| *beginning).collect();
    starts.dedup();
    let ends: Vec<Option<u64>> = starts.iter().copied().map(Some).chain([None]).collect();
    std::iter::once(0).chain(starts).zip(ends).collect()
}

/// The words from `from` on and before `to`, in order, and in the order of each chunk's words their ranks among them.
fn merge_stretch(chunks: &[&ChunkWords], from: u64, to: Option<u64>) -> (WordList, Vec<Vec<u32>>) {
    let mut entries: Vec<(u64, &str, usize)> = Vec::new();
    for (number, chunk) in chunks.iter().enumerate() {
        let words = chunk.between(from, to).iter();
        entries.extend(words.map(|&(beginning, word)| (beginning, chunk.list.get(word as usize), number)));
    }
    // Merges the chunks, as each is sorted already.
    entries.sort_unstable();
    let mut words = WordList::default();
    let mut ranks: Vec<Vec<u32>> = vec![Vec::new(); chunks.len()];
    for (rank, same) in (0_u32..).zip(entries.chunk_by(|a, b| a.1 == b.1)) {
        words.push(same.first().map_or("", |(_, word, _)| word));
        for (_, _, chunk) in same {
            if let Some(ranks) = ranks.get_mut(*chunk) {
                ranks.push(rank);
            }
        }
    }
    (words, ranks)
}
