//! The confusion matrix as a heat map.

use std::collections::BTreeMap;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::cannot_draw;
use super::charts::{Canvas, svg};
use super::palette::{ACCENT, GRID, INK, MUTED, ON_FILL, SECOND, TEXT_PX, line, text};
use crate::error::Result;
use crate::topics::Evaluation;

/// More topics than this would be a grey mist.
const MAX_TOPICS: usize = 40;

/// Up to so many topics, the cells hold their numbers.
const MAX_NUMBERED: usize = 16;

/// Characters of a topic's name that have room beside the map.
const MAX_NAME_CHARS: usize = 22;

/// A heat map, and what it leaves out.
pub(super) struct HeatMap {
    /// The drawing.
    pub(super) svg: String,
    /// The number of topics that are not shown.
    pub(super) n_hidden: usize,
}

/// Draws the confusion matrix: a row per true topic, a column per predicted one, darker where a larger share of the row is.
///
/// Of more than 40 topics those with the most documents are shown, in the order of their names.
pub(super) fn heat_map(evaluation: &Evaluation) -> Result<HeatMap> {
    let names = shown_topics(evaluation);
    let places: BTreeMap<&str, usize> =
        names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
    let supports: BTreeMap<&str, usize> =
        evaluation.topics.iter().map(|topic| (topic.topic.as_str(), topic.support)).collect();
    let layout = Layout::of(&names);
    let svg = svg(layout.size(), |canvas| {
        for (place, name) in names.iter().enumerate() {
            layout.draw_name(canvas, place, name)?;
        }
        layout.draw_axis_names(canvas)?;
        for cell in &evaluation.confusion {
            let (Some(&row), Some(&column)) =
                (places.get(cell.truth.as_str()), places.get(cell.predicted.as_str()))
            else {
                continue;
            };
            let support = supports.get(cell.truth.as_str()).copied().unwrap_or(0).max(1);
            layout.draw_cell(canvas, (row, column), cell.n, cell.n as f64 / support as f64)?;
        }
        layout.draw_grid(canvas)
    })?;
    Ok(HeatMap { svg, n_hidden: evaluation.topics.len() - names.len() })
}

fn shown_topics(evaluation: &Evaluation) -> Vec<&str> {
    let mut topics: Vec<(usize, &str)> =
        evaluation.topics.iter().map(|topic| (topic.support, topic.topic.as_str())).collect();
    // Stable: of equal topics the first by name.
    topics.sort_by_key(|(support, _)| std::cmp::Reverse(*support));
    topics.truncate(MAX_TOPICS);
    let mut names: Vec<&str> = topics.into_iter().map(|(_, name)| name).collect();
    names.sort_unstable();
    names
}

/// Where things stand, in pixels.
struct Layout {
    n_topics: i32,
    /// Side of a cell.
    cell: i32,
    /// Where the first cell begins.
    left: i32,
    top: i32,
    /// Room for names below the map.
    bottom: i32,
    name_px: f64,
}

impl Layout {
    fn of(names: &[&str]) -> Self {
        let cell = match names.len() {
            0..=4 => 72,
            5..=6 => 56,
            7..=12 => 42,
            13..=MAX_NUMBERED => 34,
            17..=24 => 24,
            _ => 16,
        };
        let name_px = TEXT_PX.min(f64::from(cell) - 3.0);
        let longest = names.iter().map(|name| clipped(name).chars().count()).max().unwrap_or(0);
        // Half an em per character, a little more than most are wide.
        #[expect(clippy::cast_possible_truncation, reason = "some two hundred pixels")]
        let name_room = (name_px * 0.56 * longest as f64) as i32 + 14;
        let n_topics = i32::try_from(names.len()).unwrap_or(0);
        Self { n_topics, cell, left: name_room + 22, top: 8, bottom: name_room + 26, name_px }
    }

    fn size(&self) -> (u32, u32) {
        let side = self.n_topics * self.cell;
        let px = |length: i32| u32::try_from(length).unwrap_or(1);
        (px(self.left + side + 12), px(self.top + side + self.bottom))
    }

    fn corner(&self, row: usize, column: usize) -> (i32, i32) {
        let place = |place: usize| i32::try_from(place).unwrap_or(0) * self.cell;
        (self.left + place(column), self.top + place(row))
    }

    fn draw_name(&self, canvas: &Canvas<'_>, place: usize, name: &str) -> Result<()> {
        let (x, y) = self.corner(place, place);
        let style = text(self.name_px, MUTED).pos(Pos::new(HPos::Right, VPos::Center));
        let name = clipped(name);
        let half = self.cell / 2;
        canvas
            .draw(&Text::new(name.clone(), (self.left - 7, y + half), style.clone()))
            .map_err(cannot_draw)?;
        let upright = style.transform(FontTransform::Rotate270);
        let bottom = self.top + self.n_topics * self.cell + 7;
        canvas.draw(&Text::new(name, (x + half, bottom), upright)).map_err(cannot_draw)
    }

    fn draw_axis_names(&self, canvas: &Canvas<'_>) -> Result<()> {
        let half = self.n_topics * self.cell / 2;
        let style = text(TEXT_PX, INK).pos(Pos::new(HPos::Center, VPos::Center));
        let below = self.top + self.n_topics * self.cell + self.bottom - 10;
        let given = Text::new("given topic".to_owned(), (self.left + half, below), style.clone());
        canvas.draw(&given).map_err(cannot_draw)?;
        let upright = style.transform(FontTransform::Rotate270);
        let truth = Text::new("true topic".to_owned(), (10, self.top + half), upright);
        canvas.draw(&truth).map_err(cannot_draw)
    }

    /// A cell with `n` documents, which are `share` of the row.
    fn draw_cell(
        &self,
        canvas: &Canvas<'_>,
        (row, column): (usize, usize),
        n: usize,
        share: f64,
    ) -> Result<()> {
        let (x, y) = self.corner(row, column);
        let is_right = row == column;
        // Mistakes are few: the square root lifts small shares into sight.
        let strength = if is_right { share } else { share.sqrt() }.mul_add(0.92, 0.08);
        let colour = if is_right { ACCENT } else { SECOND };
        let square = [(x, y), (x + self.cell, y + self.cell)];
        canvas.draw(&Rectangle::new(square, colour.mix(strength).filled())).map_err(cannot_draw)?;
        if self.n_topics <= i32::try_from(MAX_NUMBERED).unwrap_or(0) {
            let ink = if strength > 0.6 { ON_FILL } else { INK };
            let style = text(TEXT_PX - 1.0, ink).pos(Pos::new(HPos::Center, VPos::Center));
            let middle = (x + self.cell / 2, y + self.cell / 2);
            canvas.draw(&Text::new(n.to_string(), middle, style)).map_err(cannot_draw)?;
        }
        Ok(())
    }

    fn draw_grid(&self, canvas: &Canvas<'_>) -> Result<()> {
        let side = self.n_topics * self.cell;
        let (right, bottom) = (self.left + side, self.top + side);
        for place in 0..=self.n_topics {
            let (x, y) = (self.left + place * self.cell, self.top + place * self.cell);
            let lines = [[(x, self.top), (x, bottom)], [(self.left, y), (right, y)]];
            for ends in lines {
                canvas.draw(&PathElement::new(ends, line(GRID, 1))).map_err(cannot_draw)?;
            }
        }
        Ok(())
    }
}

/// A name that fits beside the map.
fn clipped(name: &str) -> String {
    if name.chars().count() <= MAX_NAME_CHARS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(MAX_NAME_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}
