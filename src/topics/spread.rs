//! A part of many rows, drawn by a fixed rule: the same rows for the same numbers, and no pattern in the order matters.

use xxhash_rust::xxh3::xxh3_64;

/// So many rows of each topic, on average, tell candidates apart …
const LEAST_PER_TOPIC: usize = 10;
/// … and so many in all.
const LEAST: usize = 100;

/// The fewest rows to draw where there are `n_topics`: of fewer, chance would choose.
pub(super) fn least_drawn(n_topics: usize) -> usize {
    LEAST.max(n_topics.saturating_mul(LEAST_PER_TOPIC))
}

/// `n` of the numbers `0..n_rows`, rising; all of them where there are no more.
///
/// Those whose hashes are smallest are drawn, so that a larger `n` keeps what a smaller one drew.
pub(super) fn drawn(n_rows: usize, n: usize) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..n_rows).collect();
    if n < n_rows {
        rows.sort_by_cached_key(|&row| (xxh3_64(&(row as u64).to_le_bytes()), row));
        rows.truncate(n);
        rows.sort_unstable();
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_keep_what_fewer_drew() {
        let (few, more) = (drawn(1000, 50), drawn(1000, 300));
        assert_eq!((few.len(), more.len()), (50, 300));
        assert!(few.iter().all(|row| more.binary_search(row).is_ok()));
        assert!(few.is_sorted());
        assert_eq!(drawn(3, 9), [0, 1, 2]);
    }
}
