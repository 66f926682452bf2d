//! Groups of rows that are joined two by two (union-find).

/// Groups of rows that grow together; a group is known by its first row.
pub(super) struct Groups {
    /// An earlier row of the same group; itself for the first.
    first: Vec<usize>,
}

impl Groups {
    /// Groups in which each row has an earlier one of its group, or itself where it is the first.
    pub(super) const fn new(first: Vec<usize>) -> Self {
        Self { first }
    }

    /// As many groups of one row each.
    pub(super) fn of_single_rows(n_rows: usize) -> Self {
        Self { first: (0..n_rows).collect() }
    }

    /// The first row of the group of each row.
    pub(super) fn into_firsts(mut self) -> Vec<usize> {
        (0..self.first.len()).map(|row| self.first_of(row)).collect()
    }

    /// The first row of a row's group.
    pub(super) fn first_of(&mut self, row: usize) -> usize {
        let mut first = row;
        while let Some(&earlier) = self.first.get(first).filter(|&&earlier| earlier != first) {
            first = earlier;
        }
        let mut next = row;
        while let Some(slot) = self.first.get_mut(next).filter(|slot| **slot != first) {
            next = std::mem::replace(slot, first);
        }
        first
    }

    /// Makes one group of those of two rows.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first_of(a), self.first_of(b));
        if let Some(slot) = self.first.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
