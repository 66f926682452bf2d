//! Work of libraries that may panic over what nobody has seen before: it costs the word or the input that it was about, and nothing is
//! reported of it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread does work in which a panic is expected and will be caught.
///
/// A program whose panic hook prints can ask, and be silent. See the first lines of `main.rs`.
#[must_use]
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}

/// What `work` returns; `None` where it panics.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    result.ok()
}
