//! An order that looks random and is always the same.

/// The generator of Steele, Lea and Flood ("Fast splittable pseudorandom number generators", OOPSLA 2014).
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// Fisher and Yates's shuffle.
pub(super) fn shuffle(items: &mut [u32], random: &mut SplitMix64) {
    for last in (1..items.len()).rev() {
        let choice = usize::try_from(random.next() % (last as u64 + 1)).unwrap_or(last);
        items.swap(last, choice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        shuffle(&mut items, &mut SplitMix64(1));
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert!(items.is_sorted_by(|a, b| a + 1 == *b) && items.len() == 100);
    }
}
