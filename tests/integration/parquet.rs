//! Parquet in and out, where the program was built with it, and what is said where it was not.

use crate::work_dir::WorkDir;

/// Without the feature, one sentence says how to get it.
#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_it_says_how_to_get_it() {
    let dir = WorkDir::with("a", b"PAR1\x15\x04\0\0PAR1");
    let run = dir.run(&["classify", "a"]).exits(2);
    assert!(run.err.contains("a: is Parquet, which this program was built without"), "{}", run.err);
    assert!(run.err.contains("--features parquet"), "{}", run.err);
    dir.write("a.jsonl", "{\"text\": \"It rained.\"}");
    let refusal = dir.run(&["classify", "a.jsonl", "--to", "parquet", "-o", "out"]).refuses();
    assert!(refusal.contains("--features parquet"), "{refusal}");
}

#[cfg(feature = "parquet")]
mod built_with_it {
    use std::io::Write;

    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};
    use arrow_array::{Array, ArrayRef, RecordBatch};
    use arrow_schema::DataType;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use serde_json::Value;

    use super::WorkDir;
    use crate::samples::{DAMAGED_ROWS, NEWS};

    /// Written by pyarrow, as `tests/oracles/parquet.py` says.
    const PARQUET: &[u8] = include_bytes!("../oracles/pyarrow.parquet");
    /// The same rows.
    const JSONL: &str = include_str!("../oracles/pyarrow.jsonl");

    /// The one batch of a small file.
    fn batch(file: Vec<u8>) -> RecordBatch {
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file)).unwrap();
        let mut batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
        assert_eq!(batches.len(), 1);
        batches.remove(0)
    }

    /// The value as the JSON lines have it.
    fn json(column: &ArrayRef, row: usize) -> Value {
        if column.is_null(row) {
            return Value::Null;
        }
        match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(row).into(),
            DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into(),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
            DataType::Boolean => column.as_boolean().value(row).into(),
            DataType::List(_) => {
                let items = column.as_list::<i32>().value(row);
                (0..items.len()).map(|item| json(&items, item)).collect()
            }
            DataType::Struct(fields) => {
                let parts = fields.iter().zip(column.as_struct().columns());
                parts.map(|(field, part)| (field.name().clone(), json(part, row))).collect()
            }
            other => panic!("{other}"),
        }
    }

    /// Checks that the columns of a file hold what the rows have under their names; absent there is null here.
    #[track_caller]
    fn assert_same(file: Vec<u8>, rows: &[Value]) {
        let batch = batch(file);
        assert_eq!(batch.num_rows(), rows.len());
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            for (index, row) in rows.iter().enumerate() {
                let expected = match field.name().as_str() {
                    "span_start" => &row["span"][0],
                    "span_end" => &row["span"][1],
                    name => &row[name],
                };
                assert_eq!(json(column, index), *expected, "{} of row {index}", field.name());
            }
        }
    }

    #[test]
    fn rows_of_a_file_of_another_library_are_those_of_the_same_json() {
        let dir = WorkDir::with("a.parquet", PARQUET);
        dir.write("a.jsonl", JSONL);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(PARQUET).unwrap();
        dir.write("a.gz", encoder.finish().unwrap());
        dir.write("other.csv", PARQUET);
        for command in ["classify", "summarize"] {
            let expected = dir.run(&[command, "a.jsonl"]).exits(0).rows();
            assert_eq!(expected.len(), 5);
            for name in ["a.parquet", "a.gz", "other.csv"] {
                assert_eq!(dir.run(&[command, name]).exits(0).rows(), expected, "{name}");
            }
            assert_eq!(dir.run(&[command, "a.parquet", "--format", "parquet"]).exits(0).rows(), expected);
            assert_eq!(dir.run_reading(PARQUET, &[command, "-"]).exits(0).rows(), expected);
        }
    }

    #[test]
    fn what_is_not_whole_is_said_and_the_rest_goes_on() {
        let dir = WorkDir::with("cut.parquet", &PARQUET[..PARQUET.len() - 9]);
        dir.write("a.jsonl", JSONL);
        let run = dir.run(&["classify", "cut.parquet", "a.jsonl"]).exits(1);
        assert_eq!(run.rows().len(), 5);
        assert!(run.err.contains("cut.parquet: is cut off"), "{}", run.err);
        let run = dir.run(&["classify", "a.jsonl", "--format", "parquet"]).exits(2);
        assert!(run.err.contains("a.jsonl: is not Parquet"), "{}", run.err);
        dir.write("a.parquet", PARQUET);
        let run = dir.run(&["classify", "a.parquet", "--text-column", "story"]).exits(2);
        let columns = "id, title, text, source, published, lang, unread";
        assert!(
            run.err.contains(&format!("has no column `story`; its columns are {columns}")),
            "{}",
            run.err
        );
    }

    #[test]
    fn rows_are_written_as_the_json_lines_have_them() {
        let dir = WorkDir::with("a.jsonl", [NEWS.as_bytes(), DAMAGED_ROWS].concat());
        for flags in [&["classify"][..], &["summarize"], &["summarize", "--with-text"]] {
            let run = |more: &[&str]| dir.run(&[flags, &["a.jsonl"], more].concat()).exits(1);
            let rows = run(&[]).rows();
            let said = run(&["--to", "parquet", "-o", "out.parquet"]);
            assert!(said.bytes.is_empty(), "{flags:?}");
            assert_same(dir.read("out.parquet"), &rows);
            let whole = dir.read("out.parquet");
            run(&["--to", "parquet", "-o", "out.parquet", "--threads", "1"]);
            assert_eq!(dir.read("out.parquet"), whole, "the same bytes on one thread");
        }
        assert_eq!(dir.names(), ["a.jsonl", "out.parquet"]);
    }

    #[test]
    fn an_output_appears_whole_or_not_at_all() {
        let dir = WorkDir::with("a.jsonl", DAMAGED_ROWS);
        let refusal = dir.run(&["classify", "a.jsonl", "--to", "parquet"]).refuses();
        assert_eq!(refusal, "--to parquet writes a file; name it with -o");
        let resumed = ["classify", "a.jsonl", "--to", "parquet", "-o", "out", "--resume"];
        assert!(dir.run(&resumed).refuses().contains("Parquet is written in one run"));
        let stopped = ["classify", "a.jsonl", "--to", "parquet", "-o", "out", "--on-error", "stop"];
        dir.run(&stopped).refuses();
        assert_eq!(dir.names(), ["a.jsonl"]);
    }

    #[test]
    fn an_output_can_be_read_again() {
        let dir = WorkDir::with("a.jsonl", NEWS);
        dir.run(&["summarize", "a.jsonl", "--with-text", "--to", "parquet", "-o", "lines"]).exits(0);
        let again = dir.run(&["summarize", "lines"]).exits(0).rows();
        assert_eq!(again.len(), 4);
        assert_eq!(again[0]["id"], "cable");
    }
}
