//! The sentence without what was cut: which commas go along, and how the pieces join.

use super::candidates::Candidate;
use super::parsed::Sentence;
use super::reason::CutReason;
use super::tokens::Kind;
use super::{Cut, Shortened};
use crate::article::Span;

/// The sentence without the chosen candidates; `all` are those they were chosen from.
pub(super) fn render(
    sentence: &Sentence<'_>,
    all: &[Candidate],
    chosen: &[&Candidate],
) -> (Shortened, Vec<bool>) {
    let owners = owners(sentence, all, chosen);
    let cuts = cut_spans(sentence, &owners);
    let text = rebuild(sentence.source, &cuts);
    (Shortened { text, cuts, loss: 0 }, owners.iter().map(Option::is_some).collect())
}

/// For each token the reason why it goes, or `None` where it stays.
fn owners(sentence: &Sentence<'_>, all: &[Candidate], chosen: &[&Candidate]) -> Vec<Option<CutReason>> {
    let mut owners = vec![None; sentence.tokens.len()];
    for candidate in chosen {
        for owner in owners.iter_mut().take(candidate.end).skip(candidate.start) {
            *owner = Some(candidate.reason);
        }
        if let Some(owner) = candidate.closer.and_then(|index| owners.get_mut(index)) {
            *owner = Some(candidate.reason);
        }
    }
    // A comma stays where it also closes or opens something of which the far end stays.
    let is_kept: Vec<bool> = owners.iter().map(Option::is_none).collect();
    let stays = |index: usize| is_kept.get(index) == Some(&true);
    let is_needed = |mark: usize| {
        all.iter().any(|other| {
            other.left == Some(mark) && stays(other.end - 1)
                || other.right == Some(mark) && stays(other.start)
        })
    };
    for candidate in chosen {
        for mark in [candidate.left, candidate.right].into_iter().flatten() {
            if let Some(owner) = owners.get_mut(mark).filter(|owner| owner.is_none() && !is_needed(mark)) {
                *owner = Some(candidate.reason);
            }
        }
    }
    drop_stray_marks(sentence, &mut owners);
    owners
}

/// Of the commas that meet where something went, one stays; at the start and the end of the sentence none.
fn drop_stray_marks(sentence: &Sentence<'_>, owners: &mut [Option<CutReason>]) {
    let Some(first_reason) = owners.iter().flatten().next().copied() else { return };
    // A comma may stay only behind something kept; `cut_since` is the reason of the last cut since then.
    let (mut may_stay, mut cut_since) = (false, None);
    for (token, owner) in sentence.tokens.iter().zip(owners.iter_mut()) {
        match (&owner, token.kind) {
            (Some(reason), _) => cut_since = Some(*reason),
            (None, Kind::Comma | Kind::Semicolon) if !may_stay => {
                *owner = Some(cut_since.unwrap_or(first_reason));
            }
            (None, Kind::Comma | Kind::Semicolon) => may_stay = false,
            (None, _) => {
                may_stay = true;
                cut_since = None;
            }
        }
    }
    // Behind the last word that stays, only marks that close a sentence do.
    let (mut reason, mut stop) = (None, None);
    for (token, owner) in sentence.tokens.iter().zip(owners.iter_mut()).rev() {
        match (&owner, token.kind) {
            (Some(cut), _) => reason = Some(*cut),
            (None, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash) => {
                if let Some(cut) = reason {
                    *owner = Some(cut);
                }
            }
            (None, Kind::Stop) => stop = Some(owner),
            (None, Kind::CloseQuote) => {}
            (None, _) => {
                // "S.E.C." has its own full stop.
                let has_stop = token.kind == Kind::Word && token.span.of(sentence.source).ends_with('.');
                if let (Some(reason), Some(stop), true) = (reason, stop, has_stop) {
                    *stop = Some(reason);
                }
                break;
            }
        }
    }
}

/// The runs of tokens that go, as spans of the sentence: with the white space in front, or behind at the start.
fn cut_spans(sentence: &Sentence<'_>, owners: &[Option<CutReason>]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut kept_end = None;
    let mut was_cut = None;
    for (token, owner) in sentence.tokens.iter().zip(owners) {
        if let Some(reason) = owner {
            if let Some(cut) = cuts.last_mut().filter(|_| was_cut == Some(*reason)) {
                cut.span.end = token.span.end;
            } else {
                let adjoining = cuts.last().filter(|_| was_cut.is_some());
                let start = adjoining.map_or(kept_end.unwrap_or(0), |cut| cut.span.end);
                cuts.push(Cut { span: Span::new(start, token.span.end), reason: *reason });
            }
            was_cut = Some(*reason);
        } else {
            if kept_end.is_none()
                && let Some(cut) = cuts.last_mut()
            {
                cut.span.end = token.span.start;
            }
            kept_end = Some(token.span.end);
            was_cut = None;
        }
    }
    cuts
}

/// The source without the cuts: white space folded to single spaces, one space where a cut would join two words, and
/// the first letter raised where the start was cut and the first word is in lower case.
pub(super) fn rebuild(source: &str, cuts: &[Cut]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut position = 0;
    for cut in cuts {
        push_folded(&mut text, Span::new(position, cut.span.start).of(source));
        let behind = source.get(cut.span.end..).and_then(|rest| rest.chars().next());
        if behind.is_some_and(char::is_alphanumeric)
            && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '.' | ';'))
        {
            text.push(' ');
        }
        position = cut.span.end;
    }
    push_folded(&mut text, source.get(position..).unwrap_or(""));
    text.truncate(text.trim_end().len());
    if cuts.first().is_some_and(|cut| cut.span.start == 0) { raised(&text) } else { text }
}

fn push_folded(text: &mut String, piece: &str) {
    for character in piece.chars() {
        if !character.is_whitespace() {
            text.push(character);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
}

/// The text with its first letter raised, where the whole first word is in lower case.
fn raised(text: &str) -> String {
    let word_start = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let (marks, rest) = text.split_at(word_start);
    let word = rest.split_whitespace().next().unwrap_or("");
    if word.chars().any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = rest.chars();
    // A letter of which raising makes several ("ß", "ὒ") stays.
    match letters.next().map(char::to_uppercase) {
        Some(raised) if raised.len() == 1 => format!("{marks}{raised}{}", letters.as_str()),
        _ => text.to_owned(),
    }
}
