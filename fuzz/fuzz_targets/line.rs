//! The line: short enough, there wherever there is a sentence, and nothing but what the article says.
//!
//! An input is a text file: a line of numbers (the most characters, the most sentences, and a number whose bits say whether an echo is
//! allowed and which sentences are masked), the title, and the text. A line of no numbers is no line of numbers, and belongs to the text.
#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use slugline::article::{Span, Status};
use slugline::features::{Document, Scratch};
use slugline::store::builtin_model;
use slugline::summary::{
    Cut, CutReason, Line, LineKnowledge, LineModel, LineSentence, LineSettings, shortenings, summarize, tidy,
};
use slugline::text::sentences;
use slugline::topics::TopicModel;

static MODELS: LazyLock<(TopicModel, LineModel)> =
    LazyLock::new(|| (builtin_model().unwrap(), LineModel::builtin().unwrap()));

thread_local! {
    /// Kept from input to input, as a worker keeps it from article to article.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    slugline_fuzz::let_caught_panics_pass();
    let input = String::from_utf8_lossy(bytes);
    let (numbers, article) = numbers_of(&input);
    let (title, text) = article.split_once('\n').unwrap_or(("", article));
    let [max_chars, n_sentences, bits] = numbers;
    let settings = LineSettings { max_chars, n_sentences, allow_echo: bits & 1 == 1 };
    check(title, text, settings, bits >> 1);
    if let Some(long) = slugline_fuzz::lengthened(text) {
        check(title, &long, settings, bits >> 1);
    }
    check_shortenings(text);
});

fn numbers_of(input: &str) -> ([usize; 3], &str) {
    const USUAL: [usize; 3] = [LineSettings::MAX_CHARS, 1, 0];
    let Some((head, rest)) = input.split_once('\n') else { return (USUAL, input) };
    let mut numbers = USUAL;
    for (number, word) in numbers.iter_mut().zip(head.split(' ')) {
        match word.parse::<u16>() {
            Ok(given) => *number = given.into(),
            Err(_) => return (USUAL, input),
        }
    }
    (numbers, rest)
}

fn check(title: &str, text: &str, settings: LineSettings, mask_bits: usize) {
    let all = sentences(text);
    let is_masked = |number: usize| mask_bits >> (number % 15) & 1 == 1;
    let masked: Vec<Span> =
        all.iter().enumerate().filter(|(number, _)| is_masked(*number)).map(|(_, span)| *span).collect();
    let document = Document { title, text, masked: &masked, lang: None };
    let (background, model) = &*MODELS;
    let knowledge = LineKnowledge { background, model };
    let line = SCRATCH.with_borrow_mut(|scratch| summarize(&document, knowledge, scratch, settings));
    check_line(text, &all, &line, settings);
    let again = summarize(&document, knowledge, &mut Scratch::default(), settings);
    assert_eq!(line, again, "what was read before changes the line");
}

fn check_line(text: &str, all: &[Span], line: &Line, settings: LineSettings) {
    let LineSettings { max_chars, n_sentences, .. } = settings;
    let has_sentence = all.iter().any(|span| span.of(text).contains(char::is_alphanumeric));
    assert_eq!(line.status == Status::Ok, has_sentence);
    assert_eq!(
        !line.summary.trim().is_empty(),
        has_sentence,
        "a sentence without a line, or the other way round"
    );
    assert!(max_chars == 0 || line.summary.chars().count() <= max_chars, "too long: {}", line.summary);
    assert!(!line.summary.contains('\n') && line.summary.trim() == line.summary);
    assert!(line.sentences.len() <= n_sentences.max(1));
    assert!(line.sentences.is_sorted_by(|a, b| a.span.end <= b.span.start), "the order of the article");
    let texts: Vec<&str> = line.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(texts.join(" "), line.summary);
    for sentence in &line.sentences {
        assert!(all.contains(&sentence.span), "{:?} is no sentence", sentence.span);
        check_sentence(text, sentence);
    }
}

/// What is left of a sentence is the sentence without its cuts, but for white space, the case of its first letter and marks that end it.
fn check_sentence(article: &str, sentence: &LineSentence) {
    let LineSentence { span, text, cuts, score } = sentence;
    assert!(score.is_finite());
    check_cuts(article, *span, cuts);
    let is_cut_at_word = cuts.iter().any(|cut| cut.reason == CutReason::NoRoom);
    if is_cut_at_word {
        assert!(text.ends_with('…'), "{text}");
        let kept = letters(text.trim_end_matches('…'));
        assert!(letters(span.of(article)).starts_with(&kept), "{text} does not open {}", span.of(article));
        return;
    }
    assert_eq!(letters(text), letters(&without(article, *span, cuts)), "{cuts:?} of {}", span.of(article));
}

fn check_cuts(text: &str, within: Span, cuts: &[Cut]) {
    let mut end = within.start;
    for Cut { span, .. } in cuts {
        assert!(
            end <= span.start && span.start < span.end && span.end <= within.end,
            "{cuts:?} in {within:?}"
        );
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        end = span.end;
    }
}

fn without(text: &str, span: Span, cuts: &[Cut]) -> String {
    let starts = std::iter::once(span.start).chain(cuts.iter().map(|cut| cut.span.end));
    let ends = cuts.iter().map(|cut| cut.span.start).chain(std::iter::once(span.end));
    starts.zip(ends).map(|(start, end)| Span::new(start, end).of(text)).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Every shortening is shorter than the one before and costs no less; the first is the tidied sentence.
fn check_shortenings(sentence: &str) {
    let all = shortenings(sentence);
    let whole = Span::new(0, sentence.len());
    if let Some(first) = all.first() {
        assert_eq!(*first, tidy(sentence));
    }
    assert!(all.is_sorted_by(|a, b| a.loss <= b.loss));
    assert!(all.is_sorted_by(|a, b| a.text.chars().count() > b.text.chars().count()));
    for shortened in &all {
        check_cuts(sentence, whole, &shortened.cuts);
        assert_eq!(letters(&shortened.text), letters(&without(sentence, whole, &shortened.cuts)));
    }
}
