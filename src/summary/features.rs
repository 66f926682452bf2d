//! What is known of a sentence in its article, as numbers.
//!
//! Position, length, centrality (the cosine to the article's centroid: Radev, Jing, Styś and Tam, "Centroid-based summarization of multiple
//! documents", 2004; the mean cosine to all sentences, which is degree centrality: Erkan and Radev, "`LexRank`", 2004; the mean probability of the
//! words: Nenkova and Vanderwende, "The impact of frequency on summarization", 2005), the title, the topic, and the sentence's own wording.
//! Everything is linear in the length of the article: the mean cosine follows from the sum of the sentences' vectors.

use hashbrown::HashMap;

use super::article_sums::{
    FREQUENT_TERMS, Sentence, add_up, inner_product, length, mark_frequent, pairs, ratio, set_cosines,
};
use super::article_terms::{ArticleTerms, Background, Entry, Reading, Term};
use super::cue_words::Cue;
use super::marks::marks;
use super::shortening::Shortened;
use super::vectors::Vector;
use super::wording::{is_announcement, is_question};
use crate::article::Span;
use crate::features::{Document, Scratch};

/// The number of features.
pub(super) const N_FEATURES: usize = 55;

/// So many of them, the first, are also multiplied with each other and with the rest: what an article is like, and where a sentence stands,
/// decides what the rest means.
pub(super) const N_CORE: usize = 15;

/// So many of them, the first, are the same of all sentences of an article.
pub(super) const N_STYLE: usize = 4;

/// Their names, in order. All are scaled to lie about between 0 and 1, such that 30 words or 160 characters make 1.
#[rustfmt::skip]
pub(super) const FEATURES: [&str; N_FEATURES] = [
    "n_sentences", "mean_length", "first_plural_rate", "speech_rate", "first", "rank", "place", "words", "chars",
    "centroid", "coverage", "degree", "probability", "term_share", "lead", "second", "log_rank", "last",
    "opens_paragraph", "short", "terms", "word_length", "mean_idf", "once", "before", "after", "title", "topic",
    "names", "has_name", "opens_with_name", "numbers", "quoted", "opens_with_quote", "question", "colon",
    "parenthesis", "commas", "first_singular", "first_plural", "second_person", "third_person", "dangling", "definite",
    "connective", "interrogative", "speech", "contribution", "event", "negation", "time", "pairs",
    "frequent_terms", "shortened", "loss",
];

/// An article's sentences by their words, and what they have in common.
pub(super) struct Scene<'a, 's> {
    terms: ArticleTerms<'a, 's>,
    sentences: Vec<Sentence>,
    title_mass: f64,
    totals: Totals,
    /// The last sentence that holds each pair of neighbouring terms, and whether an earlier one does too.
    pairs: HashMap<(u32, u32), (usize, bool)>,
    /// How the article is: see [`Scene::new`].
    style: [f64; N_STYLE],
}

/// What every sentence is measured against.
struct Totals {
    centroid_length: f64,
    centroid_mass: f64,
    counts_mass: f64,
    evidence_length: f64,
}

