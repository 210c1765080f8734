//! File formats as pure functions: Markdown to HTML and text, PDF, spreadsheets, ZIP archives, iCalendar text, mails that leave and that come
//! in.
//!
//! The crate knows no database and no rule of the product. It bounds what it reads: in length, depth, and unpacked size. The caller chooses
//! the thread.

pub mod calendar;
pub mod delivery_status;
pub mod documents;
pub mod html;
pub mod incoming_mail;
pub mod list_copy;
pub mod mail;
pub mod mail_text;
pub mod markdown;
pub mod mbox;
pub mod spreadsheets;
pub mod zip;

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
