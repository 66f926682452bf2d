//! One request at a time to a host, and a pause after each; and hosts that want to be left alone for a while.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The hosts of a run.
#[derive(Debug)]
pub(super) struct Hosts {
    known: Mutex<HashMap<String, Host>>,
    freed: Condvar,
    delay: Duration,
}

#[derive(Debug, Default)]
struct Host {
    is_busy: bool,
    /// The end of the pause after the last request.
    rests_until: Option<Instant>,
    /// Until when it said that it wants no more requests.
    held_until: Option<Timestamp>,
}

impl Hosts {
    /// Hosts between two requests to which there are `delay`.
    pub(super) fn new(delay: Duration) -> Self {
        Self { known: Mutex::default(), freed: Condvar::new(), delay }
    }

    /// Waits until `host` may be asked, and keeps others from asking until the turn is dropped.
    ///
    /// No thread may hold two turns: they could wait for each other.
    pub(super) fn turn(&self, host: &str) -> Turn<'_> {
        let mut known = self.lock();
        loop {
            let state = known.entry(host.to_owned()).or_default();
            if !state.is_busy {
                state.is_busy = true;
                let rest = state.rests_until.map(|end| end.saturating_duration_since(Instant::now()));
                drop(known);
                thread::sleep(rest.unwrap_or_default());
                return Turn { hosts: self, host: host.to_owned() };
            }
            known = self.freed.wait(known).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Asks `host` no more before `until`.
    pub(super) fn hold(&self, host: &str, until: Timestamp) {
        self.lock().entry(host.to_owned()).or_default().held_until = Some(until);
    }

    /// Until when `host` wants no requests, if it has said so in this run.
    pub(super) fn held_until(&self, host: &str) -> Option<Timestamp> {
        self.lock().get(host).and_then(|state| state.held_until)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to ask a host.
pub(super) struct Turn<'h> {
    hosts: &'h Hosts,
    host: String,
}

impl Turn<'_> {
    pub(super) fn is_for(&self, host: &str) -> bool {
        self.host == host
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.hosts.lock().get_mut(&self.host) {
            state.is_busy = false;
            state.rests_until = Instant::now().checked_add(self.hosts.delay);
        }
        self.hosts.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_asks_a_host_at_a_time() {
        let hosts = Hosts::new(Duration::ZERO);
        let (n_inside, n_turns) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _turn = hosts.turn("a.example");
                        assert_eq!(n_inside.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        n_inside.fetch_sub(1, Ordering::SeqCst);
                        n_turns.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(n_turns.into_inner(), 400);
    }

    #[test]
    fn another_host_is_free_meanwhile() {
        let hosts = Hosts::new(Duration::from_secs(3600));
        let turn = hosts.turn("a.example");
        assert!(turn.is_for("a.example"));
        drop(hosts.turn("b.example"));
    }

    #[test]
    fn a_host_says_for_itself_how_long_it_is_held() {
        let hosts = Hosts::new(Duration::ZERO);
        let until = "2026-01-01T00:00:00Z".parse().unwrap();
        hosts.hold("a.example", until);
        assert_eq!(hosts.held_until("a.example"), Some(until));
        assert_eq!(hosts.held_until("b.example"), None);
    }
}
