//! Batches: closed when they hold enough rows or enough bytes, but never in the middle of a feed or page, whose articles share their
//! boilerplate. Where batches end depends on the input alone, so the output does too. While the workers are busy with one batch, the next is
//! read and the results of the one before are written.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::{Article, Row, Span};
use crate::boilerplate::{self, cue_spans, merged};
use crate::error::Result;
use crate::features::Scratch;
use crate::ingest::{Event, Failure};
use crate::parallel::{self, Scratches};

/// A batch is closed at so many rows …
const BATCH_ROWS: usize = 2048;
/// … or so many bytes of text, whichever comes first.
const BATCH_BYTES: usize = 8 << 20;
/// A worker takes so many rows at once.
const CHUNK_ROWS: usize = 32;

/// What becomes of boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Masking {
    /// It is neither counted nor chosen.
    #[default]
    Masked,
    /// It is text like any other.
    Kept,
}

/// Rows of input with the boilerplate of each: the spans are empty for a damaged row.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows, in input order.
    pub rows: Vec<Row>,
    /// The masked stretches of each row's text.
    pub masks: Vec<Vec<Span>>,
    /// So many of its first rows need no result: they have one from an earlier run.
    pub n_done: usize,
    masking: Masking,
    /// What the workers keep from batch to batch.
    scratches: Arc<Scratches<Scratch>>,
}

impl Batch {
    /// The rows with their boilerplate found within the batch.
    #[must_use]
    pub fn new(rows: Vec<Row>, masking: Masking) -> Self {
        let mut masks = vec![Vec::new(); rows.len()];
        let scratches = Arc::default();
        if masking == Masking::Kept {
            return Self { rows, masks, n_done: 0, masking, scratches };
        }
        let (places, articles): (Vec<usize>, Vec<&Article>) = rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| match row {
                Row::Article(article) if article.boilerplate_group().is_some() => Some((place, article)),
                _ => None,
            })
            .unzip();
        for (place, mask) in places.into_iter().zip(boilerplate::masks_in(&articles)) {
            if let Some(slot) = masks.get_mut(place) {
                *slot = mask;
            }
        }
        Self { rows, masks, n_done: 0, masking, scratches }
    }

    /// The same batch, whose work uses these scratches.
    pub(super) fn with_scratches(self, scratches: &Arc<Scratches<Scratch>>) -> Self {
        Self { scratches: Arc::clone(scratches), ..self }
    }

    /// What is masked of a row where it must not be chosen to stand for the article: what repeats, as in `mask`, and what the cues of its
    /// sentences say. (Words are counted with `mask` alone, in training as in use.)
    #[must_use]
    pub fn line_mask(&self, row: &Row, mask: &[Span]) -> Vec<Span> {
        match (self.masking, row) {
            (Masking::Masked, Row::Article(article)) => merged(mask, &cue_spans(article)),
            _ => mask.to_vec(),
        }
    }

    /// [`Self::line_mask`] of every row: to give to [`Self::map`].
    #[must_use]
    pub fn line_masks(&self) -> Vec<Vec<Span>> {
        self.map(|_, row, mask| self.line_mask(row, mask))
    }

    /// `f` of every row with its mask, in order, in parallel.
    pub fn map<R: Send>(&self, f: impl Fn(&mut Scratch, &Row, &[Span]) -> R + Sync + Send) -> Vec<R> {
        self.map_in_parts(self.rows.len(), f).flatten().collect()
    }

    /// The same, `n_at_once` rows after another: what is large when it is many need not be there at once.
    pub fn map_in_parts<'b, R: Send>(
        &'b self,
        n_at_once: usize,
        f: impl Fn(&mut Scratch, &'b Row, &'b [Span]) -> R + Sync + Send,
    ) -> impl Iterator<Item = Vec<R>> {
        let pairs = self.pairs();
        let starts = (0..pairs.len()).step_by(n_at_once.max(1));
        starts.map(move |start| {
            let part = pairs.get(start..pairs.len().min(start.saturating_add(n_at_once))).unwrap_or_default();
            let of_chunks = self.scratches.map_chunks(part, CHUNK_ROWS, |scratch, chunk| {
                chunk.iter().map(|&(row, mask)| f(scratch, row, mask)).collect::<Vec<R>>()
            });
            of_chunks.into_iter().flatten().collect()
        })
    }

    /// What `gather` makes of the results of each few rows that need one, in order: `f` of every such row with its mask, in parallel.
    pub fn map_chunks<R, C: Send>(
        &self,
        f: impl Fn(&mut Scratch, &Row, &[Span]) -> R + Sync + Send,
        gather: impl Fn(Vec<R>) -> C + Sync + Send,
    ) -> Vec<C> {
        let pairs = self.pairs();
        let needed = pairs.get(self.n_done..).unwrap_or_default();
        self.scratches.map_chunks(needed, CHUNK_ROWS, |scratch, chunk| {
            gather(chunk.iter().map(|&(row, mask)| f(scratch, row, mask)).collect())
        })
    }

    fn pairs(&self) -> Vec<(&Row, &[Span])> {
        self.rows.iter().zip(self.masks.iter().map(Vec::as_slice)).collect()
    }
}

