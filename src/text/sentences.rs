//! Sentences as spans into the text.
//!
//! Nothing but white space lies between two spans, so the spans and the text rebuild each other. Lines are put together
//! to blocks where they were wrapped by hand ([`blocks`]), blocks fall apart into the items of a list ([`items`]), and
//! items end sentences at marks ([`marks`]) where what stands on both sides says so ([`boundary`], [`quotations`]).
//!
//! The rules know no language: a script, an abbreviation, a month or the case of a letter says what has to be known, and
//! the lists name the language that an entry comes from. So an article without a language tag, the usual one, splits
//! as well as any other. Every step looks at each character a bounded number of times.

mod abbreviations;
mod blocks;
mod boundary;
mod items;
mod marks;
mod quotations;
mod word_lists;

use crate::article::Span;

/// The sentences of `text`, in order, without outer white space.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    // About a hundred bytes make a sentence.
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    for block in blocks::blocks(text) {
        if !items::may_be_list(text, block) {
            split_item(text, block, &mut found);
            continue;
        }
        for item in items::items(text, block) {
            split_item(text, item, &mut found);
        }
    }
    found
}

/// Adds the sentences of one list item, or of a whole block, to `found`.
fn split_item(text: &str, item: Span, found: &mut Vec<Span>) {
    let first_word = |from: usize| from + leading_space(Span::new(from, item.end).of(text));
    let mut start = first_word(item.start);
    let mut position = start;
    while let Some(mark) = marks::next_mark(text, Span::new(position, item.end)) {
        if boundary::is_boundary(text, Span::new(start, item.end), mark) {
            push_trimmed(text, Span::new(start, mark.after), found);
            start = first_word(mark.after);
        }
        position = mark.after.max(start);
    }
    push_trimmed(text, Span::new(start, item.end), found);
}

/// Adds `span` without white space behind it, if anything is left.
fn push_trimmed(text: &str, span: Span, found: &mut Vec<Span>) {
    let end = span.start + span.of(text).trim_end().len();
    if end > span.start {
        found.push(Span::new(span.start, end));
    }
}

/// The bytes of white space that `text` opens with.
fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests;
