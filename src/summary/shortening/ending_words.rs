//! The word lists of [`super::ending`] and [`super::trailing`], and nothing else: lower-case, sorted.

/// Words by which a clause takes something back, or leaves it open.
#[rustfmt::skip]
pub(super) const DENIALS: &[&str] = &[
    "confirmed", "denied", "denies", "deny", "disputed", "disputes", "rejected", "rejects", "unclear", "verified",
];

/// Words that open a clause of its own behind a comma.
pub(super) const COORDINATORS: &[&str] = &["and", "but", "nor", "or", "so", "while", "yet"];

/// Words that may stand before the subordinator of a clause: "even though", "shortly after".
#[rustfmt::skip]
pub(super) const BEFORE_SUBORDINATORS: &[&str] = &[
    "days", "even", "hours", "just", "largely", "mainly", "months", "only", "partly", "shortly", "weeks", "years",
];

/// Words that open a phrase behind a comma.
#[rustfmt::skip]
pub(super) const PHRASE_OPENERS: &[&str] = &[
    "amid", "at", "by", "compared", "down", "for", "from", "in", "including", "on", "part", "such", "to", "up",
];

/// Words that the clause behind them belongs to, so that it does not go without them.
#[rustfmt::skip]
pub(super) const HOLDS_CLAUSE: &[&str] = &[
    "a", "and", "days", "even", "hours", "just", "know", "look", "looking", "months", "named", "only", "or", "said", "say",
    "says", "shortly", "soon", "sought", "that", "the", "weeks", "years",
];

/// Nouns of purpose: "in an effort to".
pub(super) const PURPOSES: &[&str] = &["attempt", "bid", "case", "deal", "effort", "move"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [DENIALS, COORDINATORS, BEFORE_SUBORDINATORS, PHRASE_OPENERS, HOLDS_CLAUSE, PURPOSES] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
