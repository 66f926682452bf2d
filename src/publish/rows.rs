//! The rows of `classify` and `summarize`: one per article, as JSON lines, CSV or Parquet.

use serde::Serialize;

use super::typed_rows::TypedRow;
use crate::article::{Doubt, Span, Status};
use crate::rules::Verdict;
use crate::summary::{Cut, LineSentence};
use crate::topics::TopicProbability;

/// So many topics are named for each article by a model that gives it one; they have columns of their own.
pub const N_TOPICS: usize = 3;

/// What lies between topics in a cell that holds all that are given.
const BETWEEN_TOPICS: &str = ";";

/// What `classify` says of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicRow {
    /// The article's id.
    pub id: String,
    /// The article's title; empty where there is none.
    pub title: String,
    /// The topic; null where the article is `unsure`, `empty` or an `error`.
    pub topic: Option<String>,
    /// The calibrated probability of the likeliest topic, `[0, 1]`, or of the topic by rule; null where there was nothing to classify, or
    /// the model does not have the topic.
    pub confidence: Option<f64>,
    /// The likeliest topics, best first.
    pub topics: Vec<TopicProbability>,
    /// The name of the rule that decided, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What became of the article.
    pub status: Status,
    /// Why the article is `unsure`, where it is.
    #[serde(rename = "why", skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// What is wrong with the row, where its status is `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Which rules match, to be counted.
    #[serde(skip)]
    pub verdict: Verdict,
}

/// A sentence of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinePart {
    /// The byte range of the source sentence in the article's cleaned text.
    pub span: Span,
    /// What is left of it.
    pub text: String,
    /// How well it stands for the article; comparable within the article.
    pub score: f64,
    /// What was cut from it, in order.
    pub cuts: Vec<CutPart>,
}

/// A stretch that was cut from a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CutPart {
    /// Its byte range in the article's cleaned text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// What it was, such as `attribution`.
    pub reason: &'static str,
}

impl LinePart {
    /// The sentence, of the article with this cleaned text.
    #[must_use]
    pub fn new(sentence: LineSentence, article: &str) -> Self {
        let LineSentence { span, text, score, cuts } = sentence;
        let part = |Cut { span, reason }| CutPart {
            span,
            text: span.of(article).trim().to_owned(),
            reason: reason.wording(),
        };
        Self { span, text, score: round_confidence(score), cuts: cuts.into_iter().map(part).collect() }
    }
}

/// What `summarize` says of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineRow {
    /// The article's id.
    pub id: String,
    /// The article's title; empty where there is none.
    pub title: String,
    /// The line; empty where the article has no sentence.
    pub summary: String,
    /// The byte range of the source sentence in the article's cleaned text; null without a line.
    pub span: Option<Span>,
    /// Whether the sentence was shortened.
    pub trimmed: bool,
    /// What became of the article.
    pub status: Status,
    /// What is wrong with the row, where its status is `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The sentences of the line, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<LinePart>>,
    /// The cleaned text that the span refers to, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A confidence as it is printed: four decimals, so that files read well and compare well.
#[must_use]
pub fn round_confidence(confidence: f64) -> f64 {
    (confidence * 10_000.0).round() / 10_000.0
}

/// A row that also has a form in columns, of texts and of values with types.
pub trait OutputRow: Serialize + TypedRow {
    /// The names of the columns.
    fn columns() -> Vec<&'static str>;
    /// The cells, in the order of the columns.
    fn cells(&self) -> Vec<String>;
}

fn cell<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

impl TopicRow {
    const COLUMNS: [&'static str; 13] = [
        "id",
        "title",
        "topic",
        "confidence",
        "topic_1",
        "confidence_1",
        "topic_2",
        "confidence_2",
        "topic_3",
        "confidence_3",
        "status",
        "error",
        "why",
    ];
}

impl OutputRow for TopicRow {
    fn columns() -> Vec<&'static str> {
        Self::COLUMNS.to_vec()
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![
            self.id.clone(),
            self.title.clone(),
            cell(self.topic.as_ref()),
            cell(self.confidence.as_ref()),
        ];
        for rank in 0..N_TOPICS {
            let topic = self.topics.get(rank);
            cells.push(cell(topic.map(|topic| &topic.topic)));
            cells.push(cell(topic.and_then(|topic| topic.confidence.as_ref())));
        }
        let why = self.doubt.map_or("", Doubt::as_str);
        cells.extend([self.status.as_str().to_owned(), cell(self.error.as_ref()), why.to_owned()]);
        cells
    }
}

const _: () =
    assert!(TopicRow::COLUMNS.len() == 7 + 2 * N_TOPICS, "a pair of columns for each topic that is named");

impl AsRef<TopicRow> for TopicRow {
    fn as_ref(&self) -> &TopicRow {
        self
    }
}

/// What `classify` says of an article by a model that may give it any number of topics: in columns, one more cell holds them all.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct SeveralTopicsRow(pub TopicRow);

impl OutputRow for SeveralTopicsRow {
    fn columns() -> Vec<&'static str> {
        with_column(TopicRow::columns(), "topics")
    }

    fn cells(&self) -> Vec<String> {
        with_all_topics(&self.0)
    }
}

impl From<TopicRow> for SeveralTopicsRow {
    fn from(row: TopicRow) -> Self {
        Self(row)
    }
}

impl AsRef<TopicRow> for SeveralTopicsRow {
    fn as_ref(&self) -> &TopicRow {
        &self.0
    }
}

fn with_column(mut columns: Vec<&'static str>, name: &'static str) -> Vec<&'static str> {
    columns.push(name);
    columns
}

/// The cells of a row, and one with all topics that are given.
fn with_all_topics(row: &TopicRow) -> Vec<String> {
    // Where no topic is given, the likeliest is named all the same.
    let given = row.topics.iter().filter(|_| row.topic.is_some());
    let names: Vec<&str> = given.map(|topic| topic.topic.as_str()).collect();
    let mut cells = row.cells();
    cells.push(names.join(BETWEEN_TOPICS));
    cells
}

/// What `classify` says of an article where there are rules: in columns, one more cell names the rule that decided. The model may give
/// articles `SEVERAL` topics; see [`SeveralTopicsRow`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct RuledRow<const SEVERAL: bool>(pub TopicRow);

impl<const SEVERAL: bool> OutputRow for RuledRow<SEVERAL> {
    fn columns() -> Vec<&'static str> {
        with_column(if SEVERAL { SeveralTopicsRow::columns() } else { TopicRow::columns() }, "rule")
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = if SEVERAL { with_all_topics(&self.0) } else { self.0.cells() };
        cells.push(cell(self.0.rule.as_ref()));
        cells
    }
}

impl<const SEVERAL: bool> From<TopicRow> for RuledRow<SEVERAL> {
    fn from(row: TopicRow) -> Self {
        Self(row)
    }
}

impl<const SEVERAL: bool> AsRef<TopicRow> for RuledRow<SEVERAL> {
    fn as_ref(&self) -> &TopicRow {
        &self.0
    }
}

impl OutputRow for LineRow {
    fn columns() -> Vec<&'static str> {
        vec!["id", "title", "summary", "span_start", "span_end", "trimmed", "status", "error", "text"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.title.clone(),
            self.summary.clone(),
            cell(self.span.map(|span| span.start).as_ref()),
            cell(self.span.map(|span| span.end).as_ref()),
            self.trimmed.to_string(),
            self.status.as_str().to_owned(),
            cell(self.error.as_ref()),
            cell(self.text.as_ref()),
        ]
    }
}
