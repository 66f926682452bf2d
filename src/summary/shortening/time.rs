//! When it happened: "on Tuesday", "late last week", "in March 2024", "two days earlier".

use super::candidates::Finds;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_past};
use super::reason::CutReason;
use super::tokens::Kind;

/// A date or year says more than a day of the week.
const DATE_SURCHARGE: u32 = 100;

/// What lies ahead is often what the sentence is about.
const AHEAD_SURCHARGE: u32 = 250;

/// A time phrase: its length in tokens and what it costs on top.
struct Found {
    n_tokens: usize,
    surcharge: u32,
    /// It opens with its own preposition, so that nothing before it governs it.
    has_preposition: bool,
}

/// Notes the time phrases from token `head` on.
pub(super) fn find(finds: &mut Finds<'_, '_>, head: usize) {
    let sentence = finds.sentence;
    let mut index = head;
    while index < sentence.end {
        let Some(found) = phrase_at(sentence, index) else {
            index += 1;
            continue;
        };
        let end = index + found.n_tokens;
        if !sentence.is_enclosed(index) && may_go(sentence, index, end, &found) {
            finds.push(index, end, CutReason::Time, found.surcharge);
        }
        index = end;
    }
}

fn phrase_at(sentence: &Sentence<'_>, start: usize) -> Option<Found> {
    let word = sentence.word(start);
    // In a wire report "here" is the dateline's place: "met here on Friday".
    if word == "here" {
        let rest =
            phrase_at(sentence, start + 1).filter(|_| start > 0 && sentence.is(start - 1, Kind::Word))?;
        return Some(Found { n_tokens: rest.n_tokens + 1, surcharge: rest.surcharge, has_preposition: true });
    }
    if let Some(n_tokens) = moment(sentence, start) {
        return Some(Found { n_tokens, surcharge: 0, has_preposition: false });
    }
    let preposition = usize::from(matches!(word, "on" | "in" | "at"));
    let mut at = start + preposition;
    let found = |end: usize, surcharge| {
        Some(Found { n_tokens: end - start, surcharge, has_preposition: preposition > 0 })
    };
    if word == "at" {
        let is_hour = sentence.is_number(at)
            && matches!(sentence.word(at + 1), "a.m" | "a.m." | "p.m" | "p.m." | "am" | "pm" | "gmt");
        return if is_hour { found(at + 2, DATE_SURCHARGE) } else { None };
    }
    if matches!(sentence.word(at), "early" | "late" | "earlier" | "later") {
        at += 1;
        if sentence.word(at) == "on" {
            at += 1;
        }
    }
    if let Some(end) = weekday(sentence, at) {
        return found(end, 0);
    }
    if let Some((end, surcharge)) = pointed_at(sentence, at) {
        return found(end, surcharge);
    }
    if preposition > 0 {
        return date(sentence, at).and_then(|end| found(end, DATE_SURCHARGE));
    }
    let is_count = sentence.is_number(at)
        || matches!(word, "a" | "an" | "one" | "two" | "three" | "four" | "five" | "six" | "several" | "few");
    if is_count
        && sentence.is_in(at + 1, lexicon::TIME_UNITS)
        && matches!(sentence.word(at + 2), "ago" | "earlier" | "later")
    {
        return found(at + 3, DATE_SURCHARGE);
    }
    None
}

/// "right now", "at this point", "now": the length in tokens.
fn moment(sentence: &Sentence<'_>, start: usize) -> Option<usize> {
    match (sentence.word(start), sentence.word(start + 1), sentence.word(start + 2)) {
        ("at", "this", "point" | "time" | "stage" | "moment") | ("at", "the", "moment") => Some(3),
        ("right", "now", _) => Some(2),
        ("now", next, _)
            if !is_past(next)
                && !matches!(next, "that" | "and" | "or" | "a" | "an")
                && start > 0
                && sentence.is(start - 1, Kind::Word) =>
        {
            Some(1)
        }
        _ => None,
    }
}

/// A weekday with its part of the day and its date.
fn weekday(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    if !sentence.is_in(at, lexicon::WEEKDAYS)
        || sentence.is_cased && !sentence.tokens.get(at).is_some_and(|token| token.is_capital)
    {
        return None;
    }
    let mut end = at + 1;
    if sentence.is_in(end, lexicon::DAY_PARTS) {
        end += 1;
    }
    if sentence.is(end, Kind::Comma)
        && let Some(date_end) = date(sentence, end + 1)
    {
        end = date_end;
    }
    Some(end)
}

/// *today*, *last week*, *next year*, *this month*: with what it costs on top.
fn pointed_at(sentence: &Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    match sentence.word(at) {
        "yesterday" | "today" | "tonight" => Some((at + 1, 0)),
        "tomorrow" => Some((at + 1, AHEAD_SURCHARGE)),
        pointer @ ("last" | "this" | "next") => {
            let is_period = [lexicon::PERIODS, lexicon::WEEKDAYS, lexicon::MONTHS]
                .iter()
                .any(|table| sentence.is_in(at + 1, table));
            let surcharge = match (pointer, sentence.word(at + 1)) {
                ("next", _) => AHEAD_SURCHARGE,
                (_, "year") => DATE_SURCHARGE,
                _ => 0,
            };
            is_period.then_some((at + 2, surcharge))
        }
        _ => None,
    }
}

