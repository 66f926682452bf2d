//! What is known of a sentence in its article, as numbers.
//!
//! Position, length, centrality (the cosine to the article's centroid: Radev, Jing, Styś and Tam, "Centroid-based summarization of multiple
//! documents", 2004; the mean cosine to all sentences, which is degree centrality: Erkan and Radev, "`LexRank`", 2004; the mean probability of the
//! words: Nenkova and Vanderwende, "The impact of frequency on summarization", 2005), the title, the topic, and the sentence's own wording.
//! Everything is linear in the length of the article: the mean cosine follows from the sum of the sentences' vectors.

use hashbrown::HashMap;

use super::article_terms::{ArticleTerms, Background, Reading};
use super::cue_words::Cue;
use super::shortening::Shortened;
use super::vectors::{Dense, Vector, cosine, length, mass, overlap};
use super::wording::{is_announcement, is_balanced, is_question, quoted_share};
use crate::article::Span;
use crate::features::{Document, Scratch};

/// The number of features.
pub(super) const N_FEATURES: usize = 55;

/// So many of them, the first, are also multiplied with each other and with the rest: what an article is like, and where a sentence stands,
/// decides what the rest means.
pub(super) const N_CORE: usize = 15;

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

/// One sentence by its words.
#[derive(Default)]
struct Sentence {
    /// Terms by TF-IDF.
    vector: Vector,
    reading: Reading,
}

/// An article's sentences by their words, and what they have in common.
pub(super) struct Scene<'a, 's> {
    terms: ArticleTerms<'a, 's>,
    sentences: Vec<Sentence>,
    opens_paragraph: Vec<bool>,
    title: Vector,
    centroid: Dense,
    units: Dense,
    counts: Dense,
    evidence: Dense,
    totals: Totals,
    /// How many sentences hold each pair of neighbouring terms.
    pairs: HashMap<(u32, u32), u32>,
    /// The terms that stand in the article most often.
    frequent: Vec<u32>,
    /// How the article is: see [`Scene::new`].
    style: [f64; 4],
}

/// What every sentence is measured against.
struct Totals {
    centroid_length: f64,
    centroid_mass: f64,
    counts_mass: f64,
    evidence_length: f64,
}

/// A title counts for as much of the centroid as so many sentences.
const TITLE_SENTENCES: f64 = 0.5;
/// So many terms of an article are its frequent ones.
const FREQUENT_TERMS: usize = 5;

