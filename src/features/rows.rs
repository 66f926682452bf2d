//! Sparse rows: one row per document, one column per term, only what is not zero is kept.

use linfa::dataset::Records;
use ndarray::Array2;

/// A matrix in compressed sparse row form, shape (`n_rows`, `n_columns`); columns rise within a row.
///
/// It is the records of a linfa dataset: `DatasetBase::new(rows, targets)`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SparseRows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    n_columns: usize,
    /// The first column of each block of terms.
    block_starts: Vec<usize>,
}

/// One row: its columns, rising, and their values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The columns that are not zero.
    pub columns: &'a [u32],
    /// Their values, in the same order.
    pub values: &'a [f64],
}

impl<'a> Row<'a> {
    /// The pairs of column and value.
    pub fn iter(self) -> impl Iterator<Item = (usize, f64)> + use<'a> {
        self.columns.iter().map(|&column| column as usize).zip(self.values.iter().copied())
    }
}

impl SparseRows {
    /// No rows yet, of `n_columns` columns.
    #[must_use]
    pub fn new(n_columns: usize) -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), n_columns, block_starts: vec![0] }
    }

    /// The same rows, in which a block of columns begins at each of `starts`, which rise from 0.
    #[must_use]
    pub fn with_blocks(self, starts: Vec<usize>) -> Self {
        Self { block_starts: starts, ..self }
    }

    /// The values of the row `index` as a vectorizer that knows only some of the columns would make them: 0 where `is_known`
    /// says no to a place in the row, the others scaled such that every block is as long as before.
    #[must_use]
    pub fn values_where_known(&self, index: usize, is_known: impl Fn(usize) -> bool) -> Vec<f64> {
        let row = self.row(index);
        let mut values = row.values.to_vec();
        for (place, value) in values.iter_mut().enumerate() {
            if !is_known(place) {
                *value = 0.0;
            }
        }
        let ends = self.block_starts.iter().skip(1).copied().chain([self.n_columns]);
        let mut start = 0;
        for end in ends {
            let end = row.columns.partition_point(|&column| (column as usize) < end);
            let of_block = start..end;
            let known = values.get_mut(of_block.clone()).unwrap_or_default();
            let factor = length(row.values.get(of_block).unwrap_or_default()) / length(known);
            for value in known.iter_mut().filter(|_| factor.is_finite()) {
                *value *= factor;
            }
            start = end;
        }
        values
    }

    /// The non-zero elements of a dense matrix.
    #[must_use]
    pub fn from_dense(dense: &Array2<f64>) -> Self {
        let mut rows = Self::new(dense.ncols());
        for row in dense.rows() {
            rows.push((0_u32..).zip(row.iter().copied()).filter(|(_, value)| *value != 0.0));
        }
        rows
    }

    /// The rows of `parts`, one part after the other, of `n_columns` columns.
    #[must_use]
    pub(super) fn stacked(n_columns: usize, parts: Vec<Self>) -> Self {
        let mut stacked = Self::new(n_columns);
        stacked.starts.reserve(parts.iter().map(Self::n_rows).sum());
        let n_values = parts.iter().map(Self::n_values).sum();
        stacked.columns.reserve_exact(n_values);
        stacked.values.reserve_exact(n_values);
        for part in parts {
            let offset = stacked.columns.len();
            stacked.starts.extend(part.starts.iter().skip(1).map(|start| offset + start));
            stacked.columns.extend(part.columns);
            stacked.values.extend(part.values);
        }
        stacked
    }

    /// The same rows, with those of `other` behind their columns: a block of terms each.
    #[must_use]
    pub(super) fn beside(self, other: &Self) -> Self {
        let blocks = vec![0, self.n_columns];
        if other.n_columns == 0 {
            return self.with_blocks(blocks);
        }
        let mut both = Self::new(self.n_columns + other.n_columns).with_blocks(blocks);
        let offset = u32::try_from(self.n_columns).unwrap_or(u32::MAX);
        let n_values = self.n_values() + other.n_values();
        both.columns.reserve_exact(n_values);
        both.values.reserve_exact(n_values);
        for (row, more) in self.iter().zip(other.iter()) {
            both.columns.extend_from_slice(row.columns);
            both.columns.extend(more.columns.iter().map(|column| column.saturating_add(offset)));
            both.values.extend_from_slice(row.values);
            both.values.extend_from_slice(more.values);
            both.starts.push(both.columns.len());
        }
        both
    }

    /// [`push`](Self::push), after which the row can still be weighed: its columns and values.
    pub(super) fn push_row(&mut self, row: impl IntoIterator<Item = (u32, f64)>) -> (&[u32], &mut [f64]) {
        let start = self.columns.len();
        self.push(row);
        (self.columns.get(start..).unwrap_or_default(), self.values.get_mut(start..).unwrap_or_default())
    }

    /// Adds a row. Its columns must rise and lie below the number of columns; what does not is left out.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f64)>) {
        let mut next = 0;
        for (column, value) in row {
            if column as usize >= self.n_columns || (column as usize) < next {
                debug_assert!(false, "column {column} is out of order or range");
                continue;
            }
            next = column as usize + 1;
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len());
    }

    /// The row `index`; empty where there is no such row.
    #[must_use]
    pub fn row(&self, index: usize) -> Row<'_> {
        let range = match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        Row {
            columns: self.columns.get(range.clone()).unwrap_or_default(),
            values: self.values.get(range).unwrap_or_default(),
        }
    }

    /// The rows `members`, with only the columns that they hold, renumbered in the same order.
    #[must_use]
    pub fn compact(&self, members: &[usize]) -> Self {
        let mut places: Vec<Option<u32>> = vec![None; self.n_columns];
        for &index in members {
            for &column in self.row(index).columns {
                if let Some(place) = places.get_mut(column as usize) {
                    *place = Some(0);
                }
            }
        }
        let mut n_columns = 0;
        for place in places.iter_mut().flatten() {
            *place = n_columns;
            n_columns += 1;
        }
        let starts =
            self.block_starts.iter().map(|&start| places.iter().take(start).flatten().count()).collect();
        let mut compact = Self::new(n_columns as usize).with_blocks(starts);
        for &index in members {
            let row = self.row(index);
            let place = |column: &u32| places.get(*column as usize).copied().flatten();
            compact.push(row.columns.iter().filter_map(place).zip(row.values.iter().copied()));
        }
        compact
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.n_rows()).map(|index| self.row(index))
    }

    /// The number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of values that are kept.
    #[must_use]
    pub fn n_values(&self) -> usize {
        self.values.len()
    }

    /// The number of columns.
    #[must_use]
    pub const fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The same matrix in the usual form.
    #[must_use]
    pub fn to_dense(&self) -> Array2<f64> {
        let mut dense = Array2::zeros((self.n_rows(), self.n_columns));
        for (index, row) in self.iter().enumerate() {
            for (column, value) in row.iter() {
                if let Some(cell) = dense.get_mut((index, column)) {
                    *cell = value;
                }
            }
        }
        dense
    }
}

