//! Tables in memory, in whatever types their columns are.
//!
//! What a value should become is said by the Arrow format (a null is none, a dictionary is its values, a slice is a part) or by what a column of
//! plain texts gives.

use std::sync::Arc;

use arrow_array::builder::{FixedSizeListBuilder, LargeListBuilder, StringBuilder};
use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{
    ArrayRef, BinaryArray, Date64Array, DictionaryArray, Int64Array, LargeStringArray, NullArray,
    RecordBatch, StringArray, StringViewArray,
};
use arrow_schema::{ArrowError, DataType};

use super::*;
use crate::article::{Article, DamagedRow, Row};
use crate::ingest::{Columns, Event};

const TEXTS: [Option<&str>; 4] =
    [Some("Ferries sail again."), None, Some("A heron nests on the crane of the old harbour."), Some("")];

fn array(array: impl arrow_array::Array + 'static) -> ArrayRef {
    Arc::new(array)
}

fn batch(columns: &[(&str, ArrayRef)]) -> RecordBatch {
    let columns = columns.iter().map(|(name, column)| (*name, Arc::clone(column), true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn events(batches: Vec<Result<RecordBatch, ArrowError>>) -> Vec<Event> {
    let schema = batches[0].as_ref().unwrap().schema();
    read_arrow(batches.into_iter(), &schema, &Columns::default(), "table").unwrap().collect()
}

fn articles(batches: &[RecordBatch]) -> Vec<Article> {
    let article = |event| match event {
        Event::Row(Row::Article(article)) => article,
        event => panic!("{event:?}"),
    };
    events(batches.iter().cloned().map(Ok).collect()).into_iter().map(article).collect()
}

#[test]
fn texts_are_the_same_in_columns_of_any_kind() {
    let plain = array(StringArray::from(TEXTS.to_vec()));
    let expected = articles(&[batch(&[("text", Arc::clone(&plain))])]);
    let found: Vec<&str> = expected.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(found, TEXTS.map(Option::unwrap_or_default));
    assert_eq!(expected[2].id, "table#3");
    let kinds: [ArrayRef; 6] = [
        array(LargeStringArray::from(TEXTS.to_vec())),
        array(StringViewArray::from(TEXTS.to_vec())),
        array(BinaryArray::from(TEXTS.map(|text| text.map(str::as_bytes)).to_vec())),
        array(TEXTS.into_iter().collect::<DictionaryArray<Int8Type>>()),
        array(TEXTS.into_iter().collect::<DictionaryArray<UInt32Type>>()),
        array(StringArray::from([vec![Some("Another.")], TEXTS.to_vec(), vec![None]].concat()).slice(1, 4)),
    ];
    for column in kinds {
        let kind = column.data_type().clone();
        assert_eq!(articles(&[batch(&[("text", column)])]), expected, "{kind}");
    }
}

#[test]
fn batches_are_one_table_however_they_are_cut() {
    let text = |row: u64| format!("Report {row}.");
    let column = |rows: std::ops::Range<u64>| array(rows.map(|row| Some(text(row))).collect::<StringArray>());
    let cut: Vec<RecordBatch> =
        [0..1, 1..1, 1..3000].map(|rows| batch(&[("text", column(rows))])).into_iter().collect();
    let whole = articles(&[batch(&[("text", column(0..3000))])]);
    assert_eq!(articles(&cut), whole);
    for (row, article) in (0_u64..).zip(&whole) {
        assert_eq!((&article.id, &article.text), (&format!("table#{}", row + 1), &text(row)));
    }
}

#[test]
fn fields_of_other_types_are_read() {
    let mut labels = LargeListBuilder::new(StringBuilder::new());
    labels.append_value([Some("Ships"), None, Some("Trade")]);
    let mut titles = FixedSizeListBuilder::new(StringBuilder::new(), 1);
    titles.values().append_value("Ferries");
    titles.append(true);
    let found = articles(&[batch(&[
        ("id", array(Int64Array::from(vec![7]))),
        ("title", array(titles.finish())),
        ("text", array(NullArray::new(1))),
        ("source", array(vec!["The Weir"].into_iter().collect::<DictionaryArray<Int8Type>>())),
        // A day after the first moment of 1970, in milliseconds.
        ("date", array(Date64Array::from(vec![86_400_000]))),
        ("labels", array(labels.finish())),
        ("other", array(arrow_array::Time64MicrosecondArray::from(vec![1]))),
    ])]);
    let [article] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((article.id.as_str(), article.title.as_str()), ("7", "Ferries"));
    assert_eq!((article.text.as_str(), article.source.as_deref()), ("", Some("The Weir")));
    assert_eq!(article.published, Some("1970-01-02T00:00:00Z".parse().unwrap()));
    assert_eq!(article.labels, ["Ships", "Trade"]);
}

#[test]
fn bytes_that_are_no_text_cost_their_row() {
    let texts = array(BinaryArray::from(vec![b"Fine.".as_slice(), b"\xff", b"Fine too."]));
    let found = events(vec![Ok(batch(&[("text", texts)]))]);
    let damaged = |event: &Event| matches!(event, Event::Row(Row::Damaged(DamagedRow { id, error })) if id == "table#2" && error.contains("UTF-8"));
    assert_eq!(found.iter().map(damaged).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_stream_that_breaks_off_says_so() {
    let good = batch(&[("text", array(StringArray::from(vec!["Fine."])))]);
    let broken = ArrowError::ComputeError("the pipe is shut".to_owned());
    let found = events(vec![Ok(good.clone()), Err(broken), Ok(good)]);
    assert_eq!(found.len(), 2, "nothing is read behind an error");
    let Event::Failure(failure) = &found[1] else { panic!("{found:?}") };
    assert!(failure.error.to_string().contains("the pipe is shut"), "{}", failure.error);
}

#[test]
fn a_column_that_cannot_be_a_text_is_refused() {
    let numbers = batch(&[("text", array(Int64Array::from(vec![1])))]);
    let refused = |schema: &arrow_schema::Schema, columns: &Columns| {
        read_arrow(std::iter::empty(), schema, columns, "table").map(|_| ()).unwrap_err().to_string()
    };
    let message = refused(&numbers.schema(), &Columns::default());
    assert!(message.contains("a column `text` that holds numbers"), "{message}");
    let named = Columns { text: Some("story".to_owned()), ..Columns::default() };
    assert!(refused(&numbers.schema(), &named).contains("no column `story`"));
    let dictionary = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Int64));
    let field = arrow_schema::Field::new("text", dictionary, true);
    assert!(refused(&arrow_schema::Schema::new(vec![field]), &Columns::default()).contains("holds numbers"));
}
