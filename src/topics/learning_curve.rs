//! What more labelled articles would bring: measures after learning from a sixteenth, an eighth … and all of them.

use super::examples::targets_of;
use super::{CrossValidation, Evaluation, Example, evaluate, train};
use crate::error::{ErrorKind, Result};

/// The parts of the articles that are learnt from, before all of them: one in so many.
const ONE_IN: [usize; 4] = [16, 8, 4, 2];

/// How settings do after learning from some of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LearningPoint {
    /// The number of articles learnt from.
    pub n_examples: usize,
    /// Accuracy on the articles that were held out, in percent.
    pub accuracy: f64,
    /// Macro-F1 on the same, in percent.
    pub macro_f1: f64,
}

impl LearningPoint {
    /// What `evaluation` says of a model that was learnt from `n_examples`.
    pub(super) const fn new(n_examples: usize, evaluation: &Evaluation) -> Self {
        Self { n_examples, accuracy: evaluation.accuracy, macro_f1: evaluation.macro_f1 }
    }
}

impl CrossValidation<'_, '_> {
    /// Trains on growing parts of all folds but the first, and measures each model on the first; `whole` is what came of all parts.
    ///
    /// A part holds every 16th, 8th … article of each first topic, so that the larger holds the smaller. A part that is too small
    /// to learn from is left out.
    ///
    /// # Errors
    /// As [`train`], except for parts that are too small.
    pub fn learning_curve(&self, whole: LearningPoint) -> Result<Vec<LearningPoint>> {
        let (held_out, rest) = self.part(0);
        let (tested, rest) = (self.pick(&held_out), self.pick(&rest));
        let targets = targets_of(&rest, self.settings.several_topics)?;
        let mut curve: Vec<LearningPoint> = Vec::new();
        for one_in in ONE_IN {
            let learnt = thinned(&rest, &targets.firsts(), targets.n_topics() + 1, one_in);
            let is_new = curve.last().is_none_or(|last| last.n_examples != learnt.len());
            if !is_new || learnt.len() == whole.n_examples {
                continue;
            }
            match train(&learnt, &self.settings) {
                Ok(model) => {
                    curve.push(LearningPoint::new(learnt.len(), &evaluate(&model, &tested).evaluation));
                }
                Err(error) if error.kind() == ErrorKind::Data => {}
                Err(error) => return Err(error),
            }
        }
        curve.push(whole);
        Ok(curve)
    }
}

/// One in `one_in` of the examples of each topic, the first included, in order.
fn thinned<'a>(
    examples: &[Example<'a>],
    targets: &[usize],
    n_topics: usize,
    one_in: usize,
) -> Vec<Example<'a>> {
    let mut seen = vec![0_usize; n_topics];
    let mut is_taken = |target: usize| {
        seen.get_mut(target).is_some_and(|seen| {
            *seen += 1;
            (*seen - 1).is_multiple_of(one_in)
        })
    };
    let pairs = examples.iter().zip(targets);
    pairs.filter(|(_, target)| is_taken(**target)).map(|(example, _)| *example).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn larger_parts_hold_the_smaller_and_every_topic() {
        let articles = vec![Article::default(); 40];
        let targets: Vec<usize> = (0..40).map(|i| usize::from(i == 39)).collect();
        let examples: Vec<Example<'_>> =
            articles.iter().map(|article| Example { article, masked: &[], label: "x" }).collect();
        let sizes = [16, 8, 4, 2, 1].map(|one_in| thinned(&examples, &targets, 2, one_in).len());
        // By hand, of 39 and 1: the first and every 16th after it are 3, every 8th 5, every 4th 10, every 2nd 20.
        assert_eq!(sizes, [4, 6, 11, 21, 40]);
        let places = |one_in| -> Vec<*const Article> {
            thinned(&examples, &targets, 2, one_in)
                .iter()
                .map(|example| std::ptr::from_ref(example.article))
                .collect()
        };
        assert!(places(16).iter().all(|place| places(8).contains(place)));
    }
}
