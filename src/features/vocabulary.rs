//! The vocabulary: every term its column, the columns in the byte order of the terms.
//!
//! Terms lie one behind another in one buffer; a hash table with open addressing finds them. Both are plain
//! arrays, so that a model file holds them as they are and nothing is built when it is loaded.

use xxhash_rust::xxh3::xxh3_64;

use super::Array;

/// A frozen set of terms with their columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    /// All terms one behind another (UTF-8).
    text: Array<u8>,
    /// Where each term ends in `text`, in column order.
    ends: Array<u64>,
    /// Slots of the hash table: column plus one, or 0 for a free slot. The length is a power of two.
    slots: Array<u32>,
}

/// No terms.
impl Default for Vocabulary {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Vocabulary {
    /// A vocabulary of `terms`, which are sorted and rid of repetitions here.
    #[must_use]
    pub fn new(mut terms: Vec<&str>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        terms.truncate(u32::MAX as usize - 1);
        let mut text = Vec::with_capacity(terms.iter().map(|term| term.len()).sum());
        let mut ends = Vec::with_capacity(terms.len());
        let mut slots = vec![0_u32; (terms.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (column, term) in (1_u32..).zip(&terms) {
            text.extend_from_slice(term.as_bytes());
            ends.push(text.len() as u64);
            let mut slot = first_slot(term, mask);
            while slots.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & mask;
            }
            if let Some(free) = slots.get_mut(slot) {
                *free = column;
            }
        }
        Self { text: text.into(), ends: ends.into(), slots: slots.into() }
    }

    /// A vocabulary from the arrays of a model file; `None` where they do not fit each other.
    #[must_use]
    pub fn from_arrays(text: Array<u8>, ends: Array<u64>, slots: Array<u32>) -> Option<Self> {
        let fits = ends.as_slice().is_sorted()
            && ends.as_slice().last().copied().unwrap_or(0) == text.as_slice().len() as u64
            && slots.as_slice().len().is_power_of_two()
            && slots.as_slice().len() > ends.as_slice().len();
        fits.then_some(Self { text, ends, slots })
    }

    /// The arrays that a model file keeps: the terms' text, their ends, the hash table.
    #[must_use]
    pub const fn arrays(&self) -> (&Array<u8>, &Array<u64>, &Array<u32>) {
        (&self.text, &self.ends, &self.slots)
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.as_slice().len()
    }

    /// True where no term is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The term of `column`.
    #[must_use]
    pub fn term(&self, column: usize) -> Option<&str> {
        std::str::from_utf8(self.term_bytes(column)?).ok()
    }

    fn term_bytes(&self, column: usize) -> Option<&[u8]> {
        let ends = self.ends.as_slice();
        let end = usize::try_from(*ends.get(column)?).ok()?;
        let start = match column.checked_sub(1) {
            Some(before) => usize::try_from(*ends.get(before)?).ok()?,
            None => 0,
        };
        self.text.as_slice().get(start..end)
    }

    /// The column of `term`, if it is known.
    #[must_use]
    pub fn column(&self, term: &str) -> Option<u32> {
        let slots = self.slots.as_slice();
        let mask = slots.len().checked_sub(1)?;
        let mut slot = first_slot(term, mask);
        // A table without a free slot cannot come from `new`; from a file it could, and must not hang us.
        for _ in 0..slots.len() {
            let column = slots.get(slot)?.checked_sub(1)?;
            if self.term_bytes(column as usize) == Some(term.as_bytes()) {
                return Some(column);
            }
            slot = (slot + 1) & mask;
        }
        None
    }
}

/// The slot at which the search for `term` begins.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a 32-bit machine takes the low bits; the mask is smaller still"
)]
fn first_slot(term: &str, mask: usize) -> usize {
    xxh3_64(term.as_bytes()) as usize & mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_sorted_by_term() {
        let vocabulary = Vocabulary::new(vec!["zoo", "ant", "été", "ant", "ant hill"]);
        let terms: Vec<&str> = (0..vocabulary.len()).filter_map(|column| vocabulary.term(column)).collect();
        assert_eq!(terms, ["ant", "ant hill", "zoo", "été"]);
        assert_eq!(vocabulary.column("zoo"), Some(2));
        assert_eq!(vocabulary.column("bee"), None);
        assert_eq!(Vocabulary::default().column("bee"), None);
    }

    #[test]
    fn arrays_that_do_not_fit_are_refused() {
        let good = Vocabulary::new(vec!["a", "b"]);
        let (text, ends, slots) = good.arrays();
        assert_eq!(Vocabulary::from_arrays(text.clone(), ends.clone(), slots.clone()).unwrap(), good);
        assert!(Vocabulary::from_arrays(text.clone(), vec![2, 1].into(), slots.clone()).is_none());
        assert!(Vocabulary::from_arrays(vec![b'a'].into(), ends.clone(), slots.clone()).is_none());
        assert!(Vocabulary::from_arrays(text.clone(), ends.clone(), vec![1, 2].into()).is_none());
        assert!(
            Vocabulary::from_arrays(text.clone(), ends.clone(), vec![9; 4].into())
                .unwrap()
                .column("c")
                .is_none()
        );
    }

    proptest! {
        #[test]
        fn every_term_is_found_at_its_column(terms in proptest::collection::vec("[a-dé ]{0,4}", 0..60)) {
            let vocabulary = Vocabulary::new(terms.iter().map(String::as_str).collect());
            for term in &terms {
                let column = vocabulary.column(term).unwrap();
                prop_assert_eq!(vocabulary.term(column as usize), Some(term.as_str()));
            }
            prop_assert_eq!(vocabulary.column("not there"), None);
        }
    }
}
