//! A mail that somebody sent: what it says of itself, its text as safe plain text, its attachments.

mod body;
pub(crate) mod clean;
mod decode;
mod disguised;
pub(crate) mod fields;
mod flowed;
mod html_text;
pub(crate) mod line_ends;
pub(crate) mod parts;
mod scrubbed;

#[cfg(test)]
pub(crate) mod corpus;
#[cfg(test)]
pub(crate) mod fuzz_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;

pub use disguised::disguised_author;
pub use scrubbed::rejoin_html;

use fields::{HeaderBlock, HeaderField};

/// The largest mail that is read, in bytes. What receives mails has a limit below this one.
pub const MAIL_BYTES: usize = 100 * 1024 * 1024;
/// Recipients of To and Cc that are kept.
const RECIPIENTS: usize = 1_000;
/// Other addresses of a header.
const SENDERS: usize = 100;
const REFERENCES: usize = 100;
const AUTHENTICATION_RESULTS: usize = 50;

/// A mail without anything that could hurt when it is shown as text. Every value has a bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncomingMail {
    /// Without its brackets, as every id here. At most 996 bytes.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    /// The last 100, the mail that is answered at the end.
    pub references: Vec<String>,
    /// Of all From fields: a mail with two of them hides one of them from somebody. At most 100, as for the other senders.
    pub from: Vec<MailAddress>,
    pub sender: Vec<MailAddress>,
    pub reply_to: Vec<MailAddress>,
    /// With `cc` at most 1,000; [`recipient_count`](Self::recipient_count) counts all.
    pub to: Vec<MailAddress>,
    pub cc: Vec<MailAddress>,
    pub recipient_count: usize,
    /// Decoded, one line, at most 998 characters.
    pub subject: String,
    /// Seconds since 1970, until the year 2100.
    pub date: Option<i64>,
    /// The ids of the lists that it came through (RFC 2919), without brackets and name.
    pub list_ids: Vec<String>,
    pub auto_submitted: Option<String>,
    pub precedence: Option<String>,
    pub content_language: Option<String>,
    /// As they are, the newest first (RFC 8601). Trust only those of your own relay.
    pub authentication_results: Vec<String>,
    /// At most 200,000 bytes; lines end with LF; no control characters but LF and tabs.
    pub text: String,
    pub text_truncated: bool,
    /// The text was made from HTML, as there was no other.
    pub is_html_only: bool,
    /// At most 100.
    pub attachments: Vec<MailAttachment>,
}

/// An address of a header. It has an `@` and no spaces, and is not checked further.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailAddress {
    /// At most 200 characters.
    pub name: Option<String>,
    /// At most 320 bytes, in the letters of the sender.
    pub address: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailAttachment {
    /// Without a path; at most 150 characters. `attachment-1.pdf` if the sender gave none.
    pub name: String,
    /// In small letters. Never to be sent to a browser as it is.
    pub content_type: String,
    pub size: usize,
    /// A picture of the HTML text, as those of signatures.
    pub is_inline: bool,
    /// Decoded.
    pub bytes: Vec<u8>,
}

/// Why a mail can not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableMail {
    /// More than [`MAIL_BYTES`].
    #[error("the mail is too large")]
    TooLarge,
    /// More than 256 kB, of the mail or of one of its parts.
    #[error("the header of the mail is too long")]
    HeadersTooLong,
    /// More than 500 parts, or multiparts nested deeper than 50.
    #[error("the mail has too many parts")]
    TooManyParts,
    #[error("the parser of the mail failed")]
    ParserFailed,
}

/// Reads a mail (RFC 5322, MIME). Without a header, all of it is its text. A bare CR or LF ends a line.
///
/// # Errors
/// [`UnreadableMail`].
pub fn read(bytes: &[u8]) -> Result<IncomingMail, UnreadableMail> {
    if bytes.len() > MAIL_BYTES {
        return Err(UnreadableMail::TooLarge);
    }
    guarded(|| incoming_mail(bytes)).unwrap_or(Err(UnreadableMail::ParserFailed))
}

