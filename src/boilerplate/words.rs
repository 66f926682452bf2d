//! Kinds of words that cues go by: a table of hashes per language, looked up once for every word of a sentence.
//!
//! A word here is a run of letters and digits, so that `don't`, `l'auteur` and `abonnez-vous` fall into their parts. A phrase is
//! looked up only where its last word is one that ends phrases.

use std::sync::OnceLock;

use hashbrown::HashMap;

use super::cue_words::{CODES, CUE_WORDS};
use crate::text::{Language, key_hash, lower_key};

/// What a word or phrase is a sign of; the bit of each is its place here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The second person.
    You,
    /// The first person plural.
    We,
    /// The first person singular.
    I,
    /// The third person.
    They,
    /// An imperative, where it opens a clause.
    Order,
    /// Subscribing, signing in, membership.
    Subscribe,
    /// What a publisher publishes by: page, newsletter, podcast, episode.
    Outlet,
    /// The page or article speaks of itself.
    ThisPage,
    /// The people who make it.
    Newsroom,
    /// Rights, licences, consent, responsibility.
    Legal,
    /// What an investor has to be told.
    Risk,
    /// Who wrote, photographed, translated or paid for it.
    Credit,
    /// Something to be bought, won or had for nothing.
    Offer,
    /// Somewhere else to go on.
    Pointer,
    /// A social network.
    Network,
    /// Something that comes again and again.
    Rhythm,
    /// What a note on an author says.
    Biography,
    /// When something was published or changed, and how long it takes to read.
    Stamp,
    /// How to get in touch.
    Contact,
    /// Gifts and petitions.
    Charity,
    /// Verbs of reporting.
    Said,
    /// Verbs in the past.
    Past,
    /// A word that ends as regular verbs do in the past; behind "is" or "may be" it is none.
    Regular,
    /// Verbs in the present that need no list of their own.
    Auxiliary,
    /// Behind which a participle tells of no event.
    Passive,
    /// Before a name, where it opens the line.
    Byline,
    /// What joins clauses.
    Clause,
    /// A time at which something happens.
    When,
    /// Those who act in news, and those who are acted upon.
    Actor,
    /// Numbers in words.
    Quantity,
    /// What a paper or report does: proposes, examines, shows.
    Finding,
    /// What a reporter did for the article: wrote from somewhere, contributed.
    Contribution,
}

/// A set of [`Kind`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u32);

impl Kinds {
    pub(super) const fn of(kind: Kind) -> Self {
        Self(1 << kind as u32)
    }

    pub(super) const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    pub(super) const fn without(self, kind: Kind) -> Self {
        Self(self.0 & !(1 << kind as u32))
    }

    pub(super) const fn all(kinds: &[Kind]) -> Self {
        let (mut all, mut index) = (0, 0);
        while index < kinds.len() {
            all |= 1 << kinds[index] as u32;
            index += 1;
        }
        Self(all)
    }

    /// How many of `others` are here.
    pub(super) const fn n_of(self, others: Self) -> u32 {
        (self.0 & others.0).count_ones()
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known of a word or phrase.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    kinds: Kinds,
    /// Phrases of two words end in it.
    ends_pairs: bool,
    /// Phrases of three words end in it.
    ends_triples: bool,
}

/// The table of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    entries: HashMap<u64, Entry>,
    /// Endings by which verbs in the past are known that no list names.
    past_endings: &'static [&'static str],
}

/// What each language's regular verbs end in in the past, in the order of [`CODES`].
const PAST_ENDINGS: [&[&str]; 4] =
    [&["ed"], &["te", "ten"], &["ait", "aient", "èrent"], &["aron", "ieron", "ó", "aba", "aban"]];
/// Shorter words end so by chance ("red", "need").
const MIN_PAST_LEN: usize = 5;

