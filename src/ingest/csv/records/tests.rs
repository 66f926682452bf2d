//! Records of tables that are whole, of others in which quotes were left open, and of what no one would write.

use ::csv::{ByteRecord, ReaderBuilder};
use proptest::prelude::*;

use super::*;

/// The records of a table, each with what was found in its place.
fn records(table: &[u8], max_bytes: usize) -> Vec<(Found, Vec<String>)> {
    records_of(Records::new(table, b',', max_bytes))
}

fn records_of(records: Records<&[u8]>) -> Vec<(Found, Vec<String>)> {
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(records);
    let mut all = Vec::new();
    loop {
        let found = reader.get_mut().advance().unwrap();
        let mut record = ByteRecord::new();
        match found {
            Found::End => return all,
            Found::TooLong => {}
            Found::Whole | Found::Unclosed => assert!(reader.read_byte_record(&mut record).unwrap()),
        }
        all.push((found, record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()));
    }
}

fn kinds(table: &[u8], max_bytes: usize) -> Vec<Found> {
    records(table, max_bytes).into_iter().map(|(found, _)| found).collect()
}

#[test]
fn reading_goes_on_behind_the_line_of_an_open_quote() {
    let found = records(b"1,\"a\nb\",\"c \"\"d\"\"\n2,x\r\n3,y", 1000);
    let expected: [(Found, &[&str]); 3] = [
        (Found::Unclosed, &["1", "a\nb", "c \"d\"\n"]),
        (Found::Whole, &["2", "x"]),
        (Found::Whole, &["3", "y"]),
    ];
    assert_eq!(found.len(), expected.len());
    for ((found, cells), expected) in found.iter().zip(expected) {
        assert_eq!(
            (*found, cells.iter().map(String::as_str).collect::<Vec<_>>()),
            (expected.0, expected.1.to_vec())
        );
    }
}

/// The rows of a table of three columns; those with an open quote as `None`.
fn rows_of_three(table: &str) -> Vec<Option<Vec<String>>> {
    let mut records = Records::new(table.as_bytes(), b',', 1000);
    records.expect_columns(3);
    records_of(records).into_iter().map(|(found, row)| Some(row).filter(|_| found == Found::Whole)).collect()
}

/// Whatever the rows behind it quote, none of them is lost.
#[test]
fn an_open_quote_swallows_no_row() {
    for open in
        ["2,Sun,\"It shone.", "2,\"Sun,It shone.", "\"2,Sun,It shone.", "\"2\",\"Sun\",\"It \"\"shone\"\"."]
    {
        for behind in [
            "4,Fog,\"It lifted.\"",
            "4,\"Fog\",It lifted.",
            "\"4\",Fog,It lifted.",
            "\"4\",\"Fog\",\"It lifted.\"",
            "4,\"\",\"\"\"Fog\"\" lifted.\"",
            "4,Fog,\"It\nlifted,\nall of it.\"",
            "\"4\n\",Fog,It lifted.",
            "4,Fog,It \"lifted\".",
            "4,\"Fog,It lifted.\n5,\"Hail\",It fell.",
        ] {
            let rest = rows_of_three(&format!("3,Snow,It snowed.\n{behind}\n6,Eels,\"They\nswam.\"\n"));
            assert!(rest.len() >= 3 && rest[0].is_some());
            let found = rows_of_three(&format!(
                "1,Rain,\"It\nrained.\"\n{open}\n3,Snow,It snowed.\n{behind}\n6,Eels,\"They\nswam.\"\n"
            ));
            assert_eq!(found[0].as_ref().unwrap()[2], "It\nrained.");
            assert_eq!((&found[1], &found[2..]), (&None, &rest[..]), "{open} before {behind}");
        }
    }
}

/// By RFC 4180, where that makes a row of the right width; else the rows in between tell.
#[test]
fn a_later_quote_may_close_an_open_one() {
    for behind in ["4,\",Fog\",It lifted.", "4,Fog 24\",It lifted."] {
        let found = rows_of_three(&format!("2,Sun,\"It shone.\n3,Snow,It snowed.\n{behind}\n5,Eels,x\n"));
        assert_eq!((found.len(), &found[0]), (4, &None), "{behind}");
        assert_eq!(found[2].as_ref().unwrap()[0], "4", "{behind}");
    }
    let found = rows_of_three("2,Sun,\"It shone.\n3,Snow,It snowed.\"\n4,Fog,x\n");
    assert_eq!((found.len(), found[0].as_ref().unwrap()[2].as_str()), (2, "It shone.\n3,Snow,It snowed."));
}

/// By RFC 4180, and where quotes within a cell were not doubled.
#[test]
fn lines_in_a_cell_are_no_rows() {
    let row = |cells: [&str; 3]| Some(cells.map(str::to_owned).to_vec());
    for cell in ["It\n3,Snow,It snowed.", "a,\n,b,", ",\n,", "\n\n", "It \"\"snowed\"\",\n\"\"a\"\",b,c\n"] {
        let table = format!("2,Sun,\"{cell}\"\n3,Snow,x\n4,\"{cell}\",x\n");
        let text = cell.replace("\"\"", "\"");
        let expected = [row(["2", "Sun", &text]), row(["3", "Snow", "x"]), row(["4", &text, "x"])];
        assert_eq!(rows_of_three(&table), expected, "{cell:?}");
    }
    // As the parser reads on behind a quote that should have been doubled.
    let found = rows_of_three("2,\"Fog, and sun.\nThe \"old\" ferry sailed.\",x\n3,Snow,x\n");
    assert_eq!(found, [row(["2", "Fog, and sun.\nThe old\" ferry sailed.\"", "x"]), row(["3", "Snow", "x"])]);
    // A row that is too wide is one row.
    assert_eq!(rows_of_three("2,Sun,\"It\nshone.\",x\n3,Snow,x\n").len(), 2);
}

