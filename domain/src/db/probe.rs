//! Checks that the database can do its work, for monitoring and for `maillage check`.

use std::fmt;
use std::time::Duration;

use sqlx::{AnyConnection, Connection};

use super::schema::{self, Schema, is_busy};
use super::{Db, Engine};

/// The longest time that the probe may take.
const TIMEOUT: Duration = Duration::from_millis(1500);
/// More than the cache of the probe's connection, so that SQLite writes to the disk before a commit.
const PROBE_BYTES: usize = 256 << 10;

/// The reason why a database can't do its work. [`Display`](fmt::Display) adds the cause, for the person who runs the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeError {
    /// The reason in our own words, for anybody: no path, no address, nothing that the database said.
    pub message: String,
    /// The message of the database.
    cause: Option<String>,
}

impl ProbeError {
    fn own(message: String) -> Self {
        Self { message, cause: None }
    }
}

impl fmt::Display for ProbeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Db {
    /// Checks that the file is still ours, that the schema is current, and that a small write works. The write is rolled back.
    ///
    /// # Errors
    /// What does not work.
    pub async fn probe(&self) -> Result<(), ProbeError> {
        self.probe_any_schema().await?.check().map_err(ProbeError::own)
    }

    /// As [`Db::probe`], for any schema, which it gives.
    ///
    /// # Errors
    /// What does not work.
    pub async fn probe_any_schema(&self) -> Result<Schema, ProbeError> {
        if let Some(file) = &self.file {
            file.check_identity().map_err(ProbeError::own)?;
        }
        match tokio::time::timeout(TIMEOUT, self.try_write()).await {
            Ok(Ok(schema)) => Ok(schema),
            Ok(Err(cause)) => Err(ProbeError { message: "the database can't be written".to_owned(), cause: Some(cause.to_string()) }),
            Err(_) => Err(ProbeError::own("the database does not answer".to_owned())),
        }
    }

    async fn try_write(&self) -> Result<Schema, sqlx::Error> {
        // Outside the pool: the database may be fine when all connections of the pool are in use.
        let mut conn = self.source.connect().await?;
        let schema = schema::read(&mut conn).await?;
        let result = if schema == Schema::Missing { Ok(()) } else { write_and_roll_back(self.source.engine, &mut conn).await };
        let _ = conn.close().await;
        match result {
            // Another writer is active, so the database can be written to.
            Err(cause) if self.is_sqlite() && is_busy(&cause) => Ok(schema),
            result => result.map(|()| schema),
        }
    }

    /// Checks that the pages of a SQLite file are consistent. PostgreSQL checks its own files.
    ///
    /// # Errors
    /// The first inconsistencies, in words.
    pub async fn quick_check(&self) -> Result<(), String> {
        if !self.is_sqlite() {
            return Ok(());
        }
        let mut conn = self.pool.acquire().await.map_err(|cause| format!("the database does not answer: {cause}"))?;
        quick_check(&mut conn).await
    }
}

async fn write_and_roll_back(engine: Engine, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let mut tx = match engine {
        Engine::Sqlite => {
            sqlx::query("PRAGMA busy_timeout = 200").execute(&mut *conn).await?;
            // Without a cache, each write reaches the file or fails.
            for setting in ["PRAGMA cache_size = 1", "PRAGMA cache_spill = 1"] {
                sqlx::query(setting).execute(&mut *conn).await?;
            }
            conn.begin_with("BEGIN IMMEDIATE").await?
        }
        Engine::Postgres => conn.begin().await?,
    };
    let bytes = if engine == Engine::Sqlite { PROBE_BYTES } else { 1 };
    // A unique name, so that two probes at once do not wait for each other.
    let name = format!("probe.{}", uuid::Uuid::now_v7().simple());
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2)").bind(name).bind("x".repeat(bytes)).execute(&mut *tx).await?;
    tx.rollback().await
}

pub(super) async fn quick_check(conn: &mut AnyConnection) -> Result<(), String> {
    let result: Result<Vec<String>, _> = sqlx::query_scalar("PRAGMA quick_check(3)").fetch_all(conn).await;
    match result {
        Ok(lines) if lines == ["ok"] => Ok(()),
        Ok(lines) => Err(format!("the file is damaged: {}", lines.join("; "))),
        Err(cause) => Err(format!("the file is damaged: {cause}")),
    }
}
