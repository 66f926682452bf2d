//! From articles and labels to a model, as `slugline train` goes.

use slugline::article::{Article, Row, Span};
use slugline::boilerplate::KnownLines;
use slugline::ingest::Failure;
use slugline::pipeline::{Masking, in_batches};
use slugline::text::LanguageChoice;
use slugline::topics::{LanguageSample, TopicModel, TrainingSettings, examples, train};

use crate::rows::Rows;
use crate::through::damaged;

/// The model that these articles make, which have their labels.
pub(crate) fn trained(
    articles: &[Article],
    masks: &[Vec<Span>],
    lang: LanguageChoice,
    settings: TrainingSettings,
) -> slugline::Result<TopicModel> {
    let lines = KnownLines::of(articles, masks);
    let masks = lines.masks(articles);
    let (examples, _) = examples(articles, &masks);
    let settings = settings.in_languages_of(examples.iter().map(|example| example.article), &lang);
    Ok(train(&examples, &settings)?.with_known_lines(lines.hashes()))
}

/// The articles with their labels, and what is masked of each.
pub(crate) fn labelled(
    rows: Rows,
    labels: Vec<Vec<String>>,
    masking: Masking,
) -> slugline::Result<(Vec<Article>, Vec<Vec<Span>>)> {
    let several = labels.iter().any(|labels| labels.len() != 1);
    let mut labels = labels.into_iter();
    let (mut articles, mut masks) = (Vec::new(), Vec::new());
    let mut failure = None;
    in_batches(
        rows,
        masking,
        |of_input: Failure| failure = Some(of_input.error),
        |batch| {
            for (row, mask) in batch.rows.into_iter().zip(batch.masks) {
                let mut article = article_of(row)?;
                article.labels = labels.next().ok_or_else(|| inconsistent("more"))?;
                article.has_label_list = several;
                articles.push(article);
                masks.push(mask);
            }
            Ok(())
        },
    )?;
    match failure {
        Some(error) => Err(error),
        None if labels.next().is_some() => Err(inconsistent("fewer")),
        None => Ok((articles, masks)),
    }
}

/// A sample as bytes: labels, title, text and language of each article, as JSON.
pub(crate) fn written_languages(sample: LanguageSample) -> Vec<u8> {
    let rows: Vec<SampledArticle> = sample
        .into_articles()
        .into_iter()
        .map(|Article { labels, title, text, lang, .. }| (labels, title, text, lang))
        .collect();
    serde_json::to_vec(&rows).unwrap_or_default()
}

/// The articles of such bytes.
///
/// # Errors
/// Where they are none.
pub(crate) fn read_languages(bytes: &[u8]) -> slugline::Result<Vec<Article>> {
    let rows: Vec<SampledArticle> = serde_json::from_slice(bytes).map_err(|error| {
        slugline::Error::new(slugline::ErrorKind::Data, format!("this is no sample of articles: {error}"))
    })?;
    let article = |(labels, title, text, lang)| Article { labels, title, text, lang, ..Article::default() };
    Ok(rows.into_iter().map(article).collect())
}

type SampledArticle = (Vec<String>, String, String, Option<String>);

/// As many labels as articles there have to be.
fn inconsistent(comparison: &str) -> slugline::Error {
    let message = format!("X has {comparison} articles than y has labels; each article takes one");
    slugline::Error::new(slugline::ErrorKind::Data, message)
}

/// The article of a row, or why there is none.
fn article_of(row: Row) -> slugline::Result<Article> {
    match row {
        Row::Article(article) => Ok(article),
        Row::Damaged(row) => Err(damaged(&row)),
    }
}
