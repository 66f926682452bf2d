//! What stands in front of the statement: dateline, byline, connective and opening phrases.

use super::attribution::is_attribution;
use super::candidates::Finds;
use super::ending_words;
use super::lexicon::{self, has};
use super::parsed::{Sentence, is_participle};
use super::reason::CutReason;
use super::segments::{Edge, Segment, opens_statement};
use super::table::Table;
use super::tokens::Kind;

/// A dateline or byline has at most so many tokens.
const MAX_DATELINE: usize = 14;
/// The longest connective, in words.
const MAX_CONNECTIVE: usize = 5;
/// At most so many connectives open a sentence.
const MAX_CONNECTIVES: usize = 3;
/// An opening *when* or *as* ties the statement to a case.
const CASE_SURCHARGE: u32 = 200;

/// Notes the parts that say nothing, and gives the first token behind them.
pub(super) fn find_empty(finds: &mut Finds<'_, '_>) -> usize {
    let sentence = finds.sentence;
    let mut head = 0;
    for (end, reason) in [
        (marker(sentence), CutReason::Marker),
        (time_stamp(sentence), CutReason::Dateline),
        (dateline(sentence), CutReason::Dateline),
        (byline(sentence), CutReason::Byline),
    ] {
        if let Some(end) = end.filter(|end| head == 0 && *end < sentence.end) {
            finds.push(0, end, reason, 0);
            head = end;
        }
    }
    // "But, of course, …" has two.
    for _ in 0..MAX_CONNECTIVES {
        let Some(end) = connective(sentence, head).filter(|end| sentence.n_words(*end, sentence.end) > 1)
        else {
            break;
        };
        let next = if sentence.is(end, Kind::Comma) { end + 1 } else { end };
        finds.push(head, next, CutReason::Connective, 0);
        head = next;
    }
    head
}

/// Whether [`find_empty`] may find something, as far as the first words of a sentence tell; where this says no, it finds nothing.
///
/// Most sentences open with a word that no rule knows, and need not be taken apart to say so.
pub(super) fn may_open_empty(sentence: &str) -> bool {
    let sentence = sentence.trim_start();
    let bytes = sentence.as_bytes();
    let n_letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let Some(first) = bytes.first() else { return false };
    let opens_quotation = *first == b'"' || sentence.starts_with(['“', '„', '«', '‘']);
    if n_letters == 0 && !opens_quotation {
        return true;
    }
    let is_upper = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, b'.' | b'-') || !byte.is_ascii();
    if n_letters > 0 && bytes.get(n_letters).is_some_and(|byte| !byte.is_ascii()) {
        return true;
    }
    // The first tokens: every stretch between white space is one at least.
    let opening = stretches(bytes, MAX_DATELINE);
    // A place in capitals before a dash.
    let is_shouted = n_letters > 0 && bytes.iter().take(2).all(|byte| is_upper(*byte));
    if is_shouted && opening.iter().any(|byte| matches!(byte, b'-' | b'_' | b'*') || !byte.is_ascii()) {
        return true;
    }
    // The bracket behind an agency's name.
    if opening.iter().any(|byte| matches!(byte, b')' | b']' | b'}'))
        || opening.windows(2).any(|pair| matches!(pair, b"-r" | b"-R"))
    {
        return true;
    }
    let mut word = [0; LONGEST_OPENER];
    let Some(lowered) = word.get_mut(..n_letters) else { return false };
    lowered.copy_from_slice(bytes.get(..n_letters).unwrap_or_default());
    lowered.make_ascii_lowercase();
    match &*lowered {
        b"and" | b"but" | b"by" | b"now" | b"so" | b"then" | b"well" => true,
        word => {
            std::str::from_utf8(word).is_ok_and(|word| lexicon::CONNECTIVES.may_open_with(word))
                && stretches(bytes, MAX_CONNECTIVE + 1).contains(&b',')
        }
    }
}

/// No connective opens with a longer word.
const LONGEST_OPENER: usize = 16;

/// The first `n` stretches between white space.
fn stretches(bytes: &[u8], n: usize) -> &[u8] {
    let (mut n_left, mut was_space) = (n, false);
    let ends = |byte: &u8| {
        let is_space = byte.is_ascii_whitespace();
        n_left -= usize::from(is_space && !was_space && n_left > 0);
        was_space = is_space;
        n_left == 0
    };
    let end = bytes.iter().position(ends).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or(bytes)
}

