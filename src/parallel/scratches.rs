//! Scratch values that outlive the work that they are used for.

use std::sync::Mutex;
use std::thread;

/// Scratch values, one for each worker that is at work at a time, kept from one map to the next.
///
/// A scratch may cache, but what is made with it must not depend on what it saw before. Nobody ever waits for one: a process that forked while
/// they were handed over just makes its own.
#[derive(Debug)]
pub struct Scratches<S>(Mutex<Vec<Kept<S>>>);

/// A scratch that nobody uses at the moment.
#[derive(Debug)]
struct Kept<S> {
    scratch: S,
    /// The worker that used it last, whose core may still have it at hand.
    worker: Option<usize>,
}

/// None yet.
impl<S> Default for Scratches<S> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<S: Default + Send> Scratches<S> {
    /// `f` of every stretch of `chunk_len` items (the last may be shorter), in order.
    pub fn map_chunks<T: Sync, R: Send>(
        &self,
        items: &[T],
        chunk_len: usize,
        f: impl Fn(&mut S, &[T]) -> R + Sync,
    ) -> Vec<R> {
        super::map_chunks(items, chunk_len, |chunk| self.with(|scratch| f(scratch, chunk)))
    }

    /// Lets `work` use a scratch. One whose work panics may be in any state, and is not seen again.
    fn with<R>(&self, work: impl FnOnce(&mut S) -> R) -> R {
        let worker = rayon::current_thread_index();
        let mut scratch = self.take(worker).unwrap_or_default();
        let result = work(&mut scratch);
        if let Ok(mut kept) = self.0.try_lock()
            && has_room(kept.len())
        {
            kept.push(Kept { scratch, worker });
        }
        result
    }

    fn take(&self, worker: Option<usize>) -> Option<S> {
        let mut kept = self.0.try_lock().ok()?;
        let place = kept.iter().position(|kept| kept.worker == worker).or(kept.len().checked_sub(1))?;
        Some(kept.swap_remove(place).scratch)
    }
}

/// Whether one more is kept: as many as work at a time, here or, where several threads have workers of their own, on the whole machine. One more
/// than that is made whenever two workers meet at the door.
fn has_room(n_kept: usize) -> bool {
    n_kept < rayon::current_num_threads()
        || thread::available_parallelism().is_ok_and(|n_cores| n_kept < n_cores.get())
}

#[cfg(test)]
mod tests {
    use super::super::with_threads;
    use super::*;

    #[test]
    fn scratches_are_kept_and_order_survives() {
        let items: Vec<u64> = (0..1000).collect();
        for n_threads in [1, 2, 7] {
            let seen: Scratches<Vec<u64>> = Scratches::default();
            for _ in 0..2 {
                let sums = with_threads(Some(n_threads), || {
                    seen.map_chunks(&items, 7, |seen, chunk| {
                        seen.extend(chunk);
                        chunk.iter().sum::<u64>()
                    })
                });
                let sums = sums.unwrap();
                assert_eq!((sums.len(), sums.iter().sum::<u64>()), (143, 499_500));
                assert_eq!(sums.first(), Some(&21));
            }
            let kept = seen.0.into_inner().unwrap();
            let n_cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
            assert!((1..=n_threads.max(n_cores)).contains(&kept.len()));
            // Handed over without a wait, so that with several workers one may be lost now and then.
            let n_seen: usize = kept.iter().map(|kept| kept.scratch.len()).sum();
            assert!(n_seen <= 2000 && (n_threads > 1 || n_seen == 2000));
        }
    }

    /// A work that asks for scratches while it has one takes as many as it is deep.
    #[test]
    fn no_more_are_kept_than_can_be_at_work() {
        fn deep(seen: &Scratches<Vec<u64>>, n: usize) {
            seen.with(|_| {
                if n > 0 {
                    deep(seen, n - 1);
                }
            });
        }
        let seen = Scratches::default();
        with_threads(Some(3), || deep(&seen, 1000)).unwrap();
        let n_cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        assert!((1..=n_cores.max(3)).contains(&seen.0.into_inner().unwrap().len()));
    }

    #[test]
    fn a_scratch_whose_work_panics_is_not_seen_again() {
        let seen: Scratches<Vec<u64>> = Scratches::default();
        let panicked = std::panic::catch_unwind(|| seen.map_chunks(&[1], 1, |_, _| panic!("as planned")));
        assert!(panicked.is_err());
        assert_eq!(seen.map_chunks(&[1], 1, |seen, _| seen.len()), [0]);
    }
}
