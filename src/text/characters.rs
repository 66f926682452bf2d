//! Character n-grams of a word: what tells kin of a word that was never seen, across endings and compounds.
//!
//! The word's two edges count as a character each, so that beginnings and endings are told from middles. The text of
//! an n-gram shows where it was cut: `bit…` begins a word, `…itc…` stands inside, `…oin` ends one. No word holds the
//! character `…`, so these terms never meet a word's own. A whole word is no n-gram of itself.

use serde::{Deserialize, Serialize};

/// Stands where the word goes on.
const CUT: char = '…';

/// The lengths of character n-grams, the edges of the word counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterRange {
    /// The shortest, at least 2.
    pub min_n: usize,
    /// The longest, at most [`MAX_N`](Self::MAX_N).
    pub max_n: usize,
}

impl CharacterRange {
    /// No n-gram is longer than this.
    pub const MAX_N: usize = 8;

    /// Whether the lengths make sense.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        2 <= self.min_n && self.min_n <= self.max_n && self.max_n <= Self::MAX_N
    }

    /// Calls `sink` with every n-gram of `word`, from the left, the shorter first.
    ///
    /// None where the lengths make no sense.
    pub fn for_each(self, word: &str, mut sink: impl FnMut(&str)) {
        if !self.is_valid() {
            return;
        }
        let mut ends: Vec<usize> = word.char_indices().map(|(start, _)| start).collect();
        ends.push(word.len());
        let n_characters = ends.len() - 1;
        let mut text = String::with_capacity(self.max_n * 4 + 2 * CUT.len_utf8());
        // Positions count the left edge as 0 and the right edge as n_characters + 1.
        for first in 0..=n_characters {
            for n in self.min_n..=self.max_n {
                let end = first + n;
                if end > n_characters + 2 || (first == 0 && end == n_characters + 2) {
                    break;
                }
                let (from, to) = (first.saturating_sub(1), (end - 1).min(n_characters));
                let (Some(&from_byte), Some(&to_byte)) = (ends.get(from), ends.get(to)) else { break };
                text.clear();
                if first > 0 {
                    text.push(CUT);
                }
                text.push_str(word.get(from_byte..to_byte).unwrap_or_default());
                if end < n_characters + 2 {
                    text.push(CUT);
                }
                sink(&text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ngrams(word: &str, min_n: usize, max_n: usize) -> Vec<String> {
        let mut found = Vec::new();
        CharacterRange { min_n, max_n }.for_each(word, |ngram| found.push(ngram.to_owned()));
        found
    }

    /// By hand, from the definition above.
    #[test]
    fn edges_count_and_cuts_show() {
        assert_eq!(ngrams("coin", 4, 4), ["coi…", "…coin…", "…oin"]);
        assert_eq!(ngrams("été", 2, 3), ["é…", "ét…", "…ét…", "…été…", "…té…", "…té", "…é"]);
        assert_eq!(ngrams("to", 4, 4), [] as [&str; 0]);
        assert_eq!(ngrams("", 2, 3), [] as [&str; 0]);
    }

    proptest! {
        #[test]
        fn every_ngram_is_cut_somewhere(word in "[a-zé字]{0,9}", min_n in 2_usize..4, more in 0_usize..4) {
            for ngram in ngrams(&word, min_n, min_n + more) {
                prop_assert!(ngram.contains(CUT));
                prop_assert!(word.contains(ngram.trim_matches(CUT)));
            }
        }
    }
}
