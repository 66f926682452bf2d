//! Line charts: calibration, coverage, learning.

use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::palette::{ACCENT, GRID, INK, MUTED, SECOND, TEXT_PX, line, text};
use super::{cannot_draw, thousands};
use crate::error::Result;
use crate::topics::{CoveragePoint, CurvePoint, LearningPoint, ReliabilityBin};

/// Width and height of a chart, in pixels: small enough that text stays legible when a phone shrinks it.
const SIZE: (u32, u32) = (460, 340);

/// What is drawn on.
pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b, X> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<X, plotters::coord::types::RangedCoordf64>>;

/// An SVG drawing of `size` pixels, made by `draw`.
pub(super) fn svg(size: (u32, u32), draw: impl FnOnce(&Canvas<'_>) -> Result<()>) -> Result<String> {
    let mut drawing = String::new();
    {
        let canvas = SVGBackend::with_string(&mut drawing, size).into_drawing_area();
        draw(&canvas)?;
        canvas.present().map_err(cannot_draw)?;
    }
    Ok(drawing)
}

/// What stands along an x axis of values `V`.
struct Along<'a, V> {
    name: &'a str,
    label: &'a dyn Fn(&V) -> String,
    n_labels: usize,
}

/// Axes over `x` and `y`; the values of y are percentages.
fn axes<'a, 'b, X>(
    canvas: &'a Canvas<'b>,
    (x, along): (X, &Along<'_, X::Value>),
    (y, y_name): (std::ops::Range<f64>, &str),
) -> Result<Chart<'a, 'b, X::CoordDescType>>
where
    X: AsRangedCoord,
    X::CoordDescType: ValueFormatter<X::Value>,
{
    let mut chart = ChartBuilder::on(canvas)
        .margin_top(14)
        .margin_right(26)
        .x_label_area_size(44)
        .y_label_area_size(52)
        .build_cartesian_2d(x, y)
        .map_err(cannot_draw)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(line(GRID, 1))
        .axis_style(line(MUTED, 1))
        .label_style(text(TEXT_PX, MUTED))
        .axis_desc_style(text(TEXT_PX, INK))
        .x_labels(along.n_labels)
        .y_labels(6)
        .x_label_formatter(along.label)
        .y_label_formatter(&|percent| format!("{percent:.0}"))
        .x_desc(along.name)
        .y_desc(y_name)
        .draw()
        .map_err(cannot_draw)?;
    Ok(chart)
}

/// An x axis of percentages.
fn percentages(name: &str) -> Along<'_, f64> {
    Along { name, label: &|percent| format!("{percent:.0}"), n_labels: 6 }
}

/// Accuracy against mean confidence, bin by bin, beside the line on which both are equal.
pub(super) fn reliability(bins: &[ReliabilityBin]) -> Result<String> {
    let least = bins.iter().flat_map(|bin| [bin.mean_confidence, bin.accuracy]).fold(100.0, f64::min);
    let low = tens_below(least).min(90.0);
    svg(SIZE, |canvas| {
        let range = low..100.0;
        let along = percentages("mean confidence, %");
        let mut chart = axes(canvas, (range.clone(), &along), (range, "accuracy, %"))?;
        let ideal = [(low, low), (100.0, 100.0)];
        let dashes = DashedLineSeries::new(ideal, 5, 4, line(MUTED, 1));
        chart.draw_series(dashes).map_err(cannot_draw)?;
        let points = bins.iter().map(|bin| (bin.mean_confidence, bin.accuracy));
        let series = LineSeries::new(points, line(ACCENT, 2).filled()).point_size(4);
        chart.draw_series(series).map_err(cannot_draw)?;
        Ok(())
    })
}

