//! A run over a list of feeds: hosts beside each other, the feeds of a host one after another, outcomes in the order of the list.
//!
//! Each thread takes a host and asks its feeds in turn. What comes of them is gathered here, where the state is written after each or, where
//! they come faster than that, after several; the files lie there by then, so that a run may be killed at any time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use jiff::Timestamp;

use super::client::Client;
use super::hosts::Hosts;
use super::state::{Entry, State};
use super::visit::{Visits, address_now};
use super::{Options, Outcome, Subscription};
use crate::error::Result;
use crate::guarded::guarded;

/// A folder of feeds that no other run works on.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    state: State,
    trouble: Option<String>,
}

/// What happens in a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// So many feeds are done, in whatever order.
    Done(usize),
    /// What became of the next feed of the list.
    Outcome(&'a Outcome),
}

impl Folder {
    /// The folder at `path`, which is made where it is missing.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] where it cannot be used, [`crate::ErrorKind::Parameter`] where another run works on it, and
    /// [`crate::ErrorKind::Format`] where a newer program did.
    pub fn open(path: &Path) -> Result<Self> {
        let (state, trouble) = State::open(path)?;
        Ok(Self { path: path.to_owned(), state, trouble })
    }

    /// What was wrong with what earlier runs had left, and what was done about it.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Asks the feeds of `list` and says through `progress` what becomes of each, in the order of the list.
    ///
    /// Feeds that are not listed keep their files.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] where the folder cannot be written any more, and whatever `progress` returns. What a feed fails by is its
    /// [`Outcome`].
    pub fn fetch(
        &mut self,
        list: &[Subscription],
        options: &Options,
        progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
    ) -> Result<()> {
        let Self { path, state, .. } = self;
        let jobs: Vec<(&Subscription, Entry)> =
            list.iter().map(|feed| (feed, state.entry(&feed.address()))).collect();
        let queues = Mutex::new(by_host(&jobs).into_iter());
        let next_host = || queues.lock().unwrap_or_else(PoisonError::into_inner).next();
        let visits = Visits {
            client: Client::new(options),
            hosts: Hosts::new(options.delay),
            folder: path,
            force: options.force,
        };
        let is_stopped = AtomicBool::new(false);
        let (sender, receiver) = mpsc::channel();
        let work = |sender: mpsc::Sender<Done>| {
            while let Some(queue) = next_host() {
                for (place, (feed, entry)) in
                    queue.iter().filter_map(|place| Some((*place, jobs.get(*place)?)))
                {
                    if is_stopped.load(Ordering::Relaxed) {
                        return;
                    }
                    let visited = guarded(|| visits.visit(feed, entry.clone(), Timestamp::now));
                    let (entry, outcome) = visited.unwrap_or_else(|| {
                        (entry.clone(), Outcome::of(feed).failed("gave an answer that is not understood"))
                    });
                    if sender.send(Done { place, entry, outcome }).is_err() {
                        return;
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..options.n_hosts.max(1).min(list.len()) {
                let sender = sender.clone();
                scope.spawn(|| work(sender));
            }
            drop(sender);
            let result = gather(&receiver, list.len(), state, progress);
            is_stopped.store(true, Ordering::Relaxed);
            result
        })
    }
}

/// A feed that is done.
struct Done {
    /// Its place in the list.
    place: usize,
    entry: Entry,
    outcome: Outcome,
}

/// Writes the state down as feeds are done, and passes their outcomes on in order.
fn gather(
    receiver: &mpsc::Receiver<Done>,
    n_feeds: usize,
    state: &mut State,
    progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
) -> Result<()> {
    let mut outcomes: HashMap<usize, Outcome> = HashMap::new();
    let (mut n_done, mut next) = (0, 0);
    while n_done < n_feeds {
        // There is no next where all threads have ended.
        let Ok(first) = receiver.recv() else { break };
        for Done { place, entry, outcome } in std::iter::once(first).chain(receiver.try_iter()) {
            state.put(outcome.address.clone(), entry);
            outcomes.insert(place, outcome);
            n_done += 1;
        }
        state.write()?;
        progress(Progress::Done(n_done))?;
        while let Some(outcome) = outcomes.remove(&next) {
            progress(Progress::Outcome(&outcome))?;
            next += 1;
        }
    }
    Ok(())
}

/// The places of feeds by the host that is asked for them, hosts of many feeds first, as they take longest.
fn by_host(jobs: &[(&Subscription, Entry)]) -> Vec<Vec<usize>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut queues: Vec<Vec<usize>> = Vec::new();
    for (place, (feed, entry)) in jobs.iter().enumerate() {
        let host = address_now(feed, entry).host_str().unwrap_or_default().to_owned();
        let queue = *places.entry(host).or_insert_with(|| {
            queues.push(Vec::new());
            queues.len() - 1
        });
        if let Some(queue) = queues.get_mut(queue) {
            queue.push(place);
        }
    }
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
    queues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_asked_by_host_and_long_queues_first() {
        let list = ["https://a.example/", "https://b.example/1", "https://b.example/2", "https://c.example/"]
            .map(|address| Subscription::new(address).unwrap());
        // What has moved is asked where it is now.
        let moved = Entry { address: Some("https://b.example/3".to_owned()), ..Entry::default() };
        let jobs: Vec<_> =
            list.iter().zip([Entry::default(), Entry::default(), Entry::default(), moved]).collect();
        assert_eq!(by_host(&jobs), [vec![1, 2, 3], vec![0]]);
    }

    #[test]
    fn what_is_public_can_cross_threads() {
        fn check<T: Send + Sync>() {}
        check::<Folder>();
        check::<Options>();
        check::<Outcome>();
        check::<Subscription>();
    }
}
