//! What stands above a digest: what is in it, from when, and what was left out.

use jiff::Timestamp;

use super::entry::day_of;
use super::{Digest, DigestEntry, counted};
use crate::article::CLOCK_SKEW;

impl Digest {
    /// One phrase on what is in the digest: `31 stories in 33 articles from 3 sources, 2026-11-02 to 2026-11-20`.
    #[must_use]
    pub fn overview(&self) -> String {
        let period = match self.period() {
            Some((first, last)) if first == last => format!(", {first}"),
            Some((first, last)) => format!(", {first} to {last}"),
            None => String::new(),
        };
        self.counts() + &period
    }

    /// The same without the days.
    pub(super) fn counts(&self) -> String {
        let n_shown = self.n_shown();
        let articles = counted(n_shown, "article");
        let stories = match self.stories.len() {
            n if n == n_shown => String::new(),
            1 => "1 story in ".to_owned(),
            n => format!("{n} stories in "),
        };
        let (n_sources, n_inputs) = (self.n_sources(), self.n_inputs);
        let sources = match n_sources {
            0 => String::new(),
            n => format!(" from {}", counted(n, "source")),
        };
        let inputs = match n_inputs {
            0 => String::new(),
            n if n == n_sources => String::new(),
            n => format!(" in {}", counted(n, "input")),
        };
        format!("{stories}{articles}{sources}{inputs}")
    }

    /// One phrase on what was left out, and on what was kept though it could not be asked how old it is; `None` where the digest holds
    /// all that was read: `Left out: 12 older than 2026-11-24, 8 of other topics. Kept: 3 without a date.`
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let older = match self.since {
            Some(since) => format!("older than {}", moment(since)),
            None => "older".to_owned(),
        };
        let unshown = self.entries.len() - self.n_shown();
        let n_below_top: usize = self.groups().iter().map(|group| group.n_more).sum();
        let stories = if n_below_top == 1 { "story" } else { "stories" };
        let first = match self.top {
            Some(1) => "first".to_owned(),
            top => format!("first {}", top.unwrap_or_default()),
        };
        let below_top = format!("{stories} beyond the {first} of a topic");
        let parts = [
            (self.n_older, older.as_str()),
            (self.n_other_topics, "of other topics"),
            (unshown, "without text or unreadable"),
            (n_below_top, below_top.as_str()),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let kept = [(self.n_undated(), "without a date"), (self.n_future(), "dated in the future")];
        let kept: Vec<String> =
            kept.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let undated = if self.since.is_none() || kept.is_empty() {
            String::new()
        } else {
            format!("Kept: {}.", kept.join(", "))
        };
        match (parts.is_empty(), undated.is_empty()) {
            (true, true) => None,
            (true, false) => Some(undated),
            (false, true) => Some(format!("Left out: {}.", parts.join(", "))),
            (false, false) => Some(format!("Left out: {}. {undated}", parts.join(", "))),
        }
    }

    /// The number of articles that can be shown and have no date.
    #[must_use]
    pub fn n_undated(&self) -> usize {
        self.shown().filter(|entry| entry.published.is_none()).count()
    }

    /// The number of articles that can be shown and are dated later than the digest was asked for, as far as that is known.
    #[must_use]
    pub fn n_future(&self) -> usize {
        let is_later = |published: Timestamp, asked: Timestamp| published.duration_since(asked) > CLOCK_SKEW;
        let asked = self.asked;
        self.shown().filter(|entry| entry.published.zip(asked).is_some_and(|(a, b)| is_later(a, b))).count()
    }

    /// The number of articles that can be shown.
    #[must_use]
    pub fn n_shown(&self) -> usize {
        self.shown().count()
    }

    /// The first and last moment of publication.
    #[must_use]
    pub fn moments(&self) -> Option<(Timestamp, Timestamp)> {
        let times = || self.entries.iter().filter_map(|entry| entry.published);
        Some((times().min()?, times().max()?))
    }

    /// The first and last day of publication, in UTC.
    #[must_use]
    pub fn period(&self) -> Option<(String, String)> {
        self.moments().map(|(first, last)| (day_of(first), day_of(last)))
    }

    fn shown(&self) -> impl Iterator<Item = &DigestEntry> {
        self.entries.iter().filter(|entry| entry.is_shown())
    }
}

/// A day, and its minute where it is no midnight, in UTC.
fn moment(time: Timestamp) -> String {
    let minute = time.strftime("%Y-%m-%d %H:%M").to_string();
    minute.strip_suffix(" 00:00").map_or_else(|| format!("{minute} UTC"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::digest_samples::{digest, entry};

    #[test]
    fn the_header_says_what_was_left_out() {
        let mut digest = digest();
        assert_eq!(digest.left_out(), None);
        digest.n_older = 12;
        digest.n_other_topics = 8;
        assert_eq!(digest.left_out().unwrap(), "Left out: 12 older, 8 of other topics.");
        digest.since = Some("2026-11-02T00:00:00Z".parse().unwrap());
        digest.entries.push(DigestEntry { published: None, ..entry("late", "No date", "") });
        assert_eq!(
            digest.left_out().unwrap(),
            "Left out: 12 older than 2026-11-02, 8 of other topics. Kept: 1 without a date."
        );
        // All but the one without a date are of November.
        let n_dated = digest.n_shown() - 1;
        digest.asked = Some("2026-10-01T00:00:00Z".parse().unwrap());
        let left_out = digest.left_out().unwrap();
        assert!(
            left_out.ends_with(&format!("1 without a date, {n_dated} dated in the future.")),
            "{left_out}"
        );
        digest.asked = None;
        digest.since = Some("2026-11-02T08:30:00Z".parse().unwrap());
        (digest.n_older, digest.n_other_topics) = (0, 0);
        assert_eq!(digest.left_out().unwrap(), "Kept: 1 without a date.");
    }

    #[test]
    fn moments_are_said_as_short_as_they_are() {
        assert_eq!(moment("2026-11-24T00:00:00Z".parse().unwrap()), "2026-11-24");
        assert_eq!(moment("2026-11-24T07:05:59Z".parse().unwrap()), "2026-11-24 07:05 UTC");
    }
}
