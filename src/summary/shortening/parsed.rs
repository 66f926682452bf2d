//! What the rules ask about a sentence: which words are verbs, names and numbers, and what stands in quotations or brackets.

use super::lexicon::{self, has};
use super::table::Table;
use super::tokens::{Kind, Token, Tokens, tokens};

/// A sentence with its tokens and the questions that rules ask.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub(super) source: &'a str,
    pub(super) tokens: Vec<Token>,
    /// The words in lower case, one text for all.
    lowered: String,
    /// The first token behind the last word or bracket: the marks that close the sentence.
    pub(super) end: usize,
    /// Capitals in the sentence are evidence.
    pub(super) is_cased: bool,
    /// Brackets open and close in order and in pairs; where they do not, nothing with a bracket in it is cut.
    pub(super) is_well_formed: bool,
    /// For each token whether it is probably a finite verb.
    finite: Vec<bool>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let Tokens { tokens, lowered } = tokens(source);
        let is_body = |token: &Token| matches!(token.kind, Kind::Word | Kind::Close);
        let end = tokens.iter().rposition(is_body).map_or(0, |last| last + 1);
        let is_cased = tokens.iter().any(|token| is_capitalized(token.span.of(source)));
        let is_well_formed = has_paired_brackets(source, &tokens);
        let mut sentence =
            Self { source, tokens, lowered, end, is_cased, is_well_formed, finite: Vec::new() };
        sentence.finite = (0..sentence.tokens.len()).map(|index| sentence.looks_finite(index)).collect();
        sentence
    }

    /// The lower-cased word at a place; empty for a mark and outside.
    #[inline]
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.lower(token))
    }

    /// The lower-cased word of a token of this sentence; empty for a mark.
    #[inline]
    pub(super) fn lower(&self, token: &Token) -> &str {
        token.lower.of(&self.lowered)
    }

    #[inline]
    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    #[inline]
    pub(super) fn is(&self, index: usize, kind: Kind) -> bool {
        self.kind(index) == Some(kind)
    }

    /// Whether the word at a place is in a table.
    #[inline]
    pub(super) fn is_in(&self, index: usize, table: &Table) -> bool {
        self.tokens.get(index).is_some_and(|token| table.has_at(token.place, || self.lower(token)))
    }

    /// The word before a place; empty at the start.
    #[inline]
    pub(super) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |index| self.word(index))
    }

    /// Whether a word is a name: a capital in a cased sentence, not at its start.
    #[inline]
    pub(super) fn is_name(&self, index: usize) -> bool {
        self.is_cased && index > 0 && self.tokens.get(index).is_some_and(|token| token.is_capital)
    }

    /// Whether a word holds a digit (or `#`, which stands for one in some corpora).
    pub(super) fn is_number(&self, index: usize) -> bool {
        self.word(index).contains(|c: char| c.is_ascii_digit() || c == '#')
    }

    /// Whether a token stands in a quotation or in brackets.
    #[inline]
    pub(super) fn is_enclosed(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.in_quote || token.in_brackets)
    }

    /// Whether the word at a place is probably a verb that a subject can stand before.
    #[inline]
    pub(super) fn is_finite(&self, index: usize) -> bool {
        self.finite.get(index).copied().unwrap_or(false)
    }

    fn looks_finite(&self, index: usize) -> bool {
        let word = self.word(index);
        if has(lexicon::AUXILIARIES, word) {
            // In German it is a preposition.
            return word != "am" || self.before(index) == "i";
        }
        if self.is_name(index) || self.in_noun_phrase(index) {
            return false;
        }
        has(lexicon::FINITE_VERBS, word)
            || has(lexicon::REPORTING_VERBS, word)
                && !matches!(word, "saying" | "report" | "reports" | "claims" | "notes" | "states")
            || has(lexicon::NOUN_LIKE_VERBS, word) && self.has_object(index)
            || is_past(word) && !matches!(self.word(index + 1), "by")
    }

    /// Whether what follows a verb can be its object, and what stands before it its subject.
    fn has_object(&self, index: usize) -> bool {
        let next = self.word(index + 1);
        (has(lexicon::DETERMINERS, next) || matches!(next, "to" | "that" | "him" | "them" | "it"))
            && !matches!(self.before(index), "and" | "or")
    }

    /// Whether the word stands where an adjective or a noun does: behind an article, a preposition or a comma.
    fn in_noun_phrase(&self, index: usize) -> bool {
        let before = self.before(index);
        has(lexicon::DETERMINERS, before) && !matches!(before, "all" | "both" | "that" | "some" | "this")
            || has(lexicon::PREPOSITIONS, before) && before != "than"
            || has(lexicon::BE, before)
            || matches!(before, "'s" | "newly" | "recently")
            || before.ends_with("'s")
    }

    /// Whether a stretch of tokens holds a finite verb outside quotations and brackets.
    pub(super) fn has_finite(&self, start: usize, end: usize) -> bool {
        (start..end).any(|index| !self.is_enclosed(index) && self.is_finite(index))
    }

    /// Whether a stretch holds a word of a table.
    pub(super) fn has_any(&self, start: usize, end: usize, table: &Table) -> bool {
        (start..end).any(|index| self.is_in(index, table))
    }

    /// Whether a place is between two dashes, so that what goes from there to the end would tear them apart.
    pub(super) fn is_between_dashes(&self, index: usize) -> bool {
        let is_dash = |token: &&Token| token.kind == Kind::Dash && !token.in_quote && !token.in_brackets;
        let n_before = self.tokens.iter().take(index).filter(is_dash).count();
        n_before % 2 == 1 && self.tokens.iter().skip(index).any(|token| is_dash(&token))
    }

    /// The characters of the sentence, every stretch of white space one of them.
    pub(super) fn n_chars(&self) -> usize {
        self.source
            .split_whitespace()
            .map(|stretch| stretch.chars().count() + 1)
            .sum::<usize>()
            .saturating_sub(1)
    }

    /// The characters of its marks, with a space for each.
    pub(super) fn n_chars_of_marks(&self) -> usize {
        let marks = self.tokens.iter().filter(|token| token.kind != Kind::Word);
        marks.map(|mark| mark.span.of(self.source).chars().count() + 1).sum()
    }

    /// The number of words in a stretch.
    pub(super) fn n_words(&self, start: usize, end: usize) -> usize {
        (start..end).filter(|&index| self.is(index, Kind::Word)).count()
    }
}

/// Whether each closing bracket closes the last one that is open, and none stays open.
fn has_paired_brackets(source: &str, tokens: &[Token]) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for token in tokens {
        match (token.kind, token.span.of(source)) {
            (Kind::Open, bracket) => open.push(bracket),
            (Kind::Close, bracket) => {
                let is_pair = |opened: &str| {
                    matches!((opened, bracket), ("(", ")") | ("[", "]") | ("{", "}"))
                        || opened.starts_with('-') && bracket.starts_with('-')
                };
                if !open.pop().is_some_and(is_pair) {
                    return false;
                }
            }
            _ => {}
        }
    }
    open.is_empty()
}

/// Whether a word opens with a capital and goes on in lower case; abbreviations stand in capitals in any text.
fn is_capitalized(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a word looks like a regular past or participle.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !has(lexicon::NO_VERBS, word)
}

/// Whether a word looks like a present participle.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ing") && !has(lexicon::NO_VERBS, word)
}
