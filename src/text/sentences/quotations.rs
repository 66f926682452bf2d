//! Quotations: whether a mark stands in one that the sentence goes on behind, and what says who spoke.

use super::abbreviations::{SPEECH, opens_sentence};

/// So many bytes before or behind a mark are looked at, at most, for the rest of a quotation, a name or an address.
const MAX_CONTEXT: usize = 400;

/// Whether the mark stands within a short quotation that the sentence goes on behind: “We left. We stay away,” she said.
/// A quotation of whole sentences ends one at each of its marks.
pub(super) fn is_inside_quotation(before: &str, next: &str) -> bool {
    const MAX_QUOTATION: usize = 240;
    let near = tail(before);
    let opener = near
        .rfind(|c| closers_of(c).is_some())
        .and_then(|start| near.get(start..)?.chars().next().map(|c| (start, c)));
    let Some((start, opener)) = opener else { return false };
    let Some(closers) = closers_of(opener) else { return false };
    let quoted = near.get(start + opener.len_utf8()..).unwrap_or("");
    // A straight quote is an opening one where a word follows and none stands before.
    let is_opening = quoted.starts_with(|c: char| !c.is_whitespace())
        && !near.get(..start).unwrap_or("").ends_with(|c: char| !c.is_whitespace() && c != '(');
    let ahead = head(next);
    let Some(end) = ahead.find(closers) else { return false };
    if !is_opening || quoted.contains(closers) || quoted.len() + end > MAX_QUOTATION {
        return false;
    }
    let (inside, behind) = ahead.split_at(end);
    let behind = behind.trim_start_matches(closers);
    inside.ends_with(',')
        || behind.starts_with([',', '.', ';'])
        || behind.trim_start().starts_with(|c: char| c.is_lowercase() || c == '(' || c == '–' || c == '—')
}

/// What closes a quotation that `opener` opens; none where it opens none.
const fn closers_of(opener: char) -> Option<[char; 2]> {
    match opener {
        '"' => Some(['"'; 2]),
        '“' => Some(['”'; 2]),
        '„' => Some(['“', '”']),
        '«' => Some(['»'; 2]),
        '»' => Some(['«'; 2]),
        _ => None,
    }
}

/// Whether the last `opener` before the mark has no `closer` behind it.
pub(super) fn is_open(before: &str, opener: char, closer: char) -> bool {
    let near = tail(before);
    near.rfind(opener).is_some_and(|at| near.get(at..).is_some_and(|quote| !quote.contains(closer)))
}

/// Whether a wide mark stands inside of a quotation or title that closes in `behind`, or closes with one that goes on there;
/// `run` is the mark with what closes after it.
pub(super) fn is_inside_brackets(before: &str, run: &str, behind: &str) -> bool {
    const PAIRS: [(char, char); 6] =
        [('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('（', '）'), ('“', '”')];
    /// "「…。」と述べた": what is said goes on with the particle that makes it part of a sentence.
    const PARTICLES: [char; 10] = ['と', 'っ', 'な', 'の', 'を', 'が', 'は', 'に', 'で', 'も'];
    let near = tail(before);
    let opened = near.char_indices().rev().find_map(|(at, c)| {
        let (_, closer) = PAIRS.iter().find(|(opener, _)| *opener == c)?;
        (!near.get(at..)?.contains(*closer)).then_some(*closer)
    });
    match opened {
        None => false,
        Some(closer) if !run.contains(closer) => head(behind).contains(closer),
        // A title never is the whole sentence.
        Some('》' | '〉') => true,
        Some(_) => behind.starts_with(PARTICLES),
    }
}

/// Whether what follows a quotation says who spoke: a name and a verb of saying.
pub(super) fn is_attribution(next: &str) -> bool {
    const MAX_NAME: usize = 5;
    let mut words = head(next).split_whitespace();
    for n_words in 0..=MAX_NAME {
        let Some(word) = words.next() else { return false };
        let bare = word.trim_end_matches([',', '.', ':']);
        if n_words > 0 && SPEECH.contains(bare) {
            return bare.len() < word.len()
                || !matches!(words.next(), Some("that" | "the" | "he" | "she" | "it" | "they"));
        }
        if !word.starts_with(char::is_uppercase) || (n_words == 0 && opens_sentence(word)) {
            return false;
        }
    }
    false
}

/// The last bytes of `text`, at most [`MAX_CONTEXT`].
pub(super) fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(MAX_CONTEXT);
    (start..=text.len()).find_map(|at| text.get(at..)).unwrap_or(text)
}

/// The first bytes of `text`, at most [`MAX_CONTEXT`].
pub(super) fn head(text: &str) -> &str {
    let end = text.len().min(MAX_CONTEXT);
    (0..=end).rev().find_map(|at| text.get(..at)).unwrap_or(text)
}
