//! Files that are written here, column by column, and what is read of them.
//!
//! What a value should become is said by the Parquet format (a timestamp counts from 1970, a day is its first moment, a null is none) or by what
//! the other tables make of the same values.

use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{LargeListBuilder, ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray,
    Float64Array, Int64Array, LargeStringArray, NullArray, StringArray, StringViewArray, StructArray,
    Time64MicrosecondArray, TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt64Array,
};
use arrow_schema::DataType;
use proptest::prelude::*;

use super::*;
use crate::article::Article;

fn array(array: impl arrow_array::Array + 'static) -> ArrayRef {
    Arc::new(array)
}

fn texts(texts: &[&str]) -> ArrayRef {
    array(StringArray::from(texts.to_vec()))
}

fn written_with(columns: &[(&str, ArrayRef)], properties: WriterProperties) -> Vec<u8> {
    let columns = columns.iter().map(|(name, column)| (*name, Arc::clone(column), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn written(columns: &[(&str, ArrayRef)]) -> Vec<u8> {
    written_with(columns, WriterProperties::new())
}

fn read_with(bytes: &[u8], columns: &Columns) -> Result<Vec<Result<Row>>> {
    Ok(rows(Source::bytes(bytes.to_owned()), "a.parquet", columns)?.collect())
}

fn articles(columns: &[(&str, ArrayRef)]) -> Vec<Article> {
    let rows = read_with(&written(columns), &Columns::default()).unwrap();
    let article = |row: Result<Row>| match row.unwrap() {
        Row::Article(article) => article,
        Row::Damaged(row) => panic!("{}", row.error),
    };
    rows.into_iter().map(article).collect()
}

fn refusal(columns: &[(&str, ArrayRef)], named: &Columns) -> String {
    read_with(&written(columns), named).unwrap_err().to_string()
}

#[test]
fn texts_of_every_type_are_the_same_text() {
    let strings = ["It rained.", "", "Ein Tag am Öresund."];
    let dictionary: DictionaryArray<Int32Type> = strings.into_iter().collect();
    for column in [
        texts(&strings),
        array(LargeStringArray::from(strings.to_vec())),
        array(StringViewArray::from(strings.to_vec())),
        array(dictionary),
        array(BinaryArray::from_iter_values(strings)),
    ] {
        let data_type = column.data_type().clone();
        let found: Vec<String> =
            articles(&[("text", column)]).into_iter().map(|article| article.text).collect();
        assert_eq!(found, strings, "{data_type}");
    }
}

/// As of a JSON line whose `title` and `text` are null: an article without a word, which comes out as `empty`.
#[test]
fn a_null_is_no_text() {
    let text: ArrayRef = array(StringArray::from(vec![Some("It rained."), None]));
    let found = articles(&[("title", array(NullArray::new(2))), ("text", text)]);
    assert_eq!((found[0].text.as_str(), found[0].title.as_str()), ("It rained.", ""));
    assert!(found[1].is_empty());
    assert_eq!(found[1].id, "a.parquet#2");
}

#[test]
fn a_text_that_is_none_is_a_damaged_row_in_its_place() {
    let bytes: [&[u8]; 3] = [b"It rained.", b"\xff\xfe", b"It froze."];
    let file =
        written(&[("id", texts(&["a", "b", "c"])), ("text", array(BinaryArray::from(bytes.to_vec())))]);
    let rows: Vec<Row> =
        read_with(&file, &Columns::default()).unwrap().into_iter().map(Result::unwrap).collect();
    assert!(matches!(&rows[0], Row::Article(article) if article.id == "a"));
    assert!(matches!(&rows[1], Row::Damaged(row) if row.id == "b" && row.error == "row 2 is not UTF-8 text"));
    assert!(matches!(&rows[2], Row::Article(article) if article.id == "c"));
}

#[test]
fn ids_may_be_numbers() {
    for (column, expected) in [
        (array(Int64Array::from(vec![-7])), "-7"),
        (array(UInt64Array::from(vec![u64::MAX])), "18446744073709551615"),
        (array(Float64Array::from(vec![12.0])), "12"),
        (array(Float64Array::from(vec![f64::NAN])), "a.parquet#1"),
        (array(Decimal128Array::from(vec![42]).with_precision_and_scale(38, 0).unwrap()), "42"),
    ] {
        assert_eq!(articles(&[("id", column), ("text", texts(&["x"]))])[0].id, expected);
    }
}

/// 1714979289 is 2024-05-06T07:08:09Z (`date -u -d @1714979289`), and that day the 19849th since 1970.
#[test]
fn dates_may_be_of_every_type() {
    const SECOND: i64 = 1_714_979_289;
    for (column, expected) in [
        (array(TimestampSecondArray::from(vec![SECOND])), "2024-05-06T07:08:09Z"),
        (array(TimestampMillisecondArray::from(vec![SECOND * 1000])), "2024-05-06T07:08:09Z"),
        (
            array(TimestampMicrosecondArray::from(vec![SECOND * 1_000_000]).with_timezone("+02:00")),
            "2024-05-06T07:08:09Z",
        ),
        (
            array(
                TimestampNanosecondArray::from(vec![SECOND * 1_000_000_000 + 5])
                    .with_timezone("Europe/Berlin"),
            ),
            "2024-05-06T07:08:09.000000005Z",
        ),
        (array(TimestampMillisecondArray::from(vec![-1])), "1969-12-31T23:59:59.999Z"),
        (array(Date32Array::from(vec![19_849])), "2024-05-06T00:00:00Z"),
        (array(Date64Array::from(vec![19_849 * 86_400_000])), "2024-05-06T00:00:00Z"),
        (array(Int64Array::from(vec![SECOND])), "2024-05-06T07:08:09Z"),
        (array(Float64Array::from(vec![1_714_979_289.5])), "2024-05-06T07:08:09Z"),
        (texts(&["Mon, 06 May 2024 07:08:09 GMT"]), "2024-05-06T07:08:09Z"),
    ] {
        let data_type = column.data_type().clone();
        let article = articles(&[("date", column), ("text", texts(&["x"]))]).remove(0);
        assert_eq!(article.published.unwrap().to_string(), expected, "{data_type}");
    }
    let never = array(TimestampSecondArray::from(vec![i64::MAX]));
    assert_eq!(articles(&[("date", never), ("text", texts(&["x"]))])[0].published, None);
}

#[test]
fn labels_are_lists_or_texts() {
    let mut lists = ListBuilder::new(StringBuilder::new());
    let mut large_lists = LargeListBuilder::new(StringBuilder::new());
    for row in [Some(&["rain", "wind"][..]), Some(&[]), None] {
        let row: Option<Vec<Option<&str>>> = row.map(|row| row.iter().copied().map(Some).collect());
        lists.append_option(row.clone());
        large_lists.append_option(row);
    }
    for column in [array(lists.finish()), array(large_lists.finish())] {
        let found = articles(&[("text", texts(&["x", "y", "z"])), ("labels", column)]);
        let found: Vec<_> =
            found.into_iter().map(|article| (article.labels, article.has_label_list)).collect();
        let expected =
            [(vec!["rain".to_owned(), "wind".to_owned()], true), (Vec::new(), true), (Vec::new(), false)];
        assert_eq!(found, expected);
    }
    // As in a CSV.
    let found = articles(&[("text", texts(&["x"])), ("topics", texts(&["rain; wind|frost"]))]);
    assert_eq!(found[0].labels, ["rain", "wind", "frost"]);
    let found = articles(&[("text", texts(&["x"])), ("label", texts(&["rain; wind"]))]);
    assert_eq!(found[0].labels, ["rain; wind"]);
}

#[test]
fn references_and_texts_may_be_lists() {
    let mut lists = ListBuilder::new(StringBuilder::new());
    lists.append_value([Some("It rained."), None, Some("It froze.")]);
    let lists = array(lists.finish());
    let found = articles(&[("text", Arc::clone(&lists)), ("refs", lists)]);
    assert_eq!(found[0].text, "It rained.\n\nIt froze.");
    assert_eq!(found[0].references, ["It rained.", "It froze."]);
}

#[test]
fn columns_are_found_by_the_usual_names_or_the_users() {
    let columns =
        [("TITLE", texts(&["Rain"])), ("story", texts(&["It rained."])), ("body", texts(&["Other."]))];
    assert_eq!(articles(&columns)[0].title, "Rain");
    let named = Columns { text: Some("Story".to_owned()), ..Columns::default() };
    let rows = read_with(&written(&columns), &named).unwrap();
    assert!(matches!(&rows[0], Ok(Row::Article(article)) if article.text == "It rained."));
    let named = Columns { text: Some("words".to_owned()), ..Columns::default() };
    assert_eq!(refusal(&columns, &named), "has no column `words`; its columns are TITLE, story, body");
    assert_eq!(
        refusal(&[("a", texts(&["x"]))], &Columns::default()),
        "has no text or title column; its columns are a; name one with --text-column"
    );
}

#[test]
fn a_column_that_cannot_hold_its_field_is_named() {
    let inner = Arc::new(arrow_schema::Field::new("name", DataType::Utf8, true));
    let structure = array(StructArray::from(vec![(inner, texts(&["Reed"]))]));
    let text = || ("text", texts(&["x"]));
    assert_eq!(
        refusal(&[text(), ("source", Arc::clone(&structure))], &Columns::default()),
        "has a column `source` that holds structures, which cannot be a source; name another with --source-column"
    );
    let time = array(Time64MicrosecondArray::from(vec![1]));
    assert!(
        refusal(&[text(), ("date", time)], &Columns::default()).contains("`date` that holds times of day")
    );
    let truth = array(BooleanArray::from(vec![true]));
    assert!(refusal(&[("text", truth)], &Columns::default()).contains("`text` that holds truth values"));
    // Where another column of the field can, it does.
    let found = articles(&[("publisher", texts(&["Reed"])), text(), ("source", structure)]);
    assert_eq!(found[0].source.as_deref(), Some("Reed"));
}

/// A hundred pages in a dozen row groups, packed in each way that is read.
fn long_file(compression: Compression) -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(400))
        .set_data_page_row_count_limit(50)
        .set_write_batch_size(50)
        .build();
    let lines: Vec<String> = (0..5000).map(|row| format!("It rained on day {row}.")).collect();
    let ids = array(Int64Array::from_iter_values(0..5000));
    written_with(&[("id", ids), ("text", array(StringArray::from(lines)))], properties)
}

#[test]
fn long_files_are_read_in_order_however_they_are_packed() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(::parquet::basic::GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ] {
        let rows = read_with(&long_file(compression), &Columns::default()).unwrap();
        assert_eq!(rows.len(), 5000);
        for (number, row) in rows.into_iter().enumerate() {
            let Row::Article(article) = row.unwrap() else { panic!("row {number}") };
            assert_eq!(
                (article.id, article.text),
                (number.to_string(), format!("It rained on day {number}."))
            );
        }
    }
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let file = long_file(Compression::SNAPPY);
    for tenth in 0..10 {
        let error = read_with(&file[..file.len() * tenth / 10], &Columns::default()).unwrap_err().to_string();
        assert!(error.contains("is cut off") || error == "is not Parquet", "{tenth}: {error}");
    }
}

