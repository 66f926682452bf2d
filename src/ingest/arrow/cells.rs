//! Values of Arrow columns as text: what types a field may have, and how each of them is spelt.

use std::str;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BinaryArray, LargeBinaryArray, downcast_integer_array};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{DataType, TimeUnit};
use jiff::{SignedDuration, Timestamp};

use crate::ingest::columns::Field;

const SECONDS_PER_DAY: i64 = 86_400;

/// A value that should be text has bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotText;

/// Whether a column of this type can hold `field`.
pub(super) fn fits(field: Field, data_type: &DataType) -> bool {
    match field {
        Field::Title | Field::Text | Field::References => is_text(item_of(data_type)),
        Field::Label | Field::Labels => is_scalar(item_of(data_type)),
        Field::Published => is_scalar(value_of(data_type)) && *value_of(data_type) != DataType::Boolean,
        Field::Id | Field::Url | Field::Source | Field::Lang => is_scalar(value_of(data_type)),
    }
}

/// What a column of this type holds, in the plural.
pub(super) fn wording(data_type: &DataType) -> String {
    match data_type {
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            format!("lists of {}", wording(item.data_type()))
        }
        DataType::Dictionary(_, value) => wording(value),
        DataType::Struct(_) => "structures".to_owned(),
        DataType::Map(..) => "maps".to_owned(),
        DataType::Boolean => "truth values".to_owned(),
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => "dates".to_owned(),
        DataType::Time32(_) | DataType::Time64(_) => "times of day".to_owned(),
        DataType::Interval(_) | DataType::Duration(_) => "stretches of time".to_owned(),
        DataType::FixedSizeBinary(n) => format!("{n} bytes in each row"),
        data_type if data_type.is_numeric() => "numbers".to_owned(),
        data_type if is_text(data_type) => "texts".to_owned(),
        data_type => format!("values of the type {data_type}"),
    }
}

/// Whether the column holds lists.
pub(super) fn is_list(column: &ArrayRef) -> bool {
    matches!(column.data_type(), DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..))
}

/// The same column, its texts taken for bytes; nothing is copied.
///
/// Whoever made the column may have called bytes a text that are none. As bytes they are looked at before they are believed.
pub(super) fn as_bytes(column: &ArrayRef) -> ArrayRef {
    match column.data_type() {
        DataType::Utf8 => Arc::new(BinaryArray::from(column.as_string::<i32>().clone())),
        DataType::LargeUtf8 => Arc::new(LargeBinaryArray::from(column.as_string::<i64>().clone())),
        DataType::Utf8View => Arc::new(column.as_string_view().clone().to_binary_view()),
        DataType::Dictionary(..) => column.as_any_dictionary_opt().map_or_else(
            || Arc::clone(column),
            |dictionary| dictionary.with_values(as_bytes(dictionary.values())),
        ),
        _ => Arc::clone(column),
    }
}

/// The type of the items of a list, and of the values of a dictionary; else the type itself.
fn item_of(data_type: &DataType) -> &DataType {
    match data_type {
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            value_of(item.data_type())
        }
        data_type => value_of(data_type),
    }
}

fn value_of(data_type: &DataType) -> &DataType {
    if let DataType::Dictionary(_, value) = data_type { value } else { data_type }
}

fn is_text(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::BinaryView
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Null
    )
}

fn is_scalar(data_type: &DataType) -> bool {
    is_text(data_type)
        || data_type.is_integer()
        || matches!(
            data_type,
            DataType::Boolean
                | DataType::Float32
                | DataType::Float64
                | DataType::Decimal128(..)
                | DataType::Timestamp(..)
                | DataType::Date32
                | DataType::Date64
        )
}

/// The values of the cell: those of a list, or the one; none where it is null.
///
/// # Errors
/// [`NotText`] where one should be text and is not.
pub(super) fn strings(column: &ArrayRef, index: usize) -> Result<Vec<String>, NotText> {
    if !is_list(column) {
        return Ok(scalar(column, index)?.into_iter().collect());
    }
    if column.is_null(index) {
        return Ok(Vec::new());
    }
    let items = match column.data_type() {
        DataType::LargeList(_) => column.as_list::<i64>().value(index),
        DataType::FixedSizeList(..) => column.as_fixed_size_list().value(index),
        _ => column.as_list::<i32>().value(index),
    };
    let items = as_bytes(&items);
    (0..items.len()).filter_map(|item| scalar(&items, item).transpose()).collect()
}

