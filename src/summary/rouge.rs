//! ROUGE: how many words a line shares with what a person wrote.
//!
//! F1 of ROUGE-1, ROUGE-2 and ROUGE-L (Lin, "ROUGE: a package for automatic evaluation of summaries", 2004). Words are stemmed where they
//! have more than three letters, as the Python package `rouge-score` does it, but by Snowball's stemmers.

use hashbrown::HashMap;

use crate::text::{Stemmer, fold_word, words};

/// What has more words is no line: only so many are compared.
const MAX_TOKENS: usize = 1000;
/// Shorter words are not stemmed.
const MAX_UNSTEMMED: usize = 3;

/// F1 of ROUGE-1, ROUGE-2 and ROUGE-L, each `[0, 1]`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rouge {
    /// Words.
    pub rouge_1: f64,
    /// Pairs of words.
    pub rouge_2: f64,
    /// The longest common subsequence.
    pub rouge_l: f64,
}

impl Rouge {
    /// The mean of the three.
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.rouge_1 + self.rouge_2 + self.rouge_l) / 3.0
    }
}

/// A text as ROUGE sees it: its words by number.
pub(super) struct Tokens(Vec<u32>);

/// Numbers for words, shared by the texts that are compared.
pub(super) struct Tokenizer<'s> {
    stemmer: &'s Stemmer,
    numbers: HashMap<String, u32>,
}

impl<'s> Tokenizer<'s> {
    pub(super) fn new(stemmer: &'s Stemmer) -> Self {
        Self { stemmer, numbers: HashMap::new() }
    }

    /// The words of `text`, at most about [`MAX_TOKENS`]; what joins letters and digits inside a word parts them here.
    pub(super) fn tokens(&mut self, text: &str) -> Tokens {
        let mut tokens = Vec::new();
        for span in words(text) {
            if tokens.len() >= MAX_TOKENS {
                break;
            }
            let mut folded = String::new();
            fold_word(span.of(text), &mut folded);
            for part in folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
                let is_long = part.chars().nth(MAX_UNSTEMMED).is_some();
                let stem = if is_long { self.stemmer.stem(part) } else { part.into() };
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                tokens.push(*self.numbers.entry(stem.into_owned()).or_insert(next));
            }
        }
        Tokens(tokens)
    }
}

/// How much of `line` and `reference` is the same.
pub(super) fn rouge(line: &Tokens, reference: &Tokens) -> Rouge {
    let (line, reference) = (&line.0, &reference.0);
    Rouge {
        rouge_1: f1(shared(line.windows(1), reference.windows(1)), line.len(), reference.len()),
        rouge_2: f1(
            shared(line.windows(2), reference.windows(2)),
            line.len().saturating_sub(1),
            reference.len().saturating_sub(1),
        ),
        rouge_l: f1(common_subsequence(line, reference), line.len(), reference.len()),
    }
}

/// `2 · shared / (a + b)`, the harmonic mean of precision and recall.
fn f1(n_shared: usize, a: usize, b: usize) -> f64 {
    if n_shared == 0 { 0.0 } else { 2.0 * n_shared as f64 / (a + b) as f64 }
}

/// How many n-grams two texts share, each as often as it stands in both.
fn shared<'t>(a: impl Iterator<Item = &'t [u32]>, b: impl Iterator<Item = &'t [u32]>) -> usize {
    let mut counts: HashMap<&[u32], usize> = HashMap::new();
    for ngram in a {
        *counts.entry(ngram).or_default() += 1;
    }
    b.filter(|ngram| {
        let left = counts.get_mut(ngram).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    })
    .count()
}

/// The length of the longest common subsequence.
fn common_subsequence(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for one in a {
        let mut diagonal = 0;
        for (place, other) in b.iter().enumerate() {
            let left = row.get(place).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(place + 1) {
                let above = *cell;
                *cell = if one == other { diagonal + 1 } else { above.max(left) };
                diagonal = above;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// Expected by `rouge-score` 0.1.2 with stemming, `tests/oracles/rouge.py`.
    #[test]
    fn figures_are_those_of_rouge_score() {
        let stemmer = Stemmer::new(Language::English);
        let score = |line: &str, reference: &str| {
            let mut tokenizer = Tokenizer::new(&stemmer);
            let (line, reference) = (tokenizer.tokens(line), tokenizer.tokens(reference));
            rouge(&line, &reference)
        };
        let close = |found: Rouge, expected: [f64; 3]| {
            let found = [found.rouge_1, found.rouge_2, found.rouge_l];
            assert!(
                found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-11),
                "{found:?}, not {expected:?}"
            );
        };
        let reference = "Ferry crews voted to strike from Monday over night shifts";
        close(
            score("On Monday the crews of the ferries vote on strikes over the night shift.", reference),
            [0.666_666_666_667, 0.090_909_090_909, 0.5],
        );
        close(
            score("Ferry crews voted to strike, strike, strike over one well-lit night.", reference),
            [0.636_363_636_364, 0.4, 0.636_363_636_364],
        );
        close(score("", reference), [0.0; 3]);
    }
}