/// The error among the accepted against the share accepted, with the points of `coverage` marked.
pub(super) fn coverage(curve: &[CurvePoint], coverage: &[CoveragePoint]) -> Result<String> {
    let of_all = curve.last().map_or(0.0, |point| point.error);
    // The few most confident may all be wrong: what matters is the level at which most are accepted.
    let top =
        if of_all < 8.0 { (of_all * 1.3 / 2.0).ceil() * 2.0 } else { (of_all * 1.3 / 5.0).ceil() * 5.0 };
    let top = top.clamp(2.0, 100.0);
    svg(SIZE, |canvas| {
        let along = percentages("articles accepted, the most confident first, %");
        let mut chart = axes(canvas, (0.0..100.0, &along), (0.0..top, "wrong among the accepted, %"))?;
        let points = curve.iter().map(|point| (point.accepted, point.error.min(top)));
        chart.draw_series(LineSeries::new(points, line(ACCENT, 2))).map_err(cannot_draw)?;
        let marked: Vec<&CoveragePoint> = coverage
            .iter()
            .filter(|point| point.accepted > 0.0 && point.accepted < 100.0 && point.max_error <= top)
            .collect();
        let marks = marked.iter().map(|point| {
            // Above the curve: to the left of the dot, unless the axis is there.
            let (side, offset) = if point.accepted < 12.0 { (HPos::Left, 8) } else { (HPos::Right, -8) };
            let style = text(TEXT_PX, INK).pos(Pos::new(side, VPos::Bottom));
            EmptyElement::at((point.accepted, point.max_error))
                + Circle::new((0, 0), 5, line(SECOND, 1).filled())
                + Text::new(format!("{:.0} %", point.max_error), (offset, -4), style)
        });
        chart.draw_series(marks).map_err(cannot_draw)?;
        Ok(())
    })
}

/// Accuracy and macro-F1 against the number of articles learnt from, each point twice the last.
pub(super) fn learning(points: &[LearningPoint]) -> Result<String> {
    let values = || points.iter().flat_map(|point| [point.accuracy, point.macro_f1]);
    let low = tens_below(values().fold(100.0, f64::min)).min(90.0);
    let high = ((values().fold(0.0, f64::max) / 10.0).ceil() * 10.0).clamp(low + 10.0, 100.0);
    let last = i32::try_from(points.len().saturating_sub(1)).unwrap_or(0).max(1);
    let size_at = |place: &i32| {
        let point = usize::try_from(*place).ok().and_then(|place| points.get(place));
        point.map_or_else(String::new, |point| thousands(point.n_examples))
    };
    svg(SIZE, |canvas| {
        let along = Along { name: "articles learnt from", label: &size_at, n_labels: points.len().max(2) };
        let mut chart = axes(canvas, (0..last, &along), (low..high, "%"))?;
        let accuracy: Vec<f64> = points.iter().map(|point| point.accuracy).collect();
        let macro_f1: Vec<f64> = points.iter().map(|point| point.macro_f1).collect();
        let measures = [("accuracy", ACCENT, accuracy), ("macro-F1", SECOND, macro_f1)];
        for (row, (name, colour, values)) in measures.into_iter().enumerate() {
            let series = LineSeries::new((0..).zip(values), line(colour, 2).filled()).point_size(4);
            chart.draw_series(series).map_err(cannot_draw)?;
            legend(canvas, row, name, colour)?;
        }
        Ok(())
    })
}

/// A row of the legend, in the lower right corner, where a learning curve never is.
fn legend(canvas: &Canvas<'_>, row: usize, name: &str, colour: RGBColor) -> Result<()> {
    let y = 236 + 20 * i32::try_from(row).unwrap_or(0);
    canvas.draw(&PathElement::new([(346, y), (366, y)], line(colour, 2))).map_err(cannot_draw)?;
    canvas.draw(&Circle::new((356, y), 4, line(colour, 1).filled())).map_err(cannot_draw)?;
    let style = text(TEXT_PX, INK).pos(Pos::new(HPos::Left, VPos::Center));
    canvas.draw(&Text::new(name.to_owned(), (374, y), style)).map_err(cannot_draw)
}

/// The largest multiple of ten that is not above `percent`.
fn tens_below(percent: f64) -> f64 {
    (percent / 10.0).floor() * 10.0
}
