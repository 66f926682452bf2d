//! Which shards a part holds, so that none is counted twice and none forgotten.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::topics::row_sums::digest_in_words;

/// There are no more shards than this.
const MAX_SHARDS: u64 = 1_000_000;

/// One of several shards, counted from 1; `2/5` in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    n_shards: u64,
}

impl Shard {
    /// The shard `number` of `n_shards`.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] where the number is not one of `1..=n_shards`, or there are more than a million.
    pub fn new(number: u64, n_shards: u64) -> Result<Self> {
        if n_shards > MAX_SHARDS || !(1..=n_shards).contains(&number) {
            let message = format!(
                "a shard is I/N, one of N from 1 to N (say 2/5), N up to {MAX_SHARDS}, not {number}/{n_shards}"
            );
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        Ok(Self { number, n_shards })
    }

    /// Whether the row with this number, from 0, is one of the shard's.
    #[must_use]
    pub const fn holds(self, row: u64) -> bool {
        row % self.n_shards == self.number - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.n_shards)
    }
}

impl FromStr for Shard {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let (number, n_shards) = numbers.ok_or_else(|| {
            let message = format!("a shard is I/N, one of N from 1 to N (say 2/5), not `{text}`");
            Error::new(ErrorKind::Parameter, message)
        })?;
        Self::new(number, n_shards)
    }
}

/// The shards that a part holds, with a hash of each one's rows; none where nobody numbered them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Coverage {
    /// The number of all shards; 0 where nobody numbered them.
    n_shards: u64,
    /// The digest of each shard that is held, by its number.
    digests: BTreeMap<u64, String>,
}

impl Coverage {
    /// One shard, whose rows have this digest.
    pub(super) fn of(shard: Shard, digest: u128) -> Self {
        Self { n_shards: shard.n_shards, digests: BTreeMap::from([(shard.number, digest_in_words(digest))]) }
    }

    /// Whether it makes sense; a file could hold anything.
    pub(super) fn is_valid(&self) -> bool {
        self.n_shards <= MAX_SHARDS && self.digests.keys().all(|number| (1..=self.n_shards).contains(number))
    }

    /// What both hold.
    pub(super) fn merged(&self, other: &Self) -> Result<Self> {
        let refused = |message: String| Err(Error::new(ErrorKind::Data, message));
        if self.n_shards != other.n_shards {
            return refused(match (self.n_shards, other.n_shards) {
                (0, _) | (_, 0) => {
                    "one part says which shard it is and the other does not; number all shards or none"
                        .to_owned()
                }
                (a, b) => format!(
                    "one part is of {a} shards and the other of {b}; make all with the same --shard I/N"
                ),
            });
        }
        if let Some(number) = other.digests.keys().find(|number| self.digests.contains_key(number)) {
            return refused(format!("shard {number}/{} comes twice; name each part once", self.n_shards));
        }
        let digests =
            self.digests.iter().chain(&other.digests).map(|(number, digest)| (*number, digest.clone()));
        Ok(Self { n_shards: self.n_shards, digests: digests.collect() })
    }

    /// Refuses what is not whole.
    pub(super) fn check_whole(&self) -> Result<()> {
        let Some(missing) = (1..=self.n_shards).find(|number| !self.digests.contains_key(number)) else {
            return Ok(());
        };
        let n_missing = self.n_shards - self.digests.len() as u64;
        let others =
            if n_missing > 1 { format!(" and {} more are", n_missing - 1) } else { " is".to_owned() };
        Err(Error::new(
            ErrorKind::Data,
            format!(
                "shard {missing}/{n}{others} missing; merge all {n} at once, or with --partial some of them into one part",
                n = self.n_shards
            ),
        ))
    }

    /// Refuses a shard whose rows are others than those of the same shard here.
    pub(super) fn check_same(&self, shard: Shard, digest: u128) -> Result<()> {
        if self.n_shards != shard.n_shards {
            let message = match self.n_shards {
                0 => format!("the shards that were counted have no numbers; leave {shard} out"),
                n => format!(
                    "the articles were counted in {n} shards, not {}; use the same --shard I/N",
                    shard.n_shards
                ),
            };
            return Err(Error::new(ErrorKind::Parameter, message));
        }
        if self.digests.get(&shard.number) == Some(&digest_in_words(digest)) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Data,
            format!(
                "the articles of shard {shard} are not those that were counted; give the same inputs, in the same order and with the same flags on columns and boilerplate"
            ),
        ))
    }

    /// The number of shards that are held, and of all; both 0 where nobody numbered them.
    pub(super) fn n_held(&self) -> (u64, u64) {
        (self.digests.len() as u64, self.n_shards)
    }
}
