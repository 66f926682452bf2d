//! Which columns of a table hold which field, by the names in its header or by the positions that the user gave.
//!
//! CSV and Parquet share this, so that a column is found in the same way in both.

use crate::error::{Error, ErrorKind, Result};

use super::columns::{Field, is_position};
use super::{Columns, format_error};

/// Where the fields stand in a row.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) n_columns: usize,
    /// The columns of each field in the order in which they are asked; fields without any are left out.
    positions: Vec<(Field, Vec<usize>)>,
}

impl Layout {
    /// Fields at these positions among `n_columns`.
    pub(super) const fn new(n_columns: usize, positions: Vec<(Field, Vec<usize>)>) -> Self {
        Self { n_columns, positions }
    }

    /// Finds the fields among columns of these names, whatever their case.
    ///
    /// # Errors
    /// Where no column holds a text or a title, or a column that the user named is not there.
    pub(super) fn of_names(names: &[String], columns: &Columns) -> Result<Self> {
        let position =
            |wanted: &str| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted.trim()));
        let mut positions = Vec::new();
        for field in Field::ALL {
            if let Some(given) = columns.given(field).filter(|given| position(given).is_none()) {
                let found = names.join(", ");
                return Err(format_error(format!("has no column `{given}`; its columns are {found}")));
            }
            let found: Vec<usize> = columns.names(field).filter_map(position).collect();
            if !found.is_empty() {
                positions.push((field, found));
            }
        }
        let layout = Self::new(names.len(), positions);
        if layout.has_prose() {
            return Ok(layout);
        }
        Err(format_error(format!(
            "has no text or title column; its columns are {}; name one with --text-column",
            names.join(", ")
        )))
    }

    /// Takes the user's names for positions among `n_columns`, counted from 1.
    ///
    /// # Errors
    /// Where one is no position, or lies beyond the last column, or none is of a text or a title.
    pub(super) fn of_positions(n_columns: usize, columns: &Columns) -> Result<Self> {
        let mut positions = Vec::new();
        for field in Field::ALL {
            let Some(given) = columns.given(field) else { continue };
            if !is_position(given) {
                return Err(Error::new(
                    ErrorKind::Parameter,
                    format!(
                        "column numbers mean that there is no header, so `{given}` cannot be found by name"
                    ),
                ));
            }
            let index = given.trim().parse().ok().and_then(|position: usize| position.checked_sub(1));
            let Some(index) = index.filter(|index| *index < n_columns) else {
                return Err(format_error(format!("has {}, no column {given}", count_columns(n_columns))));
            };
            positions.push((field, vec![index]));
        }
        let layout = Self::new(n_columns, positions);
        if layout.has_prose() {
            return Ok(layout);
        }
        Err(Error::new(
            ErrorKind::Parameter,
            "needs the number of its text column; give it with --text-column",
        ))
    }

    /// The columns of `field`, the likeliest first.
    pub(super) fn positions(&self, field: Field) -> &[usize] {
        let found = self.positions.iter().find(|(candidate, _)| *candidate == field);
        found.map_or(&[], |(_, positions)| positions)
    }

    fn has_prose(&self) -> bool {
        [Field::Text, Field::Title].into_iter().any(|field| !self.positions(field).is_empty())
    }
}

/// The labels in a cell that holds several.
pub(super) fn split_labels(cell: &str) -> impl Iterator<Item = String> {
    cell.split([';', '|']).map(|label| label.trim().to_owned())
}

pub(super) fn count_columns(n: usize) -> String {
    format!("{n} column{}", if n == 1 { "" } else { "s" })
}
