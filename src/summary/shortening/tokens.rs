//! A sentence taken apart: words and the marks between them, as spans, with what the rules ask about each.

use super::lexicon::{self, has};
use crate::article::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Comma,
    Semicolon,
    Colon,
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    OpenQuote,
    CloseQuote,
    /// A mark that ends a sentence.
    Stop,
}

/// A word or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The word in lower case; empty for a mark.
    pub(super) lower: String,
    /// The word opens with a capital.
    pub(super) is_capital: bool,
    /// The token stands inside a quotation (its marks count as inside).
    pub(super) in_quote: bool,
    /// The token stands inside brackets (which count as inside).
    pub(super) in_brackets: bool,
}

/// The tokens of `sentence`, in order.
pub(super) fn tokens(sentence: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut position = 0;
    for stretch in sentence.split_whitespace() {
        // The stretches are slices of the sentence in order, so the next one is found where the last one ended.
        let start = position + sentence.get(position..).and_then(|rest| rest.find(stretch)).unwrap_or(0);
        position = start + stretch.len();
        push_stretch(stretch, start, &mut found);
    }
    split_last_stop(sentence, &mut found);
    mark_enclosures(sentence, &mut found);
    found
}

/// Marks that a tokenizer has written as words.
fn written_mark(stretch: &str) -> Option<Kind> {
    Some(match stretch {
        "-lrb-" | "-LRB-" | "-lsb-" | "-LSB-" => Kind::Open,
        "-rrb-" | "-RRB-" | "-rsb-" | "-RSB-" => Kind::Close,
        "``" => Kind::OpenQuote,
        "''" => Kind::CloseQuote,
        "-" | "--" | "---" | "_" | "–" | "—" | "―" => Kind::Dash,
        "." | "..." => Kind::Stop,
        _ => return None,
    })
}

fn push_stretch(stretch: &str, start: usize, found: &mut Vec<Token>) {
    if let Some(kind) = written_mark(stretch) {
        push(found, stretch, start, kind);
        return;
    }
    let mut word_start = 0;
    let mut skip_to = 0;
    for (index, character) in stretch.char_indices() {
        if index < skip_to {
            continue;
        }
        let Some((kind, length)) = mark_at(stretch, index, character) else { continue };
        push_word(found, stretch, start, word_start, index);
        push(found, stretch.get(index..index + length).unwrap_or(""), start + index, kind);
        skip_to = index + length;
        word_start = skip_to;
    }
    push_word(found, stretch, start, word_start, stretch.len());
}

fn push_word(found: &mut Vec<Token>, stretch: &str, start: usize, from: usize, to: usize) {
    if let Some(word) = stretch.get(from..to).filter(|word| !word.is_empty()) {
        let kind = match word {
            "'" | "’" => Kind::CloseQuote,
            _ if word.bytes().all(|byte| byte == b'.') => Kind::Stop,
            _ => Kind::Word,
        };
        push(found, word, start + from, kind);
    }
}

fn push(found: &mut Vec<Token>, text: &str, start: usize, kind: Kind) {
    let is_word = kind == Kind::Word;
    found.push(Token {
        span: Span::new(start, start + text.len()),
        kind,
        lower: if is_word { text.to_lowercase().replace('’', "'") } else { String::new() },
        is_capital: is_word && text.chars().next().is_some_and(char::is_uppercase),
        in_quote: false,
        in_brackets: false,
    });
}

/// The mark that stands at `index` of a stretch between white space, with its length in bytes.
fn mark_at(stretch: &str, index: usize, character: char) -> Option<(Kind, usize)> {
    let before = stretch.get(..index).and_then(|text| text.chars().next_back());
    let after = stretch.get(index + character.len_utf8()..).and_then(|text| text.chars().next());
    let is_digit = |side: Option<char>| side.is_some_and(|c| c.is_ascii_digit() || c == '#');
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let kind = match character {
        ',' if is_digit(before) && is_digit(after) => return None,
        ':' if is_letter(before) && is_letter(after) || after == Some('/') => return None,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '“' | '„' | '«' => Kind::OpenQuote,
        '”' | '»' => Kind::CloseQuote,
        '"' if is_letter(after) || before.is_none() => Kind::OpenQuote,
        '"' => Kind::CloseQuote,
        '‘' => Kind::OpenQuote,
        '\'' if before.is_none_or(|c| !c.is_alphanumeric()) && is_letter(after) && !is_contraction(stretch.get(index..).unwrap_or("")) => Kind::OpenQuote,
        '—' | '―' => Kind::Dash,
        '-' if after == Some('-') => return Some((Kind::Dash, stretch.get(index..).map_or(1, |rest| rest.len() - rest.trim_start_matches('-').len()))),
        '!' | '?' | '…' => Kind::Stop,
        '.' if matches!(after, Some('"' | '”' | '’' | '\'' | '»')) => Kind::Stop,
        _ => return None,
    };
    Some((kind, character.len_utf8()))
}

/// Whether an apostrophe stands for letters left out rather than for a quotation.
fn is_contraction(rest: &str) -> bool {
    let word = rest.get(1..).unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(word, "s" | "re" | "ve" | "ll" | "d" | "m" | "t" | "em" | "n" | "til" | "tis" | "cause") || word.starts_with(|c: char| c.is_ascii_digit())
}

