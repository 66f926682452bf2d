//! Mail: a message, or an mbox of many, each an article. Newsletters come that way.

mod content_types;
mod mbox;

use jiff::Timestamp;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::columns::non_empty;
use super::lines::{damaged_row, fallback_id};
use super::{dates, html};
use crate::article::{Article, Row};
use crate::guarded::guarded;
use crate::text::clean;

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
/// More parts of a message may not hold parts: its parser calls itself for them.
const MAX_NESTING: usize = 200;
/// No boundary between parts is longer (RFC 2046, 5.1.1).
const MAX_BOUNDARY: usize = 70;

/// Whether a file begins as a message or an mbox does.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let headers = if head.starts_with(mbox::MARK) { mbox::behind_line(head) } else { head };
    begins_with_headers(headers)
}

/// Whether a message may begin here: with headers, among them some that messages have.
fn begins_with_headers(headers: &[u8]) -> bool {
    let headers = headers.get(..MAX_HEADER_BYTES.min(headers.len())).unwrap_or_default();
    let mut n_known = 0;
    for line in headers.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end) {
        match line {
            [] => break,
            // The line before goes on.
            [b' ' | b'\t', ..] => {}
            _ => match header_name(line) {
                Some(name) => {
                    n_known += usize::from(KNOWN_HEADERS.contains(&name.to_ascii_lowercase().as_slice()));
                }
                None => break,
            },
        }
    }
    n_known >= MIN_KNOWN_HEADERS
}

/// The name of the header that a line is.
fn header_name(line: &[u8]) -> Option<&[u8]> {
    let name = line.get(..line.iter().position(|byte| *byte == b':')?)?;
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    Some(name).filter(|name| !name.is_empty() && name.iter().all(is_of_name))
}

/// The articles of a message or an mbox, in its order, as they are asked for.
pub(super) struct MailRows {
    mail: Vec<u8>,
    /// What messages without an id go by.
    name: String,
    /// Where the next message begins.
    position: usize,
    /// The number of the row under way, from 1.
    row: u64,
}

impl MailRows {
    pub(super) fn new(mail: Vec<u8>, name: &str) -> Self {
        Self { mail, name: name.to_owned(), position: 0, row: 0 }
    }

    /// Whether the file ends within its last message: the mark is missing behind which a message has no more parts (RFC 2046, 5.1.1).
    pub(super) fn is_cut_off(&self) -> bool {
        let message = mbox::last_message(&self.mail);
        if content_types::n_nesting(message) > MAX_NESTING {
            return false;
        }
        let boundary = guarded(|| {
            let parsed = MessageParser::default().parse_headers(message)?;
            let kind = parsed.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))?;
            let boundary = kind.attribute("boundary").filter(|boundary| boundary.len() <= MAX_BOUNDARY);
            boundary.map(|boundary| format!("--{boundary}--").into_bytes())
        });
        let ending = boundary.flatten();
        ending.is_some_and(|ending| !message.windows(ending.len()).any(|window| window == ending))
    }
}

impl Iterator for MailRows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let message = mbox::message_at(&self.mail, &mut self.position)?;
        self.row += 1;
        Some(row(&message, &self.name, self.row))
    }
}

fn row(message: &[u8], name: &str, number: u64) -> Row {
    if content_types::n_nesting(message) > MAX_NESTING {
        return damaged_row(None, name, number, "is a mail of too many parts within parts");
    }
    let message = content_types::without_long_ones(message);
    let parsed = guarded(|| MessageParser::default().parse(&*message).map(|message| article(&message)));
    let Some(Some(article)) = parsed else {
        return damaged_row(None, name, number, "is no mail");
    };
    let id = Some(article.id).filter(|id| !id.is_empty()).unwrap_or_else(|| fallback_id(name, number));
    Row::Article(Article { id, ..article })
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

    fn read(mail: &[u8]) -> Vec<Row> {
        MailRows::new(mail.to_vec(), "a.eml").collect()
    }

    fn articles(mail: &[u8]) -> Vec<Article> {
        let article = |row| match row {
            Row::Article(article) => article,
            Row::Damaged(row) => panic!("{row:?}"),
        };
        read(mail).into_iter().map(article).collect()
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
    fn a_message_without_its_end_is_cut_off() {
        let is_cut_off = |mail: &str| MailRows::new(mail.as_bytes().to_vec(), "a").is_cut_off();
        assert!(!is_cut_off(LETTER));
        for end in ["--b--", "It is", "<p>The", "--b\r\nContent-Type: text/html"] {
            assert!(is_cut_off(LETTER.split(end).next().unwrap()), "{end}");
        }
        let plain = "From: a@b.example\nSubject: One\n\nIt rained.\n";
        let mark = "\nFrom desk Mon Nov  2 09:00:00 2026\n";
        assert!(!is_cut_off(plain));
        // Of an mbox, the last message tells.
        let cut_letter = LETTER.split("--b--").next().unwrap();
        assert!(is_cut_off(&[&mark[1..], plain, mark, cut_letter].concat()));
        assert!(!is_cut_off(&[&mark[1..], cut_letter, mark, plain].concat()));
    }

    #[test]
    fn parts_within_parts_are_bounded() {
        let mail =
            format!("From: a@b.example\nSubject: c\n{}", "Content-Type: message/rfc822\n\n".repeat(20_000));
        let rows = read(mail.as_bytes());
        assert!(matches!(&rows[..], [Row::Damaged(row)] if row.error.contains("too many parts")));
    }

    #[test]
    fn a_text_that_speaks_of_messages_has_no_parts() {
        let links = "see https://gauge.example/message/1 or multipart/mixed\n".repeat(MAX_NESTING + 1);
        let mail = format!("From: a@b.example\nSubject: c\nContent-Type: text/plain\n\n{links}");
        let [article] = &articles(mail.as_bytes())[..] else { panic!("not one article") };
        assert!(article.text.starts_with("see https://gauge.example/message/1"), "{}", article.text);
    }

    #[test]
    fn a_boundary_of_more_than_70_characters_is_none() {
        let is_cut_off = |mail: &str| MailRows::new(mail.as_bytes().to_vec(), "a").is_cut_off();
        let mail = |length: usize| LETTER.replace("boundary=b", &format!("boundary={}", "-".repeat(length)));
        assert!(is_cut_off(&mail(70)));
        assert!(!is_cut_off(&mail(71)));
        // Its text is read as that of a message without parts.
        let mail = format!("{}{}", mail(40_000), "-".repeat(39_999));
        let [article] = &articles(mail.as_bytes())[..] else { panic!("not one article") };
        assert!(article.text.contains("See the web."), "{}", article.text);
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
            let rows = MailRows::new(mail, "a");
            rows.is_cut_off();
            assert!(rows.count() > 0 || bytes.is_empty());
        }
    }
}
