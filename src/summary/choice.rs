//! Which of an article's candidates are printed: the best, or several that do not repeat each other.

use super::ranking::Candidate;
use super::vectors::{cosine, overlap};

/// A sentence of which the title says so much already only repeats it.
pub(super) const ECHO: f64 = 0.8;
/// A sentence that says nothing else than one that was chosen, or than which one that was chosen says nothing else, is not chosen as well.
const REPEATED: f64 = 0.9;
/// What a sentence's score weighs against its likeness to those that were chosen, where there are several (maximal marginal relevance:
/// Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries", 1998).
const RELEVANCE: f64 = 0.7;

/// The places of up to `n` candidates that fit, in the order of their sentences, together no longer than `max_chars` characters (0: no limit).
///
/// A candidate that only repeats the title comes behind all others, unless `allow_echo`; one that does not stand alone behind those that do.
pub(super) fn choose(candidates: &[Candidate], n: usize, max_chars: usize, allow_echo: bool) -> Vec<usize> {
    let fitting = || candidates.iter().filter(|candidate| candidate.fits(max_chars));
    let scores = || fitting().map(|candidate| candidate.score);
    let (least, most) = (scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
    let range = if most > least { most - least } else { 1.0 };
    let mut room = if max_chars == 0 { usize::MAX } else { max_chars };
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < n {
        let fits = |candidate: &Candidate| candidate.described.n_chars <= room;
        let likeness = |candidate: &Candidate| {
            let others = chosen.iter().filter_map(|&place| candidates.get(place));
            others
                .map(|other| cosine(&candidate.described.vector, &other.described.vector))
                .fold(0.0, f64::max)
        };
        let repeats = |candidate: &Candidate| {
            let vector = &candidate.described.vector;
            let mut others = chosen.iter().filter_map(|&place| candidates.get(place));
            others.any(|other| {
                let other = &other.described.vector;
                overlap(vector, other) >= REPEATED || overlap(other, vector) >= REPEATED
            })
        };
        let mut best: Option<(usize, (bool, bool, f64))> = None;
        for (place, candidate) in candidates.iter().enumerate() {
            if !fits(candidate) || chosen.contains(&place) || repeats(candidate) {
                continue;
            }
            let adds = allow_echo || candidate.described.echo < ECHO;
            let relevance = (candidate.score - least) / range;
            let worth = RELEVANCE * relevance - (1.0 - RELEVANCE) * likeness(candidate);
            // Of equal ones the earlier sentence.
            let rank = (adds, candidate.described.stands_alone, worth);
            if best.is_none_or(|(_, most)| rank > most) {
                best = Some((place, rank));
            }
        }
        let Some((place, ..)) = best else { break };
        let n_chars = candidates.get(place).map_or(0, |candidate| candidate.described.n_chars);
        // A space parts it from the next.
        room = room.saturating_sub(n_chars + 1);
        chosen.push(place);
        if room == 0 {
            break;
        }
    }
    chosen.sort_unstable();
    chosen
}