/// The end of the "-", "•" or "2." before an item of a list.
fn marker(sentence: &Sentence<'_>) -> Option<usize> {
    let first = sentence.tokens.first()?;
    let text = first.span.of(sentence.source);
    let is_bullet = first.kind == Kind::Dash;
    let number = text.strip_suffix('.').unwrap_or("");
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let next = sentence.tokens.get(1)?;
    let is_apart = first.span.end < next.span.start;
    // In "1. FC Arvik" the number is part of the name.
    let is_shouted = |text: &str| text.len() > 1 && text.chars().all(char::is_uppercase);
    let opens_item = next.is_capital && !is_shouted(next.span.of(sentence.source));
    (is_bullet || is_apart && is_number && opens_item).then_some(1)
}

/// The end of "10:58 p.m. –", which opens an entry of a live blog.
fn time_stamp(sentence: &Sentence<'_>) -> Option<usize> {
    let is_time = sentence
        .word(0)
        .split([':', '.'])
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
        && sentence.word(0).contains([':', '.']);
    let is_named =
        matches!(sentence.word(1), "a.m." | "am" | "bst" | "et" | "gmt" | "h" | "p.m." | "pm" | "uhr");
    let mark = 1 + usize::from(is_named);
    let closes = matches!(sentence.kind(mark), Some(Kind::Dash | Kind::Colon));
    (is_time && closes).then_some(mark + 1)
}

/// The end of "BRUSSELS, March 3 (AP) —".
fn dateline(sentence: &Sentence<'_>) -> Option<usize> {
    let limit = sentence.end.min(MAX_DATELINE);
    let dash = (1..limit).find(|&index| sentence.is(index, Kind::Dash));
    let close = (1..limit).find(|&index| sentence.is(index, Kind::Close));
    let has_agency = close.is_some_and(|close| {
        sentence.has_any(0, close, lexicon::AGENCIES) && dash.is_none_or(|dash| close < dash)
    });
    let end = match (dash, close) {
        (Some(dash), _) if !has_agency => dash + 1,
        (_, Some(close)) if has_agency => close + 1 + usize::from(sentence.is(close + 1, Kind::Dash)),
        _ => return None,
    };
    let mut depth = 0;
    for index in 0..end {
        let token = sentence.tokens.get(index)?;
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            Kind::Comma | Kind::Dash => {}
            Kind::Word if depth > 0 || token.is_capital || !sentence.is_cased => {}
            Kind::Word if sentence.is_number(index) || matches!(sentence.lower(token), "of" | "de" | "/") => {
            }
            // "12 nov", "/PRNewswire/"
            Kind::Word
                if sentence.lower(token).starts_with('/') || index > 0 && sentence.is_number(index - 1) => {}
            _ => return None,
        }
    }
    let first = sentence.tokens.first()?.span.of(sentence.source);
    let is_shouted = first.len() > 2 && first.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'));
    let next_opens = sentence
        .tokens
        .get(end)
        .is_some_and(|token| token.is_capital || token.kind == Kind::OpenQuote || sentence.is_number(end));
    let is_lone_dash = !(end..sentence.end).any(|index| sentence.is(index, Kind::Dash));
    let is_place = is_shouted && next_opens && is_lone_dash;
    (has_agency && (next_opens || !sentence.is_cased) || is_place && dash.is_some()).then_some(end)
}

/// The end of "By Jane Doe, Arvik Post —".
fn byline(sentence: &Sentence<'_>) -> Option<usize> {
    if sentence.word(0) != "by" || !sentence.is_name(1) || !sentence.is_name(2) {
        return None;
    }
    let limit = sentence.end.min(MAX_DATELINE);
    let mark = (3..limit).find(|&index| {
        matches!(sentence.kind(index), Some(Kind::Dash | Kind::Colon)) || sentence.word(index) == "|"
    })?;
    let is_byline = (1..mark).all(|index| {
        sentence.is_name(index)
            || sentence.is(index, Kind::Comma)
            || matches!(sentence.word(index), "and" | "for" | "in" | "of" | "the")
    });
    (is_byline && sentence.tokens.get(mark + 1).is_some_and(|token| token.is_capital)).then_some(mark + 1)
}

