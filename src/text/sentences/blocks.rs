//! Blocks: the stretches of a text that no sentence crosses.
//!
//! A blank line always ends a block. A single line end does too, as headlines, captions and list items have no stop, unless
//! the text was wrapped there: a line of the usual length is full, or goes on in lower case; a shorter one goes on so
//! behind the space that a flowed line keeps (RFC 3676).

use crate::article::Span;

/// Lines of hand-wrapped text are about this many bytes long.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 40..=100;

/// A line is full if it would pass this share of the paragraph's longest line with the next line's first word on it.
/// Less than one, since lines that were set in proportional type differ in their count of characters.
const FULL_LINE: f64 = 0.9;

/// The blocks of `text`, in order; between them stand line ends only.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    for paragraph in lines(text).chunk_by(|a, b| !is_blank(text, *a) && !is_blank(text, *b)) {
        let widest = paragraph.iter().map(|line| line.of(text).trim().len()).max().unwrap_or(0);
        let parts = paragraph.chunk_by(|line, next| is_wrapped(line.of(text), next.of(text), widest));
        blocks.extend(parts.filter_map(|part| Some(Span::new(part.first()?.start, part.last()?.end))));
    }
    blocks
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

fn is_blank(text: &str, line: Span) -> bool {
    line.of(text).trim().is_empty()
}

/// Whether `line` goes on in `next`, in a paragraph whose longest line has `widest` bytes.
fn is_wrapped(line: &str, next: &str, widest: usize) -> bool {
    let (line, next) = (line.trim_end_matches(['\n', '\r']), next.trim());
    if next.starts_with(is_bullet) {
        return false;
    }
    let goes_on = next.trim_start_matches(['>', '|', ':', ' ']).starts_with(char::is_lowercase);
    let is_flowed = line.ends_with(' ');
    let line = line.trim();
    if line.ends_with(['?', '!']) {
        return false;
    }
    let first_word = next.split(char::is_whitespace).next().unwrap_or(next);
    let is_full = WRAPPED_LINE.contains(&widest)
        && (line.len() + 1 + first_word.len()) as f64 > FULL_LINE * widest as f64;
    let is_flowed = is_flowed && !line.ends_with(['.', '"', '”']);
    (WRAPPED_LINE.contains(&line.len()) && (is_full || goes_on)) || (is_flowed && goes_on)
}

/// Signs that open a line of a list.
pub(super) const fn is_bullet(character: char) -> bool {
    matches!(character, '-' | '*' | '•' | '⁃' | '‣' | '▪' | '●' | '■' | '–' | '—' | '·')
}
