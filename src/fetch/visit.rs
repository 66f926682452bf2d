//! One feed: whether it is asked, what its answer means, and what is to be known of it from then on.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ureq::http::StatusCode;
use url::Url;

use super::client::{Client, Reply};
use super::exchange::{self, Answer};
use super::hosts::Hosts;
use super::state::{Entry, Validators};
use super::{Outcome, Status, Subscription, addresses, files, waiting};

const NOT_MODIFIED: u16 = 304;
const GONE: u16 = 410;
const TOO_MANY_REQUESTS: u16 = 429;

/// What all visits of a run share.
pub(super) struct Visits<'a> {
    pub(super) client: Client,
    pub(super) hosts: Hosts,
    pub(super) folder: &'a Path,
    /// Whether all feeds are asked, and where they are listed.
    pub(super) force: bool,
}

/// A visit under way: what will be known of the feed, and what is said of it.
struct Visit<'v> {
    visits: &'v Visits<'v>,
    subscription: &'v Subscription,
    entry: Entry,
    outcome: Outcome,
}

impl Visits<'_> {
    /// Asks for a feed of which `entry` is known; `now` tells the time. The file is written when this returns.
    pub(super) fn visit(
        &self,
        subscription: &Subscription,
        entry: Entry,
        now: impl Fn() -> Timestamp,
    ) -> (Entry, Outcome) {
        let mut outcome = Outcome::of(subscription);
        outcome.file.clone_from(&entry.file);
        let mut visit = Visit { visits: self, subscription, entry, outcome };
        if !visit.is_kept_back(now()) {
            visit.ask(&now);
        }
        (visit.entry, visit.outcome)
    }
}

/// Where a feed is asked: where it has moved, or as it is listed.
pub(super) fn address_now(subscription: &Subscription, entry: &Entry) -> Url {
    let moved = entry.address.as_deref().and_then(|address| addresses::parse(address).ok());
    moved.unwrap_or_else(|| addresses::without_user(&subscription.url))
}

