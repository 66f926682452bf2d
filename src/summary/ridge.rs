//! Ridge regression on features and their products, from sums over rows.
//!
//! The rows are never held expanded: what a fit needs of them is the matrix of their summed products, which are added up in the order of
//! the rows. Columns are standardised, so that one penalty is fair to all (Hastie, Tibshirani and Friedman, "The Elements of Statistical
//! Learning", 2009, section 3.4).

use linfa_linalg::cholesky::SolveCInplace;
use ndarray::Array2;

use crate::error::{Error, ErrorKind, Result};
use crate::parallel;

/// A column that varies less than this is a constant.
const LEAST_DEVIATION: f64 = 1e-6;
/// Rows that are expanded at once.
const ROWS_AT_ONCE: usize = 256;

/// The number of columns that `n_features` make, of which the first `n_core` are also multiplied with all that are not before them.
pub(super) const fn n_columns(n_features: usize, n_core: usize) -> usize {
    n_features + n_core * n_features - n_core * n_core.saturating_sub(1) / 2
}

/// The features, then the products of each of the first `n_core` with itself and those behind it.
pub(super) fn expand(features: &[f64], n_core: usize, expanded: &mut Vec<f64>) {
    expanded.clear();
    expanded.extend_from_slice(features);
    for (place, one) in features.iter().enumerate().take(n_core) {
        expanded.extend(features.iter().skip(place).map(|other| one * other));
    }
}

/// One row: its features, and what they are to tell.
pub(super) struct Example<'r> {
    pub(super) features: &'r [f64],
    pub(super) target: f64,
}

/// What a fit needs of rows; sums of disjoint rows add up.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    n_columns: usize,
    n_rows: f64,
    /// The sum of each column.
    columns: Vec<f64>,
    /// The summed products of each column and those behind it, in the upper triangle, row by row.
    products: Vec<f64>,
    /// The summed products of each column and the target.
    with_target: Vec<f64>,
}

impl Sums {
    pub(super) fn new(n_features: usize, n_core: usize) -> Self {
        let n = n_columns(n_features, n_core);
        Self {
            n_columns: n,
            n_rows: 0.0,
            columns: vec![0.0; n],
            products: vec![0.0; n * n],
            with_target: vec![0.0; n],
        }
    }

    /// The sums of `rows`.
    pub(super) fn of(n_features: usize, n_core: usize, rows: &[Example<'_>]) -> Self {
        let mut sums = Self::new(n_features, n_core);
        let n = sums.n_columns;
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let expanded = parallel::map(rows, |row| {
                let mut expanded = Vec::with_capacity(n);
                expand(row.features, n_core, &mut expanded);
                expanded
            });
            for (row, expanded) in rows.iter().zip(&expanded) {
                sums.n_rows += 1.0;
                for ((sum, with_target), value) in
                    sums.columns.iter_mut().zip(&mut sums.with_target).zip(expanded)
                {
                    *sum += value;
                    *with_target += value * row.target;
                }
            }
            // A column of the matrix is one worker's, who adds the rows up in their order.
            parallel::fill_chunks(&mut sums.products, n, |column, products| {
                for row in &expanded {
                    let value = row.get(column).copied().unwrap_or(0.0);
                    if value != 0.0 {
                        let behind = products.iter_mut().zip(row).skip(column);
                        behind.for_each(|(product, other)| *product += value * other);
                    }
                }
            });
        }
        sums
    }

    /// These sums and those of other rows.
    pub(super) fn add(&mut self, other: &Self) {
        let add = |sums: &mut Vec<f64>, others: &Vec<f64>| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        };
        self.n_rows += other.n_rows;
        add(&mut self.columns, &other.columns);
        add(&mut self.products, &other.products);
        add(&mut self.with_target, &other.with_target);
    }

    /// The weights of the columns that predict the target best, where the squared standardised weights cost `penalty` each;
    /// there is no intercept, as a constant orders nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where nothing varies.
    pub(super) fn solve(&self, penalty: f64) -> Result<Vec<f64>> {
        let n = self.n_rows.max(1.0);
        let means: Vec<f64> = self.columns.iter().map(|sum| sum / n).collect();
        let at = |i: usize, j: usize| self.products.get(i * self.n_columns + j).copied().unwrap_or(0.0);
        let mean = |i: usize| means.get(i).copied().unwrap_or(0.0);
        let deviation = |i: usize| f64::max(at(i, i) / n - mean(i) * mean(i), 0.0).sqrt();
        let varying: Vec<(usize, f64)> = (0..self.n_columns)
            .map(|i| (i, deviation(i)))
            .filter(|(_, deviation)| *deviation > LEAST_DEVIATION)
            .collect();
        if varying.is_empty() {
            return Err(Error::new(ErrorKind::Data, "no two sentences differ; give more articles"));
        }
        let of_pair = |(i, of_i): (usize, f64), (j, of_j): (usize, f64)| {
            (at(i.min(j), i.max(j)) / n - mean(i) * mean(j)) / (of_i * of_j)
        };
        let rows = parallel::map(&varying, |&one| {
            varying.iter().map(|&other| of_pair(one, other)).collect::<Vec<f64>>()
        });
        let size = varying.len();
        let unsolvable = |_| Error::new(ErrorKind::Data, "the sentences' features cannot be told apart");
        let mut matrix = Array2::from_shape_vec((size, size), rows.concat())
            .map_err(|_| Error::new(ErrorKind::Data, "the matrix has no shape"))?;
        matrix.diag_mut().mapv_inplace(|value| value + penalty);
        // The target's mean is taken off by the means of the columns.
        let target_mean =
            |i: usize, deviation: f64| self.with_target.get(i).copied().unwrap_or(0.0) / n / deviation;
        let right: Vec<f64> = varying.iter().map(|&(i, deviation)| target_mean(i, deviation)).collect();
        let right = Array2::from_shape_vec((size, 1), right)
            .map_err(|_| Error::new(ErrorKind::Data, "the matrix has no shape"))?;
        let solved = matrix.solvec_into(right).map_err(unsolvable)?;
        let mut weights = vec![0.0; self.n_columns];
        for (&(i, deviation), solved) in varying.iter().zip(&solved) {
            if let Some(weight) = weights.get_mut(i) {
                *weight = solved / deviation;
            }
        }
        Ok(weights)
    }
}
