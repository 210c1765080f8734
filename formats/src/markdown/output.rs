//! HTML of bounded length from the events of a text, or the text as typed where that fails.

use std::fmt;

use pulldown_cmark::{Event, html};

use super::limits::{self, TooComplex};
use super::parse::{Dialect, number_notes, parse};

/// A text buffer that fails beyond its maximum length.
struct BoundedText {
    text: String,
    most: usize,
}

impl fmt::Write for BoundedText {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        if self.text.len() + more.len() > self.most {
            return Err(fmt::Error);
        }
        self.text.push_str(more);
        Ok(())
    }
}

/// Whether a text can be rendered, instead of being shown as typed.
///
/// # Errors
/// [`TooComplex`].
pub fn check(text: &str) -> Result<(), TooComplex> {
    let events = number_notes(parse(text, Dialect::Site)?);
    write(events.into_iter(), limits::output(text.len())).map(|_| ())
}

/// HTML of a text of that many bytes. The limit is twice that of [`check`]: anchors of headings and frames of tables are added.
pub(super) fn html<'a>(events: impl Iterator<Item = Event<'a>>, length: usize) -> Result<String, TooComplex> {
    write(events, limits::output(length) * 2)
}

fn write<'a>(events: impl Iterator<Item = Event<'a>>, most: usize) -> Result<String, TooComplex> {
    let mut written = BoundedText { text: String::new(), most };
    html::write_html_fmt(&mut written, events).map_err(|_| TooComplex)?;
    Ok(written.text)
}

/// A text as typed, with its lines.
pub(super) fn as_typed(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(crate::html::escape).collect();
    format!("<p>{}</p>\n", lines.join("<br>\n"))
}