/// "March 3, 2024", "3 March", "March 2024", "2019".
fn date(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let is_day = |index: usize| {
        sentence.is_number(index) && sentence.word(index).len() <= 4 && !sentence.word(index).contains('.')
    };
    let is_year = |index: usize| {
        sentence.is_number(index)
            && sentence.word(index).len() == 4
            && sentence.word(index).bytes().all(|byte| byte.is_ascii_digit() || byte == b'#')
    };
    let is_month = |index: usize| {
        let needs_capital = sentence.is_cased && matches!(sentence.word(index), "march" | "may");
        sentence.is_in(index, lexicon::MONTHS) && (!needs_capital || sentence.is_name(index))
    };
    let mut end = if is_month(at) {
        at + 1 + usize::from(is_day(at + 1))
    } else if is_day(at) && is_month(at + 1) {
        at + 2
    } else if is_year(at) {
        return Some(at + 1);
    } else {
        return None;
    };
    if is_year(end) {
        end += 1;
    } else if sentence.is(end, Kind::Comma) && is_year(end + 1) {
        end += 2;
    }
    Some(end)
}

/// Whether nothing around the phrase needs it.
fn may_go(sentence: &Sentence<'_>, start: usize, end: usize, found: &Found) -> bool {
    let before = sentence.before(start);
    let after = sentence.word(end);
    let is_first =
        start == 0 || !matches!(sentence.kind(start - 1), Some(Kind::Word | Kind::Close | Kind::CloseQuote));
    // ", launched in April and …": the phrase is all that the participle has.
    let is_bare_participle = is_past(before) && start >= 2 && sentence.is(start - 2, Kind::Comma);
    if is_bare_participle
        || after == "than"
        || has(lexicon::BE, before)
        || has(lexicon::TIME_GUARDS, before)
        || after == "'s"
        || is_joined(sentence, end)
    {
        return false;
    }
    // "on Tuesday, when …" and "on Tuesday, the day …" say more about the day.
    if sentence.is(end, Kind::Comma)
        && (matches!(sentence.word(end + 1), "when" | "where" | "which" | "a" | "the" | "as") && !is_first
            || sentence.is_in(end + 1, lexicon::MONTHS)
            || matches!(sentence.word(end + 2), "which" | "whom"))
    {
        return false;
    }
    if matches!(sentence.kind(end), Some(Kind::Dash | Kind::Colon)) && is_first {
        return false;
    }
    // "in early Monday trading" is about the trading.
    let is_early = sentence.word(start) == "in" && sentence.is_in(end - 1, lexicon::WEEKDAYS);
    if is_early && sentence.is(end, Kind::Word) && !sentence.is_in(end, lexicon::FUNCTION_WORDS) {
        return false;
    }
    // "World News Tonight" is a name, "last week when it rained" a clause's.
    let is_in_name = end == start + 1 && !is_first && sentence.is_name(start) && sentence.is_name(start - 1);
    let is_day = sentence.is_in(start, lexicon::WEEKDAYS);
    if matches!(before, "just" | "only") || after == "when" || is_in_name && !is_day {
        return false;
    }
    if found.has_preposition && !is_first {
        return !sentence.is_number(end) || sentence.word(start) == "on";
    }
    if has(lexicon::PREPOSITIONS, before) || has(lexicon::DETERMINERS, before) {
        return false;
    }
    if is_first {
        // "On Tuesday the court", "Last week, police"; not "Last year was the driest" nor "Friday prayers".
        let opens = found.has_preposition && sentence.is(end, Kind::Word) || sentence.is(end, Kind::Comma);
        return opens
            && !sentence.is_finite(end)
            && (!found.has_preposition || !before.is_empty() || start == 0 || sentence.is(end, Kind::Comma));
    }
    // A bare "Friday" or "last week" inside a sentence: before a mark or a short word it is an adverb.
    !matches!(sentence.kind(end), Some(Kind::Word))
        || sentence.is_in(end, lexicon::FUNCTION_WORDS)
        || sentence.is_finite(end)
}

/// Whether another time is joined to the one that ends here: "on Tuesday and Friday", "Monday to Wednesday".
fn is_joined(sentence: &Sentence<'_>, end: usize) -> bool {
    let second = end + 1 + usize::from(sentence.word(end + 1) == "on");
    let is_day = |index: usize| sentence.is_in(index, lexicon::WEEKDAYS);
    // "on Friday, Saturday and Sunday"
    if is_day(end - 1) && sentence.is(end, Kind::Comma) && is_day(end + 1) {
        return true;
    }
    let is_time = [lexicon::WEEKDAYS, lexicon::MONTHS, lexicon::DAY_PARTS]
        .iter()
        .any(|table| sentence.is_in(second, table));
    sentence.is_in(end, lexicon::TIME_JOINERS)
        && (is_time
            || sentence.is_number(second)
            || matches!(sentence.word(second), "again" | "early" | "last" | "late" | "next" | "this"))
}
