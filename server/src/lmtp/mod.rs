//! The LMTP server (RFC 2033): it takes mail from the mail server of the same machine, with one answer for each recipient.
//!
//! Only the protocol is here. [`MailAcceptor`] decides which recipients exist and what becomes of a mail.
//!
//! The parser is our own, because it has to be stricter than what is to be had: `smtp-proto` 0.2 ends a mail at CRLF.CRCRLF, does not see the
//! end of an empty mail, and ends commands at a bare LF.

mod command;
mod data;
mod listener;
mod memory;
mod reply;
mod session;
mod settings;
mod stream;

use std::future::Future;

pub use listener::LmtpListener;
pub use memory::MemoryBudget;
pub use session::serve;
pub use settings::LmtpSettings;

/// Decides about recipients and mails.
///
/// The protocol sets no time limit to either function: it never gives up a mail that may have been committed. The implementation bounds them, well
/// below the ten minutes that mail servers wait.
pub trait MailAcceptor: Clone + Send + Sync + 'static {
    /// Whether mail from `sender` to `address` may follow. Both are as the client wrote them, without angle brackets: letter case and quotes are kept,
    /// source routes are removed. `sender` is empty for bounces (`<>`). An address has an @, except `postmaster` (in any case).
    fn recipient(&self, sender: &str, address: &str) -> impl Future<Output = RecipientAnswer> + Send;

    /// Takes a mail. Returns one answer for each recipient, in their order; a missing one counts as [`DeliveryAnswer::Unavailable`].
    ///
    /// A client that does not receive [`DeliveryAnswer::Accepted`] sends the mail again: duplicates of a mail are normal.
    fn deliver(&self, mail: IncomingEnvelope) -> impl Future<Output = Vec<DeliveryAnswer>> + Send;
}

/// A mail as it came, with its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingEnvelope {
    /// The address of the sender; empty for bounces.
    pub sender: String,
    /// At least one. A client may name a recipient twice, and expects an answer for each.
    pub recipients: Vec<String>,
    /// Arbitrary bytes, at most [`LmtpSettings::max_size`]. Bare CR, bare LF and NUL are kept. Empty, or ends with CRLF.
    pub bytes: Vec<u8>,
}

/// The answer to a recipient before the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipientAnswer {
    /// 250.
    Accepted,
    /// 550: there is no such address.
    Unknown,
    /// 451: it can't be known now; the client tries again.
    Unavailable,
    /// 550, with a reason for the sender.
    Refused(String),
}

/// The answer for one recipient after the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryAnswer {
    /// 250: the mail is stored, and its sender may forget it.
    Accepted,
    /// 552: larger than this recipient takes.
    TooLarge,
    /// 451: nothing is stored; the client tries again.
    Unavailable,
    /// 550, with a reason for the sender.
    Refused(String),
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod session_tests;
#[cfg(test)]
mod test_client;
