//! Tables written by hand, and what must be read from them.

use std::io;

use super::*;
use crate::article::Article;

fn rows_with(input: &[u8], columns: &Columns) -> Result<Vec<Row>> {
    CsvRows::new(input, input, "a.csv", columns)?.collect()
}

fn rows(input: &str) -> Vec<Row> {
    rows_with(input.as_bytes(), &Columns::default()).unwrap()
}

fn article(row: &Row) -> &Article {
    match row {
        Row::Article(article) => article,
        Row::Damaged(row) => panic!("damaged: {row:?}"),
    }
}

fn damage(row: &Row) -> (&str, &str) {
    match row {
        Row::Damaged(row) => (&row.id, &row.error),
        Row::Article(article) => panic!("not damaged: {article:?}"),
    }
}

#[test]
fn a_header_names_the_columns() {
    let rows = rows("ID,Headline,Body,Topic\n1,Rain,\"It rained,\nand rained.\",Weather\n,Sun,It shone.,\n");
    assert_eq!(rows.len(), 2);
    let first = article(&rows[0]);
    assert_eq!((first.id.as_str(), first.title.as_str()), ("1", "Rain"));
    assert_eq!(first.text, "It rained,\nand rained.");
    assert_eq!(first.labels, ["Weather"]);
    assert_eq!(article(&rows[1]).id, "a.csv#2");
    assert!(article(&rows[1]).labels.is_empty());
}

#[test]
fn the_delimiter_is_told_from_the_header() {
    for delimiter in [",", ";", "\t", "|"] {
        let table = "title*text*lang\nRain*It rained.*en\n".replace('*', delimiter);
        assert_eq!(article(&rows(&table)[0]).text, "It rained.", "{delimiter:?}");
    }
}

#[test]
fn several_labels_share_a_cell() {
    assert_eq!(article(&rows("text,labels\nx,a; b|c;\n")[0]).labels, ["a", "b", "c"]);
}

#[test]
fn the_first_column_that_holds_something_wins() {
    let rows = rows("summary,text\nshort,long\nshort,\n");
    assert_eq!(article(&rows[0]).text, "long");
    assert_eq!(article(&rows[1]).text, "short");
}

#[test]
fn a_row_of_another_width_is_damaged() {
    let rows = rows("id,text\n1,a\n2\n3,b,c\n4,d\n");
    assert_eq!(rows.len(), 4);
    assert_eq!(damage(&rows[1]), ("2", "row 2 has 1 column where 2 are expected"));
    assert_eq!(damage(&rows[2]), ("3", "row 3 has 3 columns where 2 are expected"));
    assert_eq!(article(&rows[3]).text, "d");
}

#[test]
fn a_cell_that_is_not_utf8_is_damage() {
    let rows = rows_with(b"id,text\n1,caf\xe9\n2,tea\n", &Columns::default()).unwrap();
    assert_eq!(damage(&rows[0]), ("1", "row 1 is not UTF-8 text"));
    assert_eq!(article(&rows[1]).text, "tea");
}

#[test]
fn columns_may_be_given_by_number() {
    let columns = Columns { text: Some("3".to_owned()), label: Some("1".to_owned()), ..Columns::default() };
    let rows = rows_with(b"a;x;One, two\nb;y;Three.\n", &columns).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(article(&rows[0]).text, "One, two");
    assert_eq!(article(&rows[1]).labels, ["b"]);
    assert_eq!(article(&rows[0]).id, "a.csv#1");
}

#[test]
fn what_the_user_named_must_be_there() {
    let message = |table: &[u8], columns: Columns| rows_with(table, &columns).unwrap_err().to_string();
    let named = |text: &str| Columns { text: Some(text.to_owned()), ..Columns::default() };
    assert_eq!(message(b"a,b\n1,2\n", named("story")), "has no column `story`; its columns are a, b");
    assert_eq!(message(b"a,b\n1,2\n", named("7")), "has 2 columns, no column 7");
    assert_eq!(message(b"a,b\n1,2\n", named("0")), "has 2 columns, no column 0");
    assert_eq!(
        message(b"a,b\n1,2\n", Columns::default()),
        "has no text or title column; its columns are a, b; name one with --text-column"
    );
    let mixed = Columns { id: Some("name".to_owned()), ..named("1") };
    assert!(message(b"a,b\n1,2\n", mixed).contains("`name`"));
}

#[test]
fn a_header_is_recognised() {
    assert!(starts_with_header(b"id;Title;Text\n", &Columns::default()));
    assert!(!starts_with_header(b"Rain, wind and sun\n", &Columns::default()));
    assert!(!starts_with_header(b"text\nIt rained.\n", &Columns::default()));
    assert!(!starts_with_header(b"", &Columns::default()));
}

#[test]
fn a_text_with_a_comma_in_its_first_line_is_no_table() {
    for text in [
        "Title, text and more\n\nIt rained, it blew, and it snowed.\n",
        "Title, text and more\n\nIt rained.\n",
        "Title, text and more",
        "Text, which nobody ever reads to its end\n\nIt rained, and it blew.\n",
        "Headline, text.\n\nIt rained, and it blew.\n",
    ] {
        assert!(!starts_with_header(text.as_bytes(), &Columns::default()), "{text}");
    }
    assert!(starts_with_header(b"Date of issue, Text\n2024-05-06, It rained.\n", &Columns::default()));
    let long_row = format!("id,text,lang\n1,\"{}", "It rained. ".repeat(5000));
    assert!(starts_with_header(long_row.as_bytes(), &Columns::default()));
}

#[test]
fn a_quote_left_open_costs_its_row_only() {
    let rows = rows(
        "id,title,text\n1,Rain,\"It\nrained.\"\n2,Sun,\"It shone.\n3,Snow,It snowed.\n4,Fog,It lifted.\n",
    );
    assert_eq!(rows.len(), 4);
    assert_eq!(article(&rows[0]).text, "It\nrained.");
    assert_eq!(damage(&rows[1]), ("2", "row 2 has a quote that is not closed"));
    assert_eq!(article(&rows[2]).text, "It snowed.");
    assert_eq!(article(&rows[3]).text, "It lifted.");
}

#[test]
fn a_row_without_end_costs_its_line_only() {
    let long = io::repeat(b'x').take(40 << 20);
    let table = b"text,id\n\"".chain(long).chain(b"\nIt rained.,2\n".as_slice());
    let rows: Vec<Row> = CsvRows::new(table, b"text,id\n", "a.csv", &Columns::default())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(damage(&rows[0]), ("a.csv#1", "row 1 is longer than 16 MiB"));
    assert_eq!(article(&rows[1]).text, "It rained.");
}

#[test]
fn a_quote_left_open_in_a_long_table_costs_its_row_only() {
    let more = "It rained.,2\n".repeat(2 << 20);
    let table = format!("text,id\n\"It shone.,1\n{more}");
    let rows = CsvRows::new(table.as_bytes(), b"text,id\n", "a.csv", &Columns::default()).unwrap();
    let (mut n_articles, mut n_damaged) = (0, 0);
    for row in rows {
        match row.unwrap() {
            Row::Article(_) => n_articles += 1,
            Row::Damaged(_) => n_damaged += 1,
        }
    }
    assert_eq!((n_articles, n_damaged), (2 << 20, 1));
}
