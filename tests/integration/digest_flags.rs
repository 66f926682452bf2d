//! The flags of `slugline digest`: what it shows, in which form, and what it refuses before any work.

use crate::samples::{DAMAGED_ROWS, NEWS, feed};
use crate::work_dir::{Run, WorkDir, array, project, text, texts};

/// [`NEWS`] as a digest with these flags behind it.
fn digest(flags: &[&str]) -> Run {
    let arguments = [&["digest", "news.jsonl"], flags].concat();
    WorkDir::with("news.jsonl", NEWS).run(&arguments)
}

fn titles(flags: &[&str]) -> Vec<String> {
    let json = digest(&[flags, &["--to", "json"]].concat()).exits(0).json();
    texts(array(&json, "stories"), "title").into_iter().map(str::to_owned).collect()
}

/// Two of the four articles have a date, 2 and 3 March.
#[test]
fn since_leaves_out_what_is_older_and_keeps_what_has_no_date() {
    let run = digest(&["--since", "2026-03-03"]).exits(0);
    let second_line = run.out().lines().nth(2).unwrap();
    assert_eq!(second_line, "Left out: 1 older than 2026-03-03. Kept: 2 without a date.");
    assert!(!run.out().contains("Sandøy") && run.out().contains("dental clinic"), "{}", run.out());
    let json = digest(&["--since", "2026-03-03T00:00:01Z", "--to", "json"]).exits(0).json();
    let overview = &json["overview"];
    assert_eq!(
        (&overview["older"], &overview["undated"], &overview["articles"]),
        (&2.into(), &2.into(), &2.into())
    );
    assert_eq!(overview["since"], "2026-03-03T00:00:01Z");
    assert_eq!(titles(&["--since", "2026-03-02"]).len(), 4);
}

#[test]
fn topics_are_picked_out_in_any_case() {
    assert_eq!(
        titles(&["--topics", "data PROTECTION,payments and fintech"]),
        ["Clinic fined over open patient files", "Bank opens instant transfers"]
    );
    let run = digest(&["--topics", "Data protection"]).exits(0);
    assert!(run.out().contains("\nLeft out: 3 of other topics.\n"), "{}", run.out());
    let all_unsure = ["--min-confidence", "1", "--topics", "unsure"];
    assert_eq!(titles(&all_unsure).len(), 4);
    let error = digest(&["--topics", "Data protektion"]).refuses();
    assert!(
        error.starts_with("there is no topic `Data protektion`; do you mean `Data protection`? There are AI"),
        "{error}"
    );
}

#[test]
fn rows_that_cannot_be_read_are_told_whatever_the_topics() {
    let dir = WorkDir::with("rows.jsonl", DAMAGED_ROWS);
    let run = dir.run(&["digest", "rows.jsonl", "--topics", "Cybersecurity"]).exits(1);
    assert!(run.err.contains("4 damaged"), "{}", run.err);
}

#[test]
fn top_counts_what_it_does_not_show() {
    let all = WorkDir::new().run(&["digest", &project("data/feeds"), "--to", "json"]).exits(0).json();
    let top =
        WorkDir::new().run(&["digest", &project("data/feeds"), "--to", "json", "--top", "1"]).exits(0).json();
    assert_eq!(all["overview"], top["overview"], "what is not shown is in the digest");
    assert_eq!(array(&top, "stories").len(), array(&top, "topics").len());
    let (all, top) = (array(&all, "topics"), array(&top, "topics"));
    for (all, top) in all.iter().zip(top) {
        assert_eq!((&all["topic"], &all["size"]), (&top["topic"], &top["size"]));
        assert_eq!(array(all, "stories")[..1], *array(top, "stories"));
    }
    let size = all[0]["size"].as_u64().unwrap();
    let text = WorkDir::new().run(&["digest", &project("data/feeds"), "--top", "1"]).exits(0);
    assert!(text.out().contains(&format!("\n  and {} more\n", size - 1)), "{}", text.out());
}

/// What a feed reader gets must be such a feed as this program would wish to get.
#[test]
fn the_feed_is_sound() {
    let dir = WorkDir::new();
    let flags = ["--to", "rss", "--feed-url", "https://example.org/digest.xml", "-o", "digest.xml"];
    dir.run(&[&["digest", &project("data/feeds")], &flags[..]].concat()).exits(0);
    let health = dir.run(&["check", "digest.xml", "--json"]).exits(0).rows();
    assert_eq!(health[0]["condition"], "sound", "{}", health[0]);
    assert_eq!((&health[0]["articles"], array(&health[0], "repairs").len()), (&32.into(), 0));
    for lack in ["undated", "untitled", "without_link", "without_text", "copies", "damaged"] {
        assert_eq!(health[0][lack], 0, "{lack}");
    }
    let json = dir.run(&["digest", &project("data/feeds"), "--to", "json"]).exits(0).json();
    let read = dir.run(&["summarize", "digest.xml"]).exits(0).rows();
    assert_eq!(texts(&read, "title"), texts(array(&json, "stories"), "line"));
}

