//! From articles and labels to a model, as `slugline train` goes.

use slugline::article::{Article, Row, Span};
use slugline::boilerplate::KnownLines;
use slugline::ingest::Failure;
use slugline::pipeline::{Masking, in_batches};
use slugline::text::{LanguageChoice, languages_of};
use slugline::topics::{TopicModel, TrainingSettings, examples, train};

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
    let settings = match lang {
        LanguageChoice::Only(_) => settings,
        LanguageChoice::Auto => {
            let articles: Vec<&Article> = examples.iter().map(|example| example.article).collect();
            TrainingSettings {
                vectorizer: settings.vectorizer.languages(languages_of(&articles)),
                ..settings
            }
        }
    };
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
