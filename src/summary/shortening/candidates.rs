//! What could go: each rule's finds, checked before any is chosen.

use super::lexicon::{self, has};
use super::parsed::Sentence;
use super::reason::CutReason;
use super::table::Table;
use super::tokens::Kind;

/// A stretch of tokens that may go, with the marks that would go along.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The first token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The comma in front that goes along.
    pub(super) left: Option<usize>,
    /// The comma behind that goes along.
    pub(super) right: Option<usize>,
    /// A quotation mark behind the closing full stop that goes along, as it opened within the stretch.
    pub(super) closer: Option<usize>,
    pub(super) reason: CutReason,
    /// What is lost, in hundredths of a point.
    pub(super) cost: u32,
}

/// Verbs of which a denial leaves open whether something is so.
const CONFIRMING: &Table = &Table::new(&["confirm", "confirmed", "verified", "verify"]);

/// So many are kept of one sentence, cheapest first; more come only from texts that are no sentence.
pub(super) const MAX_CANDIDATES: usize = 48;

/// What a number or name in a stretch costs on top, in the share of an ordinary word's cost.
const NAME_PERCENT: u32 = 140;
const NUMBER_PERCENT: u32 = 160;
const COMMON_PERCENT: u32 = 40;

/// Collects the finds of the rules.
#[derive(Debug)]
pub(super) struct Finds<'s, 'a> {
    pub(super) sentence: &'s Sentence<'a>,
    found: Vec<Candidate>,
}

impl<'s, 'a> Finds<'s, 'a> {
    pub(super) const fn new(sentence: &'s Sentence<'a>) -> Self {
        Self { sentence, found: Vec::new() }
    }

    /// Notes a stretch, unless it would tear a quotation or a pair of brackets apart. `surcharge` comes on top of the usual cost.
    pub(super) fn push(&mut self, start: usize, end: usize, reason: CutReason, surcharge: u32) {
        if start >= end || end > self.sentence.tokens.len() {
            return;
        }
        let Some(closer) = self.closer(start, end) else { return };
        if self.holds_condition(start, end)
            || self.takes_back(start, end)
            || reason == CutReason::RelativeClause && self.leaves_open(start, end)
            || reason == CutReason::Attribution && self.is_claim(start, end)
        {
            return;
        }
        if end == self.sentence.end
            && !self.sentence.is(start, Kind::Dash)
            && self.sentence.is_between_dashes(start)
        {
            return;
        }
        let is_comma = |index: &usize| self.sentence.is(*index, Kind::Comma);
        // A comma goes along only where the other side is closed too: ", on Tuesday," but not "said on Tuesday, adding".
        let is_open = |index: Option<usize>| {
            index.and_then(|index| self.sentence.kind(index)).is_some_and(|kind| {
                matches!(kind, Kind::Word | Kind::Open | Kind::OpenQuote | Kind::Close | Kind::CloseQuote)
            })
        };
        let before = start.checked_sub(1);
        let left = before.filter(is_comma).filter(|_| end >= self.sentence.end || !is_open(Some(end)));
        let right = Some(end).filter(is_comma).filter(|_| {
            !is_open(before) || self.found.iter().any(|other| other.end == start && other.start == 0)
        });
        let cost = self.cost(start, end, reason) + surcharge;
        self.found.push(Candidate { start, end, left, right, closer, reason, cost });
    }

    /// Whether a condition opens behind a comma inside the stretch: it may be the statement's, not the stretch's.
    fn holds_condition(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|index| {
            self.sentence.is(index - 1, Kind::Comma)
                && !self.sentence.is_enclosed(index)
                && matches!(self.sentence.word(index), "unless" | "if" | "until" | "provided" | "except")
        })
    }

    /// Whether a stretch holds what a denial before it is set against: "not the captain, …, but the mate".
    fn takes_back(&self, start: usize, end: usize) -> bool {
        (start + 1..end)
            .any(|index| self.sentence.word(index) == "but" && self.sentence.is(index - 1, Kind::Comma))
            && self.sentence.has_any(0, start, lexicon::NEGATIONS)
    }

    /// Whether a clause says that something could not be confirmed.
    fn leaves_open(&self, start: usize, end: usize) -> bool {
        self.sentence.has_any(start, end, lexicon::NEGATIONS) && self.sentence.has_any(start, end, CONFIRMING)
    }

    /// Whether an attribution says that something is only claimed, or by one side.
    fn is_claim(&self, start: usize, end: usize) -> bool {
        [lexicon::CLAIMING_VERBS, lexicon::PARTIES]
            .iter()
            .any(|table| self.sentence.has_any(start, end, table))
    }

    /// `None` where the stretch is not whole; else the quotation mark behind the sentence that belongs to it, if there is one.
    #[expect(clippy::option_option, reason = "the outer answer is whether, the inner one which")]
    fn closer(&self, start: usize, end: usize) -> Option<Option<usize>> {
        let tokens = &self.sentence.tokens;
        let first = tokens.get(start)?;
        if first.in_quote && first.kind != Kind::OpenQuote || first.in_brackets && first.kind != Kind::Open {
            return None;
        }
        // An opening mark inside an outer quotation.
        if start.checked_sub(1).and_then(|index| tokens.get(index)).is_some_and(|token| {
            token.in_quote && token.kind != Kind::CloseQuote && !self.sentence.lower(token).ends_with('\'')
        }) {
            return None;
        }
        let is_bracket = |kind: Kind| matches!(kind, Kind::Open | Kind::Close);
        if !self.sentence.is_well_formed && tokens.get(start..end)?.iter().any(|token| is_bracket(token.kind))
        {
            return None;
        }
        let (mut quotes, mut brackets) = (0_i32, 0_i32);
        for token in tokens.get(start..end)? {
            match token.kind {
                Kind::OpenQuote => quotes += 1,
                Kind::CloseQuote => quotes -= 1,
                Kind::Word if token.in_quote && self.sentence.lower(token).ends_with('\'') && quotes > 0 => {
                    quotes -= 1;
                }
                Kind::Open => brackets += 1,
                Kind::Close => brackets -= 1,
                _ => {}
            }
            if quotes < 0 || brackets < 0 {
                return None;
            }
        }
        match (quotes, brackets) {
            (0, 0) => Some(None),
            (1, 0) if end == self.sentence.end => {
                let behind = tokens.iter().skip(end).position(|token| token.kind == Kind::CloseQuote)?;
                Some(Some(end + behind))
            }
            _ => None,
        }
    }

    fn cost(&self, start: usize, end: usize, reason: CutReason) -> u32 {
        let (base, rate) = reason.cost();
        let words = (start..end).filter(|&index| self.sentence.is(index, Kind::Word));
        base + words.map(|index| rate * self.percent(index) / 100).sum::<u32>()
    }

    fn percent(&self, index: usize) -> u32 {
        if self.sentence.is_number(index) {
            NUMBER_PERCENT
        } else if has(lexicon::COMMON_WORDS, self.sentence.word(index)) {
            COMMON_PERCENT
        } else if self.sentence.is_name(index) {
            NAME_PERCENT
        } else {
            100
        }
    }

    /// The finds, in the order of their ends, each stretch once, for the reason that costs least.
    pub(super) fn into_candidates(mut self) -> Vec<Candidate> {
        self.found.sort_by_key(|found| (found.start, found.end, found.cost, found.reason));
        self.found.dedup_by_key(|found| (found.start, found.end));
        self.found.sort_by_key(|found| (found.cost, found.start, found.end));
        self.found.truncate(MAX_CANDIDATES);
        self.found.sort_by_key(|found| (found.end, found.start));
        self.found
    }
}
