//! Every form of one digest that is made by hand, with stories of several articles, held side by side.

use insta::assert_snapshot;
use slugline::article::Status;
use slugline::publish::{
    Digest, DigestEntry, DigestStory, DigestTemplate, DigestTextStyle, FeedPlace, MailEnvelope,
    write_digest_html, write_digest_json, write_digest_mail, write_digest_markdown, write_digest_rss,
    write_digest_text,
};
use slugline::topics::TopicProbability;

const SECURITY: &str = "Cybersecurity";

struct Report(&'static str, &'static str, &'static str, Option<&'static str>, &'static str, &'static str);

/// Source, day, title, topic, line and path of the link.
const REPORTS: [Report; 7] = [
    Report(
        "Harbour Dispatch",
        "2026-11-18T09:15:00Z",
        "Crane flaw: \"five minutes\" to halt a port",
        Some(SECURITY),
        "A service left open in port cranes lets an outsider halt the hoist without a password.",
        "/crane?a=1&b=2",
    ),
    Report(
        "Northern Ledger",
        "2026-11-18T11:40:00Z",
        "Ports look for an old modem setting",
        Some(SECURITY),
        "Operators of 40 ports have begun to look for a setting of 2009.",
        "/ports",
    ),
    Report(
        "Signal & Statute",
        "2026-11-19T07:05:00Z",
        "*Urgent* order for crane operators",
        Some(SECURITY),
        "The agency ordered operators to close the port by Friday.",
        "/order",
    ),
    Report(
        "Northern Ledger",
        "2026-11-20T06:00:00Z",
        "Cranes: most modems are closed",
        Some(SECURITY),
        "Nine in ten of the modems are closed.",
        "/closed",
    ),
    Report(
        "גשר היום",
        "2026-11-19T05:00:00Z",
        "נמל חיפה בודק את העגורנים",
        Some(SECURITY),
        "הנמל הודיע כי בדק את כל העגורנים.",
        "/haifa",
    ),
    Report(
        "Northern Ledger",
        "2026-11-17T06:00:00Z",
        "A museum of modems opens",
        None,
        "A museum of modems opened in Lind on Tuesday, and 300 people came.",
        "/museum",
    ),
    Report(
        "Harbour Dispatch",
        "2026-11-17T08:00:00Z",
        "Fraud by letter",
        Some("Cybercrime and fraud"),
        "",
        "/fraud",
    ),
];

fn entry(report: &Report) -> DigestEntry {
    let Report(source, published, title, topic, line, path) = *report;
    DigestEntry {
        id: path.to_owned(),
        title: title.to_owned(),
        url: Some(format!("https://news.example{path}")),
        source: Some(source.to_owned()),
        authors: Vec::new(),
        categories: Vec::new(),
        published: Some(published.parse().unwrap()),
        topic: topic.map(str::to_owned),
        confidence: Some(if topic.is_some() { 0.87 } else { 0.21 }),
        topics: vec![TopicProbability {
            topic: topic.unwrap_or(SECURITY).to_owned(),
            confidence: Some(0.87),
        }],
        rule: None,
        summary: line.to_owned(),
        span: None,
        trimmed: false,
        status: if topic.is_some() { Status::Ok } else { Status::Unsure },
        doubt: None,
        error: None,
    }
}

/// Four reports of one story, and three of one report each, of which `--top 1` hides one.
fn digest() -> Digest {
    let story = |id: &str, members: &[usize], topic: Option<&str>| DigestStory {
        id: id.repeat(8),
        members: members.to_vec(),
        topic: topic.map(str::to_owned),
        confidence: Some(if topic.is_some() { 0.87 } else { 0.21 }),
    };
    Digest {
        title: "Morning brief".to_owned(),
        entries: REPORTS.iter().map(entry).collect(),
        stories: vec![
            story("a1", &[0, 1, 2, 3], Some(SECURITY)),
            story("b2", &[4], Some(SECURITY)),
            story("c3", &[5], None),
            story("d4", &[6], Some("Cybercrime and fraud")),
        ],
        n_inputs: 4,
        rules: slugline::rules::RuleTally::default(),
        since: Some("2026-11-17T00:00:00Z".parse().unwrap()),
        asked: None,
        n_older: 12,
        n_other_topics: 8,
        top: Some(1),
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn stories_of_several_articles_in_every_form() {
    let digest = digest();
    let text = |style| written(|out| write_digest_text(out, &digest, style).unwrap());
    assert_snapshot!("hand_text", text(DigestTextStyle::default()));
    assert_snapshot!("hand_text_narrow", text(DigestTextStyle { coloured: true, width: Some(48) }));
    assert_snapshot!("hand_md", written(|out| write_digest_markdown(out, &digest).unwrap()));
    assert_snapshot!("hand_json", written(|out| write_digest_json(out, &digest).unwrap()));
    let place =
        FeedPlace { link: Some("https://news.example/"), feed_url: Some("https://news.example/digest.xml") };
    assert_snapshot!("hand_rss", written(|out| write_digest_rss(out, &digest, place).unwrap()));
    let envelope = MailEnvelope {
        from: Some("The Desk <desk@news.example>".parse().unwrap()),
        to: vec!["readers@news.example".parse().unwrap()],
    };
    assert_snapshot!("hand_eml", written(|out| write_digest_mail(out, &digest, &envelope).unwrap()));
    let page = written(|out| write_digest_html(out, &digest).unwrap());
    let body = page.split_once("<body>").unwrap().1.split_once("<script>").unwrap().0;
    // A line for each story.
    assert_snapshot!("hand_html", body.replace("<li class=\"story\">", "\n<li class=\"story\">"));
    let letter = include_str!("../../examples/templates/letter.html");
    let template = DigestTemplate::new("letter.html", letter).unwrap();
    assert_snapshot!("hand_letter", written(|out| template.write(out, &digest).unwrap()));
}
