//! Errors of the library as exceptions of the package.

use pyo3::prelude::*;
use pyo3::{PyErr, import_exception};
use slugline::ingest::Failure;
use slugline::{Error, ErrorKind};

import_exception!(slugline.exceptions, SluglineError);
import_exception!(slugline.exceptions, SluglineIOError);
import_exception!(slugline.exceptions, SluglineTypeError);

/// The exception for an error of the library.
pub(crate) fn raised(error: &Error) -> PyErr {
    let message = in_python(&error.to_string());
    match error.kind() {
        ErrorKind::Io => SluglineIOError::new_err(message),
        _ => SluglineError::new_err(message),
    }
}

/// The exception for an input that could not be read.
pub(crate) fn failed(failure: &Failure) -> PyErr {
    let message = format!("{}: {}", failure.name, in_python(&failure.error.to_string()));
    match failure.error.kind() {
        ErrorKind::Io => SluglineIOError::new_err(message),
        _ => SluglineError::new_err(message),
    }
}

/// What the library says of flags, said of parameters: `--text-column` is `text_column` here.
pub(crate) fn in_python(message: &str) -> String {
    let mut made = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find("--") {
        let (before, flag) = rest.split_at(start);
        made.push_str(before);
        let name = flag.trim_start_matches('-');
        let n_bytes =
            name.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-').unwrap_or(name.len());
        let (name, behind) = name.split_at(n_bytes);
        // A flag begins a word, and has a name.
        if name.is_empty() || before.ends_with(|letter: char| letter.is_alphanumeric()) {
            made.push_str(&flag[..flag.len() - behind.len()]);
        } else {
            match name {
                "threads" => made.push_str("n_jobs"),
                "from" => made.push_str("partial_fit"),
                name => made.push_str(&name.replace('-', "_")),
            }
        }
        rest = behind;
    }
    made.push_str(rest);
    made
}

/// What the library gives, or the exception for why it does not.
pub(crate) trait OrRaise<T> {
    /// The result as Python has it.
    ///
    /// # Errors
    /// The exception.
    fn or_raise(self) -> PyResult<T>;
}

impl<T> OrRaise<T> for slugline::Result<T> {
    fn or_raise(self) -> PyResult<T> {
        self.map_err(|error| raised(&error))
    }
}
