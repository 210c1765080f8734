//! A pool of connections that are used for many mails.

use std::time::Duration;

use tokio::time::Instant;

use super::SmtpConnection;

/// How long an idle connection stays open: less than servers wait.
const IDLE_TIME: Duration = Duration::from_secs(20);

/// Idle connections. They are closed when the pool is dropped.
#[derive(Default)]
pub(crate) struct ConnectionPool(Vec<(SmtpConnection, Instant)>);

impl ConnectionPool {
    /// The most recently used connection.
    pub(crate) fn take(&mut self) -> Option<SmtpConnection> {
        self.close_idle();
        self.0.pop().map(|(connection, _)| connection)
    }

    pub(crate) fn put_back(&mut self, connection: Option<SmtpConnection>) {
        self.0.extend(connection.map(|connection| (connection, Instant::now())));
    }

    /// Closes connections that were idle too long.
    pub(crate) fn close_idle(&mut self) {
        let old = self.0.partition_point(|(_, since)| since.elapsed() >= IDLE_TIME);
        self.0.drain(..old).for_each(|(connection, _)| connection.close());
    }
}

impl Drop for ConnectionPool {
    fn drop(&mut self) {
        self.0.drain(..).for_each(|(connection, _)| connection.close());
    }
}
