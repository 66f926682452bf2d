//! Cues of a sentence: what tells a line of boilerplate from a sentence of news without any other article at hand.
//!
//! Each cue is there or not. They are read off in one pass over the words of the sentence: kinds of words
//! ([`super::words`]), marks and shapes, and the place in the article. Some join two others, because a model that takes cues
//! for independent (naive Bayes does) cannot: an imperative in a quotation is news, one without it seldom.

use serde::{Deserialize, Serialize};

use super::places::{Place, is_quote};
use super::words::{Kind, Kinds, Lexicon, word_hash};

/// One row per cue: variant, name, whether it is there.
macro_rules! cues {
    ($($(#[$doc:meta])* $variant:ident $name:literal $test:expr;)+) => {
        /// A cue; its bit in [`CueSet`] is its place here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Cue {
            $(#[doc = $name] #[serde(rename = $name)] $variant,)+
        }

        impl Cue {
            /// Every cue, in the order of their bits.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// What stands in outputs and in the model file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        fn derive(r: &Reading) -> CueSet {
            let mut found = CueSet::default();
            $(if ($test as fn(&Reading) -> bool)(r) { found.insert(Cue::$variant); })+
            found
        }
    };
}

cues! {
    Order "imperative" |r| r.orders();
    OrderYou "imperative to the reader" |r| r.orders() && r.spoken.has(Kind::You);
    We "first person plural" |r| r.spoken.has(Kind::We);
    I "first person singular" |r| r.anywhere().has(Kind::I);
    They "third person" |r| r.anywhere().has(Kind::They);
    Outlet "newsletter, podcast, page" |r| r.spoken.has(Kind::Outlet) && !r.tells();
    ThisPage "speaks of itself" |r| r.spoken.has(Kind::ThisPage);
    Newsroom "newsroom" |r| r.spoken.has(Kind::Newsroom) && !r.tells();
    Legal "rights, privacy, responsibility" |r| r.spoken.has(Kind::Legal) && !r.tells();
    Risk "risk to investors" |r| r.spoken.has(Kind::Risk) && !r.tells();
    CreditOpens "opens with a credit" |r| r.opening.has(Kind::Credit) && !r.has_verb();
    Byline "opens with a byline" |r| r.opens.has(Kind::Byline) && r.is_open_ended() && r.n_names > 0;
    Offer "offer" |r| r.spoken.has(Kind::Offer) && !r.tells();
    PointerOpens "opens with a pointer" |r| r.opens.has(Kind::Pointer);
    Network "social network" |r| r.spoken.has(Kind::Network) && !r.tells();
    Rhythm "every week" |r| r.spoken.has(Kind::Rhythm) && !r.tells();
    Biography "note on an author" |r| r.spoken.has(Kind::Biography) && !r.tells();
    BiographyNewsroom "note on staff" |r| r.spoken.has(Kind::Biography) && r.spoken.has(Kind::Newsroom);
    StampOpens "opens with a stamp" |r| r.opens.has(Kind::Stamp);
    Charity "donate, thanks" |r| r.spoken.has(Kind::Charity) && !r.tells();
    Clause "joined clauses" |r| r.anywhere().has(Kind::Clause);
    Quantity "number in words" |r| r.anywhere().has(Kind::Quantity);
    QuotedYou "second person in quotation" |r| r.quoted.has(Kind::You) || r.quoted.has(Kind::We);
    Link "link" |r| r.has_link;
    Mail "e-mail address" |r| r.has_mail;
    Handle "social handle" |r| r.has_handle;
    Phone "phone number" |r| r.has_phone;
    Rights "copyright sign" |r| r.has_copyright;
    Question "question" |r| r.last == Some('?');
    QuestionReader "question to the reader" |r| r.has_question && r.spoken.has(Kind::You);
    Exclamation "exclamation" |r| r.last == Some('!') && r.n_quoted == 0;
    Fragment "no full stop, no verb" |r| r.is_fragment() && r.page() == 0;
    FragmentPage "no full stop, word of a page" |r| r.is_open_ended() && r.page() > 0;
    Tiny "three words at most" |r| r.n_words <= 3 && r.page() > 0;
    Long "long" |r| r.n_words >= 20;
    Label "label and colon" |r| r.has_label && (r.page() > 0 || r.orders());
    Bars "bars between parts" |r| r.has_bars;
    Brackets "in brackets" |r| r.is_bracketed;
    WeakAddress "a word of a page to the reader" |r| r.is_weak() && r.addresses() && r.news() <= 1;
    WeakAddressNews "a word of a page to the reader and some of news" |r| r.is_weak() && r.addresses() && r.news() > 1;
    StrongNews "words of a page and many of news" |r| r.is_strong() && !r.addresses() && r.news() > 3;
    StrongAddress "words of a page to the reader" |r| r.is_strong() && r.addresses() && r.news() <= 1;
    StrongAddressSome "words of a page to the reader and some of news" |r| r.is_strong() && r.addresses() && (2..=3).contains(&r.news());
    StrongAddressNews "words of a page to the reader and many of news" |r| r.is_strong() && r.addresses() && r.news() > 3;
    Closing "closes the article with words of a page" |r| r.place.closing && r.is_strong();
    ClosingQuiet "closes the article, tells nothing" |r| r.place.closing && r.page() > 0 && !r.tells();
    ClosingFragment "closes with a fragment" |r| r.place.closing && r.is_fragment();
    OpeningFragment "opens with a fragment" |r| r.place.opening && r.is_fragment();
    NamesOnly "names without a verb" |r| r.is_fragment() && r.n_names > 0;
    FiguresOnly "figures without a verb" |r| r.is_fragment() && r.n_figures > 0;
    PassivePage "passive with a word of a page" |r| r.spoken.has(Kind::Passive) && r.page() > 0 && !r.tells();
    BiographyClosing "closes with a note on an author" |r| r.place.closing && r.spoken.has(Kind::Biography);
    CreditNames "credit and names" |r| r.spoken.has(Kind::Credit) && r.n_names > 1 && !r.has_verb();
    PriceReader "price to the reader" |r| r.has_money && (r.addresses() || r.spoken.has(Kind::Subscribe));
    RhythmReader "every week, to the reader" |r| r.spoken.has(Kind::Rhythm) && r.addresses();
    ThisPagePast "what became of this page" |r| r.spoken.has(Kind::ThisPage) && r.tells();
    Time "time of day or week, in a line" |r| r.anywhere().has(Kind::When) && !r.has_verb();
}

/// Kinds of words that pages speak in of themselves.
const PAGE: Kinds = Kinds::all(&[
    Kind::Subscribe,
    Kind::Outlet,
    Kind::ThisPage,
    Kind::Newsroom,
    Kind::Legal,
    Kind::Risk,
    Kind::Credit,
    Kind::Offer,
    Kind::Pointer,
    Kind::Network,
    Kind::Rhythm,
    Kind::Biography,
    Kind::Stamp,
    Kind::Contact,
    Kind::Charity,
]);
/// Those of which one will do.
const STRONG: Kinds = Kinds::all(&[Kind::ThisPage, Kind::Subscribe, Kind::Risk]);
/// Those of which one will do that opens the sentence.
const STRONG_OPENING: Kinds = Kinds::all(&[Kind::Pointer, Kind::Credit, Kind::Stamp]);
/// Kinds of words that news is told in.
const NEWS: Kinds = Kinds::all(&[
    Kind::Said,
    Kind::Past,
    Kind::They,
    Kind::Clause,
    Kind::When,
    Kind::Actor,
    Kind::Quantity,
    Kind::I,
]);

/// A set of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CueSet(u128);

impl CueSet {
    fn insert(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u32;
    }

    /// Whether the cue is in the set.
    #[must_use]
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }

    /// The cues of the set, in the order of their bits.
    pub fn iter(self) -> impl Iterator<Item = Cue> {
        Cue::ALL.iter().copied().filter(move |cue| self.has(*cue))
    }
}

/// What one pass over a sentence finds.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "cues are there or not")]
struct Reading {
    place: Place,
    /// Kinds of words outside quotations.
    spoken: Kinds,
    /// Kinds of words inside.
    quoted: Kinds,
    /// Kinds of words outside quotations that open the sentence, or what stands behind a colon, dash or mark within it.
    opening: Kinds,
    /// Kinds of words that open the sentence itself.
    opens: Kinds,
    n_words: usize,
    n_quoted: usize,
    n_names: usize,
    n_all_caps: usize,
    n_figures: usize,
    has_link: bool,
    has_mail: bool,
    has_handle: bool,
    has_phone: bool,
    has_copyright: bool,
    has_question: bool,
    has_label: bool,
    has_bars: bool,
    has_money: bool,
    is_bracketed: bool,
    last: Option<char>,
}

impl Reading {
    const fn anywhere(&self) -> Kinds {
        self.spoken.with(self.quoted)
    }

    /// Whether it opens with an imperative.
    const fn orders(&self) -> bool {
        self.opening.has(Kind::Order)
    }

    /// Whether the publisher speaks to the reader.
    const fn addresses(&self) -> bool {
        self.spoken.has(Kind::You) || self.spoken.has(Kind::We) || self.orders()
    }

    /// Whether it tells what happened.
    const fn tells(&self) -> bool {
        let kinds = self.anywhere();
        kinds.has(Kind::Past) || kinds.has(Kind::Said)
    }

    const fn has_verb(&self) -> bool {
        self.tells() || self.anywhere().has(Kind::Auxiliary)
    }

    fn is_open_ended(&self) -> bool {
        self.last
            .is_some_and(|last| !matches!(last, '.' | '!' | '?' | '…' | '"' | '”' | '“' | '»' | '’' | '\''))
    }

    /// How many signs there are that a page speaks of itself.
    fn page(&self) -> u32 {
        let marks = [
            self.has_link,
            self.has_mail,
            self.has_handle,
            self.has_phone,
            self.has_copyright,
            self.has_bars,
        ];
        self.spoken.n_of(PAGE) + marks.iter().map(|mark| u32::from(*mark)).sum::<u32>()
    }

    /// Whether it is no whole sentence.
    fn is_fragment(&self) -> bool {
        self.is_open_ended() && !self.has_verb()
    }

    /// Whether there is one such sign, of a sort that news has as well.
    fn is_weak(&self) -> bool {
        self.page() > 0 && !self.is_strong()
    }

    /// Whether there are several, or one that news seldom has.
    fn is_strong(&self) -> bool {
        self.page() > 1
            || self.spoken.n_of(STRONG) > 0
            || self.opens.n_of(STRONG_OPENING) > 0
            || self.has_copyright
            || self.has_mail
    }

    /// How many signs of news there are.
    fn news(&self) -> u32 {
        let marks = [self.n_quoted >= 4, self.n_figures > 0, self.n_names >= 2, self.has_money];
        self.anywhere().n_of(NEWS) + marks.iter().map(|mark| u32::from(*mark)).sum::<u32>()
    }
}

/// So many words may stand before the colon of a label ("Read also:").
const MAX_LABEL_WORDS: usize = 5;
/// Not the reader and the publisher.
const UNITED_STATES: &str = "US";
/// Within so many words a sentence opens.
const MAX_OPENING_WORDS: usize = 3;
/// So many digits make a phone number, if little else stands between them.
const MIN_PHONE_DIGITS: usize = 7;

/// The cues of one sentence.
pub(super) fn cues(lexicon: &Lexicon, sentence: &str, place: Place) -> CueSet {
    let mut reading = Reading { place, ..Reading::default() };
    let mut reader = Reader {
        lexicon,
        before: [0; 2],
        opens: [false; 2],
        is_opening: true,
        is_quoted: place.in_quotation,
        is_after_passive: false,
        digits: 0,
    };
    for chunk in sentence.split_whitespace() {
        reader.read(chunk, &mut reading);
    }
    reading.is_bracketed =
        sentence.starts_with(['(', '[']) && sentence.trim_end_matches('.').ends_with([')', ']']);
    reading.last = sentence.trim_end_matches([')', ']']).chars().next_back();
    derive(&reading)
}

/// Where the pass stands.
struct Reader<'l> {
    lexicon: &'l Lexicon,
    /// The hashes of the last two words.
    before: [u64; 2],
    /// Whether they opened a clause.
    opens: [bool; 2],
    is_opening: bool,
    is_quoted: bool,
    /// The last word is a form of "be", "may" or the like.
    is_after_passive: bool,
    /// Digits since the last letter.
    digits: usize,
}