impl<'a, 's> Scene<'a, 's> {
    /// The sentences `spans` of `document`.
    pub(super) fn new(
        document: &Document<'_>,
        spans: &[Span],
        background: &'a dyn Background,
        scratch: &'s mut Scratch,
    ) -> Self {
        let analyzer = document.analyzer(background.vectorizer().analyzer());
        let n_bytes = document.title.len() + spans.iter().map(|span| span.len()).sum::<usize>();
        let mut terms = ArticleTerms::new(analyzer, background, scratch, n_bytes);
        let title = terms.read(document.title);
        let read = |span: &Span| {
            let reading = terms.read(span.of(document.text));
            let opens_paragraph = document.text.get(..span.start).is_some_and(|before| {
                before.trim_end_matches([' ', '\t']).ends_with('\n') || before.trim_start().is_empty()
            });
            let length = length(terms.entries_of(&reading));
            Sentence { reading, length, before: 0.0, opens_paragraph }
        };
        let mut sentences: Vec<Sentence> = spans.iter().map(read).collect();
        let title_mass = add_up(&mut terms, &title, &sentences);
        set_cosines(&mut terms, &mut sentences);
        mark_frequent(&mut terms.terms);
        terms.set_evidence();
        let pairs = pairs(&terms, &sentences);
        let n = sentences.len().max(1) as f64;
        let share = |is: &dyn Fn(&Sentence) -> bool| {
            sentences.iter().filter(|sentence| is(sentence)).count() as f64 / n
        };
        let n_words: usize = sentences.iter().map(|sentence| sentence.reading.wording.n_words).sum();
        let style = [
            libm::log1p(n) / 4.0,
            n_words as f64 / n / 30.0,
            share(&|sentence| sentence.reading.wording.n(Cue::FirstPlural) > 0),
            share(&|sentence| sentence.reading.wording.n(Cue::Speech) > 0),
        ];
        let sum = |f: &dyn Fn(&Term) -> f64| terms.terms.iter().map(f).sum::<f64>();
        let totals = Totals {
            centroid_length: sum(&|term| term.centroid * term.centroid).sqrt(),
            centroid_mass: sum(&|term| term.centroid),
            counts_mass: sum(&|term| term.count).max(1.0),
            evidence_length: sum(&|term| term.evidence * term.evidence).sqrt(),
        };
        Self { terms, sentences, title_mass, totals, pairs, style }
    }

    /// The first features, which are the same of every sentence.
    pub(super) const fn style(&self) -> [f64; N_STYLE] {
        self.style
    }

