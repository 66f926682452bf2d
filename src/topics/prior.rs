//! How frequent each topic is taken to be, where it differs from the training data.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// How frequent the topics are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// As in the training data.
    #[default]
    Train,
    /// All the same.
    Uniform,
    /// In proportion to these weights above 0; topics that are not named keep their share of the training data.
    Weights(Vec<(String, f64)>),
}

/// Reads `train`, `uniform` or `topic=weight,…`; the names of topics may hold commas.
impl FromStr for Prior {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "train" => return Ok(Self::Train),
            "uniform" => return Ok(Self::Uniform),
            _ => {}
        }
        let wrong = || {
            let message = format!(
                "a prior is train, uniform or topic=weight,… with weights above 0 (say Sport=0.2,Business=0.8), not `{text}`"
            );
            Error::new(ErrorKind::Parameter, message)
        };
        let mut weights: Vec<(String, f64)> = Vec::new();
        // A topic's name may hold commas: only one behind a number ends a part.
        let mut start = 0;
        let ends = text.match_indices(',').map(|(end, _)| end).chain([text.len()]);
        for end in ends {
            let part = text.get(start..end).and_then(|part| part.rsplit_once('='));
            let Some((topic, Ok(weight))) = part.map(|(topic, weight)| (topic, weight.trim().parse::<f64>()))
            else {
                continue;
            };
            if !(weight > 0.0 && weight.is_finite()) {
                return Err(wrong());
            }
            let topic = topic.trim();
            if weights.iter().any(|(other, _)| other == topic) {
                let message = format!("the prior names `{topic}` twice; give each topic one weight");
                return Err(Error::new(ErrorKind::Parameter, message));
            }
            weights.push((topic.to_owned(), weight));
            start = end + 1;
        }
        if start <= text.len() { Err(wrong()) } else { Ok(Self::Weights(weights)) }
    }
}

impl Prior {
    /// The share of each of `topics`, adding up to 1; `trained` are the shares in the training data.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] where a topic is named that there is not.
    pub(super) fn shares(&self, topics: &[String], trained: &[f64]) -> Result<Vec<f64>> {
        let mut shares = match self {
            Self::Train => trained.to_vec(),
            Self::Uniform => vec![1.0; topics.len()],
            Self::Weights(weights) => {
                let mut shares = trained.to_vec();
                for (topic, weight) in weights {
                    let place = topics.binary_search(topic).map_err(|_| {
                        let message = format!(
                            "the prior names `{topic}`, which is no topic; there are {}",
                            topics.join(", ")
                        );
                        Error::new(ErrorKind::Parameter, message)
                    })?;
                    if let Some(share) = shares.get_mut(place) {
                        *share = *weight;
                    }
                }
                shares
            }
        };
        let total: f64 = shares.iter().sum();
        if total > 0.0 {
            for share in &mut shares {
                *share /= total;
            }
        }
        Ok(shares)
    }
}

/// Turns probabilities for topics as frequent as `trained` into those for topics as frequent as `shares` (Saerens, Latinne
/// and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation 2002).
pub(super) fn adjust(probabilities: &mut [f64], trained: &[f64], shares: &[f64]) {
    for (probability, (trained, share)) in probabilities.iter_mut().zip(trained.iter().zip(shares)) {
        *probability = if *trained > 0.0 { *probability * share / trained } else { 0.0 };
    }
    let total: f64 = probabilities.iter().sum();
    if total > 0.0 {
        for probability in probabilities.iter_mut() {
            *probability /= total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics() -> Vec<String> {
        vec!["a".to_owned(), "b".to_owned()]
    }

    /// By hand, by Bayes's rule: 3 : 1 at shares of 3 : 1 is even at even shares.
    #[test]
    fn an_even_prior_takes_back_what_frequency_gave() {
        let mut probabilities = [0.75, 0.25];
        let trained = [0.75, 0.25];
        let shares = Prior::Uniform.shares(&topics(), &trained).unwrap();
        adjust(&mut probabilities, &trained, &shares);
        assert!((probabilities[0] - 0.5).abs() < 1e-12);
        let shares = "a=1,b=3".parse::<Prior>().unwrap().shares(&topics(), &trained).unwrap();
        assert!((shares[1] - 0.75).abs() < 1e-12);
    }

    #[test]
    fn a_comma_may_be_part_of_a_name() {
        let weights = |text: &str| match text.parse::<Prior>().unwrap() {
            Prior::Weights(weights) => weights,
            other => panic!("{other:?}"),
        };
        let named = |topic: &str, weight| (topic.to_owned(), weight);
        let both = [named("Arts, Leisure", 0.2), named("b", 3.0)];
        assert_eq!(weights("Arts, Leisure=0.2,b=3"), both);
        assert_eq!(weights("b=3, Arts, Leisure=0.2"), [both[1].clone(), both[0].clone()]);
    }

    #[test]
    fn mistakes_are_named() {
        for text in ["", "a", "a=0", "a=-1", "a=x", "a=1,,"] {
            assert!(text.parse::<Prior>().unwrap_err().to_string().contains("topic=weight"), "{text}");
        }
        assert!("a=1,b=2,a=3".parse::<Prior>().unwrap_err().to_string().contains("`a` twice"));
        let prior: Prior = "c=1".parse().unwrap();
        assert!(prior.shares(&topics(), &[0.5, 0.5]).unwrap_err().to_string().contains("there are a, b"));
    }
}
