//! The lines that an article could be given, and how well each would stand for the whole.

use super::article_terms::Background;
use super::choice::ECHO;
use super::features::{Described, Scene};
use super::line::LineKnowledge;
use super::shortening::{Cut, may_tidy, shorten};
use crate::article::Span;
use crate::features::{Document, Scratch};
use crate::text::sentences;

/// Of a longer article, such as a live blog, only so many sentences compete: its first.
const MAX_SENTENCES: usize = 1000;
/// So many sentences that are too long, the best as they stand, are shortened: the rules take longer than all else.
const MAX_SHORTENED: usize = 5;

/// A sentence that has to be shortened and scores less than the best that fits by more than this is left alone: of a hundred sentences
/// that are shortened two gain more by it, as measured on news of 160 characters, and seldom one of those comes out best.
const MOST_GAINED: f64 = 0.01;

/// What a line loses that leans on what was said before it: it decides between lines that are about as good, as references do not ask whether a
/// line can be read by itself and readers do.
const LEANING: f64 = 0.01;

/// A line that an article could be given.
pub(super) struct Candidate {
    /// The sentence it is made from, as a span of the article's text.
    pub(super) span: Span,
    /// The line, where it is not the whole sentence.
    shortened: Option<String>,
    /// What was cut from the sentence; the spans are of the article's text.
    pub(super) cuts: Vec<Cut>,
    /// What there is to know of it.
    pub(super) described: Described,
    /// By the weights; higher is better, and comparable within the article.
    pub(super) score: f64,
}

/// The lines that can be made of one article.
struct Lines<'d, 'a, 's> {
    text: &'d str,
    spans: Vec<Span>,
    scene: Scene<'a, 's>,
    /// Whether candidates keep their terms, to be compared.
    with_vectors: bool,
}

impl<'d, 'a, 's> Lines<'d, 'a, 's> {
    fn new(document: &Document<'d>, background: &'a dyn Background, scratch: &'s mut Scratch) -> Self {
        let spans = kept_sentences(document);
        let scene = Scene::new(document, &spans, background, scratch);
        Self { text: document.text, spans, scene, with_vectors: false }
    }

    /// Every sentence as it stands.
    fn whole(&mut self) -> Vec<Candidate> {
        let Self { text, spans, scene, with_vectors } = self;
        let with_vectors = *with_vectors;
        let line = |(index, &span): (usize, &Span)| {
            let sentence = span.of(text);
            let described = scene.describe(index, sentence, None, with_vectors);
            Candidate { span, shortened: None, cuts: Vec::new(), described, score: 0.0 }
        };
        spans.iter().enumerate().map(line).collect()
    }

    /// A sentence made to fit, or without its empty parts where it fits already; nothing where the rules cut nothing.
    fn shortened(&mut self, index: usize, max_chars: usize) -> Option<Candidate> {
        let span = *self.spans.get(index)?;
        let sentence = span.of(self.text);
        let shortened = shorten(sentence, max_chars).filter(|shortened| !shortened.cuts.is_empty())?;
        let described = self.scene.describe(index, sentence, Some(&shortened), self.with_vectors);
        let in_article = |cut: Cut| Cut { span: cut.span.shifted(span.start), ..cut };
        let cuts = shortened.cuts.into_iter().map(in_article).collect();
        Some(Candidate { span, shortened: Some(shortened.text), cuts, described, score: 0.0 })
    }
}

impl Candidate {
    /// Whether the line is within `max_chars` characters; 0 is no limit.
    pub(super) fn fits(&self, max_chars: usize) -> bool {
        max_chars == 0 || self.described.n_chars <= max_chars
    }

    /// Whether no line is chosen before it for anything but its score.
    pub(super) fn may_be_first(&self) -> bool {
        self.described.stands_alone && self.described.echo < ECHO
    }

    /// The line.
    pub(super) fn text(&self, article: &str) -> String {
        self.shortened.clone().unwrap_or_else(|| fold_white_space(self.span.of(article)))
    }
}

/// Every sentence of `document` whole, and shortened to `max_chars` where that cuts something: what weights are learnt from.
pub(super) fn candidates_to_learn(
    document: &Document<'_>,
    background: &dyn Background,
    scratch: &mut Scratch,
    max_chars: usize,
) -> Vec<Candidate> {
    let mut lines = Lines::new(document, background, scratch);
    let mut all = lines.whole();
    all.extend((0..all.len()).filter_map(|index| lines.shortened(index, max_chars)).collect::<Vec<_>>());
    all
}

/// The lines of `document` with their scores, in the order of their sentences: what fits into `max_chars` characters (0: everything, as it
/// stands), what of the best of the others could be made to fit, and the rest whole.
pub(super) fn scored(
    document: &Document<'_>,
    LineKnowledge { background, model }: LineKnowledge<'_>,
    scratch: &mut Scratch,
    max_chars: usize,
    n_sentences: usize,
) -> Vec<Candidate> {
    let mut lines = Lines::new(document, background, scratch);
    lines.with_vectors = n_sentences > 1;
    let weights = model.in_article(lines.scene.style());
    let score = |candidate: &mut Candidate| {
        let described = &candidate.described;
        candidate.score = weights.score(&described.features);
        if described.leans {
            candidate.score -= LEANING;
        }
    };
    let mut candidates = lines.whole();
    candidates.iter_mut().for_each(score);
    if max_chars == 0 {
        return candidates;
    }
    let (mut to_shorten, mut too_long): (Vec<usize>, Vec<usize>) = (0..candidates.len())
        .partition(|&index| candidates.get(index).is_some_and(|line| line.fits(max_chars)));
    // Few sentences open with something empty, and a glance tells most of the others.
    to_shorten.retain(|&index| lines.spans.get(index).is_some_and(|span| may_tidy(span.of(document.text))));
    for index in to_shorten {
        if let (Some(mut line), Some(place)) = (lines.shortened(index, max_chars), candidates.get_mut(index))
        {
            score(&mut line);
            *place = line;
        }
    }
    let score_of = |index: &usize| candidates.get(*index).map_or(f64::NEG_INFINITY, |line| line.score);
    // Stable: of equal ones the earlier sentence comes first.
    too_long.sort_by(|a, b| score_of(b).total_cmp(&score_of(a)));
    // Several lines are not chosen by their scores alone.
    let bounds = |line: &Candidate| n_sentences == 1 && line.fits(max_chars) && line.may_be_first();
    let mut best = candidates.iter().filter(|line| bounds(line)).map(|line| line.score).reduce(f64::max);
    for index in too_long.into_iter().take(MAX_SHORTENED) {
        let Some(place) = candidates.get_mut(index) else { continue };
        if best.is_some_and(|best| place.score + MOST_GAINED < best) {
            break;
        }
        if let Some(mut line) = lines.shortened(index, max_chars) {
            score(&mut line);
            if bounds(&line) {
                best = Some(best.map_or(line.score, |best| best.max(line.score)));
            }
            *place = line;
        }
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
