//! Names to addresses that may be asked. What is let through here is what is connected to: no second look-up comes between.

use std::fmt;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::addresses::is_public;

/// The system's resolver without addresses that are not public, unless they are allowed.
#[derive(Debug)]
pub(super) struct GuardedResolver {
    inner: DefaultResolver,
    allow_private: bool,
    /// The proxy of the environment, which may well lie in the house.
    proxy: Option<Uri>,
}

impl GuardedResolver {
    pub(super) fn new(allow_private: bool, proxy: Option<Uri>) -> Self {
        Self { inner: DefaultResolver::default(), allow_private, proxy }
    }
}

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let is_proxy = self.proxy.as_ref().is_some_and(|proxy| proxy.authority() == uri.authority());
        if self.allow_private || is_proxy {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() { Err(ureq::Error::Other(Box::new(NotPublic))) } else { Ok(public) }
    }
}

/// A host that leads to no public address.
#[derive(Debug)]
pub(super) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("leads to an address of this machine or of a private network; --allow-private asks it")
    }
}

impl std::error::Error for NotPublic {}
