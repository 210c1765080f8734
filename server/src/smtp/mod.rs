//! The SMTP client: connections, timeouts, and the meaning of answers.

mod address;
mod connection;
mod pool;
mod stream;

use std::time::Duration;

use lettre::Address;

pub(crate) use address::ascii_address;
pub(crate) use connection::SmtpConnection;
pub use connection::Transport;
pub(crate) use pool::ConnectionPool;

/// How long the server may take, so that a server that stalls can't hold a worker for ever.
#[derive(Debug, Clone, Copy)]
pub struct SmtpTimeouts {
    /// To connect and greet.
    pub greeting: Duration,
    /// To answer a command (RFC 5321, 4.5.3.2).
    pub command: Duration,
    /// To answer after the text. Giving up earlier would send mails twice.
    pub text: Duration,
}

impl Default for SmtpTimeouts {
    fn default() -> Self {
        Self { greeting: Duration::from_secs(60), command: Duration::from_secs(300), text: Duration::from_secs(600) }
    }
}

/// The addresses of the envelope, and the signed message.
pub(crate) struct Envelope {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) bytes: Vec<u8>,
}
