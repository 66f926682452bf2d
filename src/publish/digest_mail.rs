//! A digest as a mail that is ready to be sent: the page, and the text for those who read no pages.
//!
//! The same digest is the same message: its date is that of the newest article, and its id and the boundary between its parts are
//! made from what it holds.

use std::fmt;
use std::io::Write;
use std::str::FromStr;

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use sha2::{Digest as _, Sha256};

use super::digest_html::mail_page;
use super::printable::printable;
use super::{Digest, DigestTextStyle, write_digest_text};
use crate::error::{Error, ErrorKind, Result};

/// The width of the lines of its text, so that answers can quote them within 80 columns.
const WIDTH: usize = 72;

/// What it could not be said of when it was written has this date, as a message must have one.
const NO_DATE: i64 = 0;

/// The address of a mailbox, with the name of whom it belongs to or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    name: Option<String>,
    address: String,
}

/// Who sends a mail to whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailEnvelope {
    /// The sender; the mail program's own where it is `None`.
    pub from: Option<MailAddress>,
    /// The recipients; to be filled in where there are none.
    pub to: Vec<MailAddress>,
}

impl FromStr for MailAddress {
    type Err = Error;

    /// Reads `desk@example.org` or `The Desk <desk@example.org>`.
    fn from_str(text: &str) -> Result<Self> {
        let refused = |why: &str| {
            let message = format!("`{}` is no mail address: {why}", printable(text));
            Err(Error::new(ErrorKind::Parameter, message))
        };
        let (name, address) = match text.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
            None => ("", text.trim()),
        };
        if text.chars().any(char::is_control) {
            return refused("it holds a line break or another control character");
        }
        if !address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>()[]\\,;:\"".contains(&byte)) {
            return refused("write it as desk@example.org or \"The Desk <desk@example.org>\", in ASCII");
        }
        match address.split_once('@') {
            Some((local, domain)) if !local.is_empty() && !domain.is_empty() && !domain.contains('@') => {
                let name = (!name.is_empty()).then(|| printable(name).into_owned());
                Ok(Self { name, address: address.to_owned() })
            }
            _ => refused("it takes one @ with something before and behind it"),
        }
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

impl MailAddress {
    fn header(&self) -> Address<'_> {
        Address::new_address(self.name.as_deref(), self.address.as_str())
    }
}

/// Writes `digest` as a message (RFC 5322) with a text and a page, marked as not yet sent.
///
/// # Errors
/// [`ErrorKind::Io`] where `out` fails.
pub fn write_digest_mail(out: &mut dyn Write, digest: &Digest, envelope: &MailEnvelope) -> Result<()> {
    let mut text = Vec::new();
    write_digest_text(&mut text, digest, DigestTextStyle { coloured: false, width: Some(WIDTH) })?;
    let text = String::from_utf8_lossy(&text);
    let page = mail_page(digest);
    let subject = subject(digest);
    let hash = hash([subject.as_str(), &text, &page], envelope);
    let date = digest.moments().map_or(NO_DATE, |(_, newest)| newest.as_second());

    let mut message = MessageBuilder::new().subject(subject).date(date);
    if let Some(from) = &envelope.from {
        message = message.from(from.header());
    }
    if !envelope.to.is_empty() {
        message = message.to(Address::new_list(envelope.to.iter().map(MailAddress::header).collect()));
    }
    let parts = vec![MimePart::new("text/plain", text), MimePart::new("text/html", page)];
    let kind = ContentType::new("multipart/alternative").attribute("boundary", format!("=_{hash}"));
    message
        .message_id(format!("{hash}@slugline.invalid"))
        .header("X-Unsent", Raw::new("1"))
        .body(MimePart::new(kind, parts))
        .write_to(out)?;
    Ok(())
}

/// The title and the days.
fn subject(digest: &Digest) -> String {
    let title = printable(&digest.title);
    match digest.period() {
        Some((first, last)) if first == last => format!("{title}, {first}"),
        Some((first, last)) => format!("{title}, {first} to {last}"),
        None => title.into_owned(),
    }
}