#[test]
fn what_is_read_before_the_damage_is_kept() {
    let mut file = long_file(Compression::SNAPPY);
    let middle = file.len() / 2;
    file[middle..middle + 400].fill(0xee);
    let rows = read_with(&file, &Columns::default()).unwrap();
    let (last, before) = rows.split_last().unwrap();
    assert!(before.len() >= 1024 && before.iter().all(Result::is_ok), "{}", before.len());
    let error = last.as_ref().unwrap_err().to_string();
    let n_before = before.len();
    assert!(error.starts_with(&format!("is damaged behind row {n_before}: ")), "{error}");
    assert!(error.ends_with(&format!("; the {n_before} rows before are kept")), "{error}");
}

/// A small file of every kind of column.
fn varied_file() -> Vec<u8> {
    let dictionary: DictionaryArray<Int32Type> = ["a", "b", "a", "a"].into_iter().collect();
    let mut lists = ListBuilder::new(StringBuilder::new());
    for _ in 0..4 {
        lists.append_value([Some("rain"), Some("wind")]);
    }
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let columns = [
        ("id", array(Int64Array::from(vec![1, 2, 3, 4]))),
        ("title", array(dictionary)),
        ("text", texts(&["It rained.", "It froze.", "It rained.", ""])),
        ("date", array(TimestampMillisecondArray::from(vec![Some(1), None, Some(3), Some(4)]))),
        ("labels", array(lists.finish())),
    ];
    written_with(&columns, properties)
}