/// The end of "However" (a comma follows) or of a bare "But" or "And".
fn connective(sentence: &Sentence<'_>, head: usize) -> Option<usize> {
    let with_comma = (1..=MAX_CONNECTIVE)
        .rev()
        .map(|n_words| head + n_words)
        .find(|&end| sentence.is(end, Kind::Comma) && has_phrase(sentence, head, end, lexicon::CONNECTIVES));
    let is_bare = matches!(sentence.word(head), "but" | "and")
        && sentence.is(head + 1, Kind::Word)
        && !matches!(sentence.word(head + 1), "for" | "if" | "yet");
    // "So the council", "Now he says": not "So far" nor "Now is the time".
    let opens_statement = matches!(sentence.word(head), "so" | "now" | "well" | "then")
        && (matches!(
            sentence.word(head + 1),
            "he" | "i" | "she" | "the" | "there" | "they" | "this" | "we" | "you" | "what" | "when" | "if"
        ) || sentence.is_name(head + 1));
    with_comma.or_else(|| (is_bare || opens_statement).then_some(head + 1))
}

/// The words of a stretch with single spaces between them.
pub(super) fn phrase(sentence: &Sentence<'_>, start: usize, end: usize) -> String {
    (start..end).map(|index| sentence.word(index)).collect::<Vec<_>>().join(" ")
}

/// Whether the words of a stretch, with single spaces between them, are in a table.
pub(super) fn has_phrase(sentence: &Sentence<'_>, start: usize, end: usize, table: &Table) -> bool {
    table.may_open_with(sentence.word(start)) && has(table, &phrase(sentence, start, end))
}

/// Notes what else stands in front of the statement that begins at token `head`.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment]) {
    opening_phrase(finds, segments);
}

/// Where an opening phrase ends: before the first segment that can be the statement.
pub(super) fn opening_end(sentence: &Sentence<'_>, segments: &[Segment]) -> Option<usize> {
    let mut pairs = segments.iter().zip(segments.iter().skip(1)).take(3);
    let (end, next) = pairs.find_map(|(segment, next)| {
        (segment.right == Edge::Comma && opens_statement(sentence, next.start, next.end))
            .then_some((segment.end, next))
    })?;
    // "With Arvik, Ossel and Brenn closed, …": the next segment may only be the end of a list.
    let verb = (next.start..next.end).find(|&index| sentence.is_finite(index)).unwrap_or(next.end);
    let may_be_list = sentence.has_any(next.start, verb, ending_words::ALTERNATIVES)
        && !sentence.is_in(next.start, lexicon::DETERMINERS);
    // "At least 40 died in the north, the paper said": what stands behind the comma says who said it.
    let is_source =
        (next.start + 1..next.end).any(|verb| is_attribution(sentence, next.start, verb, next.end));
    (!has(lexicon::PRONOUNS, sentence.word(next.start)) && !may_be_list && !is_source).then_some(end)
}

/// "After years of talks, Y".
fn opening_phrase(finds: &mut Finds<'_, '_>, segments: &[Segment]) {
    let sentence = finds.sentence;
    let Some(first) = segments.first() else { return };
    let word = sentence.word(first.start);
    let opens = has(lexicon::OPENERS, word) || is_participle(word);
    let is_condition = sentence.has_any(first.start, (first.start + 3).min(first.end), lexicon::CONDITIONS)
        || sentence.has_any(first.start, first.end, lexicon::NEGATIONS);
    // "Before, the pier was closed": the one word turns the statement round.
    if !opens || is_condition || first.end - first.start == 1 {
        return;
    }
    if let Some(end) = opening_end(sentence, segments) {
        let surcharge = if matches!(word, "when" | "as" | "where" | "given" | "under" | "for") {
            CASE_SURCHARGE
        } else {
            0
        };
        finds.push(first.start, end, CutReason::OpeningClause, surcharge);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The reference is to take the sentence apart.
        #[test]
        fn a_glance_misses_nothing(
            opening in r#"(ARVIK|Arvik|By|But|And|so|Now|However|In fact|Of course|After all|1|10:58|"|“|-|–|\*|-LRB-|\(AP\)|\[Reuters\]|A\.|U\.S|É|’|[a-zA-Z]{1,9}| |  |\n|,|\.|: |- | — |--){1,9}"#,
            rest in "( |, )The (pier|Pier) (of Arvik |— )?closed(, \\(AP\\)|, | on Monday)?[.]",
        ) {
            let source = format!("{opening}{rest}");
            let parsed = Sentence::new(&source);
            let mut finds = Finds::new(&parsed);
            find_empty(&mut finds);
            prop_assert!(may_open_empty(&source) || finds.into_candidates().is_empty(), "{source:?}");
        }
    }
}