/// The most characters of a value in [`header_values`].
pub const VALUE_CHARS: usize = 4_000;

/// The values of a header field, each on one line of at most [`VALUE_CHARS`], not decoded. None if the header is
/// longer than 256 kB.
pub fn header_values(bytes: &[u8], name: &str) -> Vec<String> {
    let head = &bytes[..bytes.len().min(2 * fields::HEADER_BYTES)];
    let head = line_ends::lf(head);
    let block = HeaderBlock::read(&head, |_| false).unwrap_or_default();
    block.all(name).map(|field| field.unfolded(VALUE_CHARS)).collect()
}

/// The addresses of all From fields, as in [`IncomingMail::from`]; nothing else is read.
pub fn authors(bytes: &[u8]) -> Vec<MailAddress> {
    addresses(bytes, "From").into_iter().take(SENDERS).collect()
}

/// The addresses of all fields of that name. None if the header is longer than 256 kB.
pub fn addresses(bytes: &[u8], name: &str) -> Vec<MailAddress> {
    let head = line_ends::lf(&bytes[..bytes.len().min(2 * fields::HEADER_BYTES)]);
    guarded(|| HeaderBlock::read(&head, |_| false).unwrap_or_default().addresses(name)).unwrap_or_default()
}

/// The text that a person would read, as in [`IncomingMail::text`].
pub(crate) fn body_text(leaves: &[parts::MimeLeaf<'_>]) -> String {
    body::read(leaves).text
}

/// Mails come from anywhere: should a parser of a dependency panic, one mail is lost and not the process.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T + std::panic::UnwindSafe) -> Option<T> {
    std::panic::catch_unwind(work).ok()
}

fn incoming_mail(bytes: &[u8]) -> Result<IncomingMail, UnreadableMail> {
    let bytes = line_ends::lf(bytes);
    let tree = parts::read(&bytes)?;
    let header = &tree.fields;
    let senders = |name: &str| header.addresses(name).into_iter().take(SENDERS).collect::<Vec<_>>();
    let (mut to, mut cc) = (header.addresses("To"), header.addresses("Cc"));
    let recipient_count = to.len() + cc.len();
    to.truncate(RECIPIENTS);
    cc.truncate(RECIPIENTS - to.len());
    let mut references = header.ids("References");
    references.drain(..references.len().saturating_sub(REFERENCES));
    let body = body::read(&tree.leaves);
    Ok(IncomingMail {
        message_id: header.ids("Message-ID").into_iter().next(),
        in_reply_to: header.ids("In-Reply-To").into_iter().take(REFERENCES).collect(),
        references,
        from: senders("From"),
        sender: senders("Sender"),
        reply_to: senders("Reply-To"),
        to,
        cc,
        recipient_count,
        subject: header.text("Subject").unwrap_or_default(),
        date: header.first("Date").and_then(|field| field.date()),
        list_ids: header.all("List-Id").map(|field| list_id(&field)).filter(|id| !id.is_empty()).take(REFERENCES).collect(),
        auto_submitted: short(header, "Auto-Submitted"),
        precedence: short(header, "Precedence"),
        content_language: short(header, "Content-Language"),
        authentication_results: header
            .all("Authentication-Results")
            .map(|field| field.unfolded(8_000))
            .take(AUTHENTICATION_RESULTS)
            .collect(),
        text: body.text,
        text_truncated: body.is_truncated,
        is_html_only: body.is_html_only,
        attachments: body.attachments,
    })
}

fn short(header: &HeaderBlock<'_>, name: &str) -> Option<String> {
    header.first(name).map(|field| field.unfolded(200)).filter(|value| !value.is_empty())
}

/// What stands in the last brackets; without brackets, all of it.
fn list_id(field: &HeaderField<'_>) -> String {
    let value = field.unfolded(1_000);
    let id = value.rsplit_once('<').map_or(value.as_str(), |(_, id)| id.split('>').next().unwrap_or_default());
    id.trim().to_ascii_lowercase()
}
