//! Arguments to subscriptions: addresses, OPML, plain lists and `-`, each feed once, in a stable order.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use url::Url;

use super::{addresses, opml};
use crate::error::{Error, ErrorKind};
use crate::ingest::{Failure, text_of};

/// No list of feeds is longer than this.
const MAX_LIST_BYTES: u64 = 64 << 20;

/// A feed that is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    pub(super) url: Url,
    title: Option<String>,
}

impl Subscription {
    /// A feed by its address.
    ///
    /// # Errors
    /// [`ErrorKind::Parameter`] where that is no `https` or `http` address.
    pub fn new(address: &str) -> crate::Result<Self> {
        let url = addresses::parse(address)
            .map_err(|reason| Error::new(ErrorKind::Parameter, reason).at(printable(address)))?;
        Ok(Self { url, title: None })
    }

    /// The address that it was listed by, without the name and the password of a user.
    #[must_use]
    pub fn address(&self) -> String {
        addresses::shown(&self.url)
    }

    /// What a list calls it.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }
}

/// Finds what `arguments` list, in their order, each feed once: an address, a file of OPML or of an address a line, or `-`, which is such a file on
/// standard input. In a plain list, blank lines are passed
/// over, and what stands behind an address: a `#` at the beginning of a word and a comment, or the tags that other readers write there.
///
/// The failures are files that cannot be read, and lines that are no addresses.
#[must_use]
pub fn find_subscriptions(arguments: &[impl AsRef<OsStr>]) -> (Vec<Subscription>, Vec<Failure>) {
    let mut finder = Finder::default();
    for argument in arguments {
        finder.add_argument(argument.as_ref());
    }
    (finder.subscriptions, finder.failures)
}

#[derive(Default)]
struct Finder {
    subscriptions: Vec<Subscription>,
    failures: Vec<Failure>,
    seen: HashSet<String>,
    is_stdin_read: bool,
}

impl Finder {
    fn add_argument(&mut self, argument: &OsStr) {
        if argument == "-" {
            if !std::mem::replace(&mut self.is_stdin_read, true) {
                self.add_list("stdin", io::stdin().lock());
            }
            return;
        }
        let path = Path::new(argument);
        if let Some(text) = argument.to_str().filter(|text| is_address(text))
            && !path.exists()
        {
            return self.add_feed(text, None, text);
        }
        match File::open(path) {
            _ if path.is_dir() => {
                self.fail(argument, ErrorKind::Io, "is a folder; name the lists in it".to_owned());
            }
            Ok(file) => self.add_list(&argument.to_string_lossy(), file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let message = "does not exist, and is no address either: one begins with https:// or http://";
                self.fail(argument, ErrorKind::Io, message.to_owned());
            }
            Err(error) => self.fail(argument, ErrorKind::Io, format!("cannot be read ({error})")),
        }
    }