/// 32 hexadecimal digits of what the message holds; each text with its length, so that none can pass for two.
fn hash(texts: [&str; 3], envelope: &MailEnvelope) -> String {
    let mut hasher = Sha256::new();
    let addresses = envelope.from.iter().chain(&envelope.to).map(MailAddress::to_string);
    for text in texts.into_iter().map(str::to_owned).chain(addresses) {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let first = hasher.finalize().iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    format!("{first:032x}")
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;
    use crate::publish::digest_samples::{digest, hostile};

    fn mail(digest: &Digest, envelope: &MailEnvelope) -> Vec<u8> {
        let mut written = Vec::new();
        write_digest_mail(&mut written, digest, envelope).unwrap();
        written
    }

    fn envelope() -> MailEnvelope {
        let to = ["\"Zoë at the Desk\" <desk@quay.example>", "night@quay.example"];
        MailEnvelope {
            from: Some("Quay, Notes <notes@quay.example>".parse().unwrap()),
            to: to.map(|to| to.parse().unwrap()).to_vec(),
        }
    }

    /// Another crate's parser finds what was put in.
    #[test]
    fn it_reads_back() {
        let bytes = mail(&digest(), &envelope());
        let message = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(message.subject().unwrap(), "Morning <brief>, 2026-11-02 to 2026-11-04");
        assert_eq!(message.date().unwrap().to_rfc3339(), "2026-11-04T06:00:00Z");
        let from = message.from().unwrap().first().unwrap();
        assert_eq!((from.name().unwrap(), from.address().unwrap()), ("Quay, Notes", "notes@quay.example"));
        let to: Vec<_> = message.to().unwrap().iter().map(|to| (to.name(), to.address().unwrap())).collect();
        assert_eq!(to, [(Some("Zoë at the Desk"), "desk@quay.example"), (None, "night@quay.example")]);
        assert_eq!(message.header_raw("X-Unsent").unwrap().trim(), "1");
        assert_eq!(message.content_type().unwrap().subtype(), Some("alternative"));
        let text = message.body_text(0).unwrap();
        assert!(text.contains("Morning <brief>") && text.contains("Also: Ledger (2)"), "{text}");
        let page = message.body_html(0).unwrap();
        assert!(
            page.contains("Morning &lt;brief&gt;") && page.contains("https://quay.example/coin-3"),
            "{page}"
        );
        assert!(!page.contains("<script") && !page.contains("<style") && !page.contains("<input"));
    }

    /// RFC 5322, section 2.1.1: at most 998 octets to a line, each ended by CR LF. Headers are ASCII.
    #[test]
    fn lines_are_short_and_headers_are_ascii() {
        for digest in
            [digest(), hostile(), Digest { title: "Nachrichten für Zoë – früh".repeat(60), ..digest() }]
        {
            let bytes = mail(&digest, &envelope());
            let message = String::from_utf8(bytes).unwrap();
            assert!(message.ends_with("\r\n"));
            for line in message.split_terminator("\r\n") {
                assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line}");
            }
            let (headers, _) = message.split_once("\r\n\r\n").unwrap();
            assert!(headers.is_ascii() && message.is_ascii(), "{headers}");
        }
    }

    #[test]
    fn no_title_adds_a_header() {
        let bytes = mail(&hostile(), &envelope());
        let message = MessageParser::default().parse(&bytes).unwrap();
        let names: Vec<&str> = message.headers().iter().map(mail_parser::Header::name).collect();
        assert_eq!(
            names,
            ["Subject", "Date", "From", "To", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"]
        );
        assert_eq!(message.subject().unwrap(), "News Bcc: all@evil.example<script>, 2026-11-02");
    }

    #[test]
    fn the_same_digest_is_the_same_message() {
        let message = mail(&digest(), &envelope());
        assert_eq!(message, mail(&digest(), &envelope()));
        let other = mail(&digest(), &MailEnvelope::default());
        let id =
            |bytes: &[u8]| MessageParser::default().parse(bytes).unwrap().message_id().unwrap().to_owned();
        assert_ne!(id(&message), id(&other));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "desk",
            "a@",
            "@b",
            "a@b@c",
            "a b@c",
            "a@b\r\nBcc: x@y",
            "X\nY <a@b>",
            "<a@b",
            "a@b, c@d",
            "ä@b",
        ] {
            let error = text.parse::<MailAddress>().unwrap_err().to_string();
            assert!(error.contains("is no mail address") && !error.contains('\n'), "{error}");
        }
        assert_eq!("  Desk <a@b> ".parse::<MailAddress>().unwrap().to_string(), "Desk <a@b>");
    }
}
