//! Which columns of a table can hold what they are called after.

use arrow_schema::{Field as ArrowField, Schema};

use super::cells;
use crate::error::{Error, Result};
use crate::ingest::columns::Field;
use crate::ingest::format_error;
use crate::ingest::layout::Layout;

/// The layout without the columns that cannot hold what they are called after, where others can.
///
/// # Errors
/// Where a field has none but such columns.
pub(in crate::ingest) fn usable(layout: &Layout, schema: &Schema) -> Result<Layout> {
    let fits = |field, position: usize| {
        schema.fields().get(position).is_some_and(|column| cells::fits(field, column.data_type()))
    };
    let usable = |field| -> Vec<usize> {
        layout.positions(field).iter().copied().filter(|&position| fits(field, position)).collect()
    };
    for field in Field::ALL {
        let others = match field {
            Field::Label => usable(Field::Labels),
            Field::Labels => usable(Field::Label),
            _ => Vec::new(),
        };
        let likeliest = layout.positions(field).first().and_then(|&position| schema.fields().get(position));
        if let Some(column) = likeliest.filter(|_| usable(field).is_empty() && others.is_empty()) {
            return Err(unusable(field, column));
        }
    }
    let positions = Field::ALL.into_iter().map(|field| (field, usable(field))).collect();
    Ok(Layout::new(layout.n_columns, positions))
}

fn unusable(field: Field, column: &ArrowField) -> Error {
    let (role, flag) = match field {
        Field::Id => ("an id", "--id-column"),
        Field::Title => ("a title", "--title-column"),
        Field::Text => ("a text", "--text-column"),
        Field::Url => ("a link", "--url-column"),
        Field::Source => ("a source", "--source-column"),
        Field::Published => ("a date", "--date-column"),
        Field::Lang => ("a language", "--lang-column"),
        Field::Label | Field::Labels => ("a label", "--label-column"),
        Field::References => ("a line that somebody wrote", "--text-column"),
    };
    let (name, held) = (column.name(), cells::wording(column.data_type()));
    format_error(format!(
        "has a column `{name}` that holds {held}, which cannot be {role}; name another with {flag}"
    ))
}
