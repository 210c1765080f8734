//! The way to an SMTP server: connections, how long each answer may take, and what it means. Single mails and messages to many share it.

mod address;
mod line;
mod lines;
mod stream;

use std::time::Duration;

use lettre::Address;

pub(crate) use address::travelling;
pub(crate) use line::SmtpConnection;
pub use line::Transport;
pub(crate) use lines::Lines;

/// How long the server may think. Never for ever: a worker that waits for a server that stalls waits so long and no longer.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To connect and to greet.
    pub greeting: Duration,
    /// About a command (RFC 5321, 4.5.3.2).
    pub command: Duration,
    /// About a text that it has: giving up earlier would double mails.
    pub text: Duration,
}

impl Default for Patience {
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

/// What the other side made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DeliveryOutcome {
    /// It has it.
    Taken,
    /// It says « later »: why.
    Later(String),
    /// It says « never »: why.
    Never(String),
    /// The line broke, or no answer came: why, and whether it may have it all the same.
    Broken(String, bool),
    /// It can't be reached, or does not want us, whoever the mail is for: why. No fault of the mail.
    NoWay(String),
}
