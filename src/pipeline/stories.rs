//! Which articles tell the same story: one row for each story, in the order of the first article that each holds.

use jiff::Timestamp;

use super::{Batch, Masking, Tally, in_batches};
use crate::article::{Article, DamagedRow, Row, Status};
use crate::error::Result;
use crate::ingest::{Event, Failure};
use crate::publish::{StoryArticle, StoryRow};
use crate::stories::{Story, StoryCard, StoryIds, StoryScope, find_stories};

/// Calls `write` with the stories that the rows of `events` tell, every row in exactly one; a row that could not be read is one by itself.
///
/// What is kept of an article until all are read is its card, of some thousand bytes, and what its row shows.
///
/// # Errors
/// What `write` returns.
pub fn story_rows(
    events: impl Iterator<Item = Event>,
    scope: StoryScope,
    masking: Masking,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&StoryRow) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut articles: Vec<Kept> = Vec::new();
    let mut cards: Vec<StoryCard> = Vec::new();
    in_batches(events, masking, report, |batch| {
        cards.extend(story_cards(&batch));
        for row in batch.rows {
            let kept = Kept::from(row);
            tally.count(kept.status());
            articles.push(kept);
        }
        Ok(())
    })?;
    let mut ids = StoryIds::default();
    for story in find_stories(cards, scope) {
        if let Some(row) = story_row(&articles, &story, &mut ids) {
            write(&row)?;
        }
    }
    Ok(tally)
}

/// The card of each row, without what repeats across the articles of its source; that of a damaged row is empty.
#[must_use]
pub fn story_cards(batch: &Batch) -> Vec<StoryCard> {
    batch.map(|_, row, mask| match row {
        Row::Article(article) => StoryCard::new(article, mask),
        Row::Damaged(_) => StoryCard::default(),
    })
}

/// What is kept of a row to show it.
struct Kept {
    article: StoryArticle,
    is_empty: bool,
    error: Option<String>,
}

impl Kept {
    const fn status(&self) -> Status {
        match (&self.error, self.is_empty) {
            (Some(_), _) => Status::Error,
            (None, true) => Status::Empty,
            (None, false) => Status::Ok,
        }
    }
}

impl From<Row> for Kept {
    fn from(row: Row) -> Self {
        match row {
            Row::Article(article) => {
                let is_empty = article.is_empty();
                let Article { id, title, source, published, url, .. } = article;
                Self { article: StoryArticle { id, title, source, published, url }, is_empty, error: None }
            }
            Row::Damaged(DamagedRow { id, error }) => {
                let article = StoryArticle { id, ..StoryArticle::default() };
                Self { article, is_empty: false, error: Some(error) }
            }
        }
    }
}

fn story_row(articles: &[Kept], story: &Story, ids: &mut StoryIds) -> Option<StoryRow> {
    let members = story.members.iter().filter_map(|&member| articles.get(member));
    let published = || members.clone().filter_map(|kept| kept.article.published);
    let (first, last): (Option<Timestamp>, Option<Timestamp>) = (published().min(), published().max());
    Some(StoryRow {
        id: ids.next(&articles.get(story.first)?.article.id),
        articles: members.clone().map(|kept| kept.article.clone()).collect(),
        first,
        last,
        error: members.clone().find_map(|kept| kept.error.clone()),
    })
}
