//! One pass over a sentence: kinds of words inside and outside quotations, marks, shapes.

use super::places::{Place, is_quote};
use super::words::{Kind, Kinds, Lexicon, word_hash};

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
const STRONG: Kinds = Kinds::all(&[Kind::ThisPage, Kind::Subscribe, Kind::Risk, Kind::Legal]);
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

/// What one pass over a sentence finds.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "cues are there or not")]
pub(super) struct Reading {
    pub(super) place: Place,
    /// Kinds of words outside quotations.
    pub(super) spoken: Kinds,
    /// Kinds of words inside.
    pub(super) quoted: Kinds,
    /// Kinds of words outside quotations that open the sentence, or what stands behind a colon, dash or mark within it.
    pub(super) opening: Kinds,
    /// Kinds of words that open the sentence itself.
    pub(super) opens: Kinds,
    pub(super) n_words: usize,
    pub(super) n_quoted: usize,
    pub(super) n_names: usize,
    pub(super) n_all_caps: usize,
    pub(super) n_figures: usize,
    pub(super) has_link: bool,
    pub(super) has_mail: bool,
    pub(super) has_handle: bool,
    pub(super) has_phone: bool,
    pub(super) has_copyright: bool,
    pub(super) has_question: bool,
    pub(super) has_label: bool,
    pub(super) has_bars: bool,
    pub(super) has_money: bool,
    pub(super) is_bracketed: bool,
    pub(super) last: Option<char>,
}

impl Reading {
    pub(super) const fn anywhere(&self) -> Kinds {
        self.spoken.with(self.quoted)
    }

    /// Whether it opens with an imperative.
    pub(super) const fn orders(&self) -> bool {
        self.opening.has(Kind::Order)
    }

    /// Whether the publisher speaks to the reader.
    pub(super) const fn addresses(&self) -> bool {
        self.spoken.has(Kind::You) || self.spoken.has(Kind::We) || self.orders()
    }

    /// Whether it tells what happened.
    pub(super) const fn tells(&self) -> bool {
        let kinds = self.anywhere();
        kinds.has(Kind::Past) || kinds.has(Kind::Said)
    }

    pub(super) const fn has_verb(&self) -> bool {
        self.tells() || self.anywhere().has(Kind::Auxiliary)
    }

    /// Whether it ends without a mark, as headings and labels do; not one of those that hold a list together.
    pub(super) fn is_open_ended(&self) -> bool {
        const MARKS: [char; 14] = ['.', '!', '?', '…', ';', ':', ',', '"', '”', '“', '»', '’', '\'', '。'];
        self.last.is_some_and(|last| !MARKS.contains(&last))
    }

    /// How many signs there are that a page speaks of itself.
    pub(super) fn page(&self) -> u32 {
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
    pub(super) fn is_fragment(&self) -> bool {
        self.is_open_ended() && !self.has_verb()
    }

    /// Whether it is one without a word of a page, at either end of the article. Amid it, headings and lists of facts are such too.
    pub(super) fn is_lone_fragment(&self) -> bool {
        self.is_fragment() && self.page() == 0 && (self.place.opening || self.place.closing)
    }

    /// Whether there is one such sign, of a sort that news has as well.
    pub(super) fn is_weak(&self) -> bool {
        self.page() > 0 && !self.is_strong()
    }

    /// Whether there are several, or one that news seldom has.
    pub(super) fn is_strong(&self) -> bool {
        self.page() > 1
            || self.spoken.n_of(STRONG) > 0
            || self.opens.n_of(STRONG_OPENING) > 0
            || self.has_copyright
            || self.has_mail
    }

    /// How many signs of news there are.
    pub(super) fn news(&self) -> u32 {
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

/// White space that is none to `split_ascii_whitespace`.
const VERTICAL_TAB: u8 = 0x0b;

/// Reads a sentence that stands in `place`.
pub(super) fn read(lexicon: &Lexicon, sentence: &str, place: Place) -> Reading {
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
    if sentence.bytes().all(|byte| byte.is_ascii() && byte != VERTICAL_TAB) {
        sentence.split_ascii_whitespace().for_each(|chunk| reader.read(chunk, &mut reading));
    } else {
        sentence.split_whitespace().for_each(|chunk| reader.read(chunk, &mut reading));
    }
    reading.is_bracketed =
        sentence.starts_with(['(', '[']) && sentence.trim_end_matches('.').ends_with([')', ']']);
    reading.last = sentence.trim_end_matches([')', ']']).chars().next_back();
    if reading.spoken.has(Kind::Finding) {
        // A paper that says what it finds is no page that speaks of itself, and its writers do not speak to the reader.
        reading.spoken = reading.spoken.without(Kind::ThisPage).without(Kind::We);
    }
    reading
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
        if let Some((word, mark)) = plain_word(chunk) {
            self.digits = 0;
            self.word(word, reading);
            self.is_opening |= mark == b'.';
            return;
        }
        let first = chunk.chars().find(|character| character.is_alphanumeric() || is_quote(*character));
        self.is_quoted |= first.is_some_and(|first| is_quote(first) && first != '”' && first != '»');
        if chunk.is_ascii() {
            self.marks(chunk, chunk.bytes().map(char::from), reading);
        } else {
            self.marks(chunk, chunk.chars(), reading);
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
        let is_amount = chunk.trim_end_matches([',', '.', ';']).contains([',', '.', ':']);
        self.digits = if n_letters > 0 || is_amount { 0 } else { self.digits + n_digits };
        reading.has_phone |= self.digits >= MIN_PHONE_DIGITS && !reading.has_money && !is_years(chunk);
        if chunk.ends_with([',', ';']) {
            self.digits = 0;
        }
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
        let is_opening = std::mem::take(&mut self.is_opening);
        let all = kinds.with(pair).with(triple);
        if self.is_quoted {
            reading.n_quoted += 1;
            reading.quoted = reading.quoted.with(all);
        } else {
            reading.spoken = reading.spoken.with(all);
            for (opens, kinds) in [(is_opening, kinds), (second, pair), (first, triple)] {
                if opens {
                    reading.opening = reading.opening.with(kinds);
                    if reading.n_words < MAX_OPENING_WORDS {
                        reading.opens = reading.opens.with(kinds);
                    }
                }
            }
        }
        let is_lower = word.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let mut characters = word.chars();
        if !is_lower && characters.next().is_some_and(char::is_uppercase) {
            let is_all_caps = word.len() > 1 && characters.all(char::is_uppercase);
            reading.n_all_caps += usize::from(is_all_caps);
            reading.n_names += usize::from(!is_opening);
        }
        reading.n_words += 1;
        self.before = [self.before[1], hash];
        self.opens = [second, is_opening];
    }
}

/// A chunk that is a word of ASCII letters and nothing else, or one with a comma or full stop behind it, as most are, with its last byte;
/// not one that may be an address.
#[inline]
fn plain_word(chunk: &str) -> Option<(&str, u8)> {
    let last = *chunk.as_bytes().last()?;
    let is_marked = matches!(last, b',' | b'.');
    let word = chunk.get(..chunk.len() - usize::from(is_marked))?;
    let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_plain && !(is_marked && word.starts_with("http"))).then_some((word, last))
}

/// Whether a chunk is one year, or two with a dash between them.
fn is_years(chunk: &str) -> bool {
    let years = chunk.trim_matches(|character: char| !character.is_ascii_digit());
    years.split(['-', '–']).all(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
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
