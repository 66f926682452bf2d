//! The library's one error: what went wrong, where, and how to mend it.

use std::fmt;

/// A result of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Anything that can go wrong in this library.
///
/// The message is written for the person at the keyboard: it says what is wrong, in which input, and where
/// that helps, what to do about it. [`Error::kind`] is for programs.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What sort of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    Io,
    /// An input is not in the format that it claims or was said to be in.
    Format,
    /// A parameter is out of its range, or parameters contradict each other.
    Parameter,
    /// A model file is damaged, foreign, or of a version that this program does not know.
    Model,
    /// The data do not allow what was asked: no labelled row, one topic only, nothing to count.
    Data,
}

impl Error {
    /// An error of `kind` with a message for a person.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// The same error with what caused it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same error, its message led by the place it happened at.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// What sort of thing went wrong.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// True where the reader of our output has gone away, which is no fault of ours or of the input.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        self.source
            .as_deref()
            .and_then(|source| source.downcast_ref::<std::io::Error>())
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Io, error.to_string()).caused_by(error)
    }
}

/// What linfa's own traits may report while they run our estimators.
impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Self::new(ErrorKind::Data, error.to_string()).caused_by(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_can_cross_threads() {
        fn check<T: Send + Sync + std::error::Error>() {}
        check::<Error>();
    }

    #[test]
    fn a_place_leads_the_message() {
        let error = Error::new(ErrorKind::Format, "not JSON").at("line 3").at("a.jsonl");
        assert_eq!(error.to_string(), "a.jsonl: line 3: not JSON");
    }
}
