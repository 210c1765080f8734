//! Charts, drawn on the server as SVG. Each is an image with a text alternative, above a table with the exact figures.
//!
//! Widths are percents and heights are in `em`: a chart adapts to the width of its column and to the reader's font size, and nothing in it
//! is scaled. Colours come from the style sheet.

mod bars;
mod months;

pub use bars::bars;
pub use months::{Series, months};

/// A percentage with one decimal, for a coordinate.
fn percent(part: i64, whole: i64, most: f64) -> String {
    format!("{:.1}%", part as f64 * most / whole.max(1) as f64)
}
