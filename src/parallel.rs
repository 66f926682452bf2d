//! The only door to threads: ordered maps over slices, two works side by side, scratches that are kept, a way to stop, and nothing else.
//!
//! Every function returns its results in the order of its input, so a caller that only maps here and folds
//! afterwards gives the same answer for any number of threads. Logic elsewhere is written serially.

mod scratches;
mod stop;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

pub use scratches::Scratches;
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
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    of_each(items.len(), &|place| f(&items[place]))
}

/// `f` of every item, in order; each worker keeps a scratch value of its own, made by `scratch`.
///
/// The scratch may cache, but what `f` returns must not depend on what it saw before.
pub fn map_with<T: Sync, S, R: Send>(
    items: &[T],
    scratch: impl Fn() -> S + Sync,
    f: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    of_each_with(items.len(), &scratch, &|scratch, place| f(scratch, &items[place]))
}

/// `f` of every stretch of `chunk_len` items (the last may be shorter), in order.
///
/// The chunks depend on the items alone, never on the number of threads.
pub fn map_chunks<T: Sync, R: Send>(items: &[T], chunk_len: usize, f: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let chunk_len = chunk_len.max(1);
    of_each(items.len().div_ceil(chunk_len), &|number| {
        let start = number * chunk_len;
        f(&items[start..items.len().min(start + chunk_len)])
    })
}

/// Fills `out` in stretches of `chunk_len` elements (the last may be shorter): `fill` gets the number of the stretch
/// and the stretch.
pub fn fill_chunks<R: Send>(out: &mut [R], chunk_len: usize, fill: impl Fn(usize, &mut [R]) + Sync) {
    fill_each(out, chunk_len, &fill);
}

/// `f` of every place below `n_places`, in order.
///
/// `f` goes by address here and in the two functions below, so that what threads need is compiled once for each kind of result, element or
/// scratch. Compiled for each caller it took a seventh of the optimiser's time.
fn of_each<R: Send>(n_places: usize, f: &(dyn Fn(usize) -> R + Sync)) -> Vec<R> {
    (0..n_places).into_par_iter().map(|place| watched(|| f(place))).collect()
}

/// As [`of_each`], with a scratch of the worker's own.
fn of_each_with<S, R: Send>(
    n_places: usize,
    scratch: &(dyn Fn() -> S + Sync),
    f: &(dyn Fn(&mut S, usize) -> R + Sync),
) -> Vec<R> {
    let scratch = || scratch();
    (0..n_places).into_par_iter().map_init(scratch, |scratch, place| watched(|| f(scratch, place))).collect()
}

/// Every stretch of `out` is filled.
fn fill_each<R: Send>(out: &mut [R], chunk_len: usize, fill: &(dyn Fn(usize, &mut [R]) + Sync)) {
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
