//! Charts, drawn on the server as SVG. Each is a picture with words of its own, and stands above the table that says the same exactly.
//!
//! Widths are percents and heights are in `em`: a chart follows the width of its column and the size of the reader's letters, and nothing
//! in it is scaled. Colours come from the style sheet.

mod bars;
mod months;

pub use bars::bars;
pub use months::{Series, months};

/// A percent with one decimal, for a coordinate.
fn percent(part: i64, whole: i64, most: f64) -> String {
    format!("{:.1}%", part as f64 * most / whole.max(1) as f64)
}
