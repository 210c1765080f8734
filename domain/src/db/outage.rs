//! The meaning of a database error: a mistake of ours, or a database that can't serve at present.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::pool::DatabaseAddress;
use crate::error::Error;

/// The shortest time between two diagnoses.
const PAUSE: Duration = Duration::from_secs(10);
/// The longest time that a diagnosis may take.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Result codes of SQLite for a storage that can't serve: busy, locked, read-only, I/O error, corrupt, full, can't be opened, no database.
const SQLITE: [i64; 8] = [5, 6, 8, 10, 11, 13, 14, 26];
/// SQLSTATE classes and codes of PostgreSQL for the same: connection, resources, operator intervention, system error; read-only, lock not
/// available.
const POSTGRES_CLASSES: [&str; 4] = ["08", "53", "57", "58"];
const POSTGRES_CODES: [&str; 2] = ["25006", "55P03"];

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        // PostgreSQL stores no text with a NUL in it and refuses it (22021). Nothing can match it.
        let contains_nul = cause.as_database_error().is_some_and(|error| error.code().as_deref() == Some("22021"));
        if contains_nul || matches!(cause, sqlx::Error::RowNotFound) {
            return Self::NotFound;
        }
        tracing::error!(%cause, "database");
        if is_outage(&cause) { Self::Unavailable } else { Self::Internal }
    }
}

/// Whether the error means that the database can't serve at present, whatever the statement.
pub(crate) fn is_outage(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => true,
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| {
            // SQLSTATEs have five characters. The codes of SQLite are numbers below ten thousand, with the kind in their last eight bits.
            if code.len() == 5 {
                return POSTGRES_CLASSES.contains(&&code[..2]) || POSTGRES_CODES.contains(&&*code);
            }
            code.parse::<i64>().is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
        }),
        _ => is_spoiled(cause),
    }
}

/// Whether only this connection can't serve, so that another one may.
pub(super) fn is_spoiled(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::InvalidSavePointStatement | sqlx::Error::BeginFailed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| ["57P01", "57P02"].contains(&&*code)),
        _ => false,
    }
}

/// Finds out why the database does not answer, because the pool hides the cause.
#[derive(Debug, Default)]
pub(super) struct Diagnosis {
    last: Mutex<Option<Instant>>,
}

impl Diagnosis {
    /// Starts in a task of its own, unless a diagnosis was made a moment ago.
    pub(super) fn begin(self: &Arc<Self>, source: &Arc<DatabaseAddress>) {
        {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.is_some_and(|last| last.elapsed() < PAUSE) {
                return;
            }
            *last = Some(Instant::now());
        }
        let source = source.clone();
        tokio::spawn(async move {
            match source.try_connect(TIMEOUT).await {
                Ok(_) => {
                    tracing::warn!("the database answers again; if this comes often, all its connections are taken: raise `connections`")
                }
                Err(cause) => tracing::error!(cause, "the database does not answer"),
            }
        });
    }
}
