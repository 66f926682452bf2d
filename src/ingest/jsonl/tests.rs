//! Lines written by hand, and the rows that must come of them.

use super::*;
use crate::article::Article;

fn rows(input: &[u8]) -> Vec<Row> {
    super::rows(input, "a.jsonl", &Columns::default()).map(Result::unwrap).collect()
}

fn only_article(input: &str) -> Article {
    match rows(input.as_bytes()).as_slice() {
        [Row::Article(article)] => article.clone(),
        other => panic!("not one article: {other:?}"),
    }
}

fn damage(row: &Row) -> (&str, &str) {
    match row {
        Row::Damaged(row) => (&row.id, &row.error),
        Row::Article(article) => panic!("not damaged: {article:?}"),
    }
}

#[test]
fn every_field_is_read() {
    let article = only_article(
        r#"{"id": 7, "headline": "Rain\nreturns", "body": "It rained.\r\n", "link": "https://example.org/7",
        "publisher": "The Gauge", "date": "2024-05-06", "lang": "en", "topic": "Weather"}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!(article.id, "7");
    assert_eq!(article.title, "Rain returns");
    assert_eq!(article.text, "It rained.");
    assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
    assert_eq!(article.source.as_deref(), Some("The Gauge"));
    assert_eq!(article.published.unwrap().to_string(), "2024-05-06T00:00:00Z");
    assert_eq!(article.lang.as_deref(), Some("en"));
    assert_eq!(article.labels, ["Weather"]);
    assert_eq!(article.page, None);
}

#[test]
fn the_first_key_that_holds_something_wins() {
    assert_eq!(only_article(r#"{"summary": "short", "text": "long"}"#).text, "long");
    assert_eq!(only_article(r#"{"summary": "short", "text": " "}"#).text, "short");
    assert_eq!(only_article(r#"{"title": null, "text": "x"}"#).title, "");
    assert_eq!(only_article(r#"{"text": ["One.", "Two."]}"#).text, "One.\n\nTwo.");
    assert!(only_article(r#"{"text": ""}"#).is_empty());
}

#[test]
fn labels_are_one_or_several() {
    assert_eq!(only_article(r#"{"text": "x", "labels": ["a", "b", ""]}"#).labels, ["a", "b"]);
    assert_eq!(only_article(r#"{"text": "x", "label": 3}"#).labels, ["3"]);
    assert_eq!(only_article(r#"{"text": "x", "label": true}"#).labels, ["true"]);
    assert_eq!(only_article(r#"{"text": "x", "category": ["a", "b"]}"#).labels, ["a", "b"]);
    assert!(only_article(r#"{"text": "x", "label": null}"#).labels.is_empty());
    assert_eq!(only_article(r#"{"text": "x", "label": null, "topics": ["a"]}"#).labels, ["a"]);
}

#[test]
fn a_damaged_row_keeps_its_place() {
    let rows = rows(
        b"\xef\xbb\xbf{\"text\": \"one\"}\n\nnot json\n{\"text\": \"\xff\"}\n[1]\n{\"id\": \"x\", \"n\": 1}\n{\"text\": \"six\"}",
    );
    assert_eq!(rows.len(), 6);
    assert!(matches!(&rows[0], Row::Article(article) if article.id == "a.jsonl#1"));
    assert_eq!(damage(&rows[1]), ("a.jsonl#2", "row 2 is not JSON: expected ident (column 2)"));
    assert_eq!(damage(&rows[2]), ("a.jsonl#3", "row 3 is not UTF-8 text (its byte 11)"));
    assert_eq!(damage(&rows[3]), ("a.jsonl#4", "row 4 holds an array, not a JSON object"));
    assert_eq!(damage(&rows[4]), ("x", "row 5 has neither a text nor a title; its keys are id, n"));
    assert!(matches!(&rows[5], Row::Article(article) if article.id == "a.jsonl#6"));
}

#[test]
fn a_text_that_is_an_object_is_damage() {
    let rows = rows(br#"{"id": 1, "text": {"en": "x"}}"#);
    assert_eq!(damage(&rows[0]), ("1", "row 1 has an object for its text, not a string"));
}

#[test]
fn a_key_that_the_user_named_must_be_there() {
    let read = |input: &str, columns: &Columns| {
        let rows: Vec<Row> = super::rows(input.as_bytes(), "a.jsonl", columns).map(Result::unwrap).collect();
        rows.into_iter().next().unwrap()
    };
    let input = r#"{"title": "Rain", "text": "It rained.", "label": "Weather", "labels": ["Sky"]}"#;
    let nope = || Some("nope".to_owned());
    for columns in
        [Columns { text: nope(), ..Columns::default() }, Columns { title: nope(), ..Columns::default() }]
    {
        let row = read(input, &columns);
        assert_eq!(damage(&row).1, "row 1 has no key `nope`; its keys are label, labels, text, title");
    }
    let row = read(input, &Columns { label: nope(), ..Columns::default() });
    assert!(matches!(row, Row::Article(article) if article.labels.is_empty()));
    let row = read(input, &Columns { label: Some("labels".to_owned()), ..Columns::default() });
    assert!(matches!(row, Row::Article(article) if article.labels == ["Sky"]));
}

#[test]
fn a_line_too_long_is_damage() {
    let input = b"{\"text\": \"one\"}\n{\"text\": \"much too long\"}\n{\"text\": \"two\"}\n";
    let mut reader = super::rows(input.as_slice(), "a", &Columns::default());
    reader.max_line_bytes = 16;
    let rows: Vec<Row> = reader.map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(damage(&rows[1]).0, "a#2");
}

#[test]
fn deep_nesting_is_damage() {
    let deep = format!("{{\"text\": {}", "[".repeat(100_000));
    assert!(damage(&rows(deep.as_bytes())[0]).1.contains("recursion limit"));
}
