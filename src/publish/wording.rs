//! Words that several forms share: numbers of things, and beginnings of texts.

use std::fmt::Display;

/// `n` things that are called `one` each: `1 article`, `2 articles`.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(n: N, one: &str) -> String {
    if n == N::from(1) { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// `n` with a comma between thousands.
pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The beginning of a text on one line, at most `max_chars` characters and cut behind a word, by which a person knows it again.
pub(super) fn clipped<'t>(words: impl IntoIterator<Item = &'t str>, max_chars: usize) -> String {
    let mut clipped = String::new();
    let mut room = max_chars;
    for word in words {
        let needed = word.chars().count() + usize::from(!clipped.is_empty());
        if needed > room {
            // A text without spaces still shows its beginning.
            let beginning = if clipped.is_empty() { room } else { 0 };
            clipped.extend(word.chars().take(beginning));
            return clipped + " …";
        }
        room -= needed;
        if !clipped.is_empty() {
            clipped.push(' ');
        }
        clipped.push_str(word);
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_things() {
        assert_eq!([0, 1, 2].map(|n: usize| counted(n, "row")), ["0 rows", "1 row", "2 rows"]);
    }
}
