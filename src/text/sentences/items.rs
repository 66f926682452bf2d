//! The items of a list that stands in one line: "1) Register 2) Pay", "• Ferries • Trains".

use super::boundary::is_ordinal_lead;
use super::marks::last_word;
use crate::article::Span;

/// Bullets that part items within a line; dashes and stars do other things there.
pub(super) const INLINE_BULLETS: [char; 5] = ['•', '⁃', '▪', '●', '■'];

/// The first byte of each of them in UTF-8, which few blocks hold.
const BULLET_BYTE: u8 = 0xe2;

/// Whether a block may be a list, as a glance tells: it holds a bullet, or opens as a label does.
pub(super) fn may_be_list(text: &str, block: Span) -> bool {
    let content = block.of(text);
    content.trim_start().starts_with(['(', '1', 'a']) || content.as_bytes().contains(&BULLET_BYTE)
}

/// The items of `block`, the block itself where it is no list.
///
/// It is one where a bullet stands behind white space, or where the block opens with the first label of a count, such as
/// `1.`, `1)`, `1.)`, `(a)` or `a.`, and the second one follows.
pub(super) fn items(text: &str, block: Span) -> Vec<Span> {
    let mut starts = vec![block.start];
    let content = block.of(text);
    let is_start = |(offset, _): &(usize, &str)| {
        content.get(..*offset).is_some_and(|before| before.ends_with(char::is_whitespace))
    };
    if content.as_bytes().contains(&BULLET_BYTE) {
        starts.extend(content.match_indices(INLINE_BULLETS).filter(is_start).map(|(at, _)| block.start + at));
    }
    if starts.len() == 1 {
        starts.extend(counted(content).into_iter().map(|at| block.start + at));
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(block.end));
    starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end)).collect()
}

/// Where the second and later labels of a count stand in `block`; none where the block does not open with the first.
fn counted(block: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let opening = block.trim_start();
    let Some((opener, closer, is_number)) = first_label(opening) else { return found };
    let mut position = block.len() - opening.len();
    for count in 2_u8..=99 {
        let label = match is_number {
            true => format!(" {opener}{count}{closer} "),
            false if count <= 26 => format!(" {opener}{}{closer} ", char::from(b'a' + count - 1)),
            false => break,
        };
        let Some((before, _)) = block.get(position..).and_then(|rest| rest.split_once(&label)) else { break };
        // "1. FC steigt in die 2. Bundesliga ab": an ordinal.
        if closer == "." && is_ordinal_lead(last_word(before.trim_end())) {
            break;
        }
        found.push(position + before.len() + 1);
        position += before.len() + 1;
    }
    found
}

/// What stands before and behind the number or letter of the label that `text` opens with, if it is the first of its kind.
fn first_label(text: &str) -> Option<(&'static str, &'static str, bool)> {
    let (opener, rest) = text.strip_prefix('(').map_or(("", text), |rest| ("(", rest));
    let is_number = rest.starts_with('1');
    let behind = rest.strip_prefix(['1', 'a'])?;
    let closer = [".)", ")", "."].into_iter().find(|closer| behind.starts_with(closer))?;
    behind.get(closer.len()..)?.starts_with(' ').then_some((opener, closer, is_number))
}