/// The full stop behind the last word is no part of it.
fn split_last_stop(sentence: &str, found: &mut Vec<Token>) {
    let Some(last) = found.iter().rposition(|token| token.kind == Kind::Word) else { return };
    let only_closers = found.iter().skip(last + 1).all(|token| matches!(token.kind, Kind::CloseQuote | Kind::Close));
    let Some(token) = found.get_mut(last) else { return };
    let text = token.span.of(sentence);
    let word = text.trim_end_matches('.');
    if !only_closers || word.is_empty() || word.len() == text.len() {
        return;
    }
    let stop = Span::new(token.span.start + word.len(), token.span.end);
    token.span.end = stop.start;
    token.lower.truncate(token.lower.trim_end_matches('.').len());
    let token = Token { span: stop, kind: Kind::Stop, lower: String::new(), is_capital: false, in_quote: false, in_brackets: false };
    found.insert(last + 1, token);
}

/// Settles which `'` and `’` close a quotation, and what stands in quotations and brackets.
fn mark_enclosures(sentence: &str, found: &mut [Token]) {
    let (mut quotes, mut brackets) = (0_u32, 0_u32);
    for token in found.iter_mut() {
        if token.kind == Kind::OpenQuote {
            quotes += 1;
        } else if token.kind == Kind::Open {
            brackets += 1;
        }
        token.in_quote = quotes > 0;
        token.in_brackets = brackets > 0;
        let closes = token.kind == Kind::CloseQuote
            || quotes > 0 && token.kind == Kind::Word && token.span.of(sentence).ends_with(['\'', '’']) && !token.lower.ends_with("s'");
        if closes {
            quotes = quotes.saturating_sub(1);
        } else if token.kind == Kind::Close {
            brackets = brackets.saturating_sub(1);
        }
    }
}

/// A sentence with its tokens and the questions that rules ask.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub(super) source: &'a str,
    pub(super) tokens: Vec<Token>,
    /// The first token behind the last word or bracket: the marks that close the sentence.
    pub(super) end: usize,
    /// Capitals in the sentence are evidence.
    pub(super) is_cased: bool,
    /// For each token whether it is probably a finite verb.
    finite: Vec<bool>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let tokens = tokens(source);
        let is_body = |token: &Token| matches!(token.kind, Kind::Word | Kind::Close);
        let end = tokens.iter().rposition(is_body).map_or(0, |last| last + 1);
        let is_cased = tokens.iter().any(|token| token.is_capital);
        let mut sentence = Self { source, tokens, end, is_cased, finite: Vec::new() };
        sentence.finite = (0..sentence.tokens.len()).map(|index| sentence.looks_finite(index)).collect();
        sentence
    }

    /// The lower-cased word at a place; empty for a mark and outside.
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    pub(super) fn is(&self, index: usize, kind: Kind) -> bool {
        self.kind(index) == Some(kind)
    }

    /// Whether the word at a place is in a table.
    pub(super) fn is_in(&self, index: usize, table: &[&str]) -> bool {
        has(table, self.word(index))
    }

    /// The word before a place; empty at the start.
    pub(super) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |index| self.word(index))
    }

    /// Whether a word is a name: a capital in a cased sentence, not at its start.
    pub(super) fn is_name(&self, index: usize) -> bool {
        self.is_cased && index > 0 && self.tokens.get(index).is_some_and(|token| token.is_capital)
    }

    /// Whether a word holds a digit (or `#`, which stands for one in some corpora).
    pub(super) fn is_number(&self, index: usize) -> bool {
        self.word(index).contains(|c: char| c.is_ascii_digit() || c == '#')
    }

    /// Whether a token stands in a quotation or in brackets.
    pub(super) fn is_enclosed(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.in_quote || token.in_brackets)
    }

    /// Whether the word at a place is probably a verb that a subject can stand before.
    pub(super) fn is_finite(&self, index: usize) -> bool {
        self.finite.get(index).copied().unwrap_or(false)
    }

    fn looks_finite(&self, index: usize) -> bool {
        let word = self.word(index);
        if has(lexicon::AUXILIARIES, word) {
            return true;
        }
        if self.is_name(index) || self.in_noun_phrase(index) {
            return false;
        }
        has(lexicon::FINITE_VERBS, word)
            || has(lexicon::REPORTING_VERBS, word) && !matches!(word, "saying" | "report" | "reports" | "claims" | "notes" | "states")
            || has(lexicon::NOUN_LIKE_VERBS, word) && self.has_object(index)
            || is_past(word) && !matches!(self.word(index + 1), "by")
    }

    /// Whether what follows a verb can be its object, and what stands before it its subject.
    fn has_object(&self, index: usize) -> bool {
        let next = self.word(index + 1);
        (has(lexicon::DETERMINERS, next) || matches!(next, "to" | "that" | "him" | "them" | "it")) && !matches!(self.before(index), "and" | "or")
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
    pub(super) fn has_any(&self, start: usize, end: usize, table: &[&str]) -> bool {
        (start..end).any(|index| self.is_in(index, table))
    }

    /// Whether a place is between two dashes, so that what goes from there to the end would tear them apart.
    pub(super) fn is_between_dashes(&self, index: usize) -> bool {
        let is_dash = |token: &&Token| token.kind == Kind::Dash && !token.in_quote && !token.in_brackets;
        let n_before = self.tokens.iter().take(index).filter(is_dash).count();
        n_before % 2 == 1 && self.tokens.iter().skip(index).any(|token| is_dash(&token))
    }

    /// The number of words in a stretch.
    pub(super) fn n_words(&self, start: usize, end: usize) -> usize {
        (start..end).filter(|&index| self.is(index, Kind::Word)).count()
    }
}

/// Whether a word looks like a regular past or participle.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !has(lexicon::NO_VERBS, word)
}

/// Whether a word looks like a present participle.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ing") && !has(lexicon::NO_VERBS, word)
}
