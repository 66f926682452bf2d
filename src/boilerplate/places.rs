//! Where the sentences of an article stand: at its beginning or end, and inside a quotation that goes over several of them.

use crate::article::Span;

/// Where a sentence stands in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Among the first sentences.
    pub opening: bool,
    /// Among the last.
    pub closing: bool,
    /// Inside a quotation that an earlier sentence opened.
    pub in_quotation: bool,
}

/// So many sentences open an article …
const N_OPENING: usize = 2;
/// … and so many close it, though no more than one in so many of a short one.
const N_CLOSING: usize = 3;
const CLOSING_PART: usize = 3;

/// Where each of the sentences of `text` stands.
///
/// A quotation lasts from a quotation mark that opens to one that closes, over several sentences of a paragraph.
pub(super) fn places(text: &str, sentences: &[Span]) -> Vec<Place> {
    let n = sentences.len();
    let n_closing = n.div_ceil(CLOSING_PART).min(N_CLOSING);
    let (mut is_open, mut last_end) = (false, 0);
    let place = |(index, span): (usize, &Span)| {
        if Span::new(last_end, span.start).of(text).contains('\n') {
            is_open = false;
        }
        last_end = span.end;
        let in_quotation = is_open;
        is_open = leaves_open(span.of(text), is_open);
        Place { opening: index < N_OPENING, closing: index > 0 && index + n_closing >= n, in_quotation }
    };
    sentences.iter().enumerate().map(place).collect()
}

/// Whether a quotation is open behind `sentence`, before which one `was_open`.
fn leaves_open(sentence: &str, was_open: bool) -> bool {
    let Some((at, mark)) = sentence.char_indices().rev().find(|(_, character)| is_quote(*character)) else {
        return was_open;
    };
    let behind = sentence.get(at + mark.len_utf8()..).unwrap_or_default();
    match mark {
        '„' | '«' => true,
        // German closes with the mark that opens in English.
        '“' => {
            !sentence.get(..at).is_some_and(|before| before.contains('„'))
                && behind.starts_with(char::is_alphanumeric)
        }
        '»' | '”' => false,
        _ => behind.starts_with(|character: char| {
            character.is_alphanumeric() || matches!(character, '\'' | '’' | '[' | '.')
        }),
    }
}

pub(super) const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences;

    /// Sentences that end at every full stop with a space behind it, as those of a quotation that is too long to hold together do.
    fn cut_at_stops(text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut start = 0;
        for (end, _) in text.match_indices([' ', '\n']) {
            if text.get(start..end).is_some_and(|before| before.trim_end_matches(is_quote).ends_with('.')) {
                spans.push(Span::new(start, end));
                start = end + 1;
            }
        }
        spans.push(Span::new(start, text.len()));
        spans.retain(|span| !span.of(text).trim().is_empty());
        spans
    }

    #[test]
    fn a_quotation_lasts_until_it_closes() {
        let quoted = |text: &str| -> Vec<bool> {
            places(text, &cut_at_stops(text)).iter().map(|place| place.in_quotation).collect()
        };
        assert_eq!(
            quoted("\"We wait. You wait. All wait,\" she said. It rained."),
            [false, true, true, false]
        );
        assert_eq!(quoted("“We wait. You wait.” It rained."), [false, true, false]);
        assert_eq!(quoted("„Wir warten. Ihr wartet“, sagte sie. Es regnete."), [false, true, false]);
        assert_eq!(quoted("« On attend. Vous attendez », dit-elle. Il pleuvait."), [false, true, false]);
        // Each paragraph of a long quotation opens it anew, and only the last one closes it.
        assert_eq!(quoted("\"We wait. You wait.\n\nIt rained."), [false, true, false]);
    }

    #[test]
    fn ends_are_told_from_the_middle() {
        let text = "One. Two. Three. Four. Five. Six. Seven.";
        let places = places(text, &sentences(text));
        assert_eq!(places.iter().filter(|place| place.opening).count(), N_OPENING);
        assert_eq!(
            places.iter().map(|place| place.closing).collect::<Vec<_>>(),
            [false, false, false, false, true, true, true]
        );
        let short = "One. Two. Three.";
        assert_eq!(
            super::places(short, &sentences(short)).iter().map(|place| place.closing).collect::<Vec<_>>(),
            [false, false, true]
        );
    }
}
