//! The line itself: the best sentence that fits or can be made to, by deletion alone; cut at a word only where there is none.

use serde::{Deserialize, Serialize};

use super::article_terms::Background;
use super::choice::choose;
use super::line_model::LineModel;
use super::ranking::{Candidate, scored};
use super::shortening::{Cut, CutReason, ties};
use crate::article::{Span, Status};
use crate::features::{Document, Scratch};
use crate::text::{is_unspaced, words};

/// How a line is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSettings {
    /// The most characters (not bytes) a line may have, all its sentences together; 0 for no limit, and sentences as they stand.
    pub max_chars: usize,
    /// The most sentences, at least 1.
    pub n_sentences: usize,
    /// Whether a sentence that only repeats the title may be the line though there are others.
    pub allow_echo: bool,
}

impl LineSettings {
    /// A line of one sentence has at most so many characters where nothing else is said.
    pub const MAX_CHARS: usize = 160;
}

impl Default for LineSettings {
    fn default() -> Self {
        Self { max_chars: Self::MAX_CHARS, n_sentences: 1, allow_echo: false }
    }
}

/// What lines are chosen by: a topic model's words, and the weights of features.
#[derive(Clone, Copy)]
pub struct LineKnowledge<'a> {
    /// How rare words are, and what they say of topics.
    pub background: &'a dyn Background,
    /// How features weigh.
    pub model: &'a LineModel,
}

/// One line for one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The line: its sentences, one space between two; empty where the article has no sentence.
    pub summary: String,
    /// The sentences, in the order of the article.
    pub sentences: Vec<LineSentence>,
    /// `ok`, or `empty` where there is no sentence.
    pub status: Status,
}

/// One sentence of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineSentence {
    /// The sentence it was made from, as a span of the article's text.
    pub span: Span,
    /// What is left of it.
    pub text: String,
    /// How well it stands for the article; comparable within one article only.
    pub score: f64,
    /// What was cut from it; the spans are of the article's text.
    pub cuts: Vec<Cut>,
}

impl Line {
    /// Whether a sentence was shortened.
    #[must_use]
    pub fn is_trimmed(&self) -> bool {
        self.sentences.iter().any(|sentence| !sentence.cuts.is_empty())
    }

    /// From the start of the first sentence to the end of the last, in the article's text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let (first, last) = (self.sentences.first()?, self.sentences.last()?);
        Some(Span::new(first.span.start, last.span.end))
    }
}

/// The line of a document: of the sentences of at most `max_chars` characters, and those that deletion makes so, the best.
///
/// Where there is none, the best sentence of all is cut behind a word and ends in an ellipsis. White space is folded to single spaces.
/// An article without a sentence has no line, whatever its title.
#[must_use]
pub fn summarize(
    document: &Document<'_>,
    knowledge: LineKnowledge<'_>,
    scratch: &mut Scratch,
    settings: LineSettings,
) -> Line {
    let LineSettings { max_chars, n_sentences, allow_echo } = settings;
    let candidates = scored(document, knowledge, scratch, max_chars, n_sentences.max(1));
    let chosen = choose(&candidates, n_sentences.max(1), max_chars, allow_echo);
    let mut sentences: Vec<LineSentence> = chosen
        .into_iter()
        .filter_map(|place| candidates.get(place))
        .map(|line| as_it_is(line, document.text))
        .collect();
    if sentences.is_empty() {
        // Of equal ones the first, as `max_by` takes the last.
        let best = candidates.iter().rev().max_by(|a, b| a.score.total_cmp(&b.score));
        sentences.extend(best.map(|best| cut_short(best, max_chars, document.text)));
    }
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let status = if texts.is_empty() { Status::Empty } else { Status::Ok };
    Line { summary: texts.join(" "), sentences, status }
}

fn as_it_is(candidate: &Candidate, article: &str) -> LineSentence {
    let Candidate { span, cuts, score, .. } = candidate;
    LineSentence { span: *span, text: candidate.text(article), score: *score, cuts: cuts.clone() }
}

