//! The only door to threads: ordered maps over slices, two works side by side, a value per worker, a way to stop, and nothing else.
//!
//! Every function returns its results in the order of its input, so a caller that only maps here and folds
//! afterwards gives the same answer for any number of threads. Logic elsewhere is written serially.

mod stop;

use std::sync::{Mutex, TryLockError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

pub use stop::{Stop, end_if_asked, with_threads_until};

use crate::error::{Error, ErrorKind, Result};

/// Runs `work` on a pool of `n_threads` (`None`: as many as the machine has cores).
///
/// # Errors
/// [`ErrorKind::Io`] where the operating system gives no threads.
pub fn with_threads<R: Send>(n_threads: Option<usize>, work: impl FnOnce() -> R + Send) -> Result<R> {
    Ok(started(ThreadPoolBuilder::new().num_threads(n_threads.unwrap_or(0)))?.install(work))
}

/// The pool that `builder` describes.
fn started(builder: ThreadPoolBuilder) -> Result<ThreadPool> {
    builder.build().map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot start threads ({error}); try --threads 1")).caused_by(error)
    })
}

/// `f` of every item, in order.
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(|item| watched(|| f(item))).collect()
}

/// `f` of every item, in order; each worker keeps a scratch value of its own, made by `scratch`.
///
/// The scratch may cache, but what `f` returns must not depend on what it saw before.
pub fn map_with<T: Sync, S, R: Send>(
    items: &[T],
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    items.par_iter().map_init(scratch, |scratch, item| watched(|| f(scratch, item))).collect()
}

/// `f` of every stretch of `chunk_len` items (the last may be shorter), in order.
///
/// The chunks depend on the items alone, never on the number of threads.
pub fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    chunk_len: usize,
    f: impl Fn(&[T]) -> R + Sync + Send,
) -> Vec<R> {
    items.par_chunks(chunk_len.max(1)).map(|chunk| watched(|| f(chunk))).collect()
}

/// Fills `out` in stretches of `chunk_len` elements (the last may be shorter): `fill` gets the number of the stretch
/// and the stretch.
pub fn fill_chunks<R: Send>(out: &mut [R], chunk_len: usize, fill: impl Fn(usize, &mut [R]) + Sync + Send) {
    let fill = |(number, chunk): (usize, &mut [R])| watched(|| fill(number, chunk));
    out.par_chunks_mut(chunk_len.max(1)).enumerate().for_each(fill);
}

/// Both results; the works may run side by side.
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(|| watched(a), || watched(b))
}

/// What `work` gives, unless it is to stop before.
fn watched<R>(work: impl FnOnce() -> R) -> R {
    end_if_asked();
    work()
}

/// Both results: `beside` may run on another thread while `here` runs on this one.
///
/// # Panics
/// Where `beside` does.
pub fn beside<A: Send, B>(beside: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    let mut result = None;
    let here = rayon::in_place_scope(|scope| {
        scope.spawn(|_| result = Some(beside()));
        here()
    });
    // The scope ends when all that was spawned in it has.
    (result.expect("what was spawned has run"), here)
}

/// A scratch value for each worker, kept from one map to the next.
///
/// A scratch may cache, but what is made with it must not depend on what it saw before.
#[derive(Debug)]
pub struct PerWorker<S>(Vec<Mutex<S>>);

impl<S: Default> Default for PerWorker<S> {
    /// As many as there are workers.
    fn default() -> Self {
        Self((0..rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }
}

impl<S: Default + Send> PerWorker<S> {
    /// `f` of every stretch of `chunk_len` items (the last may be shorter), in order.
    pub fn map_chunks<T: Sync, R: Send>(
        &self,
        items: &[T],
        chunk_len: usize,
        f: impl Fn(&mut S, &[T]) -> R + Sync + Send,
    ) -> Vec<R> {
        let f = |chunk| watched(|| self.with(|scratch| f(scratch, chunk)));
        items.par_chunks(chunk_len.max(1)).map(f).collect()
    }

    /// Lets `work` use the scratch of the worker that runs it.
    fn with<R>(&self, work: impl FnOnce(&mut S) -> R) -> R {
        let scratch = rayon::current_thread_index().and_then(|worker| self.0.get(worker));
        match scratch.map(Mutex::try_lock) {
            Some(Ok(mut scratch)) => work(&mut scratch),
            // Left by a work that panicked: it may be in any state.
            Some(Err(TryLockError::Poisoned(poisoned))) => {
                let mut scratch = poisoned.into_inner();
                *scratch = S::default();
                work(&mut scratch)
            }
            // A work that maps may find another of the same worker on its hands.
            None | Some(Err(TryLockError::WouldBlock)) => work(&mut S::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_survives_any_number_of_threads() {
        let items: Vec<u64> = (0..1000).collect();
        let expected: Vec<u64> = items.iter().map(|x| x * x).collect();
        for n_threads in [1, 2, 7] {
            let squares = with_threads(Some(n_threads), || map(&items, |x| x * x)).unwrap();
            assert_eq!(squares, expected);
            let sums =
                with_threads(Some(n_threads), || map_chunks(&items, 7, |c| c.iter().sum::<u64>())).unwrap();
            assert_eq!(sums.len(), 143);
            assert_eq!(sums.iter().sum::<u64>(), 499_500);
            let mut numbers = vec![0; 10];
            with_threads(Some(n_threads), || {
                fill_chunks(&mut numbers, 4, |number, chunk| chunk.fill(number));
            })
            .unwrap();
            assert_eq!(numbers, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
        }
    }

    #[test]
    fn scratches_are_kept_and_order_survives() {
        let items: Vec<u64> = (0..1000).collect();
        for n_threads in [1, 2, 7] {
            with_threads(Some(n_threads), || {
                let seen: PerWorker<Vec<u64>> = PerWorker::default();
                for _ in 0..2 {
                    let sums = seen.map_chunks(&items, 7, |seen, chunk| {
                        seen.extend(chunk);
                        chunk.iter().sum::<u64>()
                    });
                    assert_eq!((sums.len(), sums.iter().sum::<u64>()), (143, 499_500));
                    assert_eq!(sums.first(), Some(&21));
                }
                let n_seen: usize = seen.0.iter().map(|seen| seen.lock().unwrap().len()).sum();
                assert_eq!(n_seen, 2000);
            })
            .unwrap();
        }
    }

    #[test]
    fn works_beside_each_other_both_end() {
        for n_threads in [1, 2] {
            let found = with_threads(Some(n_threads), || {
                let here = std::rc::Rc::new(4);
                let (a, b) = beside(|| map(&[1, 2, 3], |x| x * 2), || *here);
                (a, b)
            });
            assert_eq!(found.unwrap(), (vec![2, 4, 6], 4));
        }
    }
}