impl Visit<'_> {
    /// Whether the feed is not to be asked now, and if so, says why.
    fn is_kept_back(&mut self, now: Timestamp) -> bool {
        let is_forced = self.visits.force;
        if let Some(since) = self.entry.gone.filter(|_| !is_forced) {
            self.outcome.status = Status::Gone;
            self.outcome.http_status = self.entry.status;
            let day = since.to_zoned(TimeZone::UTC).date();
            let reason = format!("answered {} on {day}; take it off the list, or try --force", words(GONE));
            self.outcome.reason = Some(reason);
            return true;
        }
        if let Some(until) = self.entry.not_before.filter(|until| *until > now && !is_forced) {
            self.wait(until);
            return true;
        }
        // Who is asked too much is so by other feeds too.
        let start = self.start();
        let held = self.visits.hosts.held_until(start.host_str().unwrap_or_default());
        if let Some(until) = held.filter(|until| *until > now) {
            let reason =
                format!("its host answered another feed's request with {}", words(TOO_MANY_REQUESTS));
            self.entry.not_before = Some(until);
            self.entry.reason = Some(reason);
            self.wait(until);
            return true;
        }
        false
    }

    /// The address to ask first; where all are asked by force, the one that is listed.
    fn start(&self) -> Url {
        let entry = if self.visits.force { &Entry::default() } else { &self.entry };
        address_now(self.subscription, entry)
    }

    fn wait(&mut self, until: Timestamp) {
        self.outcome.status = Status::Waits;
        self.outcome.http_status = self.entry.status;
        self.outcome.not_before = Some(until);
        self.outcome.reason.clone_from(&self.entry.reason);
    }

    fn ask(&mut self, now: impl Fn() -> Timestamp) {
        let start = self.start();
        let stem = files::stem(&addresses::without_user(&self.subscription.url));
        // Without the file that they are about, "not modified" would be no answer.
        let digest = self.entry.digest.as_deref();
        let kept = digest.and_then(|digest| files::kept(self.visits.folder, &stem, digest));
        let validators = self.entry.validators.clone().filter(|_| kept.is_some());
        let Visits { client, hosts, .. } = self.visits;
        let listed = &self.subscription.url;
        let mut n_transferred = 0;
        let answer =
            exchange::ask(client, hosts, listed, start.clone(), validators.as_ref(), &mut n_transferred);
        let now = waiting::to_second(now());
        self.outcome.n_transferred = n_transferred;
        self.entry.asked = Some(now);
        self.entry.status = answer.as_ref().ok().map(|answer| answer.reply.status);
        self.outcome.http_status = self.entry.status;
        self.entry.not_before = None;
        let Answer { reply, url, is_conditional, moved_to } = match answer {
            Ok(answer) => answer,
            Err(reason) => return self.fail(reason, None),
        };
        match reply.status {
            200 => match self.take(&reply, &url, &stem) {
                Ok(()) => self.succeed(now, moved_to.unwrap_or(start), Some((&url, reply))),
                Err(reason) => self.fail(reason, None),
            },
            NOT_MODIFIED if is_conditional => {
                self.outcome.status = Status::Unchanged;
                self.outcome.file = kept;
                self.succeed(now, moved_to.unwrap_or(start), None);
            }
            NOT_MODIFIED => {
                self.fail("answered \"304 Not Modified\" though it was not asked by a condition", None);
            }
            GONE => {
                self.fail(format!("answered {}; it will be asked no more", words(GONE)), None);
                self.outcome.status = Status::Gone;
                self.entry.gone = Some(now);
            }
            status @ (TOO_MANY_REQUESTS | 500..) => {
                let said = reply.retry_after.and_then(|value| waiting::retry_after(&value, now));
                let until = said.unwrap_or_else(|| waiting::back_off(self.entry.failures + 1, now));
                if status == TOO_MANY_REQUESTS {
                    hosts.hold(url.host_str().unwrap_or_default(), until);
                }
                self.fail(format!("answered {}", words(status)), Some(until));
            }
            status @ (301 | 302 | 303 | 307 | 308) => {
                self.fail(format!("answered {} without saying where to", words(status)), None);
            }
            status => self.fail(format!("answered {}", words(status)), None),
        }
    }

    /// Takes the content at `url` for the feed's, if it is a feed.
    fn take(&mut self, reply: &Reply, url: &Url, stem: &str) -> Result<(), String> {
        let n_articles = files::n_articles(&reply.body, url)?;
        let stored = files::store(self.visits.folder, stem, &reply.body)
            .map_err(|error| format!("could not be put into its file: {error}"))?;
        self.entry.digest = Some(files::digest(&reply.body));
        self.entry.file = Some(stored.name.clone());
        self.outcome.file = Some(stored.name);
        self.outcome.n_articles = Some(n_articles);
        self.outcome.is_changed = stored.is_changed;
        self.outcome.is_new = stored.is_new;
        self.outcome.status = match (stored.is_changed, stored.is_new) {
            (false, _) => Status::Unchanged,
            (true, true) => Status::New,
            (true, false) => Status::Updated,
        };
        Ok(())
    }

    /// The feed is as its server has it, for good at `address`. A move counts only now: behind the redirects of a house that closed its doors
    /// there is no feed.
    fn succeed(&mut self, now: Timestamp, address: Url, answered: Option<(&Url, Reply)>) {
        let entry = &mut self.entry;
        entry.fetched = Some(now);
        entry.failures = 0;
        entry.gone = None;
        entry.reason = None;
        if let Some((url, Reply { etag, last_modified, .. })) = answered {
            let is_known_by_any = etag.is_some() || last_modified.is_some();
            let validators = Validators { address: url.as_str().to_owned(), etag, last_modified };
            entry.validators = is_known_by_any.then_some(validators);
        }
        let before = entry.address.replace(address.into());
        if entry.address.as_deref() == Some(self.outcome.address.as_str()) {
            entry.address = None;
        }
        if entry.address.is_some() && entry.address != before {
            self.outcome.moved_to.clone_from(&entry.address);
            self.outcome.status = Status::Moved;
        }
    }

    fn fail(&mut self, reason: impl Into<String>, not_before: Option<Timestamp>) {
        let reason = reason.into();
        self.entry.failures = self.entry.failures.saturating_add(1);
        self.entry.not_before = not_before;
        self.entry.gone = None;
        self.entry.reason = Some(reason.clone());
        self.outcome.not_before = not_before;
        self.outcome.status = Status::Failed;
        self.outcome.reason = Some(reason);
    }
}

/// A status with its name, which is the registry's and not the server's.
fn words(status: u16) -> String {
    let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    name.map_or_else(|| format!("\"{status}\""), |name| format!("\"{status} {name}\""))
}