impl Lexicon {
    /// The table of `language`; none where cues have no words in it.
    pub(super) fn of(language: Language) -> Option<&'static Self> {
        static LEXICONS: [OnceLock<Lexicon>; CODES.len()] = [const { OnceLock::new() }; CODES.len()];
        let place = CODES.iter().position(|code| *code == language.code())?;
        Some(LEXICONS.get(place)?.get_or_init(|| Self::at(place)))
    }

    fn at(place: usize) -> Self {
        let mut entries: HashMap<u64, Entry> = HashMap::new();
        for (kind, columns) in CUE_WORDS {
            let listed = columns.get(place).copied().unwrap_or_default();
            for phrase in listed.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let hashes: Vec<u64> = phrase.split_whitespace().map(word_hash).collect();
                let whole = hashes.iter().copied().reduce(joined).unwrap_or_default();
                let entry = entries.entry(whole).or_default();
                entry.kinds = entry.kinds.with(Kinds::of(*kind));
                if let (Some(last), true) = (hashes.last(), hashes.len() > 1) {
                    let last = entries.entry(*last).or_default();
                    last.ends_pairs |= hashes.len() == 2;
                    last.ends_triples |= hashes.len() == 3;
                }
            }
        }
        Self { entries, past_endings: PAST_ENDINGS.get(place).copied().unwrap_or_default() }
    }

    /// What a word is, the phrases of two and of three words that end in it, each with its own kinds.
    pub(super) fn kinds(&self, word: &str, hash: u64, before: [u64; 2]) -> [Kinds; 3] {
        let mut found = [Kinds::default(); 3];
        if let Some(entry) = self.entries.get(&hash) {
            let phrase = |hash| self.entries.get(&hash).map_or(Kinds::default(), |entry| entry.kinds);
            let [first, second] = before;
            found = [
                entry.kinds,
                if entry.ends_pairs { phrase(joined(second, hash)) } else { Kinds::default() },
                if entry.ends_triples {
                    phrase(joined(joined(first, second), hash))
                } else {
                    Kinds::default()
                },
            ];
        }
        // Nouns in capitals (German) and words of the lists are no verbs, whatever they end in.
        let may_be_past = found[0] == Kinds::default() && word.len() >= MIN_PAST_LEN;
        if may_be_past
            && word.starts_with(char::is_lowercase)
            && self.past_endings.iter().any(|ending| word.ends_with(ending))
        {
            found[0] = Kinds::of(Kind::Regular);
        }
        found
    }
}

/// For words that have no key: the offset basis and the prime of FNV-1a, 64 bits (Fowler, Noll and Vo; RFC 9923).
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// The hash of a word in lower case, without writing that down.
#[inline]
pub(super) fn word_hash(word: &str) -> u64 {
    if let Some(key) = lower_key(word) {
        return key_hash(key);
    }
    let step = |hash: u64, unit: u64| (hash ^ unit).wrapping_mul(FNV_PRIME);
    if word.is_ascii() {
        return word.bytes().fold(FNV_BASIS, |hash, byte| step(hash, u64::from(byte.to_ascii_lowercase())));
    }
    let lowered = word.chars().flat_map(char::to_lowercase);
    lowered.fold(FNV_BASIS, |hash, character| step(hash, u64::from(u32::from(character))))
}

/// The hash of two words, or of a phrase and a word, one after the other.
const fn joined(before: u64, hash: u64) -> u64 {
    (before.rotate_left(23) ^ hash).wrapping_mul(FNV_PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_known_whatever_their_case() {
        let english = Lexicon::of(Language::English).unwrap();
        let (sign, up) = (word_hash("SIGN"), word_hash("Up"));
        let [word, pair, triple] = english.kinds("Up", up, [0, sign]);
        assert!(!word.has(Kind::Subscribe) && pair.has(Kind::Subscribe) && triple == Kinds::default());
        assert_eq!(english.kinds("Up", up, [sign, word_hash("him")])[1], Kinds::default());
        assert!(english.kinds("slumped", word_hash("slumped"), [0, 0])[0].has(Kind::Regular));
        assert_eq!(word_hash("ÄRZTE"), word_hash("ärzte"));
        assert!(Lexicon::of(Language::Welsh).is_none());
    }

    /// A phrase of four words would never be found.
    #[test]
    fn phrases_have_at_most_three_words() {
        for (kind, columns) in CUE_WORDS {
            for phrase in columns.iter().flat_map(|column| column.split(',')) {
                assert!((1..=3).contains(&phrase.split_whitespace().count()), "{kind:?}: `{phrase}`");
                assert!(
                    phrase.split_whitespace().all(|word| word.chars().all(char::is_alphanumeric)),
                    "{phrase}"
                );
                assert_eq!(phrase, phrase.to_lowercase());
            }
        }
    }
}
