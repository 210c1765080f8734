//! Lines that are kept from mail to mail.

use std::time::Duration;

use tokio::time::Instant;

use super::SmtpConnection;

/// How long a line is kept without work: less than servers wait.
const IDLE: Duration = Duration::from_secs(20);

/// Lines without work. Dropped, they are closed as they should be.
#[derive(Default)]
pub(crate) struct Lines(Vec<(SmtpConnection, Instant)>);

impl Lines {
    /// The one that was used last.
    pub(crate) fn take(&mut self) -> Option<SmtpConnection> {
        self.rest();
        self.0.pop().map(|(line, _)| line)
    }

    /// Keeps one for the next mail.
    pub(crate) fn keep(&mut self, line: SmtpConnection) {
        self.0.push((line, Instant::now()));
    }

    /// Closes those that have waited long enough.
    pub(crate) fn rest(&mut self) {
        let old = self.0.partition_point(|(_, since)| since.elapsed() >= IDLE);
        self.0.drain(..old).for_each(|(line, _)| line.close());
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.0.drain(..).for_each(|(line, _)| line.close());
    }
}
