//! The word lists of [`super::spare`], and nothing else: lower-case, sorted.

use super::table::Table;

/// Adjectives that a noun behind an article can spare.
#[rustfmt::skip]
pub(super) const ADJECTIVES: &Table = &Table::new(&[
    "actual", "big", "controversial", "current", "entire", "great", "huge", "leading",
    "local", "massive", "new", "overall", "particular", "recent", "senior", "serious",
    "special", "specific", "upcoming", "various", "whole",
]);

/// Words behind "new" that make a name of it where a text has no capitals.
#[rustfmt::skip]
pub(super) const NAMED_NEW: &Table = &Table::new(&[
    "age", "brunswick", "caledonia", "deal", "delhi", "england", "guinea", "hampshire", "haven", "jersey", "london",
    "mexico", "orleans", "south", "testament", "world", "year", "years", "york", "yorker", "yorkers", "zealand",
    "zealander", "zealanders",
]);

/// Nouns whose whole sense is the adjective before them, or that are one word with it.
#[rustfmt::skip]
pub(super) const BARE_NOUNS: &Table = &Table::new(&[
    "apple", "bang", "ben", "estate", "kind", "kinds", "life", "madrid", "number", "numbers", "one", "ones", "part",
    "parts", "people", "thing", "things", "time", "times", "way", "ways",
]);

/// The legal form of a company, behind its name.
pub(super) const COMPANY_FORMS: &Table =
    &Table::new(&["co.", "corp", "corp.", "inc", "inc.", "llc", "ltd", "ltd.", "plc"]);

/// Titles behind which the surname alone says who is meant.
pub(super) const HEADS_OF_STATE: &Table =
    &Table::new(&["chancellor", "gov.", "governor", "president", "secretary", "sen.", "senator"]);

/// Titles of courtesy, before a name; *Mrs.* can tell two of a name apart.
pub(super) const COURTESIES: &Table = &Table::new(&["mr", "mr."]);

/// Bodies that speak of themselves as *it*.
#[rustfmt::skip]
pub(super) const BODIES: &Table = &Table::new(&[
    "administration", "agency", "airline", "army", "association", "authority", "bank", "board", "bureau", "carmaker",
    "chain", "commission", "committee", "company", "council", "court", "department", "firm", "giant", "government", "group",
    "hospital", "house", "institute", "korea", "maker", "manufacturer", "military", "ministry", "newspaper", "office",
    "organization", "party", "regulator", "retailer", "service", "team", "union", "university",
]);

/// Sources that are many, who speak of others.
pub(super) const GROUPS: &Table = &Table::new(&["media", "people", "police", "press", "troops"]);

/// Numbers in words.
#[rustfmt::skip]
pub(super) const NUMBER_WORDS: &Table = &Table::new(&[
    "a", "eight", "eighty", "eleven", "fifty", "five", "forty", "four", "half", "nine", "ninety", "one", "one-third",
    "seven", "seventy", "six", "sixty", "ten", "thirty", "three", "twelve", "twenty", "two",
]);

/// Phrases in front of a noun that only say that there are many of it.
#[rustfmt::skip]
pub(super) const QUANTITIES: &Table = &Table::new(&[
    "a host of", "a lot of", "a number of", "a range of", "a series of", "a variety of", "all kinds of", "all sorts of",
    "lots of",
]);

/// Where and how something was said.
#[rustfmt::skip]
pub(super) const OCCASIONS: &Table = &Table::new(&[
    "at a news briefing", "at a news conference", "at a press briefing", "at a press conference", "in a news release",
    "in a press release", "in a report", "in a speech", "in a statement", "in an interview", "in remarks",
    "on condition of anonymity",
]);

/// Phrases without a say in what a clause claims, wherever they stand between words.
#[rustfmt::skip]
pub(super) const IDLE_PHRASES: &Table = &Table::new(&[
    "after all", "as well", "in fact", "of course", "once again", "so far", "you know",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_lower_case() {
        let tables = [
            ADJECTIVES,
            NAMED_NEW,
            BARE_NOUNS,
            COMPANY_FORMS,
            COURTESIES,
            HEADS_OF_STATE,
            BODIES,
            GROUPS,
            NUMBER_WORDS,
            QUANTITIES,
            OCCASIONS,
            IDLE_PHRASES,
        ];
        for table in tables {
            assert!(table.entries().is_sorted(), "{table:?}");
            assert!(table.entries().iter().all(|word| !word.bytes().any(|byte| byte.is_ascii_uppercase())));
        }
    }
}
