//! A row of Arrow columns as an article, or as a damaged row in its place.

use arrow_array::ArrayRef;

use super::cells::{self, NotText};
use crate::article::Row;
use crate::ingest::columns::{Field, Values};
use crate::ingest::layout::{Layout, split_labels};
use crate::ingest::lines::{damaged_row, fallback_id};

/// The row `index` of these columns, which is the `number`th of the table called `name`, counted from 1.
pub(in crate::ingest) fn row_of(
    layout: &Layout,
    columns: &[ArrayRef],
    index: usize,
    name: &str,
    number: u64,
) -> Row {
    let Ok(values) = values(layout, columns, index) else {
        let id = first(layout, columns, index, Field::Id).unwrap_or_default();
        return damaged_row(id.as_deref(), name, number, "is not UTF-8 text");
    };
    Row::Article(values.into_article(|| fallback_id(name, number)))
}

/// The values of the row `index` of a batch of these columns.
fn values(layout: &Layout, columns: &[ArrayRef], index: usize) -> Result<Values, NotText> {
    let text = |field| first(layout, columns, index, field);
    let prose = |field| Ok(strings(layout, columns, index, field)?.unwrap_or_default().join("\n\n"));
    let labels = match strings(layout, columns, index, Field::Label)? {
        Some(labels) => labels,
        None => several_labels(layout, columns, index)?,
    };
    Ok(Values {
        id: text(Field::Id)?,
        title: prose(Field::Title)?,
        text: prose(Field::Text)?,
        url: text(Field::Url)?,
        source: text(Field::Source)?,
        published: text(Field::Published)?,
        lang: text(Field::Lang)?,
        labels,
        has_label_list: has_label_list(layout, columns, index),
        references: strings(layout, columns, index, Field::References)?.unwrap_or_default(),
    })
}

/// The labels of a list, or of a text that holds several.
fn several_labels(layout: &Layout, columns: &[ArrayRef], index: usize) -> Result<Vec<String>, NotText> {
    let found = strings(layout, columns, index, Field::Labels)?.unwrap_or_default();
    let is_list = |&position: &usize| columns.get(position).is_some_and(cells::is_list);
    if layout.positions(Field::Labels).iter().any(is_list) {
        return Ok(found);
    }
    Ok(found.iter().flat_map(|cell| split_labels(cell)).collect())
}

/// Whether the row has a place for several labels: a list that is there, even an empty one, or a column of texts, where nothing is none as well.
fn has_label_list(layout: &Layout, columns: &[ArrayRef], index: usize) -> bool {
    let mut found = layout.positions(Field::Labels).iter().filter_map(|&position| columns.get(position));
    found.any(|column| !cells::is_list(column) || !column.is_null(index))
}

/// The first of the field's cells that holds something.
fn first(
    layout: &Layout,
    columns: &[ArrayRef],
    index: usize,
    field: Field,
) -> Result<Option<String>, NotText> {
    Ok(strings(layout, columns, index, field)?.and_then(|strings| strings.into_iter().next()))
}

/// The strings of the first of the field's cells that holds something.
fn strings(
    layout: &Layout,
    columns: &[ArrayRef],
    index: usize,
    field: Field,
) -> Result<Option<Vec<String>>, NotText> {
    for column in layout.positions(field).iter().filter_map(|&position| columns.get(position)) {
        let strings = cells::strings(column, index)?;
        if strings.iter().any(|string| !string.trim().is_empty()) {
            return Ok(Some(strings));
        }
    }
    Ok(None)
}
