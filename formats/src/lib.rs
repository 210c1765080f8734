//! The files of others, as pure functions: Markdown to HTML and text, PDF, spreadsheets, ZIP archives, iCalendar text, the
//! parts of a mail.
//!
//! Knows no database and no rule of the product. What is read is bounded here: in length, depth, and how much it unpacks to. Whoever calls
//! decides on which thread.

pub mod archive;
pub mod calendar;
pub mod html;
pub mod mail;
pub mod markdown;
pub mod paper;
pub mod spreadsheets;

/// A file that could not be written. The cause is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{format}: {cause}")]
pub struct FormatError {
    format: &'static str,
    cause: String,
}

impl FormatError {
    fn new(format: &'static str, cause: impl std::fmt::Display) -> Self {
        Self { format, cause: cause.to_string() }
    }
}
