//! TF-IDF weights, frozen at training.
//!
//! As in scikit-learn's `TfidfTransformer` with `smooth_idf=True` and `norm="l2"`:
//! `idf(t) = ln((1 + n) / (1 + df(t))) + 1`; a row is `tf × idf`, divided by its Euclidean length.

use serde::{Deserialize, Serialize};

use super::Array;

/// How the count of a term in a document weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighting {
    /// The count itself.
    Linear,
    /// `1 + ln(count)`: the tenth mention says less than the first.
    #[default]
    Sublinear,
}

/// The inverse document frequencies of a training corpus, and how to apply them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TfIdf {
    idf: Array<f64>,
    weighting: Weighting,
    n_documents: u64,
}

/// `ln((1 + n) / (1 + df)) + 1`: the smooth IDF of a term that `document_frequency` of `n_documents` hold.
#[must_use]
pub fn smooth_idf(n_documents: u64, document_frequency: u64) -> f64 {
    libm::log((1.0 + n_documents as f64) / (1.0 + document_frequency as f64)) + 1.0
}

/// `1 + ln(count)` of a count of 1 or more.
fn sublinear(count: f64) -> f64 {
    // Most terms occur once, and the logarithm of 1 is 0.
    if count <= 1.0 { 1.0 } else { 1.0 + libm::log(count) }
}

impl TfIdf {
    /// Learns the IDF of every column from its document frequency.
    #[must_use]
    pub fn fit(document_frequencies: &[u32], n_documents: u64, weighting: Weighting) -> Self {
        let idf = document_frequencies.iter().map(|&df| smooth_idf(n_documents, u64::from(df)));
        Self { idf: idf.collect::<Vec<_>>().into(), weighting, n_documents }
    }

    /// The weights of a model file.
    #[must_use]
    pub const fn from_arrays(idf: Array<f64>, weighting: Weighting, n_documents: u64) -> Self {
        Self { idf, weighting, n_documents }
    }

    /// The IDF by column.
    #[must_use]
    pub const fn idf(&self) -> &Array<f64> {
        &self.idf
    }

    /// The IDF of a term that no training document holds.
    #[must_use]
    pub fn idf_of_unknown(&self) -> f64 {
        smooth_idf(self.n_documents, 0)
    }

    /// The number of documents it was learnt from.
    #[must_use]
    pub const fn n_documents(&self) -> u64 {
        self.n_documents
    }

    /// How counts weigh.
    #[must_use]
    pub const fn weighting(&self) -> Weighting {
        self.weighting
    }

    /// Turns counts, 1 or more, into weights, in place: `columns` and `values` are one row. A row without terms stays zero.
    pub fn weigh(&self, columns: &[u32], values: &mut [f64]) {
        let idf = self.idf.as_slice();
        let mut sum_of_squares = 0.0;
        for (&column, value) in columns.iter().zip(values.iter_mut()) {
            let tf = match self.weighting {
                Weighting::Linear => *value,
                Weighting::Sublinear => sublinear(*value),
            };
            *value = tf * idf.get(column as usize).copied().unwrap_or(0.0);
            sum_of_squares += *value * *value;
        }
        if sum_of_squares > 0.0 {
            let length = sum_of_squares.sqrt();
            for value in values.iter_mut() {
                *value /= length;
            }
        }
    }
}
