//! A digest as one page to print or to put on the web, and as what mail programs and feed readers show of it.
//!
//! The page needs nothing but itself: its style and its script stand in it, a policy lets nothing else in, and it asks nobody for
//! anything. Without the script everything is shown; with it, topics and words can be picked out. What comes from articles is
//! escaped by the templates, and only links to the web are links.

mod mail;
mod page;
mod policy;
mod reports;
mod stories;

pub(super) use mail::mail_page;
pub use page::write_digest_html;
pub(super) use reports::description;

#[cfg(test)]
mod tests;
