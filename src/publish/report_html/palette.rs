//! The colours of the plots. A plot holds the light ones; the page's style sheet puts the dark ones in their place by their values,
//! so both must list the same.

use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

/// Text.
pub(super) const INK: RGBColor = RGBColor(0x1F, 0x24, 0x30);
/// Axes and what stands beside them.
pub(super) const MUTED: RGBColor = RGBColor(0x6A, 0x72, 0x80);
/// Lines that only guide the eye.
pub(super) const GRID: RGBColor = RGBColor(0xDD, 0xE1, 0xE6);
/// What the plot is about.
pub(super) const ACCENT: RGBColor = RGBColor(0x24, 0x68, 0xA8);
/// The second series, and mistakes.
pub(super) const SECOND: RGBColor = RGBColor(0xC2, 0x54, 0x1C);
/// Text on a filled cell.
pub(super) const ON_FILL: RGBColor = RGBColor(0xFF, 0xFF, 0xFE);

/// The size of text, in pixels; what is drawn is [`SVG_SHRINKS`] times smaller, which is made up for.
pub(super) const TEXT_PX: f64 = 12.0;

/// `plotters` divides sizes by this in SVG.
const SVG_SHRINKS: f64 = 1.24;

/// Text of `px` pixels in `colour`.
pub(super) fn text(px: f64, colour: RGBColor) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, px * SVG_SHRINKS, FontStyle::Normal);
    TextStyle { color: plotters::style::Color::to_backend_color(&colour), ..TextStyle::from(font) }
}

/// A line of `width` pixels.
pub(super) const fn line(colour: RGBColor, width: u32) -> ShapeStyle {
    let RGBColor(red, green, blue) = colour;
    ShapeStyle {
        color: plotters::style::RGBAColor(red, green, blue, 1.0),
        filled: false,
        stroke_width: width,
    }
}