#[test]
fn what_is_too_long_is_passed_over() {
    use Found::{TooLong, Unclosed, Whole};
    assert_eq!(kinds(b"a,b\nmuch too long\nc,d\n", 8), [Whole, TooLong, Whole]);
    assert_eq!(kinds(b"a\n\"b\nc\nd\ne\nf\"\ng\n", 8), [Whole, Unclosed, Whole, Whole, Whole, Whole, Whole]);
}

#[test]
fn a_quote_left_open_on_every_line_takes_no_time() {
    for line in ["a\"b,\"c\n", "a,\"b\n", "\"a,b\"c\n", "\"\"\"\",\"\"\"a\n", "a\",\"b\n", "a,\"\n"] {
        let table = line.repeat(200_000);
        for max_bytes in [1 << 30, 1 << 20] {
            for n_columns in [None, Some(1), Some(2), Some(3)] {
                let mut records = Records::new(table.as_bytes(), b',', max_bytes);
                records.table.n_columns = n_columns;
                let mut n_read = 0;
                while records.advance().unwrap() != Found::End {
                    n_read += 1;
                }
                assert!(n_read > 0);
            }
        }
    }
    assert_eq!(kinds("a\"b,\"c\n".repeat(200_000).as_bytes(), 1 << 20).len(), 200_000);
}

/// A cell as a writer of tables may write it; but none where the first quote behind an open one could close it: see
/// [`a_later_quote_may_close_an_open_one`].
fn cell() -> impl Strategy<Value = String> {
    let text = r#"("")?[a-c]([a-c ,\n\r]|""){0,6}"#;
    prop_oneof![
        r#"[a-c]([a-c "]{0,3}[a-c])?"#,
        "",
        Just("\"\"".to_owned()),
        text.prop_map(|text| format!("\"{text}\"")),
    ]
}

fn row(n_columns: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(cell(), n_columns)
        .prop_map(|cells| cells.join(","))
        .prop_filter("a blank line is no row", |row| !row.is_empty())
}

proptest! {
    /// One quote is left open in a row: the others come out, and in order.
    #[test]
    fn rows_about_an_open_quote_are_read(
        (before, cells, after) in (2..5_usize).prop_flat_map(|n_columns| (
            prop::collection::vec(row(n_columns), 0..4),
            prop::collection::vec("[a-c]{1,3}", n_columns),
            prop::collection::vec(row(n_columns), 0..6),
        )),
        place in 0..5_usize,
    ) {
        let n_columns = cells.len();
        let read = |rows: &[String]| {
            let table = [rows, &[String::new()]].concat().join("\n");
            let mut records = Records::new(table.as_bytes(), b',', 1000);
            records.expect_columns(n_columns);
            records_of(records)
        };
        let mut open = cells;
        open[place % n_columns].insert(0, '"');
        let found = read(&[&before[..], &[open.join(",")], &after].concat());
        let (expected_before, expected_after) = (read(&before), read(&after));
        prop_assert_eq!((expected_before.len(), expected_after.len()), (before.len(), after.len()));
        prop_assert_eq!(&found[..before.len()], &expected_before);
        prop_assert_eq!(found[before.len()].0, Found::Unclosed);
        prop_assert_eq!(&found[before.len() + 1..], &expected_after);
    }

    /// Tables that are written by RFC 4180 are read as the parser reads them.
    #[test]
    fn whole_tables_are_whole(
        rows in prop::collection::vec(prop::collection::vec("[ab,\"\n\r]{0,6}", 3), 0..6), is_quoted: bool, delimiter in prop::sample::select(vec![b',', b'\t', b'a']),
    ) {
        let style = if is_quoted { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
        let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let table = writer.into_inner().unwrap();
        let mut records = Records::new(&table[..], delimiter, 1000);
        records.expect_columns(3);
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(records);
        for row in &rows {
            prop_assert_eq!(reader.get_mut().advance().unwrap(), Found::Whole);
            let mut record = ::csv::StringRecord::new();
            prop_assert!(reader.read_record(&mut record).unwrap());
            prop_assert_eq!(&record, row);
        }
        prop_assert_eq!(reader.get_mut().advance().unwrap(), Found::End);
    }

    #[test]
    fn records_are_what_the_parser_takes_for_them(table in "[ab,\"\n\r]{0,40}") {
        let closed = format!("{table}\"\n");
        for table in [table, closed] {
            let found = records(table.as_bytes(), 1000);
            if found.iter().any(|(found, _)| *found != Found::Whole) {
                continue;
            }
            let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(table.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .byte_records()
                .map(|record| record.unwrap().iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
                .collect();
            prop_assert_eq!(found.into_iter().map(|(_, record)| record).collect::<Vec<_>>(), expected);
        }
    }
}
