//! Whom a title is about: its words that the text writes with a capital where no sentence begins.
//!
//! Two events of a kind are told in the same words but for the names: a regulator fines one company, and then another.

use std::collections::HashSet;

use super::card::folded;
use crate::features::Document;
use crate::text::words;

/// A sentence begins behind one of these.
const ENDS: [char; 6] = ['.', '!', '?', ':', '…', '\n'];
/// What may stand between the end of a sentence and the next.
const BETWEEN: [char; 9] = [' ', '"', '\'', '“', '”', '‘', '’', '(', '«'];

/// The names in the title of a document, folded, as far as the first `n_words` words of its text tell.
pub(super) fn title_names(document: &Document<'_>, n_words: usize) -> Vec<String> {
    let (mut names, mut others) = (HashSet::new(), HashSet::new());
    let kept = document.kept().map(|kept| kept.of(document.text));
    let spans = kept.flat_map(|text| words(text).map(move |span| (text, span)));
    for (text, span) in spans.take(n_words) {
        let word = span.of(text);
        if !word.starts_with(char::is_uppercase) {
            others.insert(folded(word));
        } else if !begins_sentence(text.get(..span.start).unwrap_or_default()) {
            names.insert(folded(word));
        }
    }
    let mut seen = HashSet::new();
    words(document.title)
        .map(|span| folded(span.of(document.title)))
        .filter(|word| names.contains(word) && !others.contains(word) && seen.insert(word.clone()))
        .collect()
}

/// Whether a word behind `before` is the first of a sentence.
fn begins_sentence(before: &str) -> bool {
    before.trim_end_matches(BETWEEN).chars().next_back().is_none_or(|last| ENDS.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(title: &str, text: &str) -> Vec<String> {
        title_names(&Document { title, text, masked: &[], lang: None }, 100)
    }

    #[test]
    fn capitals_within_sentences_make_names() {
        let text = "Ferries to Tallis stopped. “Storms” kept the Marrowe in port, said the harbour.\nStorms are rare in May.";
        assert_eq!(names("Marrowe Kept In Port As Storms Hit Tallis", text), ["marrowe", "tallis"]);
        assert_eq!(names("Harbour closed", "The Harbour is a harbour."), [""; 0]);
        assert_eq!(names("Marrowe aground", ""), [""; 0]);
    }
}