    fn add_list(&mut self, name: &str, source: impl Read) {
        let mut bytes = Vec::new();
        if let Err(error) = source.take(MAX_LIST_BYTES + 1).read_to_end(&mut bytes) {
            return self.fail(name, ErrorKind::Io, format!("cannot be read ({error})"));
        }
        if bytes.len() as u64 > MAX_LIST_BYTES {
            let message = format!("is larger than {} MiB, which no list of feeds is", MAX_LIST_BYTES >> 20);
            return self.fail(name, ErrorKind::Format, message);
        }
        let text = text_of(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('<') { self.add_opml(name, text) } else { self.add_lines(name, text) }
    }

    fn add_opml(&mut self, name: &str, text: &str) {
        let (feeds, is_cut) = opml::read(text);
        if feeds.is_empty() {
            let message = "is markup without any outline that has an xmlUrl, and so no list in OPML";
            return self.fail(name, ErrorKind::Format, message.to_owned());
        }
        for feed in feeds {
            self.add_feed(&feed.address, feed.title, name);
        }
        if is_cut {
            self.fail(
                name,
                ErrorKind::Format,
                "is damaged: what is behind the damage was not read".to_owned(),
            );
        }
    }

    fn add_lines(&mut self, name: &str, text: &str) {
        let mut found_any = false;
        for (place, line) in text.lines().enumerate() {
            let mut words = line.split_whitespace().take_while(|word| !word.starts_with('#'));
            let Some(address) = words.next() else { continue };
            found_any = true;
            let place = format!("{name}: line {}", place + 1);
            if words.any(is_address) {
                let message = "holds more than one address; write each on a line of its own".to_owned();
                self.fail(place, ErrorKind::Format, message);
            } else {
                self.add_feed(address, None, &place);
            }
        }
        if !found_any {
            self.fail(name, ErrorKind::Data, "lists no feed".to_owned());
        }
    }

    fn add_feed(&mut self, address: &str, title: Option<String>, place: &str) {
        match addresses::parse(address) {
            Ok(url) => {
                if self.seen.insert(addresses::shown(&url)) {
                    self.subscriptions.push(Subscription { url, title });
                }
            }
            Err(reason) if place == address => self.fail(printable(address), ErrorKind::Parameter, reason),
            Err(reason) => {
                self.fail(place, ErrorKind::Parameter, format!("{} {reason}", printable(address)));
            }
        }
    }

    fn fail(&mut self, name: impl AsRef<OsStr>, kind: ErrorKind, message: String) {
        let name = name.as_ref().to_string_lossy().into_owned();
        self.failures.push(Failure { name, error: Error::new(kind, message) });
    }
}

/// Whether an argument is meant as an address and not as a file.
fn is_address(argument: &str) -> bool {
    let scheme = argument.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https" | "feed"))
        || argument.contains("://")
}

/// What a list holds in the place of an address, fit to be shown: short, and without what moves a terminal's cursor.
fn printable(text: &str) -> String {
    let shown: String = text.chars().filter(|character| !character.is_control()).take(120).collect();
    // Where a password may stand, before an @, nothing is shown.
    match (shown.split_once("://"), shown.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> (Vec<String>, Vec<(String, String)>) {
        let folder = tempfile::tempdir().unwrap();
        let mut arguments = Vec::new();
        for (name, content) in files {
            let path = folder.path().join(name);
            if content.is_empty() {
                arguments.push((*name).to_owned());
            } else {
                std::fs::write(&path, content).unwrap();
                arguments.push(path.display().to_string());
            }
        }
        let (subscriptions, failures) = find_subscriptions(&arguments);
        let prefix = format!("{}/", folder.path().display());
        (
            subscriptions.iter().map(Subscription::address).collect(),
            failures
                .into_iter()
                .map(|failure| (failure.name.replace(&prefix, ""), failure.error.to_string()))
                .collect(),
        )
    }

    #[test]
    fn lists_and_addresses_mix_and_each_feed_is_found_once() {
        let list = "# harbours\n\nhttps://a.example/rss#x\n  https://b.example/# north \"the b\" # b\nhttps://c.example/ # c\n";
        let outlines = "\u{feff}<opml><outline xmlUrl='https://d.example/'/><outline xmlUrl='https://C.example'/></opml>";
        let (addresses, failures) =
            found(&[("https://b.example", ""), ("list.txt", list), ("list.opml", outlines)]);
        assert_eq!(
            addresses,
            ["https://b.example/", "https://a.example/rss", "https://c.example/", "https://d.example/"]
        );
        assert!(failures.is_empty(), "{failures:?}");
    }

    #[test]
    fn what_is_no_address_is_named_with_its_line() {
        let (addresses, failures) = found(&[
            ("list.txt", "https://a.example/\nnonsense\nhttps://b.example/ https://c.example/\n"),
            ("page.html", "<html><body>Hello</body></html>"),
            ("empty.txt", "# nothing\n"),
            ("missing.opml", ""),
            ("ftp://user:secret@a.example/", ""),
        ]);
        assert_eq!(addresses, ["https://a.example/"]);
        let names: Vec<&str> = failures.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "list.txt: line 2",
                "list.txt: line 3",
                "page.html",
                "empty.txt",
                "missing.opml",
                "ftp://a.example/"
            ]
        );
        let reasons: Vec<&str> = failures.iter().map(|(_, reason)| reason.as_str()).collect();
        assert!(reasons[0].starts_with("nonsense is no address"), "{}", reasons[0]);
        assert!(reasons[1].contains("more than one"));
        assert!(reasons[2].contains("xmlUrl"));
        assert!(reasons[4].contains("does not exist"));
        assert!(reasons[5].contains("only https and http"));
    }
}