/// What would take all memory, or all of the stack, is refused before the library sees it.
#[test]
fn absurd_claims_are_refused() {
    // In each element: that it is required, its name, and that it has one child.
    let element = [0x35, 0, 0x18, 1, b'a', 0x15, 2, 0];
    let n_elements = 1_000_000_u32;
    let mut file = [PARQUET, &[0x15, 2, 0x19, 0xfc, 0xc0, 0x84, 0x3d]].concat();
    file.extend(element.repeat(n_elements as usize));
    let length = u32::try_from(file.len() - PARQUET.len()).unwrap();
    file.extend([&length.to_le_bytes(), PARQUET].concat());
    let error = read_with(&file, &Columns::default()).unwrap_err().to_string();
    assert_eq!(error, "cannot be read as Parquet: it nests columns more than 100 deep");

    // The header of the first page of the first column: a dictionary (type 2), its two sizes, and its number of values, which is 2.
    let mut file = written(&[("text", texts(&["rain", "wind"]))]);
    assert_eq!((file[4..6].to_vec(), file[10..13].to_vec()), (vec![0x15, 4], vec![0x4c, 0x15, 4]));
    file[12] = 100;
    let error = read_with(&file, &Columns::default()).unwrap_err().to_string();
    assert_eq!(error, "cannot be read as Parquet: the dictionary of `text` is damaged");
}

/// Every byte of a file altered in turn, in three ways.
#[test]
fn damage_anywhere_is_survived() {
    let file = varied_file();
    for position in 0..file.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut damaged = file.clone();
            damaged[position] ^= change;
            let _ = read_with(&damaged, &Columns::default());
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), length in 0_u32..250) {
        let file = [PARQUET, &bytes, &length.to_le_bytes(), PARQUET].concat();
        let _ = read_with(&file, &Columns::default());
    }
}
