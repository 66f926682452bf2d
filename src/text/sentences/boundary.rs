//! Whether a sentence ends at a mark: what stands before the mark and what follows it.

use super::abbreviations::{
    AFTER_HOUR, LOWER_OPENERS, ORDINAL_LEADS, ORDINAL_NOUNS, Stop, first_word, is_abbreviated,
    opens_sentence, stop_after,
};
use super::blocks::is_bullet;
use super::marks::{Closing, Kind, Mark, is_opener, last_word};
use super::quotations::{head, is_attribution, is_inside_brackets, is_inside_quotation, is_open, tail};
use crate::article::Span;

/// No abbreviation of the lists has so many letters.
const MIN_UNABBREVIATED: usize = 7;

/// Whether the sentence that opens where `item` does ends at `mark`; `item` ends where its block or list item does.
pub(super) fn is_boundary(text: &str, item: Span, mark: Mark) -> bool {
    let before = Span::new(item.start, mark.start).of(text);
    let behind = Span::new(mark.after, item.end).of(text);
    let next = behind.trim_start();
    if next.is_empty() {
        return true;
    }
    if mark.kind == Kind::Wide {
        let run = Span::new(mark.start, mark.after).of(text);
        return !is_number(before, behind) && !is_inside_brackets(before, run, behind);
    }
    if next.len() == behind.len() {
        return is_space_missing(before, behind, mark);
    }
    // "[...]" and "(…)" stand for words left out.
    let is_closing = mark.closing != Closing::Nothing;
    if mark.kind == Kind::Ellipsis && is_closing && before.ends_with(['[', '(']) {
        return false;
    }
    if goes_on(before, next) || (mark.closing != Closing::Quote && is_inside_quotation(before, next)) {
        return false;
    }
    let opening = next.trim_start_matches(is_opener);
    let Some(first) = opening.chars().next() else { return true };
    if first.is_lowercase() {
        return !is_closing && ends_before_lower_case(before, opening, mark);
    }
    match mark.kind {
        // The pronoun is always a capital, and says nothing.
        Kind::Ellipsis => first.is_alphanumeric() && first_word(opening) != "I",
        Kind::Stop => ends_at_stop(before, opening),
        _ => !(mark.closing == Closing::Quote && next.len() == opening.len() && is_attribution(next)),
    }
}

/// Whether `next` cannot open a sentence, whatever stands before it: punctuation, a number sign, a dash with lower case
/// behind it ("— Why? — she asked").
fn goes_on(before: &str, next: &str) -> bool {
    if next.starts_with([',', ';', ':', '/', '№']) {
        return true;
    }
    let behind_dash = next.trim_start_matches(['-', '–', '—']);
    if behind_dash.len() == next.len() {
        return false;
    }
    let said = behind_dash.trim_start();
    said.starts_with(char::is_lowercase)
        || (said.len() == behind_dash.len() && said.starts_with(|c: char| c.is_ascii_digit()))
        || is_open(before, '«', '»')
}

/// Whether a full stop ends the sentence behind `before`, where no lower case follows.
fn ends_at_stop(before: &str, next: &str) -> bool {
    let word = last_word(before);
    if is_label(before) {
        return false;
    }
    let is_before_number = next.starts_with(|c: char| c.is_numeric());
    match stop_after(word) {
        Stop::Abbreviation => false,
        Stop::Numbered => !is_before_number,
        Stop::Hour => ends_at_hour(before, next),
        Stop::Initial if word == "I" => !previous_word(before, word).starts_with(char::is_uppercase),
        Stop::Either | Stop::Initial => opens_sentence(next),
        Stop::End => !is_ordinal(before, word, next) && !is_two_word_abbreviation(before, word),
    }
}

fn is_two_word_abbreviation(before: &str, word: &str) -> bool {
    const MAX_BYTES: usize = 8;
    let previous = previous_word(before, word);
    let start = before.len().saturating_sub(previous.len() + 1 + word.len());
    previous.len() + word.len() <= MAX_BYTES && before.get(start..).is_some_and(is_abbreviated)
}

/// Whether an hour ends the sentence: not where it opened the sentence, nor before its time zone or its day.
fn ends_at_hour(before: &str, next: &str) -> bool {
    const OPENING_WORDS: usize = 3;
    let is_opening = before.split_whitespace().nth(OPENING_WORDS).is_none();
    // "E.T." is a zone as well.
    let zone = next.split_whitespace().next().unwrap_or("").replace('.', "").to_lowercase();
    let zone = first_word(&zone);
    let is_zone = AFTER_HOUR.contains(zone)
        || (!opens_sentence(next)
            && next.split_whitespace().nth(1).is_some_and(|word| word.starts_with("time")));
    !is_opening && next.starts_with(char::is_alphabetic) && !is_zone
}

