//! The line itself: the best sentence that fits, word for word; cut at a word only where none fits.

use serde::{Deserialize, Serialize};

use super::rank;
use crate::article::{Span, Status};
use crate::features::{Document, Scratch, Vectorizer};
use crate::text::{is_unspaced, words};

/// How long a line may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSettings {
    /// The most characters (not bytes) a line may have; 0 for no limit.
    pub max_chars: usize,
}

impl Default for LineSettings {
    fn default() -> Self {
        Self { max_chars: 160 }
    }
}

/// One line for one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line; empty where the article has no sentence.
    pub summary: String,
    /// The sentence it was taken from, as a span of the article's text.
    pub span: Option<Span>,
    /// Whether the sentence was shortened.
    pub trimmed: bool,
    /// `ok`, or `empty` where there is no sentence.
    pub status: Status,
}

/// The line of a document: the best-ranked sentence of at most `max_chars` characters.
///
/// Where every sentence is longer, the best one is cut behind a word and ends in an ellipsis. White space inside
/// the sentence is folded to single spaces; nothing else is changed.
/// An article without a sentence has no line, whatever its title.
#[must_use]
pub fn summarize(
    document: &Document<'_>,
    vectorizer: &Vectorizer,
    scratch: &mut Scratch,
    settings: LineSettings,
) -> Line {
    let ranked = rank(document, vectorizer, scratch);
    let fits = |text: &str| settings.max_chars == 0 || text.chars().count() <= settings.max_chars;
    for sentence in &ranked {
        let text = fold_white_space(sentence.span.of(document.text));
        if fits(&text) {
            return Line { summary: text, span: Some(sentence.span), trimmed: false, status: Status::Ok };
        }
    }
    if let Some(best) = ranked.first() {
        let text = fold_white_space(best.span.of(document.text));
        let summary = cut_at_word(&text, settings.max_chars);
        return Line { summary, span: Some(best.span), trimmed: true, status: Status::Ok };
    }
    Line { summary: String::new(), span: None, trimmed: false, status: Status::Empty }
}

fn fold_white_space(sentence: &str) -> String {
    let mut folded = String::with_capacity(sentence.len());
    for word in sentence.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The longest run of whole words from the start that leaves room for an ellipsis within `max_chars` characters.
///
/// A cut may be at a space, or where a word of a script without spaces begins or ends.
/// A first word that is itself too long is cut; then there is no other way.
fn cut_at_word(text: &str, max_chars: usize) -> String {
    let room = max_chars.saturating_sub(1);
    let longest = text.char_indices().nth(room).map_or(text.len(), |(index, _)| index);
    let spaces = text.match_indices(' ').map(|(index, _)| index);
    let cuts = spaces.chain(unspaced_boundaries(text)).filter(|cut| (1..=longest).contains(cut));
    let words = text.get(..cuts.max().unwrap_or(longest)).unwrap_or("").trim_end_matches(LOOSE_ENDS);
    format!("{words}…")
}

/// What nothing follows any more is dropped from the end of a cut line.
const LOOSE_ENDS: [char; 13] = [',', ';', ':', '-', '–', '—', ' ', '，', '、', '；', '：', '「', '（'];

/// Where the words of scripts without spaces begin and end.
fn unspaced_boundaries(text: &str) -> impl Iterator<Item = usize> {
    let is_unspaced_word = |span: &Span| span.of(text).starts_with(is_unspaced);
    words(text).filter(is_unspaced_word).flat_map(|span| [span.start, span.end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{TermBlock, TfIdf, Vocabulary, Weighting};
    use crate::text::{Analyzer, AnalyzerSettings};
    use proptest::prelude::*;

    fn vectorizer() -> Vectorizer {
        let tfidf = TfIdf::fit(&[3], 10, Weighting::Sublinear);
        let words = TermBlock::new(Vocabulary::new(vec!["port"]), tfidf).unwrap();
        Vectorizer::from_parts(Analyzer::new(AnalyzerSettings::default()), words, TermBlock::default())
    }

    fn line(title: &str, text: &str, masked: &[Span], max_chars: usize) -> Line {
        let document = Document { title, text, masked, lang: None };
        summarize(&document, &vectorizer(), &mut Scratch::default(), LineSettings { max_chars })
    }

    const TEXT: &str = "It was a grey morning. The port of Arvik will close its coal pier in March, the harbour master said. \
                        Why now? Ships called at the pier twice a week in 2019 and hardly ever this year. Arvik has two other piers. \
                        The port council votes on the plan in a fortnight.";

    #[test]
    fn the_sentence_that_says_what_happened_wins() {
        let line = line("Arvik port to close coal pier", TEXT, &[], 160);
        assert_eq!(
            line.summary,
            "The port of Arvik will close its coal pier in March, the harbour master said."
        );
        assert_eq!(line.span.unwrap().of(TEXT), line.summary);
        assert!(!line.trimmed);
    }

    #[test]
    fn masked_sentences_are_never_chosen() {
        let text = "Buy the port book at the port now! Rain fell.";
        assert_eq!(line("Port", text, &[Span::new(0, 34)], 160).summary, "Rain fell.");
    }

    #[test]
    fn where_nothing_fits_a_word_is_the_unit() {
        let line = line("", "Harbour masters, who disagree about everything else, agree.", &[], 30);
        assert_eq!(line.summary, "Harbour masters, who disagree…");
        assert!(line.trimmed);
    }

    /// 25 characters, of which 14 and the ellipsis fit: 渡轮 (ferry) would be cut in two by the fifteenth.
    #[test]
    fn without_spaces_a_dictionary_word_is_the_unit() {
        let text = "港口办公室宣布从星期一起的渡轮将在 AI 控制下出发。";
        assert_eq!(line("", text, &[], 15).summary, "港口办公室宣布从星期一起的…");
        assert_eq!(line("", "港口「渡轮」，出发", &[], 4).summary, "港口…");
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(line("Title only", "", &[], 160).status, Status::Empty);
    }

    proptest! {
        #[test]
        fn a_line_is_short_and_there(text in r"([A-Za-zé“”]{1,30}[ ,.!?\n]{0,2}){0,60}", max_chars in 1_usize..80) {
            let found = line("", &text, &[], max_chars);
            prop_assert!(found.summary.chars().count() <= max_chars);
            prop_assert_eq!(found.summary.is_empty(), !text.chars().any(char::is_alphanumeric));
            if let Some(span) = found.span {
                let sentence = fold_white_space(span.of(&text));
                let kept = if found.trimmed { found.summary.trim_end_matches('…') } else { &found.summary };
                prop_assert!(sentence.starts_with(kept));
            }
        }
    }
}
