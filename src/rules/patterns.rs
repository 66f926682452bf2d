//! Words and phrases of all rules in one structure, so that an article is read once however many there are.
//!
//! The phrases are a trie over words. While an article is read, the nodes that its last words lead to are kept: a step for each word
//! of the article, and nothing is compared twice.

use hashbrown::HashMap;

use crate::article::{Part, Span};
use crate::features::Document;
use crate::text::{clean, fold_word, words};

/// A word or phrase, by its node in the trie.
pub(super) type PatternId = u32;

/// Where every phrase begins.
const ROOT: u32 = 0;

/// What parts a paragraph from the next in a cleaned text.
const PARAGRAPH: &str = "\n\n";

/// A title or a text, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    pub(super) const TITLE: Self = Self(1);
    pub(super) const TEXT: Self = Self(2);
    pub(super) const BOTH: Self = Self(3);

    /// Whether the two have one in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Part> for Parts {
    fn from(part: Part) -> Self {
        match part {
            Part::Title => Self::TITLE,
            Part::Text => Self::TEXT,
        }
    }
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhraseWord {
    folded: Box<str>,
    /// Whether it stands for every word that begins with it.
    is_prefix: bool,
}

/// The words of a phrase as it is written in a rule.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn phrase(written: &str) -> Result<Vec<PhraseWord>, String> {
    let text = clean(written);
    let mut phrase = Vec::new();
    for span in words(&text) {
        let mut folded = String::new();
        fold_word(span.of(&text), &mut folded);
        let behind = text.get(span.end..).and_then(|rest| rest.strip_prefix('*'));
        let is_prefix = behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        phrase.push(PhraseWord { folded: folded.into(), is_prefix });
    }
    if phrase.is_empty() {
        return Err(format!("\"{written}\" has no word in it"));
    }
    let n_prefixes = phrase.iter().filter(|word| word.is_prefix).count();
    if text.matches('*').count() > n_prefixes {
        let message = "a `*` stands right behind the beginning of a word, as in \"payment*\"";
        return Err(format!("\"{written}\": {message}"));
    }
    Ok(phrase)
}

/// The phrases of all rules.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// The numbers of words that are meant as they are.
    exact: HashMap<Box<str>, u32>,
    /// The numbers of beginnings of words.
    prefixes: HashMap<Box<str>, u32>,
    /// How long these are, in bytes, rising.
    prefix_lens: Vec<usize>,
    n_words: u32,
    /// Where a word leads from a node.
    next: HashMap<(u32, u32), u32>,
    /// Whether a phrase ends at each node behind the root.
    is_end: Vec<bool>,
}

impl Patterns {
    /// Takes in a phrase; one that is known keeps its number.
    pub(super) fn add(&mut self, phrase: &[PhraseWord]) -> PatternId {
        let mut node = ROOT;
        for word in phrase {
            let step = (node, self.number(word));
            let fresh = u32::try_from(self.is_end.len() + 1).unwrap_or(u32::MAX);
            node = *self.next.entry(step).or_insert(fresh);
            if node == fresh {
                self.is_end.push(false);
            }
        }
        if let Some(is_end) = slot(node).and_then(|slot| self.is_end.get_mut(slot)) {
            *is_end = true;
        }
        node
    }

    /// No pattern has this number or a greater one.
    pub(super) fn n_ids(&self) -> usize {
        self.is_end.len() + 1
    }

    fn number(&mut self, word: &PhraseWord) -> u32 {
        let known = if word.is_prefix { &mut self.prefixes } else { &mut self.exact };
        if let Some(number) = known.get(&word.folded) {
            return *number;
        }
        let number = self.n_words;
        known.insert(word.folded.clone(), number);
        self.n_words += 1;
        if word.is_prefix {
            self.prefix_lens.push(word.folded.len());
            self.prefix_lens.sort_unstable();
            self.prefix_lens.dedup();
        }
        number
    }

    /// The patterns that stand in the title, or in what is not masked of the text, rising, with the parts that they stand in.
    pub(super) fn find(&self, document: &Document<'_>) -> Vec<(PatternId, Parts)> {
        let mut walk = Walk::new(self);
        walk.read(document.title, Part::Title);
        for kept in document.kept() {
            walk.read(kept.of(document.text), Part::Text);
        }
        let mut found: Vec<(PatternId, Parts)> = walk.found.into_iter().collect();
        found.sort_unstable_by_key(|(pattern, _)| *pattern);
        found
    }

    /// The numbers of the words that `folded` is one of.
    fn numbers(&self, folded: &str, into: &mut Vec<u32>) {
        into.extend(self.exact.get(folded));
        // The possessive is the same word: "the bank's".
        into.extend(folded.strip_suffix("'s").and_then(|word| self.exact.get(word)));
        for &len in &self.prefix_lens {
            let Some(beginning) = folded.get(..len) else { continue };
            into.extend(self.prefixes.get(beginning));
        }
    }
}

/// Where the flag of a node lies; the root has none.
fn slot(node: u32) -> Option<usize> {
    node.checked_sub(1).map(|slot| slot as usize)
}

/// The way through an article.
struct Walk<'p> {
    patterns: &'p Patterns,
    /// The word at hand.
    folded: String,
    numbers: Vec<u32>,
    /// The nodes that the words up to the last one lead to.
    open: Vec<u32>,
    /// Those that the word at hand leads to.
    reached: Vec<u32>,
    /// Each pattern that was found once, however often it stands there.
    found: HashMap<PatternId, Parts>,
}

impl<'p> Walk<'p> {
    fn new(patterns: &'p Patterns) -> Self {
        Self {
            patterns,
            folded: String::new(),
            numbers: Vec::new(),
            open: Vec::new(),
            reached: Vec::new(),
            found: HashMap::new(),
        }
    }

    /// Reads a stretch, which no phrase reaches out of.
    fn read(&mut self, text: &str, part: Part) {
        self.open.clear();
        let mut last_end = 0;
        for span in words(text) {
            if !self.open.is_empty() && Span::new(last_end, span.start).of(text).contains(PARAGRAPH) {
                self.open.clear();
            }
            last_end = span.end;
            self.folded.clear();
            fold_word(span.of(text), &mut self.folded);
            self.numbers.clear();
            self.patterns.numbers(&self.folded, &mut self.numbers);
            self.step(part);
        }
    }

    /// From the open nodes on by the numbers of the word at hand.
    fn step(&mut self, part: Part) {
        self.reached.clear();
        for &number in &self.numbers {
            for &node in self.open.iter().chain(std::iter::once(&ROOT)) {
                let Some(&next) = self.patterns.next.get(&(node, number)) else { continue };
                self.reached.push(next);
                if slot(next).and_then(|slot| self.patterns.is_end.get(slot)).is_some_and(|is_end| *is_end) {
                    let part = Parts::from(part);
                    self.found.entry(next).and_modify(|parts| parts.0 |= part.0).or_insert(part);
                }
            }
        }
        std::mem::swap(&mut self.open, &mut self.reached);
    }
}
