//! A sentence taken apart: words and the marks between them, as spans.

use super::table::place_of;
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

/// The lower-cased word of a mark.
const NOTHING: Span = Span { start: 0, end: 0 };

/// A word or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The word in lower case, as a stretch of [`Tokens::lowered`]; empty for a mark.
    pub(super) lower: Span,
    /// Where that word leaves its mark in the filters of tables.
    pub(super) place: u8,
    /// The word opens with a capital.
    pub(super) is_capital: bool,
    /// The token stands inside a quotation (its marks count as inside).
    pub(super) in_quote: bool,
    /// The token stands inside brackets (which count as inside).
    pub(super) in_brackets: bool,
}

/// The tokens of a sentence, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// The words in lower case, one behind another.
    pub(super) lowered: String,
}

/// The tokens of `sentence`.
pub(super) fn tokens(sentence: &str) -> Tokens {
    // A word and the space behind it are about six bytes.
    let mut found = Tokens {
        tokens: Vec::with_capacity(sentence.len() / 5 + 4),
        lowered: String::with_capacity(sentence.len()),
    };
    let mut end = 0;
    for stretch in sentence.split_whitespace() {
        // The stretches are slices of the sentence in order: between two stands white space only.
        let rest = sentence.get(end..).unwrap_or("");
        let start = end + rest.len() - rest.trim_start().len();
        end = start + stretch.len();
        push_stretch(stretch, start, &mut found);
    }
    split_last_stop(sentence, &mut found);
    mark_enclosures(sentence, &mut found);
    found
}

impl Tokens {
    /// Writes a word in lower case, with straight apostrophes, behind the others.
    fn lower(&mut self, word: &str) -> Span {
        let start = self.lowered.len();
        if word.is_ascii() {
            self.lowered.push_str(word);
            if let Some(lowered) = self.lowered.get_mut(start..) {
                lowered.make_ascii_lowercase();
            }
        } else {
            self.lowered.push_str(&word.to_lowercase().replace('’', "'"));
        }
        Span::new(start, self.lowered.len())
    }
}

/// Marks that a tokenizer has written as words.
fn written_mark(stretch: &str) -> Option<Kind> {
    Some(match stretch {
        "-lrb-" | "-LRB-" | "-lsb-" | "-LSB-" => Kind::Open,
        "-rrb-" | "-RRB-" | "-rsb-" | "-RSB-" => Kind::Close,
        "``" => Kind::OpenQuote,
        "''" => Kind::CloseQuote,
        "-" | "--" | "---" | "_" | "–" | "—" | "―" | "*" | "·" => Kind::Dash,
        "." | "..." => Kind::Stop,
        _ => return None,
    })
}

fn push_stretch(stretch: &str, start: usize, found: &mut Tokens) {
    if stretch.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        // A word and nothing else, as most are.
        push(found, stretch, start, Kind::Word);
        return;
    }
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

fn push_word(found: &mut Tokens, stretch: &str, start: usize, from: usize, to: usize) {
    if let Some(word) = stretch.get(from..to).filter(|word| !word.is_empty()) {
        let kind = match word {
            "'" | "’" => Kind::CloseQuote,
            _ if word.bytes().all(|byte| byte == b'.') => Kind::Stop,
            _ => Kind::Word,
        };
        push(found, word, start + from, kind);
    }
}

fn push(found: &mut Tokens, text: &str, start: usize, kind: Kind) {
    let is_word = kind == Kind::Word;
    let lower = if is_word { found.lower(text) } else { NOTHING };
    found.tokens.push(Token {
        span: Span::new(start, start + text.len()),
        kind,
        lower,
        place: place_of(lower.of(&found.lowered)),
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
        ';' if is_entity(stretch.get(..index).unwrap_or("")) => return None,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '"' if is_letter(after) || before.is_none() => Kind::OpenQuote,
        '“' | '„' | '«' | '‘' => Kind::OpenQuote,
        '"' | '”' | '»' => Kind::CloseQuote,
        '\'' if before.is_none_or(|c| !c.is_alphanumeric())
            && is_letter(after)
            && !is_contraction(stretch.get(index..).unwrap_or("")) =>
        {
            Kind::OpenQuote
        }
        '—' | '―' | '•' | '▪' | '▶' | '►' | '■' | '◦' => Kind::Dash,
        // "MADRID (EFE).-"
        '.' if before == Some(')') && matches!(after, Some('-' | '–')) => {
            return Some((Kind::Dash, 1 + after.map_or(0, char::len_utf8)));
        }
        '-' if after == Some('-') => {
            return Some((
                Kind::Dash,
                stretch.get(index..).map_or(1, |rest| rest.len() - rest.trim_start_matches('-').len()),
            ));
        }
        '!' | '?' | '…' => Kind::Stop,
        '.' if matches!(after, Some('"' | '”' | '’' | '\'' | '»')) => Kind::Stop,
        _ => return None,
    };
    Some((kind, character.len_utf8()))
}

/// Whether the semicolon behind `text` closes what is left of a character reference: "#39", "&quot", "lt".
fn is_entity(text: &str) -> bool {
    let name = text
        .rsplit(|character: char| !character.is_ascii_alphanumeric() && character != '#')
        .next()
        .unwrap_or("");
    let digits = name.strip_prefix('#').unwrap_or("");
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(name, "amp" | "apos" | "gt" | "lt" | "nbsp" | "quot")
}

/// Whether an apostrophe stands for letters left out rather than for a quotation.
fn is_contraction(rest: &str) -> bool {
    let word = rest.get(1..).unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(word, "s" | "re" | "ve" | "ll" | "d" | "m" | "t" | "em" | "n" | "til" | "tis" | "cause")
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// The full stop behind the last word is no part of it.
fn split_last_stop(sentence: &str, found: &mut Tokens) {
    let Tokens { tokens: found, lowered } = found;
    let Some(last) = found.iter().rposition(|token| token.kind == Kind::Word) else { return };
    let only_closers =
        found.iter().skip(last + 1).all(|token| matches!(token.kind, Kind::CloseQuote | Kind::Close));
    let Some(token) = found.get_mut(last) else { return };
    let text = token.span.of(sentence);
    let word = text.trim_end_matches('.');
    if !only_closers || word.is_empty() || word.len() == text.len() {
        return;
    }
    let stop = Span::new(token.span.start + word.len(), token.span.end);
    token.span.end = stop.start;
    token.lower.end = token.lower.start + token.lower.of(lowered).trim_end_matches('.').len();
    token.place = place_of(token.lower.of(lowered));
    let token = Token {
        span: stop,
        kind: Kind::Stop,
        lower: NOTHING,
        place: place_of(""),
        is_capital: false,
        in_quote: false,
        in_brackets: false,
    };
    found.insert(last + 1, token);
}

/// Settles which `'` and `’` close a quotation, and what stands in quotations and brackets.
fn mark_enclosures(sentence: &str, found: &mut Tokens) {
    let Tokens { tokens: found, lowered } = found;
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
            || quotes > 0
                && token.kind == Kind::Word
                && token.span.of(sentence).ends_with(['\'', '’'])
                && !token.lower.of(lowered).ends_with("s'");
        if closes {
            quotes = quotes.saturating_sub(1);
        } else if token.kind == Kind::Close {
            brackets = brackets.saturating_sub(1);
        }
    }
}
