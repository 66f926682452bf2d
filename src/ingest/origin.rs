//! Where rows come from: what was found out about an input as it was opened, and what had to be done to it.

use std::fmt;

use super::Format;

/// An input that could be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The input as the user knows it: a path, or `stdin`.
    pub name: String,
    /// Its layout.
    pub format: Format,
    /// The encoding of its text, by the name that the WHATWG's Encoding Standard gives it.
    pub charset: &'static str,
    /// What had to be done to it before it could be read.
    pub repairs: Vec<Repair>,
}

/// What was wrong with an input, and has been put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Its markup is broken, and was made anew.
    Markup,
    /// It breaks off before its end.
    Cut,
}

impl Repair {
    /// What was done, for a person.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Charset => "not in the encoding it declares",
            Self::Undecodable => "bytes that are no text shown as U+FFFD",
            Self::Characters => "stray ampersands or control characters mended",
            Self::Dialect => "old or unusual version, namespace or type understood",
            Self::Markup => "broken markup rebuilt",
            Self::Cut => "breaks off before its end",
        }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
