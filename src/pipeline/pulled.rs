//! Batches for those who ask for one after the other, as a reader of a stream does, instead of being handed them.
//!
//! They are the batches of [`super::in_batches`], so that the rows that come of them are the same.

use std::iter::Fuse;
use std::sync::Arc;

use super::batches::BatchReader;
use super::{Batch, Masking};
use crate::article::Row;
use crate::features::Scratch;
use crate::ingest::{Event, Failure};
use crate::parallel::{self, Scratches};

/// The batches of some events, made when they are asked for.
#[derive(Debug)]
pub struct PulledBatches<E> {
    reader: BatchReader<Fuse<E>>,
    masking: Masking,
    /// What the workers keep from batch to batch.
    scratches: Arc<Scratches<Scratch>>,
    /// The rows that were read while a batch was computed.
    ahead: Option<Vec<Row>>,
}

impl<E: Iterator<Item = Event>> PulledBatches<E> {
    /// The batches of `events`; none is read yet.
    #[must_use]
    pub fn new(events: E, masking: Masking) -> Self {
        Self { reader: BatchReader::new(events.fuse()), masking, scratches: Arc::default(), ahead: None }
    }

    /// The same batches, whose work uses scratches that were used before, all with one model: what they know of words is known from the start.
    #[must_use]
    pub fn with_scratches(self, scratches: &Arc<Scratches<Scratch>>) -> Self {
        Self { scratches: Arc::clone(scratches), ..self }
    }

    /// What `compute` makes of the next batch; `None` behind the last. The batch after it is read meanwhile; inputs that failed go to
    /// `report`.
    pub fn next<R: Send>(
        &mut self,
        report: &mut impl FnMut(Failure),
        compute: impl FnOnce(Batch) -> R + Send,
    ) -> Option<R> {
        let rows = self.ahead.take().or_else(|| self.reader.read(report))?;
        let (masking, scratches, reader) = (self.masking, &self.scratches, &mut self.reader);
        let compute = || compute(Batch::new(rows, masking).with_scratches(scratches));
        let (made, ahead) = parallel::beside(compute, || reader.read(report));
        self.ahead = ahead;
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pipeline::in_batches;

    /// The reference is what the same events are handed out as.
    #[test]
    fn batches_are_those_that_are_handed_out() {
        let events = || {
            (0..5000).map(|number| {
                let page = (number % 1700 < 400).then(|| format!("{}", number / 1700).as_str().into());
                let text = format!("Read more at our page. Number {number} was late again on that day.");
                Event::Row(Row::Article(Article { id: number.to_string(), text, page, ..Article::default() }))
            })
        };
        let mut expected = Vec::new();
        let collect = |batch: Batch| {
            expected.push((batch.rows, batch.masks));
            Ok(())
        };
        in_batches(events(), Masking::Masked, |_| (), collect).unwrap();
        let mut batches = PulledBatches::new(events(), Masking::Masked);
        let mut found = Vec::new();
        while let Some(pair) = batches.next(&mut |_| (), |batch| (batch.rows, batch.masks)) {
            found.push(pair);
        }
        assert!(expected.len() > 1 && found == expected);
        assert!(batches.next(&mut |_| (), |_| ()).is_none());
    }
}
