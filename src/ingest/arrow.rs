//! Arrow: tables in columns, as Parquet files and other programs in memory have them.
//!
//! `fields` settles which columns can be what they are called after, `cells` turns values into text, `rows` makes an article of a row, and
//! `table` takes the record batches of a stream one after another. A column is read where it lies: only the texts of the rows under way are
//! copied, when they are cleaned.

mod cells;
mod fields;
mod rows;
mod table;

pub use table::{ArrowTable, read_arrow};
#[cfg(feature = "parquet")]
pub(super) use {fields::usable, rows::row_of};

#[cfg(test)]
mod tests;