/// How long the stages of a run took. They go on side by side, so that they may add up to more than the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageTimes {
    /// Reading, unpacking and decoding.
    pub read: Duration,
    /// All that is asked of the articles.
    pub compute: Duration,
    /// Writing what was rendered.
    pub write: Duration,
}

/// Sends the rows of `events` through `process` in batches; inputs that failed go to `report`.
///
/// # Errors
/// What `process` returns; nothing more is read then.
pub fn in_batches(
    events: impl Iterator<Item = Event>,
    masking: Masking,
    report: impl FnMut(Failure),
    process: impl FnMut(Batch) -> Result<()>,
) -> Result<()> {
    in_batches_after(0, events, masking, report, |batch| batch, process).map(|_| ())
}

/// Sends the rows of `events` behind the first `n_done` through `compute` in batches, and what comes of each, in order, to `write`.
///
/// The batches are those of the whole: one in which that number ends comes whole, with [`Batch::n_done`], as its boilerplate shows in all of
/// it. Three of them are under way at once: one is read, one computed, one written.
///
/// # Errors
/// What `write` returns; nothing more is read then.
pub(super) fn in_batches_after<R: Send>(
    mut n_done: usize,
    events: impl Iterator<Item = Event>,
    masking: Masking,
    mut report: impl FnMut(Failure),
    compute: impl Fn(Batch) -> R + Sync + Send,
    mut write: impl FnMut(R) -> Result<()>,
) -> Result<StageTimes> {
    let mut times = StageTimes::default();
    let scratches: Arc<Scratches<Scratch>> = Arc::default();
    let compute = |(rows, n_done): (Vec<Row>, usize)| {
        compute(Batch { n_done, ..Batch::new(rows, masking).with_scratches(&scratches) })
    };
    let mut reader = BatchReader::new(events.fuse());
    let mut read = || {
        loop {
            let rows = reader.read(&mut report)?;
            let n_done_here = n_done.min(rows.len());
            n_done -= n_done_here;
            if n_done_here < rows.len() {
                return Some((rows, n_done_here));
            }
        }
    };
    let mut to_compute = timed(&mut times.read, &mut read);
    let mut to_write = None;
    while let Some(rows) = to_compute {
        let ((computed, compute_time), written) = parallel::beside(
            || {
                let mut time = Duration::ZERO;
                (timed(&mut time, || compute(rows)), time)
            },
            || {
                timed(&mut times.write, || to_write.take().map_or(Ok(()), &mut write))
                    .map(|()| timed(&mut times.read, &mut read))
            },
        );
        times.compute += compute_time;
        to_compute = written?;
        to_write = Some(computed);
    }
    timed(&mut times.write, || to_write.map_or(Ok(()), write))?;
    Ok(times)
}

/// What `work` gives; the time that it takes is added to `time`.
fn timed<T>(time: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *time += start.elapsed();
    result
}

/// Gathers rows into batches.
#[derive(Debug)]
pub(super) struct BatchReader<E> {
    events: E,
    /// The first row of the next batch, where it has been read.
    next: Option<Row>,
}

impl<E: Iterator<Item = Event>> BatchReader<E> {
    pub(super) const fn new(events: E) -> Self {
        Self { events, next: None }
    }