impl<'a, 's> Scene<'a, 's> {
    /// The sentences `spans` of `document`.
    pub(super) fn new(
        document: &Document<'_>,
        spans: &[Span],
        background: &'a dyn Background,
        scratch: &'s mut Scratch,
    ) -> Self {
        let analyzer = document.analyzer(background.vectorizer().analyzer());
        let mut terms = ArticleTerms::new(analyzer, background, scratch);
        let title_counts = terms.read(document.title).counts;
        let sentences: Vec<Sentence> =
            spans.iter().map(|span| sentence(&mut terms, span.of(document.text))).collect();
        let title = weighed(&terms, &title_counts);
        let (mut centroid, mut units, mut counts) = (Dense::default(), Dense::default(), Dense::default());
        for sentence in &sentences {
            let scale = length(&sentence.vector);
            if scale > 0.0 {
                centroid.add(&sentence.vector, 1.0 / scale.sqrt());
                units.add(&sentence.vector, 1.0 / scale);
            }
            counts.add(&sentence.reading.counts, 1.0);
        }
        let mut pairs = HashMap::new();
        for Sentence { reading, .. } in &sentences {
            let mut of_sentence: Vec<(u32, u32)> = neighbours(&reading.sequence).collect();
            of_sentence.sort_unstable();
            of_sentence.dedup();
            for pair in of_sentence {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        let frequent = counts.largest(FREQUENT_TERMS);
        let scale = length(&title);
        if scale > 0.0 {
            centroid.add(&title, TITLE_SENTENCES / scale.sqrt());
        }
        let evidence = terms.evidence(&counts);
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
        let opens_paragraph = spans
            .iter()
            .map(|span| {
                document.text.get(..span.start).is_some_and(|before| {
                    before.trim_end_matches([' ', '\t']).ends_with('\n') || before.trim().is_empty()
                })
            })
            .collect();
        let totals = Totals {
            centroid_length: centroid.length(),
            centroid_mass: centroid.mass(),
            counts_mass: counts.mass().max(1.0),
            evidence_length: evidence.length(),
        };
        Self {
            terms,
            sentences,
            opens_paragraph,
            title,
            centroid,
            units,
            counts,
            evidence,
            totals,
            pairs,
            frequent,
            style,
        }
    }

    /// What there is to know of the sentence `index`, `text` as it stands or `shortened` as it was made from it.
    pub(super) fn describe(&mut self, index: usize, text: &str, shortened: Option<&Shortened>) -> Described {
        let cut = shortened.map(|shortened| sentence(&mut self.terms, &shortened.text));
        let empty = Sentence::default();
        let whole = self.sentences.get(index).unwrap_or(&empty);
        let this = cut.as_ref().unwrap_or(whole);
        let text = shortened.map_or(text, |shortened| &shortened.text);
        let Sentence { vector, reading: Reading { counts, sequence, wording } } = this;
        let n = self.sentences.len();
        let n_words = wording.n_words.max(1) as f64;
        let n_chars = text.chars().count() as f64;
        let n_terms = mass(counts).max(1.0);
        let neighbour = |place: Option<usize>| {
            place
                .and_then(|place| self.sentences.get(place))
                .map_or(0.0, |other| cosine(vector, &other.vector))
        };
        let share = |cue: Cue| (wording.n(cue) as f64 / n_words * 5.0).min(1.0);
        let has = |cue: Cue| flag(wording.n(cue) > 0);
        let opens = |cue: Cue| flag(wording.opens_with(cue));
        let [n_sentences, mean_length, first_plural_rate, speech_rate] = self.style;
        let totals = &self.totals;
        let evidence = ratio(self.evidence.dot(counts), totals.evidence_length * length(counts));
        let centroid = ratio(self.centroid.dot(vector), totals.centroid_length * length(vector));
        let degree = ratio(self.units.dot(vector), length(vector) * n.max(1) as f64);
        let probability = self.counts.dot(counts) / n_terms / totals.counts_mass;
        let covered: f64 = vector.iter().map(|(number, _)| self.centroid.of(*number)).sum();
        let coverage = ratio(covered, totals.centroid_mass);
        let mean_idf = mass(vector) / n_terms / 7.0;
        let once =
            counts.iter().filter(|(number, _)| self.counts.of(*number) <= 1.0).count() as f64 / n_terms;
        let n_pairs = sequence.len().saturating_sub(1).max(1) as f64;
        // A line is made of one sentence, whose own pairs do not count.
        let is_elsewhere = |pair: &(u32, u32)| self.pairs.get(pair).is_some_and(|n| *n > 1);
        let pairs = neighbours(sequence).filter(is_elsewhere).count() as f64 / n_pairs;
        let held = |number: &&u32| counts.binary_search_by_key(*number, |(term, _)| *term).is_ok();
        let frequent = self.frequent.iter().filter(held).count() as f64 / FREQUENT_TERMS as f64;
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
            centroid,
            coverage * 3.0,
            degree,
            (probability * 30.0).min(2.0),
            n_terms / n_words,
            if index == 0 { 0.0 } else { neighbour(Some(0)) },
            flag(index == 1),
            libm::log1p(index as f64) / 4.0,
            flag(index + 1 == n),
            flag(self.opens_paragraph.get(index) == Some(&true)),
            flag(n_words < 8.0),
            (n_terms / 15.0).min(2.0),
            n_chars / n_words / 8.0,
            mean_idf,
            once,
            neighbour(index.checked_sub(1)),
            neighbour(Some(index + 1)),
            overlap(vector, &self.title),
            evidence,
            (wording.n_names as f64 / n_words * 2.0).min(1.0),
            flag(wording.n_names > 0),
            flag(wording.opens_with_name),
            (wording.n_numbers as f64 / n_words * 5.0).min(1.0),
            quoted_share(text),
            flag(text.starts_with(['"', '“', '„', '«', '\'', '‘'])),
            flag(is_question(text)),
            flag(text.contains(": ") || text.ends_with(':')),
            flag(text.contains('(')),
            (text.matches(',').count() as f64 / 5.0).min(1.0),
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
            frequent,
            1.0 - kept,
            shortened.map_or(0.0, |shortened| f64::from(shortened.loss) / 1000.0),
        ];
        // "The company" is one that was named before, unless the article opens with it; "The European Commission" is itself.
        let leans = index > 0 && wording.opens_with(Cue::Definite) && !wording.goes_on_with_name;
        Described {
            features,
            echo: overlap(&self.title, vector),
            leans,
            stands_alone: !wording.opens_with(Cue::Third) && !is_announcement(text) && is_balanced(text),
            vector: this.vector.clone(),
        }
    }
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
    /// Its terms.
    pub(super) vector: Vector,
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// `a / b`, or 0 where there is nothing to compare.
fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// A sentence by its words.
fn sentence(terms: &mut ArticleTerms<'_, '_>, text: &str) -> Sentence {
    let reading = terms.read(text);
    Sentence { vector: weighed(terms, &reading.counts), reading }
}

/// Terms and those behind them.
fn neighbours(sequence: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    sequence.iter().copied().zip(sequence.iter().skip(1).copied())
}

/// Counts times IDF.
fn weighed(terms: &ArticleTerms<'_, '_>, counts: &Vector) -> Vector {
    counts.iter().map(|&(number, count)| (number, count * terms.idf(number))).collect()
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
        let described: Vec<Described> =
            SENTENCES.iter().enumerate().map(|(index, text)| scene.describe(index, text, None)).collect();
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
