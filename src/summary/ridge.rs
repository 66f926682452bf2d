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
            return Err(Error::new(
                ErrorKind::Data,
                "the articles left to learn from have no two lines that differ; give more articles",
            ));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<([f64; 2], f64)> {
        vec![
            ([1.0, 0.5], 0.3),
            ([2.0, -1.0], -0.2),
            ([0.0, 0.25], 0.1),
            ([3.0, 0.75], 0.4),
            ([1.5, -0.5], -0.6),
        ]
    }

    fn sums(rows: &[([f64; 2], f64)], n_core: usize) -> Sums {
        let examples: Vec<Example<'_>> =
            rows.iter().map(|(features, target)| Example { features, target: *target }).collect();
        Sums::of(2, n_core, &examples)
    }

    /// Expected by scikit-learn 1.9.1's `Ridge` on standardised columns, `tests/oracles/ridge.py`.
    #[test]
    fn weights_are_those_of_scikit_learn() {
        for (n_core, expected) in [
            (0, &[0.036_363_636_364, 0.417_112_299_465][..]),
            (
                2,
                &[
                    -0.125_059_916_527,
                    0.444_550_556_338,
                    -0.007_946_985_073,
                    0.084_886_990_947,
                    0.734_799_521_098,
                ][..],
            ),
        ] {
            let found = sums(&rows(), n_core).solve(0.1).unwrap();
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
            }
        }
    }

    #[test]
    fn products_are_those_of_the_first_features() {
        let mut expanded = Vec::new();
        expand(&[2.0, 3.0, 5.0], 2, &mut expanded);
        assert_eq!(expanded, [2.0, 3.0, 5.0, 4.0, 6.0, 10.0, 9.0, 15.0]);
        assert_eq!(expanded.len(), n_columns(3, 2));
        assert_eq!((n_columns(3, 0), n_columns(3, 3)), (3, 9));
    }

    #[test]
    fn a_column_that_never_changes_has_no_weight() {
        let rows = [([1.0, 7.0], 0.5), ([2.0, 7.0], -0.5)];
        let weights = sums(&rows, 0).solve(0.1).unwrap();
        assert!(weights[0] < 0.0 && weights[1] == 0.0);
        assert!(sums(&rows[..1], 0).solve(0.1).is_err());
    }

    #[test]
    fn sums_of_parts_add_up() {
        let rows = rows();
        let mut total = Sums::new(2, 2);
        total.add(&sums(&rows[..2], 2));
        total.add(&sums(&rows[2..], 2));
        let (found, expected) = (total.solve(0.01).unwrap(), sums(&rows, 2).solve(0.01).unwrap());
        assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-12));
    }
}