/// A sentence that is cut behind a word, where no rule makes it fit.
fn cut_short(candidate: &Candidate, max_chars: usize, article: &str) -> LineSentence {
    let text = cut_at_word(&candidate.text(article), max_chars);
    let n_kept = text.trim_end_matches('…').chars().filter(|c| !c.is_whitespace()).count();
    let span = candidate.span;
    let rest = span.of(article).char_indices().filter(|(_, c)| !c.is_whitespace()).nth(n_kept);
    let start = rest.map_or(span.end, |(index, _)| span.start + index);
    let cut = Cut { span: Span::new(start, span.end), reason: CutReason::NoRoom };
    LineSentence { text, cuts: vec![cut], ..as_it_is(candidate, article) }
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
    let mut words = text.get(..cuts.max().unwrap_or(longest)).unwrap_or("").trim_end_matches(LOOSE_ENDS);
    // A line that stops behind "unless the" promises something; "he will resign…" is one.
    while let Some((before, last)) = words.rsplit_once(' ')
        && before.split(' ').nth(MIN_CUT_WORDS - 1).is_some()
        && ties(last)
    {
        words = before.trim_end_matches(LOOSE_ENDS);
    }
    format!("{words}…")
}

/// Words that tie to what follows are left out at a cut, down to so many words.
const MIN_CUT_WORDS: usize = 3;

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
    use crate::features::{TermBlock, TfIdf, Vectorizer, Vocabulary, Weighting};
    use crate::summary::ranking::fold_white_space;
    use crate::text::{Analyzer, AnalyzerSettings};
    use proptest::prelude::*;

    /// Knows one word and no topic.
    struct Port(Vectorizer);

    impl Background for Port {
        fn vectorizer(&self) -> &Vectorizer {
            &self.0
        }

        fn topic_weights(&self, _column: usize) -> &[f32] {
            &[]
        }
    }

    fn vectorizer() -> Vectorizer {
        let tfidf = TfIdf::fit(&[3], 10, Weighting::Sublinear);
        let words = TermBlock::new(Vocabulary::new(vec!["port"]), tfidf).unwrap();
        Vectorizer::from_parts(Analyzer::new(AnalyzerSettings::default()), words, TermBlock::default())
    }

    fn line_by(title: &str, text: &str, masked: &[Span], settings: LineSettings) -> Line {
        let document = Document { title, text, masked, lang: None };
        let model = LineModel::builtin().unwrap();
        let knowledge = LineKnowledge { background: &Port(vectorizer()), model: &model };
        summarize(&document, knowledge, &mut Scratch::default(), settings)
    }

    fn line(title: &str, text: &str, masked: &[Span], max_chars: usize) -> Line {
        line_by(title, text, masked, LineSettings { max_chars, ..LineSettings::default() })
    }

    const TEXT: &str = "It was a grey morning. The port of Arvik will close its coal pier in March and move its cranes to the new quay. \
                        Why now? Ships called at the pier twice a week in 2019 and hardly ever this year. Arvik has two other piers. \
                        The port council votes on the plan in a fortnight.";

    #[test]
    fn the_sentence_that_says_what_happened_wins() {
        let line = line("", TEXT, &[], 160);
        assert_eq!(
            line.summary,
            "The port of Arvik will close its coal pier in March and move its cranes to the new quay."
        );
        assert_eq!(line.span().unwrap().of(TEXT), line.summary);
        assert!(!line.is_trimmed());
    }

    #[test]
    fn a_sentence_that_only_repeats_the_title_yields() {
        let text =
            "The port of Arvik will close its coal pier. Rain fell all day and the gulls kept to the roofs.";
        let title = "Port of Arvik will close coal pier";
        let allowing =
            |allow_echo| line_by(title, text, &[], LineSettings { allow_echo, ..LineSettings::default() });
        assert!(allowing(false).summary.starts_with("Rain fell"), "{}", allowing(false).summary);
        assert!(allowing(true).summary.starts_with("The port"), "{}", allowing(true).summary);
        let alone = line(title, "The port of Arvik will close its coal pier.", &[], 160);
        assert_eq!(alone.summary, "The port of Arvik will close its coal pier.");
    }

    #[test]
    fn several_sentences_keep_their_order_and_the_limit() {
        for (n_sentences, max_chars) in [(2, 320), (3, 480), (3, 150), (9, 0)] {
            let settings = LineSettings { max_chars, n_sentences, ..LineSettings::default() };
            let line = line_by("", TEXT, &[], settings);
            let spans: Vec<Span> = line.sentences.iter().map(|sentence| sentence.span).collect();
            assert!(spans.is_sorted() && spans.len() <= n_sentences, "{spans:?}");
            assert!(max_chars == 0 || line.summary.chars().count() <= max_chars);
            let texts: Vec<&str> = line.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            assert_eq!(texts.join(" "), line.summary);
        }
        let all =
            line_by("", TEXT, &[], LineSettings { n_sentences: 9, max_chars: 0, ..LineSettings::default() });
        assert_eq!(all.sentences.len(), 6);
    }

    #[test]
    fn masked_sentences_are_never_chosen() {
        let text = "Buy the port book at the port now! Rain fell.";
        assert_eq!(line("Port", text, &[Span::new(0, 34)], 160).summary, "Rain fell.");
    }

    #[test]
    fn what_is_cut_is_named() {
        let text = "The harbour office in Arvik, which is older than the town itself, was closed for good on Monday, the council said.";
        let line = line("", text, &[], 70);
        assert!(line.is_trimmed() && line.summary.chars().count() <= 70, "{}", line.summary);
        let cuts: Vec<(&str, &str)> = line
            .sentences
            .iter()
            .flat_map(|sentence| {
                sentence.cuts.iter().map(|cut| (cut.reason.wording(), cut.span.of(text).trim()))
            })
            .collect();
        assert!(cuts.iter().any(|(reason, _)| *reason == "relative clause"), "{cuts:?}");
    }

    #[test]
    fn where_nothing_fits_a_word_is_the_unit() {
        let text = "Harbour masters disagree on everything.";
        let line = line("", text, &[], 26);
        assert_eq!(line.summary, "Harbour masters disagree…");
        assert!(line.is_trimmed());
        let cut = line.sentences[0].cuts[0];
        assert_eq!((cut.reason, cut.span.of(text)), (CutReason::NoRoom, "on everything."));
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

    #[test]
    fn any_text_with_a_sentence_has_a_line() {
        let huge = "port ".repeat(300_000);
        let texts = [
            "Sold",
            "“We are done.”",
            "- salt\n- rope\n- tar",
            "🚢 🚢 sails 🚢",
            "הספינה הפליגה מן הנמל.",
            "\u{200b}ship\u{200b}",
            huge.as_str(),
        ];
        for text in texts {
            let line = line("", text, &[], 160);
            assert_eq!(line.status, Status::Ok);
            assert!(!line.summary.is_empty() && line.summary.chars().count() <= 160);
        }
    }

    proptest! {
        #[test]
        fn a_line_is_short_and_there_and_nothing_is_added(
            text in r"(([A-Za-zé“”]{1,12}|said|which|and|on Monday|\(a\))[ ,.!?\n]{0,2}){0,60}",
            max_chars in 1_usize..80,
        ) {
            let found = line("", &text, &[], max_chars);
            prop_assert!(found.summary.chars().count() <= max_chars);
            prop_assert_eq!(found.summary.is_empty(), !text.chars().any(char::is_alphanumeric));
            let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
            if let Some(span) = found.span() {
                let sentence = fold_white_space(span.of(&text));
                prop_assert!(found.is_trimmed() || sentence == found.summary);
                let mut rest = plain(&sentence).into_iter();
                prop_assert!(plain(&found.summary).iter().all(|c| rest.any(|other| other == *c)));
            }
        }
    }
}