impl Reader<'_> {
    /// Reads what stands between white space.
    fn read(&mut self, chunk: &str, reading: &mut Reading) {
        let first = chunk.chars().find(|character| character.is_alphanumeric() || is_quote(*character));
        self.is_quoted |= first.is_some_and(|first| is_quote(first) && first != '”' && first != '»');
        if chunk.is_ascii() {
            self.marks(chunk, chunk.bytes().map(char::from), reading)
        } else {
            self.marks(chunk, chunk.chars(), reading)
        }
        let mut rest = chunk;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let word = rest.get(start..).unwrap_or_default();
            let end = word.find(|character: char| !character.is_alphanumeric()).unwrap_or(word.len());
            let (word, behind) = word.split_at(end);
            self.word(word, reading);
            rest = behind;
        }
        let last = chunk.chars().rev().find(|character| character.is_alphanumeric() || is_quote(*character));
        self.is_quoted &= !last.is_some_and(|last| is_quote(last) && last != '„' && last != '«');
        let ends_clause = chunk.ends_with([':', '?', '!', '.', '–', '—', '|', '-', '·', ';', '…', ']']);
        if chunk.ends_with(':') && reading.n_words <= MAX_LABEL_WORDS && reading.n_words > 0 {
            reading.has_label = true;
        }
        self.is_opening |= ends_clause;
    }

    fn marks(&mut self, chunk: &str, characters: impl Iterator<Item = char>, reading: &mut Reading) {
        let (mut n_digits, mut n_letters, mut has_dot, mut at) = (0, 0, false, None);
        for (index, character) in characters.enumerate() {
            match character {
                '0'..='9' => n_digits += 1,
                '.' => has_dot = true,
                '@' => at = at.or(Some(index)),
                '|' | '·' | '•' => reading.has_bars = true,
                '?' => reading.has_question = true,
                '©' | '®' | '™' => reading.has_copyright = true,
                '$' | '£' | '€' | '¥' | '%' => reading.has_money = true,
                character if character.is_alphabetic() => n_letters += 1,
                _ => {}
            }
        }
        match at {
            Some(0 | 1) => reading.has_handle |= !self.is_quoted,
            Some(_) if has_dot => reading.has_mail |= !self.is_quoted,
            _ => {}
        }
        reading.has_handle |= !self.is_quoted && chunk.starts_with('#') && n_letters > 2;
        reading.has_link |= at.is_none() && has_dot && n_letters > 3 && is_link(chunk);
        reading.n_figures += usize::from(n_digits > 0);
        self.digits = if n_letters > 0 { 0 } else { self.digits + n_digits };
        reading.has_phone |= self.digits >= MIN_PHONE_DIGITS && !reading.has_money;
    }

    fn word(&mut self, word: &str, reading: &mut Reading) {
        let hash = word_hash(word);
        let [mut kinds, pair, triple] = self.lexicon.kinds(word, hash, self.before);
        if word == UNITED_STATES {
            kinds = Kinds::of(Kind::Actor);
        }
        if self.is_after_passive {
            kinds = kinds.without(Kind::Past);
        } else if kinds.has(Kind::Regular) {
            kinds = kinds.with(Kinds::of(Kind::Past));
        }
        self.is_after_passive =
            kinds.has(Kind::Passive) || (self.is_after_passive && kinds.has(Kind::Clause));
        let [first, second] = self.opens;
        let all = kinds.with(pair).with(triple);
        if self.is_quoted {
            reading.n_quoted += 1;
            reading.quoted = reading.quoted.with(all);
        } else {
            reading.spoken = reading.spoken.with(all);
            for (opens, kinds) in [(self.is_opening, kinds), (second, pair), (first, triple)] {
                if opens {
                    reading.opening = reading.opening.with(kinds);
                    if reading.n_words < MAX_OPENING_WORDS {
                        reading.opens = reading.opens.with(kinds);
                    }
                }
            }
        }
        let mut characters = word.chars();
        let is_upper = characters.next().is_some_and(char::is_uppercase);
        if is_upper {
            let is_all_caps = word.len() > 1 && characters.all(char::is_uppercase);
            reading.n_all_caps += usize::from(is_all_caps);
            reading.n_names += usize::from(!self.is_opening);
        }
        reading.n_words += 1;
        self.before = [self.before[1], hash];
        self.opens = [second, self.is_opening];
        self.is_opening = false;
    }
}

/// Whether a chunk without an at sign is an address on the web: `www.`, a scheme, or a name with a last label of two to four
/// letters and small letters before it.
fn is_link(chunk: &str) -> bool {
    let chunk = chunk.trim_matches(|character: char| !character.is_alphanumeric());
    if chunk.starts_with("http") || chunk.starts_with("www.") {
        return true;
    }
    let host = chunk.split('/').next().unwrap_or(chunk);
    let Some((name, last)) = host.rsplit_once('.') else { return false };
    let is_small = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
    };
    name.len() >= 2
        && is_small(name)
        && (2..=4).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
}