/// Whether `word` is a number that its stop makes an ordinal, as in German ("am 3. Oktober", "XII. Armee").
fn is_ordinal(before: &str, word: &str, next: &str) -> bool {
    let previous = previous_word(before, word);
    if is_short_number(word) {
        return ORDINAL_NOUNS.contains(&first_word(next).to_lowercase())
            || (is_ordinal_lead(previous) && !opens_sentence(next));
    }
    // "Elizabeth II." and "World War II." may end a sentence: their number stands behind a name.
    let is_roman = word.len() > 1 && word.bytes().all(|byte| b"IVXLC".contains(&byte));
    is_roman && previous.starts_with(char::is_lowercase) && !opens_sentence(next)
}

fn is_short_number(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a number behind `word` is likelier an ordinal than the last word.
pub(super) fn is_ordinal_lead(word: &str) -> bool {
    ORDINAL_LEADS.contains(&word.to_lowercase())
}

/// The word before `word`, which `before` ends with.
fn previous_word<'a>(before: &'a str, word: &str) -> &'a str {
    before.strip_suffix(word).map_or("", |rest| last_word(rest.trim_end()))
}

/// Whether a sentence ends before lower case. Whoever opens one so does not mind capitals; elsewhere the words must be
/// plain: a question, a word too long for an abbreviation, or a pronoun behind the mark.
fn ends_before_lower_case(before: &str, next: &str, mark: Mark) -> bool {
    if mark.kind == Kind::Ellipsis {
        return false;
    }
    let is_lower_throughout = before.trim_start().starts_with(char::is_lowercase);
    if mark.kind != Kind::Stop {
        return is_lower_throughout || mark.kind != Kind::Exclamation;
    }
    let word = last_word(before);
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    // Where nothing has a capital, titles have none either.
    let is_plain = n_letters > 1
        && word.chars().all(char::is_alphabetic)
        && [word, &capitalised(word)].into_iter().all(|word| stop_after(word) == Stop::End);
    is_plain
        && !is_label(before)
        && (is_lower_throughout || n_letters >= MIN_UNABBREVIATED || LOWER_OPENERS.contains(first_word(next)))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

/// Whether the mark ends a sentence though no space follows ("It closed.The owner left"): it stands between a word in
/// lower case, or a number, and one with a capital, and not in an address or a name such as "Port.Io".
fn is_space_missing(before: &str, behind: &str, mark: Mark) -> bool {
    const MIN_LETTERS: usize = 3;
    if !behind.starts_with(char::is_uppercase) || mark.kind == Kind::Ellipsis {
        return false;
    }
    let token = tail(before).rsplit(char::is_whitespace).next().unwrap_or("");
    let glued = head(behind).split(char::is_whitespace).next().unwrap_or("");
    let is_address =
        |part: &str| part.contains(['@', '/', '_', '=', '<', '>', ':', '\\']) || part.contains("www");
    let next = first_word(glued);
    let is_name =
        next.chars().count() <= MIN_LETTERS && !opens_sentence(glued) && stop_after(next) == Stop::End;
    if is_address(token) || is_address(glued) || is_name || glued == next && glued == behind {
        return false;
    }
    let n_lower = token.chars().rev().take_while(|c| c.is_lowercase() || matches!(c, '\'' | '’')).count();
    let n_digits = token.bytes().rev().take_while(u8::is_ascii_digit).count();
    (n_lower >= MIN_LETTERS || n_digits >= MIN_LETTERS) && stop_after(last_word(token)) == Stop::End
}

/// Whether all that stands before the full stop is the number or letter of a list item, perhaps with its bullet.
fn is_label(before: &str) -> bool {
    const MAX_BYTES: usize = 12;
    if before.len() > MAX_BYTES {
        return false;
    }
    let label = before.trim_start_matches(|c: char| c.is_whitespace() || is_bullet(c) || c == '(');
    (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
        || (label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Whether a wide full stop stands within a number.
fn is_number(before: &str, behind: &str) -> bool {
    before.ends_with(char::is_numeric) && behind.starts_with(char::is_numeric)
}
