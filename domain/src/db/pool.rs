//! Connections: how they are opened, and which of them may be used again.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::any::AnyPoolOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, Connection};

use super::{bulk, schema};

/// The pause between attempts to connect to a server that refuses while the program starts.
const RETRY: Duration = Duration::from_millis(250);
/// How long a returned connection may take to finish its last command.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// How long to wait for the database.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// While the program starts.
    pub start: Duration,
    /// To get a connection. With SQLite this is also the longest time that other tasks may keep theirs.
    pub acquire: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { start: Duration::from_secs(4), acquire: Duration::from_secs(10) }
    }
}

impl Timeouts {
    /// For a server with people waiting. An unavailable PostgreSQL is detected in less than two seconds.
    pub fn for_serving(url: &str) -> Self {
        match DatabaseAddress::parse(url) {
            Ok(DatabaseAddress { engine: Engine::Postgres, .. }) => Self { acquire: Duration::from_millis(1500), ..Self::default() },
            _ => Self::default(),
        }
    }
}

pub(super) struct DatabaseAddress {
    pub(super) engine: Engine,
    /// Contains a password on PostgreSQL.
    url: String,
    file: Option<PathBuf>,
}

impl std::fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("engine", &self.engine).field("file", &self.file).finish_non_exhaustive()
    }
}

impl DatabaseAddress {
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        sqlx::any::install_default_drivers();
        match url.split_once(':') {
            Some(("sqlite", rest)) => {
                let path = rest.strip_prefix("//").unwrap_or(rest).split('?').next().unwrap_or_default();
                // In a URL, `%25` stands for `%`.
                let path = match path.contains('%') {
                    true => SqliteConnectOptions::from_str(url).map_err(|cause| cause.to_string())?.get_filename().to_owned(),
                    false => PathBuf::from(path),
                };
                // Never created implicitly: a missing file means a missing disk.
                let url = match (url.contains("mode="), url.contains('?')) {
                    (true, _) => url.replace("mode=rwc", "mode=rw"),
                    (false, true) => format!("{url}&mode=rw"),
                    (false, false) => format!("{url}?mode=rw"),
                };
                Ok(Self { engine: Engine::Sqlite, url, file: Some(path) })
            }
            Some(("postgres" | "postgresql", _)) => Ok(Self { engine: Engine::Postgres, url: url.to_owned(), file: None }),
            _ => Err("the database address starts with sqlite: or postgres://".to_owned()),
        }
    }

    /// The SQLite file at `path`, which must exist.
    pub(super) fn of_file(path: &Path) -> Result<Self, String> {
        Self::parse(&file_url(path))
    }

    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Opens a connection outside the pool, ready to be used.
    pub(super) async fn connect(&self) -> Result<AnyConnection, sqlx::Error> {
        let mut conn = AnyConnection::connect(&self.url).await?;
        prepare(self.engine, &mut conn).await?;
        Ok(conn)
    }

    /// As [`DatabaseAddress::connect`], and creates a missing SQLite file.
    pub(super) async fn connect_or_create(&self) -> Result<AnyConnection, sqlx::Error> {
        let mut conn = AnyConnection::connect(&self.url.replace("mode=rw", "mode=rwc")).await?;
        prepare(self.engine, &mut conn).await?;
        Ok(conn)
    }

    /// Opens a connection within `timeout`, or gives the cause, which the pool would hide.
    pub(super) async fn try_connect(&self, timeout: Duration) -> Result<AnyConnection, String> {
        let start = Instant::now();
        let mut last_cause = None;
        while let Some(remaining) = timeout.checked_sub(start.elapsed()).filter(|remaining| !remaining.is_zero()) {
            match tokio::time::timeout(remaining, self.connect()).await {
                Ok(Ok(conn)) => return Ok(conn),
                // The server may still be starting, as we are.
                Ok(Err(cause)) if is_starting(&cause) => last_cause = Some(cause),
                Ok(Err(cause)) => return Err(format!("the database can't be opened: {cause}")),
                Err(_) => break,
            }
            tokio::time::sleep(RETRY.min(remaining)).await;
        }
        Err(match last_cause {
            Some(cause) => format!("the database can't be opened: {cause}"),
            None => format!("the database can't be opened: no answer in {} seconds", timeout.as_secs()),
        })
    }

    pub(super) fn pool(&self, connections: u32, timeouts: Timeouts) -> Result<AnyPool, String> {
        let engine = self.engine;
        AnyPoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(timeouts.acquire)
            .test_before_acquire(engine == Engine::Postgres)
            .after_connect(move |conn, _| Box::pin(prepare(engine, conn)))
            .after_release(move |conn, _| Box::pin(is_reusable(engine, conn)))
            .connect_lazy(&self.url)
            .map_err(|cause| format!("the database can't be opened: {cause}"))
    }
}

/// The URL of a SQLite file. Characters with a meaning in a URL are escaped.
pub(super) fn file_url(path: &Path) -> String {
    format!("sqlite:{}", path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23"))
}

async fn prepare(engine: Engine, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let settings: &[&'static str] = match engine {
        // FULL: a committed registration, or a mail marked as sent, survives a power cut. The log is truncated after a peak.
        Engine::Sqlite => &[
            "PRAGMA busy_timeout = 10000",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA cache_size = -4000",
            bulk::SPILL,
            bulk::TEMPORARY,
            "PRAGMA journal_size_limit = 67108864",
        ],
        // Compiling a statement takes longer than running any of ours. A minute is longer than any request waits for a statement.
        Engine::Postgres => &["SET jit = off", "SET statement_timeout = '60s'"],
    };
    for setting in settings {
        sqlx::query(*setting).execute(&mut *conn).await?;
    }
    Ok(())
}

/// When the disk is full or fails, SQLite ends a transaction by itself, but the driver still counts it (sqlx#3932), and every later transaction on
/// that connection would be refused. On PostgreSQL a connection that is returned while it rolls back must not keep its place if the server hangs.
/// An idle connection is tested when it is next taken.
async fn is_reusable(engine: Engine, conn: &mut AnyConnection) -> Result<bool, sqlx::Error> {
    match engine {
        _ if !conn.is_in_transaction() => Ok(true),
        Engine::Sqlite => {
            // The answer to this comes after the rollback is finished.
            conn.ping().await?;
            Ok(!conn.is_in_transaction())
        }
        Engine::Postgres => match tokio::time::timeout(RELEASE_TIMEOUT, conn.ping()).await {
            Ok(answer) => answer.map(|()| !conn.is_in_transaction()),
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        },
    }
}

/// Nobody listens yet, or the server says that it is starting (57P03) or full (53300), or another process is creating the file.
fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(cause) => cause.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| ["57P03", "53300"].contains(&&*code)) || schema::is_busy(error),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_escapes_is_in_the_name_of_the_file() {
        for path in ["/srv/50%/site.db", "/srv/a%25/b?c#d.db", "data/maillage.db"] {
            assert_eq!(DatabaseAddress::of_file(Path::new(path)).unwrap().file(), Some(Path::new(path)), "{path}");
        }
        assert_eq!(DatabaseAddress::parse("sqlite:///srv/x.db?mode=rw").unwrap().file(), Some(Path::new("/srv/x.db")));
    }
}
