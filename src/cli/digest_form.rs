//! What is meant by the flags on the form of a digest: every check is made before any work.

use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::Path;

use terminal_size::{Width, terminal_size_of};
use url::Url;

use super::args::{DigestArguments, DigestForm};
use super::output::may_colour;
use crate::error::{Error, ErrorKind, Result};
use crate::publish::{
    Digest, DigestTemplate, DigestTextStyle, FeedPlace, MailEnvelope, write_digest_html, write_digest_json,
    write_digest_mail, write_digest_markdown, write_digest_rss, write_digest_text,
};

/// The form of a digest, ready to be written.
#[derive(Debug)]
pub(super) enum Form<'a> {
    Text(DigestTextStyle),
    Markdown,
    Html,
    Json,
    Rss(FeedPlace<'a>),
    Mail(MailEnvelope),
    Template(Box<DigestTemplate>),
}

impl<'a> Form<'a> {
    /// The form that was asked for, for a digest that goes to `path` or to standard output.
    ///
    /// # Errors
    /// Where a flag has no effect on it, an address is none, or the template cannot be read.
    pub(super) fn new(arguments: &'a DigestArguments, path: Option<&Path>) -> Result<Self> {
        refuse_idle(arguments)?;
        if let Some(template) = &arguments.template {
            return Ok(Self::Template(Box::new(read_template(template)?)));
        }
        Ok(match form(arguments) {
            DigestForm::Text => {
                Self::Text(DigestTextStyle { coloured: may_colour(path), width: width(path) })
            }
            DigestForm::Md => Self::Markdown,
            DigestForm::Html => Self::Html,
            DigestForm::Json => Self::Json,
            DigestForm::Rss => {
                let feed = &arguments.feed;
                Self::Rss(FeedPlace {
                    link: feed.link.as_deref().map(|url| web_address("--link", url)).transpose()?,
                    feed_url: feed
                        .feed_url
                        .as_deref()
                        .map(|url| web_address("--feed-url", url))
                        .transpose()?,
                })
            }
            DigestForm::Eml => {
                let mail = &arguments.mail;
                let from = mail.mail_from.as_deref().map(str::parse).transpose();
                let to = mail.mail_to.iter().map(|to| to.parse()).collect();
                Self::Mail(MailEnvelope {
                    from: from.map_err(|error: Error| error.at("--mail-from"))?,
                    to: Result::map_err(to, |error: Error| error.at("--mail-to"))?,
                })
            }
        })
    }

    /// Writes `digest` in this form.
    pub(super) fn write(&self, out: &mut dyn Write, digest: &Digest) -> Result<()> {
        match self {
            Self::Text(style) => write_digest_text(out, digest, *style),
            Self::Markdown => write_digest_markdown(out, digest),
            Self::Html => write_digest_html(out, digest),
            Self::Json => write_digest_json(out, digest),
            Self::Rss(place) => write_digest_rss(out, digest, *place),
            Self::Mail(envelope) => write_digest_mail(out, digest, envelope),
            Self::Template(template) => template.write(out, digest),
        }
    }
}

/// The form that was typed, else the one that the ending of the output's name says, else text.
fn form(arguments: &DigestArguments) -> DigestForm {
    let ending = arguments.output.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
    arguments.to.unwrap_or_else(|| match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown") => DigestForm::Md,
        Some("html" | "htm") => DigestForm::Html,
        Some("json") => DigestForm::Json,
        Some("rss" | "xml") => DigestForm::Rss,
        Some("eml") => DigestForm::Eml,
        _ => DigestForm::Text,
    })
}

/// Refuses flags that say something of another form.
fn refuse_idle(arguments: &DigestArguments) -> Result<()> {
    let DigestArguments { feed, mail, .. } = arguments;
    let form = arguments.template.is_none().then(|| form(arguments));
    let (is_rss, is_mail) = (form == Some(DigestForm::Rss), form == Some(DigestForm::Eml));
    let idle = [
        ("--link", "rss", feed.link.is_some() && !is_rss),
        ("--feed-url", "rss", feed.feed_url.is_some() && !is_rss),
        ("--mail-from", "eml", mail.mail_from.is_some() && !is_mail),
        ("--mail-to", "eml", !mail.mail_to.is_empty() && !is_mail),
    ];
    match idle.iter().find(|(_, _, is_idle)| *is_idle) {
        None => Ok(()),
        Some((flag, form, _)) => {
            let message = format!("{flag} says nothing of this form of a digest; it goes with --to {form}");
            Err(Error::new(ErrorKind::Parameter, message))
        }
    }
}

/// The address as it was typed, where it leads to the web.
fn web_address<'u>(flag: &str, url: &'u str) -> Result<&'u str> {
    let is_web = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    if is_web && is_plain {
        return Ok(url);
    }
    let message =
        format!("{flag} takes an address such as https://example.org/news, not `{}`", url.escape_debug());
    Err(Error::new(ErrorKind::Parameter, message))
}

fn read_template(path: &Path) -> Result<DigestTemplate> {
    let name = path.display().to_string();
    let source = std::fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read template {name}: {error}")).caused_by(error)
    })?;
    DigestTemplate::new(&name, &source)
}

/// The width of the terminal that the digest is shown on; `None` where it goes elsewhere.
fn width(path: Option<&Path>) -> Option<usize> {
    let stdout = std::io::stdout();
    if path.is_some() || !stdout.is_terminal() {
        return None;
    }
    let said = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.trim().parse().ok())
        .filter(|width| *width > 0);
    said.or_else(|| {
        terminal_size_of(stdout).map(|(Width(width), _)| usize::from(width)).filter(|width| *width > 0)
    })
}
