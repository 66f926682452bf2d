//! The record batches of a stream as rows of articles, a few at a time, whatever the size of the batches.

use std::vec::IntoIter;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Schema};

use super::cells;
use super::fields::usable;
use super::rows::row_of;
use crate::article::Row;
use crate::error::Result;
use crate::ingest::layout::Layout;
use crate::ingest::{Columns, Event, Failure, format_error, one_line};
use crate::parallel;

/// So many rows of a batch are made articles at once …
const ROWS_AT_ONCE: usize = 1024;
/// … of which a worker takes so many.
const CHUNK_ROWS: usize = 64;

/// Reads a table that comes as record batches of this `schema`; `name` is what rows without an id go by.
///
/// A batch that cannot be had ends the table with a [`Failure`].
///
/// # Errors
/// [`crate::ErrorKind::Format`] where no column holds a text or a title, or a column that the user named is not there or holds nothing of
/// the kind.
pub fn read_arrow<B: Iterator<Item = std::result::Result<RecordBatch, ArrowError>>>(
    batches: B,
    schema: &Schema,
    columns: &Columns,
    name: &str,
) -> Result<ArrowTable<B>> {
    let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let layout = usable(&Layout::of_names(&names, columns)?, schema)?;
    let at_hand = Vec::new().into_iter();
    Ok(ArrowTable { batches, layout, name: name.to_owned(), batch: None, at_hand, n_rows: 0, is_done: false })
}

/// The rows of a table, read as they are asked for: see [`read_arrow`].
#[derive(Debug)]
pub struct ArrowTable<B> {
    batches: B,
    layout: Layout,
    name: String,
    /// The columns of the batch under way, how many rows it has, and the first that is not yet an article.
    batch: Option<(Vec<ArrayRef>, usize, usize)>,
    at_hand: IntoIter<Row>,
    /// How many rows have been made articles.
    n_rows: u64,
    is_done: bool,
}

impl<B: Iterator<Item = std::result::Result<RecordBatch, ArrowError>>> Iterator for ArrowTable<B> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(row) = self.at_hand.next() {
                return Some(Event::Row(row));
            }
            if self.take_rows() {
                continue;
            }
            if self.is_done {
                return None;
            }
            match self.batches.next() {
                Some(Ok(batch)) => {
                    let columns = batch.columns().iter().map(cells::as_bytes).collect();
                    self.batch = Some((columns, batch.num_rows(), 0));
                }
                Some(Err(error)) => {
                    self.is_done = true;
                    let error = format_error(one_line(&error.to_string()));
                    return Some(Event::Failure(Failure { name: self.name.clone(), error }));
                }
                None => self.is_done = true,
            }
        }
    }
}

impl<B> ArrowTable<B> {
    /// Makes articles of the next rows of the batch under way; false where there are none, and then the batch is gone.
    fn take_rows(&mut self) -> bool {
        let Some((columns, n_rows, next)) = &mut self.batch else { return false };
        let indices: Vec<usize> = (*next..(*n_rows).min(*next + ROWS_AT_ONCE)).collect();
        if indices.is_empty() {
            self.batch = None;
            return false;
        }
        *next += indices.len();
        let (layout, name) = (&self.layout, &self.name);
        let before = self.n_rows + 1;
        let rows = parallel::map_chunks(&indices, CHUNK_ROWS, |chunk| {
            let row = |&index: &usize| {
                let number = before + (index - indices.first().copied().unwrap_or(index)) as u64;
                row_of(layout, columns, index, name, number)
            };
            chunk.iter().map(row).collect::<Vec<Row>>()
        });
        self.n_rows += indices.len() as u64;
        self.at_hand = rows.into_iter().flatten().collect::<Vec<Row>>().into_iter();
        true
    }
}
