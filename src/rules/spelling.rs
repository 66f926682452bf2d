//! What was probably meant by a name that is not known.

use strsim::osa_distance;

/// One letter in so many may be wrong.
const LETTERS_PER_SLIP: usize = 4;

/// The name among `known` that `written` is likely a misspelling of; of equally near ones the first.
///
/// A slip is a letter too many, too few, another one, or two exchanged (optimal string alignment); case does not count.
pub(super) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lowered = written.to_lowercase();
    let n_written = lowered.chars().count();
    let slips = known.into_iter().filter_map(|name| {
        let lowered_name = name.to_lowercase();
        let n_slips = osa_distance(&lowered, &lowered_name);
        let n_letters = lowered_name.chars().count().max(n_written);
        (n_slips * LETTERS_PER_SLIP <= n_letters).then_some((n_slips, name))
    });
    slips.min_by_key(|(n_slips, _)| *n_slips).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters counted by hand: "Cyber security" has one too many of 14, "Payments & fintech" has `&` for `and` (3 of 20), "Trade" and
    /// "Trains" differ by more than one in 6.
    #[test]
    fn a_slip_in_four_letters_is_a_misspelling() {
        let topics = ["AI governance", "Cybersecurity", "Payments and fintech", "Trains"];
        let near = |written| nearest(written, topics);
        assert_eq!(near("Cyber security"), Some("Cybersecurity"));
        assert_eq!(near("Payments & fintech"), Some("Payments and fintech"));
        assert_eq!(near("ai governence"), Some("AI governance"));
        assert_eq!(near("Trade"), None);
        assert_eq!(near("Health"), None);
    }
}
