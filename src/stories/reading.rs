//! One reading of an article for all that its card holds: each word is split off, folded and hashed once.

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Span;
use crate::text::{fold_word, words};

/// So many words of the text are the lead, by which a story is told.
const LEAD_WORDS: usize = 200;

/// A sentence begins behind one of these.
const ENDS: [char; 6] = ['.', '!', '?', ':', '…', '\n'];
/// What may stand between the end of a sentence and the next.
const BETWEEN: [char; 9] = [' ', '"', '\'', '“', '”', '‘', '’', '(', '«'];

/// How a word of the lead is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// With a small letter, or none.
    Small,
    /// With a capital, where a sentence begins.
    CapitalOfSentence,
    /// With a capital within a sentence.
    Capital,
}

/// The words of title and lead, folded.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// One behind another.
    folded: String,
    ends: Vec<usize>,
    n_title: usize,
    /// Of each word of the lead.
    openings: Vec<Opening>,
}

impl Reading {
    /// Reads the title, before any text; gives the hashes of its words.
    pub(super) fn read_title(&mut self, title: &str) -> Vec<u32> {
        let hashes = words(title).map(|span| self.read_word(span.of(title), |_| true)).collect();
        self.n_title = self.ends.len();
        hashes
    }

    /// Reads the next stretch of the text; gives the hashes of its words, of which those of the lead are kept.
    pub(super) fn read_text(&mut self, text: &str) -> Vec<u32> {
        let read = |span: Span| {
            let word = span.of(text);
            self.read_word(word, |reading| {
                let is_lead = reading.openings.len() < LEAD_WORDS;
                if is_lead {
                    reading.openings.push(opening(word, text.get(..span.start).unwrap_or_default()));
                }
                is_lead
            })
        };
        words(text).map(read).collect()
    }

    /// The hash of a word, which is kept where `is_kept` says so.
    fn read_word(&mut self, word: &str, is_kept: impl FnOnce(&mut Self) -> bool) -> u32 {
        let start = self.folded.len();
        fold_word(word, &mut self.folded);
        let hash = xxh3_64(self.folded.as_bytes().get(start..).unwrap_or_default());
        if is_kept(self) {
            self.ends.push(self.folded.len());
        } else {
            self.folded.truncate(start);
        }
        (hash >> 32) as u32
    }

    /// The words of the title, then those of the lead.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.folded.get(start..end).unwrap_or_default())
    }

    /// The number of words in the title.
    pub(super) const fn n_title(&self) -> usize {
        self.n_title
    }

    /// The words of the title.
    pub(super) fn title(&self) -> impl Iterator<Item = &str> {
        self.words().take(self.n_title)
    }

    /// The words of the lead, and how each is written.
    pub(super) fn lead(&self) -> impl Iterator<Item = (&str, Opening)> {
        self.words().skip(self.n_title).zip(self.openings.iter().copied())
    }
}

fn opening(word: &str, before: &str) -> Opening {
    if !word.starts_with(char::is_uppercase) {
        return Opening::Small;
    }
    let last = before.trim_end_matches(BETWEEN).chars().next_back();
    if last.is_none_or(|last| ENDS.contains(&last)) { Opening::CapitalOfSentence } else { Opening::Capital }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of the text the first 200 words are kept, but every word is hashed, by its folded form.
    #[test]
    fn lead_and_title_are_kept_and_every_word_is_hashed() {
        let mut reading = Reading::default();
        let title = reading.read_title("Ferry Late");
        let first = reading.read_text("The ferry was late. So was “Ada”, Ada said");
        let second = reading.read_text(&"tide ".repeat(300));
        assert_eq!((title.len(), first.len(), second.len()), (2, 9, 300));
        assert_eq!((title[0], first[7]), (first[1], first[6]));
        assert_eq!(reading.title().collect::<Vec<_>>(), ["ferry", "late"]);
        assert_eq!(reading.words().count(), 2 + LEAD_WORDS);
        let capitals: Vec<(&str, Opening)> =
            reading.lead().filter(|(_, opening)| *opening != Opening::Small).collect();
        let (at_start, within) = (Opening::CapitalOfSentence, Opening::Capital);
        assert_eq!(capitals, [("the", at_start), ("so", at_start), ("ada", within), ("ada", within)]);
    }
}
