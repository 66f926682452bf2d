//! Where rows come from: what was found out about an input as it was opened, and what had to be done to it.

use std::fmt;

use serde::Serialize;

use super::Format;

/// An input that could be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The input as the user knows it: a path, `stdin`, or the name that was given to bytes.
    pub name: String,
    /// Its layout.
    pub format: Format,
    /// The encoding of its text, by the name that the WHATWG's Encoding Standard gives it.
    pub charset: &'static str,
    /// What had to be done to it before it could be read.
    pub repairs: Vec<Repair>,
}

/// What was wrong with an input, and has been put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Repair {
    /// It is not in the encoding that it declares.
    Charset,
    /// It holds bytes that are no text in its encoding.
    Undecodable,
    /// It holds stray ampersands, or characters that no XML may hold.
    Characters,
    /// It is in an old dialect, or spells a version, namespace or type in a way of its own.
    Dialect,
    /// Its markup or JSON is broken, and was made anew.
    Markup,
    /// It breaks off before its end.
    Cut,
}

impl Repair {
    /// What it was, for a person.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Charset => "another encoding than the one declared",
            Self::Undecodable => "bytes that are no text, shown as U+FFFD",
            Self::Characters => "stray ampersands or control characters",
            Self::Dialect => "an old or unusual version, namespace or type",
            Self::Markup => "broken markup or JSON",
            Self::Cut => "no end",
        }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
