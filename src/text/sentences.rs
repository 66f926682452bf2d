//! Sentences as spans into the text.
//!
//! Nothing but white space lies between two spans, so the spans and the text rebuild each other. A blank line
//! always ends a sentence; a single line end does unless the text is wrapped by hand at that place; otherwise
//! a full stop, question mark, exclamation mark or ellipsis does, with the quotes and brackets that close behind it,
//! where what follows can open a sentence.

use super::abbreviations::{Stop, opens_sentence, stop_after};
use crate::article::Span;

/// The sentences of `text`, in order, without outer white space.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut block_start = 0;
    for line_end in line_ends(text) {
        if ends_block(text, line_end) {
            split_block(text, Span::new(block_start, line_end), &mut found);
            block_start = line_end + 1;
        }
    }
    split_block(text, Span::new(block_start, text.len()), &mut found);
    found
}

fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index)
}

/// Lines of hand-wrapped text are about this many bytes long.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 40..=100;

/// Whether the line that ends at `line_end` ends a block; if not, the line was wrapped there by hand.
fn ends_block(text: &str, line_end: usize) -> bool {
    let (before, after) = (Span::new(0, line_end).of(text), Span::new(line_end + 1, text.len()).of(text));
    let line = before.rsplit('\n').next().unwrap_or(before).trim();
    let next_line = after.split('\n').next().unwrap_or(after).trim_start();
    if line.is_empty() || next_line.is_empty() {
        return true;
    }
    let opens_item = next_line.starts_with(['-', '*', '•', '–', '—', '·']);
    opens_item || !WRAPPED_LINE.contains(&line.len())
}

/// Adds the sentences of one block to `found`.
fn split_block(text: &str, block: Span, found: &mut Vec<Span>) {
    let mut start = block.start;
    let mut position = block.start;
    while let Some(end) = next_end(text, Span::new(position, block.end)) {
        if is_boundary(text, start, end, block.end) {
            push_trimmed(text, Span::new(start, end.after), found);
            start = end.after;
        }
        position = end.after;
    }
    push_trimmed(text, Span::new(start, block.end), found);
}

fn push_trimmed(text: &str, span: Span, found: &mut Vec<Span>) {
    let sentence = span.of(text);
    let start = span.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if end > start {
        found.push(Span::new(start, end));
    }
}

/// A run of marks that may end a sentence.
#[derive(Debug, Clone, Copy)]
struct End {
    /// The first byte of the run.
    mark: usize,
    /// Behind the run and the quotes and brackets that close after it.
    after: usize,
    /// The run is one full stop and nothing else.
    is_lone_stop: bool,
    /// The run holds a mark that needs no white space behind it.
    is_wide: bool,
    /// The run is dots only, two or more, or an ellipsis.
    is_ellipsis: bool,
}

/// The first run of marks inside `range`.
fn next_end(text: &str, range: Span) -> Option<End> {
    let rest = range.of(text);
    let offset = rest.find(is_mark)?;
    let marks: &str = rest.get(offset..)?;
    let run = &marks[..marks.find(|c| !is_mark(c)).unwrap_or(marks.len())];
    let behind = marks.get(run.len()..)?;
    let closers = behind.find(|c| !is_closer(c)).unwrap_or(behind.len());
    Some(End {
        mark: range.start + offset,
        after: range.start + offset + run.len() + closers,
        is_lone_stop: run == ".",
        is_wide: run.chars().any(is_wide_mark),
        is_ellipsis: run == "…" || (run.len() > 1 && run.bytes().all(|byte| byte == b'.')),
    })
}

const fn is_mark(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽' | '؟' | '۔' | '।' | '॥' | '։' | '።')
        || is_wide_mark(character)
}

/// Marks of scripts that write no space behind a sentence.
const fn is_wide_mark(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡' | '။' | '។')
}

const fn is_closer(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）')
}

const fn is_opener(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '(' | '[' | '{' | '¿' | '¡' | '「' | '『' | '（'
    )
}

