//! Connections that are kept from mail to mail.

use std::time::Duration;

use tokio::time::Instant;

use super::SmtpConnection;

/// How long a connection is kept without work: less than servers wait.
const IDLE: Duration = Duration::from_secs(20);

/// Connections without work. Dropped, they are closed as they should be.
#[derive(Default)]
pub(crate) struct ConnectionPool(Vec<(SmtpConnection, Instant)>);

impl ConnectionPool {
    /// The one that was used last.
    pub(crate) fn take(&mut self) -> Option<SmtpConnection> {
        self.close_idle();
        self.0.pop().map(|(connection, _)| connection)
    }

    /// Keeps one for the next mail, if there is one.
    pub(crate) fn keep(&mut self, connection: Option<SmtpConnection>) {
        self.0.extend(connection.map(|connection| (connection, Instant::now())));
    }

    /// Closes those that have waited long enough.
    pub(crate) fn close_idle(&mut self) {
        let old = self.0.partition_point(|(_, since)| since.elapsed() >= IDLE);
        self.0.drain(..old).for_each(|(connection, _)| connection.close());
    }
}

impl Drop for ConnectionPool {
    fn drop(&mut self) {
        self.0.drain(..).for_each(|(connection, _)| connection.close());
    }
}
