//! The way to an SMTP server: connections, how long each answer may take, and what it means.

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

/// How long the server may think. Never for ever: a worker that waits for a server that stalls waits so long and no longer.
#[derive(Debug, Clone, Copy)]
pub struct SmtpTimeouts {
    /// To connect and to greet.
    pub greeting: Duration,
    /// About a command (RFC 5321, 4.5.3.2).
    pub command: Duration,
    /// About a text that it has: giving up earlier would double mails.
    pub text: Duration,
}

impl Default for SmtpTimeouts {
    fn default() -> Self {
        Self { greeting: Duration::from_secs(60), command: Duration::from_secs(300), text: Duration::from_secs(600) }
    }
}

/// What travels: the envelope and the message, signed.
pub(crate) struct Envelope {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) bytes: Vec<u8>,
}
