//! The names of sources in rules: as a whole, or as far as a `*`.

use crate::text::{clean, fold_word};

/// A name of a source, without regard to case and white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceName {
    folded: String,
    /// Whether it stands for every name that begins with it.
    is_prefix: bool,
}

impl SourceName {
    /// The name as it is written in a rule; none where it is empty.
    pub(super) fn new(written: &str) -> Option<Self> {
        let (name, is_prefix) = match written.trim().strip_suffix('*') {
            Some(beginning) => (beginning, true),
            None => (written, false),
        };
        let folded = folded(name);
        (!folded.is_empty()).then_some(Self { folded, is_prefix })
    }

    /// Whether it stands for the source of this [`folded`] name.
    pub(super) fn is(&self, source: &str) -> bool {
        if self.is_prefix { source.starts_with(&self.folded) } else { source == self.folded }
    }
}

/// A name as it is compared.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in clean(name).split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold_word(word, &mut folded);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_do_not_count() {
        let is = |written: &str, source: &str| SourceName::new(written).unwrap().is(&folded(source));
        assert!(is("Central Bank Watch", " central  bank\nWATCH "));
        assert!(!is("Central Bank", "Central Bank Watch"));
        assert!(is("Central Bank*", "Central Bank Watch") && !is("Bank*", "Central Bank Watch"));
        assert!(is("L’Étoile", "l'étoile"));
        assert_eq!(SourceName::new(" * "), None);
    }
}
