//! What a full stop behind a word may mean, and what the word behind it says of that.

use std::sync::LazyLock;

use hashbrown::HashSet;

use super::word_lists as lists;
use crate::text::lower_key;

/// A list of words for looking up.
pub(super) struct WordSet(LazyLock<HashSet<&'static str>>);

impl WordSet {
    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The sets of the lists, filled at the first use.
macro_rules! word_sets {
    ($($set:ident),+ $(,)?) => {
        $(pub(super) static $set: WordSet = WordSet(LazyLock::new(|| {
            lists::$set.iter().flat_map(|(_, words)| words.iter().copied()).collect()
        }));)+
    };
}

word_sets!(OPEN, NUMBERED, EITHER, OPENERS, LOWER_OPENERS, ORDINAL_NOUNS, ORDINAL_LEADS, AFTER_HOUR, SPEECH);

/// The keys of all entries of the lists of abbreviations, and of the two that stand for themselves.
static KEYS: LazyLock<HashSet<u128>> = LazyLock::new(|| {
    let rows = [lists::OPEN, lists::NUMBERED, lists::EITHER].into_iter().flatten();
    let words = rows.flat_map(|(_, words)| words.iter().copied());
    words.chain(HOURS).filter_map(lower_key).collect()
});

/// Abbreviations behind an hour.
const HOURS: [&str; 2] = ["a.m", "p.m"];

/// What a full stop behind a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It belongs to the word, and the sentence goes on.
    Abbreviation,
    /// It belongs to the word where a number follows, and ends the sentence elsewhere.
    Numbered,
    /// It belongs to the word, and may end the sentence too.
    Either,
    /// It belongs to the `a.m.` or `p.m.` behind an hour.
    Hour,
    /// It belongs to a letter, which may be an initial, or the last word.
    Initial,
    /// It ends the sentence.
    End,
}

/// What the full stop behind `word` means; `word` comes without its last stop, in any case.
pub(super) fn stop_after(word: &str) -> Stop {
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return Stop::End };
    let is_letter = characters.next().is_none() && first.is_alphabetic();
    if is_letter && first.is_uppercase() {
        return Stop::Initial;
    }
    if lower_key(word).is_some_and(|key| !KEYS.contains(&key)) {
        // Of ASCII letters, and in no list, as most words are.
        let is_either = is_dotted(word) || (is_letter && first.is_lowercase());
        return if is_either { Stop::Either } else { Stop::End };
    }
    let lower = word.to_lowercase();
    let titled = first.is_uppercase().then(|| {
        let rest = word.get(first.len_utf8()..).unwrap_or("");
        first.to_string() + &rest.to_lowercase()
    });
    let is_in =
        |list: &WordSet| list.contains(&lower) || titled.as_ref().is_some_and(|word| list.contains(word));
    if HOURS.contains(&lower.as_str()) {
        Stop::Hour
    } else if is_in(&OPEN) {
        Stop::Abbreviation
    } else if is_in(&NUMBERED) {
        Stop::Numbered
    } else if is_in(&EITHER) || is_dotted(&lower) || (is_letter && first.is_lowercase()) {
        Stop::Either
    } else if is_letter {
        // Of a script without case: a title, such as "د." before an Arabic doctor's name.
        Stop::Abbreviation
    } else {
        Stop::End
    }
}

/// Whether the stop behind the last of `words` belongs to an abbreviation of two words ("ad es.", "p. ej.").
pub(super) fn is_abbreviated(words: &str) -> bool {
    OPEN.contains(&words.to_lowercase())
}

/// Whether `word` is letters with stops between them, such as "U.S.S.R".
fn is_dotted(word: &str) -> bool {
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    word.contains('.') && word.split('.').all(is_letter)
}

/// Whether `words`, behind an abbreviation, are likelier to open a sentence than to go on with one.
pub(super) fn opens_sentence(words: &str) -> bool {
    let first = first_word(words);
    // "J. A. Okoye": the A is another initial.
    OPENERS.contains(first)
        && !(first.len() == 1 && words.get(1..).is_some_and(|behind| behind.starts_with('.')))
}

/// The letters and digits that `words` opens with.
pub(super) fn first_word(words: &str) -> &str {
    let end = words.find(|character: char| !character.is_alphanumeric()).unwrap_or(words.len());
    words.get(..end).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word in two of these lists would mean two things.
    #[test]
    fn no_abbreviation_stands_twice() {
        let mut all: Vec<&str> = [lists::OPEN, lists::NUMBERED, lists::EITHER]
            .iter()
            .flat_map(|rows| rows.iter().flat_map(|(_, words)| words.iter().copied()))
            .collect();
        let n_words = all.len();
        all.sort_unstable();
        for pair in all.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        assert_eq!(all.len(), n_words);
    }

    #[test]
    fn lists_are_in_the_form_that_is_looked_up() {
        for rows in [lists::OPEN, lists::NUMBERED, lists::EITHER, lists::ORDINAL_NOUNS, lists::SPEECH] {
            for word in rows.iter().flat_map(|(_, words)| words.iter()) {
                let behind_first: String = word.chars().skip(1).collect();
                assert_eq!(behind_first.to_lowercase(), behind_first);
                assert!(!word.ends_with('.'), "{word}");
            }
        }
        for (code, _) in lists::OPEN.iter().chain(lists::EITHER).chain(lists::OPENERS) {
            assert!(crate::text::Language::of_tag(code).is_some(), "{code}");
        }
    }
}
