//! The only door to the network: asks the feeds of a list what is new, politely, and keeps what they answer in a folder.
//!
//! ```text
//! arguments ─ subscriptions, opml ─> Subscription ─ run ─> visit ─┬─ waiting    may it be asked yet?
//!                                        hosts, state ─┘          ├─ exchange   redirects; client, body: one request
//!                                                                 └─ files      the body, before the state says so
//! ```
//!
//! It stands beside `ingest`, which reads what it leaves behind. Waiting for servers is no work for a processor, and as many
//! threads wait as hosts are asked at once: plain threads of a scope, in `run.rs`, and not those of `parallel.rs`.

mod addresses;
mod body;
mod client;
mod exchange;
mod files;
mod hosts;
mod opml;
mod outcome;
mod page_links;
mod resolver;
mod run;
mod state;
mod subscriptions;
mod visit;
mod waiting;

use std::time::Duration;

pub use addresses::is_public;
pub use outcome::{Outcome, Status};
pub use run::{Folder, Progress};
pub use subscriptions::{Subscription, find_subscriptions};

/// How feeds are to be asked.
///
/// | field | default | what it says |
/// |---|---|---|
/// | `timeout` | 30 s | how long a request may take, from its connection to its last byte; and how long redirects may be followed |
/// | `max_bytes` | 16 MiB | how large an answer may be, as it is transferred and unpacked |
/// | `delay` | 1 s | the pause between two requests to one host |
/// | `n_hosts` | 8 | how many hosts are asked at the same time; at least 1 |
/// | `allow_private` | no | whether addresses of the own machine and of private networks may be asked |
/// | `force` | no | whether all feeds are asked, those that are to wait or gone too, and where they are listed |
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How long a request may take.
    pub timeout: Duration,
    /// How many bytes an answer may have, packed and unpacked.
    pub max_bytes: u64,
    /// The pause between two requests to one host.
    pub delay: Duration,
    /// How many hosts are asked at the same time.
    pub n_hosts: usize,
    /// Whether the own machine and private networks may be asked.
    pub allow_private: bool,
    /// Whether all feeds are asked, and where they are listed.
    pub force: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            max_bytes: 16 << 20,
            delay: Duration::from_secs(1),
            n_hosts: 8,
            allow_private: false,
            force: false,
        }
    }
}

/// The name by which servers know the program.
const USER_AGENT: &str = concat!("slugline/", env!("CARGO_PKG_VERSION"));