/// The Euclidean length.
fn length(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum::<f64>().sqrt()
}

impl Records for SparseRows {
    type Elem = f64;

    fn nsamples(&self) -> usize {
        self.n_rows()
    }

    fn nfeatures(&self) -> usize {
        self.n_columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn dense_and_sparse_are_the_same_matrix() {
        let dense = array![[0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, -3.5]];
        let rows = SparseRows::from_dense(&dense);
        assert_eq!((rows.nsamples(), rows.nfeatures()), (3, 3));
        assert_eq!(rows.row(2).columns, [0, 2]);
        assert_eq!(rows.row(9).columns, [] as [u32; 0]);
        assert_eq!(rows.to_dense(), dense);
    }

    /// By hand: without the second column the first block's 3 grows to the block's length of 5; the other block stays.
    #[test]
    fn what_is_known_makes_up_for_what_is_not() {
        let rows = SparseRows::from_dense(&array![[3.0, 4.0, 0.0, 1.0], [3.0, 4.0, 2.0, 1.0]])
            .with_blocks(vec![0, 2]);
        assert_eq!(rows.values_where_known(0, |place| place != 1), [5.0, 0.0, 1.0]);
        assert_eq!(rows.values_where_known(0, |_| true), [3.0, 4.0, 1.0]);
        assert_eq!(rows.values_where_known(0, |_| false), [0.0, 0.0, 0.0]);
        // Columns 0 and 1 of the compact rows are 1 and 2 of the rows: the second block begins between them.
        let rows =
            SparseRows::from_dense(&array![[0.0, 4.0, 3.0, 0.0]]).with_blocks(vec![0, 2]).compact(&[0]);
        assert_eq!(rows.values_where_known(0, |place| place == 0), [4.0, 0.0]);
    }

    #[test]
    fn rows_are_records_that_threads_can_share() {
        fn check<T: Send + Sync + Records>() {}
        check::<SparseRows>();
    }
}
