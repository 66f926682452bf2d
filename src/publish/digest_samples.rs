//! A digest made by hand, for the tests of its forms.

use jiff::Timestamp;

use super::{Digest, DigestEntry, DigestStory};
use crate::article::Status;

/// Six in the morning of a day of November 2026, in UTC.
pub(super) fn day(day: i8) -> Timestamp {
    format!("2026-11-{day:02}T06:00:00Z").parse().unwrap()
}

/// An article by its id, title and line, with a source, a link and no topic.
pub(super) fn entry(id: &str, title: &str, line: &str) -> DigestEntry {
    DigestEntry {
        id: id.to_owned(),
        title: title.to_owned(),
        url: Some(format!("https://quay.example/{id}")),
        source: Some("Quay Notes".to_owned()),
        authors: Vec::new(),
        categories: Vec::new(),
        published: Some(day(2)),
        topic: None,
        confidence: None,
        topics: Vec::new(),
        rule: None,
        summary: line.to_owned(),
        span: None,
        trimmed: false,
        status: Status::Unsure,
        doubt: None,
        error: None,
    }
}

/// Three reports of one story on crypto and one of a story that no topic could be justified for.
pub(super) fn digest() -> Digest {
    let of = |source: &str, published, entry: DigestEntry| DigestEntry {
        source: Some(source.to_owned()),
        published: Some(published),
        topic: Some("Crypto & assets".to_owned()),
        confidence: Some(0.914),
        status: Status::Ok,
        ..entry
    };
    let entries = vec![
        of(
            "Quay Notes",
            day(3),
            entry("coin-1", "Exchange halts payouts", "The exchange stopped paying out on Monday."),
        ),
        entry("ferry", "Ferry late again", "The morning ferry left an hour late."),
        of("Ledger", day(2), entry("coin-2", "Payouts stopped", "Customers could not withdraw.")),
        of("Ledger", day(4), entry("coin-3", "Payouts resume", "Withdrawals work again.")),
    ];
    let stories = vec![
        DigestStory {
            id: "00000000000000aa".to_owned(),
            members: vec![0, 2, 3],
            topic: Some("Crypto & assets".to_owned()),
            confidence: Some(0.914),
        },
        DigestStory { id: "00000000000000bb".to_owned(), members: vec![1], topic: None, confidence: None },
    ];
    Digest { title: "Morning <brief>".to_owned(), entries, stories, n_inputs: 2, ..Digest::default() }
}

/// The same, where everything that a stranger writes means harm.
pub(super) fn hostile() -> Digest {
    let titles = [
        "<script>alert('title')</script>",
        "\"><img src=x onerror=alert(1)>",
        "]]> & &lt;b&gt; <!-- ",
        "\u{202e}gnp.exe\u{2066}\u{0}\u{1b}[2J\u{9b}5m over",
        "# Head\r\nBcc: all@evil.example\r\n\r\n<p>* [x](javascript:alert(1)) `_**",
        "</style></title></textarea>{{ 7*7 }}{% raw %}",
    ];
    let urls = [
        "javascript:alert(1)",
        "https://evil.example/\"><script>alert(1)</script>\u{1b}[2J",
        "data:text/html,<script>alert(1)</script>",
        "https://evil.example/\r\nX-Injected: 1",
        "vbscript:x",
        "https://evil.example/)[x](javascript:alert(1)>",
    ];
    let entries = titles
        .iter()
        .zip(urls)
        .map(|(title, url)| DigestEntry {
            url: Some(url.to_owned()),
            source: Some(format!("Src {title}")),
            topic: Some("T<b>\u{1b}".to_owned()),
            ..entry(title, title, &format!("Line {title} {}", "x".repeat(2_000)))
        })
        .collect();
    let topic = Some("T<b>\u{1b}".to_owned());
    let stories = vec![
        DigestStory {
            id: "00000000000000aa".to_owned(),
            members: vec![0, 1, 2],
            topic: topic.clone(),
            confidence: Some(0.5),
        },
        DigestStory { id: "00000000000000bb".to_owned(), members: vec![3, 4], topic: None, confidence: None },
        DigestStory { id: "00000000000000cc".to_owned(), members: vec![5], topic, confidence: None },
    ];
    let title = "News\r\nBcc: all@evil.example\u{202e}<script>".to_owned();
    Digest { title, entries, stories, ..digest() }
}
