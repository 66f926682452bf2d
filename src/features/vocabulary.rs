//! The vocabulary: every term its column, the columns in the byte order of the terms.
//!
//! Terms lie one behind another in one buffer; a hash table with open addressing finds them. Both are plain
//! arrays, so that a model file holds them as they are and nothing is built when it is loaded. A slot of the table holds half of
//! the term's hash beside its column: most n-grams of a text are no terms, and are told so by the slot alone.
//!
//! A hashed vocabulary has no texts: each term has the column of the bucket that its hash falls into, and shares it with whatever else falls
//! there (Weinberger, Dasgupta, Langford, Smola and Attenberg, "Feature hashing for large scale multitask learning", ICML 2009).

use super::Array;
use crate::parallel;
use crate::text::term_hash;

/// A frozen set of terms with their columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    /// All terms one behind another (UTF-8).
    text: Array<u8>,
    /// Where each term ends in `text`, in column order; all zeros where terms have no texts.
    ends: Array<u64>,
    /// Slots of the hash table, a power of two: the upper half of the term's hash, then its column plus one; 0 for a free slot. Where terms
    /// have no texts, a slot is a bucket, and holds no hash.
    slots: Array<u64>,
    is_hashed: bool,
}

/// No terms.
impl Default for Vocabulary {
    fn default() -> Self {
        Self { text: Array::default(), ends: Array::default(), slots: vec![0].into(), is_hashed: false }
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
        let mut slots = vec![0; (terms.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        let hashes = parallel::map(&terms, |term| term_hash(term));
        for ((number, term), hash) in (1..).zip(&terms).zip(hashes) {
            text.extend_from_slice(term.as_bytes());
            ends.push(text.len() as u64);
            let mut slot = first_slot(hash, mask);
            while slots.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & mask;
            }
            if let Some(free) = slots.get_mut(slot) {
                *free = hash & UPPER_HALF | number;
            }
        }
        Self { text: text.into(), ends: ends.into(), slots: slots.into(), is_hashed: false }
    }

    /// A hashed vocabulary of `n_buckets`, a power of two, of which those `kept` (rising) have columns, in this order. Buckets that are not
    /// there are passed over.
    #[must_use]
    pub fn hashed(n_buckets: usize, kept: &[u32]) -> Self {
        let mut slots = vec![0; n_buckets.next_power_of_two()];
        let mut n_columns = 0;
        for &bucket in kept {
            if let Some(slot) = slots.get_mut(bucket as usize).filter(|slot| **slot == 0) {
                n_columns += 1;
                *slot = n_columns as u64;
            }
        }
        Self { text: Array::default(), ends: vec![0; n_columns].into(), slots: slots.into(), is_hashed: true }
    }

    /// Whether terms have no texts, only buckets.
    #[must_use]
    pub const fn is_hashed(&self) -> bool {
        self.is_hashed
    }

    /// A vocabulary from the arrays of a model file, of which the terms are hashed or not; `None` where they do not fit each other.
    #[must_use]
    pub fn from_arrays(
        text: Array<u8>,
        ends: Array<u64>,
        slots: Array<u64>,
        is_hashed: bool,
    ) -> Option<Self> {
        let (n_terms, n_slots) = (ends.as_slice().len(), slots.as_slice().len());
        let fits = ends.as_slice().is_sorted()
            && ends.as_slice().last().copied().unwrap_or(0) == text.as_slice().len() as u64
            && n_slots.is_power_of_two();
        // A table of texts has a free slot at least; of buckets all may be kept.
        let has_room = if is_hashed { n_slots >= n_terms } else { n_slots > n_terms };
        let may_be = fits && has_room && (!is_hashed || text.as_slice().is_empty());
        may_be.then_some(Self { text, ends, slots, is_hashed })
    }

    /// The arrays that a model file keeps: the terms' text, their ends, the hash table.
    #[must_use]
    pub const fn arrays(&self) -> (&Array<u8>, &Array<u64>, &Array<u64>) {
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

    /// The term of `column`; `None` where terms have no texts.
    #[must_use]
    pub fn term(&self, column: usize) -> Option<&str> {
        if self.is_hashed() {
            return None;
        }
        std::str::from_utf8(self.look_up().term_bytes(column)?).ok()
    }

    /// The column of `term`, if it is known.
    #[must_use]
    pub fn column(&self, term: &str) -> Option<u32> {
        let look_up = self.look_up();
        if look_up.is_hashed {
            let hash = term_hash(term);
            return look_up.column_by_hash(hash, look_up.first_slot(hash));
        }
        let is_it = |column: &u32| look_up.term_bytes(*column as usize) == Some(term.as_bytes());
        look_up.columns(term_hash(term)).find(is_it)
    }

    /// The column of a bucket of hashed terms, if it is kept.
    pub(super) fn column_of_bucket(&self, bucket: u32) -> Option<u32> {
        self.look_up().as_column(*self.slots.as_slice().get(bucket as usize)?)
    }

    /// The arrays at hand, for many look-ups one after another.
    pub(super) fn look_up(&self) -> LookUp<'_> {
        LookUp {
            text: self.text.as_slice(),
            ends: self.ends.as_slice(),
            slots: self.slots.as_slice(),
            is_hashed: self.is_hashed,
        }
    }
}

/// The arrays of a vocabulary.
#[derive(Debug, Clone, Copy)]
pub(super) struct LookUp<'v> {
    text: &'v [u8],
    ends: &'v [u64],
    slots: &'v [u64],
    is_hashed: bool,
}

