//! Words that a full stop belongs to. Tables only; [`super::sentences`] reads them.

/// Never the end of a sentence: what they shorten goes on (`Dr. Okafor`, `vs. Portugal`). In lower case, no final stop.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "adm", "approx", "apt", "asst", "atty", "bldg", "brig", "bros", "ca", "capt", "cf", "cmdr", "col",
    "cor", "cpl", "det", "dr", "drs", "e.g", "eds", "esp", "exec", "fig", "figs", "fr", "ft", "gen", "gov",
    "govs", "hon", "i.e", "insp", "lt", "m", "maj", "matt", "messrs", "mlle", "mme", "mr", "mrs", "ms",
    "mt", "mx", "no", "nos", "nr", "pp", "pres", "prof", "profs", "ps", "pvt", "rep", "reps", "rev", "rs",
    "rt", "sec", "sen", "sens", "sgt", "sr", "srta", "st", "ste", "supt", "v", "viz", "vol", "vols", "vs",
];

/// May end a sentence or not; what follows decides (`Acme Inc. said`, `at 5 p.m. The vote`).
#[rustfmt::skip]
const EITHER: &[&str] = &[
    "a.d", "a.m", "al", "apr", "art", "aug", "ave", "b.c", "blvd", "co", "corp", "d.c", "dec", "dept",
    "dir", "dist", "e.u", "ed", "est", "etc", "feb", "fri", "inc", "jan", "jr", "jul", "jun", "llc", "ltd",
    "mar", "mon", "nov", "oct", "op", "p.m", "ph.d", "plc", "rd", "sat", "sep", "sept", "sun", "thu", "tue",
    "u.k", "u.n", "u.s", "u.s.a", "univ", "wed",
];

/// What often opens a sentence, and seldom follows an abbreviation inside one.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "A", "After", "Also", "An", "And", "Another", "As", "At", "Because", "Before", "Both", "But", "By",
    "Critics", "During", "Each", "Earlier", "Even", "Every", "Experts", "First", "For", "From", "Given",
    "He", "Her", "His", "How", "However", "I", "If", "In", "Instead", "It", "Its", "Last", "Later", "Like",
    "Many", "Meanwhile", "More", "Most", "Much", "My", "Neither", "Nevertheless", "New", "No", "None",
    "Nor", "Not", "Now", "Of", "Officials", "On", "Once", "One", "Only", "Or", "Other", "Others", "Our",
    "Over", "Police", "Several", "She", "Since", "So", "Some", "Still", "Such", "That", "The", "Their",
    "Then", "There", "These", "They", "This", "Those", "Though", "Three", "Through", "To", "Today", "Two",
    "Under", "Until", "We", "What", "When", "Where", "Whether", "While", "Who", "Why", "With", "Without",
    "Yesterday", "Yet", "You", "Your",
];

/// What a full stop behind a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It belongs to the word, and the sentence goes on.
    Abbreviation,
    /// It belongs to the word, and may end the sentence too.
    Either,
    /// It ends the sentence.
    End,
}

/// What the full stop behind `word` means; `word` comes without its last stop, in any case.
pub(super) fn stop_after(word: &str) -> Stop {
    let lower = word.to_lowercase();
    // An initial, such as the J of "J. Okoye", or the last letter of "Plan B. It failed".
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    if is_initial {
        return Stop::Either;
    }
    if OPEN.binary_search(&lower.as_str()).is_ok() {
        // "No." is an answer at the end of a sentence as often as it is a number.
        return if lower == "no" { Stop::Either } else { Stop::Abbreviation };
    }
    // Letters with stops between them, such as "U.S.S.R".
    let is_dotted = lower.contains('.') && lower.split('.').all(|part| part.chars().count() == 1);
    if is_dotted || EITHER.binary_search(&lower.as_str()).is_ok() {
        return Stop::Either;
    }
    Stop::End
}

/// Whether `words`, behind an abbreviation, are likelier to open a sentence than to go on with one.
pub(super) fn opens_sentence(words: &str) -> bool {
    let end = words.find(|character: char| !character.is_alphanumeric()).unwrap_or(words.len());
    let (first, behind) = words.split_at_checked(end).unwrap_or((words, ""));
    // "J. A. Okoye": the A is another initial.
    OPENERS.binary_search(&first).is_ok() && !(first.len() == 1 && behind.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_binary_search() {
        for table in [OPEN, EITHER, OPENERS] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
