//! The section on the mistakes that the model was surest of.

use maud::{Markup, html};

use crate::publish::wording::clipped;
use crate::topics::{Evaluation, Mistake};

/// Longer headlines are cut.
const MAX_HEADLINE_CHARS: usize = 220;

/// The mistakes, each with the terms that led to it.
pub(super) fn mistakes(mistakes: &[Mistake], evaluation: &Evaluation) -> Markup {
    html! {
        section aria-labelledby="mistakes" {
            h2 id="mistakes" { "The mistakes it was surest of" }
            @if mistakes.is_empty() {
                @if evaluation.has_several_labels() {
                    p { "Mistakes are listed for articles of one topic only." }
                } @else {
                    p { "There is no mistake to show." }
                }
            } @else {
                p { "Some of them are labels worth a second look. Each comes with the terms that spoke most for the given topic over the true one, and by how much." }
                ol.mistakes { @for mistake in mistakes { (item(mistake)) } }
            }
        }
    }
}

fn item(mistake: &Mistake) -> Markup {
    html! {
        li {
            p.headline { (clipped(mistake.headline.split_whitespace(), MAX_HEADLINE_CHARS)) }
            p.verdict {
                "labelled " b { (mistake.truth) } ", given " b.wrong { (mistake.predicted) }
                (format!(" with {:.1} % confidence", 100.0 * mistake.confidence))
            }
            @if !mistake.terms.is_empty() {
                ul.terms {
                    @for (term, contribution) in &mistake.terms {
                        li { (term) " " span { (format!("+{contribution:.2}")) } }
                    }
                }
            }
            p.id { (mistake.id) }
        }
    }
}
