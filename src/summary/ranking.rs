//! The lines that an article could be given, and how well each would stand for the whole.

use super::article_terms::Background;
use super::features::{Described, Scene};
use super::line_model::LineModel;
use super::shortening::{Cut, Shortened, shorten};
use crate::article::Span;
use crate::features::{Document, Scratch};
use crate::text::sentences;

/// Of a longer article, such as a live blog, only so many sentences compete: its first.
const MAX_SENTENCES: usize = 1000;

/// A line that an article could be given.
pub(super) struct Candidate {
    /// The sentence it is made from, as a span of the article's text.
    pub(super) span: Span,
    /// The line.
    pub(super) text: String,
    /// What was cut from the sentence; the spans are of the article's text.
    pub(super) cuts: Vec<Cut>,
    /// What there is to know of it.
    pub(super) described: Described,
    /// Whether the line is within the limit.
    pub(super) fits: bool,
    /// By the weights; higher is better, and comparable within the article.
    pub(super) score: f64,
}

/// The lines of `document` of at most `max_chars` characters (0: sentences as they stand), in the order of their sentences; a sentence that
/// cannot be made to fit comes whole.
pub(super) fn candidates(
    document: &Document<'_>,
    background: &dyn Background,
    scratch: &mut Scratch,
    max_chars: usize,
) -> Vec<Candidate> {
    let spans = kept_sentences(document);
    let mut scene = Scene::new(document, &spans, background, scratch);
    let line = |(index, span): (usize, Span)| {
        let sentence = span.of(document.text);
        let shortened = if max_chars == 0 { None } else { shorten(sentence, max_chars) };
        let shortened = shortened.filter(|shortened| !shortened.cuts.is_empty());
        candidate(&mut scene, index, span, sentence, shortened, max_chars)
    };
    spans.iter().copied().enumerate().map(line).collect()
}

/// Every sentence of `document` whole, and shortened to `max_chars` where that cuts something: what weights are learnt from.
pub(super) fn candidates_to_learn(
    document: &Document<'_>,
    background: &dyn Background,
    scratch: &mut Scratch,
    max_chars: usize,
) -> Vec<Candidate> {
    let mut all = candidates(document, background, scratch, 0);
    let short = candidates(document, background, scratch, max_chars);
    all.extend(short.into_iter().filter(|candidate| !candidate.cuts.is_empty()));
    all
}

fn candidate(
    scene: &mut Scene<'_, '_>,
    index: usize,
    span: Span,
    sentence: &str,
    shortened: Option<Shortened>,
    max_chars: usize,
) -> Candidate {
    let described = scene.describe(index, sentence, shortened.as_ref());
    let (text, cuts) = match shortened {
        Some(shortened) => {
            let in_article = |cut: Cut| Cut { span: cut.span.shifted(span.start), ..cut };
            (shortened.text, shortened.cuts.into_iter().map(in_article).collect())
        }
        None => (fold_white_space(sentence), Vec::new()),
    };
    let fits = max_chars == 0 || text.chars().nth(max_chars).is_none();
    Candidate { span, text, cuts, described, fits, score: 0.0 }
}

/// [`candidates`] with their scores.
pub(super) fn scored(
    document: &Document<'_>,
    background: &dyn Background,
    model: &LineModel,
    scratch: &mut Scratch,
    max_chars: usize,
) -> Vec<Candidate> {
    let mut candidates = candidates(document, background, scratch, max_chars);
    let mut expanded = Vec::new();
    for candidate in &mut candidates {
        candidate.score = model.score(&candidate.described.features, &mut expanded);
    }
    candidates
}

/// The sentences with a letter or digit outside the masked stretches; all of them where nothing would be left.
fn kept_sentences(document: &Document<'_>) -> Vec<Span> {
    let mut all = sentences(document.text);
    all.retain(|span| span.of(document.text).chars().any(char::is_alphanumeric));
    let mut masks = document.masked.iter().peekable();
    let mut is_masked = |span: &Span| {
        // Both are in order: masks that end before this sentence touch none of those to come.
        while masks.next_if(|mask| mask.end <= span.start).is_some() {}
        masks.peek().is_some_and(|mask| mask.start < span.end)
    };
    let mut kept: Vec<Span> = all.iter().copied().filter(|span| !is_masked(span)).collect();
    if kept.is_empty() {
        kept = all;
    }
    kept.truncate(MAX_SENTENCES);
    kept
}

/// The sentence on one line: every stretch of white space is one space.
pub(super) fn fold_white_space(sentence: &str) -> String {
    let mut folded = String::with_capacity(sentence.len());
    for word in sentence.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
