//! A paper as PDF: laid out line by line, then painted page by page with its structure, so that a screen reader finds headings, lists and
//! tables.

mod faces;
mod layout;
mod paint;
mod tables;

use super::Paper;
use crate::FormatError;
use faces::FontFaces;
use layout::Layout;

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, FormatError> {
    let faces = FontFaces::load().ok_or_else(|| FormatError::new("PDF", "a font of ours can't be read"))?;
    let laid = Layout::of(paper, &faces);
    paint::paint(paper, &faces, laid).map_err(|cause| FormatError::new("PDF", cause))
}
