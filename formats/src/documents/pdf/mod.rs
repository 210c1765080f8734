//! Documents as PDF: laid out line by line, then painted page by page with their structure, so that a screen reader finds headings, lists
//! and tables.

mod fonts;
mod layout;
mod paint;
mod tables;

use super::Document;
use crate::FormatError;
use fonts::Fonts;
use layout::Layout;

pub(super) fn write(document: &Document) -> Result<Vec<u8>, FormatError> {
    let fonts = Fonts::load().ok_or_else(|| FormatError::new("PDF", "a font of the binary can't be read"))?;
    let layout = Layout::of(document, &fonts);
    paint::paint(document, &fonts, layout).map_err(|cause| FormatError::new("PDF", cause))
}
