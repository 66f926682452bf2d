//! Cues of a sentence: what tells a line of boilerplate from a sentence of news without any other article at hand.
//!
//! Each cue is there or not. They are read off in one pass over the words of the sentence: kinds of words
//! ([`super::words`]), marks and shapes, and the place in the article. Some join two others, because a model that takes cues
//! for independent (naive Bayes does) cannot: an imperative in a quotation is news, one without it seldom.

use serde::{Deserialize, Serialize};

use super::places::Place;
use super::reading::{Reading, read};
use super::words::{Kind, Lexicon};

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
    Finding "says what it finds" |r| r.spoken.has(Kind::Finding);
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
    Fragment "no full stop, no verb" |r| r.is_lone_fragment();
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
    NamesOnly "names without a verb" |r| r.is_fragment() && r.n_names > 0 && (r.page() > 0 || r.is_lone_fragment());
    FiguresOnly "figures without a verb" |r| r.is_fragment() && r.n_figures > 0 && (r.page() > 0 || r.is_lone_fragment());
    PassivePage "passive with a word of a page" |r| r.spoken.has(Kind::Passive) && r.page() > 0 && !r.tells();
    BiographyClosing "closes with a note on an author" |r| r.place.closing && r.spoken.has(Kind::Biography);
    CreditNames "credit and names" |r| r.spoken.has(Kind::Credit) && r.n_names > 1 && !r.has_verb();
    PriceReader "price to the reader" |r| r.has_money && (r.addresses() || r.spoken.has(Kind::Subscribe));
    RhythmReader "every week, to the reader" |r| r.spoken.has(Kind::Rhythm) && r.addresses();
    ThisPagePast "what became of this page" |r| r.spoken.has(Kind::ThisPage) && r.tells();
    OrderLabel "imperative without a full stop" |r| r.orders() && r.is_open_ended() && !r.tells();
    Contribution "closes with who reported it" |r| r.place.closing && r.n_quoted == 0 && r.spoken.has(Kind::Contribution);
    Time "time of day or week, in a line" |r| r.anywhere().has(Kind::When) && !r.has_verb();
}

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
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = rest.trailing_zeros();
            // Takes the lowest bit away.
            rest &= rest.wrapping_sub(1);
            Cue::ALL.get(place as usize).copied()
        })
    }
}

/// The cues of one sentence.
pub(super) fn cues(lexicon: &Lexicon, sentence: &str, place: Place) -> CueSet {
    derive(&read(lexicon, sentence, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn of(sentence: &str) -> Vec<&'static str> {
        let lexicon = Lexicon::of(Language::English).unwrap();
        cues(lexicon, sentence, Place::default()).iter().map(Cue::name).collect()
    }

    #[track_caller]
    fn assert_has(sentence: &str, expected: &[Cue]) {
        let found = of(sentence);
        for cue in expected {
            assert!(found.contains(&cue.name()), "{cue:?} not in {found:?} of {sentence}");
        }
    }

    #[test]
    fn cues_are_read_off() {
        assert_has("Sign up to our newsletter!", &[Cue::Order, Cue::We, Cue::Outlet, Cue::Exclamation]);
        assert_has("Write to desk@weir.example or ring 01632 960147.", &[Cue::Order, Cue::Mail, Cue::Phone]);
        assert_has("© 2026 The Weir", &[Cue::Rights, Cue::FragmentPage]);
        assert_has(
            "More at www.weir.example/eels and on Twitter @weir.",
            &[Cue::Link, Cue::Handle, Cue::Network],
        );
        assert_has("Photo: Mara Olsen", &[Cue::Label, Cue::CreditOpens]);
        assert_has("She contributed to this report.", &[Cue::They, Cue::ThisPage]);
    }

    #[test]
    fn quotations_give_no_orders() {
        let found = of("\"Sign up to our newsletter,\" he said.");
        for cue in [Cue::Order, Cue::We, Cue::Outlet] {
            assert!(!found.contains(&cue.name()), "{found:?}");
        }
        assert!(found.contains(&Cue::QuotedYou.name()));
    }

    #[test]
    fn what_is_no_address_is_none() {
        for sentence in
            ["He met U.S. senators at 5 p.m. in St. Ives.", "Sales rose by 1,300,000 to $12,400,000."]
        {
            let found = of(sentence);
            assert!(!found.contains(&"link") && !found.contains(&"phone number"), "{found:?}");
        }
    }

    #[test]
    fn a_set_gives_back_what_it_holds() {
        let mut set = CueSet::default();
        for cue in [Cue::Label, Cue::Order] {
            set.insert(cue);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [Cue::Order, Cue::Label]);
        assert!(Cue::ALL.len() <= 128, "a set has no room for more");
    }
}
