//! How well each sentence of an article would stand for the whole.
//!
//! A linear score over these features, all within `[0, 1]`:
//! - position: `1 / (1 + n)` for the n-th sentence, as news says first what matters most;
//! - centrality: the cosine between the sentence's and the article's TF-IDF vectors (the centroid method of Radev, Jing, Styś
//!   and Tam, "Centroid-based summarization of multiple documents", 2004);
//! - title overlap: the share of the title's weight that the sentence repeats;
//! - length: how far the sentence is from too short to say anything;
//! - question: whether it only asks.

use hashbrown::HashMap;

use crate::article::Span;
use crate::features::{Document, Scratch, Vectorizer};
use crate::text::{LanguageAnalyzer, sentences};

/// What each feature counts for: chosen by hand, one weight at a time, on articles with reference lines.
const POSITION: f64 = 0.12;
const CENTRALITY: f64 = 1.0;
const TITLE_OVERLAP: f64 = 0.4;
const LENGTH: f64 = 0.6;
/// A sentence of so many terms says enough.
const ENOUGH_TERMS: f64 = 10.0;
/// A question seldom says what happened.
const QUESTION: f64 = -0.2;

/// A sentence with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedSentence {
    /// The sentence, as a span of the article's text.
    pub span: Span,
    /// Its score; higher is better. Comparable within one article only.
    pub score: f64,
}

/// The sentences of the document that are not masked, best first; of equal scores the earlier one.
pub fn rank(document: &Document<'_>, vectorizer: &Vectorizer, scratch: &mut Scratch) -> Vec<RankedSentence> {
    let spans = kept_sentences(document);
    scratch.memo().make_room();
    let mut terms = ArticleTerms::new(document.analyzer(vectorizer.analyzer()), vectorizer, scratch);
    let title = terms.vector(document.title);
    let vectors: Vec<Vector> = spans.iter().map(|span| terms.vector(span.of(document.text))).collect();
    let centroid = terms.centroid(&vectors);
    let mut ranked: Vec<RankedSentence> = spans
        .iter()
        .zip(&vectors)
        .enumerate()
        .map(|(index, (&span, vector))| {
            let score = POSITION / (1.0 + index as f64)
                + CENTRALITY * cosine(vector, &centroid)
                + TITLE_OVERLAP * overlap(vector, &title)
                + LENGTH * (vector.len() as f64 / ENOUGH_TERMS).min(1.0)
                + if is_question(span.of(document.text)) { QUESTION } else { 0.0 };
            RankedSentence { span, score }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
    ranked
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
    let kept: Vec<Span> = all.iter().copied().filter(|span| !is_masked(span)).collect();
    if kept.is_empty() { all } else { kept }
}

fn is_question(sentence: &str) -> bool {
    sentence.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with('?')
}

/// A sparse vector: pairs of term number and weight, by rising number.
type Vector = Vec<(u32, f64)>;

/// The single-word terms of one article, numbered, with their IDF.
struct ArticleTerms<'v, 's> {
    analyzer: &'v LanguageAnalyzer,
    vectorizer: &'v Vectorizer,
    scratch: &'s mut Scratch,
    numbers: HashMap<String, u32>,
    idf: Vec<f64>,
}

impl<'v, 's> ArticleTerms<'v, 's> {
    fn new(analyzer: &'v LanguageAnalyzer, vectorizer: &'v Vectorizer, scratch: &'s mut Scratch) -> Self {
        Self { analyzer, vectorizer, scratch, numbers: HashMap::new(), idf: Vec::new() }
    }

    /// The TF-IDF vector of a stretch of text; words that the vocabulary lacks count as the rarest.
    fn vector(&mut self, text: &str) -> Vector {
        let Self { analyzer, vectorizer, scratch, numbers, idf } = self;
        let mut vector: Vector = Vec::new();
        analyzer.for_each_word(scratch.memo(), text, |term, _| {
            let number = if let Some(&number) = numbers.get(term) {
                number
            } else {
                let number = u32::try_from(idf.len()).unwrap_or(u32::MAX);
                idf.push(idf_of(vectorizer, term));
                numbers.insert(term.to_owned(), number);
                number
            };
            vector.push((number, idf.get(number as usize).copied().unwrap_or(0.0)));
        });
        vector.sort_unstable_by_key(|(number, _)| *number);
        vector.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                earlier.1 += later.1;
            }
            is_same
        });
        vector
    }

    /// The sum of the sentences' vectors, each divided by the root of its length, so that no long sentence is the centre.
    fn centroid(&self, vectors: &[Vector]) -> Vector {
        let mut dense = vec![0.0; self.idf.len()];
        for vector in vectors {
            let scale = length(vector).sqrt();
            for (number, weight) in vector {
                if let Some(total) = dense.get_mut(*number as usize) {
                    *total += weight / scale;
                }
            }
        }
        (0_u32..).zip(dense).filter(|(_, weight)| *weight > 0.0).collect()
    }
}

fn idf_of(vectorizer: &Vectorizer, term: &str) -> f64 {
    let known = vectorizer.words().vocabulary().column(term);
    known
        .and_then(|column| vectorizer.words().tfidf().idf().as_slice().get(column as usize).copied())
        .unwrap_or_else(|| vectorizer.words().tfidf().idf_of_unknown())
}

/// The Euclidean length of a vector.
fn length(vector: &Vector) -> f64 {
    vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// The cosine of the angle between two vectors; 0 where one is empty.
fn cosine(a: &Vector, b: &Vector) -> f64 {
    let lengths = length(a) * length(b);
    if lengths > 0.0 { shared(a, b, |x, y| x * y) / lengths } else { 0.0 }
}

/// The share of `title`'s weight that stands in `sentence` too; 0 without a title.
fn overlap(sentence: &Vector, title: &Vector) -> f64 {
    let total: f64 = title.iter().map(|(_, weight)| weight).sum();
    if total > 0.0 { shared(sentence, title, |_, weight| weight) / total } else { 0.0 }
}

/// The sum of `f` over the terms that both vectors have.
fn shared(a: &Vector, b: &Vector, f: impl Fn(f64, f64) -> f64) -> f64 {
    let mut sum = 0.0;
    let mut rest = b.iter().peekable();
    for &(number, weight) in a {
        while rest.next_if(|(other, _)| *other < number).is_some() {}
        if let Some(&(_, other_weight)) = rest.next_if(|(other, _)| *other == number) {
            sum += f(weight, other_weight);
        }
    }
    sum
}