    /// The rows of the next batch.
    pub(super) fn read(&mut self, report: &mut impl FnMut(Failure)) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        let mut n_bytes = 0;
        if let Some(row) = self.next.take() {
            n_bytes += weight(&row);
            rows.push(row);
        }
        for event in self.events.by_ref() {
            let row = match event {
                Event::Row(row) => row,
                Event::Origin(_) => continue,
                Event::Failure(failure) => {
                    report(failure);
                    continue;
                }
            };
            let is_full = rows.len() >= BATCH_ROWS || n_bytes >= BATCH_BYTES;
            if is_full && !rows.last().is_some_and(|last| are_of_one_page(last, &row)) {
                self.next = Some(row);
                break;
            }
            n_bytes += weight(&row);
            rows.push(row);
        }
        Some(rows).filter(|rows| !rows.is_empty())
    }
}

/// About how many bytes of memory a row takes.
fn weight(row: &Row) -> usize {
    let strings = match row {
        Row::Article(article) => article.id.len() + article.title.len() + article.text.len(),
        Row::Damaged(row) => row.id.len() + row.error.len(),
    };
    size_of::<Row>() + strings
}

fn are_of_one_page(last: &Row, next: &Row) -> bool {
    match (last, next) {
        (Row::Article(last), Row::Article(next)) => last.page.is_some() && last.page == next.page,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};

    fn article(number: usize, page: Option<&str>) -> Event {
        Event::Row(Row::Article(Article {
            id: number.to_string(),
            text: "Short.".to_owned(),
            page: page.map(Into::into),
            ..Article::default()
        }))
    }

    fn batch_sizes(events: Vec<Event>) -> Vec<usize> {
        let mut sizes = Vec::new();
        in_batches(
            events.into_iter(),
            Masking::Masked,
            |_| (),
            |batch| {
                sizes.push(batch.rows.len());
                Ok(())
            },
        )
        .unwrap();
        sizes
    }

    #[test]
    fn batches_are_bounded_and_complete() {
        let n = 2 * BATCH_ROWS + 5;
        assert_eq!(batch_sizes((0..n).map(|i| article(i, None)).collect()), [BATCH_ROWS, BATCH_ROWS, 5]);
        assert!(batch_sizes(Vec::new()).is_empty());
    }

    /// A page that is cut in two would have its boilerplate counted in halves.
    #[test]
    fn a_page_is_never_cut() {
        let n = BATCH_ROWS + 100;
        let mut events: Vec<Event> = (0..n).map(|i| article(i, Some("one.xml"))).collect();
        events.extend((0..10).map(|i| article(n + i, Some("two.xml"))));
        assert_eq!(batch_sizes(events), [n, 10]);
    }

    #[test]
    fn what_is_done_is_passed_over() {
        let n = 2 * BATCH_ROWS + 5;
        let left = |n_done: usize| {
            let mut found = Vec::new();
            let events = (0..n).map(|i| article(i, None));
            in_batches_after(
                n_done,
                events,
                Masking::Masked,
                |_| (),
                |batch| (batch.rows.len(), batch.n_done, batch.map_chunks(|_, _, _| (), |chunk| chunk.len())),
                |(n_rows, n_done, chunks)| {
                    assert_eq!(n_rows, n_done + chunks.iter().sum::<usize>());
                    found.push((n_rows, n_done));
                    Ok(())
                },
            )
            .unwrap();
            found
        };
        assert_eq!(left(BATCH_ROWS + 3), [(BATCH_ROWS, 3), (5, 0)]);
        assert_eq!(left(2 * BATCH_ROWS), [(5, 0)]);
        assert!(left(n).is_empty() && left(n + 1).is_empty());
    }

    #[test]
    fn failures_are_reported_and_errors_stop_the_run() {
        let failure = || Failure { name: "x".to_owned(), error: Error::new(ErrorKind::Io, "is empty") };
        let mut failed = Vec::new();
        let events = vec![Event::Failure(failure()), article(0, None), Event::Failure(failure())];
        let refused = in_batches(
            events.into_iter(),
            Masking::Masked,
            |failure| failed.push(failure.name),
            |_| Err(Error::new(ErrorKind::Io, "disk full")),
        );
        assert_eq!(failed, ["x", "x"]);
        assert_eq!(refused.unwrap_err().to_string(), "disk full");
    }
}