/// The value as text; `None` where there is none.
fn scalar(column: &ArrayRef, index: usize) -> Result<Option<String>, NotText> {
    if column.is_null(index) {
        return Ok(None);
    }
    Ok(match column.data_type() {
        DataType::BinaryView => Some(text(column.as_binary_view().value(index))?),
        DataType::Binary => Some(text(column.as_binary::<i32>().value(index))?),
        DataType::LargeBinary => Some(text(column.as_binary::<i64>().value(index))?),
        DataType::Dictionary(..) => {
            let Some(dictionary) = column.as_any_dictionary_opt() else { return Ok(None) };
            match key(dictionary.keys(), index).filter(|key| *key < dictionary.values().len()) {
                Some(key) => scalar(dictionary.values(), key)?,
                None => None,
            }
        }
        DataType::Boolean => Some(column.as_boolean().value(index).to_string()),
        DataType::Int8 => Some(value::<Int8Type>(column, index).to_string()),
        DataType::Int16 => Some(value::<Int16Type>(column, index).to_string()),
        DataType::Int32 => Some(value::<Int32Type>(column, index).to_string()),
        DataType::Int64 => Some(value::<Int64Type>(column, index).to_string()),
        DataType::UInt8 => Some(value::<UInt8Type>(column, index).to_string()),
        DataType::UInt16 => Some(value::<UInt16Type>(column, index).to_string()),
        DataType::UInt32 => Some(value::<UInt32Type>(column, index).to_string()),
        DataType::UInt64 => Some(value::<UInt64Type>(column, index).to_string()),
        DataType::Float32 => number(f64::from(value::<Float32Type>(column, index))),
        DataType::Float64 => number(value::<Float64Type>(column, index)),
        DataType::Decimal128(..) => Some(column.as_primitive::<Decimal128Type>().value_as_string(index)),
        DataType::Timestamp(unit, _) => moment(*unit, column, index).map(|moment| moment.to_string()),
        DataType::Date32 => {
            let days = i64::from(value::<Date32Type>(column, index));
            Timestamp::from_second(days * SECONDS_PER_DAY).ok().map(|moment| moment.to_string())
        }
        DataType::Date64 => {
            let moment = Timestamp::from_millisecond(value::<Date64Type>(column, index));
            moment.ok().map(|moment| moment.to_string())
        }
        _ => None,
    })
}

fn text(bytes: &[u8]) -> Result<String, NotText> {
    str::from_utf8(bytes).map(str::to_owned).map_err(|_| NotText)
}

/// Which value of its dictionary a cell has; none where it is null.
fn key(keys: &dyn Array, index: usize) -> Option<usize> {
    if keys.is_null(index) {
        return None;
    }
    downcast_integer_array!(
        keys => keys.value(index).to_usize(),
        _ => None
    )
}

fn value<T: ArrowPrimitiveType>(column: &ArrayRef, index: usize) -> T::Native {
    column.as_primitive::<T>().value(index)
}

/// Not a number is no value: that is how pandas writes one that is missing. Whole numbers have no fraction, as they became floats beside those.
fn number(value: f64) -> Option<String> {
    (!value.is_nan()).then(|| value.to_string())
}

/// The moment; without a zone it is in UTC. `None` where it lies thousands of years away.
fn moment(unit: TimeUnit, column: &ArrayRef, index: usize) -> Option<Timestamp> {
    match unit {
        TimeUnit::Second => Timestamp::from_second(value::<TimestampSecondType>(column, index)).ok(),
        TimeUnit::Millisecond => {
            Timestamp::from_millisecond(value::<TimestampMillisecondType>(column, index)).ok()
        }
        TimeUnit::Microsecond => {
            Timestamp::from_microsecond(value::<TimestampMicrosecondType>(column, index)).ok()
        }
        TimeUnit::Nanosecond => {
            let since = SignedDuration::from_nanos(value::<TimestampNanosecondType>(column, index));
            Timestamp::from_duration(since).ok()
        }
    }
}
