//! Tables of articles: CSV, TSV, JSONL, JSON documents and fastText, packed or not, told from their content or by name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline::ingest::{Columns, Format};
use slugline_fuzz::articles;

fuzz_target!(|bytes: &[u8]| {
    let usual = Columns::default();
    for format in [Format::Jsonl, Format::Json, Format::Csv, Format::FastText] {
        let found = articles("table", bytes, Some(format), &usual);
        let is_packed = bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(&[0x28, 0xb5]);
        // No row of one line makes two articles, and none is longer than what it was read from.
        if matches!(format, Format::Jsonl | Format::FastText) && !is_packed {
            assert!(found.len() <= bytes.split(|byte| *byte == b'\n').count());
        }
    }
    let named = ["table", "table.csv", "table.tsv", "table.jsonl.gz", "table.json"];
    for name in named {
        let _ = articles(name, bytes, None, &usual);
    }
    let by_name =
        Columns { text: Some("text".to_owned()), label: Some("topic".to_owned()), ..Columns::default() };
    let _ = articles("table", bytes, None, &by_name);
    let by_place = Columns { text: Some("2".to_owned()), id: Some("1".to_owned()), ..Columns::default() };
    let _ = articles("table.csv", bytes, Some(Format::Csv), &by_place);
});