/// Whether the sentence that opens at `start` ends at `end`, in a block that ends at `block_end`.
fn is_boundary(text: &str, start: usize, end: End, block_end: usize) -> bool {
    let behind = Span::new(end.after, block_end).of(text);
    if end.is_wide || behind.trim().is_empty() {
        return true;
    }
    if !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let next = behind.trim_start().trim_start_matches(is_opener);
    let Some(first) = next.chars().next() else { return true };
    if first.is_lowercase() {
        return false;
    }
    if !end.is_lone_stop {
        return !end.is_ellipsis || first.is_alphanumeric();
    }
    let before = Span::new(start, end.mark).of(text);
    let word = before
        .rsplit(|c: char| {
            c.is_whitespace() || is_opener(c) || is_closer(c) || matches!(c, '-' | '/' | '—' | '–')
        })
        .next()
        .unwrap_or(before);
    if is_list_number(before.trim_start()) {
        return false;
    }
    match stop_after(word) {
        Stop::Abbreviation => false,
        Stop::End => true,
        Stop::Either if word.eq_ignore_ascii_case("no") => !first.is_ascii_digit(),
        Stop::Either => opens_sentence(next),
    }
}

/// Whether all that stands before the full stop is the number or letter of a list item.
fn is_list_number(before: &str) -> bool {
    (1..=3).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_digit())
        || (before.len() == 1 && before.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
        assert_eq!(
            split(
                "Dr. J. Okoye of Acme Inc. paid $3.5 million on Jan. 4. The U.S. Senate met at 5 p.m. It voted. See No. 7."
            ),
            [
                "Dr. J. Okoye of Acme Inc. paid $3.5 million on Jan. 4.",
                "The U.S. Senate met at 5 p.m.",
                "It voted.",
                "See No. 7."
            ]
        );
    }

    #[test]
    fn a_letter_may_be_an_initial_or_the_last_word() {
        assert_eq!(
            split("J. A. Okoye had a plan B. It failed."),
            ["J. A. Okoye had a plan B.", "It failed."]
        );
        assert_eq!(
            split("(Ardvik)U.S. Secretary A.J. Moe said so."),
            ["(Ardvik)U.S. Secretary A.J. Moe said so."]
        );
    }

    #[test]
    fn quotes_and_brackets_close_with_their_sentence() {
        assert_eq!(
            split("“Why now?” she asked. “We are ready.” (They were not.) He left… Then he came back."),
            [
                "“Why now?” she asked.",
                "“We are ready.”",
                "(They were not.)",
                "He left…",
                "Then he came back."
            ]
        );
    }

    #[test]
    fn a_headline_needs_no_stop() {
        assert_eq!(
            split("Ports reopen\n\nShips sailed. \nAll is well"),
            ["Ports reopen", "Ships sailed.", "All is well"]
        );
    }

    #[test]
    fn lines_wrapped_by_hand_are_one_sentence() {
        let text = "The ministry said on Monday that it would publish\nthe list of winners within a week of the vote.\nNo date was given.";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn other_scripts_have_their_own_marks() {
        assert_eq!(split("今日は晴れ。明日は雨！"), ["今日は晴れ。", "明日は雨！"]);
        assert_eq!(split("“今天晴。”他说。明天有雨？"), ["“今天晴。”", "他说。", "明天有雨？"]);
        assert_eq!(split("မိုးရွာသည်။နေပူသည်။"), ["မိုးရွာသည်။", "နေပူသည်။"]);
        assert_eq!(split("¿Quién paga? ¡Nadie! Fin."), ["¿Quién paga?", "¡Nadie!", "Fin."]);
    }

    #[test]
    fn addresses_and_list_numbers_hold_together() {
        assert_eq!(
            split("Visit www.port.example. Then:\n1. Register.\n2. Pay."),
            ["Visit www.port.example.", "Then:", "1. Register.", "2. Pay."]
        );
    }

    proptest! {
        #[test]
        fn spans_rebuild_the_text(text in r#"([A-Za-z]{0,6}|[.!?…。"”)(]{1,3}|[ \n\t]{1,3}|U\.S\.|Dr\.|[0-9]\.|é|\PC){0,40}"#) {
            let mut last = 0;
            for span in sentences(&text) {
                prop_assert!(text.get(last..span.start).is_some_and(|gap| gap.trim().is_empty()), "gap before {:?}", span);
                prop_assert!(!span.of(&text).is_empty());
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                last = span.end;
            }
            prop_assert!(text.get(last..).is_some_and(|rest| rest.trim().is_empty()));
        }
    }
}
