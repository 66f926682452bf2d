//! A feed is asked: from its address over redirects to an answer.

use std::time::{Duration, Instant};

use url::Url;

use super::addresses;
use super::client::{Client, Reply, Request};
use super::hosts::Hosts;
use super::state::Validators;

/// So many redirects are followed, as browsers and others do.
const MAX_REDIRECTS: usize = 10;

/// An answer that is no redirect.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) reply: Reply,
    /// The address that gave it.
    pub(super) url: Url,
    /// Whether it was asked on the condition that it has changed.
    pub(super) is_conditional: bool,
    /// Where the feed has moved for good: as far as redirects were permanent, one behind the other.
    pub(super) moved_to: Option<Url>,
}

/// Asks at `start` for the feed that is listed as `listed`, and follows redirects. `n_transferred` grows by what came.
///
/// `validators` go to the address that they are of, and to no other, where they may stand for something else.
///
/// # Errors
/// Why there is no answer, as the rest of a sentence about the address.
pub(super) fn ask(
    client: &Client,
    hosts: &Hosts,
    listed: &Url,
    start: Url,
    validators: Option<&Validators>,
    n_transferred: &mut u64,
) -> Result<Answer, String> {
    let (mut url, mut moved_to, mut is_permanent) = (start, None, true);
    let (mut turn, mut spent) = (None, Duration::ZERO);
    for n_redirects in 0..=MAX_REDIRECTS {
        // What is not asked takes no turn, and needs no pause after it.
        client.may_ask(&url).map_err(|reason| behind(n_redirects, &url, reason))?;
        let host = url.host_str().unwrap_or_default();
        // Redirects within a host are one visit to it. The turn at another ends before the next is waited for.
        if turn.as_ref().is_none_or(|turn: &super::hosts::Turn<'_>| !turn.is_for(host)) {
            drop(turn.take());
            turn = Some(hosts.turn(host));
        }
        let validators = validators.filter(|validators| validators.address == url.as_str());
        let request = Request { url: &url, credentials: addresses::credentials(listed, &url), validators };
        let clock = Instant::now();
        let reply =
            client.get(&request, n_transferred).map_err(|reason| behind(n_redirects, &url, reason))?;
        spent += clock.elapsed();
        let Some(location) = reply.location.as_deref().filter(|_| is_redirect(reply.status)) else {
            let is_conditional = validators.is_some();
            return Ok(Answer { reply, url, is_conditional, moved_to });
        };
        let next = target(&url, location)?;
        is_permanent &= matches!(reply.status, 301 | 308);
        if is_permanent {
            moved_to = Some(next.clone());
        }
        url = next;
        if spent > client.timeout() {
            return Err("took too long to redirect; --timeout allows more".to_owned());
        }
    }
    Err(format!("redirects more than {MAX_REDIRECTS} times, last to {url}"))
}

/// The statuses of RFC 9110, section 15.4, that lead elsewhere by themselves.
const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads. A fragment is no part of a request, and a user is proved by the list alone.
fn target(from: &Url, location: &str) -> Result<Url, String> {
    let shown: String = location.chars().filter(|character| !character.is_control()).take(120).collect();
    let mut url = from.join(location).map_err(|_| format!("redirects to {shown}, which is no address"))?;
    addresses::check(&url).map_err(|reason| format!("redirects to {shown}, which {reason}"))?;
    url.set_fragment(None);
    Ok(addresses::without_user(&url))
}

fn behind(n_redirects: usize, url: &Url, reason: String) -> String {
    if n_redirects == 0 { reason } else { format!("redirects to {url}, which {reason}") }
}