#[test]
fn the_mail_is_one_that_this_program_reads() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let flags = [
        "--to",
        "eml",
        "--title",
        "Früh\r\nBcc: x@y",
        "--mail-to",
        "Zoë <zoe@example.org>",
        "-o",
        "today.eml",
    ];
    dir.run(&[&["digest", "news.jsonl"], &flags[..]].concat()).exits(0);
    let mail = String::from_utf8(dir.read("today.eml")).unwrap();
    assert!(!mail.contains("\nBcc:") && mail.contains("\r\nX-Unsent: 1\r\n"), "{mail}");
    let rows = dir.run(&["summarize", "today.eml", "--with-text"]).exits(0).rows();
    assert_eq!(text(&rows[0], "title"), "Früh Bcc: x@y, 2026-03-02 to 2026-03-03");
    assert!(text(&rows[0], "text").contains("Lagoon Bank"), "{}", rows[0]);
}

#[test]
fn templates_that_come_with_it_work() {
    for name in ["letter.html", "brief.md"] {
        let path = project(&format!("examples/templates/{name}"));
        insta::assert_snapshot!(format!("template_{name}"), digest(&["--template", &path]).exits(0).out());
    }
}

#[test]
fn templates_are_checked_before_any_work() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    dir.write("a.html", "<p>\n{% for story in stories %}");
    let error = dir.run(&["digest", "news.jsonl", "--template", "a.html"]).refuses();
    assert!(error.starts_with("template a.html, line 2: "), "{error}");
    dir.write("a.html", "<p>\n\n{{ stories[0].headline }}");
    let error = dir.run(&["digest", "news.jsonl", "--template", "a.html"]).refuses();
    assert!(
        error.starts_with("template a.html, line 3: it asks for something that a digest does not have"),
        "{error}"
    );
    let error = dir.run(&["digest", "news.jsonl", "--template", "b.html"]).refuses();
    assert!(error.starts_with("cannot read template b.html"), "{error}");
    let error = dir.run(&["digest", "news.jsonl", "--template", "a.html", "-o", "a.html"]).refuses();
    assert_eq!(error, "a.html is the template too; name another output");
    dir.run(&["digest", "news.jsonl", "--template", "a.html", "--to", "md"]).exits(2);
}

#[test]
fn flags_without_effect_and_what_is_no_address_are_refused() {
    for (flags, message) in [
        (
            &["--link", "https://a.example"][..],
            "--link says nothing of this form of a digest; it goes with --to rss",
        ),
        (
            &["--to", "rss", "--mail-to", "a@b"],
            "--mail-to says nothing of this form of a digest; it goes with --to eml",
        ),
        (
            &["--to", "rss", "--link", "a.example"],
            "--link takes an address such as https://example.org/news, not `a.example`",
        ),
        (&["--to", "rss", "--feed-url", "javascript:alert(1)"], "--feed-url takes an address"),
        (&["--to", "eml", "--mail-from", "a@b\nBcc: c@d"], "--mail-from: `a@b Bcc: c@d` is no mail address"),
        (&["--to", "eml", "--mail-to", "desk"], "--mail-to: `desk` is no mail address"),
        (&["--since", "soon"], "--since takes a stretch of time such as 24h or 7d"),
        (&["--since", "-1h"], "--since takes a stretch of time such as 24h or 7d"),
    ] {
        let error = digest(flags).refuses();
        assert!(error.starts_with(message), "{error}");
    }
    digest(&["--top", "0"]).exits(2);
}

/// Lines are broken for a terminal alone: who reads a pipe wants a line to stay one.
#[test]
fn a_pipe_is_not_wrapped() {
    let dir = WorkDir::with("feed.xml", feed());
    let plain = dir.run(&["digest", "feed.xml"]).exits(0);
    let narrow = dir.run_with(&[("COLUMNS", "30")], "", &["digest", "feed.xml"]).exits(0);
    assert_eq!(plain.bytes, narrow.bytes);
}

/// Controls and marks of direction in JSON, and markup everywhere: shown as text in every form. Half a pair of surrogates is no text, and
/// its row is told as damaged.
#[test]
fn hostile_rows_are_text_in_every_form() {
    let news = r#"{"id": "a", "title": "<script>alert(1)</script> ]]> \u202egnp\u0000 \u001b[2J", "text": "The bank's <img src=x onerror=alert(1)> servers were hit by ransomware on Monday. Hackers stole data.", "url": "https://evil.example/\u001b[31m\"><script>", "source": "S\u202e\u001b]0;x\u0007</title>\r\nBcc: a@b"}
{"id": "half", "title": "Half a pair \ud800 of <b>surrogates", "text": "Hackers stole data."}
"#;
    let dir = WorkDir::with("a.jsonl", news);
    for form in ["text", "md", "html", "json", "rss", "eml"] {
        let run =
            dir.run(&["digest", "a.jsonl", "--to", form, "--title", "T\u{202e}\u{1b}[1m<script>"]).exits(1);
        let out = run.out();
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\0', '\u{7}']) || form == "json", "{form}: {out}");
        assert!(!out.contains(['\u{1b}', '\0', '\u{7}']), "{form}: {out}");
        if ["html", "rss"].contains(&form) {
            assert!(
                !out.contains("<script>alert") && !out.contains("<img") && !out.contains("<script>\""),
                "{form}: {out}"
            );
        }
    }
}
