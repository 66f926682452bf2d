//! Stopping work that nobody waits for any more.
//!
//! Whoever starts work keeps a [`Stop`], and may ask another thread's work to end. The workers of that work look at it between the items
//! and stretches that they are given, and what is under way is unwound, with all that it holds, as far as [`with_threads_until`]. Work that
//! is not stopped cannot tell that it could have been.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::ThreadPoolBuilder;

use super::started;
use crate::error::Result;

thread_local! {
    /// What this worker's work is stopped by; none on any other thread.
    static STOP: RefCell<Option<Stop>> = const { RefCell::new(None) };
}

/// A way to stop work from another thread; its clones stop the same work.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the work to stop, which it does when its workers next look.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What unwinds work that is stopped.
struct Stopped;

/// Ends the work here where it is to stop: for stretches of work that are long, and map nothing.
///
/// Does nothing in work that nobody can stop.
#[inline]
pub fn end_if_asked() {
    let is_asked = STOP.with(|stop| stop.borrow().as_ref().is_some_and(Stop::is_asked));
    if is_asked {
        // No panic, of which the hook would tell.
        resume_unwind(Box::new(Stopped));
    }
}

/// Runs `work` as [`super::with_threads`] does, until it is done or `stop` is asked for; `None` where it was stopped.
///
/// # Errors
/// [`crate::ErrorKind::Io`] where the operating system gives no threads.
pub fn with_threads_until<R: Send>(
    n_threads: Option<usize>,
    stop: &Stop,
    work: impl FnOnce() -> R + Send,
) -> Result<Option<R>> {
    let of_workers = stop.clone();
    let builder = ThreadPoolBuilder::new()
        .num_threads(n_threads.unwrap_or(0))
        .start_handler(move |_| STOP.set(Some(of_workers.clone())));
    let pool = started(builder)?;
    match pool.install(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(result) => Ok(Some(result)),
        Err(payload) if payload.is::<Stopped>() => Ok(None),
        Err(payload) => resume_unwind(payload),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::parallel::{beside, map, map_chunks};

    #[test]
    fn work_that_is_not_stopped_ends_as_ever() {
        for n_threads in [1, 2] {
            let squares =
                with_threads_until(Some(n_threads), &Stop::default(), || map(&[1, 2, 3], |x| x * x));
            assert_eq!(squares.unwrap(), Some(vec![1, 4, 9]));
        }
    }

    #[test]
    fn work_stops_between_its_items() {
        let items: Vec<usize> = (0..10_000).collect();
        for n_threads in [1, 2] {
            let (stop, n_done) = (Stop::default(), AtomicUsize::new(0));
            let work = || {
                map_chunks(&items, 10, |chunk| {
                    stop.ask();
                    n_done.fetch_add(chunk.len(), Ordering::Relaxed);
                })
            };
            assert!(with_threads_until(Some(n_threads), &stop, work).unwrap().is_none());
            assert!(n_done.into_inner() < items.len());
        }
    }

    #[test]
    fn works_beside_each_other_both_stop() {
        let stop = Stop::default();
        let found = with_threads_until(Some(2), &stop, || {
            beside(
                || map(&[1, 2], |_| stop.ask()),
                || {
                    while !stop.is_asked() {
                        std::thread::yield_now();
                    }
                    end_if_asked();
                },
            )
        });
        assert!(found.unwrap().is_none());
    }

    #[test]
    fn elsewhere_nothing_stops() {
        let stop = Stop::default();
        stop.ask();
        end_if_asked();
        assert_eq!(map(&[1, 2], |x| x + 1), [2, 3]);
    }
}