impl<'v> LookUp<'v> {
    #[inline]
    fn term_bytes(self, column: usize) -> Option<&'v [u8]> {
        let end = usize::try_from(*self.ends.get(column)?).ok()?;
        let start = match column.checked_sub(1) {
            Some(before) => usize::try_from(*self.ends.get(before)?).ok()?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// What the slot holds at which the search for a term with this hash begins: for [`column_by_hash`](Self::column_by_hash). To ask for those of
    /// many terms first, and then for their columns, lets the machine fetch them side by side.
    #[inline]
    pub(super) fn first_slot(self, hash: u64) -> u64 {
        self.slots.get(first_slot(hash, self.slots.len().wrapping_sub(1))).copied().unwrap_or(0)
    }

    /// The column of the term with this hash, of which the `first` slot is known: the first by the half of the hash that slots hold.
    #[inline]
    pub(super) fn column_by_hash(self, hash: u64, first: u64) -> Option<u32> {
        match first {
            0 => None,
            bucket if self.is_hashed => self.as_column(bucket),
            _ => self.columns(hash).next(),
        }
    }

    /// The columns of the terms whose hashes are like this one, by the half that slots hold: one, unless two terms are alike by chance.
    fn columns(self, hash: u64) -> impl Iterator<Item = u32> + use<'v> {
        let mask = self.slots.len().wrapping_sub(1);
        let start = first_slot(hash, mask);
        // A table without a free slot cannot come from `new`; from a file it could, and must not hang us.
        let slots = (0..self.slots.len()).filter_map(move |step| self.slots.get((start + step) & mask));
        let taken = slots.copied().take_while(|slot| *slot != 0);
        let alike = taken.filter(move |slot| (slot ^ hash) & UPPER_HALF == 0);
        alike.filter_map(move |slot| self.as_column(slot & !UPPER_HALF))
    }

    /// The column of a number in a slot; `None` for one beyond the terms, which a file may hold.
    #[inline]
    fn as_column(self, number: u64) -> Option<u32> {
        let column = u32::try_from(number).ok()?.checked_sub(1)?;
        ((column as usize) < self.ends.len()).then_some(column)
    }
}

/// The half of a slot, and of a hash, that tells terms apart.
const UPPER_HALF: u64 = 0xffff_ffff_0000_0000;

/// The slot at which the search for a term with this hash begins.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a 32-bit machine takes the low bits; the mask is smaller still"
)]
const fn first_slot(hash: u64, mask: usize) -> usize {
    hash as usize & mask
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
        assert_eq!(Vocabulary::from_arrays(text.clone(), ends.clone(), slots.clone(), false).unwrap(), good);
        assert!(Vocabulary::from_arrays(text.clone(), vec![2, 1].into(), slots.clone(), false).is_none());
        assert!(Vocabulary::from_arrays(vec![b'a'].into(), ends.clone(), slots.clone(), false).is_none());
        assert!(Vocabulary::from_arrays(text.clone(), ends.clone(), vec![1, 2].into(), false).is_none());
        assert!(
            Vocabulary::from_arrays(text.clone(), ends.clone(), vec![9; 4].into(), false)
                .unwrap()
                .column("c")
                .is_none()
        );
    }

    /// A term's column is that of its bucket, by the lowest bits of its hash; buckets that are not kept have none.
    #[test]
    fn hashed_terms_have_the_columns_of_their_buckets() {
        let bucket = |term: &str| u32::try_from(term_hash(term) % 1024).unwrap();
        let mut kept: Vec<u32> = ["ant", "zoo", "ant hill"].map(bucket).to_vec();
        kept.sort_unstable();
        let vocabulary = Vocabulary::hashed(1024, &kept);
        assert!(vocabulary.is_hashed());
        assert_eq!(vocabulary.len(), 3);
        for term in ["ant", "zoo", "ant hill"] {
            let column = kept.iter().position(|kept| *kept == bucket(term)).unwrap();
            assert_eq!(vocabulary.column(term).unwrap() as usize, column);
            assert_eq!(vocabulary.term(column), None);
        }
        assert!(!kept.contains(&bucket("bee")));
        assert_eq!(vocabulary.column("bee"), None);
        let (text, ends, slots) = vocabulary.arrays();
        assert_eq!(
            Vocabulary::from_arrays(text.clone(), ends.clone(), slots.clone(), true).unwrap(),
            vocabulary
        );
        assert!(Vocabulary::from_arrays(vec![b'a'].into(), vec![1].into(), slots.clone(), true).is_none());
        let all = Vocabulary::hashed(1024, &(0..1024).collect::<Vec<u32>>());
        let (text, ends, slots) = all.arrays();
        assert_eq!(Vocabulary::from_arrays(text.clone(), ends.clone(), slots.clone(), true).unwrap(), all);
        assert_eq!(Vocabulary::hashed(4, &[9, 1, 1]).len(), 1);
    }

    /// A model file may hold any numbers: columns beyond the terms are none.
    #[test]
    fn slots_beyond_the_terms_hold_no_column() {
        let hash = term_hash("ant");
        let ends = || Array::from(vec![0_u64]);
        let hashed = Vocabulary::from_arrays(Array::default(), ends(), vec![7; 4].into(), true).unwrap();
        assert!(hashed.is_hashed());
        assert_eq!(hashed.column("ant"), None);
        assert_eq!(hashed.column_of_bucket(1), None);
        let slots = vec![hash & UPPER_HALF | 7; 4];
        let by_text =
            Vocabulary::from_arrays(vec![b'a'].into(), vec![1].into(), slots.into(), false).unwrap();
        let look_up = by_text.look_up();
        assert_eq!(look_up.column_by_hash(hash, look_up.first_slot(hash)), None);
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
