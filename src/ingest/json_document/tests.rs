//! Documents of articles, whole and damaged: what is damaged costs itself alone, and no time.

use proptest::prelude::*;

use super::*;

fn rows(document: &str) -> Vec<Row> {
    let rows = DocumentRows::new(document.as_bytes().to_vec(), "a.json", &Columns::default());
    rows.map(Result::unwrap).collect()
}

/// The title of each article, or what is wrong with the row.
fn titles(document: &str) -> Vec<String> {
    let title = |row: Row| match row {
        Row::Article(article) => article.title,
        Row::Damaged(row) => format!("{}: {}", row.id, row.error),
    };
    rows(document).into_iter().map(title).collect()
}

/// The rows of a document whose values are cut out all at once, each list by itself.
fn rows_at_once(document: &str) -> Vec<Row> {
    let all = |bytes, position| {
        let mut scanner = Scanner { bytes, position };
        std::iter::from_fn(move || scanner.next_value_anywhere())
    };
    let mut parts = Vec::new();
    let mut scanner = Scanner { bytes: document.as_bytes(), position: 0 };
    while let Some(value) = scanner.next_value_anywhere() {
        let list = match value.bytes.first() {
            Some(b'[') => Some(0..value.bytes.len()),
            Some(b'{') => list_of(value.bytes),
            _ => None,
        };
        match list {
            Some(list) => {
                let list = whole_list(document.as_bytes(), value.start + list.start..value.start + list.end);
                parts.extend(all(&document.as_bytes()[..list.end], list.start + 1));
                scanner.position = scanner.position.max(list.end);
            }
            None => parts.push(value),
        }
    }
    (1..)
        .zip(parts)
        .map(|(number, part)| row(&part, "a.json", number, &Keys::new(&Columns::default())))
        .collect()
}

#[test]
fn arrays_and_the_lists_of_exports_are_articles() {
    for document in [
        r#"[{"title": "a"}, {"title": "b", "tags": ["x", "]"]}]"#,
        "{\"status\": \"ok\", \"total\": 2,\n \"articles\": [{\"title\": \"a\"}, {\"title\": \"b\"}]}",
        r#"{"data": [{"id": 1}], "Items": [{"title": "a"}, {"title": "b"}]}"#,
        "{\n \"title\": \"a\"\n}\n{\n \"title\": \"b\", \"items\": [1]\n}",
    ] {
        assert_eq!(titles(document), ["a", "b"], "{document}");
    }
    assert_eq!(titles("[]"), [""; 0]);
    assert_eq!(titles(r#"{"title": "one {\"of\"} [these]", "text": "x"}"#), ["one {\"of\"} [these]"]);
}

#[test]
fn what_is_damaged_costs_itself_alone() {
    let found = titles(r#"[{"title": "a"}, {"title": }, 7, {"title": "b"}, {"title": "c"#);
    assert_eq!(found.len(), 5);
    assert_eq!((found[0].as_str(), found[3].as_str()), ("a", "b"));
    assert!(found[1].starts_with("a.json#2: row 2 is not JSON"), "{}", found[1]);
    assert_eq!(found[2], "a.json#3: row 3 holds a number, not a JSON object");
    assert_eq!(found[4], "a.json#5: row 5 is cut off: the file ends within it");
    // A bracket too many.
    let document = r#"[{"title": "a"}}, {"title": "b"}]] {"items": [{"title": "c"}]}]}{"title": "d"}"#;
    assert_eq!(titles(document), ["a", "b", "c", "d"]);
}

#[test]
fn what_is_not_closed_ends_where_the_next_line_like_it_begins() {
    for broken in
        ["{\"title\": \"x\"", "{\"title\": \"x}", "{\"title\": [\"x\"}", "{\"title\": {\n    \"x\": 1\n  }"]
    {
        let document = format!(
            "[\n  {{\"title\": \"a\"}},\n  {broken},\n  {{\n    \"title\": \"b\"}},\n  {broken},\n  {{\"title\": \"c\"}}\n]\n"
        );
        for document in [document.replace("\n  ", "\n"), format!("{{\"items\": {document}}}"), document] {
            let found = titles(&document);
            let wrong = |n| format!("a.json#{n}: row {n} has a bracket or a quote that is not closed");
            assert_eq!(found, ["a", &wrong(2), "b", &wrong(4), "c"], "{document}");
        }
    }
}

#[test]
fn a_bracket_too_many_ends_no_list() {
    for stray in ["]", "}", "}}", "]}", "]]"] {
        let list = format!(
            "{{\"title\": \"a\"}}{stray},\n{{\"title\": \"b\"}}, {{\"title\": \"c\"}}{stray}, {{\"title\": \"d\"}}"
        );
        for document in [format!("[{list}]"), format!("{{\"total\": 4, \"articles\": [{list}]}}")] {
            assert_eq!(titles(&document), ["a", "b", "c", "d"], "{document}");
        }
    }
    // What is not closed behind it is told by its lines.
    let document = "{\"items\": [\n{\"title\": \"a\"}},\n{\"title\": \"b\",\n{\"title\": \"c\"}\n]}";
    let wrong = "a.json#2: row 2 has a bracket or a quote that is not closed";
    assert_eq!(titles(document), ["a", wrong, "c"]);
    // The keys behind a list are none of its elements.
    let document =
        "{\"items\": [\n{\"title\": \"a\",\n{\"title\": \"b\"}\n], \"total\": 2, \"next\": {\"page\": [2]}}";
    assert_eq!(titles(document), ["a.json#1: row 1 has a bracket or a quote that is not closed", "b"]);
    // Lists of documents that follow each other stay apart, and what stands in an article stays in it.
    let document = r#"{"items": [{"title": "a", "items": [{"title": "x"}]}]}, {"items": [{"title": "b"}]}"#;
    assert_eq!(titles(document), ["a", "b"]);
}

#[test]
fn lines_that_are_indented_each_otherwise_cost_no_search_each() {
    // Behind one that is not closed, each element asks for the next line like its own, of which there is none.
    let indent = |n: usize| format!("{n:015b}").replace('0', " ").replace('1', "\t");
    let line = |n| format!("{}{{\"title\":\"z\"}}", indent(n));
    let lines = (0..30_000).map(line).collect::<Vec<_>>().join(",\n");
    let found = titles(&format!("[\n{{\"title\":\"x\",\n{{\"title\":\"y\"}},\n{lines}]"));
    assert_eq!(found.len(), 30_002);
    assert_eq!(found[0], "a.json#1: row 1 has a bracket or a quote that is not closed");
    assert!(found[1] == "y" && found[2..].iter().all(|title| title == "z"));
}

proptest! {
    #[test]
    fn rows_are_those_of_the_document_at_once(
        text in r#"([\[\]{},:"\\ a1]|"title": ?"x"|\{"title":"y"\}|"(items|data)":|\PC){0,60}"#,
    ) {
        prop_assert_eq!(format!("{:?}", rows(&text)), format!("{:?}", rows_at_once(&text)));
    }

    #[test]
    fn every_element_is_a_row(titles_in in prop::collection::vec(r#"[a-z"\\{}\[\],]{1,8}"#, 0..8), is_pretty: bool) {
        let objects: Vec<serde_json::Value> = titles_in.iter().map(|title| serde_json::json!({"title": title})).collect();
        let document = if is_pretty { serde_json::to_string_pretty(&objects) } else { serde_json::to_string(&objects) }.unwrap();
        prop_assert_eq!(titles(&document), titles_in);
    }
}
