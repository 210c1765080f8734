//! Limits of a session.

use std::time::Duration;

use super::memory::MemoryBudget;

/// Mails in transfer take this much memory at most, over all sessions; one mail of the maximum size always fits.
const MEMORY: usize = 32 << 20;

/// The name and the limits of the server.
#[derive(Debug, Clone)]
pub struct LmtpSettings {
    /// The name in the greeting.
    pub host: String,
    /// The maximum size of a mail in bytes, with CRLF at the ends of lines and without the dots that the protocol adds.
    pub max_size: usize,
    /// The maximum number of accepted recipients of one mail (RFC 5321, 4.5.3.1.8: at least 100). The client sends the others with another copy.
    pub max_recipients: usize,
    /// After so many errors of syntax without a mail in between, the session ends.
    pub max_errors: usize,
    /// For the client to send a command, or to read the answer (RFC 5321, 4.5.3.2.7: at least 5 minutes).
    pub command_timeout: Duration,
    /// For the client to send any part of a mail (RFC 5321, 4.5.3.2.5).
    pub data_timeout: Duration,
    /// For everything that the client sends in one session.
    pub session_timeout: Duration,
    /// How long a mail waits for memory, before the client is told to come back.
    pub memory_timeout: Duration,
    /// Shared by all sessions.
    pub memory: MemoryBudget,
}

impl LmtpSettings {
    /// The usual limits, for mails of at most `max_size` bytes.
    pub fn new(host: &str, max_size: usize) -> Self {
        Self {
            host: host.to_owned(),
            max_size,
            max_recipients: 100,
            max_errors: 20,
            command_timeout: Duration::from_secs(300),
            data_timeout: Duration::from_secs(180),
            session_timeout: Duration::from_secs(1800),
            memory_timeout: Duration::from_secs(60),
            memory: MemoryBudget::new(max_size.max(MEMORY)),
        }
    }
}
