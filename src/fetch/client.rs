//! One request and its answer, and what can go wrong with them in words.

use std::io;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{HeaderMap, Uri, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Proxy};
use url::Url;

use super::resolver::{GuardedResolver, NotPublic};
use super::state::Validators;
use super::{Options, USER_AGENT, addresses, body};

/// What is asked for: feeds before anything else, but not only, as servers that take this by the letter do not know what theirs are.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
    application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";
/// A connection that takes longer will not come about.
const MAX_CONNECT: Duration = Duration::from_secs(15);

/// What asks.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    allow_private: bool,
    max_bytes: u64,
    timeout: Duration,
    has_authorities: bool,
}

/// What is asked.
#[derive(Debug)]
pub(super) struct Request<'a> {
    /// Without a user.
    pub(super) url: &'a Url,
    pub(super) credentials: Option<String>,
    /// What the last answer from this address was known by.
    pub(super) validators: Option<&'a Validators>,
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) location: Option<String>,
    /// The content where the status is 200, and else nothing.
    pub(super) body: Vec<u8>,
}

impl Client {
    /// A client that keeps to `options`; the proxy is the environment's, the authorities for certificates are the machine's.
    pub(super) fn new(options: &Options) -> Self {
        let authorities: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
            .certs
            .iter()
            .map(|certificate| Certificate::from_der(certificate.as_ref()).to_owned())
            .collect();
        let proxy = Proxy::try_from_env();
        let proxy_address = proxy.as_ref().map(|proxy| proxy.uri().clone());
        let config = Config::builder()
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .proxy(proxy)
            // Redirects are followed one by one, in `exchange.rs`.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(options.timeout))
            .timeout_connect(Some(options.timeout.min(MAX_CONNECT)))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&authorities)).build())
            .build();
        let resolver = GuardedResolver::new(options.allow_private, proxy_address);
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            allow_private: options.allow_private,
            max_bytes: options.max_bytes,
            timeout: options.timeout,
            has_authorities: !authorities.is_empty(),
        }
    }

    /// How long a request may take.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Whether an address may be asked, as far as it tells that itself.
    ///
    /// # Errors
    /// Why not, as the rest of a sentence about the address.
    pub(super) fn may_ask(&self, url: &Url) -> Result<(), String> {
        // The resolver judges what it finds; behind a proxy it is asked for nothing, and this is all that can be said.
        if !self.allow_private && addresses::is_private(url) {
            return Err(NotPublic.to_string());
        }
        Ok(())
    }

    /// Asks an address that [may be asked](Self::may_ask), and reads the answer; `n_transferred` grows by what came.
    ///
    /// # Errors
    /// Why there is none, as the rest of a sentence about the address.
    pub(super) fn get(&self, request: &Request<'_>, n_transferred: &mut u64) -> Result<Reply, String> {
        let uri: Uri = request.url.as_str().parse().map_err(|error| format!("is no address ({error})"))?;
        let mut call = self.agent.get(uri);
        let validators = request.validators;
        for (name, value) in [
            (header::AUTHORIZATION, request.credentials.as_ref()),
            (header::IF_NONE_MATCH, validators.and_then(|validators| validators.etag.as_ref())),
            (header::IF_MODIFIED_SINCE, validators.and_then(|validators| validators.last_modified.as_ref())),
        ] {
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        let mut answer = call.call().map_err(|error| self.words(&error))?;
        let status = answer.status().as_u16();
        let headers = answer.headers();
        let encoding = text(headers, &header::CONTENT_ENCODING);
        let mut reply = Reply {
            status,
            etag: text(headers, &header::ETAG),
            last_modified: text(headers, &header::LAST_MODIFIED),
            retry_after: text(headers, &header::RETRY_AFTER),
            location: headers
                .get(header::LOCATION)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
            body: Vec::new(),
        };
        if status == 200 {
            if answer.body().content_length().is_some_and(|length| length > self.max_bytes) {
                return Err(body::too_large(self.max_bytes));
            }
            let words = |error: &io::Error| self.io_words(error);
            let source = answer.body_mut().as_reader();
            reply.body = body::read(source, encoding.as_deref(), self.max_bytes, n_transferred, words)?;
        }
        Ok(reply)
    }

    fn words(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::HostNotFound => "names a host that is not known".to_owned(),
            ureq::Error::Timeout(_) => {
                format!("took longer than {} seconds; --timeout allows more", self.timeout.as_secs_f64())
            }
            ureq::Error::Io(error) => self.io_words(error),
            ureq::Error::Other(error) if error.is::<NotPublic>() => error.to_string(),
            ureq::Error::ConnectionFailed => "cannot be connected to".to_owned(),
            ureq::Error::ConnectProxyFailed(_) => {
                "is not passed on by the proxy of the environment".to_owned()
            }
            ureq::Error::Protocol(error) => format!("gave an answer that is no HTTP ({error})"),
            ureq::Error::LargeResponseHeader(..) => "gave an answer with too large a header".to_owned(),
            error => format!("cannot be fetched: {error}"),
        }
    }

    fn io_words(&self, error: &io::Error) -> String {
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            return self.words(inner);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => "refuses connections".to_owned(),
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted => "closed the connection in the middle".to_owned(),
            io::ErrorKind::TimedOut => "took too long".to_owned(),
            _ => {
                let reason = error.to_string();
                let reason = reason.split(" (os error").next().unwrap_or_default();
                if reason.starts_with("failed to lookup address") {
                    return "names a host that is not known, or the network is down".to_owned();
                }
                match reason.strip_prefix("invalid peer certificate: ") {
                    Some(what) => format!("has a certificate that is not accepted: {what}{}", self.advice()),
                    None => format!("cannot be reached: {reason}"),
                }
            }
        }
    }

    /// What to do about a certificate where the machine has nothing to judge it by.
    const fn advice(&self) -> &'static str {
        if self.has_authorities {
            ""
        } else {
            "; this machine has no list of authorities: install its package ca-certificates, or set SSL_CERT_FILE"
        }
    }
}

/// A header's value as text that can be sent back as it is.
fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
