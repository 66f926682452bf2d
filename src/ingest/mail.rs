//! Mail: a message, or an mbox of many, each an article. Newsletters come that way.

use jiff::Timestamp;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, PartType};

use super::columns::non_empty;
use super::lines::{damaged_row, fallback_id};
use super::reader::Name;
use super::{dates, html};
use crate::article::{Article, Row};
use crate::guarded::guarded;
use crate::text::clean;

/// How the line begins that stands before every message of an mbox (RFC 4155).
const MBOX_MARK: &[u8] = b"From ";
/// So far into a file its headers are looked for.
const MAX_HEADER_BYTES: usize = 16 << 10;
/// Headers of which a message has at least [`MIN_KNOWN_HEADERS`].
const KNOWN_HEADERS: [&[u8]; 9] = [
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"newsgroups",
];
const MIN_KNOWN_HEADERS: usize = 2;
/// What lets parts of a message hold parts, in lower case.
const NESTING_TYPES: [&[u8]; 2] = [b"multipart/", b"message/"];
/// More parts of a message may not hold parts: its parser calls itself for them.
const MAX_NESTING: usize = 200;

/// Whether a file begins as a message or an mbox does.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let headers = match head.strip_prefix(MBOX_MARK) {
        Some(behind) => behind.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or_default(),
        None => head,
    };
    let headers = headers.get(..MAX_HEADER_BYTES.min(headers.len())).unwrap_or_default();
    let mut n_known = 0;
    for line in headers.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end) {
        let is_name = |name: &[u8]| {
            !name.is_empty()
                && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        match line {
            [] => break,
            // The line before goes on.
            [b' ' | b'\t', ..] => {}
            _ => match line.iter().position(|byte| *byte == b':').and_then(|colon| line.get(..colon)) {
                Some(name) if is_name(name) => {
                    n_known += usize::from(KNOWN_HEADERS.contains(&name.to_ascii_lowercase().as_slice()));
                }
                _ => break,
            },
        }
    }
    n_known >= MIN_KNOWN_HEADERS
}

/// The articles of a message or an mbox, in its order; `name` is what messages without an id go by.
pub(super) fn read(bytes: &[u8], name: Name<'_>) -> Vec<Row> {
    let row = |(row, message): (u64, &[u8])| {
        if n_nesting(message) > MAX_NESTING {
            return damaged_row(None, name.short, row, "is a mail of too many parts within parts");
        }
        let parser = MessageParser::default();
        let parsed = guarded(|| parser.parse(message).map(|message| article(&message)));
        let Some(Some(article)) = parsed else {
            return damaged_row(None, name.short, row, "is no mail");
        };
        let id = Some(article.id).filter(|id| !id.is_empty()).unwrap_or_else(|| fallback_id(name.short, row));
        Row::Article(Article { id, ..article })
    };
    if !bytes.starts_with(MBOX_MARK) {
        return vec![row((1, bytes))];
    }
    // Reading from memory does not fail.
    let messages = MessageIterator::new(bytes).filter_map(Result::ok);
    (1..).zip(messages).map(|(number, message)| row((number, message.contents()))).collect()
}

/// How often a message speaks of parts that hold parts.
fn n_nesting(message: &[u8]) -> usize {
    let is_here = |window: &[u8], name: &[u8]| {
        window.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    message.windows(10).filter(|window| NESTING_TYPES.iter().any(|name| is_here(window, name))).count()
}

fn article(message: &Message<'_>) -> Article {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name().or(sender.address())).and_then(non_empty);
    let parsed = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_timestamp);
    let published = message.header_raw("Date").and_then(dates::parse);
    Article {
        id: message.message_id().and_then(non_empty).unwrap_or_default(),
        title: message.subject().and_then(non_empty).unwrap_or_default(),
        text: text(message),
        authors: name.iter().cloned().collect(),
        source: name,
        published: published.or_else(|| parsed.and_then(|seconds| Timestamp::from_second(seconds).ok())),
        ..Article::default()
    }
}

/// The text of a message: what it has as HTML, which knows its paragraphs, else as plain text.
fn text(message: &Message<'_>) -> String {
    let markup = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(markup) => Some(html::page_to_text(markup)),
        _ => None,
    });
    let plain = || clean(&message.body_text(0).unwrap_or_default()).into_owned();
    markup.filter(|text| !text.is_empty()).unwrap_or_else(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn articles(mail: &[u8]) -> Vec<Article> {
        let article = |row| match row {
            Row::Article(article) => article,
            Row::Damaged(row) => panic!("{row:?}"),
        };
        read(mail, Name { full: "x/a.eml", short: "a.eml" }).into_iter().map(article).collect()
    }

    // Headers, encoded words and quoted-printable as in RFC 5322, 2047 and 2045.
    const LETTER: &str = "From: =?utf-8?q?Harbour_Caf=C3=A9?= <desk@gauge.example>\r\nSubject: Ferries\r\n  sail again\r\n\
        Date: Mon, 2 Nov 2026 09:00:00 +0100\r\nMessage-ID: <7@gauge.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the web.\r\n\
        --b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <p>The f=E4hre sails.</p><style>p { }</style><p>It is =\r\nfull.</p>\r\n--b--\r\n";

    #[test]
    fn a_message_is_an_article() {
        assert!(is_mail(LETTER.as_bytes()));
        let [article] = &articles(LETTER.as_bytes())[..] else { panic!("not one article") };
        assert_eq!((article.id.as_str(), article.title.as_str()), ("7@gauge.example", "Ferries sail again"));
        assert_eq!(article.text, "The fähre sails.\n\nIt is full.");
        assert_eq!(article.source.as_deref(), Some("Harbour Café"));
        assert_eq!(article.published.unwrap().to_string(), "2026-11-02T08:00:00Z");
    }

    #[test]
    fn an_mbox_is_many() {
        let mbox = "From desk Mon Nov  2 09:00:00 2026\nFrom: a@b.example\nSubject: One\n\nIt rained.\n>From the sea.\n\n\
            From desk Mon Nov  2 10:00:00 2026\nFrom: a@b.example\nSubject: Two\n\nIt blew.\n";
        assert!(is_mail(mbox.as_bytes()));
        let found = articles(mbox.as_bytes());
        let told: Vec<_> =
            found.iter().map(|article| (article.id.as_str(), article.title.as_str())).collect();
        assert_eq!(told, [("a.eml#1", "One"), ("a.eml#2", "Two")]);
        assert_eq!(found[0].text, "It rained.\nFrom the sea.");
    }

    #[test]
    fn parts_within_parts_are_bounded() {
        let mail =
            format!("From: a@b.example\nSubject: c\n{}", "Content-Type: message/rfc822\n\n".repeat(20_000));
        let rows = read(mail.as_bytes(), Name { full: "a", short: "a" });
        assert!(matches!(&rows[..], [Row::Damaged(row)] if row.error.contains("too many parts")));
    }

    #[test]
    fn other_texts_are_no_mail() {
        for text in [
            "From: here\nto there",
            "Subject: a talk\n\nIt began.",
            "Ferries sail\n\nFrom: x",
            "",
            "From afar\nhe came",
        ] {
            assert!(!is_mail(text.as_bytes()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..200), start in "(From |From: a\nSubject: b\n)?") {
            let mail = [start.as_bytes(), &bytes].concat();
            is_mail(&mail);
            read(&mail, Name { full: "a", short: "a" });
        }
    }
}
