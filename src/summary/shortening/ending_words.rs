//! The word lists of [`super::ending`] and [`super::trailing`], and nothing else: lower-case, sorted.

use super::table::Table;

/// Words by which a clause takes something back, or leaves it open.
#[rustfmt::skip]
pub(super) const DENIALS: &Table = &Table::new(&[
    "confirmed", "denied", "denies", "deny", "disputed", "disputes", "rejected", "rejects", "unclear", "verified",
]);

/// Words that open a clause of its own behind a comma.
pub(super) const COORDINATORS: &Table = &Table::new(&["and", "but", "nor", "or", "so", "while", "yet"]);

/// Words that may stand before the subordinator of a clause: "even though", "shortly after".
#[rustfmt::skip]
pub(super) const BEFORE_SUBORDINATORS: &Table = &Table::new(&[
    "days", "even", "hours", "just", "largely", "mainly", "months", "only", "partly", "shortly", "weeks", "years",
]);

/// Words that open a phrase behind a comma.
#[rustfmt::skip]
pub(super) const PHRASE_OPENERS: &Table = &Table::new(&[
    "amid", "at", "by", "compared", "down", "for", "from", "in", "including", "on", "part", "such", "to", "up",
]);

/// Words that the clause behind them belongs to, so that it does not go without them.
#[rustfmt::skip]
pub(super) const HOLDS_CLAUSE: &Table = &Table::new(&[
    "a", "and", "days", "even", "hours", "just", "know", "look", "looking", "months", "named", "only", "or", "said", "say",
    "says", "shortly", "soon", "sought", "that", "the", "weeks", "years",
]);

/// Nouns of purpose: "in an effort to".
pub(super) const PURPOSES: &Table = &Table::new(&["attempt", "bid", "case", "deal", "effort", "move"]);

/// What joins alternatives.
pub(super) const ALTERNATIVES: &Table = &Table::new(&["and", "or"]);

/// What announces two of them.
pub(super) const CHOICES: &Table = &Table::new(&["both", "either"]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [DENIALS, COORDINATORS, BEFORE_SUBORDINATORS, PHRASE_OPENERS, HOLDS_CLAUSE, PURPOSES] {
            assert!(table.entries().is_sorted(), "{table:?}");
        }
    }
}
