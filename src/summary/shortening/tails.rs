//! Who said so, behind the statement, in German, French and Spanish: the last words of a sentence tell it, as commas close the statement.
//!
//! The other rules know English; these few words make leads of news fit that would otherwise yield to a shorter sentence that says less.

use super::candidates::Finds;
use super::opening::has_phrase;
use super::parsed::Sentence;
use super::reason::CutReason;
use super::segments::{Edge, MIN_STATEMENT, Segment};
use super::table::Table;
use super::tokens::Kind;

/// An attribution has at most so many words.
const MAX_WORDS: usize = 16;

/// Words and phrases that open an attribution behind a comma.
#[rustfmt::skip]
const OPENERS: &Table = &Table::new(&[
    "a affirmé", "a ajouté", "a annoncé", "a assuré", "a confirmé", "a déclaré", "a expliqué", "a fait savoir", "a indiqué",
    "a précisé", "a souligné", "a-t-elle", "a-t-il", "a-t-on", "afirmó", "anunció", "aseguró", "berichtete", "berichteten",
    "confirmó", "d'après", "declaró", "dijo", "dijeron", "erklärte", "erklärten", "explicó", "ha afirmado", "ha anunciado",
    "ha confirmado", "ha declarado", "ha dicho", "ha explicado", "ha informado", "ha señalado", "hieß es", "indicó", "informa",
    "informaron", "informó", "ont affirmé", "ont annoncé", "ont déclaré", "ont indiqué", "precisó", "rapporte", "sagte", "sagten",
    "selon", "según", "señaló", "teilte", "teilten",
]);

/// Verbs in which an attribution that opens with *wie* ends: "wie die Polizei am Montag mitteilte".
const CLOSERS: &Table = &Table::new(&[
    "berichtet",
    "berichtete",
    "berichteten",
    "erklärte",
    "erklärten",
    "meldete",
    "mitteilte",
    "mitteilten",
    "sagte",
    "sagten",
]);
const CLOSED_OPENER: &str = "wie";

/// Notes the attribution behind the last comma of the statement, if there is one; `head` is the statement's first token.
pub(super) fn find(finds: &mut Finds<'_, '_>, segments: &[Segment], head: usize) {
    let sentence = finds.sentence;
    for segment in segments.iter().skip(1).filter(|segment| segment.left == Edge::Comma) {
        let n_words = sentence.n_words(segment.start, sentence.end);
        let is_room = n_words <= MAX_WORDS && sentence.n_words(head, segment.start) >= MIN_STATEMENT;
        if is_room && attributes(sentence, segment.start) {
            finds.push(segment.start, sentence.end, CutReason::Attribution, 0);
            return;
        }
    }
}

fn attributes(sentence: &Sentence<'_>, start: usize) -> bool {
    let is_closed = sentence.word(start) == CLOSED_OPENER
        && (start..sentence.end)
            .rev()
            .find(|&index| sentence.is(index, Kind::Word))
            .is_some_and(|last| sentence.is_in(last, CLOSERS));
    is_closed || (1..=3).any(|n_words| has_phrase(sentence, start, start + n_words, OPENERS))
}