    /// What there is to know of the sentence `index`, `text` as it stands or `shortened` as it was made from it; with its terms, if
    /// `with_vector`.
    pub(super) fn describe(
        &mut self,
        index: usize,
        text: &str,
        shortened: Option<&Shortened>,
        with_vector: bool,
    ) -> Described {
        let whole = self.sentences.get(index).cloned().unwrap_or_default();
        let Some(shortened) = shortened else {
            let after = self.sentences.get(index + 1).map_or(0.0, |next| next.before);
            let neighbours = [whole.before, after];
            return self.described(index, text, &whole.reading, &whole, neighbours, 0.0, with_vector);
        };
        let cut = self.terms.read(&shortened.text);
        let entries = self.terms.entries_of(&cut);
        let cosine = |other: Option<&Sentence>| {
            other.map_or(0.0, |other| {
                let product = inner_product(entries, self.terms.entries_of(&other.reading));
                ratio(product, length(entries) * other.length)
            })
        };
        let before = index.checked_sub(1).and_then(|before| self.sentences.get(before));
        let neighbours = [cosine(before), cosine(self.sentences.get(index + 1))];
        let loss = f64::from(shortened.loss) / 1000.0;
        let described = self.described(index, &shortened.text, &cut, &whole, neighbours, loss, with_vector);
        self.terms.forget(&cut);
        described
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "two ways lead here, and what they know is no thing of its own"
    )]
    fn described(
        &self,
        index: usize,
        text: &str,
        reading: &Reading,
        whole: &Sentence,
        [before, after]: [f64; 2],
        loss: f64,
        with_vector: bool,
    ) -> Described {
        let wording = &reading.wording;
        let entries = self.terms.entries_of(reading);
        let marks = marks(text);
        let n = self.sentences.len();
        let n_words = wording.n_words.max(1) as f64;
        let n_chars = marks.n_chars as f64;
        let sums = self.sums(entries);
        let n_terms = sums.count.max(1.0);
        let (length, counts_length) = (sums.squared.sqrt(), sums.squared_count.sqrt());
        let lead_length = self.sentences.first().map_or(0.0, |lead| lead.length);
        let share = |cue: Cue| (f64::from(wording.n(cue)) / n_words * 5.0).min(1.0);
        let has = |cue: Cue| flag(wording.n(cue) > 0);
        let opens = |cue: Cue| flag(wording.opens_with(cue));
        let [n_sentences, mean_length, first_plural_rate, speech_rate] = self.style;
        let totals = &self.totals;
        let probability = sums.frequency / n_terms / totals.counts_mass;
        let n_pairs = reading.sequence.len().saturating_sub(1).max(1) as f64;
        // A line is made of one sentence, whose own pairs do not count.
        let is_elsewhere = |pair: &(u32, u32)| self.pairs.get(pair).is_some_and(|(_, is_shared)| *is_shared);
        let pairs = if self.pairs.is_empty() {
            0.0
        } else {
            self.terms.neighbours(reading).filter(is_elsewhere).count() as f64 / n_pairs
        };
        let kept = n_words / whole.reading.wording.n_words.max(1) as f64;
        let features = [
            n_sentences,
            mean_length,
            first_plural_rate,
            speech_rate,
            flag(index == 0),
            1.0 / (1.0 + index as f64),
            index as f64 / n.max(1) as f64,
            (n_words / 30.0).min(2.0),
            (n_chars / 160.0).min(2.5),
            ratio(sums.centroid, totals.centroid_length * length),
            ratio(sums.covered, totals.centroid_mass) * 3.0,
            ratio(sums.unit, length * n.max(1) as f64),
            (probability * 30.0).min(2.0),
            n_terms / n_words,
            if index == 0 { 0.0 } else { ratio(sums.lead, length * lead_length) },
            flag(index == 1),
            libm::log1p(index as f64) / 4.0,
            flag(index + 1 == n),
            flag(whole.opens_paragraph),
            flag(n_words < 8.0),
            (n_terms / 15.0).min(2.0),
            n_chars / n_words / 8.0,
            sums.weight / n_terms / 7.0,
            sums.n_once / n_terms,
            before,
            after,
            ratio(sums.title, self.title_mass),
            ratio(sums.evidence, totals.evidence_length * counts_length),
            (wording.n_names as f64 / n_words * 2.0).min(1.0),
            flag(wording.n_names > 0),
            flag(wording.opens_with_name),
            (wording.n_numbers as f64 / n_words * 5.0).min(1.0),
            marks.quoted_share,
            flag(text.starts_with(['"', '“', '„', '«', '\'', '‘'])),
            flag(is_question(text)),
            flag(marks.has_colon),
            flag(marks.has_bracket),
            (marks.n_commas as f64 / 5.0).min(1.0),
            share(Cue::FirstSingular),
            has(Cue::FirstPlural),
            share(Cue::Second),
            share(Cue::Third),
            opens(Cue::Third).max(opens(Cue::Demonstrative)),
            if index == 0 { 0.0 } else { opens(Cue::Definite) },
            opens(Cue::Connective),
            opens(Cue::Interrogative),
            has(Cue::Speech),
            share(Cue::Contribution),
            has(Cue::Event),
            has(Cue::Negation),
            has(Cue::Time),
            pairs,
            sums.n_frequent / FREQUENT_TERMS as f64,
            1.0 - kept,
            loss,
        ];
        let vector = entries.iter().map(|entry| (entry.number, entry.weight));
        // "The company" is one that was named before, unless the article opens with it; "The European Commission" is itself.
        let leans = index > 0 && wording.opens_with(Cue::Definite) && !wording.goes_on_with_name;
        Described {
            features,
            echo: ratio(sums.echo, sums.weight),
            leans,
            stands_alone: !wording.opens_with(Cue::Third) && !is_announcement(text) && marks.is_balanced,
            n_chars: marks.n_folded,
            vector: if with_vector { vector.collect() } else { Vector::new() },
        }
    }

    /// What the terms of a stretch come to.
    fn sums(&self, entries: &[Entry]) -> Sums {
        let mut sums = Sums::default();
        for Entry { number, count, weight } in entries {
            let Some(term) = self.terms.terms.get(*number as usize) else { continue };
            sums.count += count;
            sums.squared_count += count * count;
            sums.weight += weight;
            sums.squared += weight * weight;
            sums.centroid += weight * term.centroid;
            sums.covered += term.centroid;
            sums.unit += weight * term.unit;
            sums.frequency += count * term.count;
            sums.evidence += count * term.evidence;
            sums.lead += weight * term.lead;
            sums.title += term.title;
            sums.n_once += flag(term.count <= 1.0);
            sums.n_frequent += flag(term.is_frequent);
            // The title's terms are those that weigh something in it.
            sums.echo += if term.title > 0.0 { *weight } else { 0.0 };
        }
        sums
    }
}

