//! What is masked, and why: one row for each masked sentence, in order.

use super::{Masking, Tally, in_batches};
use crate::article::{Article, DamagedRow, Row, Status};
use crate::boilerplate::{repeated_in, with_cue_masks};
use crate::error::Result;
use crate::ingest::{Event, Failure};
use crate::parallel;
use crate::publish::MaskedRow;

/// Calls `write` with every masked sentence of the rows of `events`, and with every row that could not be read; returns the number of
/// articles with a masked sentence too.
///
/// # Errors
/// What `write` returns.
pub fn masked_rows(
    events: impl Iterator<Item = Event>,
    report: impl FnMut(Failure),
    mut write: impl FnMut(&MaskedRow<'_>) -> Result<()>,
) -> Result<(Tally, usize)> {
    let (mut tally, mut n_masked) = (Tally::default(), 0);
    // Repetition is looked for here, with its reasons.
    in_batches(events, Masking::Kept, report, |batch| {
        let articles: Vec<&Article> = batch.rows.iter().filter_map(article_of).collect();
        let pairs: Vec<_> = articles.iter().zip(repeated_in(&articles)).collect();
        let mut found =
            parallel::map(&pairs, |(article, repeated)| with_cue_masks(article, repeated.clone()))
                .into_iter();
        for row in &batch.rows {
            match row {
                Row::Damaged(DamagedRow { id, error }) => {
                    tally.count(Status::Error);
                    write(&MaskedRow::Damaged { id, error })?;
                }
                Row::Article(article) => {
                    tally.count(if article.is_empty() { Status::Empty } else { Status::Ok });
                    let masked = found.next().unwrap_or_default();
                    n_masked += usize::from(!masked.is_empty());
                    for (index, masked) in masked.iter().enumerate() {
                        write(&MaskedRow::Sentence { article, masked, is_first: index == 0 })?;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok((tally, n_masked))
}

fn article_of(row: &Row) -> Option<&Article> {
    match row {
        Row::Article(article) => Some(article),
        Row::Damaged(_) => None,
    }
}
