//! Numbers that look random and are always the same.
//!
//! The generator is `SplitMix64` of Steele, Lea and Flood ("Fast splittable pseudorandom number generators", OOPSLA 2014).

/// What the state grows by at every step.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A bijection that spreads every bit over all: the generator's output for the state before this step.
#[must_use]
pub const fn mix(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(STEP);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A stream of numbers of 64 bits that a seed starts.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The stream of `seed`; any number will do.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        let number = mix(self.0);
        self.0 = self.0.wrapping_add(STEP);
        number
    }

    /// Brings `items` into another order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let choice = usize::try_from(self.next() % (last as u64 + 1)).unwrap_or(last);
            items.swap(last, choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs from seed 1234567, as Rosetta Code's "Pseudo-random numbers/Splitmix64" lists them.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut generator = SplitMix64::new(1_234_567);
        let found: Vec<u64> = (0..3).map(|_| generator.next()).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        SplitMix64::new(1).shuffle(&mut items);
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert!(items.is_sorted_by(|a, b| a + 1 == *b) && items.len() == 100);
    }
}
