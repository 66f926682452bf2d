//! The health of inputs: what was mended as they were read, and what a reader of their articles will miss.

use std::collections::HashSet;

use jiff::Timestamp;
use xxhash_rust::xxh3::Xxh3;

use crate::article::{Article, CLOCK_SKEW, DamagedRow, Row};
use crate::ingest::{Event, Format, Origin, Repair};

/// An article whose text has fewer characters is a teaser: there is no story in it.
pub const MIN_STORY_CHARS: usize = 280;
/// So many damaged rows of an input are named.
const MAX_NAMED: usize = 5;
/// So many articles of an input are known again where a later one is a copy of them: what is kept of these takes about 60 MB.
pub const MAX_KNOWN_AGAIN: usize = 1_000_000;
/// How a text ends that goes on elsewhere.
const TEASER_ENDINGS: [&str; 6] = ["…", "...", "[…]", "[...]", "(…)", "(...)"];

/// What is known of an input once it has been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputHealth {
    /// The input as the user knows it.
    pub name: String,
    /// Its layout; `None` where it could not be opened.
    pub format: Option<Format>,
    /// The encoding of its text.
    pub charset: Option<&'static str>,
    /// What had to be done to it.
    pub repairs: Vec<Repair>,
    /// Articles that were read.
    pub n_articles: usize,
    /// Rows that could not be read.
    pub n_damaged: usize,
    /// The first few of them.
    pub damaged: Vec<DamagedRow>,
    /// Articles without a title.
    pub n_untitled: usize,
    /// Articles with a title alone.
    pub n_without_text: usize,
    /// Articles whose text is shorter than [`MIN_STORY_CHARS`] or says that it goes on elsewhere.
    pub n_teasers: usize,
    /// Articles with the id, the link, or the title and text of an earlier one of the input; only the first
    /// [`MAX_KNOWN_AGAIN`] articles are known again.
    pub n_copies: usize,
    /// Articles without a link.
    pub n_without_link: usize,
    /// Articles without a date.
    pub n_undated: usize,
    /// Articles dated more than an hour ahead.
    pub n_future: usize,
    /// The earliest date.
    pub oldest: Option<Timestamp>,
    /// The latest date.
    pub newest: Option<Timestamp>,
    /// Why it could not be read (any further).
    pub failure: Option<String>,
}

/// In how good a state an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// It could be read as it is.
    Sound,
    /// It could be read, once it had been mended.
    Mended,
    /// Some of it could not be read.
    Damaged,
    /// Nothing of it could.
    Failed,
}

impl Condition {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Mended => "mended",
            Self::Damaged => "damaged",
            Self::Failed => "failed",
        }
    }
}

impl InputHealth {
    /// In how good a state it is.
    #[must_use]
    pub fn condition(&self) -> Condition {
        match (&self.failure, self.n_articles) {
            (Some(_), 0) => Condition::Failed,
            (Some(_), _) => Condition::Damaged,
            (None, 0) if self.n_damaged > 0 => Condition::Failed,
            (None, _) if self.n_damaged > 0 => Condition::Damaged,
            (None, _) if self.repairs.is_empty() => Condition::Sound,
            (None, _) => Condition::Mended,
        }
    }

    /// Whether a person should look at it: some of it was mended or lost, or its articles lack what they should have.
    #[must_use]
    pub fn is_remarkable(&self) -> bool {
        let n_odd = self.n_without_text + self.n_copies + self.n_future;
        self.condition() != Condition::Sound || self.n_articles == 0 || n_odd > 0
    }

    fn count(&mut self, article: &Article, is_copy: bool, now: Timestamp) {
        self.n_articles += 1;
        self.n_copies += usize::from(is_copy);
        self.n_untitled += usize::from(article.title.trim().is_empty());
        self.n_without_link += usize::from(article.url.is_none());
        let text = article.text.trim();
        self.n_without_text += usize::from(text.is_empty());
        self.n_teasers += usize::from(!text.is_empty() && is_teaser(text));
        let Some(published) = article.published else {
            self.n_undated += 1;
            return;
        };
        self.n_future += usize::from(published.duration_since(now) > CLOCK_SKEW);
        self.oldest = Some(self.oldest.map_or(published, |oldest| oldest.min(published)));
        self.newest = Some(self.newest.map_or(published, |newest| newest.max(published)));
    }
}

/// Follows what is read, input by input. It keeps about sixty bytes for each of the first [`MAX_KNOWN_AGAIN`] articles of the
/// input under way, to know copies.
#[derive(Debug)]
pub struct HealthWatch {
    now: Timestamp,
    current: Option<InputHealth>,
    /// Hashes of ids, links and texts.
    seen: HashSet<u64>,
    max_known_again: usize,
}