/// Sums over the terms of a stretch.
#[derive(Debug, Default)]
struct Sums {
    count: f64,
    squared_count: f64,
    weight: f64,
    squared: f64,
    centroid: f64,
    covered: f64,
    unit: f64,
    frequency: f64,
    evidence: f64,
    lead: f64,
    title: f64,
    echo: f64,
    n_once: f64,
    n_frequent: f64,
}

/// What there is to know of a line.
pub(super) struct Described {
    /// By the names of [`FEATURES`].
    pub(super) features: [f64; N_FEATURES],
    /// How much of it the title says already, `[0, 1]`.
    pub(super) echo: f64,
    /// Whether it opens with something that the reader is taken to know from before, such as "the company".
    pub(super) leans: bool,
    /// Whether it makes sense by itself, as far as its ends and marks show: it neither opens with a word for something that was named before
    /// nor ends before what it announces, and its quotations and brackets are whole.
    pub(super) stands_alone: bool,
    /// Its characters, where every stretch of white space is one space.
    pub(super) n_chars: usize,
    /// Its terms, where they were asked for.
    pub(super) vector: Vector,
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::store::builtin_model;

    const SENTENCES: [&str; 4] = [
        "Arvik closed its old coal pier in March.",
        "Who will pay 40 Arvik dockers, and the pier?",
        "\"We will,\" said the mayor (a docker himself).",
        "It was a pier of coal.",
    ];

    /// By hand, from the four sentences alone.
    #[test]
    fn every_feature_goes_by_its_name() {
        let article =
            Article { title: "Coal pier".to_owned(), text: SENTENCES.join(" "), ..Article::default() };
        let document = Document::new(&article, &[]);
        let spans = crate::text::sentences(&article.text);
        assert_eq!(spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>(), SENTENCES);
        let model = builtin_model().unwrap();
        let mut scratch = Scratch::default();
        let mut scene = Scene::new(&document, &spans, &model, &mut scratch);
        let described: Vec<Described> = SENTENCES
            .iter()
            .enumerate()
            .map(|(index, text)| scene.describe(index, text, None, false))
            .collect();
        let of = |name: &str| -> Vec<f64> {
            let place = FEATURES.iter().position(|feature| *feature == name).unwrap();
            described.iter().map(|described| described.features[place]).collect()
        };
        assert_eq!(of("first"), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("second"), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(of("last"), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(of("opens_paragraph"), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("place"), [0.0, 0.25, 0.5, 0.75]);
        assert_eq!(of("words"), [8.0, 9.0, 8.0, 6.0].map(|n_words| n_words / 30.0));
        assert_eq!(of("chars"), [40.0, 44.0, 45.0, 22.0].map(|n_chars| n_chars / 160.0));
        assert_eq!(of("short"), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(of("question"), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(of("interrogative"), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(of("opens_with_quote"), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(of("parenthesis"), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(of("commas"), [0.0, 0.2, 0.2, 0.0]);
        assert_eq!(of("speech"), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(of("first_plural"), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(of("dangling"), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(of("event"), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("time"), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("opens_with_name"), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("numbers"), [0.0, 5.0 / 9.0, 0.0, 0.0]);
        assert_eq!(of("has_name"), [1.0, 1.0, 0.0, 0.0]);
        assert_eq!(
            of("title").iter().map(|share| *share > 0.0).collect::<Vec<_>>(),
            [true, true, false, true]
        );
        assert_eq!(of("lead")[0].to_bits(), 0.0_f64.to_bits());
        assert_eq!(of("shortened"), [0.0; 4]);
        assert!(described.iter().map(|described| described.stands_alone).eq([true, true, true, false]));
        // All the last sentence's terms are the title's.
        assert!((described[3].echo - 1.0).abs() < 1e-12, "{}", described[3].echo);
    }
}
