//! From which probability on a topic is given, where an article may have several.

use super::Targets;

/// A threshold that nothing reaches.
pub(super) const NEVER: f64 = 2.0;

/// Topics whose best F1 is lower are given from their highest probability on only, as what is best then says nothing.
const MIN_F1: f64 = 0.2;

/// For each topic the threshold at which its F1 is best, or its highest probability where even the best F1 is low ("`SCutFBR`" of Yang,
/// "A study on thresholding strategies for text categorization", SIGIR 2001); of equal ones the highest. [`NEVER`] where
/// no document has the topic, or all are equally likely to have it.
///
/// `probabilities` are those of each document with each topic, by a model that had not seen the document; scores of any size do too.
pub(super) fn best_thresholds(probabilities: &[Vec<f64>], targets: &Targets) -> Vec<f64> {
    (0..targets.n_topics()).map(|topic| best_threshold(probabilities, targets, topic)).collect()
}

fn best_threshold(probabilities: &[Vec<f64>], targets: &Targets, topic: usize) -> f64 {
    let of_row = |(row, probabilities): (usize, &Vec<f64>)| {
        (probabilities.get(topic).copied().unwrap_or(0.0), targets.of(row).contains(&topic))
    };
    let mut ranked: Vec<(f64, bool)> = probabilities.iter().enumerate().map(of_row).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_inside = ranked.iter().filter(|(_, is_inside)| *is_inside).count();
    let n_outside = ranked.len() - n_inside;
    let highest = ranked.first().map_or(NEVER, |(probability, _)| *probability);
    let is_flat = ranked.last().is_none_or(|(lowest, _)| *lowest >= highest);
    if n_inside == 0 || is_flat && n_outside > 0 {
        return NEVER;
    }
    let (mut best_f1, mut threshold, mut n_right) = (0.0, NEVER, 0);
    for (place, &(probability, is_inside)) in ranked.iter().enumerate() {
        n_right += usize::from(is_inside);
        // Between this score and the next; at the last one itself, where the topic is given to all.
        let cut = match ranked.get(place + 1) {
            Some(&(next, _)) if next < probability => f64::midpoint(probability, next),
            Some(_) => continue,
            None => probability,
        };
        let f1 = 2.0 * n_right as f64 / (place + 1 + n_inside) as f64;
        if f1 > best_f1 {
            best_f1 = f1;
            threshold = cut;
        }
    }
    if best_f1 < MIN_F1 { highest } else { threshold }
}

/// The topics whose probability reaches their threshold, rising.
pub(super) fn given(probabilities: &[f64], thresholds: &[f64]) -> Vec<usize> {
    let pairs = probabilities.iter().zip(thresholds).enumerate();
    pairs.filter(|(_, (probability, threshold))| probability >= threshold).map(|(topic, _)| topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: at 0.9 F1 is 2/3 (1 of 1, 1 of 2), at 0.8 it is 1/2, at 0.7 it is 4/5, at 0.2 it is 2/3.
    #[test]
    fn the_threshold_lies_where_f1_is_best() {
        let labels: Vec<Vec<String>> = [vec!["a"], vec![], vec!["a", "b"], vec![]]
            .map(|l| l.into_iter().map(str::to_owned).collect())
            .into();
        let targets = Targets::new(labels.iter().map(Vec::as_slice));
        let probabilities = vec![vec![0.9, 0.1], vec![0.8, 0.1], vec![0.7, 0.1], vec![0.2, 0.1]];
        let thresholds = best_thresholds(&probabilities, &targets);
        assert!((thresholds[0] - 0.45).abs() < 1e-12, "{thresholds:?}");
        assert_eq!(given(&[0.5, 0.0], &thresholds), [0]);
    }

    /// Both have the topic and scores below 0, as margins may be: it is given from the lower on.
    #[test]
    fn a_topic_of_all_is_given_to_all() {
        let labels = [vec!["a".to_owned()], vec!["a".to_owned(), "b".to_owned()]];
        let targets = Targets::new(labels.iter().map(Vec::as_slice));
        let thresholds = best_thresholds(&[vec![-0.5, -2.0], vec![-1.5, -1.0]], &targets);
        assert!((thresholds[0] + 1.5).abs() < 1e-12 && (thresholds[1] + 1.5).abs() < 1e-12, "{thresholds:?}");
    }

    #[test]
    fn a_topic_without_documents_is_never_given() {
        let labels = [vec!["a".to_owned(), "b".to_owned()]];
        let targets = Targets::new(labels.iter().map(Vec::as_slice)).select(&[]);
        assert_eq!(best_thresholds(&[], &targets), [NEVER, NEVER]);
        assert!(given(&[1.0, 1.0], &[NEVER, NEVER]).is_empty());
    }
}