impl HealthWatch {
    /// Starts to follow; dates are in the future where they are after `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now, current: None, seen: HashSet::new(), max_known_again: MAX_KNOWN_AGAIN }
    }

    /// Takes an event in. Returns the health of an input that is over with it.
    pub fn see(&mut self, event: &Event) -> Option<InputHealth> {
        match event {
            Event::Origin(origin) => {
                let Origin { name, format, charset, repairs } = origin.clone();
                self.seen.clear();
                let (format, charset) = (Some(format), Some(charset));
                self.current.replace(InputHealth { name, format, charset, repairs, ..InputHealth::default() })
            }
            Event::Row(Row::Article(article)) => {
                let is_copy = self.is_copy(article);
                let now = self.now;
                self.current.get_or_insert_default().count(article, is_copy, now);
                None
            }
            Event::Row(Row::Damaged(row)) => {
                let health = self.current.get_or_insert_default();
                health.n_damaged += 1;
                if health.damaged.len() < MAX_NAMED {
                    health.damaged.push(row.clone());
                }
                None
            }
            Event::Failure(failure) => {
                let error = failure.error.to_string();
                let current = self.current.take();
                // One that could not be opened says nothing about the input before it.
                match current {
                    Some(health) if health.name == failure.name => {
                        Some(InputHealth { failure: Some(error), ..health })
                    }
                    before => {
                        self.current = Some(InputHealth {
                            name: failure.name.clone(),
                            failure: Some(error),
                            ..InputHealth::default()
                        });
                        before
                    }
                }
            }
        }
    }

    /// The health of the last input.
    #[must_use]
    pub fn finish(self) -> Option<InputHealth> {
        self.current
    }

    fn is_copy(&mut self, article: &Article) -> bool {
        // The kind of what is hashed goes before it: an id that is the link of another article makes no copy.
        let hash = |kind: u8, parts: &[&str]| {
            let mut hasher = Xxh3::new();
            hasher.update(&[kind]);
            for part in parts {
                hasher.update(part.as_bytes());
                hasher.update(&[0]);
            }
            hasher.digest()
        };
        let id = hash(0, &[&article.id]);
        let words = hash(2, &[&article.title, &article.text]);
        let link = article.url.as_deref().map(|url| hash(1, &[url]));
        let keys = [Some(id), link, Some(words)].into_iter().flatten();
        let n_known = self.current.as_ref().map_or(0, |health| health.n_articles);
        if n_known >= self.max_known_again {
            return keys.into_iter().any(|key| self.seen.contains(&key));
        }
        // Each is to be remembered, so that all are looked at.
        keys.filter(|key| !self.seen.insert(*key)).count() > 0
    }
}

fn is_teaser(text: &str) -> bool {
    TEASER_ENDINGS.iter().any(|ending| text.ends_with(ending))
        || text.chars().nth(MIN_STORY_CHARS - 1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};
    use crate::ingest::Failure;

    fn opened(name: &str) -> Event {
        Event::Origin(Origin {
            name: name.to_owned(),
            format: Format::Feed,
            charset: "UTF-8",
            repairs: Vec::new(),
        })
    }

    fn article(id: &str, title: &str, text: &str, published: &str) -> Event {
        Event::Row(Row::Article(Article {
            id: id.to_owned(),
            title: title.to_owned(),
            text: text.to_owned(),
            published: published.parse().ok(),
            ..Article::default()
        }))
    }

    fn failed(name: &str) -> Event {
        let error = Error::new(ErrorKind::Format, "breaks off");
        Event::Failure(Failure { name: name.to_owned(), error })
    }

    fn watched(events: &[Event]) -> Vec<InputHealth> {
        let mut watch = HealthWatch::new("2026-11-02T12:00:00Z".parse().unwrap());
        let mut all: Vec<InputHealth> = events.iter().filter_map(|event| watch.see(event)).collect();
        all.extend(watch.finish());
        all
    }

    #[test]
    fn articles_are_counted_by_what_they_lack() {
        let story = "Ferries sailed again. ".repeat(20);
        let [health] = &watched(&[
            opened("a.xml"),
            article("1", "Ferries", &story, "2026-11-01T08:00:00Z"),
            article("2", "Ferries", &story, "2026-11-02T13:30:00Z"),
            article("3", "", &format!("{story}…"), ""),
            article("3", "Eels", "Short.", "2026-11-02T12:30:00Z"),
            article("5", "Locks", " ", "2026-10-01T00:00:00Z"),
        ])[..] else {
            panic!("not one input")
        };
        assert_eq!((health.n_articles, health.n_copies, health.n_untitled), (5, 2, 1));
        assert_eq!((health.n_without_text, health.n_teasers, health.n_without_link), (1, 2, 5));
        assert_eq!((health.n_undated, health.n_future), (1, 1));
        assert_eq!(health.oldest.unwrap().to_string(), "2026-10-01T00:00:00Z");
        assert_eq!(health.newest.unwrap().to_string(), "2026-11-02T13:30:00Z");
        assert_eq!((health.condition(), health.is_remarkable()), (Condition::Sound, true));
    }

    #[test]
    fn the_first_articles_are_known_again() {
        let mut watch = HealthWatch { max_known_again: 2, ..HealthWatch::new(Timestamp::UNIX_EPOCH) };
        watch.see(&opened("a.jsonl"));
        for id in ["1", "2", "3", "3", "1"] {
            watch.see(&article(id, id, id, ""));
        }
        let health = watch.finish().unwrap();
        assert_eq!((health.n_articles, health.n_copies), (5, 1));
    }

    #[test]
    fn inputs_are_kept_apart() {
        let healths = watched(&[
            failed("none.xml"),
            opened("a.xml"),
            article("1", "a", "b", ""),
            failed("a.xml"),
            failed("b.xml"),
            failed("c.xml"),
            opened("d.xml"),
            article("1", "a", "b", ""),
        ]);
        let told: Vec<(&str, Condition)> =
            healths.iter().map(|health| (health.name.as_str(), health.condition())).collect();
        let (failed, damaged, sound) = (Condition::Failed, Condition::Damaged, Condition::Sound);
        assert_eq!(
            told,
            [
                ("none.xml", failed),
                ("a.xml", damaged),
                ("b.xml", failed),
                ("c.xml", failed),
                ("d.xml", sound)
            ]
        );
        assert_eq!(healths[4].n_copies, 0);
    }
}
