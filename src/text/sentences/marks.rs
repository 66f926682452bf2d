//! The marks that may end a sentence, with what closes behind them.

use crate::article::Span;

/// A run of marks that may end a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// The first byte of the run.
    pub(super) start: usize,
    /// Behind the run and what closes after it: quotes, brackets, references, emoticons.
    pub(super) after: usize,
    /// What the run is made of.
    pub(super) kind: Kind,
    /// What closes behind the run.
    pub(super) closing: Closing,
}

/// What a run of marks is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One full stop and nothing else.
    Stop,
    /// Dots only, two or more, or an ellipsis.
    Ellipsis,
    /// Marks with an exclamation mark among them.
    Exclamation,
    /// Question marks and others that belong to no word.
    Other,
    /// Marks that need no white space behind them.
    Wide,
}

/// What closes behind a mark; a quote counts before a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closing {
    Nothing,
    Bracket,
    Quote,
}

/// The bytes that a mark may open with: those of ASCII, which are `! . : ; ?`, and all that are not ASCII and open a character.
const MAY_BE_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = byte >= 0xc0 || matches!(byte, 0x21 | 0x2e | 0x3a | 0x3b | 0x3f);
        byte += 1;
    }
    table
};

/// The first run of marks inside `range`.
pub(super) fn next_mark(text: &str, range: Span) -> Option<Mark> {
    let mut start = range.start;
    loop {
        let rest = Span::new(start, range.end).of(text);
        // Bytes are faster to pass over than characters.
        start += rest.bytes().position(|byte| MAY_BE_MARK[usize::from(byte)])?;
        let character = Span::new(start, range.end).of(text).chars().next()?;
        if is_mark(character) || is_mark_of_script(text, start, character) {
            break;
        }
        start += character.len_utf8();
    }
    let run = run_length(text, Span::new(start, range.end));
    let (in_run, behind) = Span::new(start, range.end).of(text).split_at_checked(run)?;
    let mut mark = Mark { start, after: start + run, kind: kind_of(in_run), closing: Closing::Nothing };
    close(behind, &mut mark);
    Some(mark)
}

fn kind_of(run: &str) -> Kind {
    if run == "." {
        Kind::Stop
    } else if run.contains(is_wide_mark) {
        Kind::Wide
    } else if run.chars().all(|c| matches!(c, '.' | '…' | ' ')) {
        Kind::Ellipsis
    } else if run.contains('!') {
        Kind::Exclamation
    } else {
        Kind::Other
    }
}

/// The bytes of the marks that `range` opens with; spaces may stand between them (". . .", "! !").
fn run_length(text: &str, range: Span) -> usize {
    let marks = range.of(text);
    let mut length = marks.chars().next().map_or(0, char::len_utf8);
    loop {
        let rest = marks.get(length..).unwrap_or("");
        let Some(first) = rest.chars().next() else { return length };
        if is_mark(first) || is_mark_of_script(text, range.start + length, first) {
            length += first.len_utf8();
            continue;
        }
        let next = rest.trim_start_matches(' ');
        let behind = next.trim_start_matches(is_mark);
        let is_apart = behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || is_closer(c));
        if next.len() == rest.len() || behind.len() == next.len() || !is_apart {
            return length;
        }
        length += rest.len() - behind.len();
    }
}

/// Moves the end of `mark` behind what closes with it; `behind` is the text after its run.
fn close(behind: &str, mark: &mut Mark) {
    let mut rest = behind;
    loop {
        let next = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let is_spaced = next.len() < rest.len();
        let length = if let Some(closer) = next.chars().next().filter(|&c| is_closer(c)) {
            let inside = next.get(closer.len_utf8()..).unwrap_or("");
            // With white space before it, it closes only if it cannot open: "phrase. ' And", "« Il part. » Elle".
            let is_apart = inside.is_empty()
                || inside.starts_with(|c: char| c.is_whitespace() || is_mark(c) || is_closer(c) || c == ',');
            let closes = !is_spaced || is_apart;
            if closes {
                let closing = if is_quote(closer) { Closing::Quote } else { Closing::Bracket };
                mark.closing = mark.closing.max(closing);
            }
            if closes { closer.len_utf8() } else { 0 }
        } else if let Some(reference) = reference_length(next) {
            reference
        } else if is_spaced {
            emoticon_length(next)
        } else {
            // A sentence may close outside of the quote too: «Did he call?».
            let has_outer = mark.closing != Closing::Nothing && next.starts_with(is_mark);
            let outer = if has_outer { next.find(|c| !is_mark(c)).unwrap_or(next.len()) } else { 0 };
            if has_outer && matches!(mark.kind, Kind::Stop | Kind::Ellipsis) {
                mark.kind = Kind::Other;
            }
            outer
        };
        if length == 0 {
            return;
        }
        mark.after += rest.len() - next.len() + length;
        rest = next.get(length..).unwrap_or("");
    }
}

/// The bytes of a reference such as `[12]`, `[3, 4]`, or of words left out, `[...]`; none where `text` opens with no such.
fn reference_length(text: &str) -> Option<usize> {
    const MAX_BYTES: usize = 12;
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(MAX_BYTES).position(|byte| byte == b']')?;
    let inner = inner.get(..end)?;
    let is_reference = |c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | ',' | '-' | '–' | ' ');
    (!inner.is_empty() && inner.chars().all(is_reference)).then_some(end + 2)
}

/// The bytes of an emoticon such as `:-)`; 0 where `text` opens with none.
fn emoticon_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix([':', ';']) else { return 0 };
    let mouth = rest.strip_prefix('-').unwrap_or(rest);
    let behind = mouth.trim_start_matches([')', '(', 'P', 'D']);
    let is_emoticon =
        behind.len() < mouth.len() && (behind.is_empty() || behind.starts_with(char::is_whitespace));
    if is_emoticon { text.len() - behind.len() } else { 0 }
}

pub(super) const fn is_mark(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽' | '؟' | '۔' | '।' | '॥' | '։') || is_wide_mark(character)
}

/// Marks of scripts that write no space behind a sentence.
const fn is_wide_mark(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡' | '．' | '።' | '፧' | '။' | '។')
}

/// Whether the colon or semicolon at `at` is a full stop or a question mark, as it is behind Armenian or Greek letters.
fn is_mark_of_script(text: &str, at: usize, character: char) -> bool {
    let last_letter = || text.get(..at)?.chars().rev().find(|&c| !is_mark(c) && c != ' ');
    match character {
        ':' => last_letter().is_some_and(|c| matches!(c, '\u{531}'..='\u{587}')),
        ';' => last_letter().is_some_and(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')),
        _ => false,
    }
}

pub(super) const fn is_closer(character: char) -> bool {
    is_quote(character) || matches!(character, ')' | ']' | '}' | '」' | '』' | '）' | '》' | '〉' | '】')
}

const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '’' | '»' | '›' | '«' | '‹' | '」' | '』')
}

pub(super) const fn is_opener(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '《'
            | '〈'
            | '【'
    )
}

/// The last word of `text`, where white space, quotes, brackets and dashes part words.
pub(super) fn last_word(text: &str) -> &str {
    let is_edge = |c: char| {
        c.is_whitespace() || is_opener(c) || is_closer(c) || matches!(c, '-' | '/' | '—' | '–' | '•' | '⁃')
    };
    text.rsplit(is_edge).next().unwrap_or(text)
}
