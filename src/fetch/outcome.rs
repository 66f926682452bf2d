//! What became of a feed that was to be asked.

use jiff::Timestamp;

use super::Subscription;

/// What became of a feed, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// It is here for the first time.
    New,
    /// It holds something else than before.
    Updated,
    /// It is as it was.
    Unchanged,
    /// It answered from another address, where it has moved for good, and will be asked there from now on.
    Moved,
    /// It was not asked, as its server said to wait, or failed shortly before.
    Waits,
    /// Its server said that it is gone for good; it is asked no more.
    Gone,
    /// It could not be fetched. What was there before still is.
    Failed,
}

impl Status {
    /// The word for it in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Waits => "waits",
            Self::Gone => "gone",
            Self::Failed => "failed",
        }
    }
}

/// What became of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The address that it is listed by, without the name and the password of a user.
    pub address: String,
    /// What a list calls it.
    pub title: Option<String>,
    /// What became of it, in a word.
    pub status: Status,
    /// Whether its file holds something else than before.
    pub is_changed: bool,
    /// Whether it had no file before.
    pub is_new: bool,
    /// The status of the last answer (RFC 9110, section 15), where there was one.
    pub http_status: Option<u16>,
    /// Where it has moved for good.
    pub moved_to: Option<String>,
    /// The name of its file in the folder, where there is one.
    pub file: Option<String>,
    /// How many articles its file holds, where it was transferred.
    pub n_articles: Option<usize>,
    /// How many bytes of contents were transferred, packed as they were.
    pub n_transferred: u64,
    /// When it may be asked again, where that is not at once.
    pub not_before: Option<Timestamp>,
    /// Why it was not fetched.
    pub reason: Option<String>,
}

impl Outcome {
    pub(super) fn of(subscription: &Subscription) -> Self {
        Self {
            address: subscription.address(),
            title: subscription.title().map(str::to_owned),
            status: Status::Failed,
            is_changed: false,
            is_new: false,
            http_status: None,
            moved_to: None,
            file: None,
            n_articles: None,
            n_transferred: 0,
            not_before: None,
            reason: None,
        }
    }

    pub(super) fn failed(mut self, reason: impl Into<String>) -> Self {
        self.status = Status::Failed;
        self.reason = Some(reason.into());
        self
    }
}
