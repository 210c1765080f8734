//! Opening and closing the database.

use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use tokio::sync::{Mutex, Semaphore};

use super::Db;
use super::file::DatabaseFile;
use super::pool::{DatabaseAddress, Timeouts};
use crate::clock::Clock;
use crate::rng::IdGenerator;

/// How long closing may take. Connections that hung tasks still hold are left to the end of the process.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(10);

impl Db {
    /// Connects to `sqlite:<file>` or `postgres://…`, with at most `connections` at once. A missing SQLite file is an error; [`Db::create`] creates
    /// one.
    ///
    /// # Errors
    /// The cause in words for the person who starts the program, without any password.
    pub async fn open(url: &str, connections: u32, clock: Clock, ids: IdGenerator) -> Result<Self, String> {
        Self::open_with(url, connections, Timeouts::default(), clock, ids).await
    }

    /// [`Db::open`] with other timeouts.
    ///
    /// # Errors
    /// As for [`Db::open`].
    pub async fn open_with(url: &str, connections: u32, timeouts: Timeouts, clock: Clock, ids: IdGenerator) -> Result<Self, String> {
        let source = DatabaseAddress::parse(url)?;
        let mut file = source.file().map(DatabaseFile::open).transpose()?;
        let anchor = match (source.try_connect(timeouts.start).await, &mut file) {
            (Ok(conn), None) => {
                drop(tokio::time::timeout(CLOSE_TIMEOUT, conn.close()).await);
                None
            }
            (Ok(conn), Some(file)) => {
                file.remember_identity();
                Some(conn)
            }
            (Err(cause), None) => return Err(cause),
            (Err(cause), Some(file)) => return Err(file.explain(&cause)),
        };
        let pool = source.pool(connections, timeouts)?;
        Ok(Self {
            pool,
            source: Arc::new(source),
            file: file.map(Arc::new),
            anchor: Arc::new(Mutex::new(anchor)),
            diagnosis: Arc::default(),
            clock,
            ids,
            address: "http://127.0.0.1:3000".into(),
            contact: "".into(),
            lists_host: "".into(),
            previews: Arc::default(),
            session_semaphore: Arc::new(Semaphore::new(1)),
            form_key: None,
            instance: Arc::default(),
        })
    }

    /// [`Db::open`], after creating the SQLite file if it is missing. Several processes may call it at once.
    ///
    /// # Errors
    /// As for [`Db::open`].
    pub async fn create(url: &str, connections: u32, clock: Clock, ids: IdGenerator) -> Result<Self, String> {
        let source = DatabaseAddress::parse(url)?;
        if let Some(path) = source.file() {
            DatabaseFile::create(path, &source).await?;
        }
        Self::open(url, connections, clock, ids).await
    }

    /// Closes every connection, after the work in progress. A SQLite log is written back into its file, which is then complete by itself.
    pub async fn close(&self) {
        let close = async {
            if self.is_sqlite() {
                // A reader in another process may prevent this. The log is then written back when that process ends.
                let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await;
            }
            self.pool.close().await;
            if let Some(last) = self.anchor.lock().await.take() {
                let _ = last.close().await;
            }
        };
        if tokio::time::timeout(CLOSE_TIMEOUT, close).await.is_err() {
            tracing::warn!("the database could not be closed: something still uses it");
        } else if let Some(file) = &self.file {
            file.unlock();
        }
    }
}
