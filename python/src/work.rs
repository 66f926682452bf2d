//! Work in native threads: the interpreter is released, Ctrl-C is heard, and no thread is left behind.
//!
//! The work runs on a pool of its own, which goes when it is done: a process that forks afterwards has nothing that its child would wait for
//! in vain. The calling thread waits meanwhile and asks the interpreter ten times a second whether a signal came. If one did whose handler
//! raises, as that of Ctrl-C does, the work is asked to stop, which it does between two stretches of articles (or passes over them, where a
//! model is fitted), and when its threads have ended, the exception goes on its way.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use slugline::parallel::{Stop, with_threads_until};

use crate::errors::{OrRaise, SluglineError};

/// So often the interpreter is asked for signals.
const PATIENCE: Duration = Duration::from_millis(100);

/// What `work` gives, on `n_threads` (`None`: as many as the machine has cores), while other Python threads go on.
///
/// # Errors
/// What the handler of a signal raised; an error where there are no threads, or where the work broke down.
pub(crate) fn run<R: Send>(
    py: Python<'_>,
    n_threads: Option<usize>,
    work: impl FnOnce() -> R + Send,
) -> PyResult<R> {
    py.detach(|| run_detached(n_threads, work))
}

/// The same on a thread that has released the interpreter, or never had it.
pub(crate) fn run_detached<R: Send>(
    n_threads: Option<usize>,
    work: impl FnOnce() -> R + Send,
) -> PyResult<R> {
    let stop = Stop::default();
    let (done, is_done) = sync_channel::<()>(0);
    let mut interruption = None;
    let result = thread::scope(|scope| {
        let stop_of_work = stop.clone();
        let worker = thread::Builder::new().name("slugline".to_owned()).spawn_scoped(scope, move || {
            // Dropped at the end, even one that comes by unwinding, which is what the other side waits for.
            let _done = done;
            with_threads_until(n_threads, &stop_of_work, work)
        });
        let worker = worker.map_err(slugline::Error::from).or_raise()?;
        while is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            if interruption.is_none()
                && let Some(Err(exception)) = Python::try_attach(raised_by_signal)
            {
                interruption = Some(exception);
                stop.ask();
            }
        }
        worker.join().map_err(|payload| broken_down(&*payload))?.or_raise()
    });
    match interruption {
        Some(exception) => Err(exception),
        None => result?.ok_or_else(|| SluglineError::new_err("the work was stopped")),
    }
}

/// What the handler of a signal raises, where one came.
fn raised_by_signal(py: Python<'_>) -> PyResult<()> {
    py.check_signals()
}

/// A panic: something that the library did not foresee.
fn broken_down(payload: &(dyn std::any::Any + Send)) -> PyErr {
    let reason = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("for a reason unknown");
    SluglineError::new_err(format!(
        "slugline broke down over this input ({reason}), which is a fault of its own; please report it"
    ))
}

/// Only as many threads as `n_rows` rows keep busy: a few are done before a second thread has started.
pub(crate) fn n_threads_for(n_rows: usize, n_threads: Option<usize>) -> Option<usize> {
    const FEW_ROWS: usize = 32;
    if n_rows <= FEW_ROWS { Some(1) } else { n_threads }
}
